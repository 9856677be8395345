package dev.groundswell.catalog;

import static dev.groundswell.catalog.Api.admin;
import static dev.groundswell.catalog.Api.anyone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

/// What the platform refuses for every service, asked of this one past the gateway: each no is a whole problem.
@QuarkusTest
@QuarkusTestResource(CatalogParts.class)
class RefusingIT {

    private static final int MIB = 1 << 20;
    private static final int CHUNK = 64 * 1_024;

    @ParameterizedTest
    @ValueSource(strings = {"/api/nope", "/", "/api", "/api/products/A/nope"})
    void anUnknownPathIsNotFound(String path) {
        problem(anyone().get(path).then(), 404, "not-found");
    }

    @Test
    void aKnownPathWithAnotherMethodIsNotAllowed() {
        problem(admin().post("/api/categories").then(), 405, "method-not-allowed");
    }

    /// The framework's own choice would be the object's name in a text of that type, which the edge would then keep for everybody.
    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/html", "text/plain", "text/event-stream", "garbage", "*/*;q=0", ""})
    void whateverIsWantedIsAnsweredInJson(String accept) {
        anyone().accept(accept).get("/api/categories").then().statusCode(200).contentType("application/json").body("items", notNullValue());
        problem(anyone().accept(accept).get("/api/products/NONE").then(), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "*/*", "application/*", "text/plain", "application/json; charset=utf-16",
            "multipart/form-data; boundary=x"})
    void aBodyThatDoesNotSayItIsJsonIsAnUnsupportedMediaType(String contentType) {
        String head = "PUT /api/stock/A HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                + Api.setting("test.token.admin")
                + "\r\nContent-Length: 12\r\n" + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n");

        assertThat(send(head + "\r\n{\"onHand\":1}", 0)).startsWith("HTTP/1.1 415")
                .contains("application/problem+json", "urn:groundswell:problem:unsupported-media-type");
    }

    @Test
    void anAnnouncedBodyBeyondOneMebibyteIsTooLarge() {
        String answer = send("PUT /api/products/A HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " + (MIB + 1)
                + "\r\n\r\n", 0);

        assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "urn:groundswell:problem:too-large");
    }

    @Test
    void anAnnouncedBatchBeyondEightMebibytesIsTooLarge() {
        String head = "POST /api/products:batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ";

        assertThat(send(head + (8 * MIB + 1) + "\r\n\r\n", 0)).startsWith("HTTP/1.1 413").contains("urn:groundswell:problem:too-large");
        assertThat(send(head + 100 * MIB + "\r\n\r\n", 0)).startsWith("HTTP/1.1 413").contains("urn:groundswell:problem:too-large");
    }

    @Test
    void aChunkedBodyThatGrowsBeyondOneMebibyteIsTooLarge() {
        String answer = send("PUT /api/products/A HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + Api.setting("test.token.admin") + "\r\nTransfer-Encoding: chunked\r\n\r\n", 2 * MIB / CHUNK);

        assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "urn:groundswell:problem:too-large");
    }

    private static void problem(ValidatableResponse answer, int status, String name) {
        answer.statusCode(status).contentType("application/problem+json").body("type", equalTo("urn:groundswell:problem:" + name));
    }

    /// Sends a head and `chunks` of blanks, as far as the service takes them, and reads the answer to its end.
    private static String send(String head, int chunks) {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes());
            byte[] blanks = " ".repeat(CHUNK).getBytes();
            for (int i = 0; i < chunks; i++) {
                out.write((Integer.toHexString(CHUNK) + "\r\n").getBytes());
                out.write(blanks);
                out.write("\r\n".getBytes());
            }
            if (chunks > 0) {
                out.write("0\r\n\r\n".getBytes());
            }
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
