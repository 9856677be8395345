package dev.groundswell.local.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import dev.groundswell.local.home.Cache;
import dev.groundswell.local.process.LaunchException;

/// PostgreSQL's programs, unpacked once per machine and user.
final class PostgresPrograms {
    static final String VERSION = "18.6.0";

    private static final List<String> PROGRAMS = List.of("initdb", "postgres");

    private final Path bin;

    private PostgresPrograms(Path bin) {
        this.bin = bin;
    }

    static PostgresPrograms unpacked(Cache cache) {
        String archive = archiveName();
        String folder = "postgres-" + VERSION + "-" + archive.replaceAll("postgres-|\\.txz", "");
        return new PostgresPrograms(cache.folder(folder, target -> unpack("/" + archive, target)).resolve("bin"));
    }

    /// The command line of a program. PostgreSQL refuses to run as root: in a user namespace of its own root is nobody, and the files it
    /// makes still belong to the caller.
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static String archiveName() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + (system.contains("mac") ? "darwin" : "linux") + "-" + processor + ".txz";
    }

    private static void unpack(String resource, Path target) throws IOException {
        try (InputStream packed = PostgresPrograms.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new LaunchException("no PostgreSQL for this machine on the class path: " + resource
                        + " is missing (see the profiles in deploy/local/pom.xml)");
            }
            try (TarArchiveInputStream files = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
                for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                    unpack(files, entry, target);
                }
            }
        }
        for (String program : PROGRAMS) {
            if (!Files.isExecutable(target.resolve("bin").resolve(program))) {
                throw new LaunchException(resource + " holds no bin/" + program);
            }
        }
    }

    private static void unpack(TarArchiveInputStream files, TarArchiveEntry entry, Path target) throws IOException {
        Path place = target.resolve(entry.getName()).normalize();
        if (!place.startsWith(target)) {
            throw new IOException("the archive names a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(place);
            return;
        }
        Files.createDirectories(place.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(files, place);
            Files.setPosixFilePermissions(place,
                    PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
