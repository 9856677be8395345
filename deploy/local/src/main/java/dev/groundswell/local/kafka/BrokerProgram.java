package dev.groundswell.local.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.groundswell.local.process.JavaProgram;

/// How the broker's JVM is called.
final class BrokerProgram {
    private static final List<String> JVM = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:cds=off,cds+dynamic=off",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.timezone=UTC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS");

    private BrokerProgram() {}

    static List<String> command(Path config, String... moreOfTheJvm) {
        List<String> jvm = new ArrayList<>(JVM);
        jvm.addAll(Arrays.asList(moreOfTheJvm));
        return new JavaProgram("kafka.Kafka", JavaProgram.jars(), jvm).command(config.toString());
    }

    static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }
}
