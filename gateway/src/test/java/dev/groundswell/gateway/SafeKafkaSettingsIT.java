package dev.groundswell.gateway;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import dev.groundswell.gateway.service.Surroundings;
import dev.groundswell.testing.KafkaSettings;

@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class SafeKafkaSettingsIT {

    @Inject
    KafkaClientService clients;

    @Test
    void noProducerLosesAnything() {
        new KafkaSettings(clients).letNoProducerLoseAnything();
    }
}
