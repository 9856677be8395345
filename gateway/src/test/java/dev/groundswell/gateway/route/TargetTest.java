package dev.groundswell.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.platform.problem.Refusal;

class TargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/../q/metrics", "/api/%2e%2e/q/metrics", "/api/%2E./x", "/api/.%2e/x", "/api/./x", "/api/x/..", "/api/%2e",
            "/..",
            "//orders", "/api//orders", "/api/orders//", "/api/orders/..%2f..%2fq/metrics", "/api/a%2Fb", "/api/a%5cb", "/api/a\\b",
            "/api/a%00", "/api/a%0d%0a",
            "/api/a%7f", "/api/a%", "/api/a%2", "/api/a%zz", "/api/a%+1", "/api/a?b=%", "/api/a#b", "/api/a b", "/api/a\u0000",
            "/api/\u00e9", "/api/%ff", "/api/%c0%ae%c0%ae/q", "/api/..%c0%afq", "/api/%e0%80%af", "/api/%f0%80%80%af", "/api/%ed%a0%80",
            "/api/%c3",
            "/api/a;b", "/api/..;/q",
            "api", "", "*", "http://host", "ftp://host/api", "@host/api"})
    void refusesWhatCouldBeReadInTwoWays(String raw) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Target.of(raw)).matches(refusal -> refusal.problem().status() == 400);
    }

    @ParameterizedTest
    @CsvSource({"/,/", "/api/orders,/api/orders", "/api/products/a%20b,/api/products/a%20b", "/api/products/a..b,/api/products/a..b",
            "/api/...,/api/...",
            "/api/products/%252e%252e,/api/products/%252e%252e", "/api/orders/,/api/orders/", "http://host:80/api/orders,/api/orders",
            "/api/%c3%a9,/api/%c3%a9", "/api/%E2%82%AC%20b,/api/%E2%82%AC%20b", "HTTPS://host/api,/api"})
    void keepsEveryOtherPathAsItCame(String raw, String path) {
        assertThat(Target.of(raw)).isEqualTo(new Target(path, null));
    }

    @Test
    void dotsAndSlashesInAQueryAreNobodysPath() {
        assertThat(Target.of("/api/products?q=../a//b;c%2f")).isEqualTo(new Target("/api/products", "q=../a//b;c%2f"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"limit=5&x=1&after=%20a,?limit=5&after=%20a", "x=1,-", "x=1&y,-", "limit,?limit",
            "limit=1&limit=2,?limit=1&limit=2",
            "%6cimit=5,-", "Limit=5,-", "&&limit=5&,?limit=5", "limit=a=b,?limit=a=b", "=limit,-", "xlimit=1&limitx=2,-"})
    void keepsTheParametersARouteKnowsAndTheirOrder(String query, String kept) {
        String expected = kept == null ? "/api/orders" : "/api/orders" + kept;

        assertThat(Target.of("/api/orders?" + query).keeping(Set.of("limit", "after"))).isEqualTo(expected);
    }

    @Test
    void anEmptyQueryIsDropped() {
        assertThat(Target.of("/api/orders?").keeping(Set.of("limit"))).isEqualTo("/api/orders");
    }
}
