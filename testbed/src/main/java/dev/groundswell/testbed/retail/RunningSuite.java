package dev.groundswell.testbed.retail;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import dev.groundswell.local.home.Home;
import dev.groundswell.local.suite.SuiteState;
import dev.groundswell.local.token.KeyFiles;
import dev.groundswell.local.token.Tokens;

/// How to reach a suite.
///
/// @param gateways of every gateway instance, all the same to a customer
/// @param tokens signs what its services accept
/// @param kafka `host:port`, when the suite is on this machine
public record RunningSuite(List<URI> gateways, Tokens tokens, Optional<String> kafka) {

    /// The suite that runs from a data folder. Fails with [RetailException] when there is none.
    static RunningSuite of(Home home) {
        SuiteState state = SuiteState.running(home.state())
                .filter(suite -> suite.phase().equals(SuiteState.READY))
                .orElseThrow(() -> new RetailException("no suite is running and ready: ./dev up --detach starts one"));
        List<URI> gateways = state.processes().stream().filter(process -> process.name().startsWith("gateway-")).map(RunningSuite::url)
                .toList();
        Optional<String> kafka = state.processes().stream().filter(process -> process.name().equals("kafka"))
                .map(process -> "localhost:" + process.port()).findFirst();
        return new RunningSuite(gateways, new Tokens(new KeyFiles(home.keys()).create(), InstantSource.system()), kafka);
    }

    private static URI url(SuiteState.Entry gateway) {
        return URI.create("http://localhost:" + gateway.port());
    }
}
