package dev.groundswell.platform.outbox;

import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.arc.DefaultBean;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.events.EventSender;

/// Gives a service with one database its outbox; a sharded service brings its own beans instead.
class SingleDatabaseOutbox {

    @Produces
    @DefaultBean
    @Singleton
    Outbox outbox(Pool database, EventSender sender, OutboxConfig config) {
        return new Outbox(database, sender, config);
    }

    @Produces
    @DefaultBean
    @Singleton
    Outboxes outboxes(Outbox outbox) {
        return () -> List.of(outbox);
    }
}
