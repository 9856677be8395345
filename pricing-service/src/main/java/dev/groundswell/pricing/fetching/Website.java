package dev.groundswell.pricing.fetching;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/// Rates behind an address. Redirects are not followed, a connection serves one try, and no more is read than may be.
final class Website implements Provider {

    private static final int OK = 200;
    private static final int CONNECT_MILLIS = 5_000;

    private final HttpClient client;
    private final String address;
    private final long most;

    /// @param most bytes of a document
    Website(URI address, long most, Vertx vertx) {
        if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException("groundswell.rates.provider: must be an http or https address; was " + address);
        }
        this.address = address.toString();
        this.most = most;
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false).setConnectTimeout(CONNECT_MILLIS));
    }

    @Override
    public Uni<byte[]> document() {
        return Uni.createFrom().<byte[]>emitter(emitter -> ask(emitter));
    }

    private void ask(UniEmitter<? super byte[]> emitter) {
        AtomicReference<@Nullable HttpClientRequest> asked = new AtomicReference<>();
        Promise<byte[]> givenUp = Promise.promise();
        emitter.onTermination(() -> {
            givenUp.tryFail("given up");
            reset(asked.get());
        });
        client.request(
                new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address).putHeader("Accept", "application/xml, text/xml"))
                .compose(request -> {
                    asked.set(request);
                    return givenUp.future().isComplete() ? givenUp.future() : request.send().compose(this::body);
                })
                .onComplete(emitter::complete, emitter::fail)
                .onComplete(end -> reset(asked.get()));
    }

    private Future<byte[]> body(HttpClientResponse response) {
        Promise<byte[]> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != OK) {
            return Future.failedFuture(new IllegalStateException("it answers " + response.statusCode()));
        }
        Buffer read = Buffer.buffer();
        response.handler(part -> {
            if (read.length() + part.length() > most) {
                whole.tryFail(new Unbelievable("it has more than " + most + " bytes"));
                reset(response.request());
            } else {
                read.appendBuffer(part);
            }
        });
        response.endHandler(end -> whole.tryComplete(read.getBytes()));
        return whole.future();
    }

    /// Closes its connection, unless it is over.
    private static void reset(@Nullable HttpClientRequest request) {
        if (request != null) {
            boolean _ = request.reset();
        }
    }
}
