package dev.groundswell.testbed.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.groundswell.local.command.UsageException;

class CheckoutTest {
    @TempDir
    Path folder;

    @Test
    void anotherFolderIsRefusedWithWhatItLacks() {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Checkout.in(folder))
                .withMessageContaining(folder.toString()).withMessageContaining("server.mjs");
    }

    @Test
    void missingDependenciesAreTold() throws IOException {
        Path _ = FakeCheckout.without(folder, "node_modules");

        assertThatExceptionOfType(ConformanceException.class).isThrownBy(() -> Checkout.in(folder)).withMessageContaining("npm install");
    }

    @Test
    void anotherCommitIsWarnedOfNamingBoth() throws Exception {
        Path _ = FakeCheckout.in(folder);
        commitAll();

        Checkout suite = Checkout.in(folder);

        assertThat(suite.commit()).matches("[0-9a-f]{7}");
        assertThat(suite.warning()).hasValueSatisfying(warning -> assertThat(warning).contains(suite.commit(), "b55b8bd"));
    }

    @Test
    void changedTestsAreMarkedAndAChangedPackageIsNot() throws Exception {
        Path _ = FakeCheckout.in(folder);
        Files.writeString(folder.resolve("package.json"), "{}");
        commitAll();

        Files.writeString(folder.resolve("package.json"), "{ }");
        assertThat(Checkout.in(folder).commit()).doesNotEndWith("+");

        Files.writeString(Checkout.in(folder).tests(), "// one more");
        assertThat(Checkout.in(folder).commit()).endsWith("+");
    }

    @Test
    void aCopyWithoutGitIsOfNoKnownCommit() throws IOException {
        Path _ = FakeCheckout.in(folder);

        assertThat(Checkout.in(folder).commit()).isEqualTo("unknown");
        assertThat(Checkout.in(folder).warning()).isPresent();
    }

    private void commitAll() throws IOException, InterruptedException {
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "Begin");
    }

    private void git(String... words) throws IOException, InterruptedException {
        ProcessBuilder git = new ProcessBuilder("git", "-C", folder.toString());
        git.command().addAll(List.of(words));
        assertThat(git.inheritIO().start().waitFor()).isZero();
    }
}
