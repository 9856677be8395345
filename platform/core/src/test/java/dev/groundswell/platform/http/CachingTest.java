package dev.groundswell.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CachingTest {

    @Test
    void anAnswerThatChangesByTheClockIsKeptNoLonger() {
        assertThat(edge(null)).isEqualTo("max-age=5, stale-if-error=60");
        assertThat(edge(Duration.ofMinutes(5))).isEqualTo("max-age=5, stale-if-error=60");
        assertThat(edge(Duration.ofSeconds(30))).isEqualTo("max-age=5, stale-if-error=25");
        assertThat(edge(Duration.ofMillis(3_999))).isEqualTo("max-age=3, stale-if-error=0");
        assertThat(edge(Duration.ofMillis(999))).isEqualTo("max-age=0, stale-if-error=0");
        assertThat(edge(Duration.ofSeconds(-1))).isEqualTo("max-age=0, stale-if-error=0");
    }

    @Test
    void anAnswerMadeOfAnotherEndsWithIt() {
        for (String field : List.of("max-age=5, stale-if-error=60", "max-age=5, stale-if-error=25", "max-age=3, stale-if-error=0",
                "max-age=0, stale-if-error=0")) {
            assertThat(edge(Caching.left(field))).isEqualTo(field);
        }
        assertThat(Caching.left(null)).isNull();
        assertThat(Caching.left("no-store")).isEqualTo(Duration.ZERO);
        assertThat(Caching.left("s-max-age=9,max-age=7")).isEqualTo(Duration.ofSeconds(7));
    }

    private static String edge(@Nullable Duration left) {
        return Caching.atEdge(Response.ok(), List.of("price:A"), left).build().getHeaderString("CDN-Cache-Control");
    }
}
