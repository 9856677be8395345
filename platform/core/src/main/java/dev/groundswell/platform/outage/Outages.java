package dev.groundswell.platform.outage;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.arc.All;

/// Judges failures and tells the log about an outage once, not once a request. Thread-safe.
@Singleton
public class Outages {

    private static final Logger LOG = Logger.getLogger(Outages.class);
    /// Deep enough for Hibernate's wrapping of Vert.x' wrapping; ends chains that bite their tail.
    private static final int DEEPEST = 10;
    /// Failures closer together than this belong to one incident.
    private static final long INCIDENT = Duration.ofSeconds(10).toNanos();

    private final List<OutageSign> signs;
    private final LongSupplier nanoTime;
    private final AtomicLong lastSeen;

    @Inject
    Outages(@All List<OutageSign> signs) {
        this(signs, System::nanoTime);
    }

    Outages(List<OutageSign> signs, LongSupplier nanoTime) {
        this.signs = signs;
        this.nanoTime = nanoTime;
        this.lastSeen = new AtomicLong(nanoTime.getAsLong() - INCIDENT);
    }

    /// Whether `failure` means that a part is away. Then it has been logged, with one line at the beginning of the incident.
    public boolean explain(Throwable failure) {
        Throwable sign = sign(failure);
        if (sign == null) {
            return false;
        }
        if (beginsIncident()) {
            LOG.warnf("a part is away, requests that need it are answered with 503: %s", sign);
        }
        return true;
    }

    /// As [#explain], for a part that others can stand in for: nothing is logged.
    public boolean isOutage(Throwable failure) {
        return sign(failure) != null;
    }

    boolean beginsIncident() {
        long now = nanoTime.getAsLong();
        return now - lastSeen.getAndSet(now) >= INCIDENT;
    }

    private @Nullable Throwable sign(Throwable failure) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST; depth++) {
            for (OutageSign sign : signs) {
                if (sign.isIn(link)) {
                    return link;
                }
            }
            link = link.getCause();
        }
        return null;
    }
}
