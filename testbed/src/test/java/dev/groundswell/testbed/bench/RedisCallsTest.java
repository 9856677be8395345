package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisCallsTest {

    @Test
    void scriptsAreCountedHoweverTheyWereCalled() {
        assertThat(RedisCalls.in("""
                # Commandstats
                cmdstat_evalsha:calls=1200,usec=90000,usec_per_call=75.00,rejected_calls=0,failed_calls=1
                cmdstat_get:calls=99999,usec=1,usec_per_call=1.00,rejected_calls=0,failed_calls=0
                cmdstat_eval:calls=1,usec=80,usec_per_call=80.00,rejected_calls=0,failed_calls=0
                """)).isEqualTo(1_201);
        assertThat(RedisCalls.in("# Commandstats\n")).isZero();
    }
}
