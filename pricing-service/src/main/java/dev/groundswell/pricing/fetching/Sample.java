package dev.groundswell.pricing.fetching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.smallrye.mutiny.Uni;

/// The rates that come with the service, always the same.
final class Sample implements Provider {

    private static final String PLACE = "/rates/eurofxref-daily.xml";

    private final byte[] document = read();

    @Override
    public Uni<byte[]> document() {
        return Uni.createFrom().item(document);
    }

    private static byte[] read() {
        try (InputStream in = Sample.class.getResourceAsStream(PLACE)) {
            if (in == null) {
                throw new IllegalStateException("the sample of rates is missing: " + PLACE);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the sample of rates cannot be read", e);
        }
    }
}
