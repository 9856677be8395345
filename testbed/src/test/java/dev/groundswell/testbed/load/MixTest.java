package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class MixTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void ordersAreOneOrderASession() {
        assertThat(Mix.ORDERS.session(random)).containsExactly(Operation.ORDER);
    }

    @Test
    void browsersNeverWrite() {
        assertThat(sessions(Mix.BROWSE)).allSatisfy(session -> assertThat(session).hasSize(1).noneMatch(Operation::posts));
    }

    @Test
    void shoppersLookBeforeTheyAskAndAskBeforeTheyOrder() {
        List<List<Operation>> sessions = sessions(Mix.SHOP);

        assertThat(sessions).allSatisfy(session -> {
            assertThat(session.subList(0, 3)).noneMatch(Operation::posts);
            if (session.contains(Operation.ORDER)) {
                assertThat(session).endsWith(Operation.QUOTE, Operation.ORDER, Operation.TRACK);
            }
        });
        assertThat(sessions.stream().filter(session -> session.contains(Operation.ORDER)).count()).isBetween(330L, 420L);
    }

    private List<List<Operation>> sessions(Mix mix) {
        return IntStream.range(0, 1_000).<List<Operation>>mapToObj(i -> new ArrayList<>(mix.session(random))).toList();
    }
}
