package dev.groundswell.pricing.fetching;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.groundswell.pricing.fetching.Judgement.Refused;

/// Tells of rates that were refused: `rates_refused_total{currency}` each time, the log once until the currency's rate is believed again. Thread-safe.
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    /// In place of a currency when a document is refused as a whole.
    private static final String ALL = "all";

    private final MeterRegistry registry;
    /// What the log was told of.
    private final Set<String> told = new HashSet<>();

    Refusals(MeterRegistry registry) {
        this.registry = registry;
        count(ALL, 0);
    }

    /// A document was taken, but for these.
    synchronized void refused(List<Refused> rates) {
        Set<String> currencies = rates.stream().map(Refused::currency).collect(Collectors.toSet());
        told.retainAll(currencies);
        for (Refused rate : rates) {
            count(rate.currency(), 1);
            if (told.add(rate.currency())) {
                LOG.warnf("the rate of %s is refused, the last good one holds: it %s", rate.currency(), rate.why());
            }
        }
    }

    /// Nothing of a document was taken.
    synchronized void refused(Unbelievable document) {
        count(ALL, 1);
        if (told.add(ALL)) {
            LOG.warnf("the provider's rates are refused, the last good ones hold: %s", document.getMessage());
        }
    }

    private void count(String currency, int more) {
        Counter.builder("rates.refused")
                .tag("currency", currency)
                .description("Rates that were not believed; whole documents as `all`")
                .register(registry)
                .increment(more);
    }
}
