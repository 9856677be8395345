package dev.groundswell.gateway.exchange;

import java.util.ArrayList;
import java.util.List;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;

/// Header fields that are the same for many answers, made ready once: their names know their hashes and both are bytes already. Immutable.
public final class Fields {

    private final AsciiString[] names;
    private final CharSequence[] values;

    private Fields(List<AsciiString> names, List<CharSequence> values) {
        this.names = names.toArray(AsciiString[]::new);
        this.values = values.toArray(CharSequence[]::new);
    }

    /// What a map holds now, in its order.
    public static Fields of(MultiMap headers) {
        List<AsciiString> names = new ArrayList<>();
        List<CharSequence> values = new ArrayList<>();
        headers.forEach((name, value) -> {
            names.add(new AsciiString(name));
            values.add(isAscii(value) ? new AsciiString(value) : value);
        });
        return new Fields(names, values);
    }

    public void addTo(MultiMap headers) {
        for (int i = 0; i < names.length; i++) {
            headers.add(names[i], values[i]);
        }
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> c < 0x80);
    }
}
