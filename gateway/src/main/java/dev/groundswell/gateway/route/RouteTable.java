package dev.groundswell.gateway.route;

import static dev.groundswell.gateway.route.Access.ADMIN;
import static dev.groundswell.gateway.route.Access.ANYONE;
import static dev.groundswell.gateway.route.Access.CUSTOMER;
import static dev.groundswell.gateway.route.Destination.CATALOG;
import static dev.groundswell.gateway.route.Destination.GATEWAY;
import static dev.groundswell.gateway.route.Destination.ORDER;
import static dev.groundswell.gateway.route.Destination.PRICING;
import static dev.groundswell.gateway.route.Route.of;

import java.util.List;

/// The HTTP contract as the gateway sees it. To open a path, add a line; RoutesTest holds the whole list against the contract.
final class RouteTable {

    static final List<Route> ROUTES = List.of(
            of("products", "GET", "/api/products", CATALOG, ANYONE).knowing("category", "q", "skus", "expand", "after", "limit"),
            of("product", "GET", "/api/products/{}", CATALOG, ANYONE).knowing("expand").kept(),
            of("product", "PUT", "/api/products/{}", CATALOG, ADMIN),
            of("product", "DELETE", "/api/products/{}", CATALOG, ADMIN),
            of("product-batch", "POST", "/api/products:batch", CATALOG, ADMIN).batch(),
            of("categories", "GET", "/api/categories", CATALOG, ANYONE).knowing("after", "limit").kept(),
            of("manufacturer", "GET", "/api/manufacturers/{}", CATALOG, ANYONE).kept(),
            of("manufacturer", "PUT", "/api/manufacturers/{}", CATALOG, ADMIN),
            of("stock", "GET", "/api/stock/{}", CATALOG, ANYONE),
            of("stock", "PUT", "/api/stock/{}", CATALOG, ADMIN),
            of("stock-batch", "POST", "/api/stock:batch", CATALOG, ADMIN).batch(),

            of("prices", "GET", "/api/prices", PRICING, ANYONE).knowing("skus", "currency"),
            of("price", "GET", "/api/prices/{}", PRICING, ANYONE).knowing("currency").kept(),
            of("price", "PUT", "/api/prices/{}", PRICING, ADMIN),
            of("price-history", "GET", "/api/prices/{}/history", PRICING, ANYONE).knowing("after", "limit").kept(),
            of("price-batch", "POST", "/api/prices:batch", PRICING, ADMIN).batch(),
            of("quotes", "POST", "/api/quotes", PRICING, ANYONE).browsing(),

            of("orders", "POST", "/api/orders", ORDER, CUSTOMER).first(),
            of("orders", "GET", "/api/orders", ORDER, CUSTOMER).knowing("customer", "expand", "after", "limit"),
            of("order", "GET", "/api/orders/{}", ORDER, CUSTOMER),
            of("order-events", "GET", "/api/orders/{}/events", ORDER, CUSTOMER).stream(),
            of("order-cancel", "POST", "/api/orders/{}/cancel", ORDER, CUSTOMER).first(),
            of("customer", "GET", "/api/customers/{}", ORDER, CUSTOMER),
            of("customer", "PUT", "/api/customers/{}", ORDER, CUSTOMER),
            of("customer", "DELETE", "/api/customers/{}", ORDER, CUSTOMER),
            of("customer-batch", "POST", "/api/customers:batch", ORDER, ADMIN).batch(),

            of("openapi", "GET", "/openapi.yaml", GATEWAY, ANYONE),
            of("limits", "GET", "/admin/limits", GATEWAY, ADMIN),
            of("limits", "PUT", "/admin/limits", GATEWAY, ADMIN),
            of("limits", "DELETE", "/admin/limits", GATEWAY, ADMIN),
            of("cache-invalidate", "POST", "/admin/cache/invalidate", GATEWAY, ADMIN));

    private RouteTable() {}
}
