package dev.groundswell.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.groundswell.local.command.UsageException;
import dev.groundswell.local.console.Progress;
import dev.groundswell.local.process.Ports;

class FleetTest {
    @Test
    void oneOfEachDoesAllUnlessMoreIsSaid() {
        assertThat(fleet(null, null).roles()).isEqualTo(Map.of(Service.GATEWAY, List.of(Role.BOTH), Service.ORDER, List.of(Role.BOTH),
                Service.CATALOG, List.of(Role.BOTH), Service.PRICING, List.of(Role.BOTH)));
    }

    @Test
    void numbersInstancesAndKeepsTheFirstOnItsUsualPorts() {
        Progress quiet = new Progress(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));

        List<Instance> instances = fleet("order=2,gateway=2", null).instances(Ports.random(quiet));

        assertThat(instances).extracting(Instance::name).containsExactly("gateway-1", "gateway-2", "order-1", "order-2", "catalog-1",
                "pricing-1");
        assertThat(instances).extracting(Instance::port).doesNotHaveDuplicates();
        assertThat(Service.ORDER.port(1)).isEqualTo(8081);
        assertThat(Service.ORDER.port(2)).isEqualTo(8112);
        assertThat(Service.PRICING.managementPort(9)).isEqualTo(9139);
    }

    @Test
    void rolesImplyTheNumber() {
        Fleet fleet = fleet(null, "order=http,http,worker,catalog=worker,http");

        assertThat(fleet.roles().get(Service.ORDER)).containsExactly(Role.HTTP, Role.HTTP, Role.WORKER);
        assertThat(fleet.roles().get(Service.CATALOG)).containsExactly(Role.WORKER, Role.HTTP);
        assertThat(fleet.number(Service.PRICING)).isEqualTo(1);
    }

    @Test
    void instancesWithoutARoleDoBoth() {
        assertThat(fleet("order=3", "order=http").roles().get(Service.ORDER)).containsExactly(Role.HTTP, Role.BOTH, Role.BOTH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "order=0           | --instances order must be a whole number from 1 to 9, was 0",
            "order=x           | --instances order must be a whole number from 1 to 9, was x",
            "order=10          | --instances order must be a whole number from 1 to 9, was 10",
            "order=            | --instances order must be a whole number from 1 to 9, was ''",
            "order             | --instances must read like order=2,gateway=2, was order",
            "shipping=2        | --instances: there is no service shipping, only gateway, order, catalog, pricing",
            "order=2,order=3   | --instances names order twice",
    })
    void refusesBadNumbers(String instances, String message) {
        assertThatThrownBy(() -> fleet(instances, null)).isInstanceOf(UsageException.class).hasMessage(message.replace("''", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "order=2 | order=http,http        | --role: no instance of order consumes its events and runs its jobs: give one the role worker or both",
            "order=2 | order=worker,worker    | --role: no instance of order serves its API: give one the role http or both",
            "order=2 | order=http,worker,http | --role gives order 3 roles, but it has only 2 instances",
            "order=1 | order=cook             | --role: there is no role cook, only http, worker, both",
            "order=1 | http                   | --role must read like order=http,worker, was http",
            "order=1 | gateway=http           | --role: the gateway has no roles",
            "order=1 | shipping=http          | --role: there is no service shipping, only gateway, order, catalog, pricing",
            "order=1 | order=both,order=both  | --role names order twice",
    })
    void refusesBadRoles(String instances, String roles, String message) {
        assertThatThrownBy(() -> fleet(instances, roles)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    private static Fleet fleet(@Nullable String instances, @Nullable String roles) {
        return Fleet.parse(Optional.ofNullable(instances), Optional.ofNullable(roles));
    }
}
