package dev.groundswell.local.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;

import dev.groundswell.local.home.Cache;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.ChildSpec;
import dev.groundswell.local.process.Children;
import dev.groundswell.local.process.JavaProgram;
import dev.groundswell.local.process.Leftovers;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.process.Tool;
import dev.groundswell.local.process.Waiting;

/// What is made once per machine so that every later broker starts in about a second instead of four: a formatted data folder and a
/// class archive, written by a broker that was started for nothing else.
///
/// @param folder in the user's cache; its name holds the versions of Kafka and Java and the class path, on which an archive depends
record BrokerTemplate(Path folder) {
    private static final Duration FORMAT_BOUND = Duration.ofSeconds(90);
    private static final Duration TRAINING_BOUND = Duration.ofSeconds(90);
    /// Writing the archive takes some seconds of its own.
    private static final Duration TRAINING_GRACE = Duration.ofSeconds(60);

    static BrokerTemplate in(Cache cache, Ports ports) {
        String name = "kafka-" + AppInfoParser.getVersion() + "-java-" + Runtime.version() + "-"
                + Integer.toHexString(JavaProgram.jars().hashCode());
        return new BrokerTemplate(cache.folder(name, folder -> fill(new BrokerTemplate(folder), ports)));
    }

    Path formatted() {
        return folder.resolve("formatted");
    }

    Path classArchive() {
        return folder.resolve("kafka.jsa");
    }

    private static void fill(BrokerTemplate draft, Ports ports) {
        var _ = draft.format(draft.formatted());
        Path data = draft.folder().resolve("training");
        Path config = draft.format(data);
        int port = ports.choose("kafka-training", 0);
        BrokerConfig.write(config, data, port, port, ports.choose("kafka-training", 0));
        Children children = new Children(new Leftovers(draft.folder().resolve("processes")));
        try {
            List<String> command = BrokerProgram.command(config, "-XX:ArchiveClassesAtExit=" + draft.classArchive());
            Child broker = children.start(new ChildSpec("kafka-training", ChildSpec.PART, command, Map.of(),
                    draft.folder().resolve("training.log"), "TERM", TRAINING_GRACE));
            Waiting.untilReady(broker, TRAINING_BOUND, "a listener on port " + port, () -> BrokerProgram.listens(port));
        } finally {
            children.stop();
        }
    }

    /// Returns the configuration file it was formatted with.
    private Path format(Path data) {
        Path config = folder.resolve(data.getFileName() + ".properties");
        BrokerConfig.write(config, data, 9092, 9092, 9093);
        List<String> command = new JavaProgram("kafka.tools.StorageTool", JavaProgram.jars(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"))
                .command("format", "--cluster-id", Uuid.randomUuid().toString(), "--config", config.toString());
        Tool.run("Kafka's format", command, "", folder.resolve("format.log"), FORMAT_BOUND);
        return config;
    }
}
