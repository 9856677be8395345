package dev.groundswell.testbed.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.groundswell.testbed.contract.Call;
import dev.groundswell.testbed.contract.Contract;

/// Makes one mistake in a request that is all right, and knows what it must be told. Confined to one thread.
final class Mistakes {

    private static final Set<Integer> ANY = Set.of();
    private static final Set<Integer> BAD = Set.of(400);
    private static final Set<Integer> UNAUTHORIZED = Set.of(401);
    private static final Set<Integer> FORBIDDEN = Set.of(403);
    private static final Set<Integer> ABSENT = Set.of(404);
    private static final Set<Integer> NOT_ALLOWED = Set.of(405);
    private static final Set<Integer> TOO_LARGE = Set.of(413);
    private static final Set<Integer> UNSUPPORTED = Set.of(415);
    private static final Set<Integer> UNREAD = Set.of(400, 415);
    private static final Set<Integer> REFUSED_BODY = Set.of(400, 422);

    private static final int SINGLE = 1 << 20;
    private static final int BATCH = 8 << 20;

    private static final List<String> MEDIA = List.of("text/plain", "application/xml", "text/xml", "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x", "application/octet-stream", "application/json; charset=utf-16",
            "application/json; charset=iso-8859-1", "application/jsonp", "application/problem+json", "garbage", "/", "*/*", "application/*",
            ";",
            "application/json, text/plain");
    private static final List<String> WANTED = List.of("application/xml", "text/html", "text/plain", "text/event-stream", "image/*",
            "*/*;q=0",
            "garbage", ",", "application/json;q=0.1, application/xml", "a/b;q=x", "*", "application/json;q=9");
    private static final List<String> METHODS = List.of("PATCH", "OPTIONS", "TRACE", "FOO", "get", "PROPFIND", "PUT", "POST", "DELETE");
    private static final List<String> KEYS = List.of("%20", ".hidden", "-dash", "a%20b", "%C3%A9", "a%00b", "a%2Fb", "%2e%2e", "..", "a;b",
            "%zz", "%",
            "a%0d%0ab", "x".repeat(65), "x".repeat(5_000), "%F0%9F%98%80", "%FF", "%C0%AF", "a%25b", "'%20OR%201=1--", "{sku}", "null", "0",
            "*");
    private static final List<String> ORDERS = List.of("1", "not-an-id", "00000000-0000-0000-0000-000000000000",
            "01a22832-9e28-73ff-8707-18eff3aa7961", "01a22832-9e28-416f-8707-18eff3aa7961", "01A22832-9E28-716F-8707-18EFF3AA7961",
            "1-1-1-1-1");
    private static final List<String> HEADERS = List.of("If-None-Match: *", "If-None-Match: \"", "If-None-Match: W/\"1\", \"2\"",
            "If-Match: *",
            "If-Match: \"nothing\"", "If-Match: garbage", "If-Modified-Since: yesterday", "Range: bytes=0-3", "Range: bytes=9999999-",
            "Range: bytes=-1", "Range: lines=1-2", "Range: bytes=5-1", "Cache-Control: no-cache", "Cache-Control: only-if-cached",
            "Cache-Control: max-age=x, =, \"", "Pragma: no-cache", "Consistency-Token: garbage", "Consistency-Token: AQ",
            "Consistency-Token: ",
            "Consistency-Token: AQdjYXRhbG9n_____w", "Accept-Language: x-\u00e9", "Accept-Encoding: gzip, br",
            "Accept-Encoding: identity;q=0, *;q=0",
            "Content-Encoding: gzip", "Cookie: consistency=garbage", "Sec-Fetch-Site: same-origin", "Origin: https://evil.example",
            "X-Forwarded-For: 1.2.3.4, garbage", "Forwarded: for=\"[::1", "X-Request-Id: " + "x".repeat(300), "traceparent: garbage",
            "X-HTTP-Method-Override: DELETE", "Referer: \u0001".substring(0, 9), "Idempotency-Key: other", "Prefer: return=minimal",
            "TE: trailers",
            "Cdn-Loop: groundswell", "Via: 1.1 groundswell", "X-Groundswell-Past-Caches: ?1", "X-Groundswell-Deadline-Ms: 1");
    private static final List<String> CURSORS = List.of("!!!", "=", "a b", "QQ==QQ", "QQ", "gICAgA", "x".repeat(1_025), "x".repeat(1_023),
            "AA", "J1w",
            "MjAyNi0wMS0wMVQwMDowMDowMFogR0JQ", "MDFhMjI4MzItOWUyOC03MTZmLTg3MDctMThlZmYzYWE3OTYx");

