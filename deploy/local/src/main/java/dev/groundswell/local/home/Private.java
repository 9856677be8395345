package dev.groundswell.local.home;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

import dev.groundswell.local.process.Waiting;

/// Files that only their owner may read.
public final class Private {
    private static final int PASSWORD_BYTES = 18;

    private Private() {}

    /// The password kept in the file, made at the first call.
    public static String password(Path file) {
        return Waiting.orFail("cannot read or make the password in " + file, () -> {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(bytes);
                write(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file).strip();
        });
    }

    /// Replaces the file in one step; it never exists with wider rights or half its text.
    public static void write(Path file, String text) {
        var _ = Waiting.orFail("cannot write " + file, () -> {
            Path folder = file.resolveSibling("").toAbsolutePath();
            createFolder(folder);
            Path draft = Files.createTempFile(folder, "." + file.getFileName(), ".draft",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, text);
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    /// An existing folder keeps its rights.
    public static void createFolder(Path folder) {
        var _ = Waiting.orFail("cannot make the folder " + folder, () -> Files.isDirectory(folder)
                ? folder
                : Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }
}
