package dev.groundswell.platform.audit;

import org.jspecify.annotations.Nullable;

/// One thing that a write has changed.
///
/// @param what in the form of a cache tag: `product:A1`
/// @param how the versions before and after, or what was done to a thing that has none
public record Change(String what, String how) {

    /// A new version of something, or its first when `before` is `null`.
    public static Change written(String what, @Nullable Long before, long after) {
        return new Change(what, (before == null ? "none" : before) + " -> " + after);
    }

    /// The end of something.
    public static Change deleted(String what, long before) {
        return new Change(what, before + " -> none");
    }

    @Override
    public String toString() {
        return what + " " + how;
    }
}
