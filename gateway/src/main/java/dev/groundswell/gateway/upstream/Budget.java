package dev.groundswell.gateway.upstream;

import dev.groundswell.gateway.exchange.Exchange;

/// How long requests of one pace may take.
///
/// @param head milliseconds from a request's arrival to the head of its answer, without the time the client takes to send its body
/// @param stream milliseconds the answer's body may last, 0 for no bound
record Budget(long head, long stream) {

    /// Milliseconds; none or less when there is no time left.
    long left(Exchange exchange) {
        return head - exchange.elapsed();
    }

    /// What is left for one attempt. Who came late to it, having waited elsewhere, cannot blame it for what is missing.
    Patience patience(long left) {
        return new Patience(left, stream, left >= head / 2);
    }
}
