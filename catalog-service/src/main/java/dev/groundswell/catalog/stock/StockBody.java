package dev.groundswell.catalog.stock;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.problem.Violations;

/// What an admin may send as stock: all that a read gives.
///
/// @param sku must match the path when it is given; needed in a batch
/// @param reserved ignored: orders decide it
/// @param available ignored: it follows
@RegisterForReflection
record StockBody(@Nullable String sku, @Nullable Long onHand, @Nullable Long reserved, @Nullable Long available) {

    private static final long MOST_ON_HAND = 1_000_000_000;

    /// The count to store for `path`.
    ///
    /// @throws dev.groundswell.platform.problem.Refusal 422 when it may not be stored
    Count countFor(String path) {
        Violations violations = new Violations();
        violations.require(sku == null || sku.equals(path), "/sku", "must match the path's " + path);
        violations.range(onHand, 0, MOST_ON_HAND, "/onHand");
        violations.refuseIfAny();
        return count(path);
    }

    private Count count(String key) {
        return new Count(key, onHand == null ? 0 : onHand);
    }

    /// @param onHand 0..1,000,000,000
    record Count(String sku, long onHand) {

        static List<Change> changes(List<Count> counted) {
            return counted.stream().map(it -> new Change("stock:" + it.sku, "set to " + it.onHand)).toList();
        }
    }

    /// Many at once, all or nothing.
    @RegisterForReflection
    record Batch(@Nullable List<@Nullable StockBody> items) {

        private static final int MOST = 1_000;

        /// The counts to store.
        ///
        /// @throws dev.groundswell.platform.problem.Refusal 422 when one of them may not be stored
        List<Count> counts() {
            Violations violations = new Violations();
            List<@Nullable StockBody> given = items == null ? List.of() : items;
            violations.present(items, "/items");
            violations.require(given.size() <= MOST, "/items", "must be at most " + MOST + ", were " + given.size());
            violations.refuseIfAny();
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < given.size(); i++) {
                check(given.get(i), "/items/" + i, seen, violations);
            }
            violations.refuseIfAny();
            return given.stream().flatMap(Batch::count).toList();
        }

        private static void check(@Nullable StockBody item, String pointer, Set<String> seen, Violations violations) {
            if (item == null) {
                violations.present(item, pointer);
                return;
            }
            if (violations.require(Skus.wellFormed(item.sku), pointer + "/sku", "must be a sku")) {
                violations.require(seen.add(String.valueOf(item.sku)), pointer + "/sku", "is given twice: " + item.sku);
            }
            violations.range(item.onHand, 0, MOST_ON_HAND, pointer + "/onHand");
        }

        private static Stream<Count> count(@Nullable StockBody item) {
            return item == null || item.sku == null ? Stream.empty() : Stream.of(item.count(item.sku));
        }
    }
}
