package dev.groundswell.gateway.connection;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// Closes connections of HTTP/1 whose client sends more requests ahead of their answers than are to be kept for it. Vert.x keeps any number of them, and walks along all
/// that wait with each that comes, so that one connection could take the memory and the event loop of all. HTTP/2 has a bound of its own. Thread-safe.
@Singleton
public class RequestsAhead {

    private static final AttributeKey<Boolean> WATCHED = AttributeKey.valueOf(RequestsAhead.class, "watched");

    private final int most;
    private final Counter closed;

    /// Publishes `slow_clients_total{what="ahead"}`.
    ///
    /// @throws IllegalArgumentException for a bound below 1
    RequestsAhead(ConnectionSettings settings, MeterRegistry registry) {
        if (settings.ahead() < 1) {
            throw new IllegalArgumentException("groundswell.connections.ahead must be at least 1, was " + settings.ahead());
        }
        this.most = settings.ahead();
        this.closed = Counter.builder("slow.clients").tag("what", "ahead")
                .description("Connections ended because their client asked too far ahead")
                .register(registry);
    }

    /// To be called with a connection's first request, before its event loop goes on to the next; with later ones it does nothing.
    public void watch(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            ChannelHandlerContext vertx = connection.channelHandlerContext();
            if (!vertx.channel().hasAttr(WATCHED)) {
                vertx.channel().attr(WATCHED).set(true);
                vertx.pipeline().addBefore(vertx.name(), null, new Count());
            }
        }
    }

    private final class Count extends ChannelDuplexHandler {

        /// The one that is being handled came before us.
        private int unanswered = 1;
        private boolean over;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!over && message instanceof HttpRequest && ++unanswered > most) {
                over = true;
                closed.increment();
                context.close();
            }
            if (over) {
                ReferenceCountUtil.release(message);
            } else {
                context.fireChannelRead(message);
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof LastHttpContent && !isInterim(message)) {
                unanswered--;
            }
            context.write(message, promise);
        }

        private static boolean isInterim(Object message) {
            return message instanceof HttpResponse response && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
    }
}
