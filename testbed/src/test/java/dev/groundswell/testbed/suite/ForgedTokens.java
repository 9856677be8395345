package dev.groundswell.testbed.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.local.token.Tokens;

/// Tokens for one admin that nobody may accept, each wrong in one thing only: the signature, the issuer or the audience.
/// Immutable and thread-safe.
public final class ForgedTokens {
    private static final String RS256 = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    private static final int KEY_BITS = 2048;
    private static final int TTL_SECONDS = 600;

    private final PrivateKey trusted;

    /// The suite's key lies beside its logs.
    public ForgedTokens(TestSuite suite) {
        this.trusted = read(suite.logs().resolveSibling("keys").resolve("private.pem"));
    }

    /// Not forged at all: shows that the others are refused for their fault and for nothing else.
    public String genuine() {
        return token(RS256, claims(Tokens.ISSUER, Tokens.AUDIENCE), trusted);
    }

    public String ofAnotherIssuer() {
        return token(RS256, claims("https://elsewhere.example", Tokens.AUDIENCE), trusted);
    }

    public String forAnotherAudience() {
        return token(RS256, claims(Tokens.ISSUER, "another-shop"), trusted);
    }

    public String signedByAnotherKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return token(RS256, claims(Tokens.ISSUER, Tokens.AUDIENCE), generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    public String unsigned() {
        return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(claims(Tokens.ISSUER, Tokens.AUDIENCE)) + ".";
    }

    private static String claims(String issuer, String audience) {
        long now = Instant.now().getEpochSecond();
        return """
                {"iss":"%s","aud":"%s","sub":"admin","groups":["admin"],"iat":%d,"exp":%d,"jti":"forged"}"""
                .formatted(issuer, audience, now, now + TTL_SECONDS);
    }

    private static String token(String header, String claims, PrivateKey key) {
        String signed = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    private static PrivateKey read(Path pem) {
        try {
            String body = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pem, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(pem + " is no RSA key", e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
