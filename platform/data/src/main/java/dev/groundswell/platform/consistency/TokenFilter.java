package dev.groundswell.platform.consistency;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/// Takes a request's token and answers with it and all that was seen meanwhile. Answers that others may be given, too, carry none.
@Singleton
class TokenFilter {

    private static final CharSequence FIELD = HttpHeaders.createOptimized(ConsistencyToken.HEADER);
    private static final String FOR_ALL = "public";
    private static final int EARLY = 9_800;

    void register(@Observes Filters filters) {
        filters.register(TokenFilter::begin, EARLY);
    }

    private static void begin(RoutingContext request) {
        Context context = Vertx.currentContext();
        if (context != null) {
            ClientView.begin(context, request.request().getHeader(FIELD));
            request.addHeadersEndHandler(head -> end(context, request.response()));
        }
        request.next();
    }

    private static void end(Context context, HttpServerResponse answer) {
        if (isPersonal(answer.headers().get(HttpHeaders.CACHE_CONTROL))) {
            ClientView.toldAtTheEnd(context).ifPresent(token -> answer.putHeader(FIELD, token.text()));
        }
    }

    private static boolean isPersonal(@Nullable String caching) {
        return caching == null || !caching.contains(FOR_ALL);
    }
}
