package dev.groundswell.gateway.invalidation;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import dev.groundswell.gateway.store.AnswerHead;
import dev.groundswell.gateway.store.InvalidationMarks;
import dev.groundswell.platform.events.CacheInvalidated;

/// Puts what was told into marks. Thread-safe; telling the same twice does no harm.
@Singleton
class StaleAnswers {

    private final InvalidationMarks marks;

    StaleAnswers(InvalidationMarks marks) {
        this.marks = marks;
    }

    void invalidated(CacheInvalidated told) {
        List<String> names = new ArrayList<>();
        if (told.tags() != null) {
            told.tags().forEach(tag -> names.add(AnswerHead.tag(tag)));
        }
        if (told.paths() != null) {
            names.addAll(told.paths());
        }
        marks.mark(names, told.hard());
    }

    /// The answers with any of these tags.
    void tagged(List<String> tags) {
        marks.mark(tags.stream().map(AnswerHead::tag).toList(), false);
    }

    void all() {
        marks.markAll();
    }
}
