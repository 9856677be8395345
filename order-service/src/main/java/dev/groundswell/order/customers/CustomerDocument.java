package dev.groundswell.order.customers;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.groundswell.platform.problem.Violations;

/// A customer as clients read and write it.
@RegisterForReflection
record CustomerDocument(@Nullable String id, @Nullable String name, @Nullable String country) {

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_COUNTRY = 100;

    /// Whether a customer can have this id at all.
    static boolean possible(String id) {
        return !id.isBlank() && Violations.characters(id) <= LONGEST_ID && id.indexOf('\0') < 0;
    }

    static CustomerDocument of(Customer customer) {
        return new CustomerDocument(customer.id, customer.name, customer.country);
    }

    /// Notes what is wrong with it, below `pointer`.
    void check(Violations violations, String pointer) {
        violations.text(name, LONGEST_NAME, pointer + "/name");
        violations.text(country, LONGEST_COUNTRY, pointer + "/country");
    }

    /// As [#check], for a body that has to name its customer itself.
    void checkWithId(Violations violations, String pointer) {
        violations.text(id, LONGEST_ID, pointer + "/id");
        check(violations, pointer);
    }
}
