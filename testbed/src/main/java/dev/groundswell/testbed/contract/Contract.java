package dev.groundswell.testbed.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

/// An OpenAPI document. Thread-safe.
public final class Contract {

    private static final String NAME = "https://groundswell.example/openapi";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final JsonNode document;
    private final List<Call> calls;
    private final SchemaRegistry schemas;

    private Contract(JsonNode document) {
        this.document = document;
        this.calls = callsOf(document);
        this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Set.of(NAME)::contains, name -> document.toString())
                        .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    }

    /// Reads a document in YAML. Fails with [IllegalArgumentException] when it is none.
    public static Contract of(String yaml) {
        try {
            JsonNode document = new YAMLMapper().readTree(yaml);
            if (!document.path("openapi").asText().startsWith("3.1")) {
                throw new IllegalArgumentException("no OpenAPI document of version 3.1");
            }
            return new Contract(document);
        } catch (IOException e) {
            throw new IllegalArgumentException("no YAML: " + e.getMessage(), e);
        }
    }

    public List<Call> calls() {
        return calls;
    }

    /// The call that answers a method and path, such as `GET /api/products/A`; HEAD finds that of GET.
    public Optional<Call> call(String method, String path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        return calls.stream().filter(call -> call.method().equals(asked) && call.answers(path)).findFirst();
    }

    /// What a reference points at, or the node itself.
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(document.at(node.path("$ref").asText().substring(1))) : node;
    }

    /// Where the document describes what a call answers with a status: at the call, or at what is answered beside all calls.
    ///
    /// @return a pointer; empty when it is described nowhere
    Optional<String> answer(Optional<Call> call, int status) {
        List<String> places = new ArrayList<>();
        call.ifPresent(known -> places.add(known.pointer() + "/responses/" + status));
        if (call.isEmpty() || status == 405) {
            places.add("/x-beside-calls/" + status);
        }
        if (status >= 400 && status < 500) {
            places.add("/x-beside-calls/4XX");
        }
        return places.stream().filter(place -> !document.at(place).isMissingNode()).findFirst().map(this::behind);
    }

    /// What is wrong with a value by the schema at a pointer, in words; empty when nothing is.
    public List<String> violations(String pointer, JsonNode value) {
        return schemas.getSchema(SchemaLocation.of(NAME + "#" + pointer)).validate(value).stream().map(Contract::words).toList();
    }

    /// What stands at a pointer; a missing node when nothing does.
    public JsonNode at(String pointer) {
        return document.at(pointer);
    }

    private String behind(String place) {
        JsonNode node = document.at(place);
        return node.has("$ref") ? node.path("$ref").asText().substring(1) : place;
    }

    private static String words(Error error) {
        return error.getInstanceLocation() + " " + error.getMessage();
    }

    private static List<Call> callsOf(JsonNode document) {
        List<Call> calls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    calls.add(new Call(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), path.getValue(), operation.getValue()));
                }
            }
        }
        return List.copyOf(calls);
    }
}
