/// Shows clients the contract: the OpenAPI document, of which each part is a resource below `openapi`.
/// Entered from the pipeline for the one route it answers, by anyone.
/// Leans on nothing but those resources; without one of them the gateway does not start.
@NullMarked
package dev.groundswell.gateway.contract;

import org.jspecify.annotations.NullMarked;
