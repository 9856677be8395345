package dev.groundswell.platform.outbox;

import java.util.Collection;

/// All outboxes of a service, one a database. A service with one database has this bean from the platform.
@FunctionalInterface
public interface Outboxes {
    Collection<Outbox> all();
}
