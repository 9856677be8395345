package dev.groundswell.gateway.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.MultiMap;

import dev.groundswell.gateway.cache.Variant;

/// The answers that are kept, by target and variant. Thread-safe; holds at most as many bytes as configured, and Caffeine decides which are
/// worth their room: one that is asked for once does not push out one that is asked for often.
// Caffeine finds the classes of its variants by name.
@RegisterForReflection(classNames = {"com.github.benmanes.caffeine.cache.SSMWA", "com.github.benmanes.caffeine.cache.PSAMW"})
@Singleton
public class AnswerStore {

    /// Of one target. A service that varies by something with endless values would keep everything else out.
    private static final int MOST_VARIANTS = 16;

    private final Cache<String, Variants> kept;

    AnswerStore(StoreSettings settings) {
        this.kept = Caffeine.newBuilder()
                .maximumWeight(settings.size().asLongValue())
                .weigher((String target, Variants variants) -> target.length() + variants.weight)
                .executor(Runnable::run)
                .expireAfterAccess(settings.unused().toSeconds(), TimeUnit.SECONDS)
                .build();
    }

    /// The answer kept for such a request, the latest of several; `null` without one.
    public @Nullable StoredAnswer find(String target, MultiMap asked) {
        Variants variants = kept.getIfPresent(target);
        if (variants == null) {
            return null;
        }
        Variant wanted = variants.answers.getFirst().head().variant().selectedBy(asked);
        for (StoredAnswer answer : variants.answers) {
            Variant variant = answer.head().variant();
            // Nearly all answers to one target vary by the same fields: what a client wants of them is worked out once.
            if (!variant.selecting().equals(wanted.selecting())) {
                wanted = variant.selectedBy(asked);
            }
            if (variant.equals(wanted)) {
                return answer;
            }
        }
        return null;
    }

    /// What tells requests for one target apart, as far as its answers have told; empty when they told nothing.
    public String secondaryKey(String target, MultiMap asked) {
        Variants variants = kept.getIfPresent(target);
        return variants == null ? "" : variants.answers.getFirst().head().variant().keyOf(asked);
    }

    /// Keeps an answer in place of an older one for the same requests. One that was asked for earlier than what is there is not kept.
    public void put(String target, StoredAnswer answer) {
        kept.asMap().compute(target, (same, variants) -> variants == null ? new Variants(List.of(answer)) : variants.with(answer));
    }

    /// Drops an answer, unless it has been replaced.
    public void remove(String target, StoredAnswer answer) {
        kept.asMap().computeIfPresent(target, (same, variants) -> variants.without(answer));
    }

    /// Never empty; the latest first.
    private static final class Variants {

        private final List<StoredAnswer> answers;
        private final int weight;

        Variants(List<StoredAnswer> answers) {
            this.answers = answers;
            this.weight = answers.stream().mapToInt(StoredAnswer::weight).sum();
        }

        Variants with(StoredAnswer added) {
            Variant variant = added.head().variant();
            List<StoredAnswer> next = new ArrayList<>(answers.size() + 1);
            next.add(added);
            for (StoredAnswer answer : answers) {
                if (!answer.head().variant().equals(variant)) {
                    if (next.size() < MOST_VARIANTS) {
                        next.add(answer);
                    }
                } else if (answer.head().isAskedAfter(added.head())) {
                    return this;
                }
            }
            return new Variants(List.copyOf(next));
        }

        @Nullable
        Variants without(StoredAnswer dropped) {
            List<StoredAnswer> rest = answers.stream().filter(answer -> answer != dropped).toList();
            return rest.isEmpty() ? null : new Variants(rest);
        }
    }
}
