package dev.groundswell.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.console.Progress;

/// One part is away for long, and customers notice as much of it as they must.
@Tag("long")
class OutagesIT {

    private static final List<String> SERVICES = List.of("gateway-1", "order-1", "catalog-1", "pricing-1");
    private static final double RATE = 20;
    /// Of the arrivals a few give up, and some are under way when the outage begins.
    private static final double NEARLY_ALL = 0.9 * RATE;

    @TempDir
    Path folder;

    @Test
    void withoutKafkaForFiveMinutesOrdersAreAcceptedAsUsualAndSettledAfterwards() throws Exception {
        ChaosResult result = run("kafka:freeze", Duration.ofMinutes(5), Duration.ofSeconds(350));

        Impact impact = new Impact(result);
        assertThat(Impact.SHARDS.stream().mapToDouble(shard -> impact.speed(shard, true).acceptedPerSecond()).sum())
                .isGreaterThan(NEARLY_ALL);
        assertThat(Impact.SHARDS).allSatisfy(shard -> assertThat(impact.failures(shard)).isZero());
    }

    @Test
    void withoutRedisOrReplicaNobodyNoticesAnything() throws Exception {
        ChaosResult result = run("redis:freeze,redis:cut,replica:freeze,replication:cut", Duration.ofSeconds(15), Duration.ofSeconds(100));

        Impact impact = new Impact(result);
        assertThat(result.episodes()).isGreaterThanOrEqualTo(3);
        assertThat(Impact.SHARDS).allSatisfy(shard -> assertThat(impact.failures(shard)).isZero());
    }

    @Test
    void withoutOneShardTheOthersCustomersAreServed() throws Exception {
        ChaosResult result = run("orders_0:cut,orders_0:silence", Duration.ofSeconds(30), Duration.ofSeconds(100));

        Impact impact = new Impact(result);
        assertThat(result.episodes()).isEqualTo(2);
        assertThat(impact.failures("orders_0")).isPositive();
        assertThat(impact.failures("orders_1")).isZero();
    }

    private ChaosResult run(String faults, Duration length, Duration duration) throws Exception {
        Progress progress = new Progress(System.out);
        ChaosResult result = new ChaosRun(folder, progress)
                .run(new ChaosPlan(1, duration, RATE, SERVICES, Fault.parse("--fault", faults, SERVICES), length, Duration.ofSeconds(60),
                        Optional.empty()));
        Impact impact = new Impact(result);
        impact.table().forEach(progress::say);
        impact.shards().forEach(progress::say);
        progress.say(result.line());
        assertThat(result.contradictions()).as(result.contradictionWords()).isEmpty();
        return result;
    }
}
