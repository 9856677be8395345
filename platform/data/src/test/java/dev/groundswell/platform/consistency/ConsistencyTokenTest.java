package dev.groundswell.platform.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;

class ConsistencyTokenTest {

    private static final ConsistencyToken TOKEN = ConsistencyToken.NONE.with("orders_0", new Seen(0x16_B374_D848L, 1_764_000_000_000L))
            .with("catalog", new Seen(7, 1_764_000_000_001L));

    @Test
    void readsWhatItWrote() {
        assertThat(ConsistencyToken.parse(TOKEN.text())).contains(TOKEN);
        assertThat(ConsistencyToken.parse(ConsistencyToken.NONE.text())).contains(ConsistencyToken.NONE);
    }

    /// Tokens live in clients: a later version has to read them.
    @Test
    void itsTextIsTheSameForEver() {
        assertThat(TOKEN.text()).isEqualTo("AQdjYXRhbG9nAAAAAAAAAAcAAAGatpfoAQhvcmRlcnNfMAAAABazdNhIAAABmraX6ACITjWW");
    }

    @Test
    void mergesByMaximum() {
        ConsistencyToken other = ConsistencyToken.NONE.with("orders_0", new Seen(5, 1_764_000_000_009L)).with("pricing", new Seen(9, 9));

        ConsistencyToken merged = TOKEN.merge(other);

        assertThat(merged.of("orders_0")).isEqualTo(new Seen(0x16_B374_D848L, 1_764_000_000_009L));
        assertThat(merged.of("pricing")).isEqualTo(new Seen(9, 9));
        assertThat(merged.of("catalog")).isEqualTo(new Seen(7, 1_764_000_000_001L));
        assertThat(merged).isEqualTo(other.merge(TOKEN));
    }

    @Test
    void knowsNothingOfAnUnknownDatabaseAndPassesItOn() {
        ConsistencyToken token = ConsistencyToken.NONE.with("orders_17", new Seen(1, 1));

        assertThat(token.of("orders_0")).isNull();
        assertThat(ConsistencyToken.parse(token.with("orders_0", new Seen(2, 2)).text()).orElseThrow().of("orders_17"))
                .isEqualTo(new Seen(1, 1));
    }

    @Test
    void tellsWhoHasSeenTwoShards() {
        assertThat(TOKEN.namesNoSiblingOf("orders_0")).isTrue();
        assertThat(TOKEN.namesNoSiblingOf("orders_1")).isFalse();
        assertThat(TOKEN.namesNoSiblingOf("catalog")).isTrue();
        assertThat(TOKEN.with("orders_12", new Seen(1, 1)).namesNoSiblingOf("orders_0")).isFalse();
    }

    @Test
    void aTokenThatWasCutOffIsNone() {
        String text = TOKEN.text();
        for (int length = 0; length < text.length(); length++) {
            assertThat(ConsistencyToken.parse(text.substring(0, length))).as("the first %d characters", length).isEmpty();
        }
    }

    @Test
    void aTokenThatWasAlteredIsNone() {
        String text = TOKEN.text();
        Random random = new Random(6);
        for (int at = 0; at < text.length() - 1; at++) {
            char other = random.nextBoolean() ? 'x' : 'y';
            String altered = text.substring(0, at) + (text.charAt(at) == other ? 'z' : other) + text.substring(at + 1);
            assertThat(ConsistencyToken.parse(altered)).as(altered).isEmpty();
        }
    }

    @Test
    void rubbishIsNone() {
        for (String rubbish : new String[]{"", "=", "a", "ä", "null", "{}", "a b", "AQ", "AAAA", "x".repeat(5_000)}) {
            assertThat(ConsistencyToken.parse(rubbish)).as(rubbish).isEmpty();
        }
    }

    @Test
    void doesNotGrowBeyondItsBound() {
        ConsistencyToken token = ConsistencyToken.NONE;
        for (int i = 0; i < 1_000; i++) {
            token = token.with("a-database-with-a-long-name-" + i, new Seen(i, i));
        }

        assertThat(ConsistencyToken.parse(token.text())).contains(token);
        assertThat(ConsistencyToken.NONE.with("no Name\r\n", new Seen(1, 1))).isEqualTo(ConsistencyToken.NONE);
    }
}
