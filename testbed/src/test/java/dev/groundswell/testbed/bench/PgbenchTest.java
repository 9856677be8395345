package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class PgbenchTest {
    private static final String TOLD = """
            transaction type: accept.sql
            query mode: prepared
            number of clients: 32
            number of transactions actually processed: 40376
            number of failed transactions: 2 (0.005%)
            latency average = 4.755 ms
            initial connection time = 180.250 ms
            tps = 6729.467127 (without initial connection time)
            """;

    @Test
    void itsResultIsRead() {
        assertThat(Pgbench.Result.parse(TOLD)).isEqualTo(new Pgbench.Result(6729.467127, 4.755, 2));
    }

    @Test
    void anythingElseIsTold() {
        assertThatExceptionOfType(BenchException.class).isThrownBy(() -> Pgbench.Result.parse("pgbench: error: client 3 aborted"))
                .withMessageContaining("client 3 aborted");
    }

    @Test
    void itsVersionIsRead() {
        assertThat(Pgbench.version("pgbench (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)")).isEqualTo("pgbench 15.18");
    }
}
