package dev.groundswell.platform.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/// Texts that begin with an equals sign when they are bytes.
final class Texts implements Codec<String> {

    @Override
    public byte[] encode(String value) {
        return ("=" + value).getBytes(UTF_8);
    }

    @Override
    public String decode(byte[] bytes) throws IOException {
        String text = new String(bytes, UTF_8);
        if (!text.startsWith("=")) {
            throw new IOException("not a text");
        }
        return text.substring(1);
    }

    @Override
    public int weight(String value) {
        return value.length();
    }
}
