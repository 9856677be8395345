package dev.groundswell.gateway.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Response;

/// Asks Redis for the decisions of all event loops together: one call for all requests of a tick. A request waits for others only when the last call was less than a
/// tick ago. A tick is the longer the more requests come: few are not to wait for a company that does not come, many are to share what a call costs. Thread-safe.
///
/// What Redis does not answer in time is decided by [Callers]; should its answer come later, they learn from it.
final class SharedCalls {

    /// By how much each request of a call lengthens the tick behind it: with up to six of them a tick is the shortest by default, from 27 on, at some 7,000 a second,
    /// the longest.
    private static final long MICROS_A_REQUEST = 150;
    private static final int SHORTEST_PART = 4;

    private final Vertx vertx;
    private final RedisGuard redis;
    private final Callers callers;
    private final LimitMetrics metrics;
    private final LimitSettings settings;
    private final long longestTick;
    private Map<String, Group> waiting = new LinkedHashMap<>();
    private int requests;
    private boolean due;
    private long nextCall;

    SharedCalls(Vertx vertx, RedisGuard redis, Callers callers, LimitMetrics metrics, LimitSettings settings) {
        this.vertx = vertx;
        this.redis = redis;
        this.callers = callers;
        this.metrics = metrics;
        this.settings = settings;
        this.longestTick = TimeUnit.NANOSECONDS.toMicros(settings.tick().toNanos());
        this.nextCall = callers.time();
    }

    /// Completes on the caller's context, and never fails.
    Future<Decision> decide(Policy policy, String key, Known caller) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        Promise<Decision> decision = Promise.promise();
        Map<String, Group> full = enter(policy, key, caller, new Waiter(context, decision));
        if (full != null) {
            call(full);
        }
        return decision.future();
    }

    /// Returns all who wait when they are enough for a call of their own.
    private synchronized @Nullable Map<String, Group> enter(Policy policy, String key, Known caller, Waiter waiter) {
        waiting.computeIfAbsent(key, first -> new Group(policy, caller, new ArrayList<>(1))).waiters().add(waiter);
        requests++;
        if (waiting.size() >= settings.batch()) {
            return take();
        }
        if (!due) {
            due = true;
            arm(waiter.context().unwrap());
        }
        return null;
    }

    /// At the end of the event loop's turn at the earliest: what has come with this request shares the call, too. The context is nobody's request's.
    private void arm(ContextInternal loop) {
        long left = nextCall - callers.time();
        if (left <= 0) {
            loop.runOnContext(turn -> flush(loop));
        } else {
            loop.setTimer(Math.ceilDiv(left, 1_000L), turn -> flush(loop));
        }
    }

    private void flush(ContextInternal loop) {
        Map<String, Group> taken;
        synchronized (this) {
            if (waiting.isEmpty()) {
                due = false;
                return;
            }
            if (nextCall > callers.time()) {
                // A full call has gone meanwhile.
                arm(loop);
                return;
            }
            due = false;
            taken = take();
        }
        call(taken);
    }

    private Map<String, Group> take() {
        Map<String, Group> taken = waiting;
        waiting = new LinkedHashMap<>();
        nextCall = callers.time() + Math.clamp(requests * MICROS_A_REQUEST, longestTick / SHORTEST_PART, longestTick);
        requests = 0;
        return taken;
    }

    private void call(Map<String, Group> groups) {
        List<GcraScript.Asked> asked = groups.entrySet().stream()
                .map(group -> new GcraScript.Asked(group.getKey(), group.getValue().policy().rate(), group.getValue().waiters().size()))
                .toList();
        List<Known> whom = groups.values().stream().map(Group::caller).toList();
        long sent = callers.time();
        Function<@Nullable Response, GcraScript.Answer> heard = response -> {
            GcraScript.Answer answer = GcraScript.answer(Objects.requireNonNull(response, "the script answers"), asked.size());
            callers.told(whom, asked, answer, sent);
            return answer;
        };
        redis.call(settings.budget(), GcraScript.named(asked), heard)
                .recover(failure -> GcraScript.isUnknown(failure)
                        ? redis.call(settings.budget(), GcraScript.whole(asked), heard)
                        : Future.failedFuture(failure))
                .onSuccess(answer -> obey(groups, answer))
                .onFailure(failure -> decideLocally(groups));
    }

    private void obey(Map<String, Group> groups, GcraScript.Answer answer) {
        metrics.called(true);
        Tellings tellings = new Tellings();
        int number = 0;
        for (Group group : groups.values()) {
            Rate.Taken taken = answer.taken().get(number++);
            int place = 0;
            for (Waiter waiter : group.waiters()) {
                tellings.add(waiter, Decision.of(group.policy().rate(), taken.tat(), answer.now(), taken.passed(), place++));
            }
        }
        tellings.begin();
    }

    private void decideLocally(Map<String, Group> groups) {
        metrics.called(false);
        Tellings tellings = new Tellings();
        for (Group group : groups.values()) {
            for (Waiter waiter : group.waiters()) {
                metrics.decidedLocally(group.policy());
                tellings.add(waiter, callers.decide(group.policy().rate(), group.caller()));
            }
        }
        tellings.begin();
    }

    /// Requests of one caller.
    private record Group(Policy policy, Known caller, List<Waiter> waiters) {}

    private record Waiter(ContextInternal context, Promise<Decision> decision) {}

    /// Decisions on their way to those who wait. An event loop is woken once for all of its own.
    private static final class Tellings {

        private final Map<EventLoop, List<Telling>> loops = new HashMap<>();

        void add(Waiter waiter, Decision made) {
            loops.computeIfAbsent(waiter.context().nettyEventLoop(), first -> new ArrayList<>()).add(new Telling(waiter, made));
        }

        void begin() {
            loops.values().forEach(tellings -> tellings.getFirst().waiter().context().unwrap()
                    .runOnContext(turn -> tellings.forEach(Telling::tell)));
        }
    }

    private record Telling(Waiter waiter, Decision made) {

        void tell() {
            waiter.context().dispatch(made, waiter.decision()::complete);
        }
    }
}