    private final Contract contract;
    private final Shop shop;
    private final Questions questions;
    private final RandomGenerator random;
    private final Breaks breaks;

    Mistakes(Contract contract, Shop shop, Questions questions, RandomGenerator random) {
        this.contract = contract;
        this.shop = shop;
        this.questions = questions;
        this.random = random;
        this.breaks = new Breaks(contract);
    }

    /// A kind of mistake that the call can suffer from, drawn by chance.
    Case in(Case right) {
        Call call = right.call();
        List<java.util.function.Function<Case, Case>> kinds = new ArrayList<>(
                List.of(this::wrongToken, this::wrongMethod, this::oddAccept, this::oddHeader, this::oddPath));
        if (!call.open() || call.forAdmins()) {
            kinds.add(this::wrongCaller);
        }
        if (right.request().target().contains("{") || call.path().contains("{")) {
            kinds.add(this::wrongKey);
        }
        if (hasQuery(call)) {
            kinds.add(this::wrongParameter);
            kinds.add(this::wrongParameter);
        }
        if (call.hasBody()) {
            kinds.addAll(List.of(this::wrongMedia, this::brokenText, this::brokenBody, this::brokenBody, this::brokenBody, this::brokenBody,
                    this::brokenBody));
        }
        if (call.id().equals("placeOrder")) {
            kinds.addAll(List.of(this::wrongIdempotencyKey, this::sentAgain));
        }
        return one(kinds).apply(right);
    }

    private Case brokenBody(Case right) {
        ObjectNode valid = body(right);
        if (random.nextInt(200) == 0) {
            return changed(right, "a body beyond all bounds", right.request().sending(" ".repeat(BATCH + 1)), TOO_LARGE);
        }
        Breaks.Broken broken = one(breaks.of(contract.at(right.call().bodyPointer()), valid));
        Request request = right.request().sending(broken.text());
        // A thousand and one long things are too much before they are too many.
        int bound = right.call().path().endsWith(":batch") ? BATCH : SINGLE;
        return changed(right, broken.what(), request, request.body().length > bound ? TOO_LARGE : Set.of(broken.status()));
    }

    private Case brokenText(Case right) {
        String valid = body(right).toString();
        if (random.nextInt(8) == 0) {
            byte[] bytes = valid.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
            return changed(right, "a byte that is no UTF-8", right.request().sending(bytes), REFUSED_BODY);
        }
        Breaks.Broken broken = one(breaks.ofText(valid));
        return changed(right, broken.what(), right.request().sending(broken.text()),
                broken.status() == 0 ? REFUSED_BODY : Set.of(broken.status()));
    }

    private ObjectNode body(Case right) {
        String path = right.request().path();
        return questions.body(right.call(), path.substring(path.lastIndexOf('/') + 1));
    }

    private Case wrongMedia(Case right) {
        Request bare = right.request().without("Content-Type");
        String type = one(MEDIA);
        if (random.nextInt(MEDIA.size()) == 0) {
            return changed(right, "no content type", bare, UNSUPPORTED);
        }
        // What is no type at all may as well be refused as a malformed head.
        return changed(right, "content type " + type, bare.with("Content-Type: " + type),
                type.matches("\\S+/[^,]+") ? UNSUPPORTED : UNREAD);
    }

