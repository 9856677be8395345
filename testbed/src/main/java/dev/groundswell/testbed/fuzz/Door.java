package dev.groundswell.testbed.fuzz;

import java.io.IOException;

import dev.groundswell.testbed.contract.Answer;

/// The way to the suite: asks again, when it is told to, what was refused for being one too many.
final class Door {

    private static final int TOO_MANY = 429;
    private static final int PATIENCE = 5;
    private static final long MOST_SECONDS = 60;

    private final Wire wire;
    private int waited;

    Door(Wire wire) {
        this.wire = wire;
    }

    /// The answer; a 429 only when it comes again and again.
    Answer ask(Request request) throws IOException, InterruptedException {
        Answer answer = wire.ask(request);
        for (int i = 0; i < PATIENCE && answer.status() == TOO_MANY; i++) {
            waited++;
            Thread.sleep(Math.clamp(Long.parseLong(answer.header("Retry-After").orElse("1")), 0, MOST_SECONDS) * 1_000);
            answer = wire.ask(request);
        }
        return answer;
    }

    /// How often a budget was used up.
    int waited() {
        return waited;
    }
}
