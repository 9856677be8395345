package dev.groundswell.order.placing;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Refusal;

/// The `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header), as a structured-field string or bare.
final class IdempotencyKey {

    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /// The key a header names: `"abc"` and `abc` are the same one.
    ///
    /// @throws Refusal 400 when it is missing, empty, too long or holds other than printable ASCII
    static String of(@Nullable String header) {
        if (header == null) {
            throw Refusal.badRequest("Header Idempotency-Key is missing: send a new unique value with each new order.");
        }
        String text = header.strip();
        String key = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? unescaped(text.substring(1, text.length() - 1))
                : text;
        if (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw Refusal.badRequest("Header Idempotency-Key must be 1.." + LONGEST + " printable ASCII characters.");
        }
        return key;
    }

    private static String unescaped(String quoted) {
        return quoted.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
