package dev.groundswell.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Folders;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Private;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.ChildSpec;
import dev.groundswell.local.process.Children;
import dev.groundswell.local.process.JavaProgram;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Waiting;

/// Starts the packaged services and waits for their readiness.
final class ServiceStart {
    /// Four JVMs on two busy cores, their first start ever.
    private static final Duration READY_BOUND = Duration.ofMinutes(3);
    /// Services finish requests in flight; a JVM that writes its class archive needs some seconds more.
    private static final Duration STOP_GRACE = Duration.ofSeconds(30);
    private static final List<String> HEAP = List.of("-Xms64m", "-Xmx256m");
    /// The gateway keeps answers and tokens, and makes garbage for every request: with a small nursery it would collect thirty times a second,
    /// a tenth of its work.
    private static final List<String> GATEWAY_HEAP = List.of("-Xmx320m", "-Xmn128m");
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private static final String JAR = "quarkus-run.jar";

    private final Children children;
    private final Home home;
    private final Project project;
    private final Health health;
    private final boolean throwaway;
    private final Progress progress;

    ServiceStart(Children children, Home home, Project project, Health health, boolean throwaway, Progress progress) {
        this.children = children;
        this.home = home;
        this.project = project;
        this.health = health;
        this.throwaway = throwaway;
        this.progress = progress;
    }

    /// Fails before anything is started, with what to do.
    void requirePackages(List<Instance> instances) {
        for (Instance instance : instances) {
            Path jar = project.application(instance.service().module()).resolve(JAR);
            if (!Files.exists(jar)) {
                throw new LaunchException(jar + " is missing: build it with ./mvnw -Dquick package");
            }
        }
    }

    /// Returns the started processes in the order of the instances, before they are ready.
    List<Child> start(List<Instance> instances, Settings settings) throws IOException {
        for (Service service : instances.stream().map(Instance::service).distinct().toList()) {
            // A build replaces the packages while the suite runs: the services keep the ones they started with.
            Folders.delete(home.application(service.module()));
            Folders.link(project.application(service.module()), home.application(service.module()));
        }
        for (Instance instance : instances) {
            Files.writeString(home.launch(instance.name()), jarArguments(home.application(instance.service().module())));
        }
        return instances.stream().map(instance -> children.start(spec(instance, settings))).toList();
    }

    /// Returns when the instance says it is ready. Fails with [LaunchException] as soon as it dies.
    void awaitReady(Instance instance, Child child) {
        Waiting.untilReady(child, READY_BOUND, instance.managementUrl() + "/q/health/ready", () -> health.ready(instance.managementUrl()));
        progress.step(instance.name(), "ready on " + instance.url());
    }

    /// For a JVM's `@` file, where a backslash and a quote are escaped (java command, "Command-Line Argument Files").
    private static String jarArguments(Path application) {
        String jar = application.resolve(JAR).toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return "-jar \"" + jar + "\"\n";
    }

    private ChildSpec spec(Instance instance, Settings settings) {
        List<String> command = new ArrayList<>(List.of(JavaProgram.java()));
        command.addAll(instance.service() == Service.GATEWAY && !throwaway ? GATEWAY_HEAP : HEAP);
        command.addAll(JVM);
        if (throwaway) {
            // Suites of tests live for a minute: the second compiler would take half of their start and never pay it back.
            command.add("-XX:TieredStopAtLevel=1");
        } else {
            // Written when the process ends for the first time after a build, used by every later start: a third less to compute.
            Private.createFolder(home.cds());
            command.addAll(List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + home.cds().resolve(instance.name() + ".jsa"),
                    "-Xlog:cds=off,cds+dynamic=off"));
        }
        command.addAll(settings.properties(instance));
        command.add("@" + home.launch(instance.name()));
        return new ChildSpec(instance.name(), ChildSpec.SERVICE, command, settings.environment(instance), home.log(instance.name()), "TERM",
                STOP_GRACE);
    }
}
