package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastOrdersTest {
    private static final Instant NEWEST = Instant.parse("2026-11-29T08:00:00Z");
    private static final PastOrders ORDERS = new PastOrders(10_000, NEWEST);

    /// The vectors of platform's `SlotsTest`.
    @ParameterizedTest
    @CsvSource({"alice, 925", "customer-42, 949", "3f2504e0-4f89-41d3-9a0c-0305e82c3301, 779", "jürgen, 129"})
    void slotsAreThoseOfOrderService(String customer, int slot) {
        assertThat(PastOrders.slot(customer)).isEqualTo(slot);
    }

    @Test
    void everyCustomerHasTwentyOrdersOverTheYear() {
        int[] orders = new int[ORDERS.customers()];
        int[] inTheFirstHalf = new int[ORDERS.customers()];
        for (int order = 0; order < ORDERS.size(); order++) {
            orders[ORDERS.customerOf(order)]++;
            inTheFirstHalf[ORDERS.customerOf(order)] += order < ORDERS.size() / 2 ? 1 : 0;
        }

        assertThat(orders).hasSize(500).containsOnly(20);
        assertThat(inTheFirstHalf).doesNotContain(0, 20);
    }

    @Test
    void idsAreOfVersion7AndGrowAndCarryTheSlotOfTheCustomer() {
        String last = "";
        for (int order = 0; order < ORDERS.size(); order++) {
            UUID id = ORDERS.id(order);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() & 0x3ff).isEqualTo(PastOrders.slot(PastOrders.customer(ORDERS.customerOf(order))));
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(ORDERS.placedAt(order).toEpochMilli());
            assertThat(id.toString()).isGreaterThan(last);
            last = id.toString();
        }
    }

    @Test
    void theYearEndsWithTheNewest() {
        assertThat(ORDERS.placedAt(ORDERS.size() - 1)).isEqualTo(NEWEST);
        assertThat(ORDERS.placedAt(0)).isBetween(NEWEST.minus(Duration.ofDays(365)), NEWEST.minus(Duration.ofDays(364)));
    }

    @Test
    void aCustomerWithFewerOrdersIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PastOrders(1_010, NEWEST)).withMessageContaining("1010");
    }
}
