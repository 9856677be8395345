package dev.groundswell.local.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Private;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.schema.AddedShards;
import dev.groundswell.local.schema.Migrations;

class ShardsCommandIT {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    @TempDir
    Path folder;

    @AfterEach
    void forgetUnreachableShards() {
        RealShards.run("orders_0", "DELETE FROM shards WHERE name = 'orders_7'");
    }

    @Test
    void movesThereAndTellsWhatIsWhere() throws Exception {
        RealShards.fill("orders_0", List.of(200, 201), 2);
        assertThat(call("move 200-201 --to orders_1")).isZero();
        assertThat(lastLine()).startsWith("2 slots moved, 4 orders, write pause a slot: median ");
        assertThat(call("status")).isZero();
        String text = told();
        assertThat(text).contains("NAME", "SLOTS", "ORDERS", "URL", "OWNS")
                .containsPattern("orders_1 .*postgresql://localhost:[0-9]+/orders_1 .*200-201");
        assertThat(lastLine()).matches("960 slots in [0-9]+ shards, none without an owner, none with two");

        assertThat(call("status --json")).isZero();
        JsonNode json = new ObjectMapper().readTree(told());
        assertThat(json.get("orderly").asBoolean()).isTrue();
        assertThat(json.get("shards").get(1).get("owns").asText()).contains("200-201");

        assertThatThrownBy(() -> call("move 199-201 --to orders_1")).isInstanceOf(UsageException.class)
                .hasMessage("already in orders_1: 200-201");
        assertThatThrownBy(() -> call("move 199 --to orders_9")).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("there is no shard orders_9, only orders_0, orders_1");
        assertThat(RealShards.owned("orders_0", List.of(199))).containsExactly(199);
        assertThat(call("move --resume")).isZero();
        assertThat(lastLine()).isEqualTo("0 slots moved, 0 orders");
        assertThat(call("move 200-201 --to orders_0 --group 2")).isZero();
    }

    @Test
    void slotsWithoutAnOwnerOrWithTwoAreTold() {
        RealShards.run("orders_0", "DELETE FROM slot_owner WHERE slot IN (210, 211)");
        RealShards.run("orders_1", "INSERT INTO slot_owner VALUES (212)");
        assertThat(call("status")).isEqualTo(1);
        assertThat(lastLine()).isEqualTo("no shard owns 210-211; two shards own 212");
        assertThatThrownBy(() -> call("move 209-213 --to orders_1")).isInstanceOf(LaunchException.class)
                .hasMessageContaining("slots without an owner: 210-211; with two: 212");
        RealShards.run("orders_0", "INSERT INTO slot_owner VALUES (210), (211)");
        RealShards.run("orders_1", "DELETE FROM slot_owner WHERE slot = 212");
        assertThat(RealShards.owned("orders_0", List.of(209, 210, 211, 212, 213))).hasSize(5);
    }

    /// As after a mover that was killed at the fence: its customers wait until somebody resumes.
    @Test
    void aSlotThatNobodyOwnsSinceItsMoveWasBrokenOffIsTold() {
        RealShards.run("orders_0", "DELETE FROM slot_owner WHERE slot = 214");
        RealShards.run("orders_0", "INSERT INTO slot_moves VALUES (214, 'out', 'orders_1', 'fenced')");
        RealShards.run("orders_1", "INSERT INTO slot_moves VALUES (214, 'in', 'orders_0', 'copying')");

        assertThat(call("status")).isEqualTo(1);
        assertThat(lastLine()).isEqualTo("no shard owns 214 (./dev shards move --resume ends a move that was broken off)");

        assertThat(call("move --resume")).isZero();
        assertThat(call("status")).isZero();
        assertThat(RealShards.owned("orders_1", List.of(214))).hasSize(1);
        assertThat(call("move 214 --to orders_0")).isZero();
    }

    @Test
    void aShardThatCannotBeReachedStopsEverythingBeforeItBegins() {
        RealShards.run("orders_0", "INSERT INTO shards VALUES ('orders_7', 'postgresql://localhost:1/orders_7')");
        for (String words : List.of("move 220 --to orders_7", "move 220 --to orders_1", "split orders_0 --to orders_7", "status")) {
            assertThatThrownBy(() -> call(words)).isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("orders_7 at postgresql://localhost:1/orders_7 cannot be reached");
        }
        assertThat(RealShards.owned("orders_0", List.of(220))).containsExactly(220);
        assertThat(RealShards.leftovers("orders_0")).isEmpty();
        assertThat(RealShards.leftovers("orders_1")).isEmpty();
    }

