package dev.groundswell.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    Path folder;

    @Test
    void thePathComesFirst() throws IOException {
        Path onPath = program("path/pgbench");
        var _ = program("postgresql/18/bin/pgbench");

        assertThat(programs(onPath.resolveSibling("").toString()).find("pgbench")).contains(onPath);
    }

    @Test
    void debiansFoldersAreLookedInto() throws IOException {
        Path versioned = program("postgresql/18/bin/pgbench");
        Path forAdmins = program("sbin/nginx");

        assertThat(programs("").find("pgbench")).contains(versioned);
        assertThat(programs("").find("nginx")).contains(forAdmins);
    }

    @Test
    void whatCannotBeRunIsNotFound() throws IOException {
        Path file = Files.createDirectories(folder.resolve("path")).resolve("nginx");
        Files.createFile(file);

        assertThat(programs(file.resolveSibling("").toString()).find("nginx")).isEmpty();
    }

    @Test
    void whatIsMissingIsNamedWithItsPackage() throws IOException {
        Path onPath = program("path/nginx");
        Programs programs = programs(onPath.resolveSibling("").toString());

        assertThat(programs.missing(List.of(Program.NGINX))).isEmpty();
        assertThat(programs.missing(List.of(Program.NGINX, Program.PGBENCH)))
                .contains("pgbench is not installed (Debian: apt-get install postgresql-contrib)");
        assertThat(programs.missing(List.of(Program.NGINX, Program.VARNISH, Program.WRK)))
                .contains("varnishd, wrk are not installed (Debian: apt-get install varnish wrk)");
    }

    private Programs programs(String path) {
        return new Programs(path, folder.resolve("postgresql"), List.of(folder.resolve("sbin")));
    }

    private Path program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
