package dev.groundswell.local.parts;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.console.ReadyLine;
import dev.groundswell.local.home.Cache;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.kafka.Topics;
import dev.groundswell.local.process.Ports;
import dev.groundswell.local.process.Supervisor;
import dev.groundswell.local.schema.Database;

/// `parts --dir DIR [--root ROOT] [--databases orders|catalog|pricing,…|none] [--no-replica] [--partitions N] [--topic-prefix P] [--durable]`:
/// parts on free ports for a test. Prints one line of JSON when all are ready and stops when its standard input ends.
public final class PartsCommand {
    private static final Set<String> VALUED = Set.of("--dir", "--root", "--databases", "--partitions", "--topic-prefix");
    private static final Set<String> FLAGS = Set.of("--no-replica", "--durable");

    private final PrintStream out;
    private final Progress progress;

    public PartsCommand(PrintStream out, Progress progress) {
        this.out = out;
        this.progress = progress;
    }

    public int run(List<String> arguments) {
        Options options = Options.parse(arguments, VALUED, FLAGS).withoutWords();
        Home home = new Home(options.folder("--dir").orElseThrow(() -> new UsageException("parts needs --dir DIR")));
        Project project = options.folder("--root").map(Project::new).orElseGet(Project::find);
        Topics topics = new Topics(options.value("--topic-prefix").orElse(""),
                options.number("--partitions", Topics.DEFAULT_PARTITIONS, 1, 960));
        PartsPlan plan = new PartsPlan(options.has("--durable"), !options.has("--no-replica"), databases(options), topics, Detours.none());
        Supervisor supervisor = Supervisor.enter(home.create().dir(), home.processes(), home::tryLock, () -> {}, progress);
        return supervisor.run(true, children -> {
            RunningParts parts = new Parts(children, home, project, Cache.ofThisUser(), Ports.random(progress), progress).start(plan);
            out.println(ReadyLine.of(description(home, parts)));
            out.flush();
        });
    }

    private static Set<Database> databases(Options options) {
        Set<Database> chosen = EnumSet.noneOf(Database.class);
        for (String group : options.value("--databases").orElse("orders,catalog,pricing").split("[,|]", -1)) {
            List<Database> found = Arrays.stream(Database.values()).filter(database -> database.group().equals(group)).toList();
            if (found.isEmpty() && !group.equals("none")) {
                throw new UsageException("--databases knows orders, catalog, pricing and none, not " + group);
            }
            chosen.addAll(found);
        }
        return chosen;
    }

    private static Map<String, String> description(Home home, RunningParts parts) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("postgres", "localhost:" + parts.postgres().port());
        parts.postgres().replicaPort().ifPresent(port -> description.put("replica", "localhost:" + port));
        description.put("user", parts.postgres().user());
        description.put("password", parts.postgres().password());
        description.put("kafka", parts.kafka());
        description.put("redis", parts.redis());
        description.put("dir", home.dir().toString());
        description.put("publicKey", parts.keys().publicPem().toString());
        description.put("privateKey", parts.keys().privatePem().toString());
        return description;
    }
}