    @Test
    void addsShardsAndSplitsIntoThem() {
        RealShards.fill("orders_1", List.of(500, 950, 959), 2);
        assertThat(call("add orders_12")).isZero();
        assertThat(lastLine()).contains("orders_12 is a shard at postgresql://localhost:");
        assertThat(call("add orders_12")).isZero();
        List<Integer> owned = RealShards.owned("orders_1", IntStream.range(0, 960).boxed().toList());
        assertThat(call("split orders_1 --to orders_2")).isZero();

        List<Integer> moved = owned.subList(owned.size() / 2, owned.size());
        assertThat(lastLine()).startsWith(moved.size() + " slots moved, 4 orders, write pause a slot: ");
        assertThat(RealShards.owned("orders_2", moved)).isEqualTo(moved);
        assertThat(RealShards.ask("orders_2", "SELECT count(*) FROM slot_owner")).containsExactly(Integer.toString(moved.size()));
        for (String shard : List.of("orders_0", "orders_1", "orders_2", "orders_12")) {
            assertThat(RealShards.ask(shard, "SELECT name FROM shards ORDER BY name")).containsExactly("orders_12", "orders_2");
            assertThat(RealShards.leftovers(shard)).isEmpty();
        }
        RealShards.run("orders_0", "UPDATE shards SET url = 'postgresql://localhost:1/orders_2' WHERE name = 'orders_2'");
        bringUp();
        assertThat(RealShards.ask("orders_0", "SELECT url FROM shards WHERE name = 'orders_2'"))
                .containsExactly(ShardFleet.url(RealShards.server().port(), "orders_2"));

        assertThatThrownBy(() -> call("add orders_1")).isInstanceOf(UsageException.class)
                .hasMessageContaining("orders_1 is a shard already");
        assertThatThrownBy(() -> call("add orders_3 --url " + ShardFleet.url(RealShards.server().port(), "orders_2")))
                .isInstanceOf(UsageException.class).hasMessageEndingWith("is a shard already, orders_2");
        assertThatThrownBy(() -> call("add orders_3 --url " + ShardFleet.url(RealShards.server().port(), "nowhere")))
                .isInstanceOf(LaunchException.class).hasMessageContaining("cannot be reached");
        assertThatThrownBy(() -> call("split orders_12 --to orders_2")).isInstanceOf(UsageException.class)
                .hasMessage("orders_12 cannot be split: it owns no slots");
        assertThat(call("move " + SlotRanges.text(moved) + " --to orders_1 --group 16")).isZero();
        assertThat(call("status")).isZero();
    }

    @Test
    void findsTheServerOfARunningSuite() throws Exception {
        var server = RealShards.server();
        ProcessHandle self = ProcessHandle.current();
        Private.write(folder.resolve("postgres/password"), server.password());
        // The test stands in for the suite's supervisor.
        Private.write(folder.resolve("suite.json"), """
                {"phase": "ready", "pid": %1$d, "startedAt": %2$d, "url": "http://localhost:1",
                 "processes": [{"name": "postgres", "pid": %1$d, "startedAt": %2$d, "port": %3$d, "managementPort": 0, "log": ""}]}
                """.formatted(self.pid(), self.info().startInstant().orElseThrow().toEpochMilli(), server.port()));

        int code = new ShardsCommand(new PrintStream(told)).run(List.of("status", "--dir", folder.toString()));

        assertThat(code).isZero();
        assertThat(told()).contains(ShardFleet.url(server.port(), "orders_0"));
    }

    private void bringUp() {
        var server = RealShards.server();
        Progress progress = new Progress(new PrintStream(told));
        Migrations migrations = new Migrations(Project.find(), server::jdbcUrl, server.user(), server.password(), progress);
        new AddedShards(migrations, server::jdbcUrl, server.user(), server.password(), progress)
                .bringUp(name -> ShardFleet.url(server.port(), name), name -> server.replicaPort().map(port -> ShardFleet.url(port, name)));
        assertThat(told()).contains("orders_2: up to date", "orders_12: up to date");
    }

    private int call(String words) {
        told.reset();
        return new ShardsCommand(new PrintStream(told), home -> RealShards.server()).run(List.of(words.split(" ", -1)));
    }

    private String told() {
        return told.toString(UTF_8);
    }

    private String lastLine() {
        return told().lines().toList().getLast();
    }
}
