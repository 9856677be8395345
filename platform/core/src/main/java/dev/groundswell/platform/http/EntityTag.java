package dev.groundswell.platform.http;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Refusal;

/// Strong entity tags and the preconditions made of them (RFC 9110, sections 8.8.3 and 13.1).
public final class EntityTag {

    private EntityTag() {}

    /// The tag of a representation that is determined by these versions.
    public static String of(long... versions) {
        StringBuilder tag = new StringBuilder("\"");
        for (int i = 0; i < versions.length; i++) {
            tag.append(i == 0 ? "" : "-").append(versions[i]);
        }
        return tag.append('"').toString();
    }

    /// Whether `If-None-Match` holds `tag` by weak comparison, so that a read may be answered with 304.
    public static boolean matchesWeakly(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null && (ifNoneMatch.strip().equals("*") || contains(ifNoneMatch.replace("W/", ""), tag));
    }

    /// Checks a write's preconditions against what is there now.
    ///
    /// @param current the unexpanded tag of what is there, `null` when nothing is
    /// @throws Refusal 412 when `If-Match` or `If-None-Match` does not hold
    public static void requireWritable(@Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String current) {
        if (ifMatch != null && (current == null || !ifMatch.strip().equals("*") && !contains(ifMatch, current))) {
            throw Refusal
                    .preconditionFailed(current == null ? "There is nothing to match." : "It has changed: its tag is now " + current + ".");
        }
        if (ifNoneMatch != null && current != null
                && (ifNoneMatch.strip().equals("*") || contains(ifNoneMatch.replace("W/", ""), current))) {
            throw Refusal.preconditionFailed("It exists already, with tag " + current + ".");
        }
    }

    private static boolean contains(String list, String tag) {
        for (String candidate : list.split(",")) {
            if (candidate.strip().equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
