package dev.groundswell.gateway.connection;

import java.util.function.LongSupplier;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;

/// Since when one HTTP/1 connection waits for the rest of a head. Confined to its event loop.
///
/// Vert.x' idle time-out begins anew with each byte, so that a client who sends one now and then holds a connection for ever ("Slowloris"). This one
/// begins with a head's first byte and ends with its last; bytes of bodies have a time of their own.
final class HeadClock {

    private static final long STOPPED = -1;

    private final LongSupplier nanos;
    private boolean betweenRequests = true;
    private long begun = STOPPED;

    private HeadClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Sets a clock around the decoder of a pipeline, which must have one and no clock yet. A head that has begun before is timed from its next byte.
    static HeadClock around(ChannelPipeline pipeline, LongSupplier nanos) {
        HeadClock clock = new HeadClock(nanos);
        String decoder = pipeline.context(HttpRequestDecoder.class).name();
        pipeline.addBefore(decoder, null, clock.new Bytes());
        pipeline.addAfter(decoder, null, clock.new Heads());
        return clock;
    }

    /// Nanoseconds since the first byte of a head that has not ended; below zero when none is awaited.
    long waits() {
        return begun == STOPPED ? STOPPED : nanos.getAsLong() - begun;
    }

    private final class Bytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            if (betweenRequests && begun == STOPPED) {
                begun = nanos.getAsLong();
            }
            context.fireChannelRead(bytes);
        }
    }

    private final class Heads extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            // A piece of a body shows that no head is awaited, also when the clock was set in the middle of a request.
            if (message instanceof HttpRequest || message instanceof HttpContent) {
                betweenRequests = message instanceof LastHttpContent;
                begun = STOPPED;
            }
            context.fireChannelRead(message);
        }
    }
}
