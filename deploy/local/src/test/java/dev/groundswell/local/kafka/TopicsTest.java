package dev.groundswell.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.groundswell.local.kafka.Topics.Topic;

class TopicsTest {
    @Test
    void everyGroupHasADeadLetterTopicPerTopicItReads() {
        assertThat(new Topics("", 12).all()).hasSize(25)
                .contains(new Topic("order-placed", 12, false), new Topic("cache-invalidated", 12, false),
                        new Topic("order-placed.pricing.dlq", 1, true), new Topic("order-rejected.catalog.dlq", 1, true),
                        new Topic("order-rejected.order.dlq", 1, true));
    }

    @Test
    void aDeadLetterFindsItsOldPartitionOnTheWayBack() {
        assertThat(new Topics("", 12).all()).filteredOn(topic -> topic.name().endsWith(".replay")).hasSize(8)
                .allMatch(topic -> topic.partitions() == 12);
    }

    @Test
    void aPrefixIsInFrontOfEachName() {
        assertThat(new Topics("test-", 3).all()).allMatch(topic -> topic.name().startsWith("test-"));
    }
}
