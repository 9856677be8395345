package dev.groundswell.catalog.reserving;

import static dev.groundswell.catalog.Api.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.startsWith;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.platform.job.SmallBatches;
import dev.groundswell.testing.statements.Plans;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class PastReservationsIT {

    private static final Duration BEYOND = Duration.ofMinutes(1);

    @Inject
    Pool database;

    @Inject
    ReservationsConfig config;

    @Inject
    SmallBatches batches;

    @Test
    void deletesWhatHasEndedADayAfterItMayBeForgotten() {
        Instant edge = Instant.now().minus(config.kept()).minus(Duration.ofDays(1));
        List<UUID> ended = Stream.of("confirmed", "cancelled", "refused").map(state -> insert(edge.minus(BEYOND), state)).toList();
        UUID promised = insert(edge.minus(BEYOND), "reserved");
        UUID young = insert(edge.plus(BEYOND), "confirmed");
        // Its bits say nothing of time.
        UUID withoutTime = new UUID(0x4000L, 0);
        insert(withoutTime, "confirmed");

        admin().post("/jobs/past-reservations?force=true").then().statusCode(200)
                .body("results.run.detail", contains(startsWith("3 reservations deleted")));

        assertThat(ended).noneMatch(this::exists);
        assertThat(List.of(promised, young, withoutTime)).allMatch(this::exists);
        execute("DELETE FROM reservations WHERE order_id = ANY($1)", Tuple.of(new UUID[]{promised, young, withoutTime}));
    }

    @Test
    void refusesToForgetOrdersThatMayNotHaveEnded() {
        ReservationsConfig tooShort = () -> Duration.ofHours(47);

        assertThatIllegalArgumentException().isThrownBy(() -> new PastReservations(batches, tooShort, Clock.systemUTC()))
                .withMessage("groundswell.reservations.kept: must be at least PT48H; was PT47H");
    }

    /// Also when a few promises are older than all of them.
    @Tag("long")
    @Test
    void findsThemAmongAMillion() {
        execute("INSERT INTO reservations (order_id, state) SELECT uuidv7(make_interval(secs => n - 1000000)), CASE WHEN n < 10 THEN 'reserved' ELSE 'confirmed' END"
                + " FROM generate_series(1, $1) AS n", Tuple.of(1_000_000));
        execute("ANALYZE reservations", Tuple.tuple());

        long read = new Plans(database).rowsRead(PastReservations.DELETE, "uuidv7(interval '-1 day')", "500");

        System.out.printf("measured: a batch of 500 reads %d rows%n", read);
        assertThat(read).isLessThanOrEqualTo(3 * 500);
    }

    private UUID insert(Instant placed, String state) {
        UUID id = new UUID(PastReservations.firstAt(placed).getMostSignificantBits() | 0x7123L,
                UUID.randomUUID().getLeastSignificantBits());
        insert(id, state);
        return id;
    }

    private void insert(UUID id, String state) {
        execute("INSERT INTO reservations (order_id, state, reasons) VALUES ($1, $2, CASE WHEN $2 = 'refused' THEN '[]'::jsonb END)",
                Tuple.of(id, state));
    }

    private boolean exists(UUID id) {
        return database.withConnectionAndAwait(connection -> connection.preparedQuery("SELECT FROM reservations WHERE order_id = $1")
                .execute(Tuple.of(id))).size() == 1;
    }

    private void execute(String sql, Tuple arguments) {
        var _ = database.withConnectionAndAwait(connection -> connection.preparedQuery(sql).execute(arguments));
    }
}
