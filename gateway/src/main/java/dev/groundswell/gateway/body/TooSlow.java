package dev.groundswell.gateway.body;

import java.util.Map;

import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The one answer to bodies that take too long. It closes the connection, as RFC 9110 (section 15.5.9) asks for.
final class TooSlow {

    private TooSlow() {}

    static Refusal refusal(long seconds) {
        return new Refusal(Problem.of("request-timeout", "Request timeout", 408, "The request body did not come within " + seconds + " s."),
                Map.of("Connection", "close"));
    }
}
