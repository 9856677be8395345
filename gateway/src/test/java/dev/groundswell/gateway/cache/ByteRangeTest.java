package dev.groundswell.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

/// RFC 9110, sections 14.1.2, 14.2 and 13.1.5. The kept body has ten bytes.
class ByteRangeTest {

    private static final String CHANGED = "Tue, 24 Nov 2026 11:00:00 GMT";
    private static final Instant RECEIVED = Instant.parse("2026-11-24T12:00:00Z");
    private static final int LENGTH = 10;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"bytes=0-0 | 0 | 1", "bytes=0-9 | 0 | 10", "bytes=3- | 3 | 10", "bytes=8-100 | 8 | 10",
            "BYTES=2-3 | 2 | 4", "bytes=-3 | 7 | 10", "bytes=-10 | 0 | 10", "bytes=-100 | 0 | 10",
            "bytes=1-99999999999999999999 | 1 | 10", "bytes=0-2147483647 | 0 | 10"})
    void isThePartThatIsThere(String range, int from, int to) {
        assertThat(of(range)).isEqualTo(new ByteRange(from, to)).returns(false, ByteRange::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=99999999999999999999-", "bytes=-0"})
    void isEmptyForAPartThatIsNotThere(String range) {
        assertThat(of(range)).returns(true, ByteRange::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=5", "bytes=5-2", "bytes=20-12", "bytes=a-b", "bytes=1-b", "bytes=--1",
            "bytes=1-2-3",
            "bytes=1-1,3-3", "items=0-1", "bytes", "0-1", "bytes=0x1-2"})
    void isNoneForWhatIsNoRangeOrSeveral(String range) {
        assertThat(of(range)).isNull();
    }

    @Test
    void isNoneWhenNobodyAsks() {
        assertThat(ByteRange.of(headers(), headers(), LENGTH, RECEIVED)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
    void nothingOfNothingIsThere(String range) {
        assertThat(ByteRange.of(headers("Range", range), headers(), 0, RECEIVED)).returns(true, ByteRange::isEmpty);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"1\" | true", "\"2\" | false", "W/\"1\" | false", CHANGED + " | true",
            "Tue, 24 Nov 2026 11:00:01 GMT | false", "Tue, 24 Nov 2026 10:59:59 GMT | false", "yesterday | false"})
    void isOfTheAnswerThatIfRangeNames(String condition, boolean applies) {
        MultiMap kept = headers("ETag", "\"1\"", "Last-Modified", CHANGED, "Date", "Tue, 24 Nov 2026 11:00:01 GMT");

        assertThat(ByteRange.of(headers("Range", "bytes=0-0", "If-Range", condition), kept, LENGTH, RECEIVED) != null).isEqualTo(applies);
    }

    /// Within the second of the change there may have been another one.
    @Test
    void noDateNamesBytesThatMayHaveChangedWithinItsSecond() {
        MultiMap asked = headers("Range", "bytes=0-0", "If-Range", CHANGED);

        assertThat(ByteRange.of(asked, headers("Last-Modified", CHANGED, "Date", CHANGED), LENGTH, RECEIVED)).isNull();
        assertThat(ByteRange.of(asked, headers("Last-Modified", CHANGED), LENGTH, RECEIVED)).isNull();
    }

    @Test
    void noWeakTagNamesBytes() {
        MultiMap asked = headers("Range", "bytes=0-0", "If-Range", "W/\"1\"");

        assertThat(ByteRange.of(asked, headers("ETag", "W/\"1\""), LENGTH, RECEIVED)).isNull();
        assertThat(ByteRange.of(headers("Range", "bytes=0-0", "If-Range", "\"1\""), headers("ETag", "W/\"1\""), LENGTH, RECEIVED)).isNull();
        assertThat(ByteRange.of(headers("Range", "bytes=0-0", "If-Range", CHANGED), headers(), LENGTH, RECEIVED)).isNull();
    }

    private static @Nullable ByteRange of(String range) {
        return ByteRange.of(headers("Range", range), headers(), LENGTH, RECEIVED);
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
