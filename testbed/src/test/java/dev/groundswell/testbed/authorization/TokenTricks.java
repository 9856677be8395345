package dev.groundswell.testbed.authorization;

import static dev.groundswell.testbed.suite.ForgedTokens.RS256;
import static dev.groundswell.testbed.suite.ForgedTokens.encoded;
import static dev.groundswell.testbed.suite.ForgedTokens.genuineClaims;
import static dev.groundswell.testbed.suite.ForgedTokens.signed;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.groundswell.testbed.suite.ForgedTokens;

/// Tokens that nobody may accept, by name: after RFC 8725 (best practices for JWTs) and what was found in libraries since.
final class TokenTricks {

    private final ForgedTokens forged;
    private final Map<String, String> all = new LinkedHashMap<>();

    private TokenTricks(ForgedTokens forged) {
        this.forged = forged;
    }

    /// @param elsewhere a URL that nobody may ask for a key
    static Map<String, String> of(ForgedTokens forged, String elsewhere) {
        TokenTricks tricks = new TokenTricks(forged);
        tricks.withoutSignature();
        tricks.byAnotherAlgorithm();
        tricks.withAKeyOfTheirOwn(elsewhere);
        tricks.withWrongClaims();
        tricks.ofAnotherShape();
        return tricks.all;
    }

    /// RFC 8725, section 3.1: `alg` is not the sender's to choose.
    private void withoutSignature() {
        for (String none : new String[]{"none", "None", "NONE", "nOnE", "", " none"}) {
            all.put("alg " + none, forged.unsigned("{\"alg\":\"" + none + "\"}"));
        }
        all.put("no alg", forged.unsigned("{\"typ\":\"JWT\"}"));
        all.put("alg null", forged.unsigned("{\"alg\":null}"));
        all.put("alg none with a signature", forged.trusted("{\"alg\":\"none\"}", genuineClaims()));
        all.put("alg none with a dot less", forged.unsigned().substring(0, forged.unsigned().length() - 1));
        String[] genuine = forged.genuine().split("\\.");
        all.put("the signature taken away", genuine[0] + "." + genuine[1] + ".");
        all.put("the signature cut", genuine[0] + "." + genuine[1] + "." + genuine[2].substring(0, 40));
        all.put("a signature of zeros", genuine[0] + "." + genuine[1] + "." + encoded(new byte[256]));
        all.put("another's signature", genuine[0] + "." + encoded(genuineClaims().replace("forged", "other")) + "." + genuine[2]);
    }

    private void byAnotherAlgorithm() {
        String pem = forged.publicPem();
        byte[] der = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
        String hs256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        all.put("HS256 by the public key's PEM", forged.coded(hs256, pem.getBytes(StandardCharsets.US_ASCII)));
        all.put("HS256 by the public key's PEM, stripped", forged.coded(hs256, pem.strip().getBytes(StandardCharsets.US_ASCII)));
        all.put("HS256 by the public key's DER", forged.coded(hs256, der));
        all.put("HS256 by an empty secret of a file",
                forged.coded("{\"alg\":\"HS256\",\"kid\":\"../../../../../../dev/null\"}", new byte[1]));
        all.put("HS256 by a secret out of SQL", forged.coded("{\"alg\":\"HS256\",\"kid\":\"x' UNION SELECT 'k'--\"}", new byte[]{'k'}));
        all.put("ES256 of zeros", encoded("{\"alg\":\"ES256\"}") + "." + encoded(genuineClaims()) + "." + encoded(new byte[64]));
        all.put("RS512 by the trusted key", signed("{\"alg\":\"RS512\"}", genuineClaims(), "SHA512withRSA", forged.trustedKey()));
        all.put("RS256 by another key", forged.signedByAnotherKey());
    }

    /// RFC 7515, section 4.1: nobody fetches or believes a key because a token says so.
    private void withAKeyOfTheirOwn(String elsewhere) {
        KeyPair own = ForgedTokens.anotherKey();
        RSAPublicKey key = (RSAPublicKey) own.getPublic();
        String jwk = "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" + encoded(key.getModulus().toByteArray()) + "\"}";
        all.put("jwk in the header", signed("{\"alg\":\"RS256\",\"jwk\":" + jwk + "}", genuineClaims(), "SHA256withRSA", own.getPrivate()));
        for (String header : new String[]{"jku", "x5u"}) {
            all.put(header + " in the header", signed("{\"alg\":\"RS256\",\"kid\":\"1\",\"" + header + "\":\"" + elsewhere + "\"}",
                    genuineClaims(), "SHA256withRSA", own.getPrivate()));
        }
        all.put("x5c in the header",
                signed("{\"alg\":\"RS256\",\"x5c\":[\"" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\"]}",
                        genuineClaims(), "SHA256withRSA", own.getPrivate()));
        all.put("kid of a file", signed("{\"alg\":\"RS256\",\"kid\":\"../keys/private.pem\"}", genuineClaims(), "SHA256withRSA",
                own.getPrivate()));
    }

