package dev.groundswell.pricing.fetching;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.commerce.Currencies;
import dev.groundswell.pricing.fetching.RateDocument.Quoted;
import dev.groundswell.pricing.rate.CrossRate;
import dev.groundswell.pricing.rate.Rates;

/// What is believed of a document, and what is not: a pure function of it, of the rates before it and of the day.
///
/// @param good units for one euro, by currency
/// @param refused the others; their last good rates go on
record Judgement(SortedMap<String, BigDecimal> good, List<Refused> refused) {

    /// What is refused under a name that is no currency's: nobody repeats that in a log or a metric.
    private static final String UNKNOWN = "unknown";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

    /// @param why for people: `is 90.5, was 36.4`
    record Refused(String currency, String why) {}

    /// @param before the rates that it would take over from, by currency: not what an earlier document of the same day has put in their place, so that a
    /// mistake can be corrected, and many small steps lead no further than one
    /// @param change by which part of the rate before it one may differ
    /// @throws Unbelievable when not even a part of it is believed: its day has not begun, its base is not the euro, it lacks a good rate of the currency from
    /// which prices are derived, or more than half of it is refused
    static Judgement of(RateDocument document, Map<String, BigDecimal> before, LocalDate today, BigDecimal change) {
        if (document.day().isAfter(today)) {
            throw new Unbelievable("it is of " + document.day() + ", which has not begun");
        }
        SortedMap<String, BigDecimal> good = new TreeMap<>();
        List<Refused> refused = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Quoted quoted : document.quoted()) {
            String why = seen.add(quoted.currency()) ? fault(quoted, before.get(quoted.currency()), change) : "is there twice";
            if (why == null) {
                good.put(quoted.currency(), new BigDecimal(quoted.units()));
            } else {
                refused.add(new Refused(Currencies.known(quoted.currency()) ? quoted.currency() : UNKNOWN, why));
                good.remove(quoted.currency());
            }
        }
        requireBelievable(document, good, refused);
        return new Judgement(good, List.copyOf(refused));
    }

    private static @Nullable String fault(Quoted quoted, @Nullable BigDecimal before, BigDecimal change) {
        if (!Currencies.known(quoted.currency())) {
            return "is no currency";
        }
        if (!NUMBER.matcher(quoted.units()).matches()) {
            return "is no number";
        }
        BigDecimal units = new BigDecimal(quoted.units());
        if (units.signum() <= 0) {
            return "is " + units + ", not above 0";
        }
        return before == null || units.subtract(before).abs().compareTo(before.multiply(change)) <= 0
                ? null
                : "is " + units.toPlainString() + ", was " + before.toPlainString();
    }

    private static void requireBelievable(RateDocument document, Map<String, BigDecimal> good, List<Refused> refused) {
        if (document.quoted().stream().anyMatch(quoted -> quoted.currency().equals(CrossRate.EURO))) {
            throw new Unbelievable("it names a rate of the euro, so that is not its base");
        }
        if (!good.containsKey(Rates.BASE)) {
            throw new Unbelievable(refused.stream().filter(one -> one.currency().equals(Rates.BASE)).findFirst()
                    .map(one -> Rates.BASE + " " + one.why()).orElse("it names no rate of " + Rates.BASE));
        }
        if (refused.size() > good.size()) {
            throw new Unbelievable(refused.size() + " of its " + document.quoted().size() + " rates are refused, such as "
                    + refused.getFirst().currency() + ", which " + refused.getFirst().why());
        }
    }
}
