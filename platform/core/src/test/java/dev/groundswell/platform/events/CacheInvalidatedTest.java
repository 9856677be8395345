package dev.groundswell.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

class CacheInvalidatedTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
    /// As Quarkus makes it.
    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /// Golden: version 1 of the event can never say this in other words.
    @Test
    void isWrittenAlwaysTheSame() {
        assertThat(json(CacheInvalidated.ofTag("manufacturer:m/7", TIME, "manufacturer:m"))).isEqualTo("""
                {"id":"manufacturer:m/7","time":"2026-01-31T12:00:00Z","tags":["manufacturer:m"],"hard":false}""");
        assertThat(json(new CacheInvalidated("a", TIME, null, List.of("/api/products/A"), true))).isEqualTo("""
                {"id":"a","time":"2026-01-31T12:00:00Z","paths":["/api/products/A"],"hard":true}""");
    }

    @Test
    void isReadWithWhatALaterVersionAdds() throws IOException {
        CacheInvalidated read = mapper.readValue("""
                {"id": "a", "time": "2026-01-31T12:00:00Z", "tags": ["price:A"], "hard": false, "later": 1}""", CacheInvalidated.class);
        assertThat(read).isEqualTo(CacheInvalidated.ofTag("a", TIME, "price:A"));
    }

    @Test
    void isSentUnderItsIdAndKey() {
        OutgoingEvent event = CacheInvalidated.ofTag("id", TIME, "tag").outgoing(mapper, "key", null);
        assertThat(event.topic()).isEqualTo(Topic.CACHE_INVALIDATED);
        assertThat(event.id()).isEqualTo("id");
        assertThat(event.key()).isEqualTo("key");
        assertThat(event.time()).isEqualTo(TIME);
    }

    private String json(CacheInvalidated event) {
        return new String(event.outgoing(mapper, "key", null).value(), UTF_8);
    }
}