    private Case wrongToken(Case right) {
        Request bare = right.request().without("Authorization");
        Call call = right.call();
        return switch (random.nextInt(5)) {
            case 0 -> changed(right, "no token", bare, call.open() ? right.expected() : UNAUTHORIZED);
            case 1 -> changed(right, "an expired token", bare.bearing(shop.token("expired")), UNAUTHORIZED);
            case 2 ->
                changed(right, "no token of ours", bare.bearing(one(List.of("a.b.c", "", "x", "e30.e30.", "\u00e9", "a b"))), UNAUTHORIZED);
            case 3 -> changed(right, "another scheme",
                    bare.with("Authorization: " + one(List.of("Basic YTpi", "Bearer", "bearer", "Token x", "x"))),
                    UNAUTHORIZED);
            default ->
                changed(right, "two tokens", bare.bearing(shop.token("admin")).with("Authorization: Bearer " + shop.token(Shop.ONE)), BAD);
        };
    }

    private Case wrongCaller(Case right) {
        Request others = right.request().bearing(shop.token(Shop.OTHER));
        if (right.call().forAdmins()) {
            return changed(right, "a customer's token", others, FORBIDDEN);
        }
        boolean theirs = right.call().path().contains("{");
        return changed(right, "another customer's token", others, theirs ? ABSENT : ANY);
    }

    private Case wrongKey(Case right) {
        String path = right.call().path();
        String key = one(path.startsWith("/api/orders") ? random.nextBoolean() ? ORDERS : List.of(shop.othersOrder()) : KEYS);
        boolean customers = path.startsWith("/api/customers");
        return changed(right, "key " + key, right.request().at(path.replaceAll("\\{\\w+}", java.util.regex.Matcher.quoteReplacement(key))),
                customers ? ANY : path.startsWith("/api/orders") ? ABSENT : keyExpected(key, right.call()));
    }

    /// Those of our list that are skus name nothing there is; what a path may not hold is told first.
    private static Set<Integer> keyExpected(String key, Call call) {
        return List.of("null", "0").contains(key) ? ANY : call.hasBody() ? Set.of(400, 404, 422) : Set.of(400, 404);
    }

    private Case wrongParameter(Case right) {
        List<JsonNode> parameters = right.call().parameters().stream().map(contract::resolved)
                .filter(parameter -> parameter.path("in").asText().equals("query")).toList();
        String name = one(parameters).path("name").asText();
        Parameter wrong = switch (name) {
            case "limit" ->
                new Parameter(one(List.of("0", "101", "-1", "abc", "1.0", "+5 ", "99999999999999999999", "0x10", " 5", "٣x", "%00")), BAD);
            case "after" -> new Parameter(one(CURSORS), Set.of(200, 304, 400, 404));
            case "skus" -> new Parameter(
                    one(List.of("", ",", " , ", "a,".repeat(50) + "b".repeat(3), ids(101), "\u0000", "a%20b,é", "x".repeat(9_000))),
                    Set.of(200, 400));
            case "expand" -> new Parameter(
                    one(List.of("everything", "price,", ",", "PRICE", "price,price", " price", "x".repeat(99), "price;manufacturer",
                            "\u0000")),
                    Set.of(200, 304, 400, 404));
            case "currency" -> new Parameter(one(List.of("XXX", "gbp", "GB", "£", "GBPX", "\u0000", "XTS", "''")), Set.of(422));
            case "customer" -> new Parameter(one(List.of(Shop.OTHER, "nobody", "\u0000", "x".repeat(3_000), "é 漢")), ABSENT);
            case "category" -> new Parameter(one(List.of("x".repeat(101), "a\u0000", "\u0007", "a\nb")), BAD);
            default -> new Parameter(
                    one(List.of("x".repeat(201), "\u0000", "%", "_%\\", "'; drop table products; --", "\uD83D\uDE00 é", "a ".repeat(100),
                            "\u202e", ":*&|!()<->", "\\")),
                    Set.of(200, 400));
        };
        String value = random.nextInt(12) == 0 ? one(List.of("%zz", "%", "%C0%80", "%ff", "a b", "\u00e9", "[]", "\"", "<>", "a#b")) : "";
        String sent = value.isEmpty() ? Questions.encoded(wrong.value) : value;
        Request request = right.request().at(right.request().path() + "?" + name + "=" + sent + required(right.call(), name));
        return changed(right, "parameter " + name + "=" + wrong.value, request, value.isEmpty() ? wrong.expected : ANY);
    }

