package dev.groundswell.platform.problem;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// An RFC 9457 problem. The `type` names the kind of refusal and is stable; `detail` is for people.
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, @Nullable List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:groundswell:problem:";

    /// @param name the stable last part of the type, such as `not-found`
    public static Problem of(String name, String title, int status, String detail) {
        return new Problem(TYPE_PREFIX + name, title, status, detail, null);
    }

    public static Problem badRequest(String detail) {
        return of("bad-request", "Bad request", 400, detail);
    }

    public static Problem badRequest(String detail, List<FieldError> errors) {
        return badRequest(detail).with(errors);
    }

    public static Problem unauthorized(String detail) {
        return of("unauthorized", "Authentication required", 401, detail);
    }

    public static Problem forbidden(String detail) {
        return of("forbidden", "Not allowed", 403, detail);
    }

    public static Problem notFound(String detail) {
        return of("not-found", "Not found", 404, detail);
    }

    public static Problem conflict(String detail) {
        return of("conflict", "Conflict", 409, detail);
    }

    public static Problem preconditionFailed(String detail) {
        return of("precondition-failed", "Precondition failed", 412, detail);
    }

    public static Problem invalid(List<FieldError> errors) {
        String first = errors.getFirst().pointer() + " " + errors.getFirst().detail();
        String detail = errors.size() == 1 ? first : first + ", and " + (errors.size() - 1) + " more";
        return of("invalid", "Invalid content", 422, detail).with(errors);
    }

    public static Problem internal() {
        return of("internal", "Internal error", 500, "The request failed for a reason on our side; nothing you sent is known to be wrong.");
    }

    public static Problem unavailable(String detail) {
        return of("unavailable", "Temporarily unavailable", 503, detail);
    }

    /// The problem for a status that a framework chose, without its wording.
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> badRequest("The request cannot be understood.");
            case 401 -> unauthorized("A valid bearer token is needed.");
            case 403 -> forbidden("Your token does not allow this.");
            case 404 -> notFound("There is nothing at this path.");
            case 405 -> of("method-not-allowed", "Method not allowed", 405, "This resource does not answer this method.");
            case 406 -> of("not-acceptable", "Not acceptable", 406, "We answer in JSON only.");
            case 413 -> of("too-large", "Content too large", 413, "The request body exceeds this route's bound.");
            case 415 -> of("unsupported-media-type", "Unsupported media type", 415, "The request body must be application/json.");
            case 503 -> unavailable("Please try again shortly.");
            default -> status >= 500 ? internal() : of("refused", "Refused", status, "The request was refused.");
        };
    }

    private Problem with(List<FieldError> fieldErrors) {
        return new Problem(type, title, status, detail, List.copyOf(fieldErrors));
    }
}
