package dev.groundswell.local.jobs;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/// Puts into words what became of the wish to run a job.
final class Results {

    private Results() {}

    /// A line a database and, as the last line, the sum.
    ///
    /// @param silent services that do not say whether they have it
    static String text(String name, Map<String, JobsClient.Answer> results, Map<String, JobsClient.Answer> silent) {
        StringBuilder text = new StringBuilder();
        int ran = 0;
        int notDue = 0;
        int failed = 0;
        for (Map.Entry<String, JobsClient.Answer> service : results.entrySet()) {
            if (!service.getValue().isFine()) {
                failed++;
                text.append(service.getKey()).append(": ").append(service.getValue().problem()).append(System.lineSeparator());
                continue;
            }
            for (JsonNode result : service.getValue().body().path("results")) {
                boolean here = result.path("run").isObject();
                ran += here ? 1 : 0;
                notDue += here ? 0 : 1;
                text.append(line(result)).append(System.lineSeparator());
            }
        }
        Finding.told(silent).forEach(line -> text.append(line).append(System.lineSeparator()));
        return text + "%s: ran at %d, not due at %d%s%s%n".formatted(name, ran, notDue, services(", not done at ", failed),
                services(", not asked for at ", silent.size()));
    }

    private static String services(String what, int count) {
        return count == 0 ? "" : what + count + (count == 1 ? " service" : " services");
    }

    private static String line(JsonNode result) {
        String detail = result.path("run").path("detail").asText("");
        return result.path("database").asText() + ": " + result.path("result").asText() + (detail.isEmpty() ? "" : ", " + detail);
    }
}
