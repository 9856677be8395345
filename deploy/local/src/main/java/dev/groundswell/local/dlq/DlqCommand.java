package dev.groundswell.local.dlq;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.suite.SuiteState;

/// `dlq list [NAME] [--json] [--dir DIR]` and `dlq replay NAME [--offset N] [--limit N] [--dir DIR]`: what could never be handled, and back
/// with it to its own group. Exit code 1 when no suite runs.
public final class DlqCommand {
    private static final int MOST_TOLD = 1_000;

    private final PrintStream out;

    public DlqCommand(PrintStream out) {
        this.out = out;
    }

    public int run(List<String> words) {
        if (words.isEmpty()) {
            throw new UsageException("dlq needs list or replay");
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "list" -> list(Options.parse(rest, Set.of("--dir"), Set.of("--json")));
            case "replay" -> replay(Options.parse(rest, Set.of("--dir", "--offset", "--limit"), Set.of()));
            default -> throw new UsageException("dlq knows list and replay, not " + words.getFirst());
        };
    }

    private int list(Options options) {
        if (options.words().size() > 1) {
            throw new UsageException("unexpected argument " + options.words().get(1));
        }
        try (DeadLetterTopics topics = open(options)) {
            List<String> names = options.words().isEmpty() ? topics.names() : List.of(known(topics, options.words().getFirst()));
            List<DeadLetter> letters = new ArrayList<>();
            long total = 0;
            for (String name : names) {
                DeadLetterTopics.Waiting waiting = topics.waiting(name, MOST_TOLD);
                letters.addAll(waiting.letters());
                total += waiting.total();
            }
            out.print(options.has("--json") ? Listing.json(letters, total) : Listing.text(letters, total));
        }
        return 0;
    }

    private int replay(Options options) {
        if (options.words().size() != 1) {
            throw new UsageException("dlq replay needs one dead-letter topic: ./dev dlq list names them");
        }
        if (options.value("--offset").isPresent() && options.value("--limit").isPresent()) {
            throw new UsageException("--offset is one letter, so --limit says nothing");
        }
        int limit = options.number("--limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        int offset = options.number("--offset", -1, 0, Integer.MAX_VALUE);
        try (DeadLetterTopics topics = open(options)) {
            String name = known(topics, options.words().getFirst());
            int sent = 1;
            if (offset >= 0) {
                topics.replayOne(name, offset);
            } else {
                sent = topics.replay(name, limit);
            }
            out.println(Listing.replayed(sent, name, topics.waiting(name, 0).total()));
        }
        return 0;
    }

    private static String known(DeadLetterTopics topics, String name) {
        List<String> names = topics.names();
        if (!names.contains(name)) {
            throw new UsageException("no dead-letter topic named " + name + "; there are: " + String.join(" ", names));
        }
        return name;
    }

    private static DeadLetterTopics open(Options options) {
        Home home = options.folder("--dir").map(Home::new).orElseGet(() -> Project.find().defaultHome());
        return SuiteState.running(home.state())
                .flatMap(state -> state.processes().stream().filter(process -> process.name().equals("kafka")).findFirst())
                .map(kafka -> new DeadLetterTopics("localhost:" + kafka.port()))
                .orElseThrow(() -> new LaunchException("nothing is running in " + home.dir() + ": ./dev up starts it"));
    }
}
