package dev.groundswell.gateway.balance;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.groundswell.gateway.balance.Instance.Change;

/// The instances of one service. Thread-safe: all event loops share it, and none ever waits for another.
///
/// Of two different ones, drawn at random from those that are admitted, the one with fewer requests in flight is chosen: nearly as good as the
/// best of all, at the cost of two looks, and without the herd that runs to the best one (Mitzenmacher, The Power of Two Choices, 2001).
public final class Instances {

    private static final Comparator<Instance> LEAST_BAD = Comparator.<Instance>comparingInt(instance -> instance.condition().failures())
            .thenComparingInt(Instance::inFlight);

    private final List<Instance> all;
    private final AtomicReference<List<Instance>> admitted;
    private final int mostFailures;
    private final IntUnaryOperator random;
    private final Probing probing;
    private final Incidents incidents;

    /// @param mostFailures in a row until an instance is ejected
    /// @param random a number from 0 up to and without its argument
    Instances(List<Address> addresses, int mostFailures, IntUnaryOperator random, Probing probing, Incidents incidents) {
        this.all = addresses.stream().map(Instance::new).toList();
        this.admitted = new AtomicReference<>(all);
        this.mostFailures = mostFailures;
        this.random = random;
        this.probing = probing;
        this.incidents = incidents;
    }

    /// Chooses an instance for a request. There always is one: with all of them ejected it is the one that failed least, so that a service
    /// that is back is noticed by the first request.
    public Turn turn() {
        List<Instance> among = admitted.get();
        return new Turn(this, among.isEmpty() ? leastBad(all) : better(among));
    }

    /// Chooses another one for a request that these turns did not bring an answer; `null` when all had theirs.
    public @Nullable Turn anotherThan(Collection<Turn> turns) {
        List<Instance> among = without(turns, admitted.get());
        if (!among.isEmpty()) {
            return new Turn(this, better(among));
        }
        List<Instance> ejected = without(turns, all);
        return ejected.isEmpty() ? null : new Turn(this, leastBad(ejected));
    }

    /// How many there are.
    public int count() {
        return all.size();
    }

    /// Whether one is left that is not known to fail.
    public boolean anyAdmitted() {
        return !admitted.get().isEmpty();
    }

    /// Requests in flight at all of them.
    int inFlight() {
        return all.stream().mapToInt(Instance::inFlight).sum();
    }

    /// How many are left out.
    int ejected() {
        return all.size() - admitted.get().size();
    }

    void answered(Instance instance, int era) {
        tellBack(instance, instance.change(era, Condition::answered));
    }

    void failed(Instance instance, int era, Throwable why) {
        Change change = instance.change(era, now -> now.failed(mostFailures));
        if (change.ejects()) {
            Condition ejected = change.after();
            readAdmitted();
            incidents.ejected(instance.address(), ejected.failures(), why);
            probing.begin(instance.address(), ejected.lapses() - 1, () -> instance.condition().era() == ejected.era(),
                    () -> tellBack(instance, instance.change(ejected.era(), Condition::probed)));
        }
    }

    private void tellBack(Instance instance, Change change) {
        if (change.readmits()) {
            readAdmitted();
            incidents.readmitted(instance.address());
        }
    }

    /// Whoever changes an instance reads all of them afterwards, and again when another was faster: the last list holds every change.
    private void readAdmitted() {
        admitted.updateAndGet(before -> all.stream().filter(instance -> !instance.condition().ejected()).toList());
    }

    private Instance better(List<Instance> among) {
        if (among.size() == 1) {
            return among.getFirst();
        }
        int drawn = random.applyAsInt(among.size());
        int other = random.applyAsInt(among.size() - 1);
        Instance one = among.get(drawn);
        Instance two = among.get(other < drawn ? other : other + 1);
        return two.inFlight() < one.inFlight() ? two : one;
    }

    private static Instance leastBad(List<Instance> among) {
        return Collections.min(among, LEAST_BAD);
    }

    private static List<Instance> without(Collection<Turn> turns, List<Instance> instances) {
        return instances.stream().filter(instance -> turns.stream().noneMatch(turn -> turn.instance() == instance)).toList();
    }
}
