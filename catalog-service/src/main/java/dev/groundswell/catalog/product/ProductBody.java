package dev.groundswell.catalog.product;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.problem.Violations;

/// What an admin may send as a product: all that a read gives.
///
/// @param sku must match the path when it is given; needed in a batch
/// @param version ignored
/// @param manufacturer ignored
/// @param price ignored
/// @param priceUnavailable ignored
@RegisterForReflection
record ProductBody(@Nullable String sku, @Nullable String name, @Nullable String description, @Nullable String category,
        @Nullable String manufacturerId, @Nullable Map<String, @Nullable String> attributes, @Nullable String imageUrl,
        @Nullable Long version, @Nullable JsonNode manufacturer, @Nullable JsonNode price, @Nullable Boolean priceUnavailable) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int LONGEST_CATEGORY = 100;
    private static final int LONGEST_URL = 2_000;
    private static final int MOST_ATTRIBUTES = 100;
    private static final int LONGEST_ATTRIBUTE_KEY = 100;
    private static final int LONGEST_ATTRIBUTE_VALUE = 1_000;

    /// The product to store at `path`.
    ///
    /// @throws dev.groundswell.platform.problem.Refusal 422 when it may not be stored
    ProductDraft draftFor(String path) {
        Violations violations = new Violations();
        violations.require(sku == null || sku.equals(path), "/sku", "must match the path's " + path);
        check("", violations);
        violations.refuseIfAny();
        return draft("", path);
    }

    /// Notes what is wrong with all members but the sku.
    void check(String pointer, Violations violations) {
        violations.text(name, LONGEST_NAME, pointer + "/name");
        violations.require(description == null || Violations.characters(description) <= LONGEST_DESCRIPTION, pointer + "/description",
                "must be at most " + LONGEST_DESCRIPTION + " characters");
        if (violations.text(category, LONGEST_CATEGORY, pointer + "/category")) {
            violations.require(printable(category), pointer + "/category", "must not hold control characters");
        }
        violations.require(imageUrl == null || !imageUrl.isBlank() && Violations.characters(imageUrl) <= LONGEST_URL && printable(imageUrl),
                pointer + "/imageUrl", "must be null or 1.." + LONGEST_URL + " characters without control characters");
        checkAttributes(pointer + "/attributes", violations);
    }

    /// After [#check] found nothing.
    ProductDraft draft(String pointer, String key) {
        return new ProductDraft(pointer, key, orEmpty(name), orEmpty(description), orEmpty(category), manufacturerId,
                attributes == null ? Map.of() : Map.copyOf(attributes), imageUrl);
    }

    private void checkAttributes(String pointer, Violations violations) {
        if (attributes == null) {
            return;
        }
        violations.require(attributes.size() <= MOST_ATTRIBUTES, pointer,
                "must be at most " + MOST_ATTRIBUTES + " entries, were " + attributes.size());
        attributes.forEach((key, value) -> {
            String entry = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
            violations.require(!key.isBlank() && Violations.characters(key) <= LONGEST_ATTRIBUTE_KEY, pointer,
                    "must have keys of 1.." + LONGEST_ATTRIBUTE_KEY + " characters");
            violations.require(value != null && Violations.characters(value) <= LONGEST_ATTRIBUTE_VALUE, entry,
                    "must be a string of at most " + LONGEST_ATTRIBUTE_VALUE + " characters");
        });
    }

    private static boolean printable(@Nullable String text) {
        return text == null || text.chars().noneMatch(Character::isISOControl);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
