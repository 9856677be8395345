package dev.groundswell.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

class SkuChangedTest {

    @Test
    void saysOfWhatAndWhich() throws IOException {
        assertThat(read("{\"sku\": \"A-1\", \"name\": \"Lantern\", \"version\": 7}")).isEqualTo(new SkuChanged("A-1", 7));
        assertThat(read("{\"sku\": \"A-1\", \"deleted\": true, \"version\": 8}")).isEqualTo(new SkuChanged("A-1", 8));
    }

    @Test
    void refusesWhatSaysLess() {
        for (String less : List.of("", "{", "[]", "{\"version\": 7}", "{\"sku\": \"A-1\"}", "{\"sku\": \"A-1\", \"version\": \"7\"}",
                "{\"sku\": \"A-1\", \"version\": 7.5}", "{\"sku\": \"A-1\", \"version\": 99999999999999999999}")) {
            assertThatThrownBy(() -> read(less)).as(less).isInstanceOf(IOException.class);
        }
    }

    private static SkuChanged read(String event) throws IOException {
        return SkuChanged.read(new ObjectMapper(), event.getBytes(UTF_8));
    }
}
