package dev.groundswell.platform.paging;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// One page of a collection.
///
/// @param next opaque cursor of the following page, `null` on the last
@RegisterForReflection
public record Page<T>(List<T> items, @Nullable String next) {

    /// Cuts a page out of `found`, which was fetched with one row more than asked for ([PageRequest#fetch()]).
    ///
    /// @param key what the keyset is ordered by
    public static <T> Page<T> of(List<T> found, PageRequest request, Function<T, String> key) {
        if (found.size() <= request.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = List.copyOf(found.subList(0, request.limit()));
        return new Page<>(items, Cursor.encode(key.apply(items.getLast())));
    }

    /// The same page with other items; the cursor stays.
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), next);
    }
}
