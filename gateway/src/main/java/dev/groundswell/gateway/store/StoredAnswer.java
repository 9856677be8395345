package dev.groundswell.gateway.store;

import java.util.Map;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

import dev.groundswell.gateway.exchange.Answer;

/// A whole answer that is kept. Safe from every thread: immutable, but for what it notes of itself, which is as true whoever notes it.
public final class StoredAnswer {

    /// What an entry costs besides its texts: about a dozen objects.
    private static final int OVERHEAD = 512;
    /// A field stands there twice, as it came and as it is served.
    private static final int HEADER_OVERHEAD = 200;
    private static final int TEXT_OVERHEAD = 64;

    private final AnswerHead head;
    private final Buffer body;
    private final int weight;
    /// Epoch milliseconds.
    private final long freshUntil;
    private final long bornAt;
    /// The count at which the marks said nothing about it. Written without order by many: each value is true for ever.
    private long unmarkedAt;
    /// As it is served at one age. Written without order, too.
    private @Nullable Ready ready;

    /// @param body all of it; nobody may change it
    public StoredAnswer(AnswerHead head, Buffer body) {
        this.head = head;
        this.body = body;
        this.weight = weight(head, body);
        this.unmarkedAt = head.known();
        this.freshUntil = freshUntil(head);
        this.bornAt = head.received().minus(head.lifetime().initialAge()).toEpochMilli();
    }

    /// The same body under the head that a 304 has made of it.
    public StoredAnswer withHead(AnswerHead renewed) {
        return new StoredAnswer(renewed, body);
    }

    public AnswerHead head() {
        return head;
    }

    public Buffer body() {
        return body;
    }

    /// Whether it may be served without a word to a request that asks for nothing special, as far as time and its own directives say.
    ///
    /// @param now in epoch milliseconds
    public boolean isFresh(long now) {
        return now < freshUntil;
    }

    /// What is served to such requests: made once for every second of its age.
    ///
    /// @param now in epoch milliseconds
    /// @param making of it with an `Age`
    public Answer.Body ready(long now, LongFunction<Answer.Body> making) {
        long age = Math.max(0, (now - bornAt) / 1_000);
        Ready made = ready;
        if (made == null || made.age != age) {
            made = new Ready(age, making.apply(age));
            ready = made;
        }
        return made.body;
    }

    /// Bytes of memory, roughly.
    int weight() {
        return weight;
    }

    /// What invalidations say of it.
    public InvalidationMarks.Verdict verdict(InvalidationMarks marks) {
        long now = marks.count();
        if (unmarkedAt == now) {
            return InvalidationMarks.Verdict.VALID;
        }
        InvalidationMarks.Verdict verdict = head.verdict(marks);
        if (verdict == InvalidationMarks.Verdict.VALID) {
            unmarkedAt = now;
        }
        return verdict;
    }

    /// Rounded down, so that it is never served longer.
    private static long freshUntil(AnswerHead head) {
        return head.said().has("no-cache")
                ? Long.MIN_VALUE
                : head.received().plus(head.lifetime().fresh()).minus(head.lifetime().initialAge()).toEpochMilli();
    }

    private record Ready(long age, Answer.Body body) {}

    private static int weight(AnswerHead head, Buffer body) {
        int weight = OVERHEAD + body.length();
        for (Map.Entry<String, String> header : head.headers()) {
            weight += HEADER_OVERHEAD + 2 * (header.getKey().length() + header.getValue().length());
        }
        for (String name : head.names()) {
            weight += TEXT_OVERHEAD + name.length();
        }
        for (String value : head.variant().values()) {
            weight += TEXT_OVERHEAD + (value == null ? 0 : value.length());
        }
        return weight;
    }
}
