package dev.groundswell.platform.breaker;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import dev.groundswell.platform.outage.OutageSign;

/// A call that was refused because the calls before it found the part away.
@Singleton
class OpenBreakerSign implements OutageSign {

    @Override
    public boolean isIn(Throwable failure) {
        return failure instanceof CircuitBreakerOpenException;
    }
}
