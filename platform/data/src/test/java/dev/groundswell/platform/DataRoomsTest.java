package dev.groundswell.platform;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class DataRoomsTest {

    private static final Rooms ROOMS = new Rooms("platform");

    @Test
    void arrowsGoOneWay() {
        ROOMS.haveArrowsOneWay();
    }

    @Test
    void thePlatformKnowsNoService() {
        ROOMS.knowNoOtherService();
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
