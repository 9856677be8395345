package dev.groundswell.catalog.writing;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// The answer to a batch that was written.
///
/// @param written how many items
@RegisterForReflection
public record BatchWritten(int written) {}
