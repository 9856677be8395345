package dev.groundswell.gateway.balance;

/// How an instance has been doing. Immutable.
///
/// @param era counts ejections and re-admissions: what began in one era says nothing about the next
/// @param ejected whether it is left out
/// @param failures in a row
/// @param lapses ejections in a row without an answer to a customer in between
record Condition(int era, boolean ejected, int failures, int lapses) {

    static final Condition WELL = new Condition(0, false, 0, 0);

    /// It answered a customer.
    Condition answered() {
        if (ejected) {
            return new Condition(era + 1, false, 0, 0);
        }
        return blameless() ? this : new Condition(era, false, 0, 0);
    }

    /// It failed a customer; with `most` failures in a row it is ejected.
    Condition failed(int most) {
        int inARow = failures == Integer.MAX_VALUE ? failures : failures + 1;
        return ejected || inARow < most
                ? new Condition(era, ejected, inARow, lapses)
                : new Condition(era + 1, true, inARow, lapses + 1);
    }

    /// It answered a probe, which is less than to have answered a customer: its lapses are remembered.
    Condition probed() {
        return ejected ? new Condition(era + 1, false, 0, lapses) : this;
    }

    boolean blameless() {
        return !ejected && failures == 0 && lapses == 0;
    }
}
