package dev.groundswell.gateway.cache;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

/// Asking a service whether a kept answer still holds, and what its 304 changes (RFC 9111, sections 4.3.1, 4.3.4 and 3.2).
public final class Validation {

    /// They describe the kept bytes, which a 304 does not replace: a new value would describe others.
    private static final Set<String> OF_THE_BYTES = Set.of("content-length", "content-encoding", "content-range");

    private Validation() {}

    /// Puts the kept answer's validators in place of the client's conditions, which are answered from what comes back.
    ///
    /// @return whether there is one; without, the request asks for the whole answer
    public static boolean ask(MultiMap kept, MultiMap request) {
        request.remove("If-None-Match").remove("If-Modified-Since");
        String tag = kept.get("ETag");
        String changed = kept.get("Last-Modified");
        if (tag != null) {
            request.set("If-None-Match", tag);
        }
        if (changed != null) {
            request.set("If-Modified-Since", changed);
        }
        return tag != null || changed != null;
    }

    /// Whether a 304 speaks of the kept answer: a strong tag that is another's speaks of another, and the kept answer must go (section 4.3.4).
    public static boolean confirms(MultiMap kept, MultiMap notModified) {
        String tag = notModified.get("ETag");
        return tag == null || tag.startsWith("W/") || tag.equals(kept.get("ETag")) || isWeak(kept.get("ETag"));
    }

    /// The kept answer's headers as the 304 has left them: each field it names replaced by all its lines, everything else as it was, but for its
    /// age, which ended with the service's word.
    public static MultiMap updated(MultiMap kept, MultiMap notModified) {
        MultiMap updated = MultiMap.caseInsensitiveMultiMap().addAll(kept).remove("Age");
        TreeSet<String> replaced = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> header : notModified) {
            String name = header.getKey();
            if (OF_THE_BYTES.stream().noneMatch(name::equalsIgnoreCase)) {
                if (replaced.add(name)) {
                    updated.remove(name);
                }
                updated.add(name, header.getValue());
            }
        }
        return updated;
    }

    private static boolean isWeak(@Nullable String tag) {
        return tag != null && tag.startsWith("W/");
    }
}
