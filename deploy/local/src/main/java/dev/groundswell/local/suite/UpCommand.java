package dev.groundswell.local.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.console.ReadyLine;
import dev.groundswell.local.demo.DemoLoader;
import dev.groundswell.local.home.Cache;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.kafka.Topics;
import dev.groundswell.local.parts.Parts;
import dev.groundswell.local.parts.PartsPlan;
import dev.groundswell.local.parts.RunningParts;
import dev.groundswell.local.process.Child;
import dev.groundswell.local.process.Children;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.process.Supervisor;
import dev.groundswell.local.schema.Database;
import dev.groundswell.local.token.Tokens;

/// `up [--detach] [--demo N | --no-demo] [--instances order=2] [--role order=http,worker] [--limits off|dark|on] [--dir DIR] [--ports random] [--<name>-port N]`:
/// starts a suite and stays until it is stopped. A part or service that dies once it was ready is started again.
/// For tests `--attached` ties it to its standard input, `--throwaway` gives up durability, and `--via kafka=20001,orders_0=20002` sends services to
/// other ports than the parts' own.
public final class UpCommand {
    private final PrintStream out;

    public UpCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> arguments) throws IOException, InterruptedException {
        UpOptions options = UpOptions.parse(arguments, System.getenv());
        Progress progress = new Progress(out);
        Home home = options.home().create();
        if (SuiteState.running(home.state()).isPresent()) {
            out.println("a suite runs already in " + home.dir() + ": ./dev down stops it");
            var _ = new StatusCommand(out).print(home, false);
            return 1;
        }
        if (options.onlyCheck()) {
            return 0;
        }
        if (options.detach()) {
            return new Detached(home, progress).run(options.words());
        }
        Supervisor supervisor = Supervisor.enter(home.dir(), home.processes(), home::tryLock, () -> forget(home), progress);
        return supervisor.run(options.attached(), children -> start(options, children, progress));
    }

    private void start(UpOptions options, Children children, Progress progress) throws IOException {
        Home home = options.home();
        Ports ports = options.randomPorts() ? Ports.random(options.ports(), progress) : Ports.usual(options.ports(), progress);
        HttpClient http = HttpClient.newHttpClient();
        ServiceStart services = new ServiceStart(children, home, options.project(), new Health(http),
                !options.durable(), progress);
        List<Instance> instances = options.fleet().instances(ports);
        services.requirePackages(instances);
        StateFile state = new StateFile(home.state(), children, instances);
        state.write(SuiteState.STARTING);
        RunningParts parts = new Parts(children, home, options.project(), Cache.ofThisUser(), ports, progress)
                .start(new PartsPlan(options.durable(), true, EnumSet.allOf(Database.class), new Topics("", Topics.DEFAULT_PARTITIONS),
                        options.detours()));
        state.partsRun(parts);
        options.limits().begin(parts.redisPort());
        children.all().forEach(part -> children.keep(part, progress, again -> startedAgain(again, state, options.attached())));
        List<Child> started = services.start(instances, new Settings(parts, instances, options.limits()));
        state.write(SuiteState.STARTING);
        for (int i = 0; i < instances.size(); i++) {
            services.awaitReady(instances.get(i), started.get(i));
            children.keep(started.get(i), progress, again -> startedAgain(again, state, options.attached()));
        }
        String gateway = state.gatewayUrl();
        if (options.demo() > 0) {
            new DemoLoader(http, gateway, new Tokens(parts.keys(), InstantSource.system()), home.demoStamp(), progress)
                    .load(options.demo());
        }
        progress.step("suite", "ready");
        synchronized (state) {
            state.write(SuiteState.READY);
            if (options.attached()) {
                tell(state.description(home));
            }
        }
        if (!options.attached()) {
            Welcome.print(out, gateway, instances);
        }
    }

    /// Who waits for the description of a ready suite takes the first line of JSON for it: a new pid is told after that, or in it.
    private void startedAgain(Child child, StateFile state, boolean attached) {
        synchronized (state) {
            state.write();
            if (attached && state.isReady()) {
                tell(StateFile.pid(child));
            }
        }
    }

    private void tell(Map<String, String> members) {
        synchronized (out) {
            out.println(ReadyLine.of(members));
            out.flush();
        }
    }

    private static void forget(Home home) {
        try {
            Files.deleteIfExists(home.state());
        } catch (IOException e) {
            throw new LaunchException("cannot delete " + home.state() + ": " + e.getMessage(), e);
        }
    }
}
