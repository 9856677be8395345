package dev.groundswell.platform;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class DataRoomsTest {

    private final Rooms rooms = new Rooms("platform");

    @Test
    void arrowsGoOneWay() {
        rooms.haveArrowsOneWay();
    }

    @Test
    void thePlatformKnowsNoService() {
        rooms.knowNoOtherService();
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
