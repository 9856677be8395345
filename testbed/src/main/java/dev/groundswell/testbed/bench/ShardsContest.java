package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// order-service with its slots in one, two or four databases of one PostgreSQL server. Between turns empty slots move.
final class ShardsContest implements Contest {
    private static final int CUSTOMERS = 200;
    private static final int LINES = 3;
    private static final List<String> SHARDS = List.of("orders_0", "orders_1", "orders_2", "orders_3");
    private static final List<String> QUARTERS = List.of("0-239", "240-479", "480-719", "720-959");

    private final Ending ending = new Ending();
    private final OrderSuite suite;
    private final LeanClient client;
    /// The shard that has each quarter of the slots.
    private List<String> owners = List.of("orders_0", "orders_0", "orders_1", "orders_1");

    ShardsContest(Path folder, int connections) {
        try {
            this.suite = ending.with(OrderSuite.open(folder), OrderSuite::close);
            this.client = new LeanClient(suite.service(), connections, 202,
                    new OrderRequests(suite.service(), suite.tokens(CUSTOMERS), LINES));
            suite.command("shards", "add", "orders_2");
            suite.command("shards", "add", "orders_3");
        } catch (RuntimeException e) {
            ending.close();
            throw e;
        }
    }

    @Override
    public List<Contestant> contestants() {
        return List.of(
                new Sharded("4 shards", List.of("orders_0", "orders_2", "orders_1", "orders_3")),
                new Sharded("1 shard", List.of("orders_0", "orders_0", "orders_0", "orders_0")),
                new Sharded("2 shards", List.of("orders_0", "orders_0", "orders_1", "orders_1")));
    }

    @Override
    public void reset() throws SQLException {
        suite.empty(SHARDS);
    }

    @Override
    public void close() {
        ending.close();
    }

    private void move(List<String> wanted) {
        for (int quarter = 0; quarter < QUARTERS.size(); quarter++) {
            if (!wanted.get(quarter).equals(owners.get(quarter))) {
                suite.command("shards", "move", QUARTERS.get(quarter), "--to", wanted.get(quarter), "--group", "240");
            }
        }
        owners = wanted;
    }

    private final class Sharded implements Contestant {
        private final String name;
        /// The shard of each quarter of the slots.
        private final List<String> wanted;

        Sharded(String name, List<String> wanted) {
            this.name = name;
            this.wanted = wanted;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Figure work(Duration time) throws IOException, InterruptedException {
            move(wanted);
            return suite.place(client, time);
        }
    }
}
