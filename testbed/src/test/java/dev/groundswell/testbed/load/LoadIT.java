package dev.groundswell.testbed.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.SuiteExtension;

@ExtendWith(SuiteExtension.class)
class LoadIT {
    private final TestSuite suite;
    private final Shop shop;

    LoadIT(TestSuite suite, Shop shop) {
        this.suite = suite;
        this.shop = shop;
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "browse", "shop"})
    void everyRequestOfAMixIsAnsweredWell(String mix) throws Exception {
        for (int i = 0; i < 5; i++) {
            var _ = shop.sells(100 + i, 1_000);
        }
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        int code = new LoadCommand(new PrintStream(told, true, StandardCharsets.UTF_8)).run(List.of("--dir",
                suite.logs().resolveSibling("").toString(), "--url", suite.gateway().toString(), "--mix", mix, "--users", "8", "--duration",
                "2s"));

        assertThat(code).as(told.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(told.toString(StandardCharsets.UTF_8).lines().toList().getLast()).endsWith("0 errors");
    }
}