    /// Signed by the key that is trusted: an issuer's mistake, or its token for somebody else.
    private void withWrongClaims() {
        all.put("another issuer", forged.ofAnotherIssuer());
        all.put("another audience", forged.forAnotherAudience());
        claim("no issuer", "\"iss\":\"[^\"]*\",", "");
        claim("no audience", "\"aud\":\"[^\"]*\",", "");
        claim("an empty audience", "\"aud\":\"[^\"]*\"", "\"aud\":[]");
        claim("a numeric audience", "\"aud\":\"[^\"]*\"", "\"aud\":1");
        claim("an issuer in a list", "\"iss\":(\"[^\"]*\")", "\"iss\":[$1]");
        claim("no exp", "\"exp\":\\d+,", "");
        claim("exp null", "\"exp\":\\d+", "\"exp\":null");
        claim("exp in words", "\"exp\":\\d+", "\"exp\":\"tomorrow\"");
        claim("exp NaN", "\"exp\":\\d+", "\"exp\":NaN");
        claim("exp 1e400", "\"exp\":\\d+", "\"exp\":1e400");
        claim("exp below zero", "\"exp\":\\d+", "\"exp\":-1");
        claim("exp in a list", "\"exp\":(\\d+)", "\"exp\":[$1]");
        claim("exp past", "\"exp\":\\d+", "\"exp\":1000000000");
        claim("nbf in the future", "\"exp\"", "\"nbf\":9000000000,\"exp\"");
        claim("no subject", "\"sub\":\"admin\",", "");
        claim("an empty subject", "\"sub\":\"admin\"", "\"sub\":\"\"");
        claim("a subject with NUL", "\"sub\":\"admin\"", "\"sub\":\"ad\\\\u0000min\"");
        claim("a numeric subject", "\"sub\":\"admin\"", "\"sub\":1");
        claim("a subject in a list", "\"sub\":\"admin\"", "\"sub\":[\"admin\"]");
    }

    private void ofAnotherShape() {
        String genuine = forged.genuine();
        String[] parts = genuine.split("\\.");
        all.put("nothing", "x");
        all.put("dots", "...");
        all.put("empty parts", "..");
        all.put("a fourth part", genuine + ".x");
        all.put("garbage behind", genuine + "AAAA");
        all.put("five parts", encoded("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "..AAAA.AAAA.AAAA");
        all.put("five parts by a password",
                encoded("{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,\"p2s\":\"AAAA\"}")
                        + ".AAAA.AAAA.AAAA.AAAA");
        all.put("an unknown crit", forged.trusted("{\"alg\":\"RS256\",\"crit\":[\"mfa\"],\"mfa\":true}", genuineClaims()));
        all.put("crit b64", forged.trusted("{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}", genuineClaims()));
        all.put("a forged token in a token", forged.trusted("{\"alg\":\"RS256\",\"cty\":\"JWT\"}", forged.signedByAnotherKey()));
        all.put("more than 8 kB", forged.trusted(RS256, genuineClaims().replace("\"forged\"", "\"" + "x".repeat(7_000) + "\"")));
        all.put("claims that are a list", forged.trusted(RS256, "[" + genuineClaims() + "]"));
        all.put("claims that are no JSON", forged.trusted(RS256, "admin"));
        all.put("claims of nothing", forged.trusted(RS256, ""));
        all.put("claims five thousand deep", forged.trusted(RS256, "[".repeat(5_000)));
        all.put("a header that is no JSON", encoded("x") + "." + parts[1] + "." + parts[2]);
        all.put("parts that are no base64", "a!.b!.c!");
        all.put("a blank within", parts[0] + ". " + parts[1] + "." + parts[2]);
    }

    private void claim(String name, String pattern, String replacement) {
        String honest = genuineClaims();
        String changed = honest.replaceFirst(pattern, replacement);
        if (changed.equals(honest)) {
            throw new IllegalStateException(name + " changes nothing");
        }
        all.put(name, forged.trusted(RS256, changed));
    }
}
