package dev.groundswell.testbed.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.groundswell.local.command.Options;
import dev.groundswell.local.command.UsageException;

/// The words of `bench growth`.
///
/// @param sizes numbers of orders, rising, two at least; the others are compared with the first
/// @param time of one operation's turn in a round
/// @param keep whether the result is written into the book
record GrowthOptions(List<Integer> sizes, int rounds, Duration time, boolean keep) {
    private static final String ORDERS = "--orders";
    private static final String ALL = "1000,10000,100000,1000000,10000000";
    private static final int LEAST_ORDERS = 1_000;
    private static final int MOST_ORDERS = 50_000_000;

    /// @param words without the entry's name
    static GrowthOptions parse(List<String> words) {
        Options options = Options.parse(words, Set.of(ORDERS, "--rounds", "--seconds"), Set.of("--no-keep")).withoutWords();
        List<Integer> sizes = Stream.of(options.value(ORDERS).orElse(ALL).split(",", -1)).map(GrowthOptions::size).sorted().distinct()
                .toList();
        if (sizes.size() < 2) {
            throw new UsageException(ORDERS + " needs two numbers at least, one to compare the other with, was " + sizes.getFirst());
        }
        return new GrowthOptions(sizes, options.number("--rounds", 3, 1, BenchOptions.MOST_ROUNDS),
                Duration.ofSeconds(options.number("--seconds", 6, 1, BenchOptions.MOST_SECONDS)), !options.has("--no-keep"));
    }

    private static int size(String text) {
        int size = Options.numberIn(ORDERS, text.strip(), LEAST_ORDERS, MOST_ORDERS);
        if (size % PastOrders.EACH != 0) {
            throw new UsageException(ORDERS + " must be multiples of " + PastOrders.EACH + ", the orders of a customer, was " + text);
        }
        return size;
    }
}
