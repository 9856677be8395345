package dev.groundswell.gateway.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// What has been declared stale, and when. Thread-safe; telling costs the same however many answers a name is on, and none of them is looked for.
///
/// Time is a count of invalidations. Who asks a service notes the count before; the answer is stale when one of its names was marked after that,
/// which also holds for an answer that was on its way while the mark came. Names are those of [AnswerHead#names()].
///
/// Services keep things, too, and hear of changes by themselves, a little earlier or later. So what they say when they are asked in the ordinary way is
/// trusted to be as of [#LAG] ago only: an answer that came after the mark of one of its names, but not so long after, is asked about once more, past what the
/// service keeps.
///
/// Marks are forgotten in the order they came, once as many have come after them as are kept; then every answer asked for before them is stale.
@Singleton
public class InvalidationMarks {

    /// A mark is two numbers and a short name: some 20 MB when both generations are full.
    private static final int MOST = 1 << 16;
    private static final long SECOND = 1_000_000_000;

    /// For no longer than this a service keeps what it has heard no change of, with all delays.
    static final Duration LAG = Duration.ofSeconds(10);

    /// What marks say of an answer.
    public enum Verdict {
        /// Nothing.
        VALID,
        /// It must not be served before the service has said that it still holds; it may stand in for a service that fails.
        STALE,
        /// It must never be served again.
        GONE
    }

    private final int most;
    private Map<String, Mark> younger = new ConcurrentHashMap<>();
    private Map<String, Mark> older = Map.of();
    /// The last count of what `older` holds.
    private long olderEnd;
    /// Answers asked for before the first count are stale, before the second gone.
    private volatile Mark floor = new Mark(0, 0);
    private volatile Generations generations = new Generations(younger, older);
    private volatile long count;
    private final LongSupplier nanoTime;
    /// The count before the first mark of each of the last seconds in which there were any, the oldest first.
    private volatile List<Moment> moments = List.of();

    @Inject
    InvalidationMarks() {
        this(MOST, System::nanoTime);
    }

    /// @param most marks in one of two generations
    InvalidationMarks(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /// The count of invalidations so far.
    public long count() {
        return count;
    }

    /// The count of which a service is certain to know when it is asked in the ordinary way.
    public long countKnown() {
        // A moment stands for the second that follows it.
        long before = nanoTime.getAsLong() - LAG.toNanos() - SECOND;
        for (Moment moment : moments) {
            if (moment.nanos - before >= 0) {
                return moment.count;
            }
        }
        return count;
    }

    /// Whether a service that is asked for something with these names may still answer with what it was.
    public boolean markedLately(List<String> names) {
        long known = countKnown();
        return known < count && verdict(names, count, known) != Verdict.VALID;
    }

    /// Declares what has one of these names stale, or gone for good.
    public synchronized void mark(Collection<String> names, boolean hard) {
        noteMoment();
        long now = count + 1;
        for (String name : names) {
            Mark before = younger.getOrDefault(name, Mark.NONE);
            younger.put(name, new Mark(now, hard ? now : before.gone()));
        }
        if (younger.size() >= most) {
            forgetOlder(now);
        }
        // Last: who has seen this count sees the marks.
        count = now;
    }

    /// Declares everything stale: somebody may have told of changes while nobody listened.
    public synchronized void markAll() {
        long now = count + 1;
        floor = new Mark(now, floor.gone());
        count = now;
    }

    /// What the marks say of an answer with these names that was asked for at the count `asked` and shows things as they were at the count `known` or later.
    Verdict verdict(List<String> names, long asked, long known) {
        // The floor is raised before marks are forgotten: looked at last, it stands for those that are gone by then.
        Generations marked = generations;
        Mark lowest = floor;
        Verdict verdict = lowest.of(asked);
        for (int i = 0; i < names.size() && verdict != Verdict.GONE; i++) {
            String name = names.get(i);
            verdict = worse(verdict, marked.younger.get(name), known);
            verdict = worse(verdict, marked.older.get(name), known);
        }
        return verdict;
    }

    private static Verdict worse(Verdict verdict, @Nullable Mark mark, long asked) {
        if (mark == null) {
            return verdict;
        }
        Verdict other = mark.of(asked);
        return other.compareTo(verdict) > 0 ? other : verdict;
    }

    private void noteMoment() {
        long now = nanoTime.getAsLong();
        List<Moment> noted = moments;
        if (noted.isEmpty() || now - noted.getLast().nanos >= SECOND) {
            long oldest = now - LAG.toNanos() - 2 * SECOND;
            moments = Stream.concat(noted.stream().filter(moment -> moment.nanos - oldest >= 0), Stream.of(new Moment(now, count))).toList();
        }
    }

    /// Which of the forgotten were hard is forgotten, too: gone counts for all of them.
    private void forgetOlder(long now) {
        if (!older.isEmpty()) {
            floor = new Mark(Math.max(floor.stale(), olderEnd), olderEnd);
        }
        older = younger;
        olderEnd = now;
        younger = new ConcurrentHashMap<>();
        generations = new Generations(younger, older);
    }

    /// @param stale what was asked for before this count is stale
    /// @param gone what was asked for before this count is gone
    private record Mark(long stale, long gone) {

        private static final Mark NONE = new Mark(0, 0);

        Verdict of(long asked) {
            return asked < gone ? Verdict.GONE : asked < stale ? Verdict.STALE : Verdict.VALID;
        }
    }

    private record Moment(long nanos, long count) {}

    private record Generations(Map<String, Mark> younger, Map<String, Mark> older) {}
}
