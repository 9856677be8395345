package dev.groundswell.testbed.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A summary for programs: times in milliseconds, rates a second.
final class SummaryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SummaryJson() {}

    static ObjectNode of(Summary summary) {
        LoadPlan plan = summary.plan();
        ObjectNode json = JSON.createObjectNode();
        json.put("url", plan.url().toString()).put("mix", plan.mix().name().toLowerCase(Locale.ROOT))
                .put("model", plan.rate().isPresent() ? "open" : "closed").put("users", plan.users());
        plan.rate().ifPresent(rate -> json.put("rate", rate));
        json.put("seed", plan.seed()).put("products", summary.products()).put("seconds", Summary.seconds(summary.elapsed()));
        put(json, summary, summary.all());
        ObjectNode operations = json.putObject("operations");
        summary.operations().forEach((operation, totals) -> put(operations.putObject(operation.label()), summary, totals));
        ObjectNode generator = json.putObject("generator");
        generator.put("cpuSeconds", Summary.seconds(summary.cpu())).put("cores", summary.generatorCores());
        if (plan.rate().isPresent()) {
            generator.put("mostLateMillis", summary.mostLate().toNanos() / 1e6);
        }
        return json;
    }

    static void write(Summary summary, Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(summary));
    }

    private static void put(ObjectNode json, Summary summary, Totals totals) {
        json.put("requests", totals.requests()).put("throughput", summary.perSecond(totals));
        json.putObject("latency").put("mean", totals.meanMillis()).put("p50", totals.millis(50)).put("p95", totals.millis(95))
                .put("p99", totals.millis(99)).put("p99.9", totals.millis(99.9)).put("max", totals.maxMillis());
        json.put("limited", totals.limited());
        ObjectNode errors = json.putObject("errors");
        totals.errors().forEach(errors::put);
    }
}
