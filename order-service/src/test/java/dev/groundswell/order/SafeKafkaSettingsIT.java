package dev.groundswell.order;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import dev.groundswell.order.testing.OrderParts;
import dev.groundswell.testing.KafkaSettings;

@QuarkusTest
@QuarkusTestResource(OrderParts.class)
class SafeKafkaSettingsIT {

    @Inject
    KafkaClientService clients;

    @Test
    void noProducerLosesAnything() {
        new KafkaSettings(clients).letNoProducerLoseAnything();
    }

    @Test
    void noConsumerSkipsAnything() {
        new KafkaSettings(clients).letNoConsumerSkipAnything("order-priced", "order-reserved", "order-rejected");
    }

    @Test
    void aDeadConsumerIsReplacedSoon() {
        new KafkaSettings(clients).letADeadConsumerBeReplacedSoon();
    }

    @Test
    void deadLettersHaveAPlaceAndAWayBack() {
        new KafkaSettings(clients).letDeadLettersHaveAPlaceAndAWayBack("order", "changes");
    }

    @Test
    void changesAreHeardByEveryProcess() {
        new KafkaSettings(clients).letListenersStandAlone("order", "changes");
    }
}
