package dev.groundswell.testbed.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Orders as bytes, each with a key of its own, of many customers in turn. Asked by one thread.
final class OrderRequests implements Supplier<byte[]> {
    private static final List<String> LINES = List.of("{\"sku\":\"DEMO-%d\",\"quantity\":1}", "{\"sku\":\"DEMO-A%d\",\"quantity\":2}",
            "{\"sku\":\"DEMO-B%d\",\"quantity\":1}");
    private static final int SKUS = 300;

    private final List<String> heads;
    private final List<String> bodies;
    private final String keys = "bench-" + Long.toHexString(System.currentTimeMillis()) + "-";
    private long count;

    /// @param tokens one a customer
    /// @param lines of each order, three at most
    OrderRequests(URI server, List<String> tokens, int lines) {
        this.heads = tokens.stream().map(token -> """
                POST /api/orders HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Authorization: Bearer %s\r
                Idempotency-Key: """.formatted(server.getAuthority(), token)).toList();
        this.bodies = IntStream.range(0, SKUS).mapToObj(sku -> body(sku, lines)).toList();
    }

    @Override
    public byte[] get() {
        long number = count++;
        String body = bodies.get((int) (number * 7 % SKUS));
        return (heads.get((int) (number % heads.size())) + " " + keys + number + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String body(int sku, int lines) {
        return LINES.subList(0, lines).stream().map(line -> line.formatted(sku))
                .collect(Collectors.joining(",", "{\"currency\":\"GBP\",\"lines\":[", "]}"));
    }
}
