package dev.groundswell.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Finds the route of a path: a walk over its segments, one map look-up each, whatever the table's length.
/// Immutable, safe from every thread.
@Singleton
public class Routes {

    private static final String ANY = "{}";

    private final Node root = new Node();

    /// @throws IllegalArgumentException for a configured route that cannot be
    Routes(RouteSettings settings) {
        RouteTable.ROUTES.forEach(this::add);
        settings.named().forEach((name, line) -> line.paths().forEach(path -> addConfigured(name, path, line)));
    }

    /// The route of a raw path that [Target] has let through.
    ///
    /// @throws Refusal 404 for a path nobody answers, 405 with `Allow` for one that is answered to other methods
    public Route find(String method, String path) {
        Node node = walk(path);
        if (node == null || node.routes.isEmpty()) {
            throw Refusal.notFound("There is nothing at this path.");
        }
        for (Route route : node.routes) {
            if (route.answers(method)) {
                return route;
            }
        }
        throw new Refusal(Problem.ofStatus(405), Map.of("Allow", allowed(node.routes)));
    }

    /// Whether answers to a GET of this path may be kept.
    public boolean keeps(String path) {
        Node node = walk(path);
        return node != null && node.routes.stream().anyMatch(route -> route.answers("GET") && route.caching().on());
    }

    private void addConfigured(String name, String path, RouteSettings.Line line) {
        if (!isPath(path)) {
            throw new IllegalArgumentException("groundswell.routes." + name + ".paths: " + path + " is no path");
        }
        if (!line.method().equals(Route.EVERY) && !line.method().matches("[A-Z][A-Z-]*")) {
            throw new IllegalArgumentException("groundswell.routes." + name + ".method: " + line.method() + " is no method");
        }
        if (line.service() == Destination.GATEWAY) {
            throw new IllegalArgumentException("groundswell.routes." + name + ".service: the gateway answers its own routes only");
        }
        Node taken = walk(path);
        Route before = taken == null ? null : taken.before(line.method());
        if (before != null) {
            throw new IllegalArgumentException("groundswell.routes." + name + ".paths: " + path + " is " + before.name());
        }
        Caching caching = line.cache() == RouteSettings.Mode.OFF ? Caching.OFF : new Caching(true, line.unspoken(), line.keepCookies());
        add(new Route(name, line.method(), path, line.service(), line.access(), Route.ORDINARY_BODY, Pace.ORDINARY,
                line.query().orElse(Set.of()), caching, Quota.BROWSE, Priority.BROWSE));
    }

    private static boolean isPath(String path) {
        try {
            return path.startsWith("/") && path.length() > 1 && !path.endsWith("/") && Target.of(path).equals(new Target(path, null));
        } catch (Refusal malformed) {
            return false;
        }
    }

    private @Nullable Node walk(String path) {
        @Nullable
        Node node = root;
        int from = 1;
        while (node != null && from <= path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            node = node.child(path.substring(from, to));
            from = to + 1;
        }
        return path.endsWith("/") ? null : node;
    }

    private static String allowed(List<Route> routes) {
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : routes) {
            methods.add(route.method());
            if (route.answers("HEAD")) {
                methods.add("HEAD");
            }
        }
        return String.join(", ", methods);
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : route.pattern().substring(1).split("/")) {
            node = segment.equals(ANY) ? node.any() : node.literals.computeIfAbsent(segment, name -> new Node());
        }
        node.routes.add(route);
    }

    private static final class Node {

        private final Map<String, Node> literals = new HashMap<>();
        private final List<Route> routes = new ArrayList<>();
        private @Nullable Node any;

        @Nullable
        Node child(String segment) {
            Node literal = literals.get(segment);
            return literal != null || segment.isEmpty() ? literal : any;
        }

        /// A route of the contract, whatever its method, or one that answers to the same method.
        @Nullable
        Route before(String method) {
            for (Route route : routes) {
                if (RouteTable.ROUTES.contains(route) || method.equals(Route.EVERY) || route.answers(method)) {
                    return route;
                }
            }
            return null;
        }

        Node any() {
            Node node = any;
            if (node == null) {
                node = new Node();
                any = node;
            }
            return node;
        }
    }
}
