package dev.groundswell.local.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;

/// Mints the JSON Web Tokens a local suite accepts: RS256, the issuer and audience its services check. Immutable and thread-safe.
public final class Tokens {
    public static final String ISSUER = "https://groundswell.local";
    public static final String AUDIENCE = "groundswell";
    public static final Duration DEFAULT_TTL = Duration.ofHours(1);

    private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";

    private final PrivateKey key;
    private final InstantSource clock;

    public Tokens(KeyFiles keys, InstantSource clock) {
        this.key = keys.privateKey();
        this.clock = clock;
    }

    /// A token for the subject, in the group `admin` or `customer`, valid from now for the given time.
    public String mint(String subject, boolean admin, Duration ttl) {
        long now = clock.instant().getEpochSecond();
        String claims = "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"" + escaped(subject) + "\",\"groups\":[\""
                + (admin ? "admin" : "customer") + "\"],\"iat\":" + now + ",\"exp\":" + (now + ttl.toSeconds()) + ",\"jti\":\""
                + UUID.randomUUID() + "\"}";
        String signed = encoded(HEADER.getBytes(StandardCharsets.UTF_8)) + "." + encoded(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + encoded(signature(signed));
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// JSON's own rules; everything else travels as UTF-8.
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // A lone surrogate has no UTF-8 form, an escape keeps it what it is.
                escaped.append("\\u").append(String.format("%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
