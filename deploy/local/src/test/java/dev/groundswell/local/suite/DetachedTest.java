package dev.groundswell.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Home;
import dev.groundswell.local.process.LaunchException;

class DetachedTest {
    @TempDir
    Path folder;

    @Test
    void leavesTheLogOfTheRunThatHoldsTheHome() throws Exception {
        Home home = new Home(folder).create();
        Files.createDirectory(home.logs());
        Files.writeString(home.log("suite"), "the winner's");
        var lock = home.tryLock().orElseThrow();
        Progress progress = new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

        assertThatThrownBy(() -> new Detached(home, progress).run(List.of("--no-such-option"))).isInstanceOf(LaunchException.class)
                .hasMessageContaining("another run holds");

        assertThat(home.log("suite")).hasContent("the winner's");
        assertThat(lock.isValid()).isTrue();
    }
}
