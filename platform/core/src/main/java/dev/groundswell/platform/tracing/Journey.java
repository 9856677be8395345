package dev.groundswell.platform.tracing;

import org.jboss.logging.Logger;

/// Logs the steps of an order's way under one category, so that the order's id finds all of them in the logs of all services.
/// Level INFO; an installation under load sets the category `dev.groundswell.journey` to WARN and saves a line per step.
public final class Journey {

    private static final Logger LOG = Logger.getLogger("dev.groundswell.journey");

    private Journey() {}

    /// @param step what happened to the order, in the past tense
    public static void log(Object orderId, String step) {
        LOG.infof("order %s %s", orderId, step);
    }
}
