package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheLookupsTest {

    @Test
    void readsWhereProductsWereFoundAndNothingElse() {
        CacheLookups lookups = CacheLookups.in("""
                cache_lookups_total{cache="products",outcome="hit",tier="memory"} 12.0
                cache_lookups_total{cache="products",outcome="miss",tier="memory"} 5.0
                cache_lookups_total{cache="products",outcome="hit",tier="redis"} 3.0
                cache_lookups_total{cache="manufacturers",outcome="hit",tier="redis"} 70.0
                cache_lookups_total{tier="origin",cache="products",outcome="found"} 2.0
                cache_lookups_total{cache="products",outcome="absent",tier="origin"} 9.0
                """);

        assertThat(lookups).isEqualTo(new CacheLookups(12, 3, 2));
        assertThat(lookups.since(new CacheLookups(2, 1, 0))).isEqualTo(new CacheLookups(10, 2, 2));
    }
}
