package dev.groundswell.local.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.process.LaunchException;

/// Applies the migrations of one database at a time. Stateless between calls; calls for different databases may run together.
public final class Migrations {
    /// A series from 1 to 0 is empty.
    private static final Map<String, String> NO_SLOTS = Map.of("first_slot", "1", "last_slot", "0");

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
        apply(database.databaseName(), jdbcUrl.apply(database.databaseName()), folder, database.placeholders());
    }

    /// Returns when a shard that was added has the newest schema. One that is new owns no slots: they come by moves.
    ///
    /// @param url its JDBC address: it may lie on another server
    public void applyToAddedShard(String name, String url) {
        apply(name, url, project.migrations(Database.ORDERS_0.module(), Database.ORDERS_0.group()), NO_SLOTS);
    }

    private void apply(String name, String url, Path folder, Map<String, String> placeholders) {
        try {
            MigrateResult result = Flyway.configure()
                    .dataSource(url, user, password)
                    .locations("filesystem:" + folder)
                    .placeholders(placeholders)
                    .load()
                    .migrate();
            progress.step("schema", name + ": " + (result.migrationsExecuted == 0
                    ? "up to date"
                    : result.migrationsExecuted + " migrations applied"));
        } catch (FlywayException e) {
            throw new LaunchException("schema of " + name + ": " + e.getMessage(), e);
        }
    }
}
