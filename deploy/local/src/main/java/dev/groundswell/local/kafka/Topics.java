package dev.groundswell.local.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Every topic the services use: the one place to add one. Consumer groups appear here because each has a dead-letter topic per topic it
/// reads, named `<topic>.<group>.dlq`.
///
/// @param prefix put in front of each name, for several suites on one cluster
/// @param partitions of each topic; fixed at creation, because orders are spread as slot × partitions / slots
public record Topics(String prefix, int partitions) {
    public static final int DEFAULT_PARTITIONS = 12;

    private static final List<String> NAMES = List.of("order-placed", "order-priced", "order-reserved", "order-rejected", "order-confirmed",
            "order-cancelled", "product-changed", "price-changed", "cache-invalidated");

    private static final Map<String, List<String>> READ_BY_GROUP = Map.of(
            "pricing", List.of("order-placed"),
            "catalog", List.of("order-priced", "order-confirmed", "order-cancelled", "order-rejected"),
            "order", List.of("order-priced", "order-reserved", "order-rejected"));

    /// A topic to be created.
    public record Topic(String name, int partitions) {}

    public List<Topic> all() {
        List<Topic> topics = new ArrayList<>();
        NAMES.forEach(name -> topics.add(new Topic(prefix + name, partitions)));
        READ_BY_GROUP.forEach((group, names) -> names.forEach(name -> topics.add(new Topic(prefix + name + "." + group + ".dlq", 1))));
        return List.copyOf(topics);
    }
}
