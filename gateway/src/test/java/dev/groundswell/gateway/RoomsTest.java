package dev.groundswell.gateway;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class RoomsTest {

    private static final Rooms ROOMS = new Rooms("gateway");

    @Test
    void arrowsGoOneWay() {
        ROOMS.haveArrowsOneWay();
    }

    @Test
    void theGatewayKnowsNoService() {
        ROOMS.knowNoOtherService();
    }

    @Test
    void theGatewayKnowsNoDatabase() {
        ROOMS.doNotReach("java.sql..", "javax.sql..", "org.hibernate..", "jakarta.persistence..", "io.vertx.sqlclient..",
                "io.vertx.pgclient..");
    }

    @Test
    void everyRoomIntroducesItself() throws ClassNotFoundException {
        ROOMS.introduceThemselves();
    }
}
