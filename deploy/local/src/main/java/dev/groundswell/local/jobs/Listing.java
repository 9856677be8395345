package dev.groundswell.local.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

/// Puts into words how jobs stand.
///
/// @param silent what the services said that told of no jobs
record Listing(List<Line> lines, List<String> silent) {
    /// Later than that is not the time a run takes.
    private static final long LATE_SECONDS = 60;
    private static final int DETAIL = 80;

    /// A job at one database.
    ///
    /// @param last when its last run ended, and how
    record Line(String service, String job, String database, String every, String state, long overdueSeconds, String last, String detail) {
        boolean isFine() {
            return !state.equals("failing") && !state.equals("unavailable") && overdueSeconds <= LATE_SECONDS;
        }

        private String shown() {
            return overdueSeconds > LATE_SECONDS ? state + ", overdue " + overdueSeconds + " s" : state;
        }
    }

    static Listing of(Map<String, JobsClient.Answer> told) {
        List<Line> lines = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        told.forEach((service, answer) -> {
            if (!answer.isFine()) {
                silent.addAll(Finding.told(Map.of(service, answer)));
            }
            for (JsonNode job : answer.body().path("items")) {
                for (JsonNode place : job.path("databases")) {
                    lines.add(line(service, job, place));
                }
            }
        });
        return new Listing(lines, silent);
    }

    /// A table and, as the last line, what is wrong.
    String text() {
        StringBuilder text = new StringBuilder();
        String row = "%-" + widest("SERVICE", Line::service) + "s  %-" + widest("JOB", Line::job) + "s  %-"
                + widest("DATABASE", Line::database)
                + "s  %-" + widest("EVERY", Line::every) + "s  %-" + widest("STATE", Line::shown) + "s  %-" + widest("LAST RUN", Line::last)
                + "s  %s%n";
        text.append(row.formatted("SERVICE", "JOB", "DATABASE", "EVERY", "STATE", "LAST RUN", "WHAT IT DID"));
        lines.forEach(line -> text.append(
                row.formatted(line.service, line.job, line.database, line.every, line.shown(), line.last, shortened(line.detail))));
        silent.forEach(one -> text.append(one).append(System.lineSeparator()));
        return text.append(summary()).append(System.lineSeparator()).toString();
    }

    boolean isFine() {
        return silent.isEmpty() && lines.stream().allMatch(Line::isFine);
    }

    private String summary() {
        long wrong = lines.stream().filter(line -> !line.isFine()).count();
        return lines.size() + " jobs, counted at each database; "
                + (wrong == 0 ? "none fails or is overdue" : wrong + " of them fail, are overdue or cannot be asked for");
    }

    private static Line line(String service, JsonNode job, JsonNode place) {
        JsonNode run = place.path("runs").path(0);
        String ended = run.path("endedAt").asText("");
        String last = run.isMissingNode()
                ? "-"
                : run.path("outcome").isNull() ? "under way" : ended.replaceFirst("\\.\\d+", "") + " " + run.path("outcome").asText();
        return new Line(service, job.path("name").asText(), place.path("database").asText(), every(job.path("everySeconds").asLong()),
                place.path("state").asText(), place.path("overdueSeconds").asLong(), last, run.path("detail").asText(""));
    }

    private static String every(long seconds) {
        return Duration.ofSeconds(seconds).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String shortened(String detail) {
        String line = detail.equals("null") ? "" : detail.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > DETAIL ? line.substring(0, DETAIL) + "..." : line;
    }

    private int widest(String title, Function<Line, String> cell) {
        return Math.max(title.length(), lines.stream().map(cell).mapToInt(String::length).max().orElse(0));
    }
}
