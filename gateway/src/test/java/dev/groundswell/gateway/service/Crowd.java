package dev.groundswell.gateway.service;

import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/// Many clients who want the same at the same time, each on a connection of its own. Thread-safe.
public final class Crowd implements AutoCloseable {

    private final URI gateway;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final Queue<Got> got = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begun = new AtomicInteger();

    /// An answer, whole.
    public record Got(int status, String cacheStatus, String body) {}

    public Crowd(URI gateway) {
        this.gateway = gateway;
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(2_000).setKeepAlive(false));
    }

    /// Asks with headers, each a name and its value.
    public void ask(int clients, String target, String... namesAndValues) {
        IntStream.range(0, clients).forEach(number -> ask(target, namesAndValues));
    }

    /// How many have seen the first bytes of a body.
    public int begun() {
        return begun.get();
    }

    /// What those have got who have all of it.
    public List<Got> got() {
        return List.copyOf(got);
    }

    /// All go away, whatever they have got.
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void ask(String target, String... namesAndValues) {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setHost(gateway.getHost()).setPort(gateway.getPort())
                .setURI(target);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.addHeader(namesAndValues[i], namesAndValues[i + 1]);
        }
        client.request(options).compose(request -> request.send().compose(this::read))
                .onSuccess(got::add)
                .onFailure(broken -> got.add(new Got(0, "", String.valueOf(broken.getMessage()))));
    }

    private Future<Got> read(HttpClientResponse answer) {
        Buffer body = Buffer.buffer();
        answer.handler(part -> {
            if (body.length() == 0) {
                begun.incrementAndGet();
            }
            body.appendBuffer(part);
        });
        return answer.end().map(
                end -> new Got(answer.statusCode(), String.valueOf(answer.getHeader("Cache-Status")), body.toString()));
    }
}
