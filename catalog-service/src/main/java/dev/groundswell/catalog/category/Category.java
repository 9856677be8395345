package dev.groundswell.catalog.category;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// @param products how many products name it
@RegisterForReflection
record Category(String id, long products) {}
