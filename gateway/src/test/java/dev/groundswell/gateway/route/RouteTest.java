package dev.groundswell.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteTest {

    @ParameterizedTest
    @EnumSource(value = Access.class, names = {"CUSTOMER", "ADMIN"})
    void answersThatBelongToSomebodyCannotBeKept(Access access) {
        assertThatThrownBy(() -> route(access, Caching.STANDARD)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mine");
        assertThat(route(access, Caching.OFF).caching().on()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Access.class, names = {"ANYONE", "UNCHECKED"})
    void answersThatBelongToNobodyCan(Access access) {
        assertThat(route(access, Caching.STANDARD).caching().on()).isTrue();
    }

    @Test
    void nothingIsFreshForLessThanNoTime() {
        assertThatThrownBy(() -> new Caching(true, Duration.ofSeconds(-1), false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Route route(Access access, Caching caching) {
        return new Route("mine", "GET", "/mine", Destination.ORDER, access, 1, Pace.ORDINARY, Set.of(), caching, Quota.BROWSE,
                Priority.BROWSE);
    }
}
