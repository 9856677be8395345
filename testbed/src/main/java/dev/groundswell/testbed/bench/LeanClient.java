package dev.groundswell.testbed.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.HdrHistogram.Histogram;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;

/// Asks one server over so many connections, each as fast as it is answered, from one thread. It shares the cores with what it measures, so it does as
/// little as it can: requests come as bytes, of answers it reads the status and the end. What it costs is told beside each figure.
final class LeanClient {
    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

    private final URI server;
    private final int connections;
    private final int good;
    private final Supplier<byte[]> requests;

    /// @param good the status that counts
    /// @param requests whole requests as they go over the wire; asked by one thread
    LeanClient(URI server, int connections, int good, Supplier<byte[]> requests) {
        this.server = server;
        this.connections = connections;
        this.good = good;
        this.requests = requests;
    }

    /// @param times of the good answers, in nanoseconds
    /// @param failed other answers, and connections that broke
    record Result(Histogram times, long failed, double seconds) {
        double perSecond() {
            return times.getTotalCount() / seconds;
        }

        /// `p50 3.21 ms, p99 12.30 ms`
        String latencies() {
            return String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms", times.getValueAtPercentile(50) / 1e6,
                    times.getValueAtPercentile(99) / 1e6);
        }
    }

    /// Returns when the time is over and what was in flight is answered. Fails with [BenchException] when the server cannot be reached.
    Result ask(Duration time) throws InterruptedException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            long start = System.nanoTime();
            Tally tally = new Tally(start + time.toNanos());
            Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS).handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(new HttpResponseDecoder(), new Asking(tally));
                        }
                    });
            List<Channel> open = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                ChannelFuture connected = bootstrap.connect(server.getHost(), server.getPort()).await();
                if (!connected.isSuccess()) {
                    throw new BenchException("nothing answers at " + server + ": " + connected.cause());
                }
                open.add(connected.channel());
            }
            for (Channel channel : open) {
                if (!channel.closeFuture().await(time.plus(LAST_ANSWERS).toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new BenchException(server + " left a request unanswered for " + LAST_ANSWERS.toSeconds() + " s");
                }
            }
            return new Result(tally.times, tally.failed, (System.nanoTime() - start) / 1e9);
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        }
    }

    /// Of all connections; the one thread's.
    private static final class Tally {
        private final long end;
        private final Histogram times = new Histogram(3);
        private long failed;

        Tally(long end) {
            this.end = end;
        }
    }

    private final class Asking extends SimpleChannelInboundHandler<HttpObject> {
        private final Tally tally;
        private long sentAt;
        private int status;

        Asking(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ask(context);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse answer) {
                status = answer.status().code();
            }
            if (part instanceof LastHttpContent) {
                long now = System.nanoTime();
                if (status == good) {
                    tally.times.recordValue(now - sentAt);
                } else {
                    tally.failed++;
                }
                if (now < tally.end) {
                    ask(context);
                } else {
                    sentAt = 0;
                    context.close();
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (sentAt != 0) {
                tally.failed++;
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
            context.close();
        }

        private void ask(ChannelHandlerContext context) {
            sentAt = System.nanoTime();
            context.writeAndFlush(Unpooled.wrappedBuffer(requests.get()), context.voidPromise());
        }
    }
}
