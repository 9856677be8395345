package dev.groundswell.testbed.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came back.
///
/// @param headers by name in lower case
/// @param cut whether the body was not read to its end, as that of a stream that goes on
public record Answer(int status, Map<String, List<String>> headers, byte[] body, boolean cut) {

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
