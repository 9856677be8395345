package dev.groundswell.testbed.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Orders of three lines as bytes, each with a key of its own, of many customers in turn. Asked by one thread.
final class OrderRequests implements Supplier<byte[]> {
    private static final int CUSTOMERS = 200;
    private static final int SKUS = 300;

    private final List<String> heads;
    private final String keys = "bench-" + Long.toHexString(System.currentTimeMillis()) + "-";
    private long count;

    /// @param tokens mints a token for a customer's id
    OrderRequests(URI server, UnaryOperator<String> tokens) {
        this.heads = IntStream.range(0, CUSTOMERS).mapToObj(customer -> """
                POST /api/orders HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Authorization: Bearer %s\r
                Idempotency-Key: """.formatted(server.getAuthority(), tokens.apply("bench-" + customer))).toList();
    }

    @Override
    public byte[] get() {
        long number = count++;
        int sku = (int) (number * 7 % SKUS);
        String body = "{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"DEMO-" + sku + "\",\"quantity\":1},{\"sku\":\"DEMO-A" + sku
                + "\",\"quantity\":2},{\"sku\":\"DEMO-B" + sku + "\",\"quantity\":1}]}";
        return (heads.get((int) (number % CUSTOMERS)) + " " + keys + number + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
