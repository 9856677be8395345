package dev.groundswell.pricing.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.groundswell.platform.metrics.CacheMetrics;

class MemoTest {

    private static final int EQUAL = 1_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Memo<String, Integer> lengths = new Memo<>("lengths", 10, (argument, length) -> length, new CacheMetrics(registry));
    private final AtomicInteger computed = new AtomicInteger();

    @Test
    void aThousandEqualArgumentsAreComputedOnce() throws Exception {
        List<Callable<Integer>> asked = IntStream.range(0, EQUAL).<Callable<Integer>>mapToObj(i -> () -> length("four")).toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> answer : threads.invokeAll(asked)) {
                assertThat(answer.get()).isEqualTo(4);
            }
        }

        assertThat(computed).hasValue(1);
        assertThat(registry.get("cache.hit.rate").tag("cache", "lengths").gauge().value()).isEqualTo((EQUAL - 1.0) / EQUAL);
    }

    @Test
    void remembersNoMoreThanItMay() {
        IntStream.range(0, EQUAL).forEach(i -> assertThat(length("%04d".formatted(i))).isEqualTo(4));
        computed.set(0);

        IntStream.range(0, EQUAL).forEach(i -> assertThat(length("%04d".formatted(i))).isEqualTo(4));

        assertThat(computed.get()).isGreaterThanOrEqualTo(EQUAL - 2);
    }

    @Test
    void aFailureIsNotRemembered() {
        assertThatThrownBy(() -> lengths.of("four", argument -> {
            throw new ArithmeticException("not today");
        })).isInstanceOf(ArithmeticException.class);

        assertThat(length("four")).isEqualTo(4);
    }

    private int length(String argument) {
        return lengths.of(argument, asked -> {
            computed.incrementAndGet();
            return asked.length();
        });
    }
}
