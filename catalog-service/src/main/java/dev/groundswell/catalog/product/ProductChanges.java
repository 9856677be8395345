package dev.groundswell.catalog.product;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.tracing.RequestTrace;

/// Puts a product's change into a `product-changed` event: its new shape, or that it is gone.
///
/// `previousCategory` is there when the product left a category, by moving or by its end: the counts of both change.
@ApplicationScoped
class ProductChanges {

    private final ObjectMapper mapper;
    private final Clock clock;

    ProductChanges(ObjectMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /// @param previousCategory where it was, `null` when it was nowhere
    OutgoingEvent written(ProductView product, @Nullable String previousCategory) {
        boolean moved = previousCategory != null && !previousCategory.equals(product.category());
        return event(product.sku(), product.version(), moved ? product.with("previousCategory", previousCategory) : product);
    }

    OutgoingEvent deleted(String sku, long version, String previousCategory) {
        return event(sku, version, new Deleted(sku, true, version, previousCategory));
    }

    private OutgoingEvent event(String sku, long version, Object value) {
        try {
            return new OutgoingEvent(Topic.PRODUCT_CHANGED, sku + "/" + version, sku, null, clock.instant(),
                    mapper.writeValueAsBytes(value), RequestTrace.current());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("product event cannot be written: " + sku, e);
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Deleted(String sku, boolean deleted, long version, String previousCategory) {}
}
