package dev.groundswell.order.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.order.testing.Shop;
import dev.groundswell.order.testing.Wire;
import dev.groundswell.platform.events.OrderEvent;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class TrackingIT {

    @TestHTTPResource("/api/orders/")
    @SuppressWarnings("NullAway.Init")
    URI orders;

    private final Shop shop = Shop.newCustomer();

    @Test
    void listsOwnOrdersNewestFirstPageByPage() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            placed.add(shop.placed("A-1", 1).toString());
        }
        Collections.reverse(placed);
        assertThat(everything("/api/orders?limit=3")).isEqualTo(placed);
        List<String> asAdmin = Shop.admin().get("/api/orders?limit=100&customer=" + shop.customer()).then().statusCode(200).extract()
                .path("items.id");
        assertThat(asAdmin).isEqualTo(placed);
        Shop.newCustomer().request().get("/api/orders?customer=" + shop.customer()).then().statusCode(404);
    }

    @Test
    void showsAnAdminTheOrdersOfAllShardsNewestFirst() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            placed.addFirst(Shop.newCustomer().placed("A-1", 1).toString());
        }
        List<String> seen = Shop.admin().get("/api/orders?limit=100").then().statusCode(200).extract().path("items.id");
        assertThat(seen).containsSubsequence(placed).doesNotHaveDuplicates();
        assertThat(seen).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void refusesImpossibleQueries() {
        for (String query : List.of("limit=", "limit=0", "limit=101", "limit=many", "after=%00broken", "after=bm90LWEtdXVpZA",
                "expand=everything")) {
            shop.request().get("/api/orders?" + query).then().statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void knowsNoOrderOfAnImpossibleId() {
        for (String id : List.of(UUID.randomUUID().toString(), "not-an-id", "1-1-1-1-1", "0190a000-0000-73ff-8000-000000000000")) {
            shop.request().get("/api/orders/" + id).then().statusCode(404).contentType("application/problem+json");
            shop.request().get("/api/orders/" + id + "/events").then().statusCode(404);
        }
        given().get("/api/orders").then().statusCode(401);
    }

    @Test
    void hidesTheStreamsOfOthersWhateverTheyAccept() {
        UUID id = shop.placed("A-1", 1);
        for (String accept : List.of("application/json", "text/event-stream", "garbage")) {
            Shop.newCustomer().request().accept(accept).get("/api/orders/" + id + "/events").then().statusCode(404)
                    .contentType("application/problem+json");
            given().accept(accept).get("/api/orders/" + id + "/events").then().statusCode(401);
        }
        for (String accept : List.of("application/json", "application/xml", "text/plain", "garbage", "")) {
            shop.request().accept(accept).get("/api/orders/" + id + "/events").then().statusCode(406)
                    .contentType("application/problem+json");
        }
    }

    /// The list comes all the same.
    @Test
    void listsWithoutProductsWhileCatalogIsAway() {
        shop.placed("AWAY-1", 1);
        shop.request().get("/api/orders?expand=products").then().statusCode(200).body("items.lines.sku.flatten()", hasItem("AWAY-1"),
                "items.lines.product.flatten()", everyItem(nullValue()));
    }

    @Test
    void streamsEachChangeOnceAndEndsWithTheOrder() throws Exception {
        UUID id = shop.placed("A-1", 2);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> stream = follow(id, lines);
        await().atMost(Wire.SOON).until(() -> lines.stream().anyMatch(line -> line.contains("\"queued\"")));
        try (Wire wire = new Wire()) {
            OrderEvent priced = Wire.priced(wire.read(wire.await("order-placed", id)), 5);
            wire.send("order-priced", priced);
            await().atMost(Wire.SOON).until(() -> lines.stream().anyMatch(line -> line.contains("\"priced\"")));
            wire.send("order-reserved", priced);
        }
        stream.get(20, TimeUnit.SECONDS);
        assertThat(lines.stream().filter(line -> line.startsWith("event:"))).containsOnly("event:status").hasSize(3);
        assertThat(lines.stream().filter(line -> line.startsWith("id:"))).containsExactly("id:1", "id:2", "id:3");

        List<String> again = Collections.synchronizedList(new ArrayList<>());
        follow(id, again).get(5, TimeUnit.SECONDS);
        assertThat(again.stream().filter(line -> line.startsWith("data:"))).hasSize(1).allMatch(line -> line.contains("\"confirmed\""));
    }

    private CompletableFuture<Void> follow(UUID id, List<String> lines) {
        HttpRequest request = HttpRequest.newBuilder(orders.resolve(id + "/events"))
                .header("Authorization", "Bearer " + OrderParts.running().token(shop.customer(), false))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofLines()).thenAccept(answer -> {
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-store");
            try (Stream<String> body = answer.body()) {
                body.forEach(lines::add);
            }
        });
    }

    private List<String> everything(String path) {
        List<String> ids = new ArrayList<>();
        @Nullable
        String after = null;
        do {
            var page = shop.request().get(path + (after == null ? "" : "&after=" + after)).then().statusCode(200).extract();
            ids.addAll(page.path("items.id"));
            after = page.path("next");
        } while (after != null);
        return ids;
    }
}
