package dev.groundswell.catalog.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameWordsTest {

    @Test
    void areLowerCaseAndComeOnce() {
        assertThat(NameWords.of("Hanging LANTERN, hanging")).containsExactly("hanging", "lantern");
    }

    @Test
    void areSeparatedByEverythingButLettersAndDigits() {
        assertThat(NameWords.of("T-LIGHT_HOLDER/2.5\"x10")).containsExactly("t", "light", "holder", "2", "5", "x10");
    }

    @Test
    void areJoinedByApostrophes() {
        assertThat(NameWords.of("Children's")).isEqualTo(NameWords.of("CHILDREN’S")).containsExactly("childrens");
    }

    @Test
    void haveNoAccents() {
        assertThat(NameWords.of("Crème Brûlée")).isEqualTo(NameWords.of("CRE\u0300ME BRULEE")).containsExactly("creme", "brulee");
    }

    @Test
    void keepOtherScripts() {
        assertThat(NameWords.of("Лампа 灯")).containsExactly("лампа", "灯");
    }

    /// `㌖` becomes six letters, and each letter three bytes; Adlam's have four bytes each.
    @ParameterizedTest
    @ValueSource(strings = {"㌖", "x", "𞤀"})
    void areNeverLongerThanPostgresTakes(String letter) {
        assertThat(NameWords.of(letter.repeat(120) + " next")).satisfiesExactly(
                word -> assertThat(word.codePointCount(0, word.length())).isEqualTo(100),
                word -> assertThat(word).isEqualTo("next"));
    }

    @Test
    void makeAQueryOfPrefixes() {
        assertThat(NameWords.prefixQuery(NameWords.of("abc lant"))).isEqualTo("'abc':* & 'lant':*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "'':* & | !", "\\", "\0", "(((", "\ud800", "'"})
    void neverHoldWhatAQueryWouldRead(String hostile) {
        assertThat(NameWords.of(hostile)).isEmpty();
    }
}
