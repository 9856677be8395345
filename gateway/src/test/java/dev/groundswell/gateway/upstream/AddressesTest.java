package dev.groundswell.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @Test
    void areTakenInTurn() {
        Addresses addresses = new Addresses("order", List.of("a:1", " b:2 "));

        assertThat(List.of(addresses.next(), addresses.next(), addresses.next()))
                .containsExactly(new Addresses.Address("a", 1), new Addresses.Address("b", 2), new Addresses.Address("a", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:", ":1", "a:b", "a:0", "a:65536"})
    void namesTheSettingThatIsNoAddress(String wrong) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Addresses("order", List.of(wrong)))
                .withMessage("groundswell.upstreams.order.addresses: must be host:port, was " + wrong);
    }

    @Test
    void areAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Addresses("order", List.of())).withMessageContaining("at least one");
    }
}
