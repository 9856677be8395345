package dev.groundswell.pricing.price;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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

/// Tells of prices that were written or changed by the clock: `price-changed`, keyed by sku, with the price as it is served.
@ApplicationScoped
public class PriceChanges {

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
        return outbox.insert(transaction, written.stream().map(price -> event(price, id(price))).toList());
    }

    /// As [#record], for prices that were written long ago and change by the clock.
    ///
    /// @param moments at which they did, in the same order
    public Uni<List<OutboxRow>> recordPassed(SqlConnection transaction, List<Price> prices, List<Instant> moments) {
        List<OutgoingEvent> events = new ArrayList<>(prices.size());
        for (int i = 0; i < prices.size(); i++) {
            Price price = prices.get(i);
            events.add(event(price, id(price) + "/" + price.currency() + "/" + moments.get(i)));
        }
        return outbox.insert(transaction, events);
    }

    /// Publishes in the background what has been committed.
    public void publish(List<OutboxRow> committed) {
        outbox.publish(committed);
    }

    private static String id(Price price) {
        return price.sku() + "/" + Topic.PRICE_CHANGED.baseName() + "/" + price.version();
    }

    private OutgoingEvent event(Price price, String id) {
        try {
            return new OutgoingEvent(Topic.PRICE_CHANGED, id, price.sku(), null, clock.instant(), mapper.writeValueAsBytes(price),
                    RequestTrace.current());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("price event cannot be written: " + id, e);
        }
    }
}
