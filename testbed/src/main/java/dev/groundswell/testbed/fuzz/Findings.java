package dev.groundswell.testbed.fuzz;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.groundswell.testbed.contract.Answer;

/// What was found, each fault of a call once, shown by the smallest request that has it. Confined to one thread.
final class Findings {

    private final Map<String, Finding> byKind = new LinkedHashMap<>();
    private int total;

    /// @param fault in words
    /// @param times how many requests had it
    record Finding(String call, String fault, String what, Request request, Answer answer, int times) {}

    void add(Case asked, Answer answer, String fault) {
        total++;
        String call = asked.call().method() + " " + asked.call().path();
        // Texts that tell of values differ from one request to the next.
        String kind = call + " " + fault.replaceAll("\"[^\"]*\"|[0-9]+", "");
        String shortened = kind.length() > 90 ? kind.substring(0, 90) : kind;
        byKind.merge(shortened, new Finding(call, fault, asked.what(), asked.request(), answer, 1), Findings::smaller);
    }

    private static Finding smaller(Finding one, Finding other) {
        Finding small = other.request.size() < one.request.size() ? other : one;
        return new Finding(small.call, small.fault, small.what, small.request, small.answer, one.times + other.times);
    }

    int total() {
        return total;
    }

    /// How many kinds.
    int kinds() {
        return byKind.size();
    }

    /// A few lines for each kind.
    List<String> words(URI gateway) {
        List<String> lines = new ArrayList<>();
        byKind.values().forEach(finding -> {
            lines.add("");
            lines.add(finding.call + ": " + finding.fault);
            lines.add("  asked: " + finding.what + " (" + finding.times + " times); request "
                    + finding.answer.header("X-Request-Id").orElse("without an id"));
            lines.add("  " + finding.request.curl(gateway));
        });
        return lines;
    }
}
