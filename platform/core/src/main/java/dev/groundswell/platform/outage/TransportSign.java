package dev.groundswell.platform.outage;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Singleton;

import org.apache.kafka.common.errors.RetriableException;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

/// What connections fail with, whatever they lead to: refused, reset, closed, not answering in time, no free one in the pool.
@Singleton
class TransportSign implements OutageSign {

    /// Vert.x has a plain [VertxException] for "Connection was closed", "Pool closed" and a pool's "Timeout waiting for connection". What else it
    /// derives from that is not judged here: a database's refusal of a statement is one of them.
    @Override
    public boolean isIn(Throwable failure) {
        return switch (failure) {
            case SocketException socket -> true;
            case UnknownHostException host -> true;
            case ClosedChannelException channel -> true;
            // What the operating system says of a connection in use ("Connection reset by peer", "Broken pipe") has no class of its own.
            case IOException plain when plain.getClass() == IOException.class -> true;
            case TimeoutException time -> true;
            case io.smallrye.mutiny.TimeoutException time -> true;
            case HttpClosedException closed -> true;
            case StreamResetException reset -> true;
            case ConnectionPoolTooBusyException busy -> true;
            case VertxException plain -> plain.getClass() == VertxException.class;
            case RetriableException kafka -> true;
            default -> false;
        };
    }
}
