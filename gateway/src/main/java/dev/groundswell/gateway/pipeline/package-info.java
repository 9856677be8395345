/// The public door: makes an exchange of every request that has a route, sends it through the steps in their order, and writes the answer.
/// Entered by Quarkus' router, ahead of everything Quarkus itself would do with a request; nobody else answers on the public port.
/// Leans on the steps; whatever they throw becomes a problem here, and a fault of ours is logged once and told as a 500.
@NullMarked
package dev.groundswell.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
