package dev.groundswell.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.platform.problem.Refusal;

class PagesTest {

    @Test
    void withoutParametersThereIsAFirstPageOfTwenty() {
        assertThat(PageRequest.of(null, null)).isEqualTo(new PageRequest(20, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "100"})
    void theBoundsThemselvesAreAllowed(String limit) {
        PageRequest request = PageRequest.of(limit, null);

        assertThat(request.limit()).isEqualTo(Integer.parseInt(limit));
        assertThat(request.fetch()).isEqualTo(request.limit() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "", "x", "1.0", " 1", "2147483648", "99999999999999999999999999999999"})
    void anImpossibleLimitIsABadRequest(String limit) {
        refused(limit, null, "limit must be 1..100");
    }

    @Test
    void aLongLimitIsNotEchoed() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> PageRequest.of("9".repeat(1_000), null))
                .withMessageContaining("was longer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"85123A", "2026-01-31T12:00:00Z/3", "名前", "a"})
    void theNextPageBeginsBehindTheLastItem(String last) {
        Page<String> page = Page.of(List.of("first", last, "more"), PageRequest.of("2", null), key -> key);

        assertThat(page.items()).containsExactly("first", last);
        assertThat(page.next()).matches("[A-Za-z0-9_-]+");
        assertThat(PageRequest.of("2", page.next()).after()).isEqualTo(last);
    }

    @Test
    void theLastPageNamesNoNext() {
        assertThat(Page.of(List.of("a", "b"), PageRequest.of("2", null), key -> key)).isEqualTo(new Page<>(List.of("a", "b"), null));
        assertThat(Page.of(List.<String>of(), PageRequest.of("2", null), key -> key)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void otherItemsKeepTheCursor() {
        Page<String> page = Page.of(List.of("a", "b"), PageRequest.of("1", null), key -> key);

        assertThat(page.map(String::length)).isEqualTo(new Page<>(List.of(1), page.next()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "a b", "YQ==YQ", "YQ+/", "A", "YWJj=="})
    void aCursorThatIsNotOursIsABadRequest(String cursor) {
        refused(null, cursor, "after: not a cursor of ours");
    }

    @Test
    void aCursorOfBytesNoKeyHasIsABadRequest() {
        refused(null, Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[]{(byte) 0xff, (byte) 0xfe}), "not a cursor of ours");
        refused(null, Cursor.encode("a\0b"), "not a cursor of ours");
        refused(null, Base64.getUrlEncoder().encodeToString("x".repeat(1_000).getBytes(StandardCharsets.UTF_8)), "not a cursor of ours");
    }

    private static void refused(@Nullable String limit, @Nullable String after, String detail) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> PageRequest.of(limit, after))
                .withMessageContaining(detail)
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(400));
    }
}
