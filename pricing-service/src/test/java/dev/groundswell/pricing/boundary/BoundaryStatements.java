package dev.groundswell.pricing.boundary;

/// This room's statements, for tests that explain them.
public final class BoundaryStatements {

    public static final String PASSED = BoundaryTable.PASSED;

    private BoundaryStatements() {}
}
