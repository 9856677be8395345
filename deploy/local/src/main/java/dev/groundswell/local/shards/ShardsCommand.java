package dev.groundswell.local.shards;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.postgres.PostgresServers;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.suite.SuiteState;

/// `shards status [--json]`, `shards add NAME [--url URL]`, `shards move SLOTS --to NAME [--group N]`, `shards move --resume` and
/// `shards split FROM --to NAME`, each with `[--dir DIR]`: where orders live, and moving them while services write.
public final class ShardsCommand {
    /// Slots handed over at once. One: they are done in milliseconds, and only their own customers wait.
    private static final int GROUP = 1;

    private static final String DIR = "--dir";
    private static final String TO = "--to";
    private static final String GROUP_OPTION = "--group";
    private static final String URL = "--url";
    private static final String JSON = "--json";
    private static final String RESUME = "--resume";

    private final PrintStream out;
    private final Progress progress;
    private final Function<Home, PostgresServers.Address> servers;

    public ShardsCommand(PrintStream out) {
        this(out, ShardsCommand::running);
    }

    ShardsCommand(PrintStream out, Function<Home, PostgresServers.Address> servers) {
        this.out = out;
        this.progress = new Progress(out);
        this.servers = servers;
    }

    /// Returns the exit code.
    public int run(List<String> words) {
        if (words.isEmpty()) {
            throw new UsageException("shards needs status, add, move or split");
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "status" -> status(Options.parse(rest, Set.of(DIR), Set.of(JSON)).withoutWords());
            case "add" -> add(Options.parse(rest, Set.of(DIR, URL), Set.of()));
            case "move" -> move(Options.parse(rest, Set.of(DIR, TO, GROUP_OPTION), Set.of(RESUME)));
            case "split" -> split(Options.parse(rest, Set.of(DIR, TO, GROUP_OPTION), Set.of()));
            default -> throw new UsageException("shards knows status, add, move and split, not " + words.getFirst());
        };
    }

    private int status(Options options) {
        try (ShardFleet fleet = ShardFleet.open(server(options))) {
            ShardStatus status = ShardStatus.of(fleet);
            out.print(options.has(JSON) ? json(status) : text(status));
            return status.isOrderly() ? 0 : 1;
        }
    }

    private int add(Options options) {
        String name = word(options, "add needs a name: ./dev shards add orders_2");
        AddingShards.check(name, options.value(URL));
        ShardAddress added = adding(options).add(name, options.value(URL));
        out.println(added.name() + " is a shard at " + added.url() + "; ./dev shards move or split gives it slots");
        return 0;
    }

    private int move(Options options) {
        int group = group(options);
        if (options.has(RESUME)) {
            if (!options.words().isEmpty() || options.value(TO).isPresent()) {
                throw new UsageException("--resume goes on with what was begun: it takes no slots and no --to");
            }
            return moved(options, mover(group, Mover::resume));
        }
        List<Integer> slots = SlotRanges.parse(word(options, "move needs slots: ./dev shards move 0-99,480 --to orders_2"));
        String to = target(options, "move");
        return moved(options, mover(group, mover -> mover.move(slots, to)));
    }

    private int split(Options options) {
        int group = group(options);
        String from = word(options, "split needs a shard: ./dev shards split orders_0 --to orders_2");
        String to = target(options, "split");
        AddingShards.check(to, Optional.empty());
        if (from.equals(to)) {
            throw new UsageException("split moves half of " + from + " to another shard, not to itself");
        }
        PostgresServers.Address server = server(options);
        try (ShardFleet fleet = ShardFleet.open(server)) {
            var _ = fleet.get(from);
            if (fleet.find(to).isPresent()) {
                return moved(fleet, mover(group, mover -> mover.split(from, to)));
            }
        }
        var _ = adding(options).add(to, Optional.empty());
        return moved(options, mover(group, mover -> mover.split(from, to)));
    }

    private int moved(Options options, Function<ShardFleet, Moved> run) {
        try (ShardFleet fleet = ShardFleet.open(server(options))) {
            return moved(fleet, run);
        }
    }

    private int moved(ShardFleet fleet, Function<ShardFleet, Moved> run) {
        Moved moved = run.apply(fleet);
        out.println(moved.summary());
        return moved.late() == 0 ? 0 : 1;
    }

    private Function<ShardFleet, Moved> mover(int group, Function<Mover, Moved> does) {
        return fleet -> does.apply(new Mover(fleet, group, Steps.UNOBSERVED, progress));
    }

    private AddingShards adding(Options options) {
        return new AddingShards(server(options), Project.find(), progress);
    }

    private PostgresServers.Address server(Options options) {
        return servers.apply(options.folder(DIR).map(Home::new).orElseGet(() -> Project.find().defaultHome()));
    }

    private static int group(Options options) {
        return options.number(GROUP_OPTION, GROUP, 1, SlotRanges.SLOTS);
    }

    private static String word(Options options, String otherwise) {
        if (options.words().isEmpty()) {
            throw new UsageException(otherwise);
        }
        if (options.words().size() > 1) {
            throw new UsageException("unexpected argument " + options.words().get(1));
        }
        return options.words().getFirst();
    }

    private static String target(Options options, String command) {
        return options.value(TO).orElseThrow(() -> new UsageException(command + " needs --to and a shard's name"));
    }

    private static String text(ShardStatus status) {
        StringBuilder text = new StringBuilder();
        int url = status.shards().stream().mapToInt(line -> line.address().url().length()).max().orElse(0);
        String row = "%-12s %5s %12s  %-" + url + "s  %s%n";
        text.append(row.formatted("NAME", "SLOTS", "ORDERS", "URL", "OWNS"));
        for (ShardStatus.Line line : status.shards()) {
            String moves = String.join("; ", line.movesInWords());
            text.append(row.formatted(line.address().name(), line.owned().size(), String.format(Locale.ROOT, "%,d", line.orders()),
                    line.address().url(), SlotRanges.text(line.owned()) + (moves.isEmpty() ? "" : "; under way: " + moves)));
        }
        return text.append(status.summary()).append(System.lineSeparator()).toString();
    }

    private static String json(ShardStatus status) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(status.members()) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map has no JSON", e);
        }
    }

    private static PostgresServers.Address running(Home home) {
        List<SuiteState.Entry> processes = SuiteState.running(home.state()).map(SuiteState::processes).orElse(List.of());
        return port(processes, "postgres").map(port -> PostgresServers.running(home, port, port(processes, "replica")))
                .orElseThrow(() -> new LaunchException("nothing is running in " + home.dir() + ": ./dev up starts it"));
    }

    private static Optional<Integer> port(List<SuiteState.Entry> processes, String name) {
        return processes.stream().filter(process -> process.name().equals(name)).map(SuiteState.Entry::port).findFirst();
    }
}
