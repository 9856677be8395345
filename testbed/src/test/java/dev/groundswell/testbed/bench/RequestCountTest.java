package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.api.Test;

class RequestCountTest {
    private static final String METRICS = """
            # TYPE request_duration_seconds histogram
            request_duration_seconds_bucket{method="GET",route="products",status="200",le="0.005"} 9
            request_duration_seconds_count{method="GET",route="products",status="200"} 12.0
            request_duration_seconds_sum{method="GET",route="products",status="200"} 0.5
            request_duration_seconds_count{method="GET",route="products",status="304"} 3.0
            request_duration_seconds_count{method="GET",route="stock",status="200"} 1.2345678E7
            """;

    @Test
    void allMethodsAndStatusesOfTheRouteCount() {
        assertThat(count("products").in(METRICS)).isEqualTo(15);
    }

    @Test
    void largeCountsAreRead() {
        assertThat(count("stock").in(METRICS)).isEqualTo(12_345_678);
    }

    @Test
    void aRouteWithoutRequestsHasNone() {
        assertThat(count("categories").in(METRICS)).isZero();
    }

    private static RequestCount count(String route) {
        return new RequestCount(URI.create("http://localhost"), route);
    }
}
