package dev.groundswell.platform.paging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.groundswell.platform.problem.Refusal;

/// Turns the last key of a page into an opaque cursor and back.
final class Cursor {

    private static final int LONGEST = 1_024;

    private Cursor() {}

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String decode(String cursor) {
        try {
            if (!cursor.isEmpty() && cursor.length() <= LONGEST) {
                byte[] key = Base64.getUrlDecoder().decode(cursor);
                String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
                if (!text.isEmpty() && text.indexOf('\0') < 0) {
                    return text;
                }
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw broken();
        }
        throw broken();
    }

    private static Refusal broken() {
        return Refusal.badRequest("Query parameter after: not a cursor of ours; use a page's \"next\" as it is.");
    }
}
