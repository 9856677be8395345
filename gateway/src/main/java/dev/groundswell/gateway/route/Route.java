package dev.groundswell.gateway.route;

import java.util.Set;

/// One line of the route table. Immutable.
///
/// @param name the metrics' tag
/// @param method what is asked, or [#EVERY]; HEAD finds the route of GET
/// @param pattern literal segments and `{}` for exactly one segment of any text
/// @param body the most bytes a request body may have
/// @param query the parameters that are passed on; all others are dropped, so that they cannot bust a cache. [#EVERY] passes all of them.
/// @param caching what may be kept of the answers to GET
/// @param quota what a request draws on, unless an admin makes it
public record Route(String name, String method, String pattern, Destination destination, Access access, long body, Pace pace,
        Set<String> query, Caching caching, Quota quota, Priority priority) {

    /// Any method, or any parameter.
    public static final String EVERY = "*";

    static final long ORDINARY_BODY = 1 << 20;
    static final long BATCH_BODY = 8 << 20;

    /// @throws IllegalArgumentException for a route whose answers belong to somebody and would be kept for everybody
    public Route {
        if (caching.on() && (access == Access.CUSTOMER || access == Access.ADMIN)) {
            throw new IllegalArgumentException("answers of route " + name + " belong to somebody and cannot be kept");
        }
        query = Set.copyOf(query);
    }

    static Route of(String name, String method, String pattern, Destination destination, Access access) {
        return new Route(name, method, pattern, destination, access, ORDINARY_BODY, Pace.ORDINARY, Set.of(), Caching.OFF,
                method.equals("GET") ? Quota.BROWSE : Quota.ORDERS, access == Access.ANYONE ? Priority.BROWSE : Priority.OWN);
    }

    Route first() {
        return new Route(name, method, pattern, destination, access, body, pace, query, caching, quota, Priority.ACCEPT);
    }

    Route browsing() {
        return new Route(name, method, pattern, destination, access, body, pace, query, caching, Quota.BROWSE, Priority.BROWSE);
    }

    Route knowing(String... parameters) {
        return new Route(name, method, pattern, destination, access, body, pace, Set.of(parameters), caching, quota, priority);
    }

    Route batch() {
        return new Route(name, method, pattern, destination, access, BATCH_BODY, Pace.BATCH, query, caching, quota, priority);
    }

    Route stream() {
        return new Route(name, method, pattern, destination, access, body, Pace.STREAM, query, caching, quota, priority);
    }

    Route kept() {
        return new Route(name, method, pattern, destination, access, body, pace, query, Caching.STANDARD, quota, priority);
    }

    /// Whether this is the line of that name which the gateway answers itself. Routes of services may have any name.
    public boolean isOwn(String own) {
        return destination == Destination.GATEWAY && name.equals(own);
    }

    /// Whether `asked` finds this route. A HEAD of a stream would wait for what it does not want to see.
    boolean answers(String asked) {
        return method.equals(asked) || method.equals(EVERY) || asked.equals("HEAD") && method.equals("GET") && pace != Pace.STREAM;
    }
}
