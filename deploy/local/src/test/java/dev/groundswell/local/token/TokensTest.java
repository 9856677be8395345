package dev.groundswell.local.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /// One pair for all: making one takes a second.
    @TempDir
    static Path folder;

    @Test
    void anIndependentLibraryAcceptsWhatIsMinted() throws Exception {
        JwtClaims claims = verified(mint("alice", false, Duration.ofHours(1)));

        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getStringListClaimValue("groups")).isEqualTo(List.of("customer"));
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue()).isEqualTo(3600);
        assertThat(claims.getJwtId()).isNotBlank();
    }

    @Test
    void anAdminIsInTheAdminsGroup() throws Exception {
        assertThat(verified(mint("root", true, Duration.ofSeconds(5))).getStringListClaimValue("groups")).isEqualTo(List.of("admin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë \"the\" \\ boss", "a\tb\nc\u0000", "日本 🛒", "--admin", "{\"sub\":\"x\"}"})
    void aSubjectMayHoldAnyCharacters(String subject) throws Exception {
        assertThat(verified(mint(subject, false, Duration.ofMinutes(1))).getSubject()).isEqualTo(subject);
    }

    @Test
    void thePrivateKeyIsForItsOwnerOnlyAndStaysTheSame() throws Exception {
        KeyFiles keys = new KeyFiles(folder.resolve("keys")).create();
        String first = Files.readString(keys.privatePem());

        String second = Files.readString(keys.create().privatePem());

        assertThat(second).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.privatePem()))).isEqualTo("rw-------");
    }

    private static String mint(String subject, boolean admin, Duration ttl) {
        return new Tokens(new KeyFiles(folder.resolve("keys")).create(), InstantSource.fixed(NOW)).mint(subject, admin, ttl);
    }

    private static JwtClaims verified(String token) throws Exception {
        return new JwtConsumerBuilder()
                .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond()))
                .setRequireExpirationTime()
                .setExpectedIssuer("https://groundswell.local")
                .setExpectedAudience("groundswell")
                .setVerificationKey(publicKey())
                .build()
                .processToClaims(token);
    }

    private static PublicKey publicKey() throws Exception {
        String body = Files.readString(folder.resolve("keys/public.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    }
}
