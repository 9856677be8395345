package dev.groundswell.gateway.client;

import org.jspecify.annotations.Nullable;

/// Who made a request, as far as anybody can be trusted to know.
///
/// @param address `null` when the connection has none, as a socket of the local machine
/// @param host what it asked for; `null` when it did not say
/// @param secure whether it came over TLS, to us or to a trusted proxy
public record Client(@Nullable Address address, @Nullable String host, boolean secure) {

    private static final String UNKNOWN = "unknown";

    /// By whom it is counted when it says nothing else about itself.
    public String network() {
        return address == null ? UNKNOWN : address.network();
    }
}
