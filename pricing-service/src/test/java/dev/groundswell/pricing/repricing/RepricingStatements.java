package dev.groundswell.pricing.repricing;

/// This room's statements, for tests that explain them.
public final class RepricingStatements {

    public static final String REPRICE = DerivedTable.REPRICE;

    private RepricingStatements() {}
}
