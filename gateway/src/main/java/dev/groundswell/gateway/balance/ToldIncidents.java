package dev.groundswell.gateway.balance;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Tells the log and the metrics about one service's incidents.
final class ToldIncidents implements Incidents {

    private static final Logger LOG = Logger.getLogger(ToldIncidents.class);

    private final String service;
    private final Counter ejections;

    ToldIncidents(String service, MeterRegistry registry) {
        this.service = service;
        this.ejections = Counter.builder("upstream.ejections")
                .tag("service", service)
                .description("Instances left out after failures in a row")
                .register(registry);
    }

    @Override
    public void ejected(Address address, int failures, Throwable why) {
        ejections.increment();
        LOG.warnf("%s at %s is left out after %d failures in a row, the last: %s", service, address, failures, why);
    }

    @Override
    public void readmitted(Address address) {
        LOG.infof("%s at %s answers again and is asked again", service, address);
    }
}
