package dev.groundswell.gateway.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

class RequestHeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"X-User", "x-user-id", "X-Groundswell-Sub", "X-GROUNDSWELL-GROUPS", "X-Forwarded-For", "X-Forwarded-User",
            "X-Forwarded", "Forwarded",
            "X-Real-IP", "X-Remote-User", "X-Auth-Request-User", "X-Authenticated-User", "X-HTTP-Method-Override", "X-HTTP-Method",
            "X-Method-Override", "X-Original-URL",
            "X-Rewrite-URL", "X-Host", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Client-IP", "Remote-User", "Proxy", "X_User",
            "X_Forwarded_For", "Host",
            "Connection", "Keep-Alive", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings",
            "Content-Length", "Expect", "Via",
            "X-Request-Id", "Traceparent"})
    void dropsWhatIsNotTheClientsToSay(String name) {
        assertThat(RequestHeaders.mayPass(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Accept", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Consistency-Token",
            "Last-Event-ID", "User-Agent",
            "Cookie", "Accept-Encoding", "X-Requested-With", "tracestate", "Range", "Cache-Control", "Content-Encoding"})
    void passesWhatIs(String name) {
        assertThat(RequestHeaders.mayPass(name)).isTrue();
    }

    @Test
    void dropsWhatConnectionNamesHoweverItIsWritten() {
        MultiMap from = MultiMap.caseInsensitiveMultiMap()
                .add("Connection", "keep-alive, X-One").add("Connection", "x-two").add("X-One", "1").add("X-Two", "2").add("X-Three", "3")
                .add("X-Three", "4");
        MultiMap to = MultiMap.caseInsensitiveMultiMap();

        RequestHeaders.pass(from, to);

        assertThat(to.names()).containsExactly("X-Three");
        assertThat(to.getAll("X-Three")).containsExactly("3", "4");
    }

    @Test
    void dropsWhatALaterConnectionHeaderNames() {
        MultiMap from = MultiMap.caseInsensitiveMultiMap().add("Connection", "keep-alive").add("Connection", "X-One").add("X-One", "1");
        MultiMap to = MultiMap.caseInsensitiveMultiMap();

        RequestHeaders.pass(from, to);

        assertThat(to.isEmpty()).isTrue();
    }

    @Test
    void aSetOfNamesIsAskedWithoutRegardToCase() {
        HeaderNames names = new HeaderNames("TE", "Trailer");

        assertThat(names.contains("te")).isTrue();
        assertThat(names.contains("trAiler")).isTrue();
        assertThat(names.contains("Tr")).isFalse();
        assertThat(names.contains("")).isFalse();
        assertThat(names.contains("a-much-longer-name")).isFalse();
    }
}
