package dev.groundswell.local;

import java.util.List;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.dlq.DlqCommand;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.jobs.JobsCommand;
import dev.groundswell.local.parts.PartsCommand;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.shards.ShardsCommand;
import dev.groundswell.local.suite.DownCommand;
import dev.groundswell.local.suite.ResetCommand;
import dev.groundswell.local.suite.StatusCommand;
import dev.groundswell.local.suite.UpCommand;
import dev.groundswell.local.token.TokenCommand;

/// Entry of the launcher. Each subcommand's class documents its words.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Flyway and the Kafka client narrate; what fails they throw.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            if (arguments.isEmpty()) {
                throw new UsageException("which command? See ./dev help");
            }
            return command(arguments.getFirst(), arguments.subList(1, arguments.size()));
        } catch (UsageException e) {
            System.err.println("error: " + e.getMessage());
            return 2;
        } catch (LaunchException e) {
            System.err.println("error: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        } catch (Exception e) {
            System.err.println("error: unexpected: " + e);
            return 1;
        }
    }

    private static int command(String name, List<String> words) throws Exception {
        return switch (name) {
            case "token" -> new TokenCommand(Project.find().defaultHome().create().dir(), System.out).run(words);
            case "parts" -> new PartsCommand(System.out, new Progress(System.err)).run(words);
            case "up" -> new UpCommand(System.out).run(words);
            case "down" -> new DownCommand(System.out).run(words);
            case "status" -> new StatusCommand(System.out).run(words);
            case "jobs" -> new JobsCommand(System.out).run(words);
            case "dlq" -> new DlqCommand(System.out).run(words);
            case "shards" -> new ShardsCommand(System.out).run(words);
            case "reset" -> new ResetCommand(System.out).run(words);
            default -> throw new UsageException("unknown command " + name + ": see ./dev help");
        };
    }
}
