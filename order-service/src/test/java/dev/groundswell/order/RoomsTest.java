package dev.groundswell.order;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class RoomsTest {

    private final Rooms rooms = new Rooms("order");

    @Test
    void arrowsGoOneWay() {
        rooms.haveArrowsOneWay();
    }

    @Test
    void noOtherServiceIsKnown() {
        rooms.knowNoOtherService();
    }

    @Test
    void noJdbcIsReached() {
        rooms.doNotReach("java.sql..", "org.flywaydb..");
    }

    @Test
    void everyRoomIntroducesItself() throws ClassNotFoundException {
        rooms.introduceThemselves();
    }

    @Test
    void statementsAreGivenToConnections() {
        rooms.giveStatementsToConnections();
    }
}
