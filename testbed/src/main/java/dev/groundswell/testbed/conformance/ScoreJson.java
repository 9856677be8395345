package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A score for programs.
final class ScoreJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScoreJson() {}

    /// @param suite the commit of the suite
    /// @param commit ours
    static ObjectNode of(Score score, String suite, String commit) {
        ObjectNode json = JSON.createObjectNode();
        json.put("suite", suite).put("commit", commit);
        put(json.putObject("required"), score, Kind.REQUIRED);
        put(json.putObject("optimal"), score, Kind.OPTIMAL);
        json.putObject("check").put("yes", score.yes()).put("no", score.no()).put("undecided", score.undecided());
        json.put("complete", score.isComplete());
        ArrayNode tests = json.putArray("tests");
        for (Judged test : score.tests()) {
            ObjectNode one = tests.addObject();
            one.put("id", test.id()).put("kind", test.kind().word()).put("verdict", test.verdict()).put("message", test.message());
            ArrayNode dependencies = one.putArray("dependencies");
            test.dependencies().forEach(dependencies::add);
        }
        return json;
    }

    static void write(Score score, String suite, String commit, Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(score, suite, commit));
    }

    private static void put(ObjectNode json, Score score, Kind kind) {
        json.put("passed", score.passed(kind)).put("total", score.total(kind));
    }
}
