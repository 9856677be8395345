package dev.groundswell.gateway.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/// [Rate#take] for many keys as one step of Redis, by Redis' own clock. Runs on Redis 6.2: a script, not a function.
///
/// A key's value is its [Tat] and when the key ends, three times eight bytes. It outlives its time by a window, so that most requests of who comes again leave its end
/// as it is, which costs Redis less. Redis counts in doubles, which are exact for what [Rate] admits.
final class GcraScript {

    static final String TEXT = """
            local call, floor, pack, unpack = redis.call, math.floor, struct.pack, struct.unpack
            local time = call('TIME')
            local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
            local verdicts = { pack('>i8', now) }
            for i, key in ipairs(KEYS) do
              local quota, window, asked = unpack('>i8i8i8', ARGV[1], 24 * i - 23)
              local whole, rest, ends, setback = now, 0, 0, false
              local kept = call('GET', key)
              if kept and #kept == 24 then
                whole, rest, ends = unpack('>i8i8i8', kept)
                if whole < now then
                  whole, rest = now, 0
                elseif whole >= now + window then
                  whole, rest, ends, setback = now + window, 0, 0, true
                end
              end
              local passed = math.min(asked, floor(((now + window - whole) * quota - rest) / window))
              if passed > 0 or setback then
                local parts = rest + passed * window
                whole = whole + floor(parts / quota)
                rest = parts % quota
                if whole <= ends then
                  call('SET', key, pack('>i8i8i8', whole, rest, ends), 'KEEPTTL')
                else
                  ends = whole + window
                  call('SET', key, pack('>i8i8i8', whole, rest, ends), 'PX', math.ceil((ends - now) / 1000) + 1)
                end
              end
              verdicts[i + 1] = pack('>i8i8i8', whole, rest, passed)
            end
            return table.concat(verdicts)
            """;

    private static final String SHA = sha(TEXT);
    private static final int HEAD = Long.BYTES;
    private static final int QUESTION = 3 * Long.BYTES;
    private static final int VERDICT = 3 * Long.BYTES;

    private GcraScript() {}

    /// Requests of one key that are counted together.
    record Asked(String key, Rate rate, int count) {}

    /// What Redis said.
    ///
    /// @param now its time, microseconds since the epoch
    /// @param taken one for each key, in their order
    record Answer(long now, List<Rate.Taken> taken) {}

    /// By the script's name, under which Redis keeps it; fails with `NOSCRIPT` when it does not.
    static Request named(List<Asked> asked) {
        return request(Request.cmd(Command.EVALSHA).arg(SHA), asked);
    }

    /// The script itself, which Redis keeps from then on.
    static Request whole(List<Asked> asked) {
        return request(Request.cmd(Command.EVAL).arg(TEXT), asked);
    }

    /// Whether Redis does not know the script's name.
    static boolean isUnknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    static Answer answer(Response response, int keys) {
        Buffer bytes = response.toBuffer();
        List<Rate.Taken> taken = new ArrayList<>(keys);
        for (int i = 0; i < keys; i++) {
            int at = HEAD + i * VERDICT;
            Tat tat = new Tat(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
            taken.add(new Rate.Taken(tat, (int) bytes.getLong(at + 2 * Long.BYTES)));
        }
        return new Answer(bytes.getLong(0), taken);
    }

    private static Request request(Request request, List<Asked> asked) {
        request.arg(asked.size());
        for (Asked one : asked) {
            request.arg(one.key());
        }
        return request.arg(questions(asked));
    }

    /// One argument for all: each costs both sides more than its bytes.
    static Buffer questions(List<Asked> asked) {
        Buffer questions = Buffer.buffer(asked.size() * QUESTION);
        for (Asked one : asked) {
            questions.appendLong(one.rate().quota()).appendLong(one.rate().window()).appendLong(one.count());
        }
        return questions;
    }

    private static String sha(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK knows SHA-1", e);
        }
    }
}
