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

    @Test
    void limitsAreOnUnlessSaidOtherwise() {
        assertThat(parse(Map.of()).limits()).isEqualTo(Limits.ON);
        assertThat(parse(Map.of(), "--limits", "dark").limits()).isEqualTo(Limits.DARK);
        assertThat(parse(Map.of(), "--limits", "off").limits().settings()).containsExactly(Map.entry("groundswell.limits.mode", "off"));
        assertThatThrownBy(() -> parse(Map.of(), "--limits", "sometimes")).isInstanceOf(UsageException.class)
                .hasMessage("--limits must be off, dark or on, was sometimes");
    }

    private static UpOptions parse(Map<String, String> environment, String... words) {
        return UpOptions.parse(List.of(words), environment);
    }
}
