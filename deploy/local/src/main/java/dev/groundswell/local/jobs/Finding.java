package dev.groundswell.local.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.process.LaunchException;

/// Who has a job, as far as the services say: several may have one of its name.
///
/// @param having their names
/// @param silent what was answered by those that do not say what jobs they have
record Finding(List<String> having, Map<String, JobsClient.Answer> silent) {

    /// Fails when nobody says that it has it.
    static Finding of(String job, Map<String, JobsClient.Answer> told) {
        List<String> having = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        Map<String, JobsClient.Answer> silent = new LinkedHashMap<>();
        told.forEach((service, answer) -> {
            if (!answer.isFine()) {
                silent.put(service, answer);
                return;
            }
            for (JsonNode item : answer.body().path("items")) {
                names.add(item.path("name").asText());
                if (item.path("name").asText().equals(job)) {
                    having.add(service);
                }
            }
        });
        if (having.isEmpty() && !silent.isEmpty()) {
            throw new LaunchException(String.join("; ", told(silent)));
        }
        if (having.isEmpty()) {
            throw new UsageException("no job named " + job + "; there are: " + String.join(" ", names));
        }
        return new Finding(having, silent);
    }

    /// A line for each, by its service.
    static List<String> told(Map<String, JobsClient.Answer> silent) {
        return silent.entrySet().stream()
                .map(service -> service.getKey() + " does not say what jobs it has: " + service.getValue().problem()).toList();
    }
}
