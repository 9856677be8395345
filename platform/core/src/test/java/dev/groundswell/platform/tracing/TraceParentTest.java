package dev.groundswell.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    @ParameterizedTest
    @ValueSource(strings = {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000001-0000000000000001-00"})
    void aWellFormedHeaderStaysAsItCame(String header) {
        assertThat(TraceParent.orNew(header)).isSameAs(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-", "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-\r\n"})
    void aMalformedHeaderIsReplaced(String header) {
        assertThat(TraceParent.wellFormed(header)).isFalse();
        assertThat(TraceParent.wellFormed(TraceParent.orNew(header))).isTrue();
    }

    @RepeatedTest(20)
    void aNewOneIsWellFormedAndNotSampled() {
        assertThat(TraceParent.orNew(null)).satisfies(made -> assertThat(TraceParent.wellFormed(made)).isTrue()).endsWith("-00");
    }

    @Test
    void noTwoNewOnesAreAlike() {
        assertThat(TraceParent.orNew(null)).isNotEqualTo(TraceParent.orNew(null));
    }
}
