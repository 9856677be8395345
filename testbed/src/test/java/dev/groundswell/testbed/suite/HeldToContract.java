package dev.groundswell.testbed.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

import dev.groundswell.testbed.contract.Answer;
import dev.groundswell.testbed.contract.Contract;
import dev.groundswell.testbed.contract.Judge;

/// Holds what a gateway answers to a test against the contract that it shows: an answer which is not described there fails the test. Thread-safe.
final class HeldToContract implements Filter {

    private static final Map<URI, Judge> JUDGES = new ConcurrentHashMap<>();

    private final Judge judge;

    HeldToContract(URI gateway) {
        this.judge = JUDGES.computeIfAbsent(gateway, door -> new Judge(Contract.of(shown(door))));
    }

    @Override
    public Response filter(FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        Map<String, List<String>> headers = new HashMap<>();
        response.headers().forEach(
                header -> headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(header.getValue()));
        Answer answer = new Answer(response.statusCode(), headers, response.asByteArray(), false);
        List<String> faults = judge.faults(request.getMethod(), URI.create(request.getURI()).getRawPath(), answer);
        if (!faults.isEmpty()) {
            throw new AssertionError(request.getMethod() + " " + request.getURI() + " is not answered as the contract says: " + faults);
        }
        return response;
    }

    private static String shown(URI gateway) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(gateway.resolve("/openapi.yaml")).build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(gateway + " shows no contract", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
