package dev.groundswell.platform.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.groundswell.platform.context.CallersContext;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// How long whoever asks will wait for the answer. Kept with the request's Vert.x context; what is done for nobody's request, or for several at once, has
/// none and takes the time it needs. Thread-safe.
public final class Deadline {

    /// A request header by which the gateway tells a service how many milliseconds of the request's time are left, a whole number of at least 1,
    /// counted from the end of the request. What is answered later is read by nobody. Streams of events have none; clients' own never reaches a service.
    public static final String HEADER = "X-Groundswell-Deadline-Ms";

    private static final Object LOCAL = new Object();
    /// More digits than any time that may be named.
    private static final int MOST_DIGITS = 9;
    private static final Deadline NONE = new Deadline(null);

    private final @Nullable Duration time;
    private volatile long over;

    private Deadline(@Nullable Duration time) {
        this.time = time;
        restart();
    }

    /// The deadline of the request that the current context handles. Take it before the first thread is left.
    public static Deadline current() {
        Context context = Vertx.currentContext();
        // What runs on an event loop itself serves nobody, and has no locals.
        @Nullable
        Deadline deadline = context == null || !VertxContext.isDuplicatedContext(context) ? null : context.getLocal(LOCAL);
        return deadline == null ? NONE : deadline;
    }

    /// Gives the request of `context` its time, from now on.
    ///
    /// @param told the request's header; `null` or no whole number of at least 1 stands for `longest`
    /// @param longest more is not waited for, whatever is told
    public static void begin(Context context, @Nullable String told, Duration longest) {
        context.putLocal(LOCAL, new Deadline(time(told, longest)));
    }

    /// Takes the current request's deadline away: what it does from now on ends by other rules.
    public static void lift() {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.removeLocal(LOCAL);
        }
    }

    /// A refusal that says that the time is over.
    public static Refusal exceeded() {
        return new Refusal(Problem.of("deadline-exceeded", "Deadline exceeded", 504,
                "There was no answer in the time that was left for it; what was asked may or may not have been done."));
    }

    /// Counts the time from now on: it is that from the end of a request to its answer, and the body took its own.
    public void restart() {
        over = time == null ? 0 : System.nanoTime() + time.toNanos();
    }

    /// Whether nobody waits any more. Work that has not begun by then is not to begin.
    public boolean isOver() {
        return time != null && System.nanoTime() - over >= 0;
    }

    /// What is left, but at most `bound`; not below zero.
    public Duration within(Duration bound) {
        long left = time == null ? Long.MAX_VALUE : Math.max(0, over - System.nanoTime());
        return bound.toNanos() <= left ? bound : Duration.ofNanos(left);
    }

    /// [#within(Duration)] for the header of a call that is made for this request, rounded up.
    public String headerWithin(Duration bound) {
        return Long.toString(Math.max(1, within(bound).plusNanos(999_999).toMillis()));
    }

    /// `work`, or [#exceeded()] on the caller's context when the time is over first; `work` is cancelled then.
    ///
    /// @param longest that `work` takes by itself: for a deadline behind that there is no timer
    public <T extends @Nullable Object> Uni<T> bound(Duration longest, Uni<T> work) {
        Duration left = within(longest);
        if (left.isZero()) {
            return Uni.createFrom().failure(Deadline::exceeded);
        }
        return left.compareTo(longest) < 0 ? CallersContext.back(work.ifNoItem().after(left).failWith(Deadline::exceeded)) : work;
    }

    private static Duration time(@Nullable String told, Duration longest) {
        if (told == null || told.isEmpty() || told.length() > MOST_DIGITS
                || !told.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return longest;
        }
        Duration asked = Duration.ofMillis(Integer.parseInt(told));
        return asked.isZero() || asked.compareTo(longest) > 0 ? longest : asked;
    }
}
