package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.groundswell.local.testing.TestParts;
import dev.groundswell.local.testing.TestParts.Database;

/// The migrations' tables, as they are today, take what the benchmark loads.
@Tag("long")
class OrderLoadIT {
    private static final int ORDERS = 2_000;

    @Test
    void shardsHoldEachOrderOnceWhereItsCustomerLivesAndTheirIndexesAreWhatTheyWere() throws Exception {
        try (TestParts parts = TestParts.start("--databases", "orders", "--no-replica")) {
            List<Database> shards = List.of(parts.database("orders_0"), parts.database("orders_1"));
            List<String> indexes = ask(shards, "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1");
            OrderLoad load = new OrderLoad(shards);

            load.fill(new PastOrders(ORDERS / 2, Instant.now()));
            load.fill(new PastOrders(ORDERS, Instant.now()));

            for (String table : List.of("orders", "order_lines", "idempotency_keys")) {
                assertThat(ask(shards, "SELECT count(*) FROM " + table).stream().mapToInt(Integer::parseInt).sum()).isEqualTo(ORDERS);
                assertThat(ask(shards, "SELECT count(*) FROM " + table + " WHERE slot NOT IN (SELECT slot FROM slot_owner)"))
                        .containsOnly("0");
            }
            assertThat(ask(shards, "SELECT count(*) FROM orders JOIN order_lines ON order_id = id AND unit_price = orders.total").stream()
                    .mapToInt(Integer::parseInt).sum()).isEqualTo(ORDERS);
            assertThat(ask(shards, "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1")).isEqualTo(indexes)
                    .isNotEmpty();
        }
    }

    private static List<String> ask(List<Database> shards, String question) throws Exception {
        List<String> answers = new ArrayList<>();
        for (Database shard : shards) {
            try (Connection connection = DriverManager.getConnection(shard.jdbcUrl(), shard.user(), shard.password());
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(question)) {
                while (rows.next()) {
                    answers.add(rows.getString(1));
                }
            }
        }
        return answers;
    }
}
