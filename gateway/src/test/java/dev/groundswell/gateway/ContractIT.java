package dev.groundswell.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.groundswell.gateway.contract.Contract;
import dev.groundswell.gateway.service.Surroundings;

/// Anyone may read the contract, and need not read it twice.
@QuarkusTest
@WithTestResource(value = Surroundings.class, scope = TestResourceScope.GLOBAL)
class ContractIT {

    @Test
    void isServedWhole() {
        byte[] body = given().get("/openapi.yaml").then().statusCode(200).contentType("application/yaml")
                .header("Cache-Control", "public, max-age=300").body(startsWith("openapi: 3.1")).extract().asByteArray();

        assertThat(body).isEqualTo(new Contract().document());
    }

    @Test
    void itsHeadTellsItsLength() {
        given().head("/openapi.yaml").then().statusCode(200).contentType("application/yaml")
                .header("Content-Length", String.valueOf(new Contract().document().length)).body(emptyString());
    }

    @Test
    void whoHasItIsToldSo() {
        String tag = given().get("/openapi.yaml").then().extract().header("ETag");

        given().header("If-None-Match", tag).get("/openapi.yaml").then().statusCode(304).header("ETag", tag).body(emptyString());
        given().header("If-None-Match", "\"other\"").get("/openapi.yaml").then().statusCode(200);
    }
}
