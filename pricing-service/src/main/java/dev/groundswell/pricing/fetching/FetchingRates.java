package dev.groundswell.pricing.fetching;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.groundswell.platform.breaker.ServiceBreakers;
import dev.groundswell.platform.context.CallersContext;
import dev.groundswell.platform.events.CacheInvalidated;
import dev.groundswell.platform.job.Job;
import dev.groundswell.platform.job.Tenure;
import dev.groundswell.platform.outbox.Outbox;
import dev.groundswell.platform.outbox.OutboxRow;
import dev.groundswell.pricing.fetching.RateWrites.Heard;
import dev.groundswell.pricing.fetching.RateWrites.NewRate;
import dev.groundswell.pricing.fetching.RateWrites.Standing;
import dev.groundswell.pricing.rate.KeptRates;
import dev.groundswell.pricing.rate.Rates;

/// Asks the provider for rates, and keeps what can be believed for the days from the next midnight on: what was quoted and ordered today stays as it was. The
/// very first rates hold from their own day, since there is nothing that they could change.
@ApplicationScoped
public class FetchingRates implements Job {

    private static final Logger LOG = Logger.getLogger(FetchingRates.class);

    /// What comes so shortly before a midnight holds from the one after it: all who keep rates have to know them before they take over.
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final Asking asking;
    private final Refusals refusals;
    private final RatesAge age;
    private final KeptRates kept;
    private final Outbox outbox;
    private final ObjectMapper mapper;
    private final RatesConfig config;
    private final Clock clock;

    @Inject
    FetchingRates(RatesConfig config, Vertx vertx, ServiceBreakers breakers, MeterRegistry registry, RatesAge age, KeptRates kept,
            Outbox outbox,
            ObjectMapper mapper, Clock clock) {
        this(new Asking(provider(config, vertx), breakers.of("rates-provider", "the last good rates hold"), config,
                span -> ThreadLocalRandom.current().nextLong(span)), new Refusals(registry), age, kept, outbox, mapper, config, clock);
    }

    FetchingRates(Asking asking, Refusals refusals, RatesAge age, KeptRates kept, Outbox outbox, ObjectMapper mapper, RatesConfig config,
            Clock clock) {
        this.asking = asking;
        this.refusals = refusals;
        this.age = age;
        this.kept = kept;
        this.outbox = outbox;
        this.mapper = mapper;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "rates";
    }

    @Override
    public Duration every() {
        return config.every();
    }

    @Override
    public Uni<String> run(Tenure tenure) {
        return CallersContext.back(asking.document())
                .map(RateDocument::read)
                .chain(document -> tenure.database().withTransaction(
                        transaction -> tenure.confirm(transaction).chain(() -> take(transaction, document, moment(tenure)))))
                .invoke(this::tell)
                .map(Taken::outcome)
                .onFailure(Unbelievable.class)
                .invoke(refused -> refusals.refused((Unbelievable) refused));
    }

    /// A clock that is behind the database's does not put rates into a day that has begun.
    private Instant moment(Tenure tenure) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(tenure.due()) ? tenure.due() : now;
    }

    private Uni<Taken> take(SqlConnection transaction, RateDocument document, Instant now) {
        return RateWrites.standing(transaction, day(now.plus(AHEAD))).chain(standing -> write(transaction, document, standing, now));
    }

    private Uni<Taken> write(SqlConnection transaction, RateDocument document, Standing standing, Instant now) {
        if (standing.published() != null && document.day().isBefore(standing.published())) {
            throw new Unbelievable("it is of " + document.day() + ", and " + standing.published() + " is known");
        }
        Judgement judgement = Judgement.of(document, standing.before(), day(now), config.change());
        LocalDate from = standing.last().containsKey(Rates.BASE) ? day(now.plus(AHEAD)).plusDays(1) : document.day();
        List<NewRate> changed = changed(judgement, standing, from);
        Heard heard = new Heard(document.day(), now);
        return RateWrites.write(transaction, changed)
                .chain(version -> outbox.insert(transaction, changed.isEmpty()
                        ? List.of()
                        : List.of(told(changed, version, now).outgoing(
                                mapper, name(), null))))
                .call(() -> RateWrites.note(transaction, heard))
                .map(events -> new Taken(heard, judgement, changed, from, missing(judgement, standing), events));
    }

    /// A rate that stays as it is needs no row: the one before holds on.
    private static List<NewRate> changed(Judgement judgement, Standing standing, LocalDate from) {
        return judgement.good().entrySet().stream()
                .filter(good -> {
                    var last = standing.last().get(good.getKey());
                    return last == null || last.compareTo(good.getValue()) != 0;
                })
                .map(good -> new NewRate(good.getKey(), from, good.getValue()))
                .toList();
    }

    private static Set<String> missing(Judgement judgement, Standing standing) {
        Set<String> missing = new TreeSet<>(standing.last().keySet());
        missing.removeAll(judgement.good().keySet());
        judgement.refused().forEach(refused -> missing.remove(refused.currency()));
        return missing;
    }

    private static CacheInvalidated told(List<NewRate> changed, long version, Instant now) {
        return new CacheInvalidated("rates/" + version, now, changed.stream().map(rate -> KeptRates.TAG + rate.currency()).toList(), null,
                false);
    }

    private void tell(Taken taken) {
        taken.changed().forEach(rate -> kept.changed(rate.currency()));
        outbox.publish(taken.events());
        age.heard(taken.heard());
        refusals.refused(taken.judgement().refused());
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    private static Provider provider(RatesConfig config, Vertx vertx) {
        return config.provider().<Provider>map(address -> new Website(address, config.most().asLongValue(), vertx)).orElseGet(() -> {
            LOG.warn("exchange rates are those of the bundled sample, for trying things out: groundswell.rates.provider is not set");
            return new Sample();
        });
    }

    /// What a document came to.
    ///
    /// @param from when the changed ones take over
    /// @param missing currencies that have a rate and are not in it
    private record Taken(Heard heard, Judgement judgement, List<NewRate> changed, LocalDate from, Set<String> missing,
            List<OutboxRow> events) {

        String outcome() {
            String text = judgement.good().size() + " rates of " + heard.published()
                    + (changed.isEmpty() ? ", none new" : ", " + changed.size() + " new from " + from + " on");
            if (!judgement.refused().isEmpty()) {
                text += "; refused: " + judgement.refused().stream().map(one -> one.currency() + " " + one.why()).collect(
                        Collectors.joining(", "));
            }
            return missing.isEmpty() ? text : text + "; not named any more: " + String.join(", ", missing);
        }
    }
}
