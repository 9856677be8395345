package dev.groundswell.platform.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import dev.groundswell.platform.problem.Refusal;

/// A body that is refused with 413 as soon as more than its bound has been read; nothing is kept. Confined to one request.
public final class BoundedStream extends FilterInputStream {

    private long left;

    /// @param most bytes that may be read
    public BoundedStream(InputStream body, long most) {
        super(body);
        this.left = most;
    }

    /// @throws Refusal 413 beyond the bound
    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            take(1);
        }
        return value;
    }

    /// @throws Refusal 413 beyond the bound
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            take(count);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void take(int count) {
        left -= count;
        if (left < 0) {
            throw BodyBounds.refusal();
        }
    }
}
