package dev.groundswell.pricing.price;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.events.OutgoingEvent;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.platform.tracing.RequestTrace;

/// Tells of written prices: `price-changed`, keyed by sku, with the new price as it is served.
@ApplicationScoped
class PriceChanges {

    private final Outbox outbox;
    private final ObjectMapper mapper;
    private final Clock clock;

    PriceChanges(Outbox outbox, ObjectMapper mapper, Clock clock) {
        this.outbox = outbox;
        this.mapper = mapper;
        this.clock = clock;
    }

    /// Puts an event for each price into the transaction's outbox; to be given to [#publish] after the commit.
    Uni<List<OutboxRow>> record(SqlConnection transaction, List<Price> written) {
        return outbox.insert(transaction, written.stream().map(this::event).toList());
    }

    /// Publishes in the background what has been committed.
    void publish(List<OutboxRow> committed) {
        outbox.publish(committed);
    }

    private OutgoingEvent event(Price price) {
        String id = price.sku() + "/" + Topic.PRICE_CHANGED.baseName() + "/" + price.version();
        try {
            return new OutgoingEvent(Topic.PRICE_CHANGED, id, price.sku(), null, clock.instant(), mapper.writeValueAsBytes(price),
                    RequestTrace.current());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("price event cannot be written: " + id, e);
        }
    }
}
