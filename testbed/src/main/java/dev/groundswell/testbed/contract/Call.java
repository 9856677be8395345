package dev.groundswell.testbed.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/// One operation of the document.
///
/// @param path with its variable segments in braces
/// @param shared what the document says of all operations of the path
public record Call(String method, String path, JsonNode shared, JsonNode operation) {

    public String id() {
        return operation.path("operationId").asText();
    }

    /// Its parameters, as they stand there: some are references.
    public List<JsonNode> parameters() {
        List<JsonNode> parameters = new ArrayList<>();
        shared.path("parameters").forEach(parameters::add);
        operation.path("parameters").forEach(parameters::add);
        return parameters;
    }

    public boolean hasBody() {
        return operation.has("requestBody");
    }

    /// Of the body's schema in the document.
    public String bodyPointer() {
        return pointer() + "/requestBody/content/application~1json/schema";
    }

    /// Of the operation in the document.
    String pointer() {
        return "/paths/" + path.replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
    }

    public boolean forAdmins() {
        return operation.path("security").toString().contains("admin");
    }

    /// Whether it may be called without a token.
    public boolean open() {
        return operation.path("security").path(0).isEmpty();
    }

    boolean answers(String asked) {
        StringBuilder pattern = new StringBuilder();
        for (String part : path.split("(?=\\{)|(?<=})")) {
            pattern.append(part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
        }
        return asked.matches(pattern.toString());
    }
}
