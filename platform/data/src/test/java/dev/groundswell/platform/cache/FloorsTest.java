package dev.groundswell.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloorsTest {

    private static final long NOW = 1_700_000_000_000L;

    private final Floors floors = new Floors();

    @Test
    void whatAFloorHasKeptOutStaysOutWhenItIsForgottenForItsAge() {
        Known<String> before = known(1, NOW);
        long _ = floors.raise("a", 2, NOW);
        long _ = floors.raise("b", 2, NOW + Floors.LASTS);
        assertThat(floors.allow("a", before)).isFalse();
        assertThat(floors.allow("other", before)).isTrue();

        long _ = floors.raise("b", 2, NOW + Floors.LASTS + 1);
        assertThat(floors.allow("a", before)).isFalse();
        assertThat(floors.allow("other", before)).isFalse();
        assertThat(floors.allow("a", known(1, NOW))).as("it has been forgotten").isTrue();
        assertThat(floors.allow("b", known(1, NOW))).isFalse();
    }

    @Test
    void whatAFloorHasKeptOutStaysOutWhenItIsForgottenForWantOfRoom() {
        Known<String> before = known(1, NOW);
        Known<String> copy = known(1, NOW + Floors.CLOCKS_DIFFER);
        long _ = floors.raise("a", 2, NOW);
        for (int i = 0; i < Floors.MOST; i++) {
            long _ = floors.raise("key " + i, 2, NOW);
        }
        assertThat(floors.allow("a", before)).isFalse();
        assertThat(floors.allowCopy("a", copy)).isFalse();
        assertThat(floors.allowCopy("a", known(1, NOW + Floors.CLOCKS_DIFFER + 1))).isTrue();
        assertThat(floors.allow("key 0", known(1, NOW))).isFalse();
    }

    @Test
    void aFloorThatIsRaisedAgainIsKeptForThatMuchLonger() {
        long _ = floors.raise("a", 2, NOW);
        long _ = floors.raise("a", 1, NOW + Floors.LASTS);
        long _ = floors.raise("b", 1, NOW + Floors.LASTS + 1);

        assertThat(floors.allow("a", known(1, NOW))).isFalse();
        assertThat(floors.allow("a", known(2, NOW))).isTrue();
    }

    @Test
    void anAbsenceInRedisIsTakenOnlyWhenItWasSurelySeenAfterTheEvent() {
        long _ = floors.raise("a", 2, NOW);

        assertThat(floors.allowCopy("a", new Known<>(Entry.<String>absent(0), floors.next(), NOW + Floors.CLOCKS_DIFFER, true))).isFalse();
        assertThat(floors.allowCopy("a", new Known<>(Entry.<String>absent(0), floors.next(), NOW + Floors.CLOCKS_DIFFER + 1, true)))
                .isTrue();
        assertThat(floors.allowCopy("a", new Known<>(Entry.<String>absent(2), floors.next(), NOW - 1, true))).isTrue();
    }

    private Known<String> known(long version, long asOf) {
        return new Known<>(Entry.of("value", version), floors.next(), asOf, true);
    }
}
