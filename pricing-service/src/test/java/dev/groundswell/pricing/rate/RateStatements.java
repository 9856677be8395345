package dev.groundswell.pricing.rate;

/// The statements of this room, for tests of their plans.
public final class RateStatements {

    public static final String SCHEDULES = RateTable.SCHEDULES;

    private RateStatements() {}
}
