package dev.groundswell.platform.identity;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;

/// What a token must say besides what its verifier looks at: an issuer can sign nonsense, too.
final class Claims {

    /// The end of the year 9999 in epoch seconds: a later end is none, and in milliseconds soon no number either.
    private static final long LAST_SECOND = 253_402_300_799L;

    private Claims() {}

    /// The token itself.
    ///
    /// @throws ParseException for a subject nobody can have, or an end that is none
    static JWTCallerPrincipal checked(JWTCallerPrincipal token) throws ParseException {
        String subject = token.getSubject();
        if (subject == null || subject.isEmpty() || subject.indexOf('\0') >= 0) {
            throw new ParseException("nobody can have the token's subject");
        }
        if (token.getExpirationTime() > LAST_SECOND) {
            throw new ParseException("the token has no end");
        }
        return token;
    }
}
