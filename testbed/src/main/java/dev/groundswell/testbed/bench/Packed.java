package dev.groundswell.testbed.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The scripts beside these classes, which other programs run.
final class Packed {
    private Packed() {}

    static String text(String name) throws IOException {
        try (InputStream packed = Packed.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new IOException(name + " is not in this jar");
            }
            return new String(packed.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
