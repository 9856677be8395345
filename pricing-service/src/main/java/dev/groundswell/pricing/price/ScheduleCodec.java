package dev.groundswell.pricing.price;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.cache.Codec;
import dev.groundswell.platform.commerce.Currencies;
import dev.groundswell.platform.commerce.Skus;
import dev.groundswell.pricing.rule.Break;
import dev.groundswell.pricing.rule.Promotion;
import dev.groundswell.pricing.rule.Tariff;

/// Schedules as bytes, some 40 a row: the sku once, moments as microseconds since 1970, which is as fine as the database has them. Thread-safe.
final class ScheduleCodec implements Codec<Schedule> {

    private static final int BARE = 100;
    private static final int BARE_ROW = 160;
    private static final int BARE_BREAK = 40;
    private static final int BARE_PROMOTION = 80;
    private static final int WHOLE = 100;

    @Override
    public byte[] encode(Schedule schedule) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(schedule.from(), out);
            out.writeBoolean(schedule.until() != null);
            if (schedule.until() != null) {
                write(schedule.until(), out);
            }
            List<Price> rows = schedule.rows();
            out.writeUTF(rows.isEmpty() ? "" : rows.getFirst().sku());
            out.writeShort(rows.size());
            for (Price row : rows) {
                write(row, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Schedule decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Instant from = moment(in);
            @Nullable
            Instant until = in.readBoolean() ? moment(in) : null;
            String sku = in.readUTF();
            int count = in.readUnsignedShort();
            require(count == 0 || Skus.wellFormed(sku), "a sku");
            List<Price> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(row(sku, in));
            }
            require(in.available() == 0, "an end");
            return new Schedule(rows, from, until);
        }
    }

    @Override
    public int weight(Schedule schedule) {
        int weight = BARE;
        for (Price row : schedule.rows()) {
            weight += BARE_ROW + BARE_BREAK * row.breaks().size() + (row.promotion() == null ? 0 : BARE_PROMOTION);
        }
        return weight;
    }

    private static void write(Price row, DataOutputStream out) throws IOException {
        out.writeBytes(row.currency());
        write(row.validFrom(), out);
        out.writeLong(row.version());
        out.writeLong(row.amount());
        out.writeByte(row.breaks().size());
        for (Break step : row.breaks()) {
            out.writeInt((int) step.minQuantity());
            out.writeLong(step.amount());
        }
        Promotion promotion = row.promotion();
        out.writeByte(promotion == null ? 0 : promotion.percentOff());
        if (promotion != null) {
            write(promotion.from(), out);
            write(promotion.until(), out);
        }
    }

    private static Price row(String sku, DataInputStream in) throws IOException {
        String currency = new String(new char[]{(char) in.readUnsignedByte(), (char) in.readUnsignedByte(), (char) in.readUnsignedByte()});
        require(Currencies.known(currency), "a currency");
        Instant validFrom = moment(in);
        long version = in.readLong();
        long amount = amount(in);
        int count = in.readUnsignedByte();
        List<Break> breaks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int minQuantity = in.readInt();
            require(minQuantity > (breaks.isEmpty() ? 1 : breaks.getLast().minQuantity()), "a break above the one before");
            breaks.add(new Break(minQuantity, amount(in)));
        }
        return Price.own(sku, currency, validFrom, new Tariff(amount, breaks, promotion(in)), version);
    }

    private static @Nullable Promotion promotion(DataInputStream in) throws IOException {
        int percentOff = in.readUnsignedByte();
        require(percentOff <= WHOLE, "percent");
        return percentOff == 0 ? null : new Promotion(percentOff, moment(in), moment(in));
    }

    private static long amount(DataInputStream in) throws IOException {
        long amount = in.readLong();
        require(amount >= 0, "an amount");
        return amount;
    }

    private static void write(Instant moment, DataOutputStream out) throws IOException {
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    }

    private static Instant moment(DataInputStream in) throws IOException {
        return Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    }

    private static void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("these are no prices: " + what + " was expected");
        }
    }
}
