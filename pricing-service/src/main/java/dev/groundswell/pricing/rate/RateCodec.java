package dev.groundswell.pricing.rate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.cache.Codec;

/// Rates as bytes: days as their number since 1970, amounts as decimal text. Thread-safe.
final class RateCodec implements Codec<RateSchedule> {

    private static final int BARE = 64;
    private static final int BARE_RATE = 150;

    @Override
    public byte[] encode(RateSchedule schedule) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(schedule.from().toEpochDay());
            out.writeBoolean(schedule.until() != null);
            if (schedule.until() != null) {
                out.writeLong(schedule.until().toEpochDay());
            }
            out.writeShort(schedule.rates().size());
            for (Rate rate : schedule.rates()) {
                out.writeLong(rate.day().toEpochDay());
                out.writeUTF(rate.unitsPerEuro().toString());
                out.writeLong(rate.version());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public RateSchedule decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            LocalDate from = LocalDate.ofEpochDay(in.readLong());
            @Nullable
            LocalDate until = in.readBoolean() ? LocalDate.ofEpochDay(in.readLong()) : null;
            int count = in.readUnsignedShort();
            List<Rate> rates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rates.add(rate(in));
                if (i > 0 && !rates.get(i).day().isAfter(rates.get(i - 1).day())) {
                    throw new IOException("rates are not in their order");
                }
            }
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes after the last rate");
            }
            return new RateSchedule(rates, from, until);
        }
    }

    @Override
    public int weight(RateSchedule schedule) {
        return BARE + BARE_RATE * schedule.rates().size();
    }

    private static Rate rate(DataInputStream in) throws IOException {
        Rate rate = new Rate(LocalDate.ofEpochDay(in.readLong()), new BigDecimal(in.readUTF()), in.readLong());
        if (rate.unitsPerEuro().signum() <= 0) {
            throw new IOException("a rate is above 0, was " + rate.unitsPerEuro());
        }
        return rate;
    }
}
