package dev.groundswell.local.token;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;

/// `token SUB [--admin] [--ttl 1h] [--dir DIR]`: prints a token as its last line. Makes the keys when there are none yet, so that it
/// works before the first start. Reads its words without help of other rooms' settings, to be quick.
public final class TokenCommand {
    private final Path defaultHome;
    private final PrintStream out;

    public TokenCommand(Path defaultHome, PrintStream out) {
        this.defaultHome = defaultHome;
        this.out = out;
    }

    public int run(List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--ttl", "--dir"), Set.of("--admin"));
        if (options.words().size() != 1) {
            throw new UsageException("token needs one subject: token SUB [--admin] [--ttl 1h]");
        }
        String subject = options.words().getFirst();
        if (subject.isEmpty()) {
            throw new UsageException("the subject must not be empty");
        }
        Duration ttl = options.value("--ttl").map(TokenCommand::ttl).orElse(Tokens.DEFAULT_TTL);
        KeyFiles keys = new KeyFiles(options.folder("--dir").orElse(defaultHome).resolve("keys")).create();
        String token = new Tokens(keys, InstantSource.system()).mint(subject, options.has("--admin"), ttl);
        out.write((token + "\n").getBytes(StandardCharsets.US_ASCII), 0, token.length() + 1);
        out.flush();
        return 0;
    }

    private static Duration ttl(String text) {
        return Ttl.parse(text).orElseThrow(() -> new UsageException("--ttl must be like 5s, 10m, 1h or 2d, was " + text));
    }
}
