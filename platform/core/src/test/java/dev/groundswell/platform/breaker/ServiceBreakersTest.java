package dev.groundswell.platform.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import jakarta.ws.rs.WebApplicationException;

import org.junit.jupiter.api.Test;

class ServiceBreakersTest {

    @Test
    void whatBlamesTheCallDoesNotBlameTheService() {
        assertThat(ServiceBreakers.blamesTheService(new WebApplicationException(499))).isFalse();
        assertThat(ServiceBreakers.blamesTheService(new WebApplicationException(500))).isTrue();
        assertThat(ServiceBreakers.blamesTheService(new IOException("reset"))).isTrue();
    }
}
