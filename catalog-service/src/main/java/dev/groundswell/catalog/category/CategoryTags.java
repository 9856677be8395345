package dev.groundswell.catalog.category;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

import dev.groundswell.platform.http.EntityTag;

/// The tags of a page of categories: what it says, and by what it ends.
final class CategoryTags {

    /// On every page, for who cannot know on which page a new category will appear: it ends with every change of any product.
    private static final String ALL = "categories";

    /// Characters of the whole field. A hundred ids of any script could need 37,000, more than proxies and servers take.
    private static final int LONGEST_FIELD = 4_096;

    private CategoryTags() {}

    /// A page is made of many products' versions and of products that are gone, so its tag is a digest of what it says.
    static String entityTag(List<Category> page) {
        MessageDigest digest = sha256();
        page.forEach(category -> digest.update((category.id() + '\0' + category.products() + '\0').getBytes(UTF_8)));
        return EntityTag.of(ByteBuffer.wrap(digest.digest()).getLong());
    }

    /// The tag of all pages and that of each category, or the first alone when they are too long together: such a page ends more often.
    static List<String> cacheTags(List<Category> page) {
        List<String> tags = Stream.concat(Stream.of(ALL), page.stream().map(category -> cacheTag(category.id()))).toList();
        return String.join(",", tags).length() <= LONGEST_FIELD ? tags : List.of(ALL);
    }

    /// `category:{id}`, with everything but letters, digits and `-._~` percent-encoded, because an id may hold commas and any script,
    /// which a header may not.
    static String cacheTag(String id) {
        StringBuilder tag = new StringBuilder("category:");
        for (byte b : id.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || "-._~".indexOf(c) >= 0) {
                tag.append(c);
            } else {
                tag.append(String.format("%%%02X", (int) c));
            }
        }
        return tag.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
