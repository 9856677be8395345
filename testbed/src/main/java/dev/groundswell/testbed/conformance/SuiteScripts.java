package dev.groundswell.testbed.conformance;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The suite's own programs as we start them: without `npm run`, which only passes settings on as these variables and would put two processes between
/// them and whoever has to end them.
///
/// @param folder the suite's pidfile goes there
record SuiteScripts(Node node, Checkout suite, Path folder) {
    /// The suite's origin serves the files around it and listens for everybody; nothing but our gateway is to reach it.
    private static final String ON_LOOPBACK = """
            import net from 'node:net'
            import { pathToFileURL } from 'node:url'
            const listen = net.Server.prototype.listen
            net.Server.prototype.listen = function (port) { return listen.call(this, port, '127.0.0.1') }
            await import(pathToFileURL(process.argv[1]))
            """;

    List<String> origin() {
        return node.command(ON_LOOPBACK, suite.server().toString());
    }

    Map<String, String> originEnvironment(int port) {
        return Map.of("npm_config_protocol", "http", "npm_config_port", Integer.toString(port), "npm_config_pidfile",
                folder.resolve("origin.pid").toString());
    }

    List<String> client() {
        return List.of(node.program(), "--no-warnings", suite.client().toString());
    }

    /// @param id of the one test to run; empty for all, which takes both variables: one that is not set means a test of no name
    Map<String, String> clientEnvironment(URI gateway, String id) {
        return Map.of("npm_config_base", gateway.toString(), "npm_config_id", id, "npm_package_config_id", id);
    }
}
