package dev.groundswell.gateway.upstream;

/// How long one instance is waited for.
///
/// @param head milliseconds to the head of the answer, without the time the client takes to send its body
/// @param stream milliseconds the answer's body may last, 0 for no bound
/// @param fair whether that is long enough to say something about an instance that does not keep it
record Patience(long head, long stream, boolean fair) {

    NoAnswer exhausted() {
        return new NoAnswer(fair ? NoAnswer.Kind.TOO_SLOW : NoAnswer.Kind.OUT_OF_TIME, "no answer within " + head + " ms");
    }
}
