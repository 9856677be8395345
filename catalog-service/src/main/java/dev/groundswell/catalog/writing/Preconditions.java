package dev.groundswell.catalog.writing;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.http.EntityTag;
import dev.groundswell.platform.problem.Refusal;

/// What a client says must hold for its write, from `If-Match` and `If-None-Match`.
public record Preconditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    public static final Preconditions NONE = new Preconditions(null, null);

    /// @param version of what is there now, locked; `null` when nothing is
    /// @throws Refusal 412 when they do not hold
    public void require(@Nullable Long version) {
        EntityTag.requireWritable(ifMatch, ifNoneMatch, version == null ? null : EntityTag.of(version));
    }

    /// Whether anything depends on what was there before.
    public boolean any() {
        return ifMatch != null || ifNoneMatch != null;
    }
}
