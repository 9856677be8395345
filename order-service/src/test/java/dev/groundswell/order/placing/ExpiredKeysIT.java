package dev.groundswell.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.platform.job.Attempt;
import dev.groundswell.platform.job.JobDatabase;
import dev.groundswell.platform.job.JobDatabases;
import dev.groundswell.platform.job.RunningJobs;
import dev.groundswell.testing.statements.Plans;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class ExpiredKeysIT {

    private static final int FIRST = 0;
    private static final int SLOT = 17;
    private static final String JUST_OVER = "25 hours 1 minute";
    private static final String JUST_UNDER = "24 hours 59 minutes";

    @Inject
    RunningJobs running;

    @Inject
    JobDatabases databases;

    @Inject
    ExpiredKeys expiredKeys;

    private final String customer = "expired-" + UUID.randomUUID();

    @AfterEach
    void clean() {
        Shards.runIn(FIRST, "ALTER TABLE idempotency_keys DISABLE TRIGGER note_slot_change");
        Shards.runIn(FIRST, "DELETE FROM slot_moves WHERE slot = " + SLOT);
        Shards.runIn(FIRST, "DELETE FROM slot_changes WHERE slot = " + SLOT);
        Shards.runIn(FIRST, "INSERT INTO slot_owner VALUES (" + SLOT + ") ON CONFLICT DO NOTHING");
        Shards.runIn(FIRST, "DELETE FROM idempotency_keys WHERE customer_id = '" + customer + "'");
    }

    @Test
    void forgetsKeysAfterADayAndAnHourAtEveryShard() {
        keys(JUST_OVER, 1_203);
        keys(JUST_UNDER, 2);

        run().body("results.database", containsInAnyOrder("orders_0", "orders_1"), "results.result", contains("succeeded", "succeeded"))
                .body("results.find { it.database == 'orders_0' }.run.detail", startsWith("1203 keys deleted, longest transaction "));

        assertThat(left()).isEqualTo(2);
    }

    @Test
    void takesAForgottenKeyForANewOne() {
        Shop shop = Shop.newCustomer();
        String body = Shop.body("A-1", 1);
        String first = shop.place("k", body).statusCode(202).extract().path("id");
        shop.place("k", body).statusCode(202).header("Idempotency-Replayed", equalTo("true"));
        for (int shard = 0; shard < 2; shard++) {
            Shards.runIn(shard, "UPDATE idempotency_keys SET created_at = now() - interval '" + JUST_OVER + "' WHERE customer_id = '"
                    + shop.customer() + "'");
        }

        run();

        String second = shop.place("k", body).statusCode(202).header("Idempotency-Replayed", nullValue()).extract().path("id");
        assertThat(second).isNotEqualTo(first);
        shop.read(UUID.fromString(first)).then().statusCode(200);
    }

    /// A slot that is being copied takes notes of all that changes; once it belongs to nobody here, its keys are none of ours.
    @Test
    void hasItsDeletionsNotedWhileASlotLeavesAndDeletesNothingAfter() {
        keys(JUST_OVER, 3);
        Shards.runIn(FIRST, "INSERT INTO slot_moves (slot, direction, other, state) VALUES (" + SLOT + ", 'out', 'orders_1', 'copying')");
        Shards.runIn(FIRST, "ALTER TABLE idempotency_keys ENABLE TRIGGER note_slot_change");

        run();

        assertThat(left()).isZero();
        assertThat(Shards.countIn(FIRST, "SELECT count(*) FROM slot_changes WHERE slot = " + SLOT + " AND place = 'idempotency_keys'"))
                .isEqualTo(3);
        Shards.fence(SLOT, FIRST);
        keys(JUST_OVER, 3);
        run();
        assertThat(left()).isEqualTo(3);
    }

    @Tag("long")
    @Test
    void forgetsAMillionKeysWithoutHoldingALockForLong() {
        int million = 1_000_000;
        keys(JUST_OVER, million);
        keys(JUST_UNDER, 10_000);
        Shards.runIn(FIRST, "VACUUM ANALYZE idempotency_keys");
        long read = new Plans(Shards.first(), "slot_owner").rowsRead(ExpiredKeys.DELETE, "90000", "500");

        long began = System.nanoTime();
        // Longer than a test's client waits.
        JobDatabase first = databases.all().stream().filter(database -> database.name().equals("orders_0")).findFirst().orElseThrow();
        Attempt attempt = running.attempt(expiredKeys, first, true).await().atMost(Duration.ofMinutes(5));
        String detail = String.valueOf(((Attempt.Ran) attempt).run().detail());

        System.out.printf("measured: %s, after %d s; a batch of 500 reads %d rows%n", detail, (System.nanoTime() - began) / 1_000_000_000,
                read);
        assertThat(detail).startsWith(million + " keys deleted");
        assertThat(Integer.parseInt(detail.replaceAll(".*longest transaction (\\d+) ms", "$1"))).isLessThanOrEqualTo(100);
        assertThat(read).isLessThanOrEqualTo(2 * 500);
        assertThat(left()).isEqualTo(10_000);
    }

    @CanIgnoreReturnValue
    private static ValidatableResponse run() {
        return Shop.admin().post("/jobs/expired-keys?force=true").then().statusCode(200);
    }

    private void keys(String age, int count) {
        Shards.runIn(FIRST, """
                INSERT INTO idempotency_keys (customer_id, key, slot, order_id, fingerprint, created_at)
                SELECT '%s', '%s ' || n, %d, gen_random_uuid(), '\\x00', now() - interval '%s' FROM generate_series(1, %d) AS n
                """.formatted(customer, age, SLOT, age, count));
    }

    private long left() {
        return Shards.countIn(FIRST, "SELECT count(*) FROM idempotency_keys WHERE customer_id = '" + customer + "'");
    }
}
