package dev.groundswell.gateway.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    private static final String SETTING = "groundswell.upstreams.order.addresses";

    @Test
    void isAHostAndAPort() {
        assertThat(Address.listOf(SETTING, List.of("a-b.c_d:1", " 10.0.0.1:2 ", "[::1]:3"))).containsExactly(new Address("a-b.c_d", 1),
                new Address("10.0.0.1", 2), new Address("[::1]", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:", ":1", "a:b", "a:0", "a:65536", "a:1 b:2", "http://a:1"})
    void namesTheSettingThatIsNoAddress(String wrong) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.listOf(SETTING, List.of("b:1", wrong)))
                .withMessage(SETTING + ": must be host:port, was " + wrong);
    }

    @Test
    void areAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.listOf(SETTING, List.of())).withMessageContaining("at least one");
    }

    @Test
    void areNamedOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.listOf(SETTING, List.of("a:1", "b:1", " a:1")))
                .withMessage(SETTING + ": must name each host:port once, was twice a:1");
    }
}
