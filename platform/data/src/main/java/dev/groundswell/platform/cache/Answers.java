package dev.groundswell.platform.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/// Answers callers of what is not in memory: with what is found, with something older when that takes long or fails, or with the failure. Thread-safe.
final class Answers<V> {

    private final Memory<V> memory;
    private final Floors floors;
    private final Freshness freshness;
    private final Fills<V> fills;
    private final CacheMeters meters;

    Answers(Memory<V> memory, Floors floors, Freshness freshness, Fills<V> fills, CacheMeters meters) {
        this.memory = memory;
        this.floors = floors;
        this.freshness = freshness;
        this.fills = fills;
        this.meters = meters;
    }

    /// Emits what there is of each of the keys, in their order, on any thread.
    Uni<Map<String, Known<V>>> of(List<String> missing, long since) {
        List<CompletableFuture<Known<V>>> answers = fills.look(missing, since).stream().map(flight -> answer(flight, since)).toList();
        return Uni.createFrom().emitter(emitter -> tell(emitter, missing, answers));
    }

    private static <V> void tell(UniEmitter<? super Map<String, Known<V>>> emitter, List<String> missing,
            List<CompletableFuture<Known<V>>> answers) {
        var _ = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            if (failure == null) {
                emitter.complete(inOrder(missing, answers));
            } else {
                emitter.fail(failure.getCause() == null ? failure : failure.getCause());
            }
        });
    }

    private static <V> Map<String, Known<V>> inOrder(List<String> missing, List<CompletableFuture<Known<V>>> answers) {
        Map<String, Known<V>> found = new LinkedHashMap<>();
        for (int i = 0; i < missing.size(); i++) {
            found.put(missing.get(i), answers.get(i).join());
        }
        return found;
    }

    private CompletableFuture<Known<V>> answer(Flight<V> flight, long since) {
        CompletableFuture<Known<V>> answer = new CompletableFuture<>();
        var _ = flight.landed().whenComplete((known, failure) -> {
            if (failure == null) {
                found(flight, known, answer);
            } else {
                failed(flight, since, failure, answer);
            }
        });
        var _ = flight.slow().thenRun(() -> slow(flight, since, answer));
        return answer;
    }

    private void found(Flight<V> flight, Known<V> known, CompletableFuture<Known<V>> answer) {
        if (answer.complete(known) && !flight.isFromOrigin()) {
            meters.spared.increment();
        }
    }

    private void slow(Flight<V> flight, long since, CompletableFuture<Known<V>> answer) {
        for (Known<V> known : older(flight, since)) {
            if (freshness.mayStandInForSlow(known) && isNotOutdated(flight, known) && answer.complete(known)) {
                meters.staleWhileSlow.increment();
                meters.spared.increment();
            }
        }
    }

    private void failed(Flight<V> flight, long since, Throwable failure, CompletableFuture<Known<V>> answer) {
        for (Known<V> known : older(flight, since)) {
            if (freshness.mayStandInForFailed(known) && answer.complete(known)) {
                meters.staleIfError.increment();
            }
        }
        boolean _ = answer.completeExceptionally(failure);
    }

    /// What is left in memory and in Redis and was filled after `since`, the newer first.
    private List<Known<V>> older(Flight<V> flight, long since) {
        List<Known<V>> older = new ArrayList<>(2);
        Memory.Kept<V> kept = memory.find(flight.key());
        if (kept != null && Freshness.isFilledAfter(kept.known(), since)) {
            older.add(kept.known());
        }
        Known<V> aged = flight.aged();
        if (aged != null && Freshness.isFilledAfter(aged, since)) {
            older.add(older.isEmpty() || aged.entry().version() <= older.getFirst().entry().version() ? older.size() : 0, aged);
        }
        return older;
    }

    private boolean isNotOutdated(Flight<V> flight, Known<V> known) {
        return Objects.equals(known, flight.aged()) ? floors.allowCopy(flight.key(), known) : floors.allow(flight.key(), known);
    }
}
