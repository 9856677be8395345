package dev.groundswell.testbed.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/// Stands between services and a part on the loopback address, passes bytes on, and can be cut or go silent. Thread-safe.
///
/// Cut: every connection is reset, new ones are refused. Silent: connections stay and new ones are accepted, but no byte passes, as when packets are
/// dropped on the way; what was sent meanwhile arrives when the relay passes again.
final class Relay implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final int port;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition passing = lock.newCondition();
    private boolean silent;
    private @Nullable ServerSocket door;

    private Relay(int port, int target) {
        this.port = port;
        this.target = target;
    }

    /// Passes from now on; nobody needs to listen on `target` yet.
    static Relay between(int port, int target) {
        Relay relay = new Relay(port, target);
        relay.open();
        return relay;
    }

    int port() {
        return port;
    }

    /// Nothing passes from now on, until [#pass()].
    void silence() {
        lock.lock();
        try {
            silent = true;
        } finally {
            lock.unlock();
        }
    }

    /// Resets all connections and refuses new ones, until [#pass()].
    void cut() {
        lock.lock();
        try {
            closeDoor();
        } finally {
            lock.unlock();
        }
        sockets.forEach(Relay::reset);
    }

    void pass() {
        lock.lock();
        try {
            silent = false;
            passing.signalAll();
            if (door == null) {
                open();
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

    private void open() {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            door = opened;
            Thread.ofVirtual().name("relay-" + port).start(() -> accept(opened));
        } catch (IOException e) {
            throw new ChaosException("no relay can listen on port " + port, e);
        }
    }

    private void closeDoor() {
        if (door != null) {
            try {
                door.close();
            } catch (IOException e) {
                throw new ChaosException("the relay on port " + port + " cannot be cut", e);
            }
            door = null;
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException cutOrRefused) {
                // Cut, or out of descriptors for a moment: the loop knows.
                Thread.onSpinWait();
            }
        }
    }

    private void connect(Socket client) {
        Socket part = new Socket();
        sockets.add(client);
        sockets.add(part);
        try {
            awaitPassing();
            requireOpen();
            part.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            part.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(part, client));
            pump(client, part);
        } catch (IOException nobodyThere) {
            forget(client);
            forget(part);
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

    /// One direction of a connection; its end, however it comes, is the end of both.
    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitPassing();
                out.write(buffer, 0, count);
            }
            awaitPassing();
            sockets.remove(to);
            to.close();
            sockets.remove(from);
            from.close();
        } catch (IOException broken) {
            forget(to);
            forget(from);
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

    private void forget(Socket socket) {
        sockets.remove(socket);
        reset(socket);
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
