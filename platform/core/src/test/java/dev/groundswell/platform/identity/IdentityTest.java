package dev.groundswell.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.Principal;

import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.mutiny.Uni;

import dev.groundswell.platform.problem.Refusal;

class IdentityTest {

    /// Many issuers let users choose these two; SmallRye's principal takes its name from them before it takes it from `sub`.
    @ParameterizedTest
    @ValueSource(strings = {"upn", "preferred_username"})
    void aNameTheUserChoseIsNotTheCustomer(String claim) {
        JwtClaims claims = claims("ann");
        claims.setClaim(claim, "bob");
        Principal token = new DefaultJWTCallerPrincipal(claims);
        assertThat(token.getName()).as("what the test is about").isEqualTo("bob");

        assertThat(of(token).caller()).isEqualTo(new Caller("ann", false));
    }

    @Test
    void theGroupMakesTheAdmin() {
        assertThat(of(new DefaultJWTCallerPrincipal(claims("ann")), "admin").caller()).isEqualTo(new Caller("ann", true));
        assertThat(of(new DefaultJWTCallerPrincipal(claims("ann")), "Admin", "administrators").caller().admin()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b"})
    void aSubjectNobodyCanHaveIsRefused(String subject) {
        refused(new DefaultJWTCallerPrincipal(claims(subject)));
    }

    @Test
    void aTokenWithoutSubjectIsRefusedHoweverItIsNamed() {
        JwtClaims claims = new JwtClaims();
        claims.setClaim("upn", "bob");

        refused(new DefaultJWTCallerPrincipal(claims));
    }

    @Test
    void aPrincipalThatIsNoTokenIsRefused() {
        refused(() -> "bob");
    }

    @Test
    void aCustomerActsForThemselvesAndAnAdminForAll() {
        assertThat(new Caller("ann", false).mayActFor("ann")).isTrue();
        assertThat(new Caller("ann", false).mayActFor("Ann")).isFalse();
        assertThat(new Caller("root", true).mayActFor("ann")).isTrue();
    }

    private static void refused(Principal principal) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> of(principal).caller());

        assertThat(refusal.problem().status()).isEqualTo(401);
        assertThat(refusal.headers()).containsEntry("WWW-Authenticate", "Bearer");
    }

    private static JwtClaims claims(String subject) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(subject);
        return claims;
    }

    private static Identity of(Principal principal, String... groups) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder().setPrincipal(principal);
        for (String group : groups) {
            identity.addRole(group);
        }
        return new Identity(new Fixed(identity.build()));
    }

    private record Fixed(SecurityIdentity identity) implements CurrentIdentityAssociation {

        @Override
        public SecurityIdentity getIdentity() {
            return identity;
        }

        @Override
        public Uni<SecurityIdentity> getDeferredIdentity() {
            return Uni.createFrom().item(identity);
        }

        @Override
        public void setIdentity(SecurityIdentity identity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setIdentity(Uni<SecurityIdentity> identity) {
            throw new UnsupportedOperationException();
        }
    }
}
