package dev.groundswell.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

class SafetyHeadersTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void nobodyGuessesAType() {
        SafetyHeaders.add(headers.add("Content-Type", "application/json"), false);

        assertThat(headers.get("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers).hasSize(2);
    }

    @Test
    void aPageLoadsItsOwnThingsAndStandsInNoFrame() {
        SafetyHeaders.add(headers.add("Content-Type", "Text/HTML; charset=utf-8"), false);

        assertThat(headers.get("Content-Security-Policy")).isEqualTo("default-src 'self'; frame-ancestors 'none'");
        assertThat(headers.get("Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void whoCameOverTlsStaysThere() {
        SafetyHeaders.add(headers, true);

        assertThat(headers.get("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }

    @Test
    void whatAServiceSaysStays() {
        headers.add("Content-Type", "text/html").add("Content-Security-Policy", "default-src 'none'").add("Referrer-Policy", "no-referrer")
                .add("Strict-Transport-Security", "max-age=1");
        SafetyHeaders.add(headers, true);

        assertThat(headers.getAll("Content-Security-Policy")).containsExactly("default-src 'none'");
        assertThat(headers.getAll("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.getAll("Strict-Transport-Security")).containsExactly("max-age=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "shop.example", "https://shop.example/", "https://*.example", "https://Shop.example",
            "ftp://shop.example", ""})
    void anOriginThatNoBrowserSendsIsRefusedAtTheStart(String origin) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CrossOrigin(new CorsSettings() {
            @Override
            public Optional<Set<String>> origins() {
                return Optional.of(Set.of(origin));
            }

            @Override
            public Duration maxAge() {
                return Duration.ofMinutes(1);
            }
        })).withMessageContaining("groundswell.cors.origins");
    }
}
