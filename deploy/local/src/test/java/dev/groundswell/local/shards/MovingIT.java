package dev.groundswell.local.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.process.LaunchException;

class MovingIT {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Map<String, String> SAYS = Map.of("customers", "id, name", "idempotency_keys",
            "customer_id || ' ' || key, order_id",
            "orders", "id, traceparent", "order_lines", "order_id || ' ' || line, sku");

    /// With two groups of slots, four tables.
    private static final Set<Step> REPEATED = EnumSet.of(Step.COPY, Step.CATCH_UP, Step.FENCE, Step.FLIP, Step.SETTLE, Step.CLEAR);

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(told));

    @Test
    void rowsOfAllFourTablesMoveAndOnlyThose() {
        List<Integer> moving = List.of(60, 61, 75);
        List<Integer> staying = List.of(62, 74);
        RealShards.fill("orders_0", List.of(60, 61, 62, 74, 75), 7);
        RealShards.run("orders_0",
                "INSERT INTO outbox (topic, event_id, key, slot, occurred_at, value) VALUES ('t', 'stays', 'k', 60, now(), 'v')");
        SortedSet<String> moved = RealShards.rows("orders_0", moving);
        SortedSet<String> stayed = RealShards.rows("orders_0", staying);

        Moved result = move(moving, "orders_1", 1, Steps.UNOBSERVED);

        assertThat(moved).hasSize(3 * (1 + 7 + 7 + 21));
        assertThat(RealShards.rows("orders_1", moving)).isEqualTo(moved);
        assertThat(RealShards.rows("orders_0", moving)).isEmpty();
        assertThat(RealShards.rows("orders_0", staying)).isEqualTo(stayed);
        assertThat(RealShards.rows("orders_1", staying)).isEmpty();
        assertThat(RealShards.ask("orders_0", "SELECT event_id FROM outbox")).containsExactly("stays");
        assertThat(RealShards.owned("orders_0", List.of(60, 61, 62, 74, 75))).isEqualTo(staying);
        assertThat(RealShards.owned("orders_1", List.of(60, 61, 62, 74, 75))).isEqualTo(moving);
        assertThat(result.orders()).isEqualTo(21);
        assertThat(result.pauses()).hasSize(3).allMatch(pause -> pause > 0 && pause < BOUND.toNanos());
        assertThat(result.summary())
                .matches("3 slots moved, 21 orders, write pause a slot: median [0-9.]+ ms, p99 [0-9.]+ ms, longest [0-9.]+ ms");
        assertNothingLeft();
    }

    @Test
    void writersLoseAndDoubleNothingAndNoSlotHasTwoOwners() throws Exception {
        List<Integer> slots = IntStream.range(0, 40).boxed().toList();
        AtomicBoolean over = new AtomicBoolean();
        try (Writers writers = new Writers(3, slots); ExecutorService looking = Executors.newSingleThreadExecutor()) {
            await().atMost(BOUND).until(() -> writers.commits() > 300);
            Future<Set<Integer>> doubled = looking.submit(() -> doubled(over));
            Moved there = move(slots, "orders_1", 1, Steps.UNOBSERVED);
            long commits = writers.commits();
            await().atMost(BOUND).until(() -> writers.commits() > commits + 300);
            over.set(true);
            assertThat(doubled.get()).isEmpty();
            Moved back = move(slots.subList(0, 20), "orders_0", 7, Steps.UNOBSERVED);
            Map<String, String> expected = writers.stop();

            Map<String, String> found = new TreeMap<>(said("orders_0", slots.subList(0, 20)));
            found.putAll(said("orders_1", slots.subList(20, 40)));
            assertThat(found).isEqualTo(expected);
            assertThat(RealShards.rows("orders_0", slots.subList(20, 40))).isEmpty();
            assertThat(RealShards.rows("orders_1", slots.subList(0, 20))).isEmpty();
            assertThat(there.late() + back.late()).isZero();
            assertThat(there.pauses()).hasSize(40);
            assertThat(back.pauses()).hasSize(20);
            assertThat(writers.refused()).as("writers met the move").isPositive();
        }
        assertNothingLeft();
    }

    @Test
    void aMoveThatDiesAtAnyStepIsEndedByTheNext() {
        List<Integer> slots = List.of(100, 101, 102, 103);
        RealShards.fill("orders_0", slots, 3);
        String from = "orders_0";
        String to = "orders_1";
        for (Step step : Step.values()) {
            for (int occurrence = 1; occurrence <= (REPEATED.contains(step) ? 2 : 1); occurrence++) {
                for (boolean after : new boolean[]{false, true}) {
                    String target = to;
                    Scribe scribe = new Scribe(slots);
                    scribe.write();
                    Dying steps = new Dying(step, occurrence, after, scribe);
                    assertThatThrownBy(() -> move(slots, target, 2, steps)).isInstanceOf(DiesHere.class);
                    scribe.write();
                    // By the same command as by --resume.
                    Moved ended = after ? resume() : move(slots, target, 2, Steps.UNOBSERVED);
                    assertThat(ended.slots()).as(steps.toString())
                            .containsExactlyInAnyOrderElementsOf(after && step == Step.FORGET ? List.of() : slots);
                    assertThat(RealShards.owned(from, slots)).as(steps.toString()).isEmpty();
                    assertThat(RealShards.owned(to, slots)).as(steps.toString()).isEqualTo(slots);
                    assertThat(RealShards.rowsBySlot(to, slots)).as(steps.toString()).isEqualTo(scribe.written);
                    assertThat(RealShards.rows(from, slots)).as(steps.toString()).isEmpty();
                    assertNothingLeft();
                    String other = from;
                    from = to;
                    to = other;
                }
            }
        }
    }

    @Test
    void onlyOneMovesAtATime() {
        try (ShardFleet first = ShardFleet.open(RealShards.server())) {
            first.lock();
            assertThatThrownBy(() -> move(List.of(300), "orders_1", 1, Steps.UNOBSERVED)).isInstanceOf(LaunchException.class)
                    .hasMessageContaining("slots are being moved by another process");
        }
        assertThat(RealShards.owned("orders_0", List.of(300))).containsExactly(300);
    }

    @Test
    void aWriterThatDoesNotHoldItsSlotIsTold() {
        RealShards.fill("orders_0", List.of(310), 1);
        Moved moved = move(List.of(310), "orders_1", 1, new Steps() {
            @Override
            public void after(Step step) {
                if (step == Step.SETTLE) {
                    RealShards.run("orders_0", "UPDATE orders SET version = version + 1 WHERE slot = 310");
                }
            }
        });
        assertThat(moved.late()).isEqualTo(1);
        assertThat(moved.summary()).contains("1 late changes lost");
        assertThat(told.toString(UTF_8)).contains("changed after it was given up: {").contains("of slot 310 in orders");
        assertNothingLeft();
    }

    private Moved move(List<Integer> slots, String to, int group, Steps steps) {
        try (ShardFleet fleet = ShardFleet.open(RealShards.server())) {
            return new Mover(fleet, group, steps, progress).move(slots, to);
        }
    }

    private Moved resume() {
        try (ShardFleet fleet = ShardFleet.open(RealShards.server())) {
            return new Mover(fleet, 2, Steps.UNOBSERVED, progress).resume();
        }
    }

    private static void assertNothingLeft() {
        assertThat(RealShards.leftovers("orders_0")).isEmpty();
        assertThat(RealShards.leftovers("orders_1")).isEmpty();
    }

    /// A slot that the first shard owns before and after a moment at which the other owns it.
    private static Set<Integer> doubled(AtomicBoolean over) throws Exception {
        Set<Integer> doubled = new HashSet<>();
        String question = "SELECT slot FROM slot_owner WHERE slot < 40";
        try (Connection first = RealShards.connect("orders_0"); Connection second = RealShards.connect("orders_1")) {
            while (!over.get()) {
                Set<String> both = new HashSet<>(RealShards.ask(first, question));
                both.retainAll(RealShards.ask(second, question));
                both.retainAll(RealShards.ask(first, question));
                both.forEach(slot -> doubled.add(Integer.parseInt(slot)));
            }
        }
        return doubled;
    }

    private static Map<String, String> said(String name, List<Integer> slots) {
        Map<String, String> said = new HashMap<>();
        SAYS.forEach((table, columns) -> {
            String[] both = columns.split(", ", -1);
            RealShards
                    .ask(name,
                            "SELECT %s || '=' || %s FROM %s WHERE slot = ANY(%s)".formatted(both[0], both[1], table, SlotRanges.sql(slots)))
                    .forEach(row -> assertThat(
                            said.put(table + " " + row.substring(0, row.indexOf('=')), row.substring(row.indexOf('=') + 1))).isNull());
        });
        return said;
    }

    private static final class DiesHere extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Writes something while rows are copied and noted, and once they have arrived, and dies at one of the steps.
    private static final class Dying implements Steps {
        private static final Set<Step> WRITTEN_BEFORE = EnumSet.of(Step.COPY, Step.CATCH_UP, Step.RETIRE);

        private final Step step;
        private final int occurrence;
        private final boolean after;
        private final Scribe scribe;
        private int seen;

        Dying(Step step, int occurrence, boolean after, Scribe scribe) {
            this.step = step;
            this.occurrence = occurrence;
            this.after = after;
            this.scribe = scribe;
        }

        @Override
        public void before(Step now) {
            if (now == step || WRITTEN_BEFORE.contains(now)) {
                scribe.write();
            }
            seen += now == step ? 1 : 0;
            if (now == step && !after && seen == occurrence) {
                throw new DiesHere();
            }
        }

        @Override
        public void after(Step now) {
            if (now == step && after && seen == occurrence) {
                throw new DiesHere();
            }
        }

        @Override
        public String toString() {
            return "death " + (after ? "after" : "before") + " " + step + " number " + occurrence;
        }
    }

    /// Changes each slot where it is owned, if it is, and knows what is there then.
    private static final class Scribe {
        private final List<Integer> slots;
        private final Map<Integer, SortedSet<String>> written = new HashMap<>();

        Scribe(List<Integer> slots) {
            this.slots = slots;
        }

        void write() {
            for (String shard : List.of("orders_0", "orders_1")) {
                List<Integer> owned = RealShards.owned(shard, slots);
                if (!owned.isEmpty()) {
                    RealShards.run(shard, """
                            UPDATE customers SET updated_at = clock_timestamp() WHERE slot = ANY(mine);
                            UPDATE orders SET version = version + 1 WHERE slot = ANY(mine);
                            DELETE FROM order_lines WHERE slot = ANY(mine) AND line > 4;
                            INSERT INTO order_lines SELECT id, 4 + version % 3, slot, 'more', 1 FROM orders WHERE slot = ANY(mine)
                                ON CONFLICT DO NOTHING;
                            DELETE FROM idempotency_keys WHERE slot = ANY(mine) AND key LIKE 'scribe%';
                            INSERT INTO idempotency_keys SELECT customer_id, 'scribe' || version, slot, id, '\\x01', now() FROM orders
                                WHERE slot = ANY(mine) ON CONFLICT DO NOTHING
                            """.replace("mine", SlotRanges.sql(owned)));
                    written.putAll(RealShards.rowsBySlot(shard, owned));
                }
            }
        }
    }
}
