package dev.groundswell.platform.consuming;

import java.io.IOException;

import io.vertx.pgclient.PgException;

/// Tells failures that will come again with the same record from those that pass.
final class Poison {

    private Poison() {}

    /// Data the database refuses (SQLSTATE classes 22 and 23) and errors of our own arithmetic stay; whatever concerns a connection,
    /// a lock or a missing part passes, however long it takes.
    static boolean is(Throwable failure) {
        return switch (failure) {
            case PgException sql -> sql.getSqlState() != null && (sql.getSqlState().startsWith("22") || sql.getSqlState().startsWith("23"));
            case IOException io -> false;
            case ArithmeticException arithmetic -> true;
            case NullPointerException nothing -> true;
            case IllegalArgumentException argument -> true;
            case ClassCastException cast -> true;
            case IndexOutOfBoundsException index -> true;
            default -> false;
        };
    }
}
