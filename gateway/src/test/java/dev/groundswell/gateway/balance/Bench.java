package dev.groundswell.gateway.balance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

import io.vertx.core.Future;

/// Three instances, `a:1` to `a:3`, in virtual time and with seeded chance. A probe finds what `down` says.
final class Bench implements Incidents {

    static final Throwable WHY = new IllegalStateException("connection refused");
    static final Address A = new Address("a", 1);
    static final Address B = new Address("a", 2);
    static final Address C = new Address("a", 3);

    final Set<Address> down = new HashSet<>();
    final List<String> told = new ArrayList<>();
    final List<Long> probes = new ArrayList<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final Random random = new Random(7);
    private long now;
    final Instances instances;

    Bench(Address... addresses) {
        // Chance that never shortens a wait keeps the times round.
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4), () -> 0);
        Probing probing = new Probing(this::probe, (millis, action) -> timers.add(new Due(now + millis, action)), backoff);
        this.instances = new Instances(List.of(addresses), 3, random::nextInt, probing, this);
    }

    /// Lets that much time pass.
    void pass(Duration time) {
        long until = now + time.toMillis();
        while (!timers.isEmpty() && timers.peek().at() <= until) {
            Due due = timers.remove();
            now = due.at();
            due.action().run();
        }
        now = until;
    }

    /// Three requests at the same time, all of which fail at `address`.
    void eject(Address address) {
        List<Turn> turns = List.of(turnAt(address), turnAt(address), turnAt(address));
        turns.forEach(turn -> {
            turn.failed(WHY);
            turn.end();
        });
    }

    /// Keeps the others busy until `address` is chosen.
    Turn turnAt(Address address) {
        List<Turn> others = new ArrayList<>();
        Turn turn = instances.turn();
        while (!turn.address().equals(address)) {
            others.add(turn);
            turn = instances.turn();
        }
        others.forEach(Turn::end);
        return turn;
    }

    private Future<Void> probe(Address address) {
        probes.add(now);
        return down.contains(address) ? Future.failedFuture(WHY) : Future.succeededFuture();
    }

    @Override
    public void ejected(Address address, int failures, Throwable why) {
        told.add(address + " out after " + failures);
    }

    @Override
    public void readmitted(Address address) {
        told.add(address + " back");
    }

    private record Due(long at, Runnable action) {}
}
