package dev.groundswell.local.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;

/// Applies the migrations of one database at a time. Stateless between calls; calls for different databases may run together.
public final class Migrations {
    private final Project project;
    private final Function<String, String> jdbcUrl;
    private final String user;
    private final String password;
    private final Progress progress;

    /// @param jdbcUrl gives the address of a database by its name
    public Migrations(Project project, Function<String, String> jdbcUrl, String user, String password, Progress progress) {
        this.project = project;
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.progress = progress;
    }

    /// Returns when the database has the newest schema; a service without migrations is told and left alone.
    public void apply(Database database) {
        Path folder = project.migrations(database.module(), database.group());
        if (!Files.isDirectory(folder)) {
            progress.step("schema", database.databaseName() + ": no migrations in " + project.root().relativize(folder));
            return;
        }
        try {
            MigrateResult result = Flyway.configure()
                    .dataSource(jdbcUrl.apply(database.databaseName()), user, password)
                    .locations("filesystem:" + folder)
                    .placeholders(database.placeholders())
                    .load()
                    .migrate();
            progress.step("schema", database.databaseName() + ": " + (result.migrationsExecuted == 0
                    ? "up to date"
                    : result.migrationsExecuted + " migrations applied"));
        } catch (FlywayException e) {
            throw new LaunchException("schema of " + database.databaseName() + ": " + e.getMessage(), e);
        }
    }
}
