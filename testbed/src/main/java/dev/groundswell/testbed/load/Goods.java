package dev.groundswell.testbed.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// What the shop sells, and how often each of it is wanted. Which products are the wanted ones is decided by the seed, not by their names.
/// Immutable and thread-safe.
final class Goods {
    /// Of the skus of online shops; measured exponents lie between 0.6 and 1.2, and 1 puts about half of the wishes on the first 2 % of 2,000 products.
    static final double EXPONENT = 1.0;

    private final List<String> skus;
    private final List<String> categories;
    private final Zipf wishes;

    Goods(List<String> skus, List<String> categories, long seed) {
        List<String> shuffled = new ArrayList<>(skus);
        Collections.shuffle(shuffled, new Random(seed));
        this.skus = List.copyOf(shuffled);
        this.categories = List.copyOf(categories);
        this.wishes = new Zipf(skus.size(), EXPONENT);
    }

    String sku(RandomGenerator random) {
        return skus.get(wishes.draw(random));
    }

    /// Different ones, fewer than asked for when the shop has not so many or chance draws the same ones.
    List<String> skus(int count, RandomGenerator random) {
        List<String> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String sku = sku(random);
            if (!drawn.contains(sku)) {
                drawn.add(sku);
            }
        }
        return drawn;
    }

    String category(RandomGenerator random) {
        return categories.get(random.nextInt(categories.size()));
    }

    int size() {
        return skus.size();
    }
}
