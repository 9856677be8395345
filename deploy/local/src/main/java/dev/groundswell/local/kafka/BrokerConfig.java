package dev.groundswell.local.kafka;

import java.nio.file.Path;

import dev.groundswell.local.home.Private;

/// The broker's configuration file, written anew at each start because ports may differ.
final class BrokerConfig {
    private BrokerConfig() {}

    /// A static voter: the port of the only controller is then nowhere but in this file.
    static void write(Path file, Path data, int port, int advertised, int controllerPort) {
        Private.write(file, """
                # Written by the launcher at each start.
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://localhost:%d
                log.dirs=%s

                # Topics are created with the partitions they need, never by a typing error.
                auto.create.topics.enable=false
                num.partitions=1
                default.replication.factor=1
                min.insync.replicas=1
                log.cleanup.policy=delete

                # One node holds everything.
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1

                # An idle shop keeps its place for a year.
                offsets.retention.minutes=525600
                # The first member of an empty group starts at once.
                group.initial.rebalance.delay.ms=0
                # After a crash the broker may not return before its old session is over (after a clean stop it may at once).
                broker.session.timeout.ms=6000
                broker.heartbeat.interval.ms=1000
                # Two cores: Kafka's own defaults are for eight and more.
                num.network.threads=2
                num.io.threads=4
                log.cleaner.dedupe.buffer.size=8388608
                # Index files are allocated at this size for each partition of a restart after a crash.
                log.index.size.max.bytes=1048576
                """.formatted(controllerPort, port, controllerPort, advertised, data));
    }
}
