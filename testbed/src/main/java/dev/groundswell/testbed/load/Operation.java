package dev.groundswell.testbed.load;

/// What a virtual customer asks of the shop. The label names it in summaries and reports.
enum Operation {
    PRODUCT("product"), LIST("product list"), CATEGORIES("categories"), PRICE("price"), PRICES("prices"), STOCK("stock"), QUOTE(
            "quote"), ORDER("order"), TRACK("order read");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// Whether the request has a body.
    boolean posts() {
        return this == QUOTE || this == ORDER;
    }
}
