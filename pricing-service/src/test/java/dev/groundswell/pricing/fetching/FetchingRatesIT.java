package dev.groundswell.pricing.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.mutiny.sqlclient.Pool;

import dev.groundswell.platform.breaker.BreakerName;
import dev.groundswell.platform.breaker.BreakerRule;
import dev.groundswell.platform.breaker.CircuitBreaker;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.pricing.rate.KeptRates;
import dev.groundswell.pricing.testing.HeldTenure;
import dev.groundswell.pricing.testing.PriceApi;
import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.pricing.testing.Rows;
import dev.groundswell.pricing.testing.SettableClock;
import dev.groundswell.pricing.testing.Wire;

/// A provider that is away, slow or lies, seen by those who read prices. It is noon of a day in 2003.
@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class FetchingRatesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2003-05-05T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2003-05-06T00:00:00Z");
    private static final String FIRST = Documents.of("2003-05-02", "GBP", "0.8", "SEK", "8", "DKK", "4");

    @Inject
    SettableClock clock;

    @Inject
    Pool database;

    @Inject
    Rows rows;

    @Inject
    RatesAge age;

    @Inject
    KeptRates kept;

    @Inject
    Outbox outbox;

    @Inject
    ObjectMapper mapper;

    @Inject
    MeterRegistry registry;

    @Inject
    KafkaClientService clients;

    @Inject
    RatesConfig config;

    private final PriceApi prices = PriceApi.newSku();
    private final Deque<Uni<byte[]>> answers = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final MeterRegistry own = new SimpleMeterRegistry();
    private final CircuitBreaker breaker = new CircuitBreaker(new BreakerName("test", "provider", "the test goes on"),
            new BreakerRule(6, 1, Duration.ofMinutes(1)), failure -> true, own);

    @BeforeEach
    void begin() {
        forgetAll();
        clock.stand(NOON);
        prices.put(Map.of("currency", "GBP", "amount", 1_000, "validFrom", "2003-01-01T00:00:00Z")).statusCode(201);
    }

    @AfterEach
    void setTheClockRight() {
        forgetAll();
        clock.shift(Duration.ZERO);
    }

    @Test
    void theFirstRatesHoldFromTheirDayAndLaterOnesFromTheNextMidnight() {
        assertThat(fetch(FIRST)).isEqualTo("3 rates of 2003-05-02, 3 new from 2003-05-02 on");
        prices.getPastCaches("SEK").body("amount", equalTo(10_000));

        assertThat(fetch(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "9"))).isEqualTo(
                "2 rates of 2003-05-05, 1 new from 2003-05-06 on; not named any more: DKK");

        prices.get("SEK").body("amount", equalTo(10_000));
        clock.stand(MIDNIGHT.minusMillis(1));
        prices.getPastCaches("SEK").body("amount", equalTo(10_000));
        clock.stand(MIDNIGHT);
        prices.get("SEK").body("amount", equalTo(11_250));
        prices.get("DKK").body("amount", equalTo(5_000));
        assertThat(fetch(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "9"))).isEqualTo(
                "2 rates of 2003-05-05, none new; not named any more: DKK");
    }

    @Test
    void whatComesRightBeforeMidnightHoldsFromTheOneAfterIt() {
        assertThat(fetch(FIRST)).contains("new from 2003-05-02");
        clock.stand(MIDNIGHT.minusSeconds(1));

        assertThat(fetch(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "9", "DKK", "4"))).contains("1 new from 2003-05-07 on");
    }

    /// The one before is not in force yet, so nobody has seen it.
    @Test
    void aCorrectionOfTheSameDayReplacesWhatIsToCome() {
        assertThat(fetch(FIRST)).contains("3 new");
        assertThat(fetch(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "9", "DKK", "4"))).contains("1 new");
        assertThat(fetch(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "9.5", "DKK", "4"))).contains("1 new");

        clock.stand(MIDNIGHT);
        prices.getPastCaches("SEK").body("amount", equalTo(11_875));
    }

    /// Both are held against what is in force: a mistake of an hour ago, which nobody has seen, binds nobody.
    @Test
    void whatIsToComeMakesNeitherACorrectionAbsurdNorAnAbsurdRateGood() {
        assertThat(fetch(FIRST)).contains("3 new");
        assertThat(fetch(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "4", "DKK", "6"))).contains("2 new");

        assertThat(fetch(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "8", "DKK", "8")))
                .isEqualTo("2 rates of 2003-05-05, 1 new from 2003-05-06 on; refused: DKK is 8, was 4");

        clock.stand(MIDNIGHT);
        prices.getPastCaches("SEK").body("amount", equalTo(10_000));
        prices.getPastCaches("DKK").body("amount", equalTo(7_500));
    }

    @Test
    void aClockThatIsBehindPutsNoRatesIntoADayThatHasBegun() {
        assertThat(fetch(FIRST)).contains("3 new");
        clock.stand(MIDNIGHT.minusSeconds(900));
        answers.add(Uni.createFrom().item(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "9", "DKK", "4").getBytes(UTF_8)));

        assertThat(fetching(new Patient(config, config.timeout())).run(new HeldTenure(database, MIDNIGHT, false)).await().atMost(PATIENCE))
                .contains("1 new from 2003-05-07 on");
    }

    @Test
    void absurdRatesAreRefusedAndToldAndTheLastGoodOnesHold() {
        assertThat(fetch(FIRST)).contains("3 new");

        assertThat(fetch(Documents.of("2003-05-05", "GBP", "0.8", "SEK", "80", "DKK", "5")))
                .isEqualTo("2 rates of 2003-05-05, 1 new from 2003-05-06 on; refused: SEK is 80, was 8");

        clock.stand(MIDNIGHT);
        prices.getPastCaches("SEK").body("amount", equalTo(10_000));
        prices.getPastCaches("DKK").body("amount", equalTo(6_250));
        assertThat(own.get("rates.refused").tag("currency", "SEK").counter().count()).isEqualTo(1);
    }

    @Test
    void ofADocumentThatIsWrongAsAWholeNothingIsTaken() {
        assertThat(fetch(FIRST)).contains("3 new");
        clock.stand(NOON.plusSeconds(3_600));

        for (String wrong : new String[]{Documents.of("2003-05-06", "GBP", "0.8"), Documents.of("2003-05-05", "GBP", "8", "SEK", "9"),
                Documents.of("2003-05-01", "GBP", "0.8", "SEK", "9"), FIRST.substring(0, FIRST.length() / 2), ""}) {
            assertThatThrownBy(() -> fetch(wrong)).isInstanceOf(Unbelievable.class);
        }

        assertThat(asked).as("nobody is asked again what was answered").hasValue(6);
        assertThat(own.get("rates.refused").tag("currency", "all").counter().count()).isEqualTo(5);
        assertThat(age("rates.age")).isEqualTo(3_600);
        prices.getPastCaches("SEK").body("amount", equalTo(10_000));
    }

    @Test
    void whileTheProviderIsAwayTheLastGoodRatesHoldAndTheirAgeGrows() {
        assertThat(fetch(FIRST)).contains("3 new");
        assertThat(age("rates.age")).isZero();
        assertThat(age("rates.published.age")).isEqualTo(Duration.ofHours(3 * 24 + 12).toSeconds());
        for (int i = 0; i < 6; i++) {
            answers.add(Uni.createFrom().failure(new IOException("nobody there")));
        }

        assertThatThrownBy(() -> run(false)).hasMessageContaining("nobody there");
        assertThat(asked).as("tries").hasValue(1 + 3);
        clock.stand(NOON.plusSeconds(7_200));
        assertThatThrownBy(() -> run(false)).hasMessageContaining("nobody there");

        assertThat(age("rates.age")).isEqualTo(7_200);
        prices.getPastCaches("SEK").body("amount", equalTo(10_000));
        assertThat(own.get("circuit.breaker.state").gauge().value()).isEqualTo(2);
        assertThatThrownBy(() -> fetch(FIRST)).as("it is left alone for a while").isInstanceOf(Exception.class);
        assertThat(asked).hasValue(7);
    }

    @Test
    void noRequestWaitsForASlowProvider() {
        assertThat(fetch(FIRST)).contains("3 new");
        AtomicInteger givenUp = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            answers.add(Uni.createFrom().<byte[]>nothing().onCancellation().invoke(givenUp::incrementAndGet));
        }
        var running = Uni.createFrom().deferred(() -> fetching(new Patient(config, Duration.ofMillis(200))).run(HeldTenure.of(database)))
                .subscribeAsCompletionStage();

        for (int i = 0; i < 5; i++) {
            assertThat(prices.get("SEK").body("amount", equalTo(10_000)).extract().time()).isLessThan(5_000);
        }
        assertThatThrownBy(running::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(givenUp).hasValue(3);
    }

    @Test
    void whoHasLostTheJobWritesNothing() {
        answers.add(Uni.createFrom().item(FIRST.getBytes(UTF_8)));

        assertThatThrownBy(() -> run(true)).hasMessage("taken over");

        assertThat(rows.write("SELECT count(*) FROM exchange_rates")).isZero();
        assertThat(rows.write("SELECT count(*) FROM rates_heard WHERE published IS NOT NULL")).isZero();
    }

    /// As in a process that did not ask: the row is there, the clock stands still, and nobody but Kafka tells.
    @Test
    void otherProcessesHearOfNewRates() {
        await().until(() -> !clients.getConsumer("changes").getAssignments().await().indefinitely().isEmpty());
        assertThat(fetch(FIRST)).contains("3 new");
        prices.get("SEK").body("amount", equalTo(10_000));
        rows.rate("SEK", "2003-05-05", "9");

        try (Wire wire = new Wire()) {
            String told = new String(wire.await("cache-invalidated", 1, record -> record.key().equals("rates")
                    && new String(record.value(), UTF_8).contains("rate:DKK")).getLast().value(), UTF_8);
            assertThat(told).contains("\"tags\":[\"rate:DKK\",\"rate:GBP\",\"rate:SEK\"]");
            await().atMost(PATIENCE).untilAsserted(() -> {
                wire.put("cache-invalidated", "rates", told.getBytes(UTF_8), Map.of());
                wire.flush();
                prices.get("SEK").body("amount", equalTo(11_250));
            });
        }
    }

    private String fetch(String document) {
        answers.add(Uni.createFrom().item(document.getBytes(UTF_8)));
        return run(false);
    }

    private String run(boolean lost) {
        HeldTenure tenure = HeldTenure.of(database);
        return fetching(new Patient(config, config.timeout())).run(lost ? tenure.taken() : tenure).await().atMost(PATIENCE);
    }

    private FetchingRates fetching(RatesConfig settings) {
        Provider provider = () -> Uni.createFrom().deferred(() -> {
            asked.incrementAndGet();
            return answers.remove();
        });
        return new FetchingRates(new Asking(provider, breaker, settings, span -> 0), new Refusals(own), age, kept, outbox, mapper, settings,
                clock);
    }

    private double age(String metric) {
        return registry.get(metric).gauge().value();
    }

    private void forgetAll() {
        assertThat(rows.write("""
                WITH rates AS (DELETE FROM exchange_rates RETURNING currency)
                UPDATE rates_heard SET published = NULL, heard_at = '2000-01-01' RETURNING 1
                """)).isEqualTo(1);
        for (String currency : new String[]{"GBP", "SEK", "DKK"}) {
            kept.changed(currency);
        }
    }
}
