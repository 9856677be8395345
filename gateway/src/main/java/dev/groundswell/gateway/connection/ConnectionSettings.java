package dev.groundswell.gateway.connection;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long one client may hold a connection without getting on.
@ConfigMapping(prefix = "groundswell.connections")
public interface ConnectionSettings {

    /// From a head's first byte to its last. More suits worse lines; a client that sends byte by byte holds a connection as long.
    @WithDefault("10s")
    Duration head();

    /// For a reader of an answer to make room for more of it, and on HTTP/2 to take its end: there once more for each 64 KB that its connection has to take, ten times at most. More suits worse lines; a client that does not read holds the answer's buffers
    /// and its connection to a service as long.
    @WithDefault("20s")
    Duration reader();

    /// Requests of HTTP/1 that a client may send before it has their answers, at least 1: one more ends the connection.
    @WithDefault("100")
    int ahead();

    /// What the kernel takes of answers that a client has not taken yet, about. More sends large answers faster over long lines, so much in each round trip; a client that
    /// asks on and does not read gets as much more made for it.
    @WithDefault("64K")
    MemorySize sendBuffer();
}
