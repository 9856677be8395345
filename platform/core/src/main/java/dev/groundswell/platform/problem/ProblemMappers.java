package dev.groundswell.platform.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

import dev.groundswell.platform.outage.Outages;

/// The one place where failures become problem+json answers of a service.
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Outages outages;

    ProblemMappers(Outages outages) {
        this.outages = outages;
    }

    @ServerExceptionMapper
    public Response refusal(Refusal refusal) {
        Response.ResponseBuilder response = response(refusal.problem());
        refusal.headers().forEach(response::header);
        return response.build();
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException failure) {
        return challenge();
    }

    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationFailedException failure) {
        return challenge();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure) {
        return response(Problem.ofStatus(403)).build();
    }

    /// The framework's own refusals (no such path, method, media type) keep their status and headers and lose their wording.
    @ServerExceptionMapper
    public Response framework(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        if (status >= 500) {
            return fault(failure);
        }
        Response.ResponseBuilder response = response(Problem.ofStatus(status));
        failure.getResponse().getStringHeaders().forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        return response.type(Problem.MEDIA_TYPE).build();
    }

    /// A part that is away is not the client's business and no fault of ours: 503, and the same request may succeed in a moment.
    @ServerExceptionMapper
    public Response fault(Throwable failure) {
        if (outages.explain(failure)) {
            return response(Problem.ofStatus(503)).header("Retry-After", RETRY_AFTER_SECONDS).build();
        }
        LOG.error("request failed", failure);
        return response(Problem.internal()).build();
    }

    private static Response challenge() {
        return response(Problem.ofStatus(401)).header("WWW-Authenticate", "Bearer").build();
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).header("Cache-Control", "no-store").entity(problem);
    }
}
