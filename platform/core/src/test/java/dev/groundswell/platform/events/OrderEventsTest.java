package dev.groundswell.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.groundswell.platform.commerce.Money;

/// The golden file is what older instances wrote and may still lie in Kafka: it is never changed, a new version gets a file of its own.
class OrderEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:02Z");
    private static final OrderEvent ORDER = new OrderEvent(UUID.fromString("019ab0d0-4c00-7395-8123-456789abcdef"), "alice", "priced",
            "GBP",
            List.of(new OrderEvent.Line("85123A", 6, new Money("GBP", 255), new Money("GBP", 1_530)),
                    new OrderEvent.Line("71053", 1, null, null)),
            new Money("GBP", 1_530),
            List.of(new OrderEvent.Reason(OrderEvent.Reason.OUT_OF_STOCK, "71053", "1 asked, 0 there"),
                    new OrderEvent.Reason(OrderEvent.Reason.FAILED, null, null)),
            Instant.parse("2026-11-23T12:00:00.123456Z"), Instant.parse("2026-11-23T12:00:01Z"), 3, 925, new Money("GBP", 1_530));

    /// Set up as Quarkus sets up its own.
    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final OrderEvents events = new OrderEvents(mapper);

    @Test
    void version1IsWrittenAsEver() throws IOException {
        byte[] written = events.outgoing(Topic.ORDER_PRICED, ORDER, NOW, null).value();

        assertThat(mapper.readTree(written)).isEqualTo(mapper.readTree(golden()));
    }

    @Test
    void version1IsReadAsEver() throws IOException {
        assertThat(events.read(golden())).isEqualTo(ORDER);
    }

    @Test
    void membersOfTheFutureAreIgnored() throws IOException {
        ObjectNode later = (ObjectNode) mapper.readTree(golden());
        later.putObject("delivery").put("by", "owl");
        ((ObjectNode) later.at("/lines/0")).put("gift", true);
        ((ObjectNode) later.at("/reasons/0")).put("since", 3);

        assertThat(events.read(mapper.writeValueAsBytes(later))).isEqualTo(ORDER);
    }

    @Test
    void theSameFactHasTheSameIdHoweverOftenItIsTold() {
        OutgoingEvent first = events.outgoing(Topic.ORDER_PRICED, ORDER, NOW, null);
        OutgoingEvent again = events.outgoing(Topic.ORDER_PRICED, ORDER, NOW.plusSeconds(60), "00-trace");

        assertThat(first.id()).isEqualTo("019ab0d0-4c00-7395-8123-456789abcdef/order-priced/3").isEqualTo(again.id());
        assertThat(first.key()).isEqualTo(ORDER.id().toString());
        assertThat(first.slot()).isEqualTo(925);
        assertThat(again.traceparent()).isEqualTo("00-trace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "customerId", "currency", "lines", "placedAt"})
    void anEventThatLacksWhatEveryConsumerNeedsIsRefused(String member) throws IOException {
        ObjectNode broken = (ObjectNode) mapper.readTree(golden());
        broken.remove(member);

        refused(mapper.writeValueAsBytes(broken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "nope", "{\"id\": 1}", "\"text\"", "{\"id\": \"x\"}", "{"})
    void whatIsNoOrderEventIsRefused(String value) {
        refused(value.getBytes(UTF_8));
    }

    @Test
    void anOrderWithoutLinesIsRefused() throws IOException {
        ObjectNode broken = (ObjectNode) mapper.readTree(golden());
        broken.putArray("lines");

        refused(mapper.writeValueAsBytes(broken));
    }

    private void refused(byte[] value) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> events.read(value));
    }

    private static byte[] golden() throws IOException {
        try (InputStream file = OrderEventsTest.class.getResourceAsStream("/events/order-v1.json")) {
            return Objects.requireNonNull(file, "golden file").readAllBytes();
        }
    }
}
