package dev.groundswell.gateway.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/// A real Redis whose answers are noted: when it decided, and how many it let pass. Thread-safe.
final class NotedRedis implements Redis {

    private final Redis real;
    private final List<Passed> passed = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    NotedRedis(Redis real) {
        this.real = real;
    }

    /// So many of the first key at that time, Redis' own.
    record Passed(long at, int count) {}

    /// In the order of Redis' decisions.
    synchronized List<Passed> passed() {
        return passed.stream().sorted((one, other) -> Long.compare(one.at(), other.at())).toList();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public Future<RedisConnection> connect() {
        return real.connect();
    }

    @Override
    public void close() {
        real.close();
    }

    @Override
    public Future<@Nullable Response> send(Request request) {
        calls.incrementAndGet();
        return real.send(request).onSuccess(this::note);
    }

    @Override
    public Future<List<@Nullable Response>> batch(List<Request> requests) {
        return real.batch(requests);
    }

    private synchronized void note(@Nullable Response response) {
        GcraScript.Answer answer = GcraScript.answer(Objects.requireNonNull(response), 1);
        passed.add(new Passed(answer.now(), answer.taken().getFirst().passed()));
    }
}
