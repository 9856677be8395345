package dev.groundswell.gateway.route;

import java.util.Set;

/// One line of the route table. Immutable.
///
/// @param name the metrics' tag
/// @param method what is asked; HEAD finds the route of GET
/// @param pattern literal segments and `{}` for exactly one segment of any text
/// @param body the most bytes a request body may have
/// @param query the parameters that are passed on; all others are dropped, so that they cannot bust a cache
public record Route(String name, String method, String pattern, Destination destination, Access access, long body, Pace pace,
        Set<String> query) {

    static final long ORDINARY_BODY = 1 << 20;
    static final long BATCH_BODY = 8 << 20;

    static Route of(String name, String method, String pattern, Destination destination, Access access) {
        return new Route(name, method, pattern, destination, access, ORDINARY_BODY, Pace.ORDINARY, Set.of());
    }

    Route knowing(String... parameters) {
        return new Route(name, method, pattern, destination, access, body, pace, Set.of(parameters));
    }

    Route batch() {
        return new Route(name, method, pattern, destination, access, BATCH_BODY, Pace.BATCH, query);
    }

    Route stream() {
        return new Route(name, method, pattern, destination, access, body, Pace.STREAM, query);
    }

    /// Whether `asked` finds this route. A HEAD of a stream would wait for what it does not want to see.
    boolean answers(String asked) {
        return method.equals(asked) || asked.equals("HEAD") && method.equals("GET") && pace != Pace.STREAM;
    }
}
