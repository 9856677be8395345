package dev.groundswell.gateway.invalidation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.problem.Violations;

/// What an admin wants forgotten: the request's body.
///
/// @param tags as services name them in `Cache-Tag`, such as `product:A1`
/// @param paths as clients ask for them
/// @param hard whether an answer is removed rather than marked as stale
@RegisterForReflection
record Invalidation(@Nullable List<@Nullable String> tags, @Nullable List<@Nullable String> paths, @Nullable Boolean hard) {

    private static final int MOST = 1_000;
    private static final int LONGEST = 256;
    private static final int MOST_REPORTED = 100;

    /// This, when it can be published.
    ///
    /// @throws Refusal 422 that points at what is wrong
    Invalidation checked() {
        List<FieldError> errors = new ArrayList<>();
        if ((tags == null) == (paths == null)) {
            errors.add(new FieldError("", "must hold either tags or paths"));
        }
        check("/tags", tags, errors);
        check("/paths", paths, errors);
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.invalid(errors));
        }
        return this;
    }

    /// What is forgotten, for the audit.
    List<Change> changes() {
        String how = Boolean.TRUE.equals(hard) ? "removed from caches" : "stale in caches";
        return Stream.of(tags, paths).filter(Objects::nonNull).flatMap(List::stream).map(entry -> new Change(String.valueOf(entry), how))
                .toList();
    }

    private static void check(String pointer, @Nullable List<@Nullable String> entries, List<FieldError> errors) {
        if (entries == null) {
            return;
        }
        if (entries.isEmpty() || entries.size() > MOST) {
            errors.add(new FieldError(pointer, "must hold 1.." + MOST + " entries, were " + entries.size()));
            return;
        }
        for (int i = 0; i < entries.size() && errors.size() < MOST_REPORTED; i++) {
            String entry = entries.get(i);
            if (entry == null || entry.isEmpty() || Violations.characters(entry) > LONGEST) {
                errors.add(new FieldError(pointer + "/" + i, "must be 1.." + LONGEST + " characters"));
            }
        }
    }
}
