package dev.groundswell.pricing.quote;

import java.time.Instant;
import java.util.List;

import dev.groundswell.pricing.rule.Bill;

/// All that a bill depends on: tariffs and quantities, with the promotions that run and without those that do not. Equal ones make equal bills, whenever they
/// are made; the clock itself is not in it.
record Due(List<Bill.Item> items) {

    static Due at(Instant moment, List<Bill.Item> items) {
        return new Due(items.stream().map(item -> new Bill.Item(item.tariff().at(moment), item.quantity())).toList());
    }
}
