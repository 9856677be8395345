package dev.groundswell.gateway;

import org.junit.jupiter.api.Test;

import dev.groundswell.testing.Rooms;

class RoomsTest {

    private final Rooms rooms = new Rooms("gateway");

    @Test
    void arrowsGoOneWay() {
        rooms.haveArrowsOneWay();
    }

    @Test
    void theGatewayKnowsNoService() {
        rooms.knowNoOtherService();
    }

    @Test
    void theGatewayKnowsNoDatabase() {
        rooms.doNotReach("java.sql..", "javax.sql..", "org.hibernate..", "jakarta.persistence..", "io.vertx.sqlclient..",
                "io.vertx.pgclient..");
    }

    @Test
    void everyRoomIntroducesItself() throws ClassNotFoundException {
        rooms.introduceThemselves();
    }
}
