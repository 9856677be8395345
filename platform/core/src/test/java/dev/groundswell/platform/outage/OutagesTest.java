package dev.groundswell.platform.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

import io.vertx.core.VertxException;

class OutagesTest {

    private final AtomicLong time = new AtomicLong();
    private final Outages outages = new Outages(List.of(new TransportSign()), time::get);

    @Test
    void connectionsThatFailAreOutagesHoweverTheyAreWrapped() {
        for (Throwable failure : List.of(new ConnectException("Connection refused"), new SocketException("Connection reset"),
                new IOException("Connection reset by peer"),
                new UnknownHostException("db"), new ClosedChannelException(), new TimeoutException("Timeout"),
                new io.smallrye.mutiny.TimeoutException(), new VertxException("Connection was closed", true),
                new org.apache.kafka.common.errors.TimeoutException("Expiring 1 record(s)"))) {
            assertThat(outages.explain(failure)).as(failure.toString()).isTrue();
            assertThat(outages.explain(new IllegalStateException("wrapped", new CompletionException(failure)))).isTrue();
        }
    }

    @Test
    void everythingElseIsAFault() {
        for (Throwable failure : List.of(new IllegalStateException("no route"), new NullPointerException(), new FileNotFoundException("x"),
                new RecordTooLargeException(), new OutOfMemoryError(), new RefusedStatement())) {
            assertThat(outages.explain(failure)).as(failure.toString()).isFalse();
        }
    }

    @Test
    void aChainThatBitesItsTailEnds() {
        RuntimeException head = new RuntimeException();
        head.initCause(new RuntimeException(head));

        assertThat(outages.explain(head)).isFalse();
    }

    @Test
    void anIncidentBeginsOnceAndLastsWhileFailuresFollowEachOther() {
        assertThat(outages.beginsIncident()).isTrue();
        for (int i = 0; i < 10; i++) {
            time.addAndGet(Duration.ofSeconds(9).toNanos());
            assertThat(outages.beginsIncident()).isFalse();
        }
        time.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(outages.beginsIncident()).isTrue();
    }

    /// As a driver derives it for what a database refuses.
    private static final class RefusedStatement extends VertxException {

        private static final long serialVersionUID = 1;

        RefusedStatement() {
            super("ERROR: violates check constraint", true);
        }
    }
}
