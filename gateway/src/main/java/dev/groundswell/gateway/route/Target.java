package dev.groundswell.gateway.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Refusal;

/// The target of a request as the client wrote it, read once: nothing is decoded and nothing is normalised, so the services see what was judged here.
///
/// @param path begins with `/`; free of dot segments, empty segments and encoded delimiters
/// @param query what stands behind the `?`, without it
public record Target(String path, @Nullable String query) {

    /// Judges a raw request target: origin form, or absolute form (RFC 9112, section 3.2.2), whose authority is dropped.
    ///
    /// @throws Refusal 400 for whatever two readers of the path could understand in two ways
    public static Target of(String raw) {
        int start = raw.startsWith("/") ? 0 : behindAuthority(raw);
        int mark = raw.indexOf('?', start);
        int end = mark < 0 ? raw.length() : mark;
        checkCharacters(raw);
        checkSegments(raw, start, end);
        checkEncoding(raw, start, end);
        return new Target(raw.substring(start, end), mark < 0 ? null : raw.substring(mark + 1));
    }

    /// The target a service gets: the path and those parameters whose names are `known`, in their order. A name that is written encoded is not known.
    public String keeping(Set<String> known) {
        String all = query;
        if (all == null || all.isEmpty() || known.isEmpty()) {
            return path;
        }
        if (known.contains(Route.EVERY)) {
            return path + '?' + all;
        }
        StringBuilder kept = new StringBuilder(path.length() + all.length() + 1).append(path);
        char before = '?';
        for (int from = 0; from < all.length();) {
            int ampersand = all.indexOf('&', from);
            int to = ampersand < 0 ? all.length() : ampersand;
            int equals = all.indexOf('=', from);
            String name = all.substring(from, equals >= 0 && equals < to ? equals : to);
            if (known.contains(name)) {
                kept.append(before).append(all, from, to);
                before = '&';
            }
            from = to + 1;
        }
        return kept.toString();
    }

    private static int behindAuthority(String raw) {
        int authority = raw.regionMatches(true, 0, "http://", 0, 7) ? 7 : raw.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        int slash = authority < 0 ? -1 : raw.indexOf('/', authority);
        if (slash < 0) {
            throw Refusal.badRequest("The request target must be a path.");
        }
        return slash;
    }

    private static void checkCharacters(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '\\' || c == '#') {
                throw Refusal.badRequest("The request target holds a character that must be percent-encoded, at offset " + i + ".");
            }
            if (c == '%' && decoded(raw, i) < 0) {
                throw Refusal.badRequest("The request target holds a malformed percent-encoding, at offset " + i + ".");
            }
        }
    }

    private static void checkSegments(String raw, int start, int end) {
        int dots = 0;
        boolean onlyDots = true;
        for (int i = start + 1; i <= end; i++) {
            char c = i == end ? '/' : raw.charAt(i);
            if (c == '%') {
                c = (char) decoded(raw, i);
                // NUL and other controls end or split what a careless reader makes of the path.
                if (c == '/' || c == '\\' || c < ' ' || c == 0x7f) {
                    throw Refusal.badRequest("The path holds an encoded delimiter or control character, at offset " + i + ".");
                }
                i += 2;
            } else if (c == ';') {
                // Services drop such parameters when they match a path, caches do not: two names for one thing.
                throw Refusal.badRequest("The path holds a parameter (;), at offset " + i + ".");
            } else if (c == '/') {
                if (onlyDots && dots > 0 && dots <= 2) {
                    throw Refusal.badRequest("The path holds a dot segment.");
                }
                if (onlyDots && dots == 0 && i < end) {
                    throw Refusal.badRequest("The path holds an empty segment, at offset " + i + ".");
                }
                dots = 0;
                onlyDots = true;
                continue;
            }
            dots++;
            onlyDots &= c == '.';
        }
    }

    /// What is encoded is UTF-8: an overlong form of a slash or dot is one only to careless readers.
    private static void checkEncoding(String raw, int start, int end) {
        if (!holdsEncodedHighByte(raw, start, end)) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(end - start);
        for (int i = start; i < end; i++) {
            boolean encoded = raw.charAt(i) == '%';
            bytes.put((byte) (encoded ? decoded(raw, i) : raw.charAt(i)));
            i += encoded ? 2 : 0;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("The path holds percent-encoded bytes that are not UTF-8.");
        }
    }

    private static boolean holdsEncodedHighByte(String raw, int start, int end) {
        for (int i = start; i < end; i++) {
            if (raw.charAt(i) == '%' && decoded(raw, i) >= 0x80) {
                return true;
            }
        }
        return false;
    }

    /// The byte that is encoded at `i`, below zero when it is none.
    private static int decoded(String raw, int i) {
        if (i + 2 >= raw.length()) {
            return -1;
        }
        int high = Character.digit(raw.charAt(i + 1), 16);
        int low = Character.digit(raw.charAt(i + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
