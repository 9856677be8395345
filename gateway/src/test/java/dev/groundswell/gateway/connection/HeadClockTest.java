package dev.groundswell.gateway.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;

class HeadClockTest {

    private final AtomicLong now = new AtomicLong(1_000);
    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
    private final HeadClock clock = HeadClock.around(channel.pipeline(), now::get);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void standsStillUntilAHeadBegins() {
        now.addAndGet(5_000);

        assertThat(clock.waits()).isNegative();
    }

    @Test
    void runsFromTheFirstByteWhateverFollows() {
        comes("G");
        for (String next : "ET / HTTP/1.1\r\nHost: a\r\nX: y".split("")) {
            now.addAndGet(100);
            comes(next);
        }

        assertThat(clock.waits()).isEqualTo(2_800);
    }

    @Test
    void endsWithTheHead() {
        comes("GET / HTTP/1.1\r\n");
        now.addAndGet(100);
        comes("\r\n");
        now.addAndGet(100);

        assertThat(clock.waits()).isNegative();
    }

    @Test
    void leavesBodiesAlone() {
        comes("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n1");
        now.addAndGet(100);
        comes("2");
        now.addAndGet(100);

        assertThat(clock.waits()).isNegative();
    }

    @Test
    void leavesABodyAloneThatBeganBeforeIt() {
        EmbeddedChannel earlier = new EmbeddedChannel(new HttpRequestDecoder());
        earlier.writeInbound(Unpooled.copiedBuffer("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n1", US_ASCII));
        HeadClock late = HeadClock.around(earlier.pipeline(), now::get);
        earlier.writeInbound(Unpooled.copiedBuffer("2", US_ASCII));
        now.addAndGet(100);

        assertThat(late.waits()).isNegative();
        assertThat(earlier.finishAndReleaseAll()).isTrue();
    }

    @Test
    void beginsAnewWithTheNextHead() {
        comes("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n1");
        now.addAndGet(5_000);
        comes("G");
        now.addAndGet(100);

        assertThat(clock.waits()).isEqualTo(100);
    }

    private void comes(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    }
}
