package dev.groundswell.testbed.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

/// What every client asked and was told, in the order of the answers. Thread-safe.
final class History {

    private final List<Operation> operations = new ArrayList<>();

    enum Kind {
        PLACE, CANCEL, READ,
        /// The customer's orders, of which one is looked for.
        LIST
    }

    /// One request and its answer. A request that was repeated is several operations.
    ///
    /// @param key of an order to be placed, else empty
    /// @param lines quantities by sku of an order to be placed
    /// @param order that was asked for, or that a placed one became; else empty
    /// @param told the id in the answer, empty without one
    /// @param status of the answer, 0 when there was none
    /// @param comeBack whether the answer said when to come back
    /// @param seen the order's status as told
    /// @param version the order's version as told, 0 when none was
    /// @param token what the client said it had seen, empty when it said nothing
    record Operation(Instant began, Instant ended, Kind kind, String customer, String key, Map<String, Long> lines, String order,
            String told,
            int status,
            boolean comeBack, @Nullable String seen, int version, String token) {

        Operation {
            lines = Map.copyOf(lines);
        }

        Operation endedAt(Instant time) {
            return new Operation(began, time, kind, customer, key, lines, order, told, status, comeBack, seen, version, token);
        }

        boolean accepted() {
            return status == 202;
        }

        /// No server error, and what must be asked again says when.
        boolean refused() {
            return status == 0 || comeBack;
        }

        @Override
        public String toString() {
            StringBuilder words = new StringBuilder();
            words.append(began).append(" … ").append(ended).append(' ').append(kind).append(" by ").append(customer);
            if (!key.isEmpty()) {
                words.append(" key ").append(key);
            }
            if (!order.isEmpty()) {
                words.append(" order ").append(order);
            }
            words.append(": ").append(status == 0 ? "no answer" : status);
            if (seen != null) {
                words.append(' ').append(seen).append(" version ").append(version);
            }
            if (!token.isEmpty()) {
                words.append(" with token ").append(token);
            }
            return words.toString();
        }
    }

    synchronized void add(Operation operation) {
        operations.add(operation);
    }

    synchronized List<Operation> all() {
        return List.copyOf(operations);
    }

    /// One line of JSON an operation.
    void write(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Operation operation : all()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("began", operation.began().toString());
                line.put("ended", operation.ended().toString());
                line.put("kind", operation.kind().name());
                line.put("customer", operation.customer());
                line.put("key", operation.key());
                line.put("lines", operation.lines());
                line.put("order", operation.order());
                line.put("told", operation.told());
                line.put("status", operation.status());
                line.put("seen", operation.seen());
                line.put("version", operation.version());
                line.put("token", operation.token());
                out.write(mapper.writeValueAsString(line));
                out.newLine();
            }
        }
    }
}
