package dev.groundswell.local.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Generates the demo shop. Deterministic: the product of a number is the same whatever is generated before it.
final class DemoCatalogue {
    private static final long SEED = 20_261_123L;

    /// A shelf of the shop: what is on it and about what it costs, in pence.
    private record Shelf(String category, int leastPrice, int mostPrice, List<String> things) {}

    private static final List<Shelf> SHELVES = List.of(
            new Shelf("kitchen", 199, 4_999, List.of("Teapot", "Mixing Bowl", "Chef's Knife", "Cake Tin", "Storage Jar", "Cutting Board")),
            new Shelf("tableware", 149, 2_999,
                    List.of("Dinner Plate", "Espresso Cup", "Salad Bowl", "Milk Jug", "Egg Cup", "Serving Tray")),
            new Shelf("lighting", 999, 12_999,
                    List.of("Desk Lamp", "Lantern", "Fairy Lights", "Floor Lamp", "Candle Holder", "Night Light")),
            new Shelf("textiles", 499, 7_999, List.of("Wool Blanket", "Cushion Cover", "Tea Towel", "Apron", "Bath Towel", "Door Mat")),
            new Shelf("stationery", 99, 2_499,
                    List.of("Notebook", "Fountain Pen", "Desk Calendar", "Wrapping Paper", "Card Set", "Pencil Case")),
            new Shelf("garden", 299, 8_999,
                    List.of("Plant Pot", "Bird Feeder", "Watering Can", "Hand Trowel", "Herb Marker", "Folding Chair")),
            new Shelf("toys", 399, 4_499,
                    List.of("Wooden Train", "Jigsaw Puzzle", "Spinning Top", "Doll's House", "Building Blocks", "Skipping Rope")),
            new Shelf("travel", 799, 14_999, List.of("Weekend Bag", "Lunch Box", "Vacuum Flask", "Umbrella", "Luggage Tag", "Picnic Rug")),
            new Shelf("decoration", 249, 5_999,
                    List.of("Picture Frame", "Wall Clock", "Vase", "Paper Garland", "Hanging Heart", "Trinket Box")),
            new Shelf("bath", 199, 3_999, List.of("Soap Dish", "Bath Salts", "Hand Cream", "Wash Bag", "Sponge Set", "Shaving Brush")),
            new Shelf("pantry", 149, 1_999, List.of("Loose Leaf Tea", "Honey", "Shortbread", "Olive Oil", "Sea Salt", "Fruit Jam")),
            new Shelf("workshop", 349, 9_999,
                    List.of("Tape Measure", "Tool Roll", "Wood Plane", "Paint Brush Set", "Spirit Level", "Work Gloves")));

    private static final List<String> MANUFACTURERS = List.of("Ashdown & Vale", "Birch Lane", "Calder Works", "Dunmore", "Eastwick Pottery",
            "Fenwright",
            "Glen Tarn", "Harrow & Daughters", "Ironbridge Goods", "Juniper Hall", "Kestrel Mills", "Larkfield", "Moorland Made",
            "Northgate", "Orchard Row",
            "Pennine Supply", "Quayside", "Rookery", "Silverdale", "Tidewater");

    private static final List<String> LOOKS = List.of("Red Spotty", "Ivory", "Vintage", "Slate Grey", "Midnight Blue", "Oak", "Striped",
            "Enamel", "Hand-Painted",
            "Copper", "Sage Green", "Retro", "Linen", "Regency", "Coral", "Brushed Steel");

    private final Instant today;

    /// @param now promotions run around it; its day counts, so that a repeated load changes nothing
    DemoCatalogue(Instant now) {
        this.today = now.truncatedTo(ChronoUnit.DAYS);
    }

    /// Manufacturers by id.
    Map<String, String> manufacturers() {
        Map<String, String> manufacturers = new LinkedHashMap<>();
        MANUFACTURERS.forEach(name -> manufacturers.put(manufacturerId(name), name));
        return manufacturers;
    }

    List<Map<String, Object>> products(int from, int to) {
        List<Map<String, Object>> products = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            Random dice = dice(number, 1);
            Shelf shelf = shelf(number);
            String look = pick(LOOKS, dice);
            String thing = pick(shelf.things(), dice);
            String maker = pick(MANUFACTURERS, dice);
            products.add(Map.of(
                    "sku", sku(number),
                    "name", look + " " + thing,
                    "description", thing + " in " + look.toLowerCase(Locale.ROOT) + ", made by " + maker + ".",
                    "category", shelf.category(),
                    "manufacturerId", manufacturerId(maker),
                    "attributes", Map.of("finish", look, "weight-grams", Integer.toString(50 + 10 * dice.nextInt(300)))));
        }
        return products;
    }

    /// About every fourth is cheaper by the dozen, about every tenth is on promotion.
    List<Map<String, Object>> prices(int from, int to) {
        List<Map<String, Object>> prices = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            Random dice = dice(number, 2);
            Shelf shelf = shelf(number);
            int amount = Math.max(shelf.leastPrice(), dice.nextInt(shelf.leastPrice(), shelf.mostPrice()) / 50 * 50 - 1);
            Map<String, Object> price = new LinkedHashMap<>();
            price.put("sku", sku(number));
            price.put("currency", "GBP");
            price.put("amount", amount);
            price.put("breaks", dice.nextInt(4) == 0
                    ? List.of(Map.of("minQuantity", 12, "amount", amount * 92 / 100),
                            Map.of("minQuantity", 48, "amount", amount * 85 / 100))
                    : List.of());
            if (dice.nextInt(10) == 0) {
                price.put("promotion", Map.of("percentOff", 5 * (1 + dice.nextInt(6)), "from", today.minus(7, ChronoUnit.DAYS).toString(),
                        "until", today.plus(30, ChronoUnit.DAYS).toString()));
            }
            prices.add(price);
        }
        return prices;
    }

    List<Map<String, Object>> stock(int from, int to) {
        List<Map<String, Object>> stock = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            Random dice = dice(number, 3);
            // A shop has gaps, but never at the product of the first curl.
            int onHand = number > 1 && dice.nextInt(40) == 0 ? 0 : 50 + dice.nextInt(2_000);
            stock.add(Map.of("sku", sku(number), "onHand", onHand));
        }
        return stock;
    }

    static String sku(int number) {
        return String.format(Locale.ROOT, "DEMO-%04d", number);
    }

    private static Shelf shelf(int number) {
        return SHELVES.get(number % SHELVES.size());
    }

    private static Random dice(int number, int purpose) {
        return new Random(SEED + 31L * number + 1_000_003L * purpose);
    }

    private static String pick(List<String> from, Random dice) {
        return from.get(dice.nextInt(from.size()));
    }

    private static String manufacturerId(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }
}
