package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

/// RFC 9111, sections 3, 3.5, 4.1 and 5.2.
class StoringTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @ValueSource(strings = {"private", "private=\"Set-Cookie\"", "max-age=60, private", "no-store", "no-store, max-age=60", "NO-STORE"})
    void keepsNothingThatIsPrivateOrNotToBeStored(String said) {
        assertThat(allows(200, said)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 103, 206, 304})
    void keepsNoStatusThatIsNotAWholeAnswer(int status) {
        assertThat(allows(status, "public, max-age=60")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 403, 500, 503, 599})
    void keepsOtherStatusesOnlyWhenToldHowLong(int status) {
        assertThat(allows(status, "")).isFalse();
        assertThat(allows(status, "max-age=60")).isTrue();
        headers.add("Expires", "Tue, 24 Nov 2026 13:00:00 GMT");
        assertThat(allows(status, "")).isTrue();
    }

    @Test
    void keepsAuthorizedAnswersOnlyWithLeave() {
        assertThat(allowsAuthorized("max-age=60")).isFalse();
        assertThat(allowsAuthorized("max-age=60, proxy-revalidate")).isFalse();
        assertThat(allowsAuthorized("max-age=60, public")).isTrue();
        assertThat(allowsAuthorized("max-age=60, must-revalidate")).isTrue();
        assertThat(allowsAuthorized("s-maxage=60")).isTrue();
        assertThat(allowsAuthorized("public, private")).isFalse();
    }

    /// Leave to keep what was made for somebody may be given to all shared caches, and the time to us.
    @Test
    void takesLeaveFromEitherField() {
        assertThat(allowsAuthorizedTargeted("max-age=60", "public")).isTrue();
        assertThat(allowsAuthorizedTargeted("max-age=60, public", "no-store")).isTrue();
        assertThat(allowsAuthorizedTargeted("max-age=60", "max-age=60")).isFalse();
        assertThat(allowsAuthorizedTargeted("max-age=60", "must-revalidate")).isFalse();
        assertThat(allowsAuthorizedTargeted("max-age=60, private", "public")).isFalse();
        assertThat(allowsAuthorizedTargeted("no-store", "public, max-age=60")).isFalse();
    }

    @Test
    void keepsNothingForAClientThatForbidsIt() {
        assertThat(Storing.allows(directives("no-store"), false, 200, headers, directives("max-age=60"))).isFalse();
    }

    @Test
    void letsMustUnderstandUndoNoStoreForAStatusItKnows() {
        assertThat(allows(200, "must-understand, no-store, max-age=60")).isTrue();
        assertThat(allows(599, "must-understand, max-age=60")).isFalse();
        assertThat(allows(200, "must-understand, private")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "Accept, *", "*,Accept"})
    void keepsNothingThatVariesByEverything(String vary) {
        headers.add("Vary", "Accept-Language").add("Vary", vary);
        assertThat(allows(200, "max-age=60")).isFalse();
    }

    private boolean allows(int status, String said) {
        return Storing.allows(Directives.NONE, false, status, headers, directives(said));
    }

    private boolean allowsAuthorized(String said) {
        return Storing.allows(Directives.NONE, true, 200, headers, directives(said));
    }

    private static boolean allowsAuthorizedTargeted(String forUs, String forAll) {
        MultiMap both = MultiMap.caseInsensitiveMultiMap().add("CDN-Cache-Control", forUs).add("Cache-Control", forAll);
        return Storing.allows(Directives.NONE, true, 200, both, Directives.ofAnswer(both));
    }

    private static Directives directives(String line) {
        return Directives.of(List.of(line));
    }
}
