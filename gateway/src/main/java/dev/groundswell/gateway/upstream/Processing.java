package dev.groundswell.gateway.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// Takes a 102 (RFC 2518, section 10.1) off a connection to a service, since Vert.x' client would take it for the answer and what follows for another
/// request's. Confined to the connection's event loop.
final class Processing extends ChannelInboundHandlerAdapter {

    private static final String NAME = "groundswell-processing";
    private static final int PROCESSING = 102;
    private static final Runnable UNHEARD = () -> {};

    private Runnable heard;
    private boolean within;

    private Processing(Runnable heard) {
        this.heard = heard;
    }

    /// Nobody listens any more.
    static void off(HttpConnection connection) {
        if (connection instanceof ConnectionBase base && base.channel().pipeline().get(NAME) instanceof Processing listening) {
            listening.heard = UNHEARD;
        }
    }

    /// Tells of each 102 until somebody else listens to the connection. Returns whether somebody has before: then it is a kept one.
    static boolean on(HttpConnection connection, Runnable heard) {
        if (!(connection instanceof ConnectionBase base)) {
            return false;
        }
        ChannelPipeline pipeline = base.channel().pipeline();
        if (pipeline.get(NAME) instanceof Processing listening) {
            listening.heard = heard;
            return true;
        }
        if (pipeline.context(base.channelHandlerContext().handler()) != null) {
            pipeline.addBefore(base.channelHandlerContext().name(), NAME, new Processing(heard));
        }
        return false;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpResponse answer && answer.status().code() == PROCESSING) {
            within = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
            heard.run();
        } else if (within && message instanceof LastHttpContent) {
            within = false;
            ReferenceCountUtil.release(message);
        } else {
            super.channelRead(context, message);
        }
    }
}
