package dev.groundswell.platform.cache;

/// What somebody has said of a key.
///
/// @param moment when the origin was about to be asked, or was changed, as [Floors#next()] counts: this process's own order of things
/// @param asOf the same in milliseconds since the epoch, by the clock of whoever asked
/// @param confirmed whether the origin was asked at `asOf`. What a writer tells has been true, but another may have written since, up to `asOf` too
record Known<V>(Entry<V> entry, long moment, long asOf, boolean confirmed) {

    /// Whether nothing but time tells if it is newer than something else.
    boolean isUnversionedAbsence() {
        return entry.value() == null && entry.version() == 0;
    }

    /// Whether it takes the place of `other`. A lower version never does.
    boolean replaces(Known<V> other) {
        if (isUnversionedAbsence() || other.isUnversionedAbsence()) {
            return moment >= other.moment && asOf >= other.asOf;
        }
        return entry.version() > other.entry.version() || (entry.version() == other.entry.version() && moment >= other.moment);
    }

    /// This with what `other`, of the same version, has confirmed later.
    Known<V> withConfirmation(Known<V> other) {
        boolean later = other.confirmed && other.asOf > asOf && other.entry.version() == entry.version() && !isUnversionedAbsence();
        return later ? new Known<>(entry, moment, other.asOf, true) : this;
    }
}
