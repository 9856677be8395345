package dev.groundswell.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.groundswell.platform.identity.Caller;

class AuditTest {

    private static final Caller ADMIN = new Caller("anna", true);

    @Test
    void namesWhoAndTheVersionsOfAllThatChanged() {
        assertThat(Audit.line(ADMIN, List.of(Change.written("product:A1", 12L, 15), Change.written("product:B2", null, 16),
                Change.deleted("product:C3", 9), new Change("stock:A1", "set to 5"))))
                .isEqualTo("admin \"anna\" changed product:A1 12 -> 15, product:B2 none -> 16, product:C3 9 -> none, stock:A1 set to 5");
    }

    @Test
    void staysOnOneLineWhateverASubjectHolds() {
        assertThat(Audit.line(new Caller("anna\nadmin \"eve\" changed", true), List.of(new Change("customer:1", "erased"))))
                .isEqualTo("admin \"anna?admin \"eve\" changed\" changed customer:1 erased");
    }
}
