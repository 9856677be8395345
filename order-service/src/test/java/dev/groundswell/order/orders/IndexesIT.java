package dev.groundswell.order.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shards;
import dev.groundswell.testing.statements.Plans;

/// Each query the API offers, in a shard of a million orders: it reads at most twice as many rows as it shows.
@Tag("long")
@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class IndexesIT {

    private static final int ORDERS = 1_000_000;
    private static final int CUSTOMERS = 20_000;
    private static final int LIMIT = 21;
    private static final String PAGE = Integer.toString(LIMIT);
    private static final String END = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";

    private final Plans plans = new Plans(Shards.first(), "slot_owner");

    @BeforeAll
    static void load() {
        Shards.runIn(0, """
                INSERT INTO orders (id, slot, customer_id, status, currency, total, placed_at, updated_at, settled_at, overdue_at)
                SELECT uuidv7(make_interval(secs => n - %1$d)), n %% %2$d %% 480, 'load-' || n %% %2$d, 'confirmed', 'GBP', 100,
                       now(), now(), now(), now()
                FROM generate_series(1, %1$d) AS n
                """.formatted(ORDERS, CUSTOMERS));
        Shards.runIn(0, """
                INSERT INTO order_lines (order_id, line, slot, sku, quantity)
                SELECT id, line, slot, 'A-' || line, 1 FROM orders, generate_series(0, 1) AS line
                """);
        for (String table : new String[]{"orders", "order_lines", "slot_owner"}) {
            Shards.runIn(0, "ANALYZE " + table);
        }
    }

    @Test
    void anOrderByItsId() {
        assertThat(plans.rowsRead(Orders.BY_ID, one("SELECT id FROM orders WHERE customer_id = 'load-77' LIMIT 1"), "77")).isEqualTo(1);
    }

    @Test
    void theLinesOfAPage() {
        String page = one("SELECT array_agg(id) FROM (SELECT id FROM orders ORDER BY id DESC LIMIT " + LIMIT + ") AS newest");

        assertThat(plans.rowsRead(OrderRows.LINES, page)).isBetween(2L * LIMIT, 2L * 2 * LIMIT);
    }

    @Test
    void aCustomersNewestAndALaterPage() {
        String inTheMiddle = one("SELECT id FROM orders WHERE customer_id = 'load-77' ORDER BY id LIMIT 1 OFFSET 25");

        assertThat(plans.rowsRead(Orders.OF_CUSTOMER, "77", "'load-77'", END, PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
        assertThat(plans.rowsRead(Orders.OF_CUSTOMER, "77", "'load-77'", inTheMiddle, PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
    }

    @Test
    void everybodysNewestAndAPageInTheMiddle() {
        String inTheMiddle = one("SELECT id FROM orders ORDER BY id DESC LIMIT 1 OFFSET " + ORDERS / 2);

        assertThat(plans.rowsRead(Orders.OF_SHARD, END, PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
        assertThat(plans.rowsRead(Orders.OF_SHARD, inTheMiddle, PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
    }

    private static String one(String sql) {
        return "'" + Shards.textOfTheFirst("SELECT (" + sql + ")::text") + "'";
    }
}
