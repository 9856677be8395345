package dev.groundswell.platform.problem;

import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;

/// An expected no on its way to the client. Carries no stack trace: it says what the client did, not where we were.
/// Thrown before anything was changed, or inside a transaction that rolls back because of it.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public Refusal(Problem problem) {
        this(problem, Map.of());
    }

    /// @param headers sent along, such as `Retry-After`
    public Refusal(Problem problem, Map<String, String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public static Refusal badRequest(String detail) {
        return new Refusal(Problem.badRequest(detail));
    }

    public static Refusal notFound(String detail) {
        return new Refusal(Problem.notFound(detail));
    }

    public static Refusal preconditionFailed(String detail) {
        return new Refusal(Problem.preconditionFailed(detail));
    }

    /// A 422 about one member of the body.
    public static Refusal invalid(String pointer, String detail) {
        return new Refusal(Problem.invalid(List.of(new FieldError(pointer, detail))));
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public <T> Uni<T> asUni() {
        return Uni.createFrom().failure(this);
    }
}
