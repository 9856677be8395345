package dev.groundswell.gateway.client;

import java.util.List;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/// Tells requests' clients. Immutable, safe from every thread.
@Singleton
public class Clients {

    private static final String FORWARDED = "Forwarded";
    private static final String X_FORWARDED_FOR = "X-Forwarded-For";
    private static final String X_FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String X_FORWARDED_HOST = "X-Forwarded-Host";

    private final List<Network> trusted;
    private final ProxySettings.Field field;

    /// @throws IllegalArgumentException for a proxy that is neither an address nor a network
    Clients(ProxySettings settings) {
        this.trusted = settings.trustedProxies().orElse(List.of()).stream().map(Clients::network).toList();
        this.field = settings.clientField();
    }

    /// The peer, unless it is a trusted proxy: then the last in the chain who is none, as far as trusted proxies tell. Where one says something that is no address,
    /// nobody beyond it is believed, and it is the client itself.
    public Client of(HttpServerRequest request) {
        String peer = request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return of(new Client(peer == null ? null : Address.of(peer), host(request), request.isSSL()), request.headers());
    }

    Client of(Client peer, MultiMap headers) {
        Address address = peer.address();
        return address == null || !isTrusted(address) ? peer : behind(address, peer, headers);
    }

    private Client behind(Address proxy, Client direct, MultiMap headers) {
        boolean forwarded = field == ProxySettings.Field.FORWARDED;
        List<Told> chain = forwarded ? Told.elements(headers.getAll(FORWARDED)) : Told.addresses(headers.getAll(X_FORWARDED_FOR));
        Address last = proxy;
        Told about = new Told(null, null, null);
        for (Told told : chain.reversed()) {
            Address next = told.address();
            if (next == null) {
                break;
            }
            last = next;
            about = told;
            if (!isTrusted(next)) {
                break;
            }
        }
        return forwarded
                ? told(direct, last, about.proto(), about.host())
                : told(direct, last, rightmost(headers.getAll(X_FORWARDED_PROTO)), rightmost(headers.getAll(X_FORWARDED_HOST)));
    }

    private static Client told(Client direct, Address address, @Nullable String proto, @Nullable String host) {
        boolean secure = "https".equalsIgnoreCase(proto) || direct.secure() && !"http".equalsIgnoreCase(proto);
        return new Client(address, host != null && isHost(host) ? host : direct.host(), secure);
    }

    /// What the peer itself has added, if it adds to what it was told.
    private static @Nullable String rightmost(List<String> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        String line = lines.getLast();
        return line.substring(line.lastIndexOf(',') + 1).strip();
    }

    private boolean isTrusted(Address address) {
        for (Network network : trusted) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// The host that was asked for, with its port if it was told; `null` when none was.
    public static @Nullable String host(HttpServerRequest request) {
        String host = request.getHeader("Host");
        return host != null || request.authority() == null ? host : request.authority().toString();
    }

    /// The characters of a host and port, as they may stand between the quotes of `Forwarded`.
    private static boolean isHost(String text) {
        return text.matches("[A-Za-z0-9._:\\[\\]~%-]{1,255}");
    }

    private static Network network(String text) {
        try {
            return Network.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("groundswell.edge.trusted-proxies: " + e.getMessage(), e);
        }
    }
}
