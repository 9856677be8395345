package dev.groundswell.testbed.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.specification.RequestSpecification;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Customer;
import dev.groundswell.testbed.suite.Line;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.SuiteExtension;

@ExtendWith(SuiteExtension.class)
class ManagementIT {
    static final List<String> INSTANCES = List.of("gateway-1", "order-1", "catalog-1", "pricing-1");
    private static final String ACTIVE_USERS = "(?m)^active_users(\\{.*})? [1-9]";

    private final TestSuite suite;
    private final Shop shop;

    ManagementIT(TestSuite suite, Shop shop) {
        this.suite = suite;
        this.shop = shop;
    }

    @ParameterizedTest
    @FieldSource("INSTANCES")
    void anInstanceIsReady(String instance) {
        management(instance).get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @ParameterizedTest
    @FieldSource("INSTANCES")
    void anInstanceMeasuresItsRequestsAndCaches(String instance) {
        anOrderIsConfirmed();

        await().untilAsserted(() -> assertThat(metrics(instance))
                .containsPattern("(?m)^request_duration_seconds_count\\{.*route=\".+\".*} [1-9]")
                .containsPattern("(?m)^request_duration_seconds_bucket\\{.*le=\"0\\.2\".*} ")
                .containsPattern("(?m)^cache_hit_rate\\{.*} "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway-1", "order-1"})
    void whoKnowsItsCustomersCountsTheActiveOnes(String instance) {
        anOrderIsConfirmed();

        assertThat(metrics(instance)).containsPattern(ACTIVE_USERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalog-1", "pricing-1"})
    void whoOnlyChecksGroupsCountsActiveUsersToo(String instance) {
        anOrderIsConfirmed();

        assertThat(metrics(instance)).containsPattern(ACTIVE_USERS);
    }

    @ParameterizedTest
    @FieldSource("INSTANCES")
    void anInstanceCountsErrorsFromItsStart(String instance) {
        assertThat(metrics(instance)).containsPattern("(?m)^errors_total\\{.*route=\".+\".*} ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-1", "catalog-1", "pricing-1"})
    void anInstanceDoesItsJobsFromTheStartAndTellsWhatIsOverdue(String instance) {
        await().untilAsserted(() -> assertThat(metrics(instance))
                .containsPattern("(?m)^jobs_overdue_seconds\\{.*job=\"past-runs\".*} 0\\.0$")
                .containsPattern("(?m)^job_runs_total\\{.*job=\"past-runs\",outcome=\"succeeded\".*} [1-9]")
                .containsPattern("(?m)^job_run_seconds_count\\{.*job=\"past-runs\".*} [1-9]"));
    }

    @Test
    void jobsAreListedAndRunFromTheCommandLine() {
        await().untilAsserted(
                () -> assertThat(suite.command("jobs")).containsPattern("order +past-runs +orders_1 +24h +waiting .* succeeded"));
        assertThat(suite.command("jobs", "run", "expired-keys", "--force").lines()).containsExactly("orders_0: succeeded, 0 keys deleted",
                "orders_1: succeeded, 0 keys deleted", "expired-keys: ran at 2, not due at 0");
        assertThat(suite.command("jobs", "run", "past-runs")).contains("catalog: not-due").contains("pricing: not-due");
    }

    @ParameterizedTest
    @FieldSource("INSTANCES")
    void aPublicPortShowsNeither(String instance) {
        for (String path : List.of("/q/metrics", "/q/health", "/q/health/ready", "/q/health/live", "/metrics", "/health", "/q/dev-ui")) {
            shop.at(suite.instance(instance)).get(path).then().statusCode(not(200))
                    .body(not(containsString("request_duration")));
        }
    }

    /// After an admin's writes to catalog and pricing, so that every instance has answered somebody.
    private void anOrderIsConfirmed() {
        Customer customer = shop.newCustomer();
        assertThat(customer.settled(customer.orders(new Line(shop.sells(100, 1), 1))).getString("status")).isEqualTo("confirmed");
    }

    private String metrics(String instance) {
        return management(instance).accept("text/plain").get("/q/metrics").then().statusCode(200).extract().asString();
    }

    private RequestSpecification management(String instance) {
        return shop.at(suite.management(instance));
    }
}
