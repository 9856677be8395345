package dev.groundswell.testbed.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// The customers that virtual users act for, each with a token of its own. Signed before the run: a signature costs more than a request. Thread-safe.
final class Customers {
    private final List<String> tokens;
    private final AtomicInteger next = new AtomicInteger();

    /// @param tokens mints a token for a customer's id
    Customers(List<String> ids, UnaryOperator<String> tokens) {
        this.tokens = ids.parallelStream().map(tokens).toList();
    }

    /// In turn: the first so many virtual users are different customers.
    String nextToken() {
        return tokens.get(Math.floorMod(next.getAndIncrement(), tokens.size()));
    }
}
