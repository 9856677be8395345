package dev.groundswell.local.shards;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.home.Project;
import dev.groundswell.local.postgres.PostgresServers;
import dev.groundswell.local.process.LaunchException;
import dev.groundswell.local.schema.Migrations;

/// Makes a shard that owns no slots yet, and tells all shards of it. What was broken off is completed by the same call.
final class AddingShards {
    private static final Pattern NAME = Pattern.compile("orders_[0-9]{1,4}");
    private static final Pattern URL = Pattern.compile("postgresql://[A-Za-z0-9._-]+:[0-9]{1,5}/[A-Za-z0-9_]+");

    private final PostgresServers.Address server;
    private final Project project;
    private final Progress progress;

    AddingShards(PostgresServers.Address server, Project project, Progress progress) {
        this.server = server;
        this.project = project;
        this.progress = progress;
    }

    /// Fails with [UsageException] on a name or address that cannot be.
    static void check(String name, Optional<String> url) {
        if (!NAME.matcher(name).matches()) {
            throw new UsageException("a shard's name must read like orders_2, was " + name);
        }
        url.ifPresent(text -> {
            if (!URL.matcher(text).matches()) {
                throw new UsageException("--url must read like postgresql://host:5432/orders_2, was " + text);
            }
        });
    }

    /// Returns when every shard knows the new one. Fails with [UsageException] when the name or the address is taken.
    ///
    /// @param url an existing, empty database; without one it is made on this suite's primary
    ShardAddress add(String name, Optional<String> url) {
        check(name, url);
        ShardAddress added = url.map(text -> new ShardAddress(name, text, List.of())).orElseGet(
                () -> new ShardAddress(name, ShardFleet.url(server.port(), name), ShardFleet.replicas(server, name)));
        try (ShardFleet fleet = ShardFleet.open(server)) {
            requireFree(added, fleet);
            prepareDatabase(added);
            try (Shard shard = Shard.connect(added, server.user(), server.password())) {
                requireEmpty(shard, fleet);
                new Migrations(project, database -> added.jdbcUrl(), server.user(), server.password(), progress)
                        .applyToAddedShard(name, added.jdbcUrl());
                // Itself first: who finds it in another shard finds all others in it.
                List<ShardAddress> known = Stream.concat(fleet.all().stream().flatMap(other -> other.registry().stream()), Stream.of(added))
                        .distinct().toList();
                shard.transaction(() -> known.forEach(address -> register(address, shard)));
            }
            fleet.all().forEach(other -> register(added, other));
        }
        progress.step(name, "is a shard at " + added.url());
        return added;
    }

    private static void requireFree(ShardAddress added, ShardFleet fleet) {
        for (Shard shard : fleet.all()) {
            boolean sameName = shard.name().equals(added.name());
            boolean sameUrl = shard.address().url().equals(added.url());
            if (sameName && (!sameUrl || ShardFleet.isFirst(added.name()))) {
                throw new UsageException(added.name() + " is a shard already, at " + shard.address().url());
            }
            if (sameUrl && !sameName) {
                throw new UsageException(added.url() + " is a shard already, " + shard.name());
            }
        }
    }

    /// A start takes a database of this name on the suite's own primary for the shard (see `AddedShards`).
    private void prepareDatabase(ShardAddress added) {
        String local = ShardFleet.url(server.port(), added.name());
        ShardAddress maintenance = new ShardAddress("postgres", ShardFleet.url(server.port(), "postgres"), List.of());
        try (Shard postgres = Shard.connect(maintenance, server.user(), server.password())) {
            boolean exists = !postgres.list("SELECT datname FROM pg_database WHERE datname = ?", row -> row.getString(1), added.name())
                    .isEmpty();
            if (exists && !added.url().equals(local)) {
                throw new UsageException(
                        "the local primary has a database " + added.name() + " too: choose another name for " + added.url());
            }
            if (!exists && added.url().equals(local)) {
                postgres.run("CREATE DATABASE " + added.name());
                progress.step(added.name(), "database created");
            }
        }
    }

    /// A shard of another installation would bring orders and slots of its own.
    private static void requireEmpty(Shard shard, ShardFleet fleet) {
        if (fleet.find(shard.name()).isPresent()) {
            return;
        }
        List<String> tables = shard.list("SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
                row -> row.getString(1));
        if (tables.contains("slot_owner") && !shard.owned().isEmpty()) {
            throw new LaunchException(shard.name() + " at " + shard.address().url() + " is not empty: it owns the slots "
                    + SlotRanges.text(shard.owned()));
        }
        if (!tables.isEmpty() && !tables.contains("slot_owner")) {
            throw new LaunchException(shard.name() + " at " + shard.address().url() + " is not empty: it has the tables "
                    + tables.stream().sorted().limit(5).collect(Collectors.joining(", ")));
        }
    }

    private static void register(ShardAddress added, Shard shard) {
        shard.run("""
                INSERT INTO shards (name, url, replicas) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET url = excluded.url, replicas = excluded.replicas
                """, added.name(), added.url(), added.replicas());
    }
}
