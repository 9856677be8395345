package dev.groundswell.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;

class LooksTest {

    private final Looks looks = new Looks();
    private final List<String> begun = new ArrayList<>();
    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    @Test
    void aLookThatHangsKeepsNobodyFromLookingElsewhere() {
        look("away");
        look("away");
        look("there");
        assertThat(begun).containsExactly("away", "there");

        answer.completeExceptionally(new IllegalStateException("no answer"));
        look("away");

        assertThat(begun).containsExactly("away", "there", "away");
    }

    private void look(String database) {
        var _ = looks.at(database, () -> {
            begun.add(database);
            return Uni.createFrom().completionStage(() -> answer.copy());
        }).subscribeAsCompletionStage();
    }
}
