package dev.groundswell.local.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Every topic the services use: the one place to add one. Consumer groups appear here because each has, for each topic it reads, one for
/// its dead letters, `<topic>.<group>.dlq`, and one by which they come back to it alone, `<topic>.<group>.replay`.
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
    ///
    /// @param forever whether its records stay until somebody deletes them
    public record Topic(String name, int partitions, boolean forever) {}

    public List<Topic> all() {
        List<Topic> topics = new ArrayList<>();
        NAMES.forEach(name -> topics.add(new Topic(prefix + name, partitions, false)));
        READ_BY_GROUP.forEach((group, names) -> names.forEach(name -> topics.addAll(aside(prefix + name + "." + group))));
        return List.copyOf(topics);
    }

    /// Nobody may have looked at a dead letter after Kafka's usual week. A replayed one goes back into its old partition, so there are as many.
    private List<Topic> aside(String nameAndGroup) {
        return List.of(new Topic(nameAndGroup + ".dlq", 1, true), new Topic(nameAndGroup + ".replay", partitions, true));
    }
}
