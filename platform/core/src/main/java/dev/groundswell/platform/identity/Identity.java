package dev.groundswell.platform.identity;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;

import dev.groundswell.platform.metrics.ActiveUsers;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// The way from a request to its [Caller]. Safe from every thread that carries the request's context.
@ApplicationScoped
public class Identity {

    private final CurrentIdentityAssociation association;
    private final ActiveUsers activeUsers;

    Identity(CurrentIdentityAssociation association, ActiveUsers activeUsers) {
        this.association = association;
        this.activeUsers = activeUsers;
    }

    /// The caller of the current request, who has a verified token.
    ///
    /// @throws Refusal 401 for an anonymous request or a token without a subject
    public Caller caller() {
        SecurityIdentity identity = association.getIdentity();
        String subject = identity.isAnonymous() ? "" : identity.getPrincipal().getName();
        if (subject.isEmpty() || subject.indexOf('\0') >= 0) {
            throw new Refusal(Problem.unauthorized("A valid bearer token with a subject is needed."), Map.of("WWW-Authenticate", "Bearer"));
        }
        activeUsers.seen(subject);
        return new Caller(subject, identity.hasRole(Caller.ADMIN));
    }
}
