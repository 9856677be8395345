package dev.groundswell.gateway.upstream;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/// The instances of one service, taken in turn. Thread-safe.
final class Addresses {

    private final List<Address> all;
    private final AtomicInteger turn = new AtomicInteger();

    /// @param name of the service, for the message when `given` is no list of `host:port`
    Addresses(String name, List<String> given) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException("groundswell.upstreams." + name + ".addresses must name at least one host:port");
        }
        this.all = given.stream().map(address -> Address.of(name, address)).toList();
    }

    Address next() {
        return all.size() == 1 ? all.getFirst() : all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    }

    record Address(String host, int port) {

        private static final int HIGHEST_PORT = 65_535;

        static Address of(String name, String text) {
            String trimmed = text.strip();
            int colon = trimmed.lastIndexOf(':');
            if (colon > 0) {
                try {
                    int port = Integer.parseInt(trimmed.substring(colon + 1));
                    if (port >= 1 && port <= HIGHEST_PORT) {
                        return new Address(trimmed.substring(0, colon), port);
                    }
                } catch (NumberFormatException e) {
                    throw wrong(name, text, e);
                }
            }
            throw wrong(name, text, null);
        }

        private static IllegalArgumentException wrong(String name, String text, @Nullable Throwable cause) {
            return new IllegalArgumentException("groundswell.upstreams." + name + ".addresses: must be host:port, was " + text, cause);
        }
    }
}
