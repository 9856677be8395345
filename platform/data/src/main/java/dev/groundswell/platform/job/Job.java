package dev.groundswell.platform.job;

import java.time.Duration;

import io.smallrye.mutiny.Uni;

/// What a fleet does by the clock. A bean of a service; runs once a period and database, however many processes there are.
///
/// A process that dies midway leaves the run to another, which begins it from the start: a run has to be harmless when it is repeated, whole or from
/// any of its transactions on.
public interface Job {

    /// In kebab case, and no other job of the service has it.
    String name();

    /// A second at least. It is due at each multiple of this since the epoch: every hour is on the hour. When several were missed, the last of them alone is made up for.
    Duration every();

    /// One run, on a context of its own; it must not block. Each transaction that has effects begins with [Tenure#confirm], and events leave through
    /// the outbox of the same transaction. Emits what was done, in few words, for the record: `12 prices changed`. When it fails, it is tried again
    /// within the period.
    Uni<String> run(Tenure tenure);
}
