package dev.groundswell.catalog.product;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.catalog.manufacturer.Manufacturers;
import dev.groundswell.catalog.writing.Outcome;
import dev.groundswell.catalog.writing.Overtaken;
import dev.groundswell.catalog.writing.Preconditions;
import dev.groundswell.catalog.writing.WriteTransactions;
import dev.groundswell.platform.audit.Change;
import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.problem.Refusal;
import dev.groundswell.platform.problem.Violations;

/// Creates, replaces and deletes products, one or many by the same way: lock, check, store, tell. Each answer comes when it is durable.
@ApplicationScoped
class WritingProducts {

    private final WriteTransactions transactions;
    private final Manufacturers manufacturers;
    private final KeptProducts kept;
    private final ProductChanges changes;

    WritingProducts(WriteTransactions transactions, Manufacturers manufacturers, KeptProducts kept, ProductChanges changes) {
        this.transactions = transactions;
        this.manufacturers = manufacturers;
        this.kept = kept;
        this.changes = changes;
    }

    /// Fails with a 412 when a precondition does not hold and with a 422 for an unknown manufacturer; then nothing has changed.
    Uni<Written> put(ProductDraft draft, Preconditions preconditions) {
        return write(List.of(draft), preconditions).map(List::getFirst);
    }

    /// Emits how many were written; fails with a 422 for an unknown manufacturer, and then nothing has changed.
    Uni<Integer> putAll(List<ProductDraft> drafts) {
        if (drafts.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return write(drafts, Preconditions.NONE).map(List::size);
    }

    /// Fails with a 404 when there is no such product and with a 412 when a precondition does not hold.
    Uni<Long> delete(String sku, Preconditions preconditions) {
        return transactions.run(transaction -> ProductTable.lock(transaction, List.of(sku))
                .map(existing -> deletable(sku, existing, preconditions))
                .chain(existing -> ProductTable.delete(transaction, sku)
                        .map(version -> new Outcome<>(version, List.of(changes.deleted(sku, version, existing.category())),
                                List.of(Change.deleted(tag(sku), existing.version()))))),
                version -> kept.deleted(sku, version));
    }

    private Uni<List<Written>> write(List<ProductDraft> drafts, Preconditions preconditions) {
        return transactions.run(transaction -> store(transaction, drafts, preconditions)
                .map(written -> new Outcome<>(written, events(written), changes(written))),
                written -> kept.written(written.stream().map(Written::product).toList()));
    }

    private Uni<List<Written>> store(SqlConnection transaction, List<ProductDraft> drafts, Preconditions preconditions) {
        return manufacturers.known(transaction, manufacturersOf(drafts))
                .invoke(known -> refuseUnknownManufacturers(drafts, known))
                .chain(() -> ProductTable.lock(transaction, drafts.stream().map(ProductDraft::sku).toList()))
                .invoke(existing -> drafts.forEach(draft -> preconditions.require(version(existing, draft))))
                .chain(existing -> ProductTable.upsert(transaction, drafts)
                        .map(stored -> drafts.stream().map(draft -> written(draft, existing, stored)).toList()));
    }

    private static List<String> manufacturersOf(List<ProductDraft> drafts) {
        return drafts.stream().map(ProductDraft::manufacturerId).filter(Objects::nonNull).distinct().toList();
    }

    private static void refuseUnknownManufacturers(List<ProductDraft> drafts, Set<String> known) {
        Violations violations = new Violations();
        for (ProductDraft draft : drafts) {
            violations.require(draft.manufacturerId() == null || known.contains(draft.manufacturerId()),
                    draft.pointer() + "/manufacturerId", "there is no manufacturer " + draft.manufacturerId());
        }
        violations.refuseIfAny();
    }

    private static @Nullable Long version(Map<String, ProductTable.Existing> existing, ProductDraft draft) {
        ProductTable.Existing product = existing.get(draft.sku());
        return product == null ? null : product.version();
    }

    private static Written written(ProductDraft draft, Map<String, ProductTable.Existing> existing,
            Map<String, ProductTable.Stored> stored) {
        ProductTable.Existing before = existing.get(draft.sku());
        ProductTable.Stored after = Objects.requireNonNull(stored.get(draft.sku()), "every draft is stored");
        if (before == null && !after.created()) {
            // What it was like is not known, neither for the preconditions nor for the category it may have left.
            throw new Overtaken(draft.sku());
        }
        return new Written(draft.stored(after.version()), after.created(), before);
    }

    private static ProductTable.Existing deletable(String sku, Map<String, ProductTable.Existing> existing, Preconditions preconditions) {
        ProductTable.Existing product = existing.get(sku);
        if (product == null) {
            throw Refusal.notFound("There is no product " + sku + ".");
        }
        preconditions.require(product.version());
        return product;
    }

    private List<OutgoingEvent> events(List<Written> written) {
        return written.stream().map(product -> changes.written(product.product, product.before == null ? null : product.before.category()))
                .toList();
    }

    private static List<Change> changes(List<Written> written) {
        return written.stream()
                .map(it -> Change.written(tag(it.product.sku()), it.before == null ? null : it.before.version(), it.product.version()))
                .toList();
    }

    private static String tag(String sku) {
        return "product:" + sku;
    }

    /// @param created whether it was not there before
    /// @param before what it was, `null` when it was not there
    record Written(ProductView product, boolean created, ProductTable.@Nullable Existing before) {}
}
