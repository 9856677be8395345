package dev.groundswell.catalog.manufacturer;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.problem.Violations;

/// What a client may send as a manufacturer: all that a read gives.
///
/// @param id must match the path when it is given
/// @param version ignored
@RegisterForReflection
record ManufacturerBody(@Nullable String id, @Nullable String name, @Nullable Long version) {

    private static final int LONGEST_NAME = 200;

    /// The name, when this may be stored as `path`.
    ///
    /// @throws dev.groundswell.platform.problem.Refusal 422 when it may not
    String validName(String path) {
        Violations violations = new Violations();
        violations.require(id == null || id.equals(path), "/id", "must match the path's " + path);
        violations.text(name, LONGEST_NAME, "/name");
        violations.refuseIfAny();
        return name == null ? "" : name;
    }
}
