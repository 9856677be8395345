package dev.groundswell.platform.consuming;

import dev.groundswell.platform.database.SqlState;

/// Tells failures that will come again with the same record from those that pass.
final class Poison {

    private Poison() {}

    /// Data the database refuses (SQLSTATE classes 22 and 23) and errors of our own arithmetic stay; whatever concerns a connection,
    /// a lock or a missing part passes, however long it takes.
    static boolean is(Throwable failure) {
        String state = SqlState.of(failure);
        return state == null ? isOurs(failure) : state.startsWith("22") || state.startsWith("23");
    }

    private static boolean isOurs(Throwable failure) {
        return switch (failure) {
            case ArithmeticException arithmetic -> true;
            case NullPointerException nothing -> true;
            case IllegalArgumentException argument -> true;
            case ClassCastException cast -> true;
            case IndexOutOfBoundsException index -> true;
            default -> false;
        };
    }
}
