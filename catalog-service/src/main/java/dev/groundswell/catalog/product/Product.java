package dev.groundswell.catalog.product;

import java.util.Map;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import dev.groundswell.catalog.manufacturer.Manufacturer;

/// A product as Hibernate reads it, which is together with its manufacturer; written with SQL only ([ProductTable]).
@Entity
@Immutable
@Table(name = "products")
public class Product {

    @Id
    private String sku;
    @Column(nullable = false)
    private String name;
    @Column(nullable = false)
    private String description;
    @Column(nullable = false)
    private String category;
    /// The key alone, so that a plain read need not ask the manufacturer for its own id.
    @Column(name = "manufacturer_id", insertable = false, updatable = false)
    private @Nullable String manufacturerId;
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "manufacturer_id")
    private @Nullable Manufacturer manufacturer;
    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> attributes;
    @Column(name = "image_url")
    private @Nullable String imageUrl;
    @Column(nullable = false)
    private long version;

    protected Product() {}

    /// The product without any expansion: touches nothing that was not read with it.
    ProductView view() {
        return new ProductView(sku, name, description, category, manufacturerId, attributes, imageUrl, version, Map.of());
    }

    @Nullable
    Manufacturer manufacturer() {
        return manufacturer;
    }
}