    private record Parameter(String value, Set<Integer> expected) {}

    private String required(Call call, String but) {
        return call.id().equals("listPrices") && !but.equals("skus") ? "&skus=" + shop.pricedSku() : "";
    }

    private static String ids(int count) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < count; i++) {
            ids.append("s").append(i).append(',');
        }
        return ids.toString();
    }

    private Case wrongIdempotencyKey(Case right) {
        Request bare = right.request().without("Idempotency-Key");
        return random.nextInt(4) == 0
                ? changed(right, "no idempotency key", bare, BAD)
                : changed(right, "an impossible idempotency key",
                        bare.with("Idempotency-Key: "
                                + one(List.of("", "\"\"", "x".repeat(256), "\u00e9", "a\tb", "\"" + "x".repeat(256) + "\""))),
                        BAD);
    }

    private Case sentAgain(Case right) {
        String key = "Idempotency-Key: again-" + random.nextInt(5);
        return changed(right, "a key sent again", right.request().without("Idempotency-Key").with(key), Set.of(202, 422));
    }

    private Case wrongMethod(Case right) {
        List<String> others = METHODS.stream().filter(method -> contract.call(method, right.request().path()).isEmpty()).toList();
        return changed(right, "another method", right.request().by(one(others)), NOT_ALLOWED);
    }

    /// Answers are JSON whatever is wanted; a stream's own path is the one that listens.
    private Case oddAccept(Case right) {
        String accept = one(WANTED);
        Set<Integer> expected = !right.call().id().equals("followOrder")
                ? right.expected()
                : accept.contains("event") || accept.contains("*/*") ? Set.of(200) : Set.of(406);
        return changed(right, "wants " + accept, right.request().with("Accept: " + accept), expected);
    }

    private Case oddHeader(Case right) {
        String header = one(HEADERS);
        return changed(right, "header " + (header.length() > 60 ? header.substring(0, 60) : header), right.request().with(header), ANY);
    }

    private Case oddPath(Case right) {
        String target = right.request().target();
        String path = right.request().path();
        return switch (random.nextInt(6)) {
            case 0 -> changed(right, "a slash more", right.request().at(path + "/"), ABSENT);
            case 1 -> changed(right, "a segment more", right.request().at(path + "/x/y/z"), ABSENT);
            case 2 -> changed(right, "another case", right.request().at(path.toUpperCase(java.util.Locale.ROOT)), ABSENT);
            case 3 -> changed(right, "two slashes", right.request().at("/" + path), BAD);
            case 4 -> changed(right, "an unknown parameter", right.request().at(target + (target.contains("?") ? "&" : "?") + "surprise=1"),
                    right.expected());
            default -> changed(right, "no path of ours",
                    right.request().at(one(List.of("/", "/api", "/q/health", "/q/metrics", "/admin", "/api/nothing",
                            "/openapi.json", "/.env", "/actuator", "/api/products:batch/x"))),
                    ABSENT);
        };
    }

    private static Case changed(Case right, String what, Request request, Set<Integer> expected) {
        return new Case(right.call(), what, request, expected);
    }

    private boolean hasQuery(Call call) {
        return call.parameters().stream().map(contract::resolved).anyMatch(parameter -> parameter.path("in").asText().equals("query"));
    }

    private <T> T one(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }
}
