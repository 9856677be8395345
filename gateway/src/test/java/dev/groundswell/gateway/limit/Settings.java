package dev.groundswell.gateway.limit;

import java.time.Duration;

/// As by default, with a budget that no busy machine exceeds: what is tested is not how fast it is.
record Settings(Duration budget, Duration tick, int batch, int remembered) implements LimitSettings {

    static final Settings PATIENT = new Settings(Duration.ofSeconds(5), Duration.ofMillis(4), 64, 1_000);

    Settings tick(Duration longest) {
        return new Settings(budget, longest, batch, remembered);
    }

    Settings batch(int keys) {
        return new Settings(budget, tick, keys, remembered);
    }

    @Override
    public Mode mode() {
        return Mode.ON;
    }

    @Override
    public FieldStyle fields() {
        return FieldStyle.IETF;
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Orders orders() {
        return new Orders() {

            @Override
            public long quota() {
                return 100;
            }

            @Override
            public Duration window() {
                return Duration.ofSeconds(60);
            }
        };
    }

    @Override
    public Browse browse() {
        return new Browse() {

            @Override
            public long quota() {
                return 1_000;
            }

            @Override
            public Duration window() {
                return Duration.ofSeconds(60);
            }
        };
    }

    @Override
    public Admin admin() {
        return new Admin() {

            @Override
            public long quota() {
                return 10_000;
            }

            @Override
            public Duration window() {
                return Duration.ofSeconds(60);
            }
        };
    }
}
