package dev.groundswell.testbed.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;

/// Runs the suite with an origin and a gateway of its own, both gone when it returns.
final class ProxiedRun implements SuiteRun {
    private final Project project;
    private final Node node;
    private final Progress progress;

    ProxiedRun(Project project, Node node, Progress progress) {
        this.project = project;
        this.node = node;
        this.progress = progress;
    }

    @Override
    public List<Judged> tests(Checkout suite) throws InterruptedException {
        node.require();
        ProxiedOrigin.requirePackage(project);
        return new Judge(node, suite).tests();
    }

    @Override
    public List<Judged> all(Checkout suite) throws IOException, InterruptedException {
        return new Judge(node, suite).judge(results(suite, ""));
    }

    @Override
    public String one(Checkout suite, String id) throws IOException, InterruptedException {
        return Files.readString(results(suite, id));
    }

    private Path results(Checkout suite, String id) throws IOException, InterruptedException {
        Home home = new Home(project.defaultHome().create().dir().resolve("conformance"));
        try (Processes processes = Processes.in(home)) {
            try {
                ProxiedOrigin proxied = ProxiedOrigin.start(processes, project, new SuiteScripts(node, suite, home.dir()), progress);
                progress.step("client", id.isEmpty() ? "runs all tests, which takes about a minute" : "runs " + id);
                Path results = proxied.runClient(id);
                progress.step("client", "done, its errors: " + processes.log("client"));
                return results;
            } catch (LaunchException | ConformanceException e) {
                // On Ctrl-C everything ends at once, and none of that is a failure.
                if (processes.isStopping()) {
                    throw new InterruptedException("stopping");
                }
                throw e;
            }
        }
    }
}
