package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// How many products catalog-service has found in memory, in Redis and at the origin, by its own metrics.
record CacheLookups(double memory, double redis, double origin) {

    /// @param management the service's management port
    static CacheLookups told(URI management) throws IOException, InterruptedException {
        return in(RequestCount.metrics(management));
    }

    static CacheLookups in(String metrics) {
        return new CacheLookups(count("memory", "hit", metrics), count("redis", "hit", metrics), count("origin", "found", metrics));
    }

    /// Those since then.
    CacheLookups since(CacheLookups before) {
        return new CacheLookups(memory - before.memory, redis - before.redis, origin - before.origin);
    }

    String words() {
        return String.format(Locale.ROOT, "found in memory %.0f, in Redis %.0f, at the origin %.0f", memory, redis, origin);
    }

    private static double count(String tier, String outcome, String metrics) {
        return Pattern
                .compile("(?m)^cache_lookups_total\\{(?=[^}]*cache=\"products\")(?=[^}]*tier=\"" + tier + "\")(?=[^}]*outcome=\"" + outcome
                        + "\")[^}]*} (\\S+)")
                .matcher(metrics).results().mapToDouble(line -> Double.parseDouble(line.group(1))).sum();
    }
}
