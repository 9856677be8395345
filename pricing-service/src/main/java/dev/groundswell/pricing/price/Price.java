package dev.groundswell.pricing.price;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.audit.Change;
import dev.groundswell.pricing.rule.Break;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.rule.Tariff;

/// A price as it is served and told in events.
///
/// @param amount of one piece, in minor units
/// @param validFrom since when, or from when on
/// @param breaks by ascending quantity
/// @param derivedFrom the currency whose price was converted; `null` for a price of its own
/// @param version from the database's one sequence; of a derived price the highest of what it was made of
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Price(String sku, String currency, long amount, Instant validFrom, List<Break> breaks, @Nullable Promotion promotion,
        @Nullable String derivedFrom, long version) {

    static Price own(String sku, String currency, Instant validFrom, Tariff tariff, long version) {
        return new Price(sku, currency, tariff.amount(), validFrom, tariff.breaks(), tariff.promotion(), null, version);
    }

    /// This price, made to another currency's.
    Price derived(String wanted, Tariff converted, long newVersion) {
        return new Price(sku, wanted, converted.amount(), validFrom, converted.breaks(), converted.promotion(), currency, newVersion);
    }

    /// That this was written.
    ///
    /// @param before version of the price it took over from
    Change change(@Nullable Long before) {
        return Change.written("price:" + sku + " " + currency, before, version);
    }

    /// What the rules need of it.
    @JsonIgnore
    public Tariff tariff() {
        return new Tariff(amount, breaks, promotion);
    }
}
