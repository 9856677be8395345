package dev.groundswell.testbed.slow;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/// Clients who take all the time they are given: of three, one writes its request's head byte by byte, one its body, one reads its answers byte by byte.
/// They arrive a hundred a second, since all at once and with requests sent ahead they would be a rush and not a slow crowd. Whoever is thrown out comes back within a
/// second. One thread moves all of them, each by a byte a second.
final class SlowCrowd implements AutoCloseable {
    private static final int SMALLEST_BUFFER = 2_048;
    private static final long ARRIVE_A_SECOND = 100;
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final InetSocketAddress gateway;
    private final String page;
    private final List<Client> clients = new ArrayList<>();
    private final AtomicLong thrownOut = new AtomicLong();
    private final Thread thread;
    private volatile boolean over;

    /// @param page a target whose answer is large
    SlowCrowd(URI gateway, int count, String page) {
        this.gateway = new InetSocketAddress(gateway.getHost(), gateway.getPort());
        this.page = page;
        for (int i = 0; i < count; i++) {
            clients.add(new Client(i % 3));
        }
        this.thread = Thread.ofPlatform().name("slow-crowd").start(this::move);
    }

    /// How many hold a connection now.
    long connected() {
        return clients.stream().filter(client -> client.channel != null).count();
    }

    /// How often one of them was thrown out.
    long thrownOut() {
        return thrownOut.get();
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }

    private void move() {
        long start = System.nanoTime();
        while (!over) {
            long begun = System.nanoTime();
            long arrived = ARRIVE_A_SECOND * (begun - start) / TimeUnit.SECONDS.toNanos(1);
            for (Client client : clients) {
                if (arrived-- > 0) {
                    client.step();
                }
                pause(PAUSE_NANOS / clients.size() - (System.nanoTime() - begun));
                begun = System.nanoTime();
            }
        }
        clients.forEach(Client::leave);
    }

    private static void pause(long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
    }

    private final class Client {
        private final int kind;
        private volatile @Nullable SocketChannel channel;

        Client(int kind) {
            this.kind = kind;
        }

        void step() {
            SocketChannel open = channel;
            try {
                if (open == null) {
                    connect();
                    return;
                }
                if (kind < 2) {
                    write(open, "x");
                }
                // One byte of an answer; of whoever is still asking, what the gateway says meanwhile, or that it has closed.
                if (open.read(ByteBuffer.allocate(kind == 2 ? 1 : 1_024)) < 0) {
                    throw new IOException("closed");
                }
            } catch (IOException ended) {
                thrownOut.incrementAndGet();
                leave();
            }
        }

        private void connect() throws IOException {
            SocketChannel opened = SocketChannel.open();
            opened.setOption(StandardSocketOptions.SO_RCVBUF, SMALLEST_BUFFER);
            opened.connect(gateway);
            opened.configureBlocking(false);
            channel = opened;
            write(opened, switch (kind) {
                case 0 -> "GET " + page + " HTTP/1.1\r\nHost: slow\r\nX: ";
                case 1 -> "POST /api/quotes HTTP/1.1\r\nHost: slow\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n ";
                default -> ("GET " + page + " HTTP/1.1\r\nHost: slow\r\n\r\n").repeat(20);
            });
        }

        private static void write(SocketChannel open, String text) throws IOException {
            int _ = open.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
        }

        private void leave() {
            SocketChannel open = channel;
            channel = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
