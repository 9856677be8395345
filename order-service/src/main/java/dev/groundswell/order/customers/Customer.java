package dev.groundswell.order.customers;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/// A customer's record, in the shard of the customer's slot.
@Entity
@Table(name = "customers")
class Customer extends PanacheEntityBase {

    @Id
    String id;
    @Column(nullable = false)
    short slot;
    @Column(nullable = false)
    String name;
    @Column(nullable = false)
    String country;
    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;
}
