package dev.groundswell.pricing.testing;

import jakarta.inject.Singleton;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.vertx.mutiny.sqlclient.Pool;

/// Writes rows behind the service's back, as another process does whose words are lost on the way: nobody is told.
@Singleton
public class Rows {

    private final Pool database;

    Rows(Pool database) {
        this.database = database;
    }

    /// Lets a price be in force now, and answers its version.
    @CanIgnoreReturnValue
    public long price(String sku, String currency, long amount) {
        return write("""
                INSERT INTO prices (sku, currency, valid_from, amount)
                VALUES ('%s', '%s', coalesce((SELECT max(valid_from) FROM prices WHERE sku = '%1$s' AND currency = '%2$s'),
                    now() - interval '1 hour') + interval '1 microsecond', %d)
                RETURNING version
                """.formatted(sku, currency, amount));
    }

    /// Lets a currency be worth so much from a day on.
    public void rate(String currency, String day, String units) {
        long written = write(
                """
                        INSERT INTO exchange_rates (currency, day, units_per_eur) VALUES ('%s', '%s', %s)
                        ON CONFLICT (currency, day) DO UPDATE SET units_per_eur = excluded.units_per_eur, version = excluded.version RETURNING version
                        """
                        .formatted(currency, day, units));
        if (written <= 0) {
            throw new AssertionError("no version for " + currency);
        }
    }

    /// Runs a statement that answers with one number.
    public long write(String sql) {
        return database.withConnectionAndAwait(connection -> connection.query(sql).execute()).iterator().next().getLong(0);
    }
}
