package dev.groundswell.platform.breaker;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;

import io.micrometer.core.instrument.MeterRegistry;

/// Makes the breakers of calls to other services, all by the rules of [ServiceBreakerConfig].
@Singleton
public class ServiceBreakers {

    private static final int FIRST_ERROR = 500;

    private final ServiceBreakerConfig config;
    private final MeterRegistry registry;

    ServiceBreakers(ServiceBreakerConfig config, MeterRegistry registry) {
        this.config = config;
        this.registry = registry;
    }

    /// To be called once for each service. An answer that blames the call itself, below 500, is no failure of the service.
    ///
    /// @param service as metrics and the log name it: `pricing-service`
    /// @param meanwhile what happens while it is away, for the log: `products are served without prices`
    public CircuitBreaker of(String service, String meanwhile) {
        return new CircuitBreaker(new BreakerName(service, service, meanwhile),
                new BreakerRule(config.calls(), config.failureRatio(), config.pause()), ServiceBreakers::blamesTheService, registry);
    }

    static boolean blamesTheService(Throwable failure) {
        return !(failure instanceof WebApplicationException answer) || answer.getResponse().getStatus() >= FIRST_ERROR;
    }
}
