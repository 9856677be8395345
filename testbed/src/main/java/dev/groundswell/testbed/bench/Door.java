package dev.groundswell.testbed.bench;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/// Something that answers for catalog-service.
///
/// @param name with its version
/// @param process whose tree is all of it; null for the service itself
record Door(String name, URI url, @Nullable ProcessHandle process) {
    /// CPU seconds it has used so far; 0 for the service itself.
    double cpu() {
        return process == null ? 0 : CpuClock.ofTree(process);
    }
}
