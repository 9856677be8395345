package dev.groundswell.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.groundswell.local.testing.AuthorizationMatrix.Line;

class AuthorizationMatrixTest {

    @Test
    void isShownAsItIs() throws IOException {
        List<String> page = Files.readAllLines(LauncherProcess.root().resolve("docs/reference/security.md"));

        assertThat(page).filteredOn(row -> row.matches("\\| `[A-Z]+ /.*"))
                .containsExactlyElementsOf(
                        Stream.concat(AuthorizationMatrix.LINES.stream(), AuthorizationMatrix.BEHIND_THE_GATEWAY.stream())
                                .map(Line::markdown).toList());
    }
}
