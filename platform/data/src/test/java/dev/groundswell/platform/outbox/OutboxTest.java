package dev.groundswell.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.mutiny.sqlclient.Pool;

class OutboxTest {

    private final AtomicInteger asked = new AtomicInteger();

    /// Its methods throw instead of failing what they return.
    private final io.vertx.sqlclient.Pool throwing = (io.vertx.sqlclient.Pool) Proxy
            .newProxyInstance(OutboxTest.class.getClassLoader(), new Class<?>[]{io.vertx.sqlclient.Pool.class},
                    (pool, method, arguments) -> {
                        asked.incrementAndGet();
                        throw new IllegalStateException("the pool is closed");
                    });

    /// Nothing gets as far as the sender.
    @SuppressWarnings("NullAway")
    @Test
    void aSweepThatThrewIsOver() {
        Outbox outbox = new Outbox(Pool.newInstance(throwing), null, new Config());

        for (int sweep = 1; sweep <= 2; sweep++) {
            assertThatIllegalStateException().isThrownBy(() -> outbox.sweep().await().indefinitely());
            assertThat(asked).hasValue(sweep);
        }
    }

    private record Config() implements OutboxConfig {

        @Override
        public int batch() {
            return 10;
        }

        @Override
        public int waiting() {
            return 10;
        }

        @Override
        public int vacuumAfter() {
            return 10;
        }

        @Override
        public MemorySize batchBytes() {
            return new MemorySize(BigInteger.TEN);
        }

        @Override
        public MemorySize waitingBytes() {
            return new MemorySize(BigInteger.TEN);
        }

        @Override
        public Duration sweepAfter() {
            return Duration.ofSeconds(5);
        }
    }
}
