package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;

/// How many commits order-service has made for accepted orders, and of how many orders, by its own metrics.
record GroupSizes(double commits, double orders) {
    /// @param management the service's management port
    static GroupSizes told(URI management) throws IOException, InterruptedException {
        return in(RequestCount.metrics(management));
    }

    /// Over all shards.
    static GroupSizes in(String metrics) {
        return new GroupSizes(sum("count", metrics), sum("sum", metrics));
    }

    /// Orders a commit since then; 0 when there was none.
    double since(GroupSizes before) {
        return commits > before.commits ? (orders - before.orders) / (commits - before.commits) : 0;
    }

    private static double sum(String what, String metrics) {
        return Pattern.compile("(?m)^group_commit_items_" + what + "\\{[^}]*} (\\S+)").matcher(metrics).results()
                .mapToDouble(line -> Double.parseDouble(line.group(1))).sum();
    }
}
