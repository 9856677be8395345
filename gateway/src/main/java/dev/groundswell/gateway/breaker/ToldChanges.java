package dev.groundswell.gateway.breaker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.groundswell.gateway.breaker.CircuitBreaker.Phase;

/// Tells the log and the metrics of one service's circuit breaker: `circuit_breaker_state{name}`. Thread-safe.
public final class ToldChanges implements CircuitBreaker.Listener {

    private static final Logger LOG = Logger.getLogger(ToldChanges.class);

    private final String service;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CLOSED);
    /// While a service is away its breaker changes between open and half-open every pause.
    private final AtomicBoolean told = new AtomicBoolean();

    public ToldChanges(String service, MeterRegistry registry) {
        this.service = service;
        Gauge.builder("circuit.breaker.state", phase, now -> now.get().ordinal())
                .tag("name", service)
                .description("Whether calls pass: 0 closed (all do), 1 half-open (one tries), 2 open (none does)")
                .register(registry);
    }

    @Override
    public void changed(Phase now) {
        phase.set(now);
        if (now == Phase.OPEN && !told.getAndSet(true)) {
            LOG.warnf("%s does not answer: its circuit breaker is open, requests are refused at once until it is back", service);
        } else if (now == Phase.CLOSED && told.getAndSet(false)) {
            LOG.infof("%s answers again: its circuit breaker is closed", service);
        }
    }
}
