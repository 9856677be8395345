package dev.groundswell.pricing;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class RoomsTest {

    private final Rooms rooms = new Rooms("pricing");

    @Test
    void arrowsGoOneWay() {
        rooms.haveArrowsOneWay();
    }

    @Test
    void pricingKnowsNoOtherService() {
        rooms.knowNoOtherService();
    }

    @Test
    void everyRoomIntroducesItself() throws ClassNotFoundException {
        rooms.introduceThemselves();
    }

    @Test
    void pricingNeverBlocksOnADatabase() {
        rooms.doNotReach("java.sql..", "jakarta.persistence..", "org.hibernate..");
    }

    @Test
    void statementsAreGivenToConnections() {
        rooms.giveStatementsToConnections();
    }
}
