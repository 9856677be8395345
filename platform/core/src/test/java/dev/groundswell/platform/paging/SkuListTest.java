package dev.groundswell.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.platform.problem.Refusal;

class SkuListTest {

    @Test
    void keepsTheOrderAndEachOnce() {
        assertThat(SkuList.parse("b,a, b,,-no sku")).containsExactly("b", "a", "-no sku");
        assertThat(SkuList.parse(skus(100))).hasSize(100);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ",", " , "})
    void refusesToNameNone(@Nullable String skus) {
        assertThatThrownBy(() -> SkuList.parse(skus)).isInstanceOf(Refusal.class).hasMessageContaining("named 0");
    }

    @Test
    void refusesMoreThanAHundred() {
        assertThatThrownBy(() -> SkuList.parse(skus(101))).isInstanceOf(Refusal.class).hasMessageContaining("named 101");
    }

    private static String skus(int count) {
        return IntStream.range(0, count).mapToObj(i -> "X" + i).collect(Collectors.joining(","));
    }
}
