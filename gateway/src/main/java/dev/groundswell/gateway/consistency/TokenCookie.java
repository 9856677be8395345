package dev.groundswell.gateway.consistency;

import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;

import dev.groundswell.gateway.exchange.Answer;
import dev.groundswell.gateway.exchange.Exchange;
import dev.groundswell.gateway.exchange.Step;

/// Gives a browser's requests the `Consistency-Token` of its last answer. A client that sends the header keeps its tokens itself and gets no cookie.
///
/// Answers that cross keep the later one's token: what a browser wrote with the other may for a moment be missing from what it reads.
@Singleton
public class TokenCookie implements Step {

    static final String COOKIE = "consistency";

    private static final CharSequence TOKEN = new AsciiString("Consistency-Token");
    /// Of each request by a browser, and of no other (Fetch Metadata Request Headers, W3C).
    private static final CharSequence BROWSER = new AsciiString("Sec-Fetch-Site");
    /// Long enough for any replica to have caught up.
    private static final long SECONDS = 3_600;
    private static final Pattern TOKEN_TEXT = Pattern.compile("[A-Za-z0-9_-]{1,4096}");

    @Override
    public Future<Answer> handle(Exchange exchange, Next next) {
        MultiMap asked = exchange.headers();
        if (asked.contains(TOKEN)) {
            return next.handle(exchange);
        }
        String kept = kept(exchange);
        if (kept != null) {
            asked.set(TOKEN, kept);
        }
        return kept == null && !asked.contains(BROWSER)
                ? next.handle(exchange)
                : next.handle(exchange).map(answer -> keeping(answer, exchange.client().secure()));
    }

    private static @Nullable String kept(Exchange exchange) {
        if (!exchange.headers().contains(HttpHeaders.COOKIE)) {
            return null;
        }
        Cookie cookie = exchange.request().getCookie(COOKIE);
        return cookie != null && TOKEN_TEXT.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
    }

    private static Answer keeping(Answer answer, boolean secure) {
        String token = answer.headers().get(TOKEN);
        if (token != null) {
            answer.headers().add(HttpHeaders.SET_COOKIE, Cookie.cookie(COOKIE, token).setPath("/").setMaxAge(SECONDS).setHttpOnly(true)
                    .setSecure(secure).setSameSite(CookieSameSite.LAX).encode());
        }
        return answer;
    }
}
