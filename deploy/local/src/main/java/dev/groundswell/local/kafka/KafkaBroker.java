package dev.groundswell.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Cache;
import dev.groundswell.local.home.Folders;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Private;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.ChildSpec;
import dev.groundswell.local.process.Children;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.process.Waiting;

/// Starts the broker and creates the topics. Used once per run.
public final class KafkaBroker {
    private static final Duration READY_BOUND = Duration.ofSeconds(90);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);

    private final Children children;
    private final Home home;
    private final Cache cache;
    private final Ports ports;
    private final Progress progress;

    public KafkaBroker(Children children, Home home, Cache cache, Ports ports, Progress progress) {
        this.children = children;
        this.home = home;
        this.cache = cache;
        this.ports = ports;
        this.progress = progress;
    }

    /// Returns its port when the cluster describes itself and every topic exists.
    ///
    /// @param advertised the port that clients are told to use; `null` for its own
    public int start(Topics topics, @Nullable Integer advertised) throws IOException {
        int port = ports.choose("kafka", 19092);
        int controllerPort = ports.choose("kafka-controller", 19093);
        BrokerTemplate template = BrokerTemplate.in(cache, ports);
        Path data = home.kafka().resolve("data");
        Path config = home.kafka().resolve("server.properties");
        if (!Files.exists(data.resolve("meta.properties"))) {
            Folders.delete(data);
            Private.createFolder(home.kafka());
            Folders.copy(template.formatted(), data);
        }
        BrokerConfig.write(config, data, port, advertised == null ? port : advertised, controllerPort);
        List<String> command = BrokerProgram.command(config, "-XX:SharedArchiveFile=" + template.classArchive());
        Child kafka = children.start(new ChildSpec("kafka", ChildSpec.PART, command, Map.of(), home.log("kafka"), "TERM", STOP_GRACE));
        // The admin client backs off when nobody listens yet: cheaper to ask it when somebody does.
        Waiting.untilReady(kafka, READY_BOUND, "a listener on port " + port, () -> BrokerProgram.listens(port));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port))) {
            Waiting.untilReady(kafka, READY_BOUND, "the cluster's description",
                    () -> !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty());
            progress.step("kafka", "ready on localhost:" + port);
            new TopicCreation(admin, progress).create(topics);
        }
        return port;
    }
}
