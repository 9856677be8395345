package dev.groundswell.local.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// The key pair of one suite as PEM files: `private.pem` (PKCS#8, for its owner only) and `public.pem` (SPKI).
public record KeyFiles(Path folder) {
    private static final int KEY_BITS = 2048;

    public Path privatePem() {
        return folder.resolve("private.pem");
    }

    public Path publicPem() {
        return folder.resolve("public.pem");
    }

    /// Makes the pair unless it is there. Two processes at once end with one pair: a pair appears as a whole folder or not at all.
    public KeyFiles create() {
        if (Files.exists(privatePem())) {
            return this;
        }
        try {
            Path above = folder.toAbsolutePath().getParent();
            Files.createDirectories(above, mode("rwx------"));
            Path draft = Files.createTempDirectory(above, ".keys", mode("rwx------"));
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair pair = generator.generateKeyPair();
            Files.createFile(draft.resolve("private.pem"), mode("rw-------"));
            Files.writeString(draft.resolve("private.pem"), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(draft.resolve("public.pem"), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            moveUnlessThere(draft);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the keys in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    PrivateKey privateKey() {
        try {
            String body = Files.readString(privatePem()).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + privatePem(), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(privatePem() + " is no RSA key in PKCS#8: delete its folder and a new pair is made", e);
        }
    }

    private void moveUnlessThere(Path draft) throws IOException {
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException anotherWasFirst) {
            Files.deleteIfExists(draft.resolve("private.pem"));
            Files.deleteIfExists(draft.resolve("public.pem"));
            Files.deleteIfExists(draft);
            if (!Files.exists(privatePem())) {
                throw anotherWasFirst;
            }
        }
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    private static FileAttribute<?> mode(String rights) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
    }
}
