package dev.groundswell.catalog.reserving;

import static dev.groundswell.catalog.Api.product;
import static dev.groundswell.catalog.Api.put;
import static dev.groundswell.catalog.Api.sku;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.catalog.CatalogParts;
import dev.groundswell.platform.events.OrderEvent;

/// saleor #14857 counted 230 statements for one checkout.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class StatementsIT {

    @Inject
    Pool database;

    @Inject
    ReservingStock reserving;

    @Test
    void areAsManyForThreeHundredOrdersAsForOne() {
        String sku = sku("N");
        put("/api/products/" + sku, product("Counted")).statusCode(201);
        put("/api/stock/" + sku, Map.of("onHand", 1_000)).statusCode(200);
        List<OrderEvent> one = List.of(Orders.of(sku, 1));
        List<OrderEvent> many = IntStream.range(0, 300).mapToObj(i -> Orders.of(sku, 1, "NO-" + i % 2 * i, 1)).toList();
        assertThat(statements(Step.PRICED, one)).isEqualTo(5);
        assertThat(statements(Step.PRICED, many)).isLessThanOrEqualTo(5);
        assertThat(statements(Step.CONFIRMED, one)).isEqualTo(4);
        assertThat(statements(Step.CANCELLED, one)).isEqualTo(4);
        assertThat(statements(Step.CANCELLED, many)).isLessThanOrEqualTo(4);
        assertThat(statements(Step.CANCELLED, many)).as("again").isEqualTo(2);
    }

    private int statements(Step step, List<OrderEvent> orders) {
        AtomicInteger count = new AtomicInteger();
        var _ = database.withTransaction(connection -> reserving.decide(counting(connection, count), step, orders)).await().indefinitely();
        return count.get();
    }

    private static SqlConnection counting(SqlConnection connection, AtomicInteger count) {
        Object counting = Proxy.newProxyInstance(StatementsIT.class.getClassLoader(),
                new Class<?>[]{io.vertx.sqlclient.SqlConnection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("preparedQuery") || method.getName().equals("query")) {
                        count.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection.getDelegate(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return SqlConnection.newInstance((io.vertx.sqlclient.SqlConnection) counting);
    }
}
