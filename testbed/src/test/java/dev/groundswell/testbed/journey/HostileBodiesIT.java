package dev.groundswell.testbed.journey;

import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.local.testing.TestSuite;
import dev.groundswell.testbed.suite.Shop;
import dev.groundswell.testbed.suite.SuiteExtension;

/// Bodies that are small on the way and cost much to read: through the gateway, and past it at the service's own door.
@ExtendWith(SuiteExtension.class)
class HostileBodiesIT {

    private static final int DEPTH = 100_000;
    private static final int UNPACKED = 256 << 20;
    private static final byte[] PACKED = packed();

    /// Who reads a body of this path.
    record Reader(String instance, String method, String path) {}

    static final List<Reader> READERS = List.of(new Reader("order-1", "POST", "/api/orders"),
            new Reader("order-1", "POST", "/api/customers:batch"), new Reader("catalog-1", "PUT", "/api/products/TB-BODY"),
            new Reader("catalog-1", "POST", "/api/products:batch"), new Reader("pricing-1", "POST", "/api/quotes"),
            new Reader("pricing-1", "POST", "/api/prices:batch"), new Reader("gateway-1", "PUT", "/admin/limits"),
            new Reader("gateway-1", "POST", "/admin/cache/invalidate"));

    private final TestSuite suite;
    private final Shop shop;

    HostileBodiesIT(TestSuite suite, Shop shop) {
        this.suite = suite;
        this.shop = shop;
    }

    @ParameterizedTest
    @FieldSource("READERS")
    void nestingIsNotFollowedToItsEnd(Reader reader) {
        for (String nest : List.of("[", "{\"a\":", "{\"lines\":[")) {
            for (URI door : doors(reader)) {
                ValidatableResponse _ = answered(asked(door).body(nest.repeat(DEPTH)), reader).statusCode(oneOf(400, 422));
            }
        }
    }

    /// A quarter of a gigabyte of blanks in a quarter of a megabyte. Unpacked they were an empty body, or one that is too large.
    @ParameterizedTest
    @FieldSource("READERS")
    void whatIsPackedIsNotUnpacked(Reader reader) {
        for (URI door : doors(reader)) {
            ValidatableResponse _ = answered(asked(door).header("Content-Encoding", "gzip").body(PACKED), reader).statusCode(400)
                    .body("detail", startsWith("The body is not JSON"));
        }
    }

    private List<URI> doors(Reader reader) {
        return Stream.of(suite.gateway(), suite.instance(reader.instance())).distinct().toList();
    }

    private RequestSpecification asked(URI door) {
        return shop.at(door).urlEncodingEnabled(false)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .auth().oauth2(suite.token("admin", true)).header("Idempotency-Key", UUID.randomUUID()).contentType("application/json");
    }

    private static ValidatableResponse answered(RequestSpecification request, Reader reader) {
        return request.request(reader.method(), reader.path()).then().contentType("application/problem+json");
    }

    private static byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < UNPACKED; i += blanks.length) {
                packing.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
