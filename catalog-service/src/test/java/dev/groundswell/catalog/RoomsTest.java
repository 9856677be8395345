package dev.groundswell.catalog;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class RoomsTest {

    private static final Rooms ROOMS = new Rooms("catalog");

    @Test
    void arrowsGoOneWay() {
        ROOMS.haveArrowsOneWay();
    }

    @Test
    void theCatalogueKnowsNoOtherService() {
        ROOMS.knowNoOtherService();
    }

    @Test
    void everyRoomIntroducesItself() throws ClassNotFoundException {
        ROOMS.introduceThemselves();
    }

    @Test
    void nobodySpeaksJdbc() {
        ROOMS.doNotReach("java.sql..", "javax.sql..");
    }

    @Test
    void statementsAreGivenToConnections() {
        ROOMS.giveStatementsToConnections();
    }
}
