package dev.groundswell.gateway.balance;

import static dev.groundswell.gateway.balance.Bench.A;
import static dev.groundswell.gateway.balance.Bench.B;
import static dev.groundswell.gateway.balance.Bench.C;
import static dev.groundswell.gateway.balance.Bench.WHY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

class InstancesTest {

    private final Bench bench = new Bench(A, B, C);
    private final Instances instances = bench.instances;

    @Test
    void shareRequestsThatStayEvenly() {
        assertThat(chosen(3_000, false).values()).hasSize(3).allSatisfy(share -> assertThat(share).isBetween(990, 1_010));
    }

    @Test
    void shareRequestsThatPassEvenly() {
        assertThat(chosen(3_000, true).values()).hasSize(3).allSatisfy(share -> assertThat(share).isBetween(900, 1_100));
    }

    @Test
    void neverChooseTheBusiestOfThree() {
        Turn busy = bench.turnAt(B);

        assertThat(chosen(1_000, true)).doesNotContainKey(B);
        busy.end();
        busy.end();
        assertThat(chosen(1_000, true)).as("ended twice is ended once").hasSize(3)
                .allSatisfy((at, share) -> assertThat(share).isLessThan(450));
    }

    @Test
    void areEjectedAfterFailuresInARow() {
        fail(A);
        fail(A);
        Turn answering = bench.turnAt(A);
        answering.answered();
        answering.end();
        fail(A);
        fail(A);
        assertThat(bench.told).isEmpty();

        fail(A);

        assertThat(bench.told).containsExactly("a:1 out after 3");
        assertThat(instances.ejected()).isOne();
        assertThat(chosen(100, true)).containsOnlyKeys(B, C);
    }

    @Test
    void areTakenBackWhenAProbeIsAnswered() {
        bench.down.add(A);
        bench.eject(A);
        bench.pass(Duration.ofSeconds(15));
        assertThat(bench.probes).as("waits double up to a bound").containsExactly(500L, 1_500L, 3_500L, 7_500L, 11_500L);

        bench.down.clear();
        bench.pass(Duration.ofMillis(500));

        assertThat(bench.told).containsExactly("a:1 out after 3", "a:1 back");
        assertThat(chosen(100, true)).containsOnlyKeys(A, B, C);
        bench.pass(Duration.ofMinutes(1));
        assertThat(bench.probes).as("nobody is probed any more").hasSize(6);
    }

    @Test
    void thatAnswerProbesButNoCustomersAreProbedEverMoreRarely() {
        bench.eject(A);
        bench.pass(Duration.ofMillis(500));
        bench.eject(A);
        bench.pass(Duration.ofMillis(999));
        assertThat(instances.ejected()).isOne();

        bench.pass(Duration.ofMillis(1));
        assertThat(instances.ejected()).isZero();

        Turn answering = bench.turnAt(A);
        answering.answered();
        answering.end();
        bench.eject(A);
        bench.pass(Duration.ofMillis(500));
        assertThat(instances.ejected()).as("an answer to a customer makes up for it").isZero();
    }

    @Test
    void areJudgedByWhatBeganAfterTheLastVerdict() {
        Turn early = bench.turnAt(A);
        Turn slow = bench.turnAt(A);
        bench.down.add(A);
        bench.eject(A);

        early.answered();
        assertThat(instances.ejected()).as("an answer to a question from before").isOne();

        bench.down.clear();
        bench.pass(Duration.ofSeconds(2));
        fail(A);
        fail(A);
        slow.failed(WHY);
        assertThat(instances.ejected()).as("a failure from before").isZero();
    }

    @Test
    void whenAllAreEjectedTheLeastBadIsAskedAndBackAtItsFirstAnswer() {
        List.of(A, B, C).forEach(bench::eject);
        assertThat(instances.ejected()).isEqualTo(3);
        fail(A);
        fail(C);

        Turn turn = instances.turn();
        assertThat(turn.address()).isEqualTo(B);
        turn.answered();
        turn.end();

        assertThat(instances.ejected()).isEqualTo(2);
        assertThat(chosen(10, true)).containsOnlyKeys(B);
    }

    @Test
    void aSingleOneIsAlwaysAsked() {
        Bench alone = new Bench(A);
        alone.eject(A);
        assertThat(alone.instances.ejected()).isOne();

        Turn turn = alone.instances.turn();
        assertThat(turn.address()).isEqualTo(A);
        assertThat(alone.instances.anotherThan(List.of(turn))).isNull();
        turn.answered();

        assertThat(alone.told).containsExactly("a:1 out after 3", "a:1 back");
        alone.pass(Duration.ofMinutes(1));
        assertThat(alone.probes).as("nobody waits for a probe any more").isEmpty();
    }

    @Test
    void aSecondTryGoesToAnAdmittedOneFirstAndToEachOnce() {
        bench.eject(B);

        Turn one = instances.turn();
        Turn two = another(List.of(one));
        Turn three = another(List.of(one, two));

        assertThat(List.of(one.address(), two.address())).containsExactlyInAnyOrder(A, C);
        assertThat(three.address()).isEqualTo(B);
        assertThat(instances.anotherThan(List.of(one, two, three))).isNull();
    }

    private Turn another(List<Turn> past) {
        return Objects.requireNonNull(instances.anotherThan(past));
    }

    private void fail(Address address) {
        Turn turn = bench.turnAt(address);
        turn.failed(WHY);
        turn.end();
    }

    private Map<Address, Integer> chosen(int times, boolean passing) {
        Map<Address, Integer> shares = new HashMap<>();
        for (int i = 0; i < times; i++) {
            Turn turn = instances.turn();
            shares.merge(turn.address(), 1, Integer::sum);
            if (passing) {
                turn.end();
            }
        }
        return shares;
    }
}
