package dev.groundswell.testbed.retail;

/// The stock of one sku as the shop shows it.
record StockCount(String sku, long onHand, long reserved, long available) {}
