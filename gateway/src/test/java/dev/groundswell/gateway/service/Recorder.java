package dev.groundswell.gateway.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A service that takes HTTP/1.1 literally: every octet that is not as RFC 9112 wants a sender to write it is noted as a fault. Answers each whole
/// request with 200 and its request line, and remembers it. Thread-safe.
public final class Recorder implements AutoCloseable {

    private final ServerSocket server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /// One whole request.
    ///
    /// @param line the request line
    /// @param fields the header lines, as they came
    public record Seen(String line, List<String> fields, String body) {

        /// The values of a field, one a line.
        public List<String> all(String name) {
            return values(fields, name);
        }
    }

    public Recorder(int port) {
        try {
            server = new ServerSocket(port, 0, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// Whole requests, in the order they came.
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /// What no careful sender writes.
    public List<String> faults() {
        return List.copyOf(faults);
    }

    public void forget() {
        seen.clear();
        faults.clear();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            while (true) {
                String line = line(in);
                List<String> fields = new ArrayList<>();
                for (String field = line(in); !field.isEmpty(); field = line(in)) {
                    fields.add(field);
                }
                seen.add(new Seen(line, List.copyOf(fields), body(in, fields)));
                socket.getOutputStream().write(answer(line));
            }
        } catch (IOException broken) {
            // A request that is not whole is none.
        }
    }

    private String body(InputStream in, List<String> fields) throws IOException {
        List<String> lengths = values(fields, "Content-Length");
        List<String> codings = values(fields, "Transfer-Encoding");
        if (lengths.size() + codings.size() > 1) {
            throw fault("several lengths in " + fields);
        }
        if (!lengths.isEmpty()) {
            if (!lengths.getFirst().matches("0|[1-9][0-9]{0,8}")) {
                throw fault("length " + lengths.getFirst());
            }
            return new String(in.readNBytes(Integer.parseInt(lengths.getFirst())), ISO_8859_1);
        }
        if (codings.isEmpty()) {
            return "";
        }
        if (!codings.getFirst().equals("chunked")) {
            throw fault("coding " + codings.getFirst());
        }
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = line(in);
            if (!size.matches("[0-9a-fA-F]{1,8}")) {
                throw fault("chunk size " + size);
            }
            int octets = Integer.parseInt(size, 16);
            body.append(new String(in.readNBytes(octets), ISO_8859_1));
            String end = line(in);
            if (!end.isEmpty()) {
                throw fault("behind a chunk: " + end);
            }
            if (octets == 0) {
                return body.toString();
            }
        }
    }

    private static byte[] answer(String line) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + line.length() + "\r\n\r\n";
        return (line.startsWith("HEAD ") ? head : head + line).getBytes(ISO_8859_1);
    }

    private static List<String> values(List<String> fields, String name) {
        return fields.stream().filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(field -> field.substring(name.length() + 1).strip()).toList();
    }

    /// Ends at CR LF; either of them alone, and NUL, is a fault.
    private String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read();; next = in.read()) {
            if (next < 0) {
                throw new IOException("the end");
            }
            if (next == '\r') {
                if (in.read() != '\n') {
                    throw fault("a bare CR behind " + line);
                }
                return line.toString(ISO_8859_1);
            }
            if (next == '\n' || next == 0) {
                throw fault("octet " + next + " behind " + line);
            }
            line.write(next);
        }
    }

    private IOException fault(String what) {
        faults.add(what);
        return new IOException(what);
    }
}
