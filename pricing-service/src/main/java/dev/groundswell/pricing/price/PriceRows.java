package dev.groundswell.pricing.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;

import dev.groundswell.pricing.rate.CrossRate;
import dev.groundswell.pricing.rate.Rates.Conversion;
import dev.groundswell.pricing.rule.Break;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.rule.Tariff;

/// Reads rows of the table `prices`, and writes breaks the way they are kept there.
final class PriceRows {

    /// The columns that make a price, for every statement that reads one.
    static final String COLUMNS = "sku, currency, valid_from, amount, breaks, percent_off, promotion_from, promotion_until, version";

    private PriceRows() {}

    static Price price(Row row) {
        return Price.own(row.getString("sku"), row.getString("currency"), row.getOffsetDateTime("valid_from").toInstant(), tariff(row),
                row.getLong("version"));
    }

    /// A row of [Prices#IN_FORCE]: the wanted currency's own price, else the base currency's converted, else nothing.
    static InForce inForce(Row row) {
        OffsetDateTime changes = row.getOffsetDateTime("scheduled_at");
        Instant scheduled = changes == null ? null : changes.toInstant();
        if (row.getString("sku") == null) {
            return new InForce(null, null, scheduled);
        }
        Price price = price(row);
        String wanted = row.getString("wanted");
        return price.currency().equals(wanted)
                ? InForce.own(price, scheduled)
                : derived(price, wanted, row, scheduled);
    }

    static JsonArray json(List<Break> breaks) {
        JsonArray array = new JsonArray();
        breaks.forEach(step -> array.add(new JsonObject().put("minQuantity", step.minQuantity()).put("amount", step.amount())));
        return array;
    }

    private static InForce derived(Price base, String wanted, Row row, @Nullable Instant scheduled) {
        BigDecimal from = row.getBigDecimal("base_rate");
        boolean euro = wanted.equals(CrossRate.EURO);
        BigDecimal to = euro ? BigDecimal.ONE : row.getBigDecimal("wanted_rate");
        return InForce.derived(base, wanted, from == null || to == null
                ? null
                : new Conversion(CrossRate.between(base.currency(), from, wanted, to), row.getLong("base_rate_version"),
                        euro ? 0 : row.getLong("wanted_rate_version")),
                scheduled);
    }

    private static Tariff tariff(Row row) {
        JsonArray array = row.getJsonArray("breaks");
        List<Break> breaks = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            JsonObject step = array.getJsonObject(i);
            breaks.add(new Break(step.getLong("minQuantity"), step.getLong("amount")));
        }
        Short percentOff = row.getShort("percent_off");
        Promotion promotion = percentOff == null
                ? null
                : new Promotion(percentOff, row.getOffsetDateTime("promotion_from").toInstant(),
                        row.getOffsetDateTime("promotion_until").toInstant());
        return new Tariff(row.getLong("amount"), breaks, promotion);
    }
}
