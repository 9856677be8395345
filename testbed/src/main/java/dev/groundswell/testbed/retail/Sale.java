package dev.groundswell.testbed.retail;

/// An invoice that was accepted as an order.
record Sale(String orderId, Retail.Invoice invoice) {}
