package dev.groundswell.local.home;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.groundswell.local.process.LaunchException;

/// The checked-out project: where the modules' packages and migrations lie.
public record Project(Path root) {
    public Project {
        root = root.toAbsolutePath().normalize();
    }

    /// The given folder, else the system property `groundswell.root`, else the nearest folder upwards that holds `mvnw`.
    public static Project find() {
        String named = System.getProperty("groundswell.root");
        if (named != null) {
            return new Project(Path.of(named));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return new Project(folder);
            }
        }
        throw new LaunchException("no folder with mvnw from here upwards: call this inside the project or give --root");
    }

    public Home defaultHome() {
        return new Home(root.resolve(".local"));
    }

    /// The folder of a service's packaged application.
    public Path application(String module) {
        return root.resolve(module).resolve("target/quarkus-app");
    }

    public Path migrations(String module, String folder) {
        return root.resolve(module).resolve("src/main/resources/db").resolve(folder);
    }
}
