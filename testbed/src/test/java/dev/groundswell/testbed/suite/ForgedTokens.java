package dev.groundswell.testbed.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.local.token.Tokens;

/// Makes tokens for one admin, each wrong as its test wants it. Immutable and thread-safe.
public final class ForgedTokens {
    /// The header of an honest token.
    public static final String RS256 = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    private static final int KEY_BITS = 2048;
    private static final int TTL_SECONDS = 600;

    private final PrivateKey trusted;
    private final String publicPem;

    /// The suite's key lies beside its logs.
    public ForgedTokens(TestSuite suite) {
        Path keys = suite.logs().resolveSibling("keys");
        this.trusted = read(keys.resolve("private.pem"));
        this.publicPem = text(keys.resolve("public.pem"));
    }

    /// Not forged at all: shows that the others are refused for their fault and for nothing else.
    public String genuine() {
        return trusted(RS256, claims(Tokens.ISSUER, Tokens.AUDIENCE));
    }

    public String ofAnotherIssuer() {
        return trusted(RS256, claims("https://elsewhere.example", Tokens.AUDIENCE));
    }

    public String forAnotherAudience() {
        return trusted(RS256, claims(Tokens.ISSUER, "another-shop"));
    }

    public String signedByAnotherKey() {
        return signed(RS256, genuineClaims(), "SHA256withRSA", anotherKey().getPrivate());
    }

    public String unsigned() {
        return unsigned("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    }

    /// A good admin's claims under this header, without a signature.
    public String unsigned(String header) {
        return encoded(header) + "." + encoded(genuineClaims()) + ".";
    }

    /// Signed by the key that is trusted, whatever the header and the claims say.
    public String trusted(String header, String claims) {
        return signed(header, claims, "SHA256withRSA", trusted);
    }

    /// A good admin's claims, signed by any key in any way.
    public static String signed(String header, String claims, String algorithm, PrivateKey key) {
        String signed = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    /// A good admin's claims with a code of which everybody may know the secret.
    public String coded(String header, byte[] secret) {
        String signed = encoded(header) + "." + encoded(genuineClaims());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC", e);
        }
    }

    /// The claims of [#genuine()].
    public static String genuineClaims() {
        return claims(Tokens.ISSUER, Tokens.AUDIENCE);
    }

    /// What everybody may know of the trusted key.
    public String publicPem() {
        return publicPem;
    }

    public PrivateKey trustedKey() {
        return trusted;
    }

    public static KeyPair anotherKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    private static String claims(String issuer, String audience) {
        long now = Instant.now().getEpochSecond();
        return """
                {"iss":"%s","aud":"%s","sub":"admin","groups":["admin"],"iat":%d,"exp":%d,"jti":"forged"}"""
                .formatted(issuer, audience, now, now + TTL_SECONDS);
    }

    private static PrivateKey read(Path pem) {
        try {
            String body = text(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(pem + " is no RSA key", e);
        }
    }

    private static String text(Path pem) {
        try {
            return Files.readString(pem);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pem, e);
        }
    }

    /// As JOSE encodes texts.
    public static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    /// As JOSE encodes bytes.
    public static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
