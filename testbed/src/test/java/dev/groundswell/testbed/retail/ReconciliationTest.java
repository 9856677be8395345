package dev.groundswell.testbed.retail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two invoices of a file are replayed: the first is confirmed, the second finds too little. Each test doctors one answer.
class ReconciliationTest {
    private static final String SKU = "10001";
    private static final SoldOrder CONFIRMED = order("o1", "confirmed", 250L, 750L);
    private static final SoldOrder REJECTED = rejected(new SoldOrder.Reason("out-of-stock", SKU));
    private static final StockCount BEFORE = new StockCount(SKU, 5, 0, 5);
    private static final StockCount AFTER = new StockCount(SKU, 2, 0, 2);

    private Retail retail;
    private List<Sale> sales;

    @BeforeEach
    void readsTheFile(@TempDir Path folder) throws IOException {
        retail = Retail.read(Files.writeString(folder.resolve("sales.csv"), """
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                1,10001,A,3,2011-01-01T08:00:00Z,2.00,c,UK
                2,10001,A,3,2011-01-02T08:00:00Z,2.50,c,UK
                """));
        sales = List.of(new Sale("o1", retail.invoices().get(0)), new Sale("o2", retail.invoices().get(1)));
    }

    @Test
    void findsNothingWhenAllIsRight() {
        assertThat(found(AFTER, CONFIRMED, REJECTED)).isEmpty();
    }

    @Test
    void findsAWrongTotal() {
        assertThat(found(AFTER, order("o1", "confirmed", 250L, 751L), REJECTED))
                .contains("order o1 (invoice 1) should come to 750 pennies, is 751");
    }

    @Test
    void findsThePriceOfTheDayInsteadOfTheCurrentOne() {
        assertThat(found(AFTER, order("o1", "confirmed", 200L, 600L), REJECTED)).hasSize(2).first().asString()
                .contains("should cost 250 pennies each, is 200");
    }

    @Test
    void findsALostOrder() {
        assertThat(found(BEFORE, REJECTED)).contains("order o1 (invoice 1) was accepted and is lost");
    }

    @Test
    void findsAnOrderThatNobodyPosted() {
        assertThat(found(AFTER, CONFIRMED, REJECTED, order("o3", "rejected", null, null)))
                .containsExactly("order o3 of c was never accepted");
    }

    @Test
    void findsAnOrderThatIsThereTwice() {
        assertThat(found(AFTER, CONFIRMED, CONFIRMED, REJECTED)).contains("order o1 is listed twice");
    }

    @Test
    void findsOneOrderForTwoInvoices() {
        sales = List.of(sales.get(0), new Sale("o1", retail.invoices().get(1)));

        assertThat(found(AFTER, CONFIRMED)).containsExactly("invoices 1 and 2 were accepted as one order o1");
    }

    @Test
    void findsAnOrderThatIsNotSettled() {
        assertThat(found(AFTER, CONFIRMED, order("o2", "priced", 250L, 750L)))
                .containsExactly("order o2 (invoice 2) is not settled: priced");
    }

    @Test
    void findsStockThatIsOffByOne() {
        assertThat(found(new StockCount(SKU, 1, 0, 1), CONFIRMED, REJECTED))
                .containsExactly("stock of 10001: 5 on hand before, 3 confirmed, 1 on hand after");
    }

    @Test
    void findsPiecesThatStayReserved() {
        assertThat(found(new StockCount(SKU, 2, 1, 1), CONFIRMED, REJECTED)).containsExactly("stock of 10001: 1 still reserved");
    }

    @Test
    void findsARejectionThatTheStockDoesNotExplain() {
        StockCount plenty = new StockCount(SKU, 10, 0, 10);

        assertThat(new Reconciliation(retail, sales, List.of(CONFIRMED, REJECTED)).discrepancies(Map.of(SKU, plenty),
                Map.of(SKU, new StockCount(SKU, 7, 0, 7))))
                .singleElement()
                .asString()
                .startsWith("order o2 (invoice 2) was rejected without a reason");
        assertThat(found(AFTER, CONFIRMED, rejected(new SoldOrder.Reason("failed", null)))).hasSize(1);
        assertThat(found(AFTER, CONFIRMED, rejected(new SoldOrder.Reason("out-of-stock", "10002")))).hasSize(1);
    }

    @Test
    void findsEventsThatContradictTheOrder() {
        assertThat(Settlements.contradictions(List.of(CONFIRMED, REJECTED), Map.of("o1", Set.of("confirmed"), "o2", Set.of("rejected"))))
                .isEmpty();
        assertThat(Settlements.contradictions(List.of(CONFIRMED), Map.of("o1", Set.of("confirmed", "rejected")))).singleElement().asString()
                .contains(" and ");
        assertThat(Settlements.contradictions(List.of(CONFIRMED), Map.of("o1", Set.of("rejected"))))
                .containsExactly("order o1 is confirmed, told was rejected");
        assertThat(Settlements.contradictions(List.of(REJECTED), Map.of())).containsExactly("order o2 is rejected, told was nothing");
    }

    private List<String> found(StockCount after, SoldOrder... orders) {
        return new Reconciliation(retail, sales, List.of(orders)).discrepancies(Map.of(SKU, BEFORE), Map.of(SKU, after));
    }

    private static SoldOrder order(String id, String status, @Nullable Long unitPrice, @Nullable Long total) {
        return new SoldOrder(id, "c", status, "GBP", List.of(new SoldOrder.Line(SKU, 3, unitPrice, total)), total, List.of(),
                Instant.EPOCH);
    }

    private static SoldOrder rejected(SoldOrder.Reason reason) {
        return new SoldOrder("o2", "c", "rejected", "GBP", List.of(new SoldOrder.Line(SKU, 3, null, null)), null, List.of(reason),
                Instant.EPOCH);
    }
}
