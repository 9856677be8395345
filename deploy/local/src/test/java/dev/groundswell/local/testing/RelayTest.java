package dev.groundswell.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.process.Ports;

/// Against a server that sends back whatever it gets.
class RelayTest {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int SHORT_MILLIS = 200;

    private ServerSocket server;
    private Relay relay;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::echo);
        relay = Relay.between(0, server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        server.close();
    }

    @Test
    void passesBytesBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 'a')).isEqualTo('a');
        }
    }

    @Test
    void aCutResetsConnectionsAndRefusesNewOnes() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 'a')).isEqualTo('a');

            relay.cut();

            assertThatThrownBy(() -> read(client)).isInstanceOf(IOException.class);
            assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        }
        relay.pass();
        try (Socket again = connect()) {
            assertThat(echoed(again, 'b')).isEqualTo('b');
        }
    }

    @Test
    void whatWasSentIntoSilenceArrivesAfterwards() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 'a')).isEqualTo('a');

            relay.silence();
            client.getOutputStream().write('b');
            try (Socket late = connect()) {
                late.getOutputStream().write('c');
                client.setSoTimeout(SHORT_MILLIS);
                late.setSoTimeout(SHORT_MILLIS);
                assertThatThrownBy(() -> read(client)).isInstanceOf(SocketTimeoutException.class);
                assertThatThrownBy(() -> read(late)).isInstanceOf(SocketTimeoutException.class);

                relay.pass();

                client.setSoTimeout(PATIENCE_MILLIS);
                late.setSoTimeout(PATIENCE_MILLIS);
                assertThat(read(client)).isEqualTo('b');
                assertThat(read(late)).isEqualTo('c');
            }
        }
    }

    @Test
    void aForgottenConnectionIsNeverAnsweredAgainAndNewOnesAre() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 'a')).isEqualTo('a');

            relay.silence();
            client.getOutputStream().write('b');
            relay.forget();

            client.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> read(client)).isInstanceOf(SocketTimeoutException.class);
            assertThat(relay.connections()).isEqualTo(1);
            try (Socket again = connect()) {
                assertThat(echoed(again, 'c')).isEqualTo('c');
            }
        }
    }

    @Test
    void aResetEndsPresentConnectionsOnly() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 'a')).isEqualTo('a');

            relay.reset();

            assertThatThrownBy(() -> read(client)).isInstanceOf(IOException.class).isNotInstanceOf(SocketTimeoutException.class);
            try (Socket again = connect()) {
                assertThat(echoed(again, 'b')).isEqualTo('b');
            }
        }
    }

    @Test
    void aTargetThatIsAwayEndsTheConnection() throws IOException {
        // Not an ephemeral port: the relay's own connection may get that, and be connected to itself.
        int nobody = Ports.random(new Progress(System.out)).choose("nobody", 0);
        try (Relay toNobody = Relay.between(0, nobody); Socket client = connect(toNobody)) {
            assertThatThrownBy(() -> echoed(client, 'a')).isInstanceOf(IOException.class);
        }
    }

    private Socket connect() throws IOException {
        return connect(relay);
    }

    private static Socket connect(Relay relay) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static int echoed(Socket client, int sent) throws IOException {
        client.getOutputStream().write(sent);
        return read(client);
    }

    private static int read(Socket client) throws IOException {
        int read = client.getInputStream().read();
        if (read < 0) {
            throw new IOException("the connection was closed");
        }
        return read;
    }

    private void echo() {
        try {
            for (;;) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void echo(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            for (int read = in.read(); read >= 0; read = in.read()) {
                client.getOutputStream().write(read);
            }
        } catch (IOException reset) {
            // by the relay
        }
    }
}
