package dev.groundswell.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import dev.groundswell.local.testing.AuthorizationMatrix;
import dev.groundswell.local.testing.AuthorizationMatrix.Caller;
import dev.groundswell.local.testing.AuthorizationMatrix.Line;

/// The matrix knows every route and no other; whether it is true is asked of a running suite (testbed, `AuthorizationMatrixIT`).
class AuthorizationTest {

    @Test
    void everyRouteHasOneLineInTheMatrix() {
        assertThat(RouteTable.ROUTES).extracting(route -> route.method() + " " + route.pattern() + " " + owner(route))
                .containsExactlyInAnyOrderElementsOf(
                        AuthorizationMatrix.LINES.stream().map(line -> line.method() + " " + line.path() + " " + line.service()).toList());
    }

    @ParameterizedTest
    @FieldSource("dev.groundswell.gateway.route.RouteTable#ROUTES")
    void theMatrixSaysWhatTheRouteDoes(Route route) {
        Line line = AuthorizationMatrix.LINES.stream()
                .filter(candidate -> candidate.method().equals(route.method()) && candidate.path().equals(route.pattern())).findFirst()
                .orElseThrow();

        assertThat(line.status(Caller.EXPIRED)).isEqualTo(401);
        assertThat(line.status(Caller.ADMIN)).isLessThan(300);
        assertThat(line.status(Caller.ANONYMOUS) == 401).isEqualTo(route.access() != Access.ANYONE);
        assertThat(line.status(Caller.OWNER) == 403).isEqualTo(route.access() == Access.ADMIN);
        assertThat(line.status(Caller.STRANGER) == 403).isEqualTo(route.access() == Access.ADMIN);
    }

    private static String owner(Route route) {
        return route.destination().name().toLowerCase(Locale.ROOT);
    }
}
