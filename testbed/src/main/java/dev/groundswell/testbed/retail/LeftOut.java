package dev.groundswell.testbed.retail;

/// Why a line of the file is no order line. A line has the first reason that holds, in this order.
enum LeftOut {
    NO_CUSTOMER("without a customer"), CANCELLATION("cancellations (invoice C…)"), BAD_DEBT("bad debts (invoice A…)"), QUANTITY(
            "quantity zero or less"), PRICE("price zero or less"), NO_PRODUCT("no product (stock code without five leading digits)");

    private final String label;

    LeftOut(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
