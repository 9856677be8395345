package dev.groundswell.testbed.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// Says what is wrong with answers: a status, a content type, a body or a header that the contract does not describe for the call. Thread-safe.
public final class Judge {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final int PARTIAL = 206;

    private final Contract contract;
    private final JsonMapper json = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    public Judge(Contract contract) {
        this.contract = contract;
    }

    /// What is wrong, in words; empty when nothing is.
    ///
    /// @param method as it was asked; HEAD answers as GET does, without a body
    /// @param path the raw path, without its query
    public List<String> faults(String method, String path, Answer answer) {
        Optional<Call> call = contract.call(method, path);
        Optional<String> described = contract.answer(call, answer.status());
        if (described.isEmpty()) {
            return List.of("status " + answer.status() + " is not described: " + beginning(answer));
        }
        List<String> faults = new ArrayList<>();
        checkHeaders(described.get(), answer, faults);
        if (method.equals("HEAD")) {
            check(answer.body().length == 0, "a HEAD's answer has a body", faults);
        } else {
            checkBody(described.get(), answer, faults);
        }
        return faults;
    }

    private void checkHeaders(String described, Answer answer, List<String> faults) {
        for (Map.Entry<String, JsonNode> header : contract.at(described).path("headers").properties()) {
            Optional<String> value = answer.header(header.getKey());
            if (value.isEmpty()) {
                check(!contract.resolved(header.getValue()).path("required").asBoolean(), "header " + header.getKey() + " is missing",
                        faults);
            } else {
                String reference = header.getValue().path("$ref").asText();
                contract.violations(reference.substring(1) + "/schema", typed(contract.resolved(header.getValue()), value.get()))
                        .forEach(fault -> faults.add("header " + header.getKey() + ": " + fault + ", was " + value.get()));
            }
        }
    }

    private static JsonNode typed(JsonNode header, String value) {
        return header.at("/schema/type").asText().equals("integer") && value.matches("-?[0-9]{1,9}")
                ? IntNode.valueOf(Integer.parseInt(value))
                : TextNode.valueOf(value);
    }

    private void checkBody(String described, Answer answer, List<String> faults) {
        JsonNode content = contract.at(described).path("content");
        if (content.isEmpty()) {
            check(answer.body().length == 0, "a body where none is described: " + beginning(answer), faults);
            return;
        }
        String type = answer.header("Content-Type").orElse("none").split(";")[0].strip();
        if (!content.has(type)) {
            faults.add("content type " + type + " is not described: " + beginning(answer));
        } else if (type.equals(JSON) || type.equals(PROBLEM)) {
            checkJson(described + "/content/" + type.replace("/", "~1") + "/schema", answer, faults);
        }
    }

    private void checkJson(String schema, Answer answer, List<String> faults) {
        if (answer.status() == PARTIAL) {
            return;
        }
        try {
            JsonNode body = json.readTree(answer.body());
            contract.violations(schema, body).forEach(fault -> faults.add("body: " + fault + ": " + beginning(answer)));
        } catch (IOException e) {
            faults.add("the body is no JSON: " + beginning(answer));
        }
    }

    private static void check(boolean holds, String fault, List<String> faults) {
        if (!holds) {
            faults.add(fault);
        }
    }

    private static String beginning(Answer answer) {
        String text = answer.text();
        return text.length() > 300 ? text.substring(0, 300) + " …" : text;
    }
}
