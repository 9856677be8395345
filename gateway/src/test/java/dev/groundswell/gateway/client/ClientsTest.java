package dev.groundswell.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

class ClientsTest {

    private static final List<String> PROXIES = List.of("10.0.0.0/8", "192.0.2.1", "2001:db8:ffff::/48");

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded"})
    void whatAnUntrustedPeerSaysIsIgnored(String field) {
        for (ProxySettings.Field configured : ProxySettings.Field.values()) {
            Client client = clients(configured, PROXIES).of(peer("203.0.113.9"), headers(field, "for=1.2.3.4", "X-Forwarded-For",
                    "1.2.3.4", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil"));

            assertThat(client).hasToString(peer("203.0.113.9").toString());
        }
    }

    @Test
    void withoutTrustedProxiesEveryPeerIsTheClient() {
        assertThat(address(ProxySettings.Field.X_FORWARDED_FOR, List.of(), "10.1.2.3", "X-Forwarded-For", "1.2.3.4")).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"198.51.100.7;198.51.100.7", "1.1.1.1, 198.51.100.7;198.51.100.7",
            "198.51.100.7, 10.9.9.9;198.51.100.7",
            "198.51.100.7,192.0.2.1 , 10.9.9.9;198.51.100.7", "1.1.1.1, 2001:db8::5, 2001:db8:ffff::1;2001:db8::5",
            "198.51.100.7:4711;198.51.100.7", "[2001:db8::5]:4711;2001:db8::5", "::ffff:198.51.100.7;198.51.100.7",
            "10.1.1.1, 10.2.2.2;10.1.1.1"})
    void theLastThatIsNoTrustedProxyIsTheClient(String told, String client) {
        assertThat(address(ProxySettings.Field.X_FORWARDED_FOR, PROXIES, "10.0.0.1", "X-Forwarded-For", told)).isEqualTo(client);
    }

    @Test
    void severalLinesAreOneChain() {
        assertThat(address(ProxySettings.Field.X_FORWARDED_FOR, PROXIES, "10.0.0.1", "X-Forwarded-For", "1.1.1.1", "X-Forwarded-For",
                "198.51.100.7, 10.2.2.2")).isEqualTo("198.51.100.7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"unknown;10.0.0.1", "198.51.100.7, ;10.0.0.1", "198.51.100.7, evil, 10.2.2.2;10.2.2.2",
            "198.51.100.7, 300.1.1.1;10.0.0.1", "198.51.100.7, 1.2.3.4:x;10.0.0.1", "198.51.100.7, [2001:db8::5;10.0.0.1", "'';10.0.0.1"})
    void nobodyBeyondWhatIsNoAddressIsBelieved(String told, String client) {
        assertThat(address(ProxySettings.Field.X_FORWARDED_FOR, PROXIES, "10.0.0.1", "X-Forwarded-For", told)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"for=198.51.100.7|198.51.100.7", "For=\"198.51.100.7:80\"|198.51.100.7",
            "for=1.1.1.1, for=198.51.100.7;proto=https;by=203.0.113.43|198.51.100.7", "for=\"[2001:db8::5]:4711\"|2001:db8::5",
            "for=198.51.100.7,for=10.2.2.2|198.51.100.7", "for=\"1\\98.51.100.7\" , FOR=10.2.2.2|198.51.100.7",
            "host=\"a,for=1.1.1.1\";for=198.51.100.7|198.51.100.7", "for=_hidden|10.0.0.1", "for=unknown, for=10.2.2.2|10.2.2.2",
            "for=\"evil, for=198.51.100.7|10.0.0.1", "for=1.1.1.1;for, for=10.2.2.2|10.0.0.1", "proto=https|10.0.0.1", "=;,|10.0.0.1"})
    void forwardedTellsTheSame(String told, String client) {
        assertThat(address(ProxySettings.Field.FORWARDED, PROXIES, "10.0.0.1", "Forwarded", told)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"X_FORWARDED_FOR, Forwarded, for=198.51.100.7", "FORWARDED, X-Forwarded-For, 198.51.100.7"})
    void theFieldThatIsNotConfiguredIsIgnored(ProxySettings.Field configured, String field, String told) {
        assertThat(address(configured, PROXIES, "10.0.0.1", field, told)).isEqualTo("10.0.0.1");
    }

    @Test
    void aTrustedProxySaysHowTheClientCame() {
        Client client = clients(ProxySettings.Field.X_FORWARDED_FOR, PROXIES).of(peer("10.0.0.1"),
                headers("X-Forwarded-For", "198.51.100.7", "X-Forwarded-Proto", "http, https", "X-Forwarded-Host", "shop.example"));
        assertThat(client.secure()).isTrue();
        assertThat(client.host()).isEqualTo("shop.example");

        Client forwarded = clients(ProxySettings.Field.FORWARDED, PROXIES).of(peer("10.0.0.1"),
                headers("Forwarded", "for=198.51.100.7;proto=https;host=shop.example, for=10.2.2.2;proto=http"));
        assertThat(forwarded.secure()).isTrue();
        assertThat(forwarded.host()).isEqualTo("shop.example");
    }

    @Test
    void aHostThatIsNoneIsNotTaken() {
        Client client = clients(ProxySettings.Field.X_FORWARDED_FOR, PROXIES).of(peer("10.0.0.1"),
                headers("X-Forwarded-For", "198.51.100.7", "X-Forwarded-Host", "a\";for=\"1.2.3.4"));

        assertThat(client.host()).isEqualTo("gateway");
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2:3:4:5:6, 2001:db8:1:2::, true", "2001:db8:1:2::1, 2001:db8:1:3::1, false",
            "::ffff:192.0.2.7, 192.0.2.7, true",
            "192.0.2.7, 192.0.2.8, false"})
    void anIpv6ClientIsItsNetwork(String one, String other, boolean same) {
        assertThat(peer(one).network().equals(peer(other).network())).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.255.1.1, true", "10.0.0.0/8, 11.0.0.1, false", "10.0.0.0/9, 10.128.0.1, false",
            "10.128.0.0/9, 10.200.0.1, true",
            "0.0.0.0/0, 203.0.113.1, true", "::/0, 203.0.113.1, false", "2001:db8::/33, 2001:db8:8000::1, false",
            "::ffff:10.0.0.1, 10.0.0.1, true", "192.0.2.1/32, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false"})
    void aNetworkIsItsFirstBits(String network, String address, boolean contained) {
        Address parsed = Objects.requireNonNull(peer(address).address());

        assertThat(Network.of(network).contains(parsed)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "::/129", "proxy.example", "10.0.0.0/", "10.0.0.0/x", "10.0.0/8", "10.0.0.0/-1"})
    void aProxyThatIsNoNetworkFailsTheStart(String proxy) {
        assertThatThrownBy(() -> clients(ProxySettings.Field.FORWARDED, List.of(proxy)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("groundswell.edge.trusted-proxies")
                .hasMessageContaining(proxy);
    }

    private static String address(ProxySettings.Field field, List<String> proxies, String peer, String... headers) {
        return String.valueOf(clients(field, proxies).of(peer(peer), headers(headers)).address());
    }

    private static Client peer(String address) {
        return new Client(Address.of(address), "gateway", false);
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    private static Clients clients(ProxySettings.Field field, List<String> proxies) {
        return new Clients(new ProxySettings() {

            @Override
            public Optional<List<String>> trustedProxies() {
                return Optional.of(proxies);
            }

            @Override
            public Field clientField() {
                return field;
            }
        });
    }
}
