package dev.groundswell.gateway.balance;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Where one instance of a service listens.
public record Address(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;
    /// A name, an IPv4 address, or an IPv6 address in brackets; neither a URL nor two addresses without a comma between them.
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");

    /// Reads a list of `host:port`; fails when it is empty, names one twice or holds something else, with a message that begins with `setting`.
    static List<Address> listOf(String setting, List<String> given) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException(setting + " must name at least one host:port");
        }
        Set<Address> seen = new HashSet<>();
        List<Address> all = given.stream().map(text -> of(setting, text)).toList();
        all.forEach(address -> {
            if (!seen.add(address)) {
                throw new IllegalArgumentException(setting + ": must name each host:port once, was twice " + address);
            }
        });
        return all;
    }

    private static Address of(String setting, String text) {
        String trimmed = text.strip();
        int colon = trimmed.lastIndexOf(':');
        if (colon > 0 && HOST.matcher(trimmed.substring(0, colon)).matches()) {
            try {
                int port = Integer.parseInt(trimmed.substring(colon + 1));
                if (port >= 1 && port <= HIGHEST_PORT) {
                    return new Address(trimmed.substring(0, colon), port);
                }
            } catch (NumberFormatException e) {
                throw wrong(setting, text, e);
            }
        }
        throw wrong(setting, text, null);
    }

    private static IllegalArgumentException wrong(String setting, String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(setting + ": must be host:port, was " + text, cause);
    }

    /// As it was configured.
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
