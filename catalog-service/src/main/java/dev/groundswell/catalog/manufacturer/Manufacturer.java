package dev.groundswell.catalog.manufacturer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/// A manufacturer as Hibernate reads it; written with SQL only ([WritingManufacturers]).
@Entity
@Immutable
@Table(name = "manufacturers")
public class Manufacturer {

    @Id
    private String id;
    @Column(nullable = false)
    private String name;
    @Column(nullable = false)
    private long version;

    protected Manufacturer() {}

    public String getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public long getVersion() {
        return version;
    }
}
