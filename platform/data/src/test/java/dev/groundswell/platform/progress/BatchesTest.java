package dev.groundswell.platform.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class BatchesTest {

    private static final TopicPartition SIX = new TopicPartition("order-priced", 6);

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Batches batches = new Batches(registry, nanos::get);

    @Test
    void theAgeIsThatOfTheOldestOfAllConsumersOfAChannel() {
        Work first = batches.of("order-priced$1");
        Work second = batches.of("order-priced$2");
        assertThat(age()).isZero();
        Underway old = first.begin(0, Map.of(), Map.of());
        nanos.set(2_000_000_000L);
        Underway young = second.begin(nanos.get(), Map.of(), Map.of());
        nanos.set(5_000_000_000L);

        assertThat(age()).isEqualTo(5);
        assertThat(batches.areDone()).isFalse();
        old.acknowledged();
        assertThat(age()).isEqualTo(3);
        young.acknowledged();
        assertThat(age()).isZero();
        assertThat(batches.areDone()).isTrue();
        assertThat(registry.find("consumer.batch.age").gauges()).hasSize(1);
    }

    @Test
    void knowsWhatIsDoneWith() {
        Work work = batches.of("order-priced");
        Underway batch = work.begin(0, Map.of(SIX, 40L), Map.of(SIX, 41L));
        assertThat(work.busy()).isTrue();
        assertThat(work.acknowledged(SIX)).isNull();

        batch.acknowledged();
        assertThat(work.busy()).isFalse();
        assertThat(work.begun()).isEqualTo(1);
        assertThat(work.acknowledged(SIX)).isEqualTo(42);
    }

    @Test
    void whatIsDeliveredAgainIsNotDoneWith() {
        Work work = batches.of("order-priced");
        work.begin(0, Map.of(SIX, 40L), Map.of(SIX, 41L)).acknowledged();
        assertThat(work.begin(0, Map.of(SIX, 42L), Map.of(SIX, 50L)).channel()).isEqualTo("order-priced");
        assertThat(work.acknowledged(SIX)).isEqualTo(42);

        Underway again = work.begin(0, Map.of(SIX, 0L), Map.of(SIX, 60L));
        assertThat(work.acknowledged(SIX)).isNull();
        again.acknowledged();
        assertThat(work.acknowledged(SIX)).isEqualTo(61);
    }

    @Test
    void waitsWhileAnyStepDoes() {
        Work work = batches.of("order-priced");
        Underway batch = work.begin(0, Map.of(), Map.of());
        assertThat(batch.beginWaiting()).isTrue();
        assertThat(batch.beginWaiting()).isFalse();
        assertThat(batch.endWaiting()).isFalse();
        assertThat(work.waits()).isTrue();
        assertThat(batch.endWaiting()).isTrue();
        assertThat(work.waits()).isFalse();
    }

    private double age() {
        return registry.get("consumer.batch.age").tag("channel", "order-priced").gauge().value();
    }
}
