package dev.groundswell.platform.identity;

import java.security.Principal;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;

import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The way from a request to its [Caller]. Safe from every thread that carries the request's context.
@ApplicationScoped
public class Identity {

    private final CurrentIdentityAssociation association;

    Identity(CurrentIdentityAssociation association) {
        this.association = association;
    }

    /// The caller of the current request, who has a verified token.
    ///
    /// @throws Refusal 401 for an anonymous request or a token without a subject
    public Caller caller() {
        SecurityIdentity identity = association.getIdentity();
        String subject = subject(identity.getPrincipal());
        if (subject.isEmpty() || subject.indexOf('\0') >= 0) {
            throw new Refusal(Problem.unauthorized("A valid bearer token with a subject is needed."), Map.of("WWW-Authenticate", "Bearer"));
        }
        return new Caller(subject, identity.hasRole(Caller.ADMIN));
    }

    /// The `sub` itself: a principal's name would be `upn` or `preferred_username` when a token has one, which many issuers let users choose.
    private static String subject(Principal principal) {
        String subject = principal instanceof JsonWebToken token ? token.getSubject() : null;
        return subject == null ? "" : subject;
    }
}
