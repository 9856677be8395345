package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupSizesTest {
    private static final GroupSizes BEFORE = GroupSizes.in("""
            group_commit_items_count{commit="orders_0"} 10.0
            group_commit_items_sum{commit="orders_0"} 100.0
            """);

    @Test
    void groupsOfAllShardsCountSinceThen() {
        GroupSizes now = GroupSizes.in("""
                # TYPE group_commit_items summary
                group_commit_items_count{commit="orders_0"} 15.0
                group_commit_items_sum{commit="orders_0"} 150.0
                group_commit_items_max{commit="orders_0"} 31.0
                group_commit_items_count{commit="orders_1"} 5.0
                group_commit_items_sum{commit="orders_1"} 1.0E2
                """);

        assertThat(now.since(BEFORE)).isEqualTo(15);
    }

    @Test
    void withoutACommitThereIsNoSize() {
        assertThat(BEFORE.since(BEFORE)).isZero();
    }
}
