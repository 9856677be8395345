package dev.groundswell.gateway.overload;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.route.Route;

/// The way of requests to one service. Thread-safe: all event loops share it.
public final class AdmissionControl {

    private static final long NO_TIMER = -1;

    private final Admission admission;
    private final Shedding shedding;
    private final long longest;
    private final Vertx vertx;

    /// @param longest milliseconds that a request may wait
    AdmissionControl(Admission admission, Shedding shedding, long longest, Vertx vertx) {
        this.admission = admission;
        this.shedding = shedding;
        this.longest = longest;
        this.vertx = vertx;
    }

    /// A permit, if there is a place now; else the request may [#await(Exchange, long)] one.
    public @Nullable Permit enter(Route route) {
        return admission.enter(route);
    }

    /// Completes with a permit, on the caller's context; fails with a 503 as soon as it is known that there will be none in time, and when the client goes away.
    ///
    /// @param left milliseconds that the request has
    public Future<Permit> await(Exchange exchange, long left) {
        Waiting waiting = new Waiting(exchange.route(), vertx.getOrCreateContext());
        admission.join(waiting);
        if (!waiting.over) {
            waiting.timer = vertx.setTimer(Math.max(1, Math.min(longest, left)), due -> waiting.expire());
            exchange.whenAbandoned(waiting::abandon);
        }
        return waiting.permit.future();
    }

    public Shedding shedding() {
        return shedding;
    }

    /// One who waits. Confined to its context, but for being told.
    private final class Waiting implements Admission.Waiter {

        private final Route route;
        private final Context context;
        private final Promise<Permit> permit = Promise.promise();
        private long timer = NO_TIMER;
        private boolean over;

        Waiting(Route route, Context context) {
            this.route = route;
            this.context = context;
        }

        @Override
        public Route route() {
            return route;
        }

        @Override
        public void admitted(Permit given) {
            onContext(() -> {
                if (over) {
                    given.end();
                } else {
                    end();
                    permit.complete(given);
                }
            });
        }

        @Override
        public void shed(Shed reason) {
            onContext(() -> {
                if (!over) {
                    end();
                    permit.fail(shedding.tooMany(route, reason));
                }
            });
        }

        /// When it is not in the queue any more, it has been admitted just now and is about to hear of it.
        void expire() {
            if (admission.leave(this)) {
                shed(Shed.TOO_OLD);
            }
        }

        void abandon() {
            if (!over) {
                end();
                var _ = admission.leave(this);
                permit.fail("the client has gone");
            }
        }

        private void end() {
            over = true;
            if (timer != NO_TIMER) {
                vertx.cancelTimer(timer);
            }
        }

        private void onContext(Runnable action) {
            if (Vertx.currentContext() == context) {
                action.run();
            } else {
                context.runOnContext(on -> action.run());
            }
        }
    }
}
