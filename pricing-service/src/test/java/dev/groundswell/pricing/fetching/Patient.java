package dev.groundswell.pricing.fetching;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;

/// The service's settings, but for how long a try may take.
record Patient(RatesConfig settings, Duration timeout) implements RatesConfig {

    @Override
    public Optional<URI> provider() {
        return settings.provider();
    }

    @Override
    public Duration every() {
        return settings.every();
    }

    @Override
    public Duration look() {
        return settings.look();
    }

    @Override
    public MemorySize most() {
        return settings.most();
    }

    @Override
    public int tries() {
        return settings.tries();
    }

    @Override
    public Duration backOff() {
        return settings.backOff();
    }

    @Override
    public BigDecimal change() {
        return settings.change();
    }
}
