package dev.groundswell.gateway.service;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.restassured.response.Response;

/// Customers who all ask at the same time, once each. Thread-safe.
public final class Together implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /// Returns at once; the list fills as answers come.
    @CanIgnoreReturnValue
    public List<Response> ask(int customers, Supplier<Response> request) {
        List<Response> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < customers; i++) {
            threads.execute(() -> answers.add(request.get()));
        }
        return answers;
    }

    /// The answers, as soon as there are so many.
    public List<Response> all(List<Response> answers, int count) {
        await().until(() -> answers.size() >= count);
        return answers;
    }

    /// Returns when all have their answers.
    @Override
    public void close() {
        threads.close();
    }
}
