package dev.groundswell.platform.progress;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;

/// This process's consumers by what they owe. Those of work commit what they have done. Those that only listen, `commit-strategy=ignore`, commit nothing:
/// each is a group of its own that begins with what comes after its start, so nothing waits for it and it may end in any way. Thread-safe.
@ApplicationScoped
public class Consumers {

    private final KafkaClientService clients;
    private final Config config;

    Consumers(KafkaClientService clients, Config config) {
        this.clients = clients;
        this.config = config;
    }

    /// Names of the consumers of work; several of a channel are `name$1`, `name$2`.
    public Set<String> ofWork() {
        return clients.getConsumerChannels().stream().filter(consumer -> !listens(consumer)).collect(Collectors.toSet());
    }

    /// Names of the consumers that only listen.
    public Set<String> thatListen() {
        return clients.getConsumerChannels().stream().filter(this::listens).collect(Collectors.toSet());
    }

    private boolean listens(String consumer) {
        return config.getOptionalValue("mp.messaging.incoming." + Batches.channel(consumer) + ".commit-strategy", String.class)
                .filter("ignore"::equals)
                .isPresent();
    }
}
