package dev.groundswell.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.console.Progress;

/// Two shards become four under a steady stream of orders, and nobody notices.
@Tag("long")
class SplittingIT {

    private static final List<String> SERVICES = List.of("gateway-1", "order-1", "order-2", "catalog-1", "pricing-1");
    private static final double RATE = 20;
    /// Orders until processes that have just started answer as they will.
    private static final int WARM = 400;
    private static final int CALM = 100;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK_EACH = Duration.ofMillis(200);
    private static final int PAGE = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicBoolean over = new AtomicBoolean();
    private final List<String> wrong = new ArrayList<>();
    private int lists;
    private Instant splitting = Instant.MAX;

    @TempDir
    Path folder;

    @Test
    void twoShardsBecomeFourUnderOrders() throws Exception {
        Progress progress = new Progress(System.out);
        ChaosPlan plan = new ChaosPlan(1, Duration.ofMinutes(1), RATE, SERVICES, List.of(), null, Duration.ofSeconds(30), Optional.empty());

        ChaosResult result = new ChaosRun(folder, progress).run(plan, (stage, customers, history) -> {
            Thread admin = Thread.ofVirtual().start(() -> lookAgainAndAgain(stage, history));
            await().atMost(SOON).until(() -> customers.accepted() >= WARM);
            splitting = Instant.now();
            split(stage, "orders_0", "orders_2");
            split(stage, "orders_1", "orders_3");
            int accepted = customers.accepted();
            await().atMost(SOON).until(() -> customers.accepted() >= accepted + CALM);
            over.set(true);
            admin.join();
            return List.of();
        });

        progress.say(result.line());
        System.out.printf("measured: an admin looked %d times at the newest orders meanwhile%n", lists);
        assertThat(result.contradictions()).as(result.contradictionWords()).isEmpty();
        assertThat(result.history()).filteredOn(operation -> operation.began().isAfter(splitting))
                .noneMatch(operation -> operation.status() >= 500 || operation.status() == 0);
        assertThat(result.found().orders().stream().map(Found.Row::shard).distinct()).containsExactlyInAnyOrder("orders_0", "orders_1",
                "orders_2", "orders_3");
        assertThat(wrong).isEmpty();
        assertThat(lists).isGreaterThan(20);
    }

    private static void split(Stage stage, String from, String to) {
        System.out.println("measured: " + stage.suite().command("shards", "split", from, "--to", to).strip().lines().toList().getLast());
    }

    private void lookAgainAndAgain(Stage stage, History history) {
        String token = stage.suite().token("admin", true, Duration.ofHours(1));
        HttpRequest question = HttpRequest.newBuilder(URI.create(stage.suite().gateway() + "/api/orders?limit=" + PAGE))
                .header("Authorization", "Bearer " + token).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!over.get()) {
                Set<String> accepted = acceptedBefore(Instant.now(), history);
                HttpResponse<byte[]> answer = http.send(question, HttpResponse.BodyHandlers.ofByteArray());
                compare(answer, accepted);
                lists++;
                Thread.sleep(LOOK_EACH);
            }
        } catch (IOException e) {
            wrong.add("no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<String> acceptedBefore(Instant now, History history) {
        Set<String> accepted = new HashSet<>();
        history.all().stream().filter(operation -> operation.kind() == History.Kind.PLACE && operation.accepted())
                .filter(operation -> operation.ended().isBefore(now)).forEach(operation -> accepted.add(operation.order()));
        return accepted;
    }

    /// Ids of version 7 sort by their time: what was accepted and is newer than the page's last has to be on it.
    private void compare(HttpResponse<byte[]> answer, Set<String> accepted) throws IOException {
        if (answer.statusCode() != 200) {
            wrong.add("the list was answered with " + answer.statusCode());
            return;
        }
        List<String> listed = new ArrayList<>();
        for (JsonNode item : JSON.readTree(answer.body()).path("items")) {
            listed.add(item.path("id").asText());
        }
        Set<String> distinct = new HashSet<>(listed);
        if (distinct.size() < listed.size()) {
            wrong.add("an order was listed twice: " + listed);
        }
        String last = listed.size() < PAGE ? "" : listed.getLast();
        accepted.stream().filter(order -> order.compareTo(last) > 0 && !distinct.contains(order))
                .forEach(order -> wrong.add("order " + order + " was accepted and not listed"));
    }
}
