package dev.groundswell.catalog.product;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Refusal;

/// What a client may ask to be brought along with a product.
enum Expansion {
    PRICE, MANUFACTURER;

    private static final int LONGEST_TOLD = 40;

    /// The member's name in JSON and in `expand`.
    String member() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the query parameter `expand`: names joined by commas.
    ///
    /// @throws Refusal 400 for a name we do not know
    static Set<Expansion> parse(@Nullable String expand) {
        Set<Expansion> wanted = EnumSet.noneOf(Expansion.class);
        if (expand == null || expand.isBlank()) {
            return wanted;
        }
        for (String name : expand.split(",", -1)) {
            wanted.add(named(name.strip()));
        }
        return wanted;
    }

    private static Expansion named(String name) {
        return Arrays.stream(values())
                .filter(expansion -> expansion.member().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("Query parameter expand knows "
                        + Arrays.stream(values()).map(Expansion::member).collect(Collectors.joining(" and ")) + ", not "
                        + (name.length() > LONGEST_TOLD ? "something longer" : "\"" + name + "\"") + "."));
    }
}
