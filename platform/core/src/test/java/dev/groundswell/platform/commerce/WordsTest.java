package dev.groundswell.platform.commerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"A", "0", "85123A", "a.b_c-d", "a..", "9-"})
    void aSkuBeginsAlphanumericAndGoesOnWithFewSigns(String sku) {
        assertThat(Skus.wellFormed(sku)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {".a", "-a", "_a", " a", "a ", "a b", "a/b", "a%2f", "a,b", "ä", "a\n", "a\0", "日", "a:b", "a;b", "٣"})
    void nothingElseIsASku(@Nullable String sku) {
        assertThat(Skus.wellFormed(sku)).isFalse();
    }

    @Test
    void aSkuHasAtMostSixtyFourCharacters() {
        assertThat(Skus.wellFormed("a".repeat(64))).isTrue();
        assertThat(Skus.wellFormed("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GBP, 2", "EUR, 2", "JPY, 0", "BHD, 3"})
    void aCurrencyHasItsMinorUnit(String code, int digits) {
        assertThat(Currencies.known(code)).isTrue();
        assertThat(Currencies.fractionDigits(code)).isEqualTo(digits);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"gbp", "GB", "GBPX", "ZZZ", " GBP",
            // Gold and "no currency" have no minor unit.
            "XAU", "XXX"})
    void nothingElseIsACurrency(@Nullable String code) {
        assertThat(Currencies.known(code)).isFalse();
    }

    @Test
    void anUnknownCurrencyIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> Currencies.fractionDigits("ZZZ")).withMessage("unknown currency: ZZZ");
    }
}
