package dev.groundswell.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;

import dev.groundswell.gateway.route.ContractRoutes;
import dev.groundswell.gateway.route.Route;
import dev.groundswell.gateway.service.Reply;
import dev.groundswell.gateway.service.ScriptedOrigin;
import dev.groundswell.gateway.service.Surroundings;

/// Two users and somebody without a name ask for everything in every way, of services that say what they must not: whatever happens, nobody gets
/// what was made for another. What was made with a token for everybody is nobody's.
@QuarkusTest
@TestProfile(BeforeScriptedOrigin.class)
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class TwoUsersIT extends EdgeTesting {

    private static final int ROUNDS = 40;
    private static final int AT_ONCE = 15;
    private static final List<String> NAMES = List.of("a", "b.css");
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "GET", "HEAD", "OPTIONS", "PATCH", "OWN", "OWN", "OWN");
    /// What gives leave to keep an answer to somebody for everybody (RFC 9111, section 3.5) stands in the second half.
    private static final List<String> PRIVATE = List.of("private, max-age=60", "no-store", "max-age=60", "max-age=60, stale-if-error=60",
            "no-cache", "");
    private static final List<String> PUBLIC = List.of("public, max-age=60", "s-maxage=60", "must-revalidate, max-age=1",
            "public, max-age=1, stale-while-revalidate=9, stale-if-error=60");
    private static final List<String> ASKED = List.of("", "", "", "no-cache", "no-store", "max-age=0", "max-stale", "only-if-cached",
            "stale-if-error=60", "min-fresh=5");
    private static final List<String> VARY = List.of("", "", "Accept-Language", "Authorization", "Cookie", "*");

    @ConfigProperty(name = "test.raw-origin")
    int pricingPort;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ScriptedOrigin pricing;

    /// @param owner whose answer it may be, besides nobody's
    private record Asked(String owner, String what, CompletableFuture<HttpResponse<String>> answer) {}

    @BeforeEach
    void scriptAll() {
        pricing = ScriptedOrigin.start(pricingPort);
        pricing.answersOtherwise(this::answer);
        origin.answersOtherwise(this::answer);
    }

    @AfterEach
    void stopPricing() {
        client.close();
        pricing.close();
    }

    @Test
    void nobodyGetsWhatWasMadeForAnother() {
        Map<String, String> tokens = Map.of("ann", bearer(customer), "root", bearer(admin), "nobody", "");
        int owned = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Asked> asked = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                asked.add(ask(tokens));
            }
            for (Asked one : asked) {
                HttpResponse<String> answer = one.answer.join();
                String body = answer.body();
                String made = body.contains("made-for-") ? body.substring(body.indexOf("made-for-") + 9) : "nobody";
                assertThat(made).as("seed %d: %s got %s %s", seed, one, body, answer.headers().map()).isIn(one.owner, "nobody");
                owned += made.equals("nobody") ? 0 : 1;
            }
            pass(random.nextInt(3));
        }
        assertThat(owned).as("answers that were somebody's").isGreaterThan(ROUNDS);
    }

    private Asked ask(Map<String, String> tokens) {
        Route route = any(ContractRoutes.all());
        String user = any(List.of("ann", "ann", "root", "root", "nobody"));
        String method = any(METHODS);
        String target = route.pattern().replace("{}", any(NAMES)) + any(List.of("", "?expand=price", "?customer=ann&utm=1"));
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(target)).method(method.equals("OWN") ? route.method() : method,
                method.equals("GET") || method.equals("HEAD")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString("{}"));
        set(request, "Authorization", tokens.getOrDefault(user, ""));
        set(request, "Cache-Control", any(ASKED));
        set(request, "If-None-Match", any(List.of("", "", "\"1\"", "*")));
        set(request, "Range", any(List.of("", "", "", "bytes=0-200")));
        set(request, "Accept-Language", any(List.of("", "de", "en")));
        set(request, "Cookie", any(List.of("", "user=" + user)));
        HttpRequest made = request.build();
        return new Asked(user, user + ": " + made + " " + made.headers().map().keySet(),
                client.sendAsync(made, HttpResponse.BodyHandlers.ofString()));
    }

    /// On routes that are kept, what says that it is for everybody is.
    private Reply answer(ScriptedOrigin.Seen seen) {
        boolean kept = ContractRoutes.all().stream().anyMatch(route -> route.caching().on() && seen.path()
                .matches(route.pattern().replace("{}", "[^/]+")));
        boolean open = flip();
        String said = any(open ? PUBLIC : PRIVATE);
        String owner = kept && open ? "nobody" : owner(seen);
        Reply reply = switch (among(10)) {
            case 0 -> Reply.none();
            case 1 -> Reply.of(503, "made-for-" + owner);
            case 2 -> seen.headers().contains("If-None-Match") ? Reply.notModified() : Reply.of(404, "made-for-" + owner);
            default -> Reply.ok("made-for-" + owner);
        };
        return reply.with("Cache-Control", said).with("ETag", "\"" + among(2) + "\"").with("Vary", any(VARY))
                .with("X-Random", "1");
    }

    private static String owner(ScriptedOrigin.Seen seen) {
        String token = seen.headers().get("Authorization");
        return token == null ? "nobody" : new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]))).getString("sub");
    }

    private static void set(HttpRequest.Builder request, String name, String value) {
        if (!value.isEmpty()) {
            request.setHeader(name, value);
        }
    }

    private <T> T any(List<T> list) {
        return list.get(among(list.size()));
    }

    private boolean flip() {
        return among(2) == 0;
    }

    private synchronized int among(int bound) {
        return random.nextInt(bound);
    }
}
