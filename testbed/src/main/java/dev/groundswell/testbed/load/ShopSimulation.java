package dev.groundswell.testbed.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;
import static io.gatling.javaapi.http.HttpDsl.http;

import java.time.Duration;
import java.util.Arrays;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Choice;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;

/// The current [LoadRun] as Gatling runs it: what each virtual user does is its [Shopper]'s business.
public final class ShopSimulation extends Simulation {
    private static final String SHOPPER = "shopper";
    /// Answers that take longer count as unanswered (Gatling's `http.requestTimeout` in `gatling.conf`); no run outlives its end by more.
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(35);

    private final LoadRun run = LoadRun.current();

    /// Gatling's.
    public ShopSimulation() {
        LoadPlan plan = run.plan();
        var _ = setUp(plan.rate().isPresent() ? open(plan) : closed(plan)).maxDuration(plan.duration().plus(LAST_ANSWERS));
    }

    @Override
    public void before() {
        run.begins();
    }

    @Override
    public void after() {
        run.ends();
    }

    /// Arrivals come at their rate, however slowly the shop answers. They share connections, of which there are as many as wait for answers.
    private PopulationBuilder open(LoadPlan plan) {
        return scenario(plan.mix().name())
                .exec(session -> session.set(SHOPPER, run.arrives()))
                .asLongAs(session -> shopper(session).goesOn()).on(step())
                .injectOpen(constantUsersPerSec(plan.rate().orElseThrow()).during(plan.duration()))
                .protocols(protocol(plan).shareConnections());
    }

    /// Each user has a connection of its own and asks again as soon as it was answered.
    private PopulationBuilder closed(LoadPlan plan) {
        return scenario(plan.mix().name())
                .exec(session -> session.set(SHOPPER, run.arrives()))
                .exec(asLongAs(session -> run.goesOn()).on(
                        doIf(session -> !shopper(session).goesOn()).then(exec(session -> {
                            shopper(session).planSession();
                            return session;
                        })),
                        step()))
                .injectOpen(atOnceUsers(plan.users()))
                .protocols(protocol(plan));
    }

    private ChainBuilder step() {
        return exec(
                doSwitch(session -> shopper(session).next().name())
                        .on(Arrays.stream(Operation.values()).map(ShopSimulation::choice).toList()),
                exec(session -> {
                    shopper(session).finished();
                    return session;
                }),
                doIf(session -> shopper(session).isAskedToWait()).then(pause(this::backOff)),
                stopLoadGeneratorIf(session -> "stopped", session -> run.isStopped()));
    }

    private static Choice.WithKey choice(Operation operation) {
        return onCase(operation.name()).then(exec(request(operation)));
    }

    private static HttpRequestActionBuilder request(Operation operation) {
        HttpRequestActionBuilder request = operation.posts()
                ? http(operation.label()).post(session -> shopper(session).begin())
                        .body(StringBody(session -> shopper(session).basket())).header("Content-Type", "application/json")
                : http(operation.label()).get(session -> shopper(session).begin());
        // Whoever has no token shares a limit with everybody on this machine.
        request = request.header("Authorization", session -> "Bearer " + shopper(session).token());
        if (operation == Operation.ORDER) {
            request = request.header("Idempotency-Key", session -> shopper(session).idempotencyKey());
        }
        return request.transformResponse((answer, session) -> {
            shopper(session).answered(answer.status().code(), answer.headers().get("Location", ""),
                    answer.headers().get("Retry-After", ""));
            return answer;
        });
    }

    /// Not beyond the end of the run: a user that would only wait has gone home.
    private Duration backOff(Session session) {
        Duration asked = shopper(session).takeBackOff();
        Duration left = run.left();
        return left.isNegative() ? Duration.ZERO : asked.compareTo(left) < 0 ? asked : left;
    }

    private static HttpProtocolBuilder protocol(LoadPlan plan) {
        return http.baseUrl(plan.url().toString()).acceptHeader("application/json").disableAutoReferer().disableFollowRedirect()
                .disableCaching().disableWarmUp();
    }

    private static Shopper shopper(Session session) {
        Shopper shopper = session.get(SHOPPER);
        if (shopper == null) {
            throw new IllegalStateException("a virtual user without shopper");
        }
        return shopper;
    }
}
