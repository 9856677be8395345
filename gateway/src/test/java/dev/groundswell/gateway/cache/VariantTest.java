package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.vertx.core.MultiMap;

/// RFC 9111, section 4.1.
class VariantTest {

    @Test
    void isForEverybodyWithoutVary() {
        assertThat(Variant.of(headers("Foo", "1"), headers()).isFor(headers("Foo", "2"))).isTrue();
    }

    @Test
    void tellsValuesApart() {
        Variant variant = Variant.of(headers("Foo", "1", "Other", "x"), headers("Vary", "foo"));
        assertThat(variant.isFor(headers("FOO", "1", "Other", "y"))).isTrue();
        assertThat(variant.isFor(headers("Foo", "2"))).isFalse();
        assertThat(variant.isFor(headers("Foo", ""))).isFalse();
        assertThat(variant.isFor(headers())).as("absent is a value of its own").isFalse();
    }

    @Test
    void tellsAbsentFromPresent() {
        Variant variant = Variant.of(headers(), headers("Vary", "Foo"));
        assertThat(variant.isFor(headers())).isTrue();
        assertThat(variant.isFor(headers("Foo", ""))).isFalse();
    }

    @Test
    void readsVaryFromSeveralLines() {
        MultiMap asked = headers("Foo", "1", "Bar", "abc");
        Variant variant = Variant.of(asked, headers("Vary", "Foo,,", "Vary", " Bar , foo"));
        assertThat(variant.isFor(headers("Bar", "abc", "Foo", "1"))).isTrue();
        assertThat(variant.isFor(headers("Foo", "1"))).isFalse();
        assertThat(variant.isFor(headers("Foo", "abc", "Bar", "1"))).as("values belong to their names").isFalse();
    }

    @Test
    void takesSeveralLinesOfAFieldForOne() {
        assertThat(Variant.of(headers("Foo", "1, 2"), headers("Vary", "Foo")).isFor(headers("Foo", "1", "Foo", "2"))).isTrue();
        assertThat(Variant.of(headers("Foo", "1, 2"), headers("Vary", "Foo")).isFor(headers("Foo", "2", "Foo", "1"))).isFalse();
    }

    @Test
    void overlooksBlanksAroundCommasOnly() {
        Variant variant = Variant.of(headers("Foo", "gzip , br"), headers("Vary", "Foo"));
        assertThat(variant.isFor(headers("Foo", " gzip,\tbr "))).isTrue();
        assertThat(variant.isFor(headers("Foo", "gzip b r"))).isFalse();
        assertThat(variant.isFor(headers("Foo", "br,gzip"))).isFalse();
        assertThat(Variant.of(headers("Foo", "a b"), headers("Vary", "Foo")).isFor(headers("Foo", "ab"))).isFalse();
    }

    @Test
    void leavesWhatIsQuotedAsItIs() {
        Variant variant = Variant.of(headers("Foo", "\"a, b\" , c"), headers("Vary", "Foo"));
        assertThat(variant.isFor(headers("Foo", "\"a, b\",c"))).isTrue();
        assertThat(variant.isFor(headers("Foo", "\"a,b\",c"))).isFalse();
        assertThat(Variant.of(headers("Foo", "\"a\\\", b\""), headers("Vary", "Foo")).isFor(headers("Foo", "\"a\\\",b\""))).isFalse();
    }

    @Test
    void keysAreThoseOfTheValues() {
        Variant variant = Variant.of(headers("Foo", "1"), headers("Vary", "Foo"));
        assertThat(variant.keyOf(headers("foo", "2"))).isEqualTo(variant.keyOf(headers("Foo", "2", "Bar", "x")))
                .isNotEqualTo(variant.keyOf(headers("Foo", "1"))).isNotEqualTo(variant.keyOf(headers()));
        assertThat(Variant.of(headers("Foo", "1"), headers()).keyOf(headers("Foo", "1"))).isEmpty();
    }

    @Test
    void takesLanguagesForASet() {
        Variant variant = Variant.of(headers("Accept-Language", "en-GB, de;q=0.5"), headers("Vary", "Accept-Language"));
        assertThat(variant.isFor(headers("Accept-Language", "de; q=0.5,EN-gb"))).isTrue();
        assertThat(variant.isFor(headers("Accept-Language", "de;q=0.6, en-GB"))).isFalse();
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
