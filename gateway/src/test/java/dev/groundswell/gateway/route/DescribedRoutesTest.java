package dev.groundswell.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.groundswell.gateway.contract.Contract;

/// The OpenAPI document says of every route what the table says, and nothing of any other; its examples are what it says they are.
class DescribedRoutesTest {

    private static final String URI = "https://groundswell.example/openapi";
    private static final String TEXT = new String(new Contract().document(), UTF_8);
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    private static final Pattern PROBLEM = Pattern.compile("\\b(?:of|away)\\(\\s*\"([a-z][a-z-]*)\",\\s*\"[A-Z]");
    private static final Pattern DESCRIBED_PROBLEM = Pattern.compile("urn:groundswell:problem:([a-z-]+)");

    private final JsonNode document = read();
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Set.of(URI)::contains, uri -> document.toString()));

    @Test
    void describesTheTableAndNothingElse() {
        Set<String> described = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
            if (METHODS.contains(name)) {
                described.add(name.toUpperCase(Locale.ROOT) + " " + pattern(path.getKey()));
            }
        }));

        assertThat(described).containsExactlyInAnyOrderElementsOf(
                RouteTable.ROUTES.stream().map(route -> route.method() + " " + route.pattern()).toList());
    }

    @TestFactory
    Stream<DynamicTest> namesTheParametersThatPass() {
        return routes(route -> assertThat(parameters(route, "query")).isEqualTo(route.query()));
    }

    @TestFactory
    Stream<DynamicTest> namesEverySegmentThatVaries() {
        return routes(route -> assertThat(parameters(route, "path")).isEqualTo(
                Pattern.compile("\\{(\\w+)}").matcher(path(route)).results().map(match -> match.group(1)).collect(Collectors.toSet())));
    }

    @TestFactory
    Stream<DynamicTest> saysWhoMayCall() {
        return routes(route -> {
            String security = operation(route).path("security").toString();
            assertThat(security).isEqualTo(switch (route.access()) {
                case ANYONE -> "[{},{\"bearer\":[]}]";
                case CUSTOMER -> "[{\"bearer\":[]}]";
                case ADMIN -> "[{\"bearer\":[\"admin\"]}]";
                case UNCHECKED -> "[]";
            });
            assertThat(statuses(route)).contains("401");
            assertThat(statuses(route).contains("403")).isEqualTo(route.access() == Access.ADMIN);
        });
    }

    @TestFactory
    Stream<DynamicTest> saysHowMuchABodyMayHold() {
        return routes(route -> {
            boolean body = operation(route).has("requestBody");
            assertThat(body || route.body() == Route.ORDINARY_BODY).isTrue();
            assertThat(statuses(route)).satisfies(statuses -> Stream.of("408", "413", "415", "422")
                    .filter(status -> body || !status.equals("422"))
                    .forEach(status -> assertThat(statuses.contains(status)).as(status).isEqualTo(body)));
            if (body) {
                assertThat(answer(route, "413").path("description").asText()).contains((route.body() >> 20) + " MiB");
                assertThat(operation(route).at("/requestBody/content").fieldNames()).toIterable().containsExactly("application/json");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> saysWhatEveryCallMayMeet() {
        return routes(route -> {
            assertThat(statuses(route)).contains("400", "429", "500");
            if (route.destination() != Destination.GATEWAY) {
                assertThat(statuses(route)).contains("502", "503", "504");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> saysWhichAnswersAreKept() {
        return routes(route -> {
            boolean kept = route.caching().on();
            assertThat(statuses(route).containsAll(Set.of("206", "304", "416"))).isEqualTo(kept);
            assertThat(answer(route, "504").toString().contains("not-kept")).isEqualTo(kept);
        });
    }

    @TestFactory
    Stream<DynamicTest> examplesAreValid() {
        Set<String> found = new HashSet<>();
        collectExamples(document, "", found);
        assertThat(found).hasSizeGreaterThan(50);
        return found.stream().sorted().map(at -> dynamicTest(at, () -> {
            JsonNode holder = document.at(at);
            assertThat(schema(at + "/schema").validate(holder.path("example"))).isEmpty();
        }));
    }

    /// A schema that takes anything would let any answer pass.
    @Test
    void describedAnswersAreClosed() {
        document.at("/components/schemas").properties().forEach(schema -> {
            if (schema.getValue().path("type").asText().equals("object")) {
                assertThat(schema.getValue().path("additionalProperties").asBoolean(true)).as(schema.getKey()).isFalse();
            }
        });
    }

    @Test
    void describesEveryProblemThereIs() throws IOException {
        Set<String> described = DESCRIBED_PROBLEM.matcher(TEXT).results().map(match -> match.group(1)).collect(Collectors.toSet());

        assertThat(described).isEqualTo(problemsInTheCode());
    }

    /// Without those of routes that the gateway does not have.
    private static Set<String> problemsInTheCode() throws IOException {
        Set<String> names = new TreeSet<>();
        Path root = Path.of(System.getProperty("groundswell.root"));
        for (String module : List.of("gateway", "platform/core", "platform/data", "catalog-service", "pricing-service", "order-service")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java") && !path.endsWith("JobsResource.java")).toList()) {
                    String source = Files.readString(file);
                    if (source.contains("Problem")) {
                        names.addAll(PROBLEM.matcher(source).results().map(call -> call.group(1)).toList());
                    }
                }
            }
        }
        return names;
    }

    private static Stream<DynamicTest> routes(Consumer<Route> check) {
        return RouteTable.ROUTES.stream().map(route -> dynamicTest(route.method() + " " + route.pattern(), () -> check.accept(route)));
    }

    private String path(Route route) {
        return document.path("paths").properties().stream().map(Map.Entry::getKey)
                .filter(path -> pattern(path).equals(route.pattern())).findFirst().orElseThrow();
    }

    private JsonNode operation(Route route) {
        return document.path("paths").path(path(route)).path(route.method().toLowerCase(Locale.ROOT));
    }

    private Set<String> statuses(Route route) {
        Set<String> statuses = new TreeSet<>();
        operation(route).path("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    private JsonNode answer(Route route, String status) {
        return resolved(operation(route).path("responses").path(status));
    }

    private Set<String> parameters(Route route, String in) {
        return Stream.of(operation(route), document.path("paths").path(path(route)))
                .flatMap(holder -> StreamSupport.stream(holder.path("parameters").spliterator(), false))
                .map(this::resolved)
                .filter(parameter -> parameter.path("in").asText().equals(in))
                .map(parameter -> parameter.path("name").asText())
                .collect(Collectors.toSet());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private Schema schema(String pointer) {
        return schemas.getSchema(SchemaLocation.of(URI + "#" + pointer));
    }

    private static void collectExamples(JsonNode node, String at, Set<String> found) {
        if (node.has("schema") && node.has("example")) {
            found.add(at);
        }
        node.properties().forEach(
                member -> collectExamples(member.getValue(), at + "/" + member.getKey().replace("~", "~0").replace("/", "~1"), found));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collectExamples(node.get(i), at + "/" + i, found);
        }
    }

    private static String pattern(String path) {
        return path.replaceAll("\\{\\w+}", "{}");
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(TEXT);
        } catch (IOException e) {
            throw new AssertionError("the document is no YAML", e);
        }
    }
}
