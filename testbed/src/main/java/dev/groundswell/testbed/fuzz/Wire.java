package dev.groundswell.testbed.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.groundswell.testbed.contract.Answer;

/// One client's connection, which sends what no decent client would. Opened again when the server has closed it. Confined to one thread.
final class Wire implements AutoCloseable {

    private static final int CONNECT_MILLIS = 3_000;
    /// Longer than any route may take.
    private static final int ANSWER_MILLIS = 35_000;
    private static final String EVENTS = "text/event-stream";

    private final URI server;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Wire(URI server) {
        this.server = server;
    }

    /// Sends and returns the final answer. Of a stream of events the first is read. A connection that was closed before anything came back is opened once
    /// more: the server may have closed it while nobody asked.
    Answer ask(Request request) throws IOException {
        boolean used = socket != null;
        try {
            return exchange(request);
        } catch (IOException broken) {
            close();
            if (!used) {
                throw broken;
            }
            return exchange(request);
        }
    }

    private Answer exchange(Request request) throws IOException {
        Socket connection = connected();
        InputStream answers = java.util.Objects.requireNonNull(in);
        try {
            connection.getOutputStream().write(request.bytes(server.getAuthority()));
        } catch (IOException refusedEarly) {
            // Who is refused while sending may still read why.
        }
        Answer answer = read(answers, request.method().equals("HEAD"));
        if (answer.cut() || answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
            close();
        }
        return answer;
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout(ANSWER_MILLIS);
            try {
                open.connect(new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 80 : server.getPort()), CONNECT_MILLIS);
            } catch (ConnectException e) {
                throw new FuzzException("nothing answers at " + server + ": ./dev up starts the suite", e);
            }
            in = new BufferedInputStream(open.getInputStream());
            socket = open;
        }
        return open;
    }

    private static Answer read(InputStream in, boolean head) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        Map<String, List<String>> headers = headers(in);
        if (status < 200) {
            return read(in, head);
        }
        if (head || status == 204 || status == 304) {
            return new Answer(status, headers, new byte[0], false);
        }
        if (first(headers, "content-type").startsWith(EVENTS) && status == 200) {
            return new Answer(status, headers, firstEvent(in), true);
        }
        if (!first(headers, "content-length").isEmpty()) {
            return new Answer(status, headers, in.readNBytes(Integer.parseInt(first(headers, "content-length"))), false);
        }
        return first(headers, "transfer-encoding").equalsIgnoreCase("chunked")
                ? new Answer(status, headers, chunks(in), false)
                : new Answer(status, headers, in.readAllBytes(), true);
    }

    private static Map<String, List<String>> headers(InputStream in) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            body.write(in.readNBytes(size));
            var _ = line(in);
        }
        var _ = headers(in);
        return body.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip(), 16);
    }

    /// A stream's chunks do not matter: an event ends with an empty line.
    private static byte[] firstEvent(InputStream in) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        while (!event.toString(StandardCharsets.UTF_8).endsWith("\n\n")) {
            int next = in.read();
            if (next < 0) {
                return event.toByteArray();
            }
            event.write(next);
        }
        return event.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended before the answer did");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException gone) {
            // it is closed either way
        }
        socket = null;
        in = null;
    }
}
