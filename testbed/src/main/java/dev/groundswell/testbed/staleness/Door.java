package dev.groundswell.testbed.staleness;

import java.net.URI;
import java.util.List;

/// One way to read what was written.
///
/// @param kind as the result names it, such as `product, gateway`
/// @param server the instance that is asked
/// @param path of the product or price, with `%s` for the sku
/// @param version where the answer holds the version that the write was answered with
/// @param customers whether the customer who ordered the product asks
record Door(String kind, URI server, String path, List<String> version, boolean customers) {

    URI of(String sku) {
        return server.resolve(path.formatted(sku));
    }
}
