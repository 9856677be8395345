package dev.groundswell.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.platform.problem.Refusal;

class RoutesTest {

    private final Routes routes = new Routes(Map::of);

    @ParameterizedTest
    @CsvSource({
            "GET, /api/products, CATALOG, ANYONE, 1", "GET, /api/products/A.1, CATALOG, ANYONE, 1",
            "PUT, /api/products/A, CATALOG, ADMIN, 1",
            "DELETE, /api/products/A, CATALOG, ADMIN, 1", "POST, /api/products:batch, CATALOG, ADMIN, 8",
            "GET, /api/categories, CATALOG, ANYONE, 1",
            "GET, /api/manufacturers/m, CATALOG, ANYONE, 1", "PUT, /api/manufacturers/m, CATALOG, ADMIN, 1",
            "GET, /api/stock/A, CATALOG, ANYONE, 1",
            "PUT, /api/stock/A, CATALOG, ADMIN, 1", "POST, /api/stock:batch, CATALOG, ADMIN, 8", "GET, /api/prices, PRICING, ANYONE, 1",
            "GET, /api/prices/A, PRICING, ANYONE, 1", "GET, /api/prices/A/history, PRICING, ANYONE, 1",
            "PUT, /api/prices/A, PRICING, ADMIN, 1",
            "POST, /api/prices:batch, PRICING, ADMIN, 8", "POST, /api/quotes, PRICING, ANYONE, 1", "POST, /api/orders, ORDER, CUSTOMER, 1",
            "GET, /api/orders, ORDER, CUSTOMER, 1", "GET, /api/orders/1, ORDER, CUSTOMER, 1",
            "GET, /api/orders/1/events, ORDER, CUSTOMER, 1",
            "POST, /api/orders/1/cancel, ORDER, CUSTOMER, 1", "GET, /api/customers/c, ORDER, CUSTOMER, 1",
            "PUT, /api/customers/c, ORDER, CUSTOMER, 1",
            "DELETE, /api/customers/c, ORDER, CUSTOMER, 1", "POST, /api/customers:batch, ORDER, ADMIN, 8",
            "GET, /openapi.yaml, GATEWAY, ANYONE, 1",
            "POST, /admin/cache/invalidate, GATEWAY, ADMIN, 1",
            "GET, /admin/limits, GATEWAY, ADMIN, 1", "PUT, /admin/limits, GATEWAY, ADMIN, 1", "DELETE, /admin/limits, GATEWAY, ADMIN, 1"})
    void findsEveryCallOfTheContract(String method, String path, Destination destination, Access access, int mebibytes) {
        Route route = routes.find(method, path);

        assertThat(route.destination()).isEqualTo(destination);
        assertThat(route.access()).isEqualTo(access);
        assertThat(route.body()).isEqualTo((long) mebibytes << 20);
    }

    /// A line more or less, or one that passes another parameter on, is a change of the contract and belongs here too.
    @Test
    void knowsNoCallAndNoParameterBeyondTheContract() {
        Map<String, Set<String>> parameters = RouteTable.ROUTES.stream().filter(route -> !route.query().isEmpty())
                .collect(Collectors.toMap(route -> route.method() + " " + route.pattern(), Route::query));

        assertThat(RouteTable.ROUTES).hasSize(31).doesNotHaveDuplicates();
        assertThat(parameters).isEqualTo(Map.of(
                "GET /api/products", Set.of("category", "q", "skus", "expand", "after", "limit"),
                "GET /api/products/{}", Set.of("expand"),
                "GET /api/categories", Set.of("after", "limit"),
                "GET /api/prices", Set.of("skus", "currency"),
                "GET /api/prices/{}", Set.of("currency"),
                "GET /api/prices/{}/history", Set.of("after", "limit"),
                "GET /api/orders", Set.of("customer", "expand", "after", "limit")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/", "/q/metrics", "/q/health", "/metrics", "/api/nothing-here", "/api/orders/",
            "/api/orders/1/", "/api/orders/1/2",
            "/api/orders/1/events/2", "/api/products:Batch", "/api/products%3abatch", "/API/orders", "/admin", "/admin/cache", "/api/{}",
            "/assets/a.css"})
    void knowsNoOtherPath(String path) {
        assertThat(catchThrowableOfType(Refusal.class, () -> routes.find("GET", path)).problem().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"PATCH;/api/orders;GET, HEAD, POST", "OPTIONS;/api/products/A;DELETE, GET, HEAD, PUT",
            "get;/api/quotes;POST",
            "HEAD;/api/orders/1/events;GET", "HEAD;/api/products:batch;POST"})
    void tellsTheMethodsOfAKnownPath(String method, String path, String allowed) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> routes.find(method, path));

