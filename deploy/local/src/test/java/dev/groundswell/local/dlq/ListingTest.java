package dev.groundswell.local.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class ListingTest {
    private static final DeadLetter LETTER = letter("order-priced.catalog.dlq", "\u001b[31mnumeric\nfield overflow");

    @Test
    void tellsEachLetterOnALineAndThenHowManyThereAre() {
        String[] lines = Listing.text(List.of(LETTER), 1).split("\\R", -1);

        assertThat(lines[0]).startsWith("TOPIC").contains("OFFSET  ORIGIN").endsWith("FAILURE");
        assertThat(lines[1]).isEqualTo(
                "order-priced.catalog.dlq      3  order-priced-6@1234  0190a000  2026-01-31T12:00:00Z  PgException: [31mnumeric field overflow");
        assertThat(lines[2]).isEqualTo("1 dead letter waits on 1 topic");
    }

    @Test
    void saysSoWhenThereIsNothing() {
        assertThat(Listing.text(List.of(), 0)).isEqualToIgnoringNewLines("no dead letters wait");
    }

    @Test
    void cutsLongReasonsInTheTableAndManyLettersInTheSummary() {
        String text = Listing.text(List.of(LETTER, letter("order-placed.pricing.dlq", "x".repeat(500))), 7_000);

        assertThat(text).contains("x".repeat(100) + "...").doesNotContain("x".repeat(101));
        assertThat(text.strip()).endsWith("7000 dead letters wait on 2 topics, the first 2 of them above");
    }

    @Test
    void jsonHasAllThatIsKnown() throws Exception {
        JsonNode json = new ObjectMapper().readTree(Listing.json(List.of(LETTER), 1));

        assertThat(json.at("/waiting").asInt()).isEqualTo(1);
        assertThat(json.at("/letters/0/originPartition").asInt()).isEqualTo(6);
        assertThat(json.at("/letters/0/failure").asText()).isEqualTo("io.vertx.pgclient.PgException");
        assertThat(json.at("/letters/0/reason").asText()).isEqualTo(LETTER.reason());
    }

    @Test
    void aReplaySaysWhatIsLeft() {
        assertThat(Listing.replayed(1, "a.b.dlq", 0)).isEqualTo("1 dead letter of a.b.dlq sent back, none waits");
        assertThat(Listing.replayed(2, "a.b.dlq", 1)).isEqualTo("2 dead letters of a.b.dlq sent back, 1 waits");
        assertThat(Listing.replayed(0, "a.b.dlq", 3)).isEqualTo("0 dead letters of a.b.dlq sent back, 3 wait");
    }

    private static DeadLetter letter(String topic, String reason) {
        return new DeadLetter(topic, 3, "order-priced", 6, 1234, "0190a000", Instant.parse("2026-01-31T12:00:00.123Z"),
                "io.vertx.pgclient.PgException", reason);
    }
}
