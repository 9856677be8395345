package dev.groundswell.gateway.limit;

import java.util.LinkedHashMap;
import java.util.Map;

import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;

/// Tells clients where they stand: `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11), the older `X-RateLimit-*`, or both. What is the same for
/// all answers of a class is made ready once. Immutable.
///
/// `r` is how many more pass at once, `t` for how many seconds they last at the policy's pace: who spreads `r` over `t` is never refused, and never asks faster than the policy.
/// When nothing is left, `t` is the time until one passes again, the same as `Retry-After`.
final class RateLimitFields {

    private static final long MICROS = 1_000_000;
    private static final CharSequence RATE_LIMIT = new AsciiString("RateLimit");
    private static final CharSequence RATE_LIMIT_POLICY = new AsciiString("RateLimit-Policy");
    private static final CharSequence LIMIT = new AsciiString("X-RateLimit-Limit");
    private static final CharSequence REMAINING = new AsciiString("X-RateLimit-Remaining");
    private static final CharSequence RESET = new AsciiString("X-RateLimit-Reset");

    private final FieldStyle style;
    private final Policy policy;
    private final CharSequence policyItem;
    private final CharSequence limit;
    private final String name;

    RateLimitFields(FieldStyle style, Policy policy) {
        this.style = style;
        this.policy = policy;
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("q", IntegerItem.valueOf(policy.rate().quota()));
        parameters.put("w", IntegerItem.valueOf(policy.seconds()));
        this.policyItem = new AsciiString(StringItem.valueOf(policy.name()).withParams(Parameters.valueOf(parameters)).serialize());
        this.limit = new AsciiString(Long.toString(policy.rate().quota()));
        this.name = StringItem.valueOf(policy.name()).serialize();
    }

    void addTo(MultiMap headers, Decision decision) {
        if (style.ietf()) {
            headers.add(RATE_LIMIT_POLICY, policyItem);
            headers.add(RATE_LIMIT, name + ";r=" + decision.remaining() + ";t=" + window(decision));
        }
        if (style.older()) {
            headers.add(LIMIT, limit);
            headers.add(REMAINING, Long.toString(decision.remaining()));
            headers.add(RESET, Long.toString(Math.ceilDiv(decision.untilAll(), MICROS)));
        }
    }

    /// Seconds until one passes, rounded up: who waits so long passes, if nobody else asks in its name.
    static long retryAfter(Decision decision) {
        return Math.max(1, Math.ceilDiv(decision.untilOne(), MICROS));
    }

    private long window(Decision decision) {
        Rate rate = policy.rate();
        return decision.remaining() == 0
                ? retryAfter(decision)
                : Math.max(1, Math.ceilDiv(Math.ceilDiv(decision.remaining() * rate.window(), rate.quota()), MICROS));
    }
}
