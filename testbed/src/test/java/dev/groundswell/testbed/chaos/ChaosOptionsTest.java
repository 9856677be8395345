package dev.groundswell.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.local.command.UsageException;

class ChaosOptionsTest {

    @Test
    void strikesEverythingUnlessTold() {
        ChaosPlan plan = ChaosOptions.parse(List.of("--seed", "5"));

        assertThat(plan.seed()).isEqualTo(5);
        assertThat(plan.duration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plan.instances()).isEqualTo("gateway=1,order=2,catalog=2,pricing=2");
        assertThat(plan.faults()).isEqualTo(Fault.all(plan.services()))
                .contains(new Fault("order-2", Fault.Kind.KILL), new Fault("postgres", Fault.Kind.FREEZE),
                        new Fault("orders_1", Fault.Kind.SILENCE), new Fault("replica", Fault.Kind.KILL),
                        new Fault("redis", Fault.Kind.CUT));
    }

    @Test
    void takesAnotherSeedEachTime() {
        assertThat(List.of(seed(), seed(), seed(), seed())).doesNotHaveDuplicates();
    }

    @Test
    void strikesWhatIsNamed() {
        ChaosPlan plan = ChaosOptions
                .parse(List.of("--duration", "6m", "--instances", "order=1,catalog=3", "--fault", "catalog-3:kill,kafka:cut", "--length",
                        "5m"));

        assertThat(plan.services()).containsExactly("gateway-1", "order-1", "catalog-1", "catalog-2", "catalog-3", "pricing-1");
        assertThat(plan.faults()).containsExactly(new Fault("catalog-3", Fault.Kind.KILL), new Fault("kafka", Fault.Kind.CUT));
        assertThat(plan.length()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seed=-1", "--seed=x", "--duration=0s", "--duration=5", "--duration=25h", "--rate=0", "--fault=kafka",
            "--fault=order-3:kill",
            "--fault=orders_0:kill", "--instances=order", "--instances=shop=2", "--instances=order=0", "--data=/does/not/exist", "--what",
            "word"})
    void refusesWhatItDoesNotUnderstand(String word) {
        assertThatThrownBy(() -> ChaosOptions.parse(List.of(word))).isInstanceOf(UsageException.class)
                .hasMessageContaining(word.contains("=") ? word.substring(0, word.indexOf('=')) : word);
    }

    @Test
    void refusesAFaultThatIsLongerThanTheRun() {
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--duration", "2m", "--length", "2m"))).isInstanceOf(UsageException.class)
                .hasMessageContaining("--length");
    }

    private static long seed() {
        return ChaosOptions.parse(List.of()).seed();
    }
}
