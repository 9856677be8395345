package dev.groundswell.order.testing;

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
import java.util.concurrent.CountDownLatch;

/// A TCP relay that goes wrong at will, as networks and servers do. Thread-safe.
public final class Relay implements AutoCloseable {

    private static final int BUFFER = 16_384;
    private static final int BACKLOG = 100;

    private final String host;
    private final int port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listening;
    /// What bytes wait for before they go on.
    private volatile CountDownLatch held = new CountDownLatch(0);

    private Relay(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listening = listen(0);
    }

    /// A relay on a port of its own to a server.
    ///
    /// @param address `host:port`
    public static Relay to(String address) {
        URI target = URI.create("tcp://" + address);
        try {
            return new Relay(target.getHost(), target.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `localhost:port`, the same for its life.
    public String address() {
        return "localhost:" + listening.getLocalPort();
    }

    /// From now on nothing goes through, as when the server is frozen: connects succeed, nobody answers.
    public synchronized void hold() {
        held = new CountDownLatch(1);
    }

    /// What was held goes on.
    public synchronized void release() {
        held.countDown();
    }

    /// Nothing goes through present connections ever again, and nobody is told. New ones work.
    public synchronized void forget() {
        connections.forEach(connection -> connection.forgotten = true);
        held.countDown();
    }

    /// Ends present connections with RST.
    public synchronized void reset() {
        connections.forEach(Connection::reset);
        held.countDown();
    }

    /// Ends present connections, and refuses new ones until [#accept].
    public synchronized void refuse() {
        close(listening);
        reset();
    }

    public synchronized void accept() {
        try {
            listening = listen(listening.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many connections are open.
    public int connections() {
        return connections.size();
    }

    @Override
    public synchronized void close() {
        refuse();
    }

    private ServerSocket listen(int at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), BACKLOG);
        Thread.ofVirtual().start(() -> acceptFrom(socket));
        return socket;
    }

    private void acceptFrom(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Connection connection = new Connection(client, new Socket(host, port));
                connections.add(connection);
                Thread.ofVirtual().start(() -> connection.pump(client, connection.server));
                Thread.ofVirtual().start(() -> connection.pump(connection.server, client));
            } catch (IOException refused) {
                // closed, or the server is away: the client sees it, too
            }
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot be closed: " + socket, e);
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private volatile boolean forgotten;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
                int count;
                while ((count = in.read(buffer)) >= 0) {
                    held.await();
                    if (!forgotten) {
                        out.write(buffer, 0, count);
                    }
                }
            } catch (IOException ended) {
                // one side has ended, and so does the other
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                end();
            }
        }

        void reset() {
            try {
                client.setSoLinger(true, 0);
            } catch (IOException closed) {
                // it has ended already
            }
            end();
        }

        private void end() {
            connections.remove(this);
            close(client);
            close(server);
        }
    }
}
