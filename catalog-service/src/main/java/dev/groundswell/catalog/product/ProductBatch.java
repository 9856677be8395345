package dev.groundswell.catalog.product;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.platform.problem.Violations;

/// Many products to be written, all or nothing.
@RegisterForReflection
record ProductBatch(@Nullable List<@Nullable ProductBody> items) {

    private static final int MOST = 1_000;

    /// The products to store.
    ///
    /// @throws dev.groundswell.platform.problem.Refusal 422 when one of them may not be stored
    List<ProductDraft> drafts() {
        Violations violations = new Violations();
        List<@Nullable ProductBody> given = items == null ? List.of() : items;
        violations.present(items, "/items");
        violations.require(given.size() <= MOST, "/items", "must be at most " + MOST + ", were " + given.size());
        violations.refuseIfAny();
        List<ProductDraft> drafts = new ArrayList<>(given.size());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            add(given.get(i), "/items/" + i, seen, drafts, violations);
        }
        violations.refuseIfAny();
        return drafts;
    }

    private static void add(@Nullable ProductBody item, String pointer, Set<String> seen, List<ProductDraft> drafts,
            Violations violations) {
        if (item == null) {
            violations.present(item, pointer);
            return;
        }
        String sku = item.sku() == null ? "" : item.sku();
        if (violations.require(Skus.wellFormed(sku), pointer + "/sku", "must be a sku: letters, digits, . _ and -, at most 64")) {
            violations.require(seen.add(sku), pointer + "/sku", "is given twice: " + sku);
        }
        item.check(pointer, violations);
        if (violations.isEmpty()) {
            drafts.add(item.draft(pointer, sku));
        }
    }
}
