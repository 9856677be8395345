package dev.groundswell.local.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/// Stands between services and a part on the loopback address, passes bytes on, and goes wrong at will, as networks and servers do. Thread-safe.
///
/// Cut: every connection is reset, new ones are refused. Silent: connections stay and new ones are accepted, but no byte passes, as when packets are
/// dropped on the way; what was sent meanwhile arrives when the relay passes again. Forgotten: a connection stays, and nothing passes on it ever again.
public final class Relay implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final int port;
    private final int target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition passing = lock.newCondition();
    private boolean silent;
    private @Nullable ServerSocket door;

    private Relay(int port, int target) {
        this.target = target;
        this.port = open(port);
    }

    /// Passes from now on; nobody needs to listen on `target` yet. Fails with [UncheckedIOException] when `port` is taken.
    ///
    /// @param port 0 for any that is free
    public static Relay between(int port, int target) {
        return new Relay(port, target);
    }

    /// A relay to `host:port` of a part of this machine, on any port that is free.
    public static Relay to(String part) {
        return new Relay(0, URI.create("tcp://" + part).getPort());
    }

    /// Where it listens, the same for its life.
    public int port() {
        return port;
    }

    /// How many connections are open.
    public int connections() {
        return connections.size();
    }

    /// Nothing passes from now on, until [#pass()].
    public void silence() {
        lock.lock();
        try {
            silent = true;
        } finally {
            lock.unlock();
        }
    }

    /// Resets all connections and refuses new ones, until [#pass()].
    public void cut() {
        lock.lock();
        try {
            closeDoor();
        } finally {
            lock.unlock();
        }
        connections.forEach(Connection::reset);
    }

    /// Resets present connections; new ones pass.
    public void reset() {
        connections.forEach(Connection::reset);
        pass();
    }

    /// Nothing goes through present connections ever again, and nobody is told; new ones pass.
    public void forget() {
        connections.forEach(connection -> connection.forgotten = true);
        pass();
    }

    public void pass() {
        lock.lock();
        try {
            silent = false;
            passing.signalAll();
            if (door == null) {
                int _ = open(port);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        cut();
        lock.lock();
        try {
            silent = false;
            passing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int open(int at) {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
            door = opened;
            Thread.ofVirtual().name("relay-" + opened.getLocalPort()).start(() -> accept(opened));
            return opened.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no relay can listen on port " + at, e);
        }
    }

    private void closeDoor() {
        if (door != null) {
            try {
                door.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the relay on port " + port + " cannot be cut", e);
            }
            door = null;
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Connection connection = new Connection(from.accept());
                Thread.ofVirtual().start(connection::connect);
            } catch (IOException cutOrRefused) {
                // Cut, or out of descriptors for a moment: the loop knows.
                Thread.onSpinWait();
            }
        }
    }

    private void awaitPassing() {
        lock.lock();
        try {
            while (silent) {
                passing.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// A connection that was accepted a moment before the cut is cut like the others.
    private void requireOpen() throws IOException {
        lock.lock();
        try {
            if (door == null) {
                throw new IOException("cut");
            }
        } finally {
            lock.unlock();
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket part = new Socket();
        private volatile boolean forgotten;

        Connection(Socket client) {
            this.client = client;
            connections.add(this);
        }

        void connect() {
            try {
                awaitPassing();
                requireOpen();
                part.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                client.setTcpNoDelay(true);
                part.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> pump(part, client));
                pump(client, part);
            } catch (IOException nobodyThere) {
                reset();
            }
        }

        /// One direction; its end, however it comes, is the end of both.
        private void pump(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[BUFFER];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    awaitPassing();
                    if (!forgotten) {
                        out.write(buffer, 0, count);
                    }
                }
                awaitPassing();
                connections.remove(this);
                to.close();
                from.close();
            } catch (IOException broken) {
                reset();
            }
        }

        void reset() {
            connections.remove(this);
            reset(client);
            reset(part);
        }

        private static void reset(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException closedAlready) {
                // that is what was wanted
            }
        }
    }
}
