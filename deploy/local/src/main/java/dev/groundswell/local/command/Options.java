package dev.groundswell.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parsed words of one call. `--name value` and `--name=value` are the same; `--` ends the options; a repeated option takes the last
/// value. Immutable.
public final class Options {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh])");
    private static final Duration MOST_DURATION = Duration.ofDays(1);

    private final Map<String, String> values;
    private final Set<String> flags;
    private final List<String> words;

    private Options(Map<String, String> values, Set<String> flags, List<String> words) {
        this.values = Map.copyOf(values);
        this.flags = Set.copyOf(flags);
        this.words = List.copyOf(words);
    }

    /// Fails with [UsageException] on an option that is neither in `valued` nor in `flags`, and on a missing value.
    public static Options parse(List<String> arguments, Set<String> valued, Set<String> flags) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> set = new TreeSet<>();
        List<String> words = new ArrayList<>();
        var rest = arguments.iterator();
        boolean optionsEnded = false;
        while (rest.hasNext()) {
            String word = rest.next();
            if (optionsEnded || !word.startsWith("--")) {
                words.add(word);
            } else if (word.equals("--")) {
                optionsEnded = true;
            } else {
                int equals = word.indexOf('=');
                String name = equals < 0 ? word : word.substring(0, equals);
                if (flags.contains(name) && equals < 0) {
                    set.add(name);
                } else if (valued.contains(name)) {
                    if (equals < 0 && !rest.hasNext()) {
                        throw new UsageException(name + " needs a value");
                    }
                    values.put(name, equals < 0 ? rest.next() : word.substring(equals + 1));
                } else {
                    throw new UsageException("unknown option " + word + known(valued, flags));
                }
            }
        }
        return new Options(values, set, words);
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The folder named by an option, absolute.
    public Optional<Path> folder(String name) {
        return value(name).map(text -> Path.of(text).toAbsolutePath().normalize());
    }

    /// A whole number within the bounds, both included.
    public int number(String name, int otherwise, int least, int most) {
        return value(name).map(text -> numberIn(name, text, least, most)).orElse(otherwise);
    }

    public List<String> words() {
        return words;
    }

    /// Fails unless there are no positional words.
    public Options withoutWords() {
        if (!words.isEmpty()) {
            throw new UsageException("unexpected argument " + words.getFirst());
        }
        return this;
    }

    public static int numberIn(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, as for a number out of bounds
        }
        throw new UsageException(name + " must be a whole number from " + least + " to " + most + ", was " + text);
    }

    /// Reads `30s`, `10m` or `1h`, above zero and at most a day.
    public static Duration durationIn(String name, String text) {
        Matcher form = DURATION.matcher(text);
        if (form.matches()) {
            long amount = Long.parseLong(form.group(1));
            Duration duration = switch (form.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
            if (duration.isPositive() && duration.compareTo(MOST_DURATION) <= 0) {
                return duration;
            }
        }
        throw new UsageException(name + " must be like 60s, 5m or 1h, at most 24h, was " + text);
    }

    private static String known(Set<String> valued, Set<String> flags) {
        SortedSet<String> all = new TreeSet<>(valued);
        all.addAll(flags);
        // A numbered one, for a second or ninth instance, reads like its neighbour without a number: a hundred of them would hide the rest.
        all.removeIf(name -> name.chars().anyMatch(Character::isDigit));
        return all.isEmpty() ? "" : " (known here: " + String.join(", ", all) + ")";
    }
}
