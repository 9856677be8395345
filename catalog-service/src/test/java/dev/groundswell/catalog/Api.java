package dev.groundswell.catalog;

import static io.restassured.RestAssured.given;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/// The service over HTTP, as this or that caller.
public final class Api {

    private Api() {}

    public static RequestSpecification anyone() {
        return given().urlEncodingEnabled(false);
    }

    public static RequestSpecification admin() {
        return with("admin");
    }

    public static RequestSpecification customer() {
        return with("customer");
    }

    /// The caller of the token `test.token.<name>`.
    public static RequestSpecification with(String name) {
        return anyone().auth().oauth2(setting("test.token." + name)).contentType(ContentType.JSON);
    }

    public static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /// A sku nobody else uses.
    public static String sku(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /// A product's body; pairs of member and value replace or add.
    public static Map<String, @Nullable Object> product(String name, @Nullable Object... more) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("description", "made by a test");
        body.put("category", "tests");
        body.put("manufacturerId", null);
        body.put("attributes", Map.of("colour", "blue"));
        body.put("imageUrl", null);
        for (int i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return body;
    }

    @CanIgnoreReturnValue
    public static ValidatableResponse put(String path, Object body) {
        return admin().body(body).put(path).then();
    }

    @CanIgnoreReturnValue
    public static ValidatableResponse get(String path) {
        return anyone().get(path).then();
    }

    /// Tells the pricing stub a price.
    public static void price(String sku, long amount, long version) {
        String price = "{\"sku\": \"%s\", \"currency\": \"GBP\", \"amount\": %d, \"breaks\": [], \"promotion\": null, \"version\": %d}";
        given().body(price.formatted(sku, amount, version)).put(setting("test.pricing") + "/api/prices/" + sku).then()
                .statusCode(204);
    }

    /// How many calls for prices the pricing stub has had.
    public static int pricingCalls() {
        return Integer.parseInt(given().get(setting("test.pricing") + "/calls").asString());
    }

    /// How many of them wanted nothing that pricing has kept.
    public static int pricingCallsPastCaches() {
        return Integer.parseInt(given().get(setting("test.pricing") + "/past").asString());
    }

    /// Runs `work` while the pricing stub answers nobody.
    public static void whilePricingIsHeld(Runnable work) {
        given().put(setting("test.pricing") + "/held").then().statusCode(204);
        try {
            work.run();
        } finally {
            given().delete(setting("test.pricing") + "/held").then().statusCode(204);
        }
    }
}
