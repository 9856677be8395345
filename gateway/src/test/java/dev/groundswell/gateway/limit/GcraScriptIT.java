package dev.groundswell.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

import dev.groundswell.gateway.service.Surroundings;

/// Redis counts as [Rate] does.
@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class GcraScriptIT {

    /// The script's clock is the test's, and keys do not end by Redis' own; a key that would end before its time fails the script.
    private static final String BY_THE_TESTS_CLOCK = """
            local real = redis
            local redis = {
              call = function(command, ...)
                if command == 'TIME' then
                  return { ARGV[2], ARGV[3] }
                elseif command == 'SET' then
                  local key, value, how, millis = ...
                  local whole, rest, ends = struct.unpack('>i8i8i8', value)
                  if how == 'KEEPTTL' then
                    local _, _, kept = struct.unpack('>i8i8i8', real.call('GET', key))
                    assert(whole <= ends and ends == kept, 'kept alive for too short')
                  else
                    assert(how == 'PX' and whole <= ends and millis * 1000 >= ends - (ARGV[2] * 1000000 + ARGV[3]), 'set for too short')
                  end
                  return real.call('SET', key, value)
                end
                return real.call(command, ...)
              end
            }
            """ + GcraScript.TEXT;
    private static final long SECOND = 1_000_000;
    private static final List<Rate> RATES = List.of(new Rate(1, SECOND), new Rate(1, 7), new Rate(3, SECOND), new Rate(7, 999_983),
            new Rate(13, 13), new Rate(97, 60 * SECOND), new Rate(100, 60 * SECOND), new Rate(997, 10_007),
            new Rate(10_000, 60 * SECOND), new Rate(49_999, 86_400 * SECOND));

    @Inject
    Redis redis;

    private final String prefix = "test:" + UUID.randomUUID() + ":";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void decidesAsTheRateDoes(int seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Tat> tats = new HashMap<>();
        long now = 1_764_000_000L * SECOND + random.nextInt(1_000_000);
        for (int step = 0; step < 150; step++) {
            now += random.nextInt(4) == 0 ? random.nextLong(3 * SECOND) : random.nextLong(2_000);
            if (random.nextInt(40) == 0) {
                now -= random.nextLong(200 * SECOND);
            }
            List<GcraScript.Asked> asked = new ArrayList<>();
            for (int rate = 0; rate < RATES.size(); rate++) {
                if (random.nextInt(3) > 0) {
                    asked.add(new GcraScript.Asked(prefix + rate, RATES.get(rate), 1 + random.nextInt(1 + random.nextInt(150))));
                }
            }

            GcraScript.Answer answer = GcraScript.answer(send(byTheTestsClock(asked, now)), asked.size());

            assertThat(answer.now()).isEqualTo(now);
            for (int i = 0; i < asked.size(); i++) {
                GcraScript.Asked one = asked.get(i);
                Rate.Taken expected = one.rate().take(tats.getOrDefault(one.key(), Tat.NEVER), now, one.count());
                assertThat(answer.taken().get(i)).as("seed %d, step %d, %s", seed, step, one).isEqualTo(expected);
                tats.put(one.key(), expected.tat());
            }
        }
    }

    @Test
    void aKeyOutlivesWhatItTellsByAWindow() throws Exception {
        GcraScript.Answer first = take("ends", 3);
        long ends = millisLeft("ends");

        assertThat(first.taken().getFirst().tat().whole() - first.now()).isEqualTo(3 * SECOND);
        assertThat(ends).isBetween(12_000L, 13_002L);

        take("ends", 7);
        assertThat(millisLeft("ends")).as("the key holds until then anyway").isLessThanOrEqualTo(ends);
    }

    @Test
    void countsByRedisOwnClock() throws Exception {
        List<GcraScript.Asked> asked = List.of(new GcraScript.Asked(prefix + "clock", new Rate(10, 10 * SECOND), 1));

        long before = time();
        long now = GcraScript.answer(send(GcraScript.whole(asked)), 1).now();

        assertThat(now).isBetween(before, time());
    }

    /// Whatever else lies there is not a time.
    @Test
    void whatIsNoTimeIsAsGoodAsNothing() throws Exception {
        send(Request.cmd(Command.SET).arg(prefix + "odd").arg("odd"));
        List<GcraScript.Asked> asked = List.of(new GcraScript.Asked(prefix + "odd", new Rate(10, 10 * SECOND), 11));

        assertThat(GcraScript.answer(send(GcraScript.whole(asked)), 1).taken().getFirst().passed()).isEqualTo(10);
    }

    @Test
    void aRedisThatForgotTheScriptIsToldIt() throws Exception {
        send(Request.cmd(Command.SCRIPT).arg("FLUSH"));
        List<GcraScript.Asked> asked = List.of(new GcraScript.Asked(prefix + "forgot", new Rate(10, 10 * SECOND), 1));

        Throwable failure = redis.send(GcraScript.named(asked)).toCompletionStage().handle((answer, failed) -> failed).toCompletableFuture()
                .get();
        send(GcraScript.whole(asked));

        assertThat(GcraScript.isUnknown(failure)).isTrue();
        assertThat(GcraScript.answer(send(GcraScript.named(asked)), 1).taken().getFirst().passed()).isEqualTo(1);
    }

    @CanIgnoreReturnValue
    private GcraScript.Answer take(String name, int count) throws Exception {
        return GcraScript.answer(send(GcraScript.whole(List.of(new GcraScript.Asked(prefix + name, new Rate(10, 10 * SECOND), count)))), 1);
    }

    private long millisLeft(String name) throws Exception {
        return Long.parseLong(send(Request.cmd(Command.PTTL).arg(prefix + name)).toString());
    }

    private static Request byTheTestsClock(List<GcraScript.Asked> asked, long now) {
        Request request = Request.cmd(Command.EVAL).arg(BY_THE_TESTS_CLOCK).arg(asked.size());
        asked.forEach(one -> request.arg(one.key()));
        return request.arg(GcraScript.questions(asked)).arg(now / SECOND).arg(now % SECOND);
    }

    private long time() throws ExecutionException, InterruptedException {
        Response time = send(Request.cmd(Command.TIME));
        return Long.parseLong(time.get(0).toString()) * SECOND + Long.parseLong(time.get(1).toString());
    }

    @CanIgnoreReturnValue
    private Response send(Request request) throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(redis.send(request).toCompletionStage().toCompletableFuture().get());
    }
}
