package dev.groundswell.catalog.category;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class CategoryTagsTest {

    @Test
    void nameEveryCategoryOfAPage() {
        assertThat(CategoryTags.cacheTags(page("c", 2))).containsExactly("categories", "category:c0", "category:c1");
        assertThat(CategoryTags.cacheTags(page("an-ordinary-name", 100))).hasSize(101);
    }

    @Test
    void nameOnlyAllOfThemBeforeTheFieldGetsTooLong() {
        assertThat(CategoryTags.cacheTags(page("é".repeat(98), 100))).containsExactly("categories");
        for (int length = 1; length < 98; length++) {
            assertThat(String.join(",", CategoryTags.cacheTags(page("é".repeat(length), 100)))).hasSizeLessThanOrEqualTo(4_096);
        }
    }

    private static List<Category> page(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> new Category(prefix + i, 1)).toList();
    }
}
