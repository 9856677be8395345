package dev.groundswell.order;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class RoomsTest {

    private static final Rooms ROOMS = new Rooms("order");

    @Test
    void arrowsGoOneWay() {
        ROOMS.haveArrowsOneWay();
    }

    @Test
    void noOtherServiceIsKnown() {
        ROOMS.knowNoOtherService();
    }

    @Test
    void noJdbcIsReached() {
        ROOMS.doNotReach("java.sql..", "org.flywaydb..");
    }

    @Test
    void everyRoomIntroducesItself() throws ClassNotFoundException {
        ROOMS.introduceThemselves();
    }

    @Test
    void statementsAreGivenToConnections() {
        ROOMS.giveStatementsToConnections();
    }
}
