package dev.groundswell.local.parts;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Cache;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.kafka.KafkaBroker;
import dev.groundswell.local.postgres.PostgresPlan;
import dev.groundswell.local.postgres.PostgresServers;
import dev.groundswell.local.process.Children;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.redis.RedisServer;
import dev.groundswell.local.schema.AddedShards;
import dev.groundswell.local.schema.Database;
import dev.groundswell.local.schema.Migrations;
import dev.groundswell.local.token.KeyFiles;

/// Starts the parts of one suite.
public final class Parts {
    private final Children children;
    private final Home home;
    private final Project project;
    private final Cache cache;
    private final Ports ports;
    private final Progress progress;
    private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();

    public Parts(Children children, Home home, Project project, Cache cache, Ports ports, Progress progress) {
        this.children = children;
        this.home = home;
        this.project = project;
        this.cache = cache;
        this.ports = ports;
        this.progress = progress;
    }

    /// Returns when all parts answer, the schema is applied and the topics exist. Fails with [LaunchException] of the first part that
    /// failed; what was started by then is stopped by the caller through [Children].
    public RunningParts start(PartsPlan plan) {
        try (ExecutorService together = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("part-", 0).factory())) {
            Future<Integer> kafka = together
                    .submit(guarded(() -> new KafkaBroker(children, home, cache, ports, progress).start(plan.topics(),
                            plan.detours().ports().get(Detours.KAFKA))));
            Future<PostgresServers.Address> postgres = together.submit(guarded(() -> migrated(plan, together)));
            Future<Integer> redis = together
                    .submit(guarded(() -> new RedisServer(children, home, cache, ports, progress).start(plan.durable())));
            Future<KeyFiles> keys = together.submit(guarded(() -> new KeyFiles(home.keys()).create()));
            return new RunningParts(result(postgres), result(kafka), result(redis), result(keys), plan.detours());
        }
    }

    private PostgresServers.Address migrated(PartsPlan plan, ExecutorService together) throws Exception {
        PostgresServers.Address address = new PostgresServers(children, home, cache, ports, progress)
                .start(new PostgresPlan(Database.names(), plan.durable(), plan.replica(), plan.detours().ports().get(Detours.REPLICATION)));
        Migrations migrations = new Migrations(project, address::jdbcUrl, address.user(), address.password(), progress);
        List<Future<Boolean>> all = plan.migrate().stream().sorted().map(database -> together.submit(() -> {
            migrations.apply(database);
            return true;
        })).toList();
        for (Future<Boolean> one : all) {
            boolean applied = result(one);
            assert applied;
        }
        if (plan.migrate().contains(Database.ORDERS_0) && plan.migrate().contains(Database.ORDERS_1)) {
            String host = "postgresql://localhost:";
            new AddedShards(migrations, address::jdbcUrl, address.user(), address.password(), progress).bringUp(
                    name -> host + address.port() + "/" + name, name -> address.replicaPort().map(port -> host + port + "/" + name));
        }
        return address;
    }

    /// A part that fails stops the others at once: their waits end because their processes do, instead of running to their bounds.
    private <T> Callable<T> guarded(Callable<T> start) {
        return () -> {
            try {
                return start.call();
            } catch (Exception e) {
                firstFailure.compareAndSet(null, e);
                children.stop();
                throw e;
            }
        };
    }

    /// Whatever this result's own failure is, the first one is the cause.
    private <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Exception first = firstFailure.get();
            Throwable cause = first == null ? e.getCause() : first;
            if (cause instanceof LaunchException launch) {
                throw launch;
            }
            throw new LaunchException("the parts could not be started: " + cause, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while starting the parts");
        }
    }
}
