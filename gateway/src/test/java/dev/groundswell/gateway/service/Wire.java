package dev.groundswell.gateway.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/// A client that says exactly what it is told to, byte by byte, for requests no well-behaved one sends.
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;

    public Wire(URI server) {
        try {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @CanIgnoreReturnValue
    public Wire send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    @CanIgnoreReturnValue
    public Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What comes until `text` has come.
    @CanIgnoreReturnValue
    public String readUntil(String text) {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = read();
            if (next < 0) {
                throw new IllegalStateException("the connection ended behind: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /// What comes until the server closes the connection.
    @CanIgnoreReturnValue
    public String readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int next = read(); next >= 0; next = read()) {
            all.write(next);
        }
        return all.toString(ISO_8859_1);
    }

    private int read() {
        try {
            return socket.getInputStream().read();
        } catch (SocketException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
