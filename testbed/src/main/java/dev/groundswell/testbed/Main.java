package dev.groundswell.testbed;

import java.util.List;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.testbed.bench.BenchCommand;
import dev.groundswell.testbed.bench.BenchException;
import dev.groundswell.testbed.book.BookException;
import dev.groundswell.testbed.chaos.ChaosCommand;
import dev.groundswell.testbed.chaos.ChaosException;
import dev.groundswell.testbed.conformance.ConformanceCommand;
import dev.groundswell.testbed.conformance.ConformanceException;
import dev.groundswell.testbed.fuzz.FuzzCommand;
import dev.groundswell.testbed.fuzz.FuzzException;
import dev.groundswell.testbed.load.LoadCommand;
import dev.groundswell.testbed.load.LoadException;
import dev.groundswell.testbed.retail.ImportCommand;
import dev.groundswell.testbed.retail.ReplayCommand;
import dev.groundswell.testbed.retail.RetailException;
import dev.groundswell.testbed.staleness.StalenessException;

/// Entry of the tools that use a whole suite. Each subcommand's class documents its words.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
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
        } catch (LoadException | BenchException | RetailException | ConformanceException | BookException | ChaosException
                | FuzzException | StalenessException | LaunchException e) {
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
            case "import" -> new ImportCommand(System.out).run(words);
            case "replay" -> new ReplayCommand(System.out).run(words);
            case "load" -> new LoadCommand(System.out).run(words);
            case "bench" -> new BenchCommand(System.out).run(words);
            case "chaos" -> new ChaosCommand(System.out).run(words);
            case "fuzz" -> new FuzzCommand(System.out).run(words);
            case "conformance" -> new ConformanceCommand(System.out).run(words);
            default -> throw new UsageException("unknown command " + name + ": see ./dev help");
        };
    }
}
