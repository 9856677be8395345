package dev.groundswell.order.customers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import dev.groundswell.platform.sharding.Slots;

class PseudonymTest {

    @RepeatedTest(20)
    void staysInTheSlotOfTheCustomer(RepetitionInfo repetition) {
        int slot = Slots.of("customer-" + repetition.getCurrentRepetition());
        assertThat(Slots.of(Customers.pseudonym(slot))).isEqualTo(slot);
    }
}
