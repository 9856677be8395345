/// Decides whether a request's token lets it in: 401 before 403, and 401 for a bad token on open routes, too, but for
/// those whose credentials are their service's to judge.
/// Entered from the pipeline only; later steps find the caller in the exchange, services verify the unchanged token again.
/// Leans on SmallRye JWT and the issuer's public key; when keys are fetched over HTTP, only a worker thread ever waits for them.
@NullMarked
package dev.groundswell.gateway.identity;

import org.jspecify.annotations.NullMarked;
