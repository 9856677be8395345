package dev.groundswell.catalog.product;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.groundswell.catalog.manufacturer.ManufacturerView;
import dev.groundswell.catalog.manufacturer.Manufacturers;
import dev.groundswell.catalog.pricing.PriceAnswer;
import dev.groundswell.catalog.pricing.Prices;
import dev.groundswell.platform.cache.Recency;
import dev.groundswell.platform.http.EntityTag;

/// Reads products together with what was asked to be brought along. A price that cannot be had is `null`, and the answer says so.
@ApplicationScoped
class ExpandingProducts {

    /// Tells a price that cannot be had now from none.
    private static final String PRICE_UNAVAILABLE = "priceUnavailable";

    private final KeptProducts products;
    private final Manufacturers manufacturers;
    private final Prices prices;

    ExpandingProducts(KeptProducts products, Manufacturers manufacturers, Prices prices) {
        this.products = products;
        this.manufacturers = manufacturers;
        this.prices = prices;
    }

    /// One product, or nothing. Its price is asked for while the product is.
    Uni<Optional<Expanded>> read(String sku, Set<Expansion> wanted, Recency freshness) {
        Uni<Optional<Expanded>> found = products.read(sku, freshness)
                .chain(product -> manufacturerOf(product, wanted, freshness)
                        .map(manufacturer -> product.map(it -> withoutPrice(it, manufacturer.orElse(null), wanted))));
        if (!wanted.contains(Expansion.PRICE)) {
            return found;
        }
        return Uni.combine()
                .all()
                .unis(found, prices.of(sku, freshness.pastCaches()))
                .with((product, price) -> product.map(it -> withPrice(it, price)));
    }

    private Uni<Optional<ManufacturerView>> manufacturerOf(Optional<ProductView> product, Set<Expansion> wanted, Recency freshness) {
        return product.map(ProductView::manufacturerId)
                .filter(id -> wanted.contains(Expansion.MANUFACTURER))
                .map(id -> manufacturers.read(id, freshness))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /// The same products, expanded with at most one statement and one call.
    Uni<List<ProductView>> expandAll(List<ProductView> plain, Set<Expansion> wanted, Recency freshness) {
        Uni<List<ProductView>> expanded = Uni.createFrom().item(plain);
        if (wanted.contains(Expansion.MANUFACTURER)) {
            List<String> ids = manufacturersOf(plain);
            expanded = manufacturers.readAll(ids, freshness).map(known -> withManufacturers(plain, known));
        }
        if (wanted.contains(Expansion.PRICE)) {
            return Uni.combine()
                    .all()
                    .unis(expanded, prices.ofAll(plain.stream().map(ProductView::sku).toList(), freshness.pastCaches()))
                    .with(ExpandingProducts::withPrices);
        }
        return expanded;
    }

    private static Expanded withoutPrice(ProductView plain, @Nullable ManufacturerView manufacturer, Set<Expansion> wanted) {
        ProductView product = wanted.contains(Expansion.MANUFACTURER) ? plain.with(Expansion.MANUFACTURER.member(), manufacturer) : plain;
        return new Expanded(product, manufacturer == null ? 0 : manufacturer.version(), 0, wanted, true, null);
    }

    private static Expanded withPrice(Expanded product, PriceAnswer price) {
        long version = price instanceof PriceAnswer.Priced priced ? priced.version() : 0;
        return new Expanded(withPrice(product.product, price), product.manufacturerVersion, version, product.wanted,
                !(price instanceof PriceAnswer.Unreachable), price.left());
    }

    private static ProductView withPrice(ProductView product, PriceAnswer price) {
        return switch (price) {
            case PriceAnswer.Priced priced -> product.with(Expansion.PRICE.member(), priced.price());
            case PriceAnswer.Unpriced none -> product.with(Expansion.PRICE.member(), null);
            case PriceAnswer.Unreachable unknown -> product.with(Expansion.PRICE.member(), null).with(PRICE_UNAVAILABLE, true);
        };
    }

    private static List<String> manufacturersOf(List<ProductView> products) {
        return products.stream().map(ProductView::manufacturerId).filter(Objects::nonNull).distinct().toList();
    }

    private static List<ProductView> withManufacturers(List<ProductView> products, Map<String, ManufacturerView> known) {
        return products.stream()
                .map(product -> product.with(Expansion.MANUFACTURER.member(),
                        product.manufacturerId() == null ? null : known.get(product.manufacturerId())))
                .toList();
    }

    private static List<ProductView> withPrices(List<ProductView> products, Map<String, PriceAnswer> prices) {
        return products.stream()
                .map(product -> withPrice(product, prices.getOrDefault(product.sku(), new PriceAnswer.Unreachable())))
                .toList();
    }

    /// A product with what was brought along.
    ///
    /// @param manufacturerVersion 0 without a manufacturer
    /// @param priceVersion 0 without a price
    /// @param complete whether all that was asked for could be had
    /// @param left time until the price changes by the clock; `null` without a price, or when no such moment is known
    record Expanded(ProductView product, long manufacturerVersion, long priceVersion, Set<Expansion> wanted, boolean complete,
            @Nullable Duration left) {

        /// Of the product alone when nothing was asked for, as `If-Match` takes it; else of all that is in the answer.
        String tag() {
            return wanted.isEmpty()
                    ? EntityTag.of(product.version())
                    : EntityTag.of(product.version(), manufacturerVersion, priceVersion);
        }
    }
}
