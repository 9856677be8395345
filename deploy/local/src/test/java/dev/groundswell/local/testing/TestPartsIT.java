package dev.groundswell.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPartsIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void giveDatabasesWithAReplicaTopicsRedisAndTokens() throws Exception {
        List<Long> pids;
        try (TestParts parts = TestParts.start("--databases", "none")) {
            execute(parts.database("catalog"), "create table seen (id int)");
            execute(parts.database("catalog"), "insert into seen values (42)");
            await().atMost(BOUND).ignoreExceptions().until(() -> "42".equals(ask(parts.replica("catalog"), "select id from seen")));
            assertThat(ask(parts.replica("orders_1"), "select pg_is_in_recovery()")).isEqualTo("t");
            assertThat(ask(parts.database("pricing"), "select lower('ÄÖ')")).isEqualTo("äö");
            assertThat(partitions(parts, "order-placed")).isEqualTo(12);
            assertThat(partitions(parts, "order-priced.catalog.dlq")).isEqualTo(1);
            assertThat(parts.redis()).startsWith("redis://localhost:");
            assertThat(parts.token("alice", false).split("\\.", -1)).hasSize(3);
            assertThat(Files.readString(parts.publicKey())).contains("BEGIN PUBLIC KEY");
            pids = pids(parts.dir());
            assertThat(pids).hasSize(4).allMatch(TestPartsIT::isAlive);
        }
        assertThat(pids).noneMatch(TestPartsIT::isAlive);
    }

    @Tag("long")
    @Test
    void dataSurvivesTheKillingOfEveryProcess() throws Exception {
        LauncherProcess first = start();
        TestParts.Database database = database(first);
        execute(database, "create table kept (id int)");
        execute(database, "insert into kept values (7)");
        produce(first.ready("kafka"), "kept");
        List<Long> pids = pids(folder);
        assertThat(first.handle().destroyForcibly()).isTrue();
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        await().atMost(BOUND).until(() -> pids.stream().noneMatch(TestPartsIT::isAlive));

        try (LauncherProcess second = start()) {
            assertThat(ask(database(second), "select id from kept")).isEqualTo("7");
            assertThat(firstValue(second.ready("kafka"))).isEqualTo("kept");
        }
    }

    @Test
    void nothingIsLeftWhenTheLauncherIsKilled() throws Exception {
        LauncherProcess launcher = start("--no-replica");
        List<Long> pids = pids(folder);
        assertThat(pids).hasSize(3).allMatch(TestPartsIT::isAlive);
        collectGarbageOf(launcher);
        assertThatThrownBy(() -> start("--no-replica")).hasMessageContaining("another run holds " + folder);

        assertThat(launcher.handle().destroyForcibly()).isTrue();

        await().atMost(BOUND).until(() -> pids.stream().noneMatch(TestPartsIT::isAlive));
    }

    @Test
    void theDeathOfAPartStopsAllAndIsTold() throws Exception {
        LauncherProcess launcher = start("--no-replica");
        List<Long> pids = pids(folder);

        assertThat(ProcessHandle.of(pid(folder, "kafka")).orElseThrow().destroyForcibly()).isTrue();

        await().atMost(BOUND).until(() -> !launcher.handle().isAlive());
        assertThat(pids).noneMatch(TestPartsIT::isAlive);
        assertThat(launcher.exitCode()).isEqualTo(1);
        assertThat(launcher.told()).contains("kafka").contains("died with exit code 137").contains("end of");
    }

    private LauncherProcess start(String... more) {
        List<String> words = new ArrayList<>(List.of("parts", "--dir", folder.toString(), "--databases", "none", "--partitions", "2"));
        words.addAll(List.of(more));
        return LauncherProcess.start(LauncherProcess.root(), words);
    }

    private static TestParts.Database database(LauncherProcess launcher) {
        return new TestParts.Database(launcher.ready("postgres"), "orders_0", launcher.ready("user"), launcher.ready("password"));
    }

    private static void execute(TestParts.Database database, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement one = connection.createStatement()) {
            one.executeUpdate(statement);
        }
    }

    private static String ask(TestParts.Database database, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement one = connection.createStatement();
                ResultSet answer = one.executeQuery(question)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }

    private static int partitions(TestParts parts, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", parts.kafka()))) {
            Map<String, TopicDescription> found = admin.describeTopics(List.of(topic)).allTopicNames().get(10, TimeUnit.SECONDS);
            return found.values().iterator().next().partitions().size();
        }
    }

    private static void produce(String kafka, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka, "acks", "all"),
                new StringSerializer(), new StringSerializer())) {
            assertThat(producer.send(new ProducerRecord<>("order-placed", 0, "key", value)).get(20, TimeUnit.SECONDS).hasOffset()).isTrue();
        }
    }

    private static String firstValue(String kafka) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka), new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("order-placed", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(BOUND).iterator().next().value();
        }
    }

    /// A lock that is only held by an unreachable object goes with it.
    private static void collectGarbageOf(LauncherProcess launcher) throws Exception {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(launcher.handle().pid()), "GC.run")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(jcmd.waitFor()).isZero();
    }

    private static List<Long> pids(Path folder) throws Exception {
        return Files.readAllLines(folder.resolve("processes")).stream().map(line -> Long.parseLong(line.split(" ", -1)[0])).toList();
    }

    private static long pid(Path folder, String name) throws Exception {
        return Files.readAllLines(folder.resolve("processes")).stream().filter(line -> line.endsWith(" " + name))
                .map(line -> Long.parseLong(line.split(" ", -1)[0])).findFirst().orElseThrow();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
