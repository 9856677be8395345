package dev.groundswell.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;

class ClaimsTest {

    private final JwtClaims claims = claims();

    @Test
    void aTokenWithASubjectAndAnEndPasses() throws ParseException {
        DefaultJWTCallerPrincipal token = new DefaultJWTCallerPrincipal(claims);

        assertThat(Claims.checked(token)).isSameAs(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b"})
    void aSubjectNobodyCanHaveIsRefused(String subject) {
        claims.setSubject(subject);

        refused();
    }

    @Test
    void anEndBehindAllTimeIsRefused() {
        claims.setExpirationTime(NumericDate.fromSeconds(253_402_300_800L));

        refused();
    }

    private void refused() {
        assertThatExceptionOfType(ParseException.class).isThrownBy(() -> Claims.checked(new DefaultJWTCallerPrincipal(claims)));
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("ann");
        claims.setExpirationTime(NumericDate.fromSeconds(2_000_000_000L));
        return claims;
    }
}
