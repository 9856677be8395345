package dev.groundswell.gateway.edge;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

import dev.groundswell.gateway.cache.Directives;
import dev.groundswell.gateway.cache.Reuse;
import dev.groundswell.gateway.cache.Validation;
import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;
import dev.groundswell.gateway.store.AnswerHead;
import dev.groundswell.gateway.store.StoredAnswer;
import dev.groundswell.platform.http.Caching;

/// A service asked once, for all who wait for the same thing. It belongs to none of them: the first one's going away ends nothing while others
/// wait, and once its head says that it may be kept, it is read to its end though all have gone.
///
/// Runs on the context of the one who was first; its outcome may be awaited from every thread.
final class Fetch {

    private static final int FIRST_REDIRECTION = 300;
    private static final int FIRST_ERROR = 500;

    private final Exchange inquiry;
    private final Context context;
    private final @Nullable StoredAnswer known;
    private final Keeping keeping;
    private final Registration registration;
    private final Promise<Outcome> outcome = Promise.promise();
    private final AtomicInteger interested = new AtomicInteger();
    private volatile boolean goesOnAlone;

    /// @param inquiry with the headers to ask with
    /// @param known what is kept and asked about; `null` when there is nothing or it has no validator
    Fetch(Exchange inquiry, Context context, @Nullable StoredAnswer known, Keeping keeping, Registration registration) {
        this.inquiry = inquiry;
        this.context = context;
        this.known = known;
        this.keeping = keeping;
        this.registration = registration;
    }

    /// Where others find it.
    interface Registration {

        /// Nobody may join any more: it is over, or what it brings is not for everybody.
        void close(Fetch fetch);

        /// What came cannot be served to anybody else: requests for the same need not wait for each other.
        void passed();

        /// What came can be served to others.
        void kept();
    }

    /// Completes as soon as the answer's head is there; fails as the step that asks fails.
    Future<Outcome> outcome() {
        return outcome.future();
    }

    /// Who comes from now on asks anew, or waits for whoever did.
    void admitNobody() {
        registration.close(this);
    }

    /// Somebody begins to wait for it.
    Interest enter() {
        interested.incrementAndGet();
        return new Interest();
    }

    /// Of one who waits, or reads.
    final class Interest {

        private final AtomicBoolean over = new AtomicBoolean();

        /// More than once is once. With the last one goes the fetch, unless it fetches something to keep.
        void leave() {
            if (over.compareAndSet(false, true) && interested.decrementAndGet() == 0) {
                context.runOnContext(on -> giveUp());
            }
        }
    }

    private void giveUp() {
        if (interested.get() == 0 && !goesOnAlone) {
            registration.close(this);
            inquiry.abandon();
        }
    }

    void start(Step.Next next) {
        ask(next, known);
    }

    private void ask(Step.Next next, @Nullable StoredAnswer about) {
        Future<Answer> answer;
        try {
            answer = next.handle(inquiry);
        } catch (RuntimeException failure) {
            answer = Future.failedFuture(failure);
        }
        answer.onSuccess(head -> {
            try {
                receive(next, about, head);
            } catch (RuntimeException unforeseen) {
                // Nobody must wait for ever.
                fail(unforeseen);
            }
        }).onFailure(this::fail);
    }

    private void receive(Step.Next next, @Nullable StoredAnswer about, Answer answer) {
        if (answer.status() == 304 && about != null) {
            confirm(next, about, answer);
            return;
        }
        AnswerHead head = keeping.judge(answer);
        if (head == null) {
            // What a request was refused for says nothing of others.
            if (answer.status() < FIRST_REDIRECTION) {
                registration.passed();
            }
            hand(answer);
            return;
        }
        tell(head);
        switch (answer.body()) {
            case Answer.Body.None none -> keep(new StoredAnswer(head, Buffer.buffer()), false);
            case Answer.Body.Whole whole -> keep(new StoredAnswer(head, whole.bytes()), false);
            case Answer.Body.Streamed streamed -> share(head, streamed);
            case Answer.Body.Prepared prepared -> throw new IllegalStateException("only what is kept already is prepared");
        }
    }

    private void confirm(Step.Next next, StoredAnswer about, Answer answer) {
        if (!keeping.isGone(about) && Validation.confirms(about.head().headers(), answer.headers())) {
            renew(about, keeping.renewed(about, answer));
        } else {
            // Ours was removed meanwhile, or it speaks of another (RFC 9111, section 4.3.4): ours goes, and the whole is asked for.
            keeping.forget(about);
            MultiMap headers = inquiry.headers();
            headers.remove("If-None-Match").remove("If-Modified-Since");
            ask(next, null);
        }
    }

    private void renew(StoredAnswer about, AnswerHead head) {
        if (keeping.allows(head)) {
            tell(head);
            keep(about.withHead(head), true);
        } else {
            keeping.forget(about);
            registration.passed();
            hand(new Answer(head.status(), head.headers(), new Answer.Body.Whole(about.body())));
        }
    }

    /// What must be asked about each time is kept to be asked about, and waiting for another's answer to that is in vain.
    private void tell(AnswerHead head) {
        if (head.reuse(Directives.NONE, head.received()) == Reuse.VALIDATE) {
            registration.passed();
        } else {
            registration.kept();
        }
    }

    /// For the one who asked, and nobody else.
    private void hand(Answer answer) {
        registration.close(this);
        boolean partial = answer.headers().contains(Caching.PARTIAL);
        answer.headers().remove(Caching.PARTIAL);
        outcome.complete(new Outcome.Personal(answer, partial || answer.status() >= FIRST_ERROR));
    }

    private void keep(StoredAnswer answer, boolean validated) {
        keeping.keep(answer);
        registration.close(this);
        outcome.complete(new Outcome.Kept(answer, validated));
    }

    private void share(AnswerHead head, Answer.Body.Streamed streamed) {
        SharedBody body = keeping.collecting(streamed, context);
        goesOnAlone = true;
        streamed.chunks()
                .exceptionHandler(failure -> {
                    registration.close(this);
                    body.fail(failure);
                })
                .handler(chunk -> collect(body, chunk))
                .endHandler(end -> finish(head, body));
        // Whoever reads must have begun before the first part comes.
        outcome.complete(new Outcome.Shared(head, body));
        streamed.chunks().resume();
    }

    private void finish(AnswerHead head, SharedBody body) {
        try {
            if (body.collects()) {
                keeping.keep(new StoredAnswer(head, body.collected()));
            }
        } finally {
            registration.close(this);
            body.end();
        }
    }

    private void collect(SharedBody body, Buffer chunk) {
        body.append(chunk);
        if (goesOnAlone && !body.collects()) {
            goesOnAlone = false;
            registration.close(this);
            giveUp();
        }
    }

    private void fail(Throwable failure) {
        registration.close(this);
        outcome.tryFail(failure);
    }
}
