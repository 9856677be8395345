package dev.groundswell.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class FramesTest {

    private final Frames<String> frames = new Frames<>(new CacheSpec("test", 1), new Texts());

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (Entry<String> entry : Arrays.asList(Entry.of("value", 5), Entry.of("", Long.MAX_VALUE), Entry.<String>absent(0),
                Entry.<String>absent(7))) {
            for (boolean confirmed : new boolean[]{true, false}) {
                byte[] frame = frames.write("a", new Known<>(entry, 3, 1_700_000_000_000L, confirmed));
                assertThat(frames.read("a", frame, 9)).isEqualTo(new Known<>(entry, 9, 1_700_000_000_000L, confirmed));
            }
        }
        assertThat(frames.place("A-1")).isEqualTo("gs:test:1:A-1");
    }

    @Test
    void whatIsNotWholeOrNotOursIsRefused() {
        byte[] frame = frames.write("a", new Known<>(Entry.of("value", 5), 3, 1_700_000_000_000L, true));
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] broken = frame.clone();
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            refuses("a", broken);
        }
        for (int length = 0; length < frame.length; length++) {
            refuses("a", Arrays.copyOf(frame, length));
        }
        refuses("a", Arrays.copyOf(frame, frame.length + 1));
        refuses("b", frame);
        refuses("a", new Frames<>(new CacheSpec("test", 2), new Texts()).write("a", new Known<>(Entry.of("value", 5), 3, 1, true)));
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            refuses("a", noise);
        }
    }

    @Test
    void aCacheHasANameThatKeysCanBeMadeOf() {
        assertThatThrownBy(() -> new CacheSpec("Products:", 1)).hasMessageContaining("Products:");
        assertThatThrownBy(() -> new CacheSpec("products", -1)).hasMessageContaining("-1");
    }

    private void refuses(String key, byte[] bytes) {
        assertThatThrownBy(() -> frames.read(key, bytes, 9)).isInstanceOf(IOException.class);
    }
}
