package dev.groundswell.pricing;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class RoomsTest {

    private static final Rooms ROOMS = new Rooms("pricing");

    @Test
    void arrowsGoOneWay() {
        ROOMS.haveArrowsOneWay();
    }

    @Test
    void pricingKnowsNoOtherService() {
        ROOMS.knowNoOtherService();
    }

    @Test
    void everyRoomIntroducesItself() throws ClassNotFoundException {
        ROOMS.introduceThemselves();
    }

    @Test
    void pricingNeverBlocksOnADatabase() {
        ROOMS.doNotReach("java.sql..", "jakarta.persistence..", "org.hibernate..");
    }

    @Test
    void statementsAreGivenToConnections() {
        ROOMS.giveStatementsToConnections();
    }
}
