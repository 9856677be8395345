package dev.groundswell.local.console;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The one line by which a launcher tells the program that started it what is ready: a flat JSON object of strings. Written and read with
/// the JDK alone, because services' tests read it.
public final class ReadyLine {
    private static final Pattern MEMBER = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private ReadyLine() {}

    public static String of(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + quoted(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// The members of a line written by [#of]; anything else gives an empty map.
    public static Map<String, String> parse(String line) {
        Map<String, String> members = new TreeMap<>();
        if (line.startsWith("{") && line.endsWith("}")) {
            Matcher member = MEMBER.matcher(line);
            while (member.find()) {
                members.put(plain(member.group(1)), plain(member.group(2)));
            }
        }
        return members;
    }

    /// Paths and addresses hold no control characters; quotes and backslashes they may.
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String plain(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
