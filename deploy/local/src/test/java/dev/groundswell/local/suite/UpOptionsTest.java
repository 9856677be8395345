package dev.groundswell.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.groundswell.local.command.UsageException;

class UpOptionsTest {
    @Test
    void asksForThePortsOfAFurtherInstanceByItsNumber() {
        UpOptions options = parse(Map.of("GROUNDSWELL_ORDER_2_MANAGEMENT_PORT", "9222"), "--instances", "order=2", "--order-2-port",
                "8222");

        assertThat(options.ports()).containsEntry("order-2", 8222).containsEntry("order-2-management", 9222);
    }

    @Test
    void refusesThePortOfAnInstanceThatThereIsNot() {
        assertThatThrownBy(() -> parse(Map.of(), "--order-2-port", "8222")).isInstanceOf(UsageException.class)
                .hasMessage("--order-2-port: there is no order-2, see --instances");
    }

    @Test
    void tellsTheKnownOptionsWithoutTheNumberedOnes() {
        assertThatThrownBy(() -> parse(Map.of(), "--instance", "order=2")).isInstanceOf(UsageException.class)
                .hasMessageContaining("--instances").hasMessageContaining("--order-port").hasMessageNotContaining("--order-2-port");
    }

    private static UpOptions parse(Map<String, String> environment, String... words) {
        return UpOptions.parse(List.of(words), environment);
    }
}
