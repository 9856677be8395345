package dev.groundswell.catalog.jobs;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.anyone;
import static dev.groundswell.catalog.Api.customer;
import static dev.groundswell.catalog.Api.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.catalog.CatalogParts;

@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class JobsResourceIT {

    private static final String PAST_RUNS = "items.find { it.name == 'past-runs' }";

    @Inject
    Pool database;

    @Test
    void runsWhatIsWantedAndTellsOfIt() {
        admin().post("/jobs/past-runs?force=true").then().statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("name", equalTo("past-runs"), "results.database", contains("catalog"), "results.result", contains("succeeded"))
                .body("results[0].run.detail", equalTo("0 records of runs deleted"), "results[0].run.endedAt", notNullValue());

        admin().post("/jobs/past-runs").then().statusCode(200).body("results.result", contains("not-due"))
                .body("results[0].run", nullValue());
        admin().get("/jobs").then().statusCode(200)
                .body("items.name", hasItems("past-reservations", "past-runs"), "next", nullValue())
                .body(PAST_RUNS + ".everySeconds", equalTo(86_400))
                .body(PAST_RUNS + ".databases[0].state", equalTo("waiting"), PAST_RUNS + ".databases[0].overdueSeconds", equalTo(0))
                .body(PAST_RUNS + ".databases[0].runs[0].outcome", equalTo("succeeded"));
    }

    /// The status is all that a CronJob looks at: 200 says that it has been done.
    @Test
    void tellsThatAnotherHasIt() {
        admin().post("/jobs/past-runs?force=true").then().statusCode(200);
        run("UPDATE jobs SET holder = 'other/7', lease_until = now() + interval '1 hour' WHERE name = 'past-runs'");
        try {
            admin().post("/jobs/past-runs?force=true").then().statusCode(503)
                    .header("Retry-After", Integer::parseInt, allOf(greaterThan(3_500), lessThanOrEqualTo(3_600)))
                    .body("type", equalTo("urn:groundswell:problem:job-held"))
                    .body("detail", startsWith("past-runs cannot begin now at catalog: another run is under way; try again after "));
            admin().post("/jobs/past-runs").then().statusCode(200).body("results.result", contains("not-due"));
            admin().get("/jobs").then().body(PAST_RUNS + ".databases[0].state", equalTo("running"))
                    .body(PAST_RUNS + ".databases[0].holder", equalTo("other/7"));
        } finally {
            run("UPDATE jobs SET holder = NULL, lease_until = NULL WHERE name = 'past-runs'");
        }
    }

    @Test
    void aFailedRunIsAFailedRequest() {
        run("ALTER TABLE reservations RENAME COLUMN state TO hidden");
        try {
            admin().post("/jobs/past-reservations?force=true").then().statusCode(500).contentType("application/problem+json")
                    .body("type", equalTo("urn:groundswell:problem:job-failed"))
                    .body("detail", startsWith("past-reservations did not succeed at catalog: failed, "));
            // Not done in this hour, and paused now.
            run("UPDATE jobs SET done = NULL WHERE name = 'past-reservations'");
            admin().post("/jobs/past-reservations").then().statusCode(503).header("Retry-After", Integer::parseInt, greaterThan(0))
                    .body("detail", startsWith("past-reservations cannot begin now at catalog: its last run failed; "));
        } finally {
            run("ALTER TABLE reservations RENAME COLUMN hidden TO state");
        }
        admin().get("/jobs").then().body("items.find { it.name == 'past-reservations' }.databases[0].state", equalTo("failing"));
        admin().post("/jobs/past-reservations?force=true").then().statusCode(200);
    }

    /// Only a database that is away is told of as that.
    @Test
    void aMistakeOfOursIsNotAnUnavailableDatabase() {
        run("ALTER TABLE job_runs RENAME COLUMN detail TO hidden");
        try {
            admin().get("/jobs").then().statusCode(500).body("type", equalTo("urn:groundswell:problem:internal"));
        } finally {
            run("ALTER TABLE job_runs RENAME COLUMN hidden TO detail");
        }
        admin().get("/jobs").then().statusCode(200);
    }

    @Test
    void deletesRecordsOfRunsThatAreTwoWeeksOld() {
        run("""
                INSERT INTO job_runs (job, fence, due, holder, started_at, ended_at, outcome) VALUES
                    ('old', 1, now(), 'h', now() - interval '14 days 1 minute', now(), 'succeeded'),
                    ('old', 2, now(), 'h', now() - interval '13 days 23 hours 59 minutes', now(), 'failed'),
                    ('old', 3, now(), 'h', now() - interval '20 days', NULL, NULL)
                """);

        admin().post("/jobs/past-runs?force=true").then().statusCode(200);

        assertThat(text("SELECT string_agg(fence::text, ' ' ORDER BY fence) FROM job_runs WHERE job = 'old'")).isEqualTo("2 3");
        run("DELETE FROM job_runs WHERE job = 'old'");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        admin().post("/jobs/no-such-job").then().statusCode(404).contentType("application/problem+json")
                .body("detail", equalTo("There is no job no-such-job here."));
        admin().post("/jobs/past-runs?force=perhaps").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void isForAdmins() {
        get("/jobs").statusCode(401);
        anyone().post("/jobs/past-runs").then().statusCode(401);
        customer().get("/jobs").then().statusCode(403);
        customer().post("/jobs/past-runs").then().statusCode(403);
    }

    private void run(String sql) {
        var _ = database.withConnectionAndAwait(connection -> connection.query(sql).execute());
    }

    private String text(String sql) {
        return database.withConnectionAndAwait(connection -> connection.query(sql).execute()).iterator().next().getString(0);
    }
}
