package dev.groundswell.catalog;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.anyone;
import static dev.groundswell.catalog.Api.get;
import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.commerce.Money;
import dev.groundswell.platform.events.OrderEvent;
import dev.groundswell.platform.events.Topic;
import dev.groundswell.platform.http.Caching;
import dev.groundswell.testing.statements.Plans;

/// The statements of each query the API offers, taken from the running service and explained in a catalogue of a million: they read at most twice as many
/// rows as are shown, or asked for.
@Tag("long")
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexesIT {

    private static final int ROWS = 1_000_000;
    /// Of one statement, so that it ends before the service takes its connection for a dead one.
    private static final int CHUNK = 50_000;
    private static final int CATEGORIES = 1_000;
    private static final int LIMIT = 21;
    private static final String PAGE = Integer.toString(LIMIT);
    private static final int KEYS = 100;
    private static final long LOOKED_THROUGH = 2_000;
    private static final String ANY_MORE = " /*, ... */";
    private static final String MIDDLE = key(ROWS / 2);

    @Inject
    Pool database;

    @Inject
    Statements statements;

    @BeforeAll
    void load() {
        for (int from = 1; from <= ROWS; from += CHUNK) {
            String rows = "generate_series(%d, %d) AS n".formatted(from, from + CHUNK - 1);
            run("INSERT INTO manufacturers SELECT 'L-' || lpad(n::text, 7, '0'), 'Works', 1 FROM " + rows);
            run("""
                    INSERT INTO products (sku, name, description, category, manufacturer_id, attributes, version, name_words)
                    SELECT 'L-' || lpad(n::text, 7, '0'), 'Lantern', '', 'load-' || lpad((n %% %d)::text, 4, '0'), 'L-' || lpad(n::text, 7, '0'), '{}', n,
                           array_to_tsvector(ARRAY['only' || lpad(n::text, 7, '0'), 'some' || lpad((n %% 200)::text, 3, '0')]
                               || CASE WHEN n %% 2 = 0 THEN '{every}'::text[] ELSE '{}' END)
                    FROM %s
                    """
                    .formatted(CATEGORIES, rows));
            run("INSERT INTO stock SELECT 'L-' || lpad(n::text, 7, '0'), 1000, 0 FROM " + rows);
            run("INSERT INTO reservations SELECT gen_random_uuid(), 'confirmed' FROM " + rows);
        }
        List.of("manufacturers", "products", "categories", "stock", "reservations").forEach(table -> run("ANALYZE " + table));
    }

    @Test
    void productsByTheirSkus() {
        String one = statement(() -> read("/api/products/" + MIDDLE).statusCode(200), "FROM products");
        String many = statement(() -> read("/api/products?skus=" + skus(KEYS)).body("items", hasSize(KEYS)), "FROM products");

        assertThat(read(one, array(1))).isEqualTo(1);
        assertThat(read(many, array(KEYS))).isBetween((long) KEYS, 2L * KEYS);
    }

    /// Hibernate's statements do not pass the pool that is listened to, but the server knows them; it writes a list of parameters as its first.
    @Test
    void manufacturersByTheirIds() {
        run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        read("/api/products?expand=manufacturer&skus=" + skus(KEYS)).body("items[99].manufacturer.name", equalTo("Works"));
        String some = value(
                "SELECT query FROM pg_stat_statements WHERE query LIKE 'select % from manufacturers %' ORDER BY length(query) DESC LIMIT 1");
        String known = statement(() -> put("/api/products/" + key(ROWS), product("Lantern", "manufacturerId", MIDDLE)).statusCode(200),
                "FROM manufacturers");
        String list = IntStream.rangeClosed(1, KEYS).mapToObj(i -> "$" + i).collect(Collectors.joining(","));
        String[] ids = Arrays.stream(skus(KEYS).split(",")).map(IndexesIT::quoted).toArray(String[]::new);

        assertThat(some).contains(ANY_MORE);
        assertThat(read(some.replace("$1" + ANY_MORE, list), ids)).isBetween((long) KEYS, 2L * KEYS);
        assertThat(read(known, array(KEYS))).isBetween((long) KEYS, 2L * KEYS);
    }

    @Test
    void allProductsByPage() {
        String page = statement(() -> get("/api/products").body("items", hasSize(LIMIT - 1)), "FROM products");

        assertThat(read(page, "''", PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
        assertThat(read(page, quoted(MIDDLE), PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
    }

    @Test
    void aCategoryByPage() {
        String page = statement(() -> get("/api/products?category=load-0007").body("items", hasSize(LIMIT - 1)), "FROM products");

        assertThat(read(page, "''", PAGE, "'load-0007'")).isBetween((long) LIMIT, 2L * LIMIT);
        assertThat(read(page, quoted(MIDDLE), PAGE, "'load-0007'")).isBetween((long) LIMIT, 2L * LIMIT);
    }

    @Test
    void categoriesByPage() {
        String page = statement(() -> get("/api/categories").body("items", hasSize(LIMIT - 1)), "FROM categories");

        assertThat(read(page, "''", PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
        assertThat(read(page, "'load-0500'", PAGE)).isBetween((long) LIMIT, 2L * LIMIT);
    }

    /// A page of a word that every second name has is found among the next products. For others the products are looked through as far as a search does,
    /// and then every product that has the word is read, which is more than is shown.
    @Test
    void aWordByPage() {
        String search = statement(() -> get("/api/products?q=only0500000").body("items", hasSize(1)), "FROM products");

        for (String after : List.of("''", quoted(MIDDLE))) {
            for (String frequent : List.of("every", "some")) {
                assertThat(read(search, after, PAGE, word(frequent))).isBetween((long) LIMIT, 2L * LIMIT);
            }
        }
        assertThat(read(search, "''", PAGE, word("some007"))).isLessThanOrEqualTo(LOOKED_THROUGH + ROWS / 200);
        assertThat(read(search, "''", PAGE, word("only0500000"))).isLessThanOrEqualTo(LOOKED_THROUGH + 1);
        assertThat(read(search, "''", PAGE, word("only050000"))).isLessThanOrEqualTo(LOOKED_THROUGH + 10);
        assertThat(read(search, "''", PAGE, word("nothing"))).isLessThanOrEqualTo(LOOKED_THROUGH);
    }

    @Test
    void aWordInACategoryByPage() {
        String search = statement(() -> get("/api/products?category=load-0008&q=every").body("items", hasSize(LIMIT - 1)), "FROM products");

        assertThat(read(search, "''", PAGE, "'load-0008'", word("every"))).isBetween((long) LIMIT, 2L * LIMIT);
        assertThat(read(search, "''", PAGE, "'load-0008'", word("only0500000"))).isLessThanOrEqualTo(2L * ROWS / CATEGORIES);
    }

    @Test
    void productsThatAreWritten() {
        Map<String, ?> body = product("Lantern", "category", "load-0001");
        String lock = statement(() -> put("/api/products/" + key(ROWS), body).statusCode(200), "FROM products");
        String store = statement(() -> put("/api/products/" + key(ROWS), body).statusCode(200), "INSERT INTO products");
        String delete = statement(() -> admin().delete("/api/products/" + key(ROWS - 1)).then().statusCode(204), "DELETE FROM products");
        String texts = array(Collections.nCopies(KEYS, "x"));

        assertThat(read(lock, array(KEYS))).isBetween((long) KEYS, 2L * KEYS);
        assertThat(read(store, array(KEYS), texts, texts, array(Collections.nCopies(KEYS, "load-0001")), array(KEYS),
                array(Collections.nCopies(KEYS, "{}")), texts, texts)).isLessThanOrEqualTo(2L * KEYS);
        assertThat(read(delete, quoted(MIDDLE))).isEqualTo(1);
    }

    @Test
    void stockThatIsReadAndCounted() {
        String level = statement(() -> get("/api/stock/" + MIDDLE).statusCode(200), "FROM stock");
        String count = statement(() -> put("/api/stock/" + MIDDLE, Map.of("onHand", 1_000)).statusCode(200), "INSERT INTO stock");

        assertThat(read(level, quoted(MIDDLE))).isEqualTo(1);
        assertThat(read(count, array(KEYS), array(Collections.nCopies(KEYS, "7")))).isLessThanOrEqualTo(2L * KEYS);
    }

    @Test
    void ordersThatReserveStock() {
        List<String> taken = statements.during(this::reserve, "");
        String orders = text("SELECT array_agg(order_id) FROM (SELECT order_id FROM reservations LIMIT " + KEYS + ") AS few");
        String numbers = array(Collections.nCopies(KEYS, "7"));

        assertThat(read(only(taken, "INSERT INTO reservations"), orders)).isLessThanOrEqualTo(2L * KEYS);
        assertThat(read(only(taken, "FROM stock WHERE sku = ANY"), array(KEYS))).isBetween((long) KEYS, 2L * KEYS);
        assertThat(read(only(taken, "SELECT sku FROM products"), array(KEYS))).isBetween((long) KEYS, 2L * KEYS);
        assertThat(read(only(taken, "UPDATE stock"), array(KEYS), numbers, numbers)).isBetween((long) KEYS, 2L * KEYS);
        assertThat(read(only(taken, "UPDATE reservations"), orders, array(Collections.nCopies(KEYS, "confirmed")),
                "array_fill(null::text, '{" + KEYS + "}')")).isBetween((long) KEYS, 2L * KEYS);
    }

    private void reserve() {
        Instant now = Instant.parse("2026-01-31T12:00:00Z");
        OrderEvent order = new OrderEvent(UUID.randomUUID(), "customer", "queued", "GBP",
                List.of(new OrderEvent.Line(key(3), 1, new Money("GBP", 1), new Money("GBP", 1))), new Money("GBP", 1), null, now, now, 1,
                480, null);
        try (Records records = new Records()) {
            records.send(Topic.ORDER_PRICED, order);
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> text("SELECT count(*) FROM reservations WHERE order_id = '" + order.id() + "'").equals("'1'"));
        }
    }

    private long read(String sql, String... arguments) {
        return new Plans(database).rowsRead(sql, arguments);
    }

    /// From the database, whatever is kept.
    private static ValidatableResponse read(String path) {
        return anyone().header(Caching.PAST_CACHES, "?1").get(path).then();
    }

    private String statement(Runnable request, String part) {
        return only(statements.during(request, part), part);
    }

    private static String only(List<String> taken, String part) {
        List<String> found = taken.stream().filter(statement -> statement.contains(part)).toList();
        assertThat(found).as(part).hasSize(1).noneMatch(statement -> statement.contains("OFFSET"));
        return found.getFirst();
    }

    private void run(String sql) {
        var _ = database.withConnectionAndAwait(connection -> connection.query(sql).execute());
    }

    private String text(String sql) {
        return quoted(value(sql));
    }

    private String value(String sql) {
        return database.withConnectionAndAwait(connection -> connection.query("SELECT (" + sql + ")::text").execute()).iterator()
                .next().getString(0);
    }

    private static String word(String beginning) {
        return quoted("''" + beginning + "'':*");
    }

    private static String key(int number) {
        return "L-%07d".formatted(number);
    }

    /// As a client asks for them, not in their order.
    private static String skus(int count) {
        return IntStream.range(0, count).mapToObj(i -> key(1 + (i * 7_919 + ROWS / 2) % ROWS)).collect(Collectors.joining(","));
    }

    private static String array(int count) {
        return quoted("{" + skus(count) + "}");
    }

    private static String array(List<String> values) {
        return quoted(values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(",", "{", "}")));
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
