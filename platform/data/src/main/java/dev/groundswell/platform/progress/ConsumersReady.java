package dev.groundswell.platform.progress;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready unless a consumer has stalled; each that has is told with its topic and partition. Asks nobody: it tells what the last look found.
@Readiness
@ApplicationScoped
public class ConsumersReady implements HealthCheck {

    private final ConsumerWatch watch;

    ConsumersReady(ConsumerWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        List<Stall> stalls = watch.stalls();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("consumers").status(stalls.isEmpty());
        stalls.forEach(stall -> answer.withData(stall.key(), stall.text()));
        return answer.build();
    }
}
