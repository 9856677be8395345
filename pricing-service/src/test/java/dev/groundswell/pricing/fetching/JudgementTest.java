package dev.groundswell.pricing.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.groundswell.pricing.fetching.Judgement.Refused;

class JudgementTest {

    private static final LocalDate TODAY = LocalDate.of(2003, 5, 5);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final Map<String, BigDecimal> BEFORE = Map.of("GBP", new BigDecimal("0.8"), "SEK", new BigDecimal("10"));

    @Test
    void believesWhatIsNearTheRateBeforeOrNew() {
        Judgement judgement = judge("GBP", "0.81", "SEK", "14.99", "DKK", "7.5");

        assertThat(judgement.good()).containsOnlyKeys("DKK", "GBP", "SEK");
        assertThat(judgement.refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0       | is 0, not above 0
            -10     | is -10, not above 0
            NaN     | is no number
            1e3     | is no number
            ''      | is no number
            15.0001 | is 15.0001, was 10
            4.9999  | is 4.9999, was 10
            """, delimiter = '|')
    void refusesAnAbsurdRateAndKeepsTheOthers(String units, String why) {
        Judgement judgement = judge("GBP", "0.8", "SEK", units, "DKK", "7.5");

        assertThat(judgement.good()).containsOnlyKeys("DKK", "GBP");
        assertThat(judgement.refused()).containsExactly(new Refused("SEK", why));
    }

    @Test
    void theBoundItselfIsBelieved() {
        assertThat(judge("GBP", "0.8", "SEK", "15").refused()).isEmpty();
        assertThat(judge("GBP", "0.8", "SEK", "5").refused()).isEmpty();
    }

    @Test
    void whatIsThereTwiceIsRefused() {
        Judgement judgement = judge("GBP", "0.8", "SEK", "10", "DKK", "7.5", "SEK", "11");

        assertThat(judgement.good()).containsOnlyKeys("DKK", "GBP");
        assertThat(judgement.refused()).containsExactly(new Refused("SEK", "is there twice"));
    }

    @Test
    void whatIsNoCurrencyIsNotRepeated() {
        assertThat(judge("GBP", "0.8", "NOPE", "10").refused()).containsExactly(new Refused("unknown", "is no currency"));
    }

    @Test
    void refusesAllOfADocumentThatIsWrongAsAWhole() {
        assertRefused("it is of 2003-05-06, which has not begun", Documents.of("2003-05-06", "GBP", "0.8"));
        assertRefused("it names no rate of GBP", Documents.of("2003-05-05", "SEK", "10"));
        assertRefused("GBP is 1.3, was 0.8", Documents.of("2003-05-05", "GBP", "1.3", "SEK", "10"));
        assertRefused("it names a rate of the euro, so that is not its base", Documents.of("2003-05-05", "GBP", "0.8", "EUR", "0.9"));
        assertRefused("2 of its 3 rates are refused, such as SEK, which is 100, was 10",
                Documents.of("2003-05-05", "GBP", "0.8", "SEK", "100", "DKK", "0"));
    }

    private static void assertRefused(String why, String document) {
        assertThatExceptionOfType(Unbelievable.class)
                .isThrownBy(() -> Judgement.of(RateDocument.read(document.getBytes(UTF_8)), BEFORE, TODAY, HALF))
                .withMessage(why);
    }

    private static Judgement judge(String... rates) {
        return Judgement.of(RateDocument.read(Documents.bytes("2003-05-05", rates)), BEFORE, TODAY, HALF);
    }
}
