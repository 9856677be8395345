package dev.groundswell.platform.outage;

/// Recognises failures that mean: a part is away and will come back. Implemented as a bean by the module that knows the part; thread-safe.
@FunctionalInterface
public interface OutageSign {

    /// @param failure one link of a chain of causes; implementations need not look at its own cause
    boolean isIn(Throwable failure);
}
