package dev.groundswell.local.testing;

import java.util.List;

/// Who gets what: every route of the contract, and the status that each kind of caller is answered, by the gateway as by the service itself.
///
/// A test in the gateway holds it against the table of routes, one in the testbed asks every line of every caller at both doors, and one here holds
/// the page that shows it (docs/reference/security.md). A new route needs a line here and a request in the testbed's `MatrixRequests`.
public final class AuthorizationMatrix {

    /// Kinds of callers, in the order of a line's statuses.
    public enum Caller {
        /// Without a token.
        ANONYMOUS,
        /// Whose thing it is, where a thing is somebody's.
        OWNER,
        /// Another customer.
        STRANGER,
        ADMIN,
        /// Who was an admin until two minutes ago.
        EXPIRED
    }

    /// One route.
    ///
    /// @param service the service that owns it: `catalog`, `pricing`, `order`, or `gateway`; `each` stands for the first three
    /// @param path `{}` stands for the thing that is asked for
    /// @param statuses one for each caller, in their order
    public record Line(String method, String path, String service, List<Integer> statuses) {

        /// What this caller is answered.
        public int status(Caller caller) {
            return statuses.get(caller.ordinal());
        }

        /// As the page shows it.
        public String markdown() {
            StringBuilder row = new StringBuilder("| `" + method + " " + path + "` |");
            for (Caller caller : Caller.values()) {
                row.append(' ').append(status(caller)).append(" |");
            }
            return row.toString();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// Every route there is.
    public static final List<Line> LINES = List.of(
            line("GET", "/api/products", "catalog", 200, 200, 200, 200, 401),
            line("GET", "/api/products/{}", "catalog", 200, 200, 200, 200, 401),
            line("PUT", "/api/products/{}", "catalog", 401, 403, 403, 200, 401),
            line("DELETE", "/api/products/{}", "catalog", 401, 403, 403, 204, 401),
            line("POST", "/api/products:batch", "catalog", 401, 403, 403, 200, 401),
            line("GET", "/api/categories", "catalog", 200, 200, 200, 200, 401),
            line("GET", "/api/manufacturers/{}", "catalog", 200, 200, 200, 200, 401),
            line("PUT", "/api/manufacturers/{}", "catalog", 401, 403, 403, 200, 401),
            line("GET", "/api/stock/{}", "catalog", 200, 200, 200, 200, 401),
            line("PUT", "/api/stock/{}", "catalog", 401, 403, 403, 200, 401),
            line("POST", "/api/stock:batch", "catalog", 401, 403, 403, 200, 401),

            line("GET", "/api/prices", "pricing", 200, 200, 200, 200, 401),
            line("GET", "/api/prices/{}", "pricing", 200, 200, 200, 200, 401),
            line("PUT", "/api/prices/{}", "pricing", 401, 403, 403, 200, 401),
            line("GET", "/api/prices/{}/history", "pricing", 200, 200, 200, 200, 401),
            line("POST", "/api/prices:batch", "pricing", 401, 403, 403, 200, 401),
            line("POST", "/api/quotes", "pricing", 200, 200, 200, 200, 401),

            line("POST", "/api/orders", "order", 401, 202, 202, 202, 401),
            line("GET", "/api/orders", "order", 401, 200, 200, 200, 401),
            line("GET", "/api/orders/{}", "order", 401, 200, 404, 200, 401),
            line("GET", "/api/orders/{}/events", "order", 401, 200, 404, 200, 401),
            line("POST", "/api/orders/{}/cancel", "order", 401, 202, 404, 202, 401),
            line("GET", "/api/customers/{}", "order", 401, 200, 404, 200, 401),
            line("PUT", "/api/customers/{}", "order", 401, 200, 404, 200, 401),
            line("DELETE", "/api/customers/{}", "order", 401, 204, 404, 204, 401),
            line("POST", "/api/customers:batch", "order", 401, 403, 403, 200, 401),

            line("GET", "/openapi.yaml", "gateway", 200, 200, 200, 200, 401),
            line("GET", "/admin/limits", "gateway", 401, 403, 403, 200, 401),
            line("PUT", "/admin/limits", "gateway", 401, 403, 403, 200, 401),
            line("DELETE", "/admin/limits", "gateway", 401, 403, 403, 200, 401),
            line("POST", "/admin/cache/invalidate", "gateway", 401, 403, 403, 202, 401));

    /// What each service with a database answers at its own door, and the gateway to nobody.
    public static final List<Line> BEHIND_THE_GATEWAY = List.of(
            line("GET", "/jobs", "each", 401, 403, 403, 200, 401),
            line("POST", "/jobs/{}", "each", 401, 403, 403, 200, 401));

    private AuthorizationMatrix() {}

    private static Line line(String method, String path, String service, int anonymous, int owner, int stranger, int admin, int expired) {
        return new Line(method, path, service, List.of(anonymous, owner, stranger, admin, expired));
    }
}
