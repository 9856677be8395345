package dev.groundswell.testbed.retail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.token.Tokens;

/// Sends orders, each as its customer, as fast as the plan says. Used once.
final class Posting {

    private static final Duration TOKEN_LIFE = Duration.ofHours(12);
    private static final long TELL_EACH_NANOS = Duration.ofSeconds(2).toNanos();

    private final ShopClient shop;
    private final Tokens tokens;
    private final ReplayPlan plan;
    private final Progress progress;
    private final Settlements settlements;
    private final String run;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /// @param run makes this run's idempotency keys different from every other's
    Posting(ShopClient shop, Tokens tokens, ReplayPlan plan, Progress progress, Settlements settlements, String run) {
        this.shop = shop;
        this.tokens = tokens;
        this.plan = plan;
        this.progress = progress;
        this.settlements = settlements;
        this.run = run;
    }

    /// Returns what was accepted, when every invoice has been answered for good.
    List<Sale> post(List<Retail.Invoice> invoices) throws InterruptedException {
        Map<String, String> signed = signed(invoices);
        Semaphore room = new Semaphore(plan.rate().isPresent() ? invoices.size() : plan.connections());
        List<Future<Sale>> answers = new ArrayList<>(invoices.size());
        long begin = System.nanoTime();
        long told = begin;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Retail.Invoice invoice : invoices) {
                keepPace(begin, answers.size());
                room.acquire();
                answers.add(threads.submit(() -> {
                    try {
                        return post(invoice, signed.getOrDefault(invoice.customer(), ""));
                    } finally {
                        room.release();
                    }
                }));
                if (System.nanoTime() - told > TELL_EACH_NANOS) {
                    told = System.nanoTime();
                    tell(invoices.size(), told - begin);
                }
            }
            List<Sale> sales = collected(answers);
            tell(invoices.size(), System.nanoTime() - begin);
            return sales;
        }
    }

    /// What was refused, or never answered, a sentence each.
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void keepPace(long begin, int sent) throws InterruptedException {
        if (plan.rate().isPresent()) {
            long due = begin + (long) (sent * 1e9 / plan.rate().getAsDouble());
            long early = due - System.nanoTime();
            if (early > 0) {
                Thread.sleep(Duration.ofNanos(early));
            }
        }
    }

    /// Before the first order: a signature costs more than a request.
    private Map<String, String> signed(List<Retail.Invoice> invoices) {
        List<String> customers = invoices.stream().map(Retail.Invoice::customer).distinct().toList();
        List<String> signed = customers.parallelStream().map(customer -> tokens.mint(customer, false, TOKEN_LIFE)).toList();
        Map<String, String> byCustomer = new HashMap<>();
        for (int i = 0; i < customers.size(); i++) {
            byCustomer.put(customers.get(i), signed.get(i));
        }
        return byCustomer;
    }

    private Sale post(Retail.Invoice invoice, String token) throws InterruptedException {
        try {
            JsonNode order = shop.post("/api/orders", token, body(invoice), "replay-" + run + "-" + invoice.number());
            String id = order.path("id").asText();
            if (id.isEmpty()) {
                throw new RetailException("the answer holds no order id: " + order);
            }
            accepted.incrementAndGet();
            return new Sale(id, invoice);
        } catch (ShopClient.RefusedException | RetailException e) {
            failures.add("invoice " + invoice.number() + " was not accepted: " + e.getMessage());
            return new Sale("", invoice);
        }
    }

    private static Map<String, Object> body(Retail.Invoice invoice) {
        List<Map<String, Object>> lines = new ArrayList<>();
        invoice.quantities().forEach((sku, quantity) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("sku", sku);
            line.put("quantity", quantity);
            lines.add(line);
        });
        return Map.of("currency", "GBP", "lines", lines);
    }

    private static List<Sale> collected(List<Future<Sale>> answers) throws InterruptedException {
        List<Sale> sales = new ArrayList<>(answers.size());
        for (Future<Sale> answer : answers) {
            try {
                Sale sale = answer.get();
                if (!sale.orderId().isEmpty()) {
                    sales.add(sale);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("an order could not be sent", e.getCause());
            }
        }
        return sales;
    }

    private void tell(int all, long nanos) {
        OptionalInt settled = settlements.count();
        progress.step("accepting",
                String.format(Locale.ROOT, "%,d of %,d accepted, %.0f/s", accepted.get(), all, accepted.get() * 1e9 / Math.max(1, nanos))
                        + (settled.isPresent() ? String.format(Locale.ROOT, ", %,d settled", settled.getAsInt()) : ""));
    }
}
