package dev.groundswell.testbed.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What is there when all is over, read behind the services' backs.
///
/// @param orders of every shard
/// @param lonelyKeys idempotency keys whose order is not there, as `customer/key`
/// @param stock by sku
/// @param unpublished rows left in each database's outbox
/// @param told every order event on Kafka
/// @param deadLetters `topic: key` of each
record Found(List<Row> orders, List<String> lonelyKeys, Map<String, Stock> stock, Map<String, Long> unpublished, List<Told> told,
        List<String> deadLetters) {

    Found {
        orders = List.copyOf(orders);
        lonelyKeys = List.copyOf(lonelyKeys);
        stock = Map.copyOf(stock);
        unpublished = Map.copyOf(unpublished);
        told = List.copyOf(told);
        deadLetters = List.copyOf(deadLetters);
    }

    /// An order's row.
    ///
    /// @param keys of the idempotency keys that name it
    /// @param total in pennies
    /// @param ended when it was settled or, if it was cancelled, when that was; `null` for one that is under way
    record Row(String id, String shard, String customer, List<String> keys, String status, Map<String, Long> lines, @Nullable Long total,
            List<String> reasons, int version, @Nullable Instant ended) {

        Row {
            keys = List.copyOf(keys);
            lines = Map.copyOf(lines);
            reasons = List.copyOf(reasons);
        }

        boolean isEnded() {
            return ended != null;
        }

        @Override
        public String toString() {
            return "order " + id + " of " + customer + " in " + shard + ": " + status + " version " + version
                    + (reasons.isEmpty() ? "" : " " + reasons);
        }
    }

    record Stock(long onHand, long reserved) {}

    /// @param status the order's as the event says it, empty when it says none
    /// @param total likewise, in pennies
    /// @param event the id that a fact keeps however often it is told
    record Told(String topic, String order, String status, @Nullable Long total, String event) {}
}
