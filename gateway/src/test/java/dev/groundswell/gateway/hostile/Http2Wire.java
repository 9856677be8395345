package dev.groundswell.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.OptionalLong;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/// A client of HTTP/2 (RFC 9113) over TLS that sends the frames it is told to, for what no well-behaved one sends.
final class Http2Wire implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final int GOAWAY = 7;
    private static final int PRIORITY = 32;
    private static final int PRIORITY_BYTES = 5;
    private static final int FIRST_STATUS = 8;
    private static final List<Integer> STATUSES = List.of(200, 204, 206, 304, 400, 404, 500);
    private static final int PATIENCE_MILLIS = 10_000;
    /// Little, so that answers which are not read fill up the server's side soon.
    private static final int RECEIVE_BUFFER = 4_096;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final SSLSocket socket;

    /// Connects and says what a client has to say first.
    ///
    /// @param certificate the server's, in a PKCS #12 file
    Http2Wire(URI server, Path certificate, String password) {
        try {
            Socket plain = new Socket();
            plain.setReceiveBufferSize(RECEIVE_BUFFER);
            plain.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            socket = (SSLSocket) trusting(certificate, password).getSocketFactory().createSocket(plain, server.getHost(), server.getPort(),
                    true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[]{"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write(PREFACE.getBytes(ISO_8859_1));
            socket.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length).put((byte) (payload.length >> 16)).putShort((short) payload.length).put((byte) type)
                .put((byte) flags).putInt(stream).put(payload).array();
    }

    /// A GET, or a POST whose body follows, as HPACK (RFC 7541) writes it without its dynamic table.
    byte[] head(String method, String path) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(method.equals("GET") ? 0x82 : 0x83);
        block.write(0x87);
        literal(block, 4, path);
        literal(block, 1, "localhost:" + socket.getPort());
        return block.toByteArray();
    }

    /// A field of the client's own.
    static byte[] field(String name, String value) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0);
        text(block, name);
        text(block, value);
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, int nameIndex, String value) {
        block.write(nameIndex);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String value) {
        int most = 127;
        int rest = value.length() - most;
        block.write(Math.min(value.length(), most));
        if (rest >= 0) {
            for (; rest >= 128; rest >>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(value.getBytes(ISO_8859_1));
    }

    /// Whether the server still took it.
    @CanIgnoreReturnValue
    boolean send(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        try {
            socket.getOutputStream().write(all.toByteArray());
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /// Reads to the first answer's head. Returns its status, which must be one of those with an index of their own (RFC 7541, appendix A).
    int readStatus() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                boolean priority = (in.readUnsignedByte() & PRIORITY) != 0;
                in.skipNBytes(4);
                byte[] payload = in.readNBytes(length);
                if (type == HEADERS) {
                    return STATUSES.get((payload[priority ? PRIORITY_BYTES : 0] & 127) - FIRST_STATUS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads until the server closes the connection. Returns the error code it has ended it with, if it has said one.
    OptionalLong readToEnd() {
        OptionalLong code = OptionalLong.empty();
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int first = in.read(); first >= 0; first = in.read()) {
                int length = first << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                in.skipNBytes(5);
                byte[] payload = in.readNBytes(length);
                if (type == GOAWAY) {
                    code = OptionalLong.of(ByteBuffer.wrap(payload).getInt(4));
                }
            }
        } catch (SocketTimeoutException open) {
            throw new IllegalStateException("the connection is not closed", open);
        } catch (IOException reset) {
            // Closed while something of ours was still on its way.
        }
        return code;
    }

    @Override
    public void close() {
        try {
            // Past TLS, whose good-bye would wait for a server that reads no more.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // By the server, while something of ours was on its way.
        }
    }

    private static SSLContext trusting(Path certificate, String password) throws IOException {
        try (InputStream file = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }
}