        assertThat(refusal.problem().status()).isEqualTo(405);
        assertThat(refusal.headers()).containsEntry("Allow", allowed);
    }

    @Test
    void headFindsWhatGetFinds() {
        assertThat(routes.find("HEAD", "/api/products/A")).isSameAs(routes.find("GET", "/api/products/A"));
    }

    @Test
    void onlyEventsAreAStream() {
        assertThat(RouteTable.ROUTES).filteredOn(route -> route.pace() == Pace.STREAM).extracting(Route::name)
                .containsExactly("order-events");
    }

    @Test
    void takingAnOrderAndTakingItBackGoFirst() {
        assertThat(RouteTable.ROUTES).filteredOn(route -> route.priority() == Priority.ACCEPT)
                .extracting(route -> route.method() + " " + route.pattern())
                .containsExactlyInAnyOrder("POST /api/orders", "POST /api/orders/{}/cancel");
    }

    @Test
    void whatAnyoneMayAskIsBrowsing() {
        assertThat(RouteTable.ROUTES).filteredOn(route -> route.priority() == Priority.BROWSE)
                .allMatch(route -> route.access() == Access.ANYONE && route.quota() == Quota.BROWSE)
                .hasSize(RouteTable.ROUTES.stream().filter(route -> route.access() == Access.ANYONE).toList().size());
    }

    @Test
    void readsAndQuotesBrowseAndEverythingElseDrawsOnOrders() {
        assertThat(RouteTable.ROUTES).filteredOn(route -> route.quota() == Quota.BROWSE)
                .allMatch(route -> route.method().equals("GET") || route.name().equals("quotes"));
        assertThat(RouteTable.ROUTES).filteredOn(route -> route.quota() == Quota.ORDERS).noneMatch(route -> route.method().equals("GET"));
    }

    /// A line more shows what it answers to everybody.
    @Test
    void theseAnswersAreKept() {
        assertThat(RouteTable.ROUTES).filteredOn(route -> route.caching().on()).allMatch(route -> route.caching().equals(Caching.STANDARD))
                .extracting(route -> route.method() + " " + route.pattern())
                .containsExactlyInAnyOrder("GET /api/products/{}", "GET /api/categories",
                        "GET /api/manufacturers/{}", "GET /api/prices/{}", "GET /api/prices/{}/history");
    }

    @Test
    void knowsWhichPathsAreKept() {
        assertThat(routes.keeps("/api/products/A")).isTrue();
        assertThat(routes.keeps("/api/stock/A")).isFalse();
        assertThat(routes.keeps("/api/orders/1")).isFalse();
        assertThat(routes.keeps("/api/quotes")).isFalse();
        assertThat(routes.keeps("/api/nothing")).isFalse();
        assertThat(routes.keeps("/api/products/A/")).isFalse();
    }

    @Test
    void namesAreOneForEachPath() {
        Map<String, Long> patterns = RouteTable.ROUTES.stream()
                .collect(Collectors.groupingBy(Route::name,
                        Collectors.mapping(Route::pattern, Collectors.collectingAndThen(Collectors.toSet(), set -> (long) set.size()))));

        assertThat(patterns.values()).containsOnly(1L);
    }
}
