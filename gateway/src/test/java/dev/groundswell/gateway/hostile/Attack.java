package dev.groundswell.gateway.hostile;

import org.jspecify.annotations.Nullable;

/// One way to write requests that two readers could cut in two ways, as the octets of ISO 8859-1.
///
/// @param section where its cure is written: of RFC 9112 unless it says otherwise
/// @param outcome what the gateway has to make of it
/// @param body what the service may see of it, when it is passed on
record Attack(String name, String section, Outcome outcome, @Nullable String body, String octets) {

    enum Outcome {
        /// Nobody behind the gateway sees a whole request, and the connection ends, with a 4xx or 5xx or with nothing.
        REFUSED,
        /// Its end is beyond doubt, but it asks for what cannot be: a 4xx of the gateway's own, whether or not it ends the connection.
        TURNED_AWAY,
        /// The service sees one request, whose body and end nobody can doubt, then the one behind it.
        PASSED
    }

    /// What follows each attack that must end its connection: seen by a service, the attack has worked.
    static final String SMUGGLED = "GET /api/prices/smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    /// What honestly follows each other.
    static final String SECOND = "GET /api/prices/second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    static Attack refused(String name, String section, String octets) {
        return new Attack(name, section, Outcome.REFUSED, null, octets + SMUGGLED);
    }

    static Attack turnedAway(String name, String section, String octets) {
        return new Attack(name, section, Outcome.TURNED_AWAY, null, octets + SECOND);
    }

    static Attack passed(String name, String section, String body, String octets) {
        return new Attack(name, section, Outcome.PASSED, body, octets + SECOND);
    }

    @Override
    public String toString() {
        return name + " (" + section + ")";
    }
}
