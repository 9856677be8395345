package dev.groundswell.gateway.exchange;

import io.vertx.core.Future;

/// One thing the gateway does to every request, on its way in and, if it wants, to the answer on its way out.
///
/// Called on the request's event loop and never blocks it. To pass, return what `next` returns; to look at the answer, map it;
/// to refuse, throw or fail with a [dev.groundswell.platform.problem.Refusal]. Shared by all requests, so thread-safe.
public interface Step {

    /// Completes when the answer's head is known; its body may still stream.
    Future<Answer> handle(Exchange exchange, Next next);

    /// The steps behind this one.
    interface Next {

        Future<Answer> handle(Exchange exchange);
    }
}
