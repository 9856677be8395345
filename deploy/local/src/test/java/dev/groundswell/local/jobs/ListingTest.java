package dev.groundswell.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.process.LaunchException;

class ListingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void showsEachJobAtEachDatabase() throws IOException {
        Listing listing = Listing.of(Map.of("order",
                answer("""
                        {"items": [{"name": "expired-keys", "everySeconds": 3600, "databases": [
                            {"database": "orders_0", "state": "waiting", "overdueSeconds": 0, "runs": [
                                {"endedAt": "2026-03-01T12:00:01.234567Z", "outcome": "succeeded", "detail": "3 keys\\ndeleted"}]},
                            {"database": "orders_1", "state": "running", "overdueSeconds": 3, "runs": [{"endedAt": null, "outcome": null, "detail": null}]}
                        ]}]}
                        """)));

        assertThat(listing.isFine()).isTrue();
        assertThat(listing.text().lines().map(String::strip)).containsExactly(
                "SERVICE  JOB           DATABASE  EVERY  STATE    LAST RUN                        WHAT IT DID",
                "order    expired-keys  orders_0  1h     waiting  2026-03-01T12:00:01Z succeeded  3 keys deleted",
                "order    expired-keys  orders_1  1h     running  under way",
                "2 jobs, counted at each database; none fails or is overdue");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Map<String, JobsClient.Answer> told = new LinkedHashMap<>();
        told.put("catalog", new JobsClient.Answer(0, MissingNode.getInstance(), "Connection refused"));
        told.put("order", answer("""
                {"items": [{"name": "expired-keys", "everySeconds": 3600, "databases": [
                    {"database": "orders_0", "state": "waiting", "overdueSeconds": 61, "runs": []},
                    {"database": "orders_1", "state": "unavailable", "overdueSeconds": 0, "runs": []}
                ]}]}
                """));
        Listing listing = Listing.of(told);

        assertThat(listing.isFine()).isFalse();
        assertThat(listing.text()).contains("waiting, overdue 61 s").contains("catalog does not say what jobs it has: Connection refused")
                .endsWith("2 jobs, counted at each database; 2 of them fail, are overdue or cannot be asked for" + System.lineSeparator());
    }

    @Test
    void sumsUpResults() throws IOException {
        Map<String, JobsClient.Answer> results = new LinkedHashMap<>();
        results.put("catalog", new JobsClient.Answer(500, MissingNode.getInstance(), "past-runs did not succeed at catalog: failed, why"));
        results.put("order", answer("""
                {"results": [{"database": "orders_0", "result": "succeeded", "run": {"detail": "3 deleted"}},
                             {"database": "orders_1", "result": "not-due", "run": null}]}
                """));

        Map<String, JobsClient.Answer> silent = Map.of("pricing",
                new JobsClient.Answer(0, MissingNode.getInstance(), "Connection refused"));

        assertThat(Results.text("past-runs", results, silent).lines()).containsExactly(
                "catalog: past-runs did not succeed at catalog: failed, why",
                "orders_0: succeeded, 3 deleted",
                "orders_1: not-due",
                "pricing does not say what jobs it has: Connection refused",
                "past-runs: ran at 1, not due at 1, not done at 1 service, not asked for at 1 service");
    }

    @Test
    void findsAJobThoughAServiceIsSilent() throws IOException {
        Map<String, JobsClient.Answer> told = new LinkedHashMap<>();
        told.put("catalog", new JobsClient.Answer(0, MissingNode.getInstance(), "Connection refused"));
        told.put("order", answer("{\"items\": [{\"name\": \"expired-keys\"}, {\"name\": \"past-runs\"}]}"));

        assertThat(Finding.of("past-runs", told).having()).containsExactly("order");
        assertThat(Finding.of("past-runs", told).silent()).containsOnlyKeys("catalog");
        assertThatThrownBy(() -> Finding.of("rates", told)).isInstanceOf(LaunchException.class)
                .hasMessage("catalog does not say what jobs it has: Connection refused");
        told.remove("catalog");
        assertThatThrownBy(() -> Finding.of("rates", told)).isInstanceOf(UsageException.class)
                .hasMessage("no job named rates; there are: expired-keys past-runs");
    }

    private static JobsClient.Answer answer(String json) throws IOException {
        return new JobsClient.Answer(200, JSON.readTree(json), "");
    }
}
