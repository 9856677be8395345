package dev.groundswell.gateway.store;

import java.time.Instant;
import java.util.Map;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// A whole answer that is kept. Safe from every thread: immutable, but for the note of when it was last found unmarked.
public final class StoredAnswer {

    /// What an entry costs besides its texts: about a dozen objects.
    private static final int OVERHEAD = 512;
    private static final int HEADER_OVERHEAD = 64;

    private final AnswerHead head;
    private final Buffer body;
    private final int weight;
    /// The count at which the marks said nothing about it. Written without order by many: each value is true for ever.
    private long unmarkedAt;

    /// @param body all of it; nobody may change it
    public StoredAnswer(AnswerHead head, Buffer body) {
        this.head = head;
        this.body = body;
        this.weight = weight(head, body);
        this.unmarkedAt = head.marked();
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

    boolean isFor(MultiMap asked) {
        return head.variant().isFor(asked);
    }

    boolean isOlderThan(Instant requested) {
        return head.requested().isBefore(requested);
    }

    private static int weight(AnswerHead head, Buffer body) {
        int weight = OVERHEAD + body.length();
        for (Map.Entry<String, String> header : head.headers()) {
            weight += HEADER_OVERHEAD + header.getKey().length() + header.getValue().length();
        }
        for (String name : head.names()) {
            weight += HEADER_OVERHEAD + name.length();
        }
        return weight;
    }
}
