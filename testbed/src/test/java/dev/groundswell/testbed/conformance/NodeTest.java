package dev.groundswell.testbed.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
    @TempDir
    Path folder;

    @Test
    void itsAbsenceIsTold() {
        assertThatExceptionOfType(ConformanceException.class).isThrownBy(() -> new Node(folder.resolve("none").toString()).require())
                .withMessageContaining("is not on the PATH").withMessageContaining("npm");
    }

    @Test
    void anOldOneIsNamed() throws IOException {
        Node old = saying("echo v16.20.2");

        assertThatExceptionOfType(ConformanceException.class).isThrownBy(old::require).withMessageContaining("v16.20.2");
    }

    @Test
    void aNewOneWillDo() throws IOException {
        Node node = saying("echo v26.1.0");

        assertThatCode(node::require).doesNotThrowAnyException();
    }

    @Test
    void whatAScriptSaysWhenItFailsIsTold() throws IOException {
        Node node = saying("echo 'Error: Cannot find module' >&2; exit 1");

        assertThatExceptionOfType(ConformanceException.class).isThrownBy(() -> node.output("x"))
                .withMessageContaining("Cannot find module");
    }

    @Test
    void wordsFollowTheScript() throws Exception {
        assertThat(saying("printf '%s,' \"$@\"").output("text", "a", "b")).endsWith(",text,a,b,");
    }

    private Node saying(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("node"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new Node(program.toString());
    }
}
