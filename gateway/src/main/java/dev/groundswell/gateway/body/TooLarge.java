package dev.groundswell.gateway.body;

import java.util.Map;

import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The one answer to bodies beyond the bound. It closes the connection: the rest of the body is not worth reading only to get behind it.
final class TooLarge {

    private TooLarge() {}

    static Refusal refusal() {
        return new Refusal(Problem.ofStatus(413), Map.of("Connection", "close"));
    }
}
