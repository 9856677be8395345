package dev.groundswell.local.postgres;

import java.nio.file.Path;

import dev.groundswell.local.home.Private;

/// The configuration files of one server, written anew at each start because ports may differ. They are the launcher's: edit this class,
/// not them.
final class ServerConfig {
    /// Four services with a pool per database, twice over for `--instances`, and people with psql.
    private static final int MOST_CONNECTIONS = 200;

    private ServerConfig() {}

    static void writePrimary(Path data, int port, PostgresPlan plan) {
        write(data, port, plan, "");
    }

    static void writeReplica(Path data, int port, PostgresPlan plan, int primaryPort, String password) {
        write(data, port, plan, """
                primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=replica'
                wal_receiver_status_interval = 1s
                wal_retrieve_retry_interval = 200ms
                """.formatted(primaryPort, DataFolders.USER, password));
    }

    private static void write(Path data, int port, PostgresPlan plan, String more) {
        String durable = plan.durable() ? "on" : "off";
        // Tests count what a request costs.
        String counting = plan.durable() ? "" : "shared_preload_libraries = 'pg_stat_statements'\n";
        Private.write(data.resolve("postgresql.conf"),
                """
                        # Written by the launcher at each start.
                        listen_addresses = '127.0.0.1'
                        port = %d
                        unix_socket_directories = ''
                        max_connections = %d
                        shared_buffers = 128MB
                        wal_level = replica
                        wal_keep_size = 512MB
                        hot_standby = on
                        synchronous_commit = on
                        fsync = %s
                        # A process that is frozen, or whose connection vanished, in the middle of a transaction must not hold its rows for ever: others take its work over.
                        idle_in_transaction_session_timeout = 15s
                        tcp_keepalives_idle = 10
                        tcp_keepalives_interval = 5
                        tcp_keepalives_count = 3
                        timezone = 'UTC'
                        log_timezone = 'UTC'
                        log_line_prefix = '%%m [%%p] %%q%%d '
                        log_checkpoints = off
                        """
                        .formatted(port, MOST_CONNECTIONS, durable) + counting + more);
        Private.write(data.resolve("pg_hba.conf"), """
                # Written by the launcher at each start.
                host all all 127.0.0.1/32 scram-sha-256
                host replication all 127.0.0.1/32 scram-sha-256
                """);
    }
}
