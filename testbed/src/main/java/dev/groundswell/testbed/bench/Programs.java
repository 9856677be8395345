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
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /// Where it is. Fails with [BenchException] when it is nowhere, which [#missing(List)] tells beforehand.
    Path get(Program program) {
        return find(program.file()).orElseThrow(() -> new BenchException(missing(List.of(program)).orElseThrow()));
    }

    /// Which of them are not installed and what to install, or empty when all are.
    Optional<String> missing(List<Program> needed) {
        List<Program> missing = needed.stream().filter(program -> find(program.file()).isEmpty()).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(joined(missing, Program::file, ", ") + (missing.size() == 1 ? " is" : " are")
                        + " not installed (Debian: apt-get install " + joined(missing, Program::debianPackage, " ") + ")");
    }

    Optional<Path> find(String name) {
        List<Path> folders = new ArrayList<>(
                Arrays.stream(path.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()).map(Path::of).toList());
        folders.addAll(postgresFolders());
        folders.addAll(more);
        return folders.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable).filter(Files::isRegularFile).findFirst();
    }

    private static String joined(List<Program> programs, Function<Program, String> word, String between) {
        return programs.stream().map(word).collect(Collectors.joining(between));
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
