package dev.groundswell.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.platform.problem.Refusal;

class ConfiguredRoutesTest {

    @Test
    void eachOfThePathsIsARoute() {
        Routes routes = routes(new Line(List.of("/shop/{}", "/shop/{}/parts/{}"), "GET", Set.of("a"), RouteSettings.Mode.OFF));

        Route route = routes.find("GET", "/shop/1/parts/2");
        assertThat(route.name()).isEqualTo("mine");
        assertThat(route.access()).isEqualTo(Access.ANYONE);
        assertThat(route.destination()).isEqualTo(Destination.PRICING);
        assertThat(route.caching()).isEqualTo(Caching.OFF);
        assertThat(route.query()).containsExactly("a");
        assertThat(routes.find("HEAD", "/shop/x")).isSameAs(routes.find("GET", "/shop/y"));
        assertThat(status(routes, "POST", "/shop/x")).isEqualTo(405);
        assertThat(status(routes, "GET", "/shop")).isEqualTo(404);
        assertThat(status(routes, "GET", "/shop/1/parts")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "WHATEVER"})
    void aStarIsEveryMethod(String method) {
        Routes routes = routes(new Line(List.of("/shop"), "*", Set.of(), RouteSettings.Mode.OFF));

        assertThat(routes.find(method, "/shop").name()).isEqualTo("mine");
    }

    @Test
    void aStarIsEveryParameter() {
        Routes routes = routes(new Line(List.of("/shop"), "*", Set.of("*"), RouteSettings.Mode.OFF));

        assertThat(Target.of("/shop?b=2&a=1&&").keeping(routes.find("GET", "/shop").query())).isEqualTo("/shop?b=2&a=1&&");
    }

    @Test
    void answersAreKeptAsTheLineSays() {
        Routes routes = routes(new Line(List.of("/shop/{}"), "*", Set.of(), RouteSettings.Mode.STANDARD));

        assertThat(routes.find("GET", "/shop/1").caching()).isEqualTo(new Caching(true, Duration.ofSeconds(3), true));
        assertThat(routes.keeps("/shop/1")).isTrue();
        assertThat(routes.keeps("/shop")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/api/products, products", "/api/products/{}, product", "/api/products/special, product", "/api/orders/{}, order",
            "/admin/cache/invalidate, cache-invalidate", "/api/prices/{}/history, price-history"})
    void aPathOfTheContractCannotBeTaken(String path, String taken) {
        assertThatThrownBy(() -> routes(new Line(List.of("/shop", path), "PATCH", Set.of(), RouteSettings.Mode.OFF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("groundswell.routes.mine.paths: " + path + " is " + taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "shop", "", "/shop/", "/shop//a", "//shop", "/shop;a", "/shop?a=1", "/shop/../a", "/sh op"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> routes(new Line(List.of(path), "GET", Set.of(), RouteSettings.Mode.OFF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("groundswell.routes.mine.paths: " + path + " is no path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "GET, POST", ""})
    void whatIsNoMethodIsRefused(String method) {
        assertThatThrownBy(() -> routes(new Line(List.of("/shop"), method, Set.of(), RouteSettings.Mode.OFF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("groundswell.routes.mine.method: " + method + " is no method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "*"})
    void whatIsAnsweredAlreadyIsRefused(String method) {
        assertThatThrownBy(() -> routes(new Line(List.of("/shop/{}", "/shop/{}"), method, Set.of(), RouteSettings.Mode.OFF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("groundswell.routes.mine.paths: /shop/{} is mine");
    }

    /// Else it would be found by whoever it lets in, and do what only admins may.
    @Test
    void theGatewayItselfIsNoService() {
        assertThatThrownBy(() -> routes(new Line(List.of("/shop"), "GET", Destination.GATEWAY, Set.of(), RouteSettings.Mode.OFF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("groundswell.routes.mine.service: the gateway answers its own routes only");
    }

    private static Routes routes(Line line) {
        return new Routes(() -> Map.of("mine", line));
    }

    private static int status(Routes routes, String method, String path) {
        return catchThrowableOfType(Refusal.class, () -> routes.find(method, path)).problem().status();
    }

    private record Line(List<String> paths, String method, Destination service, Set<String> parameters, RouteSettings.Mode cache)
            implements
                RouteSettings.Line {

        Line(List<String> paths, String method, Set<String> parameters, RouteSettings.Mode cache) {
            this(paths, method, Destination.PRICING, parameters, cache);
        }

        @Override
        public Access access() {
            return Access.ANYONE;
        }

        @Override
        public Optional<Set<String>> query() {
            return parameters.isEmpty() ? Optional.empty() : Optional.of(parameters);
        }

        @Override
        public Duration unspoken() {
            return Duration.ofSeconds(3);
        }

        @Override
        public boolean keepCookies() {
            return true;
        }
    }
}
