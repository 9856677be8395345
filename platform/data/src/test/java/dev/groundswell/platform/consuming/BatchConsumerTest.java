package dev.groundswell.platform.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.vertx.pgclient.PgException;

import dev.groundswell.platform.progress.Batches;

class BatchConsumerTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<String> buried = new ArrayList<>();
    private final List<Throwable> reasons = new ArrayList<>();
    private final Batches batches = new Batches(new SimpleMeterRegistry(), System::nanoTime);
    private final BatchConsumer consumer = consumer((record, failure) -> Uni.createFrom().item(() -> {
        buried.add(text(record));
        reasons.add(failure);
        return null;
    }));
    private final List<List<String>> handled = new ArrayList<>();

    @Test
    void aGoodBatchIsHandledAtOnceAndInOrder() {
        FakeBatch batch = new FakeBatch("a", "b", "c");

        consume(batch, this::handle);

        assertThat(handled).containsExactly(List.of("a", "b", "c"));
        assertThat(buried).isEmpty();
        assertThat(batch.acknowledged()).isEqualTo(1);
    }

    @Test
    void aRecordThatCannotBeDecodedIsBuriedAndItsNeighboursAreHandled() {
        FakeBatch batch = new FakeBatch("a", "undecodable", "b", "throwing");

        consume(batch, this::handle);

        assertThat(handled).containsExactly(List.of("a", "b"));
        assertThat(buried).containsExactly("undecodable", "throwing");
        assertThat(batch.acknowledged()).isEqualTo(1);
    }

    @Test
    void aBatchOfNothingButBadRecordsNeverReachesTheHandler() {
        FakeBatch batch = new FakeBatch("undecodable", "throwing");

        consume(batch, this::handle);

        assertThat(handled).isEmpty();
        assertThat(batch.acknowledged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22003", "23514"})
    void exactlyThePoisonousRecordIsBuriedWhereverItStands(String state) {
        for (int size : new int[]{1, 2, 3, 7, 16}) {
            for (int place = 0; place < size; place++) {
                buried.clear();
                handled.clear();
                String bad = "r" + place;
                FakeBatch batch = new FakeBatch(IntStream.range(0, size).mapToObj(i -> "r" + i).toArray(String[]::new));

                consume(batch, events -> contains(events, Set.of(bad)) ? Uni.createFrom().failure(refused(state)) : handle(events));

                assertThat(buried).containsExactly(bad);
                assertThat(handled.stream().flatMap(List::stream))
                        .containsExactlyElementsOf(IntStream.range(0, size).mapToObj(i -> "r" + i).filter(r -> !r.equals(bad)).toList());
                assertThat(batch.acknowledged()).isEqualTo(1);
            }
        }
    }

    @Test
    void severalPoisonousRecordsAreEachFound() {
        FakeBatch batch = new FakeBatch("a", "x", "b", "c", "y", "d");

        consume(batch, events -> contains(events, Set.of("x", "y")) ? Uni.createFrom().failure(refused("22003")) : handle(events));

        assertThat(buried).containsExactly("x", "y");
        assertThat(handled.stream().flatMap(List::stream)).containsExactly("a", "b", "c", "d");
        assertThat(reasons).allSatisfy(reason -> assertThat(reason).isInstanceOf(PgException.class));
    }

    @Test
    void aHandlerThatThrowsInsteadOfFailingIsBisectedLikewise() {
        consume(new FakeBatch("a", "x"), events -> {
            if (contains(events, Set.of("x"))) {
                throw new ArithmeticException("long overflow");
            }
            return handle(events);
        });

        assertThat(buried).containsExactly("x");
        assertThat(handled.stream().flatMap(List::stream)).containsExactly("a");
    }

    @Test
    void aPassingFaultIsRetriedAndNothingIsBuried() {
        FakeBatch batch = new FakeBatch("a", "b");
        List<Throwable> faults = new ArrayList<>(List.of(new ConnectException("refused"), refused("57P01"), new IllegalStateException()));

        consume(batch, events -> {
            assertThat(batch.acknowledged()).isZero();
            return faults.isEmpty() ? handle(events) : Uni.createFrom().failure(faults.removeFirst());
        });

        assertThat(handled).containsExactly(List.of("a", "b"));
        assertThat(buried).isEmpty();
        assertThat(batch.acknowledged()).isEqualTo(1);
    }

    @Test
    void aPassingFaultWhileBisectingCondemnsNobody() {
        Set<String> seen = new HashSet<>();

        consume(new FakeBatch("a", "x", "b", "c"), events -> {
            if (contains(events, Set.of("x"))) {
                return Uni.createFrom().failure(refused("23505"));
            }
            return seen.add(events.toString()) ? Uni.createFrom().failure(refused("40P01")) : handle(events);
        });

        assertThat(buried).containsExactly("x");
        assertThat(handled.stream().flatMap(List::stream)).containsExactly("a", "b", "c");
    }

    /// Not even one that would condemn a record: there is nowhere else to put it.
    @Test
    void aBurialThatFailsIsTriedAgain() {
        List<Throwable> faults = new ArrayList<>(List.of(new ConnectException("refused"), new IllegalArgumentException("not now")));
        BatchConsumer stubborn = consumer((record, failure) -> faults.isEmpty()
                ? Uni.createFrom().voidItem().invoke(() -> buried.add(text(record)))
                : Uni.createFrom().failure(faults.removeFirst()));
        FakeBatch batch = new FakeBatch("undecodable");

        stubborn.consume(batch, BatchConsumerTest::decode, this::handleReceived).await().atMost(SOON);

        assertThat(buried).containsExactly("undecodable");
        assertThat(batch.acknowledged()).isEqualTo(1);
    }

    @Test
    void nothingIsAcknowledgedBeforeTheHandlersWorkIsDurable() {
        List<UniEmitter<? super Void>> work = new ArrayList<>();
        FakeBatch batch = new FakeBatch("a");

        var consuming = consumer.consume(batch, BatchConsumerTest::decode, events -> Uni.createFrom().emitter(work::add))
                .subscribeAsCompletionStage();
        assertThat(work).hasSize(1);
        assertThat(batch.acknowledged()).isZero();

        work.getFirst().complete(null);
        assertThat(batch.acknowledged()).isEqualTo(1);
        assertThat(consuming).isCompleted();
    }

    @Test
    void nothingIsAcknowledgedBeforeTheDeadLetterIsDurable() {
        List<UniEmitter<? super Void>> burials = new ArrayList<>();
        FakeBatch batch = new FakeBatch("a", "undecodable");

        var consuming = consumer((record, failure) -> Uni.createFrom().emitter(burials::add))
                .consume(batch, BatchConsumerTest::decode, this::handleReceived)
                .subscribeAsCompletionStage();
        assertThat(burials).hasSize(1);
        assertThat(batch.acknowledged()).isZero();

        burials.getFirst().complete(null);
        assertThat(batch.acknowledged()).isEqualTo(1);
        assertThat(consuming).isCompleted();
    }

    /// A connection that hangs tells nobody.
    @Test
    void anAttemptThatDoesNotEndIsMadeAgain() {
        FakeBatch batch = new FakeBatch("a");
        List<Integer> attempts = new ArrayList<>();

        consume(batch, events -> {
            attempts.add(batch.acknowledged());
            return attempts.size() < 3 ? Uni.createFrom().nothing() : handle(events);
        });

        assertThat(attempts).containsExactly(0, 0, 0);
        assertThat(handled).containsExactly(List.of("a"));
        assertThat(buried).isEmpty();
        assertThat(batch.acknowledged()).isEqualTo(1);
    }

    @Test
    void anIncidentIsToldOnceAndWhenItIsOver() {
        List<String> told = new CopyOnWriteArrayList<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord line) {
                told.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(Patience.class.getName());
        log.addHandler(listening);
        List<Throwable> faults = new ArrayList<>(List.of(new ConnectException("refused"), new ConnectException("refused")));

        consume(new FakeBatch("a"), events -> faults.isEmpty() ? handle(events) : Uni.createFrom().failure(faults.removeFirst()));

        log.removeHandler(listening);
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).contains("WARN", "waits for a fault to pass", "refused");
        assertThat(told.getLast()).contains("INFO", "after 3 attempts");
    }

    private BatchConsumer consumer(Burying burying) {
        return new BatchConsumer(burying, batches, () -> Duration.ofMillis(300));
    }

    private void consume(FakeBatch batch, Function<List<String>, Uni<Void>> handler) {
        consumer.consume(batch, BatchConsumerTest::decode, events -> handler.apply(events.stream().map(Received::event).toList()))
                .await()
                .atMost(SOON);
    }

    private Uni<Void> handle(List<String> events) {
        return Uni.createFrom().voidItem().invoke(() -> handled.add(events));
    }

    private Uni<Void> handleReceived(List<Received<String>> events) {
        return handle(events.stream().map(Received::event).toList());
    }

    private static boolean contains(List<String> events, Set<String> bad) {
        return events.stream().anyMatch(bad::contains);
    }

    private static String decode(byte[] value) throws IOException {
        String text = new String(value, UTF_8);
        return switch (text) {
            case "undecodable" -> throw new IOException("not an event");
            case "throwing" -> throw new IllegalStateException("decoder broke");
            default -> text;
        };
    }

    private static String text(KafkaRecord<String, byte[]> record) {
        return new String(record.getPayload(), UTF_8);
    }

    private static PgException refused(String state) {
        return new PgException("refused", "ERROR", state, "");
    }
}
