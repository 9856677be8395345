package dev.groundswell.local.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.token.Tokens;

/// Loads the demo shop once per data folder: what is loaded already belongs to whoever has used the shop since.
public final class DemoLoader {
    private static final int BATCH = 500;
    private static final Duration TOKEN_TTL = Duration.ofMinutes(30);

    private final GatewayClient gateway;
    private final Path stamp;
    private final Progress progress;

    /// @param stamp written after each batch, with the number of products loaded by then
    public DemoLoader(HttpClient http, String gatewayUrl, Tokens tokens, Path stamp, Progress progress) {
        this.gateway = new GatewayClient(http, gatewayUrl, tokens.mint("demo-loader", true, TOKEN_TTL));
        this.stamp = stamp;
        this.progress = progress;
    }

    /// Returns when the products are there, or when it has told why they are not: a suite without a demo is still a suite.
    public void load(int products) {
        try {
            int loaded = Files.exists(stamp) ? Integer.parseInt(Files.readString(stamp).strip()) : 0;
            if (loaded >= products) {
                progress.step("demo", loaded + " products are loaded already");
                return;
            }
            DemoCatalogue catalogue = new DemoCatalogue(Instant.now());
            if (loaded == 0) {
                loadManufacturers(catalogue);
            }
            for (int from = loaded + 1; from <= products; from += BATCH) {
                int to = Math.min(products, from + BATCH - 1);
                batch("/api/products:batch", catalogue.products(from, to));
                batch("/api/prices:batch", catalogue.prices(from, to));
                batch("/api/stock:batch", catalogue.stock(from, to));
                Files.writeString(stamp, to + "\n");
                progress.step("demo", to + " of " + products + " products");
            }
        } catch (IOException | NumberFormatException e) {
            progress.step("demo", "not loaded: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loadManufacturers(DemoCatalogue catalogue) throws IOException, InterruptedException {
        for (Map.Entry<String, String> manufacturer : catalogue.manufacturers().entrySet()) {
            gateway.put("/api/manufacturers/" + manufacturer.getKey(), Map.of("name", manufacturer.getValue()));
        }
    }

    private void batch(String path, List<Map<String, Object>> items) throws IOException, InterruptedException {
        gateway.post(path, Map.of("items", items));
    }
}
