package dev.groundswell.platform.paging;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Refusal;

/// A collection that is asked for by skus instead of by page.
public final class SkuList {

    private static final int MOST = 100;

    private SkuList() {}

    /// Reads the query parameter `skus`: joined by commas, order kept, repeated ones once. What is no sku stays in it, to be told as missing.
    ///
    /// @throws Refusal 400 when it names none or more than 100
    public static List<String> parse(@Nullable String skus) {
        Set<String> asked = new LinkedHashSet<>();
        for (String sku : skus == null ? new String[0] : skus.split(",", -1)) {
            if (!sku.isBlank()) {
                asked.add(sku.strip());
            }
        }
        if (asked.isEmpty() || asked.size() > MOST) {
            throw Refusal
                    .badRequest("Query parameter skus must name 1.." + MOST + " skus, separated by commas; named " + asked.size() + ".");
        }
        return List.copyOf(asked);
    }
}
