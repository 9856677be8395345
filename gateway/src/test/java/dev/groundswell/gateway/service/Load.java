package dev.groundswell.gateway.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.restassured.response.Response;

/// Customers who ask one request after the other until they are stopped.
public final class Load implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService threads;
    private final List<Future<List<Response>>> customers;

    public Load(int customers, Supplier<Response> request) {
        this.threads = Executors.newFixedThreadPool(customers);
        Callable<List<Response>> customer = () -> {
            List<Response> answers = new ArrayList<>();
            while (!over.get()) {
                answers.add(request.get());
            }
            return answers;
        };
        this.customers = IntStream.range(0, customers).mapToObj(number -> threads.submit(customer)).toList();
    }

    /// Returns all answers; fails as the first customer did who got none.
    public List<Response> stop() {
        over.set(true);
        List<Response> answers = new ArrayList<>();
        for (Future<List<Response>> customer : customers) {
            try {
                answers.addAll(customer.get());
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException("a customer got no answer", e);
            }
        }
        return answers;
    }

    @Override
    public void close() {
        over.set(true);
        threads.close();
    }
}
