package dev.groundswell.testbed.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds installed programs: on the `PATH`, then where Debian puts those it keeps off it.
///
/// @param path folders in the form of the variable `PATH`
/// @param postgres holds a folder a version, each with its `bin`
/// @param more folders to look into last
record Programs(String path, Path postgres, List<Path> more) {
    static Programs ofThisMachine() {
        return new Programs(Optional.ofNullable(System.getenv("PATH")).orElse(""), Path.of("/usr/lib/postgresql"),
                List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin")));
    }

    Optional<Path> find(String name) {
        List<Path> folders = new ArrayList<>(
                Arrays.stream(path.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()).map(Path::of).toList());
        folders.addAll(postgresFolders());
        folders.addAll(more);
        return folders.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable).filter(Files::isRegularFile).findFirst();
    }

    private List<Path> postgresFolders() {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(postgres)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(postgres)) {
                versions.forEach(version -> folders.add(version.resolve("bin")));
            } catch (IOException unreadable) {
                return List.of();
            }
        }
        return folders;
    }
}
