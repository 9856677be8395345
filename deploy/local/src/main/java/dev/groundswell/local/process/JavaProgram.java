package dev.groundswell.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A Java program run by the same JDK as the supervisor.
///
/// @param mainClass its entry
/// @param classPath joined as the JVM wants it
/// @param jvmOptions in front of the class
public record JavaProgram(String mainClass, String classPath, List<String> jvmOptions) {
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /// The supervisor's own class path without its own classes: only released jars, so that a class archive made with it stays valid
    /// when the launcher is built again (and folders cannot be archived at all).
    public static String jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("groundswell-local") && Files.exists(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
