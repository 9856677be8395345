package dev.groundswell.gateway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// What one proxy says about who came to it. Every part may be missing or malformed.
///
/// @param by the address, perhaps with a port: as the field has it, without quotes
record Told(@Nullable String by, @Nullable String proto, @Nullable String host) {

    private static final Told NOTHING = new Told(null, null, null);

    /// The entries of `X-Forwarded-For`, which tells addresses only.
    static List<Told> addresses(List<String> lines) {
        List<Told> all = new ArrayList<>();
        for (String line : lines) {
            for (String entry : line.split(",", -1)) {
                all.add(new Told(entry.strip(), null, null));
            }
        }
        return all;
    }

    /// The elements of `Forwarded` (RFC 7239, section 4). One that is malformed tells nothing and is its line's last: nobody knows where another begins.
    static List<Told> elements(List<String> lines) {
        List<Told> all = new ArrayList<>();
        for (String line : lines) {
            Elements elements = new Elements(line);
            while (elements.hasNext()) {
                all.add(elements.next());
            }
        }
        return all;
    }

    /// The literal address without its port; `null` for names, `unknown`, and what is malformed.
    @Nullable
    Address address() {
        if (by == null) {
            return null;
        }
        if (by.startsWith("[")) {
            int end = by.indexOf(']');
            return end > 0 && isPort(by.substring(end + 1)) ? Address.of(by.substring(1, end)) : null;
        }
        int colon = by.indexOf(':');
        boolean isIpv4WithPort = colon > 0 && colon == by.lastIndexOf(':');
        if (isIpv4WithPort) {
            return isPort(by.substring(colon)) ? Address.of(by.substring(0, colon)) : null;
        }
        return Address.of(by);
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{1,5}");
    }

    /// Cuts one line of `Forwarded` into its elements.
    private static final class Elements {

        private final String line;
        private int at;
        private boolean more = true;

        Elements(String line) {
            this.line = line;
        }

        boolean hasNext() {
            return more;
        }

        Told next() {
            Told told = NOTHING;
            while (true) {
                skipBlanks();
                String name = token().toLowerCase(Locale.ROOT);
                if (!name.isEmpty()) {
                    String value = take('=') ? value() : null;
                    if (value == null) {
                        return end();
                    }
                    told = told.with(name, value);
                }
                skipBlanks();
                if (at == line.length()) {
                    more = false;
                    return told;
                }
                if (take(',')) {
                    return told;
                }
                if (!take(';')) {
                    return end();
                }
            }
        }

        private Told end() {
            more = false;
            return NOTHING;
        }

        private @Nullable String value() {
            if (!take('"')) {
                String token = token();
                return token.isEmpty() ? null : token;
            }
            StringBuilder text = new StringBuilder();
            while (at < line.length()) {
                char c = line.charAt(at++);
                if (c == '"') {
                    return text.toString();
                }
                if (c == '\\' && at < line.length()) {
                    c = line.charAt(at++);
                }
                text.append(c);
            }
            return null;
        }

        /// A token (RFC 9110, section 5.6.2), and the colons and brackets that proxies leave unquoted.
        private String token() {
            int from = at;
            while (at < line.length() && " \t,;=\"".indexOf(line.charAt(at)) < 0) {
                at++;
            }
            return line.substring(from, at);
        }

        private boolean take(char c) {
            if (at < line.length() && line.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipBlanks() {
            while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
                at++;
            }
        }
    }

    private Told with(String name, String value) {
        return switch (name) {
            case "for" -> new Told(value, proto, host);
            case "proto" -> new Told(by, value, host);
            case "host" -> new Told(by, proto, value);
            default -> this;
        };
    }
}
