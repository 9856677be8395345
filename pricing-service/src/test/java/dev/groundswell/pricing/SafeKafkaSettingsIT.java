package dev.groundswell.pricing;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import dev.groundswell.pricing.testing.PricingParts;
import dev.groundswell.testing.KafkaSettings;

@QuarkusTest
@QuarkusTestResource(PricingParts.class)
class SafeKafkaSettingsIT {

    @Inject
    KafkaClientService clients;

    @Test
    void noProducerLosesAnything() {
        new KafkaSettings(clients).letNoProducerLoseAnything();
    }

    @Test
    void noConsumerSkipsAnything() {
        new KafkaSettings(clients).letNoConsumerSkipAnything("order-placed");
    }

    @Test
    void aDeadConsumerIsReplacedSoon() {
        new KafkaSettings(clients).letADeadConsumerBeReplacedSoon();
    }

    @Test
    void deadLettersHaveAPlaceAndAWayBack() {
        new KafkaSettings(clients).letDeadLettersHaveAPlaceAndAWayBack("pricing", "changes");
    }

    @Test
    void changesAreHeardByEveryProcess() {
        new KafkaSettings(clients).letListenersStandAlone("pricing", "changes");
    }
}
