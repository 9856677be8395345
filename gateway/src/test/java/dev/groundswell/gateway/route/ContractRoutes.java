package dev.groundswell.gateway.route;

import java.util.List;

/// The contract's routes, for tests of everything they all have in common.
public final class ContractRoutes {

    private ContractRoutes() {}

    public static List<Route> all() {
        return RouteTable.ROUTES;
    }
}
