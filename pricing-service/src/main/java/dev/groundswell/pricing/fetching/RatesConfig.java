package dev.groundswell.pricing.fetching;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where exchange rates come from, and what is believed of them.
@ConfigMapping(prefix = "groundswell.rates")
public interface RatesConfig {

    /// `http` or `https` address of a document in the format of the European Central Bank's `eurofxref-daily.xml`. Without it the bundled sample is read, whose
    /// figures are for trying things out.
    Optional<URI> provider();

    /// How often the provider is asked. More often sees a correction of the same day sooner; new rates hold from the next midnight in any case.
    @WithDefault("1h")
    Duration every();

    /// How often each worker looks how old the rates are, for its metrics. More often costs a statement each time.
    @WithDefault("30s")
    Duration look();

    /// How long one try may take, from the connection to the last byte. More waits longer for a provider that drips.
    @WithDefault("10s")
    Duration timeout();

    /// Bytes of a document that are read at most; a larger one is refused. The rates of a day take 2 KB, those of 90 days about 120 KB.
    @WithDefault("256K")
    MemorySize most();

    /// Tries in one run, the first included.
    @WithDefault("3")
    int tries();

    /// The pause before the second try is drawn from zero to this, before each later one from twice the span. More spares a provider that is overloaded.
    @WithDefault("1s")
    Duration backOff();

    /// By which part of the rate that it would take over from a new one may differ, up or down; beyond it is refused. More believes wilder rates.
    @WithDefault("0.5")
    BigDecimal change();
}
