package dev.groundswell.catalog;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class RoomsTest {

    private final Rooms rooms = new Rooms("catalog");

    @Test
    void arrowsGoOneWay() {
        rooms.haveArrowsOneWay();
    }

    @Test
    void theCatalogueKnowsNoOtherService() {
        rooms.knowNoOtherService();
    }

    @Test
    void everyRoomIntroducesItself() throws ClassNotFoundException {
        rooms.introduceThemselves();
    }

    @Test
    void nobodySpeaksJdbc() {
        rooms.doNotReach("java.sql..", "javax.sql..");
    }

    @Test
    void statementsAreGivenToConnections() {
        rooms.giveStatementsToConnections();
    }
}
