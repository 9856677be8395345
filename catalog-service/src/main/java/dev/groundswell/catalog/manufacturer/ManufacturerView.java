package dev.groundswell.catalog.manufacturer;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// A manufacturer as clients see it, alone or expanded in its product.
@RegisterForReflection
public record ManufacturerView(String id, String name, long version) {

    public static ManufacturerView of(Manufacturer manufacturer) {
        return new ManufacturerView(manufacturer.getId(), manufacturer.getName(), manufacturer.getVersion());
    }
}
