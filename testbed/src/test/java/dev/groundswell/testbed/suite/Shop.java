package dev.groundswell.testbed.suite;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

import dev.groundswell.local.testing.TestSuite;

/// The suite as its people meet it at the gateway: an admin fills the shelves, customers order. Immutable and thread-safe.
public final class Shop {
    private final TestSuite suite;

    public Shop(TestSuite suite) {
        this.suite = suite;
    }

    /// A name nobody else uses: tests share one suite.
    public static String fresh(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    public Customer newCustomer() {
        return new Customer(this, fresh("cust"));
    }

    /// A request by anyone to the gateway, whose answer is held against the contract.
    public RequestSpecification anyone() {
        return at(suite.gateway()).filter(new HeldToContract(suite.gateway()));
    }

    public RequestSpecification admin() {
        return anyone().auth().oauth2(suite.token("admin", true));
    }

    public RequestSpecification as(String subject) {
        return anyone().auth().oauth2(suite.token(subject, false));
    }

    /// A request by anyone to some other door, past the gateway.
    public RequestSpecification at(URI door) {
        return RestAssured.given().baseUri(door.toString()).accept("application/json, application/problem+json");
    }

    /// A new product of the given price in pence, with so many pieces on hand. Returns its sku.
    public String sells(long price, int onHand) {
        String sku = unpriced(onHand);
        priced(sku, Map.of("currency", "GBP", "amount", price));
        return sku;
    }

    /// A new product without a price. Returns its sku.
    public String unpriced(int onHand) {
        String sku = fresh("TB");
        write("/api/products/" + sku, Map.of("name", "Testbed " + sku, "description", "for one test", "category", "testbed"), 201);
        write("/api/stock/" + sku, Map.of("onHand", onHand), 200);
        return sku;
    }

    public void priced(String sku, Map<String, ?> price) {
        write("/api/prices/" + sku, price, 201);
    }

    /// What the stock's own database says now; stock is never cached.
    public Stock stock(String sku) {
        return anyone().get("/api/stock/{sku}", sku).then().statusCode(200).extract().as(Stock.class);
    }

    URI gateway() {
        return suite.gateway();
    }

    String token(String subject) {
        return suite.token(subject, false);
    }

    private void write(String path, Map<String, ?> body, int status) {
        admin().contentType(ContentType.JSON).body(body).put(path).then().statusCode(status);
    }
}
