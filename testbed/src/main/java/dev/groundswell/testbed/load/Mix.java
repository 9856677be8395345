package dev.groundswell.testbed.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/// What virtual customers do, as sessions: the requests one arrival makes, one after the other.
enum Mix {
    /// A session is one order.
    ORDERS {
        @Override
        Deque<Operation> session(RandomGenerator random) {
            return one(Operation.ORDER);
        }
    },
    /// A session is one look.
    BROWSE {
        @Override
        Deque<Operation> session(RandomGenerator random) {
            return one(look(random));
        }
    },
    /// Three to eight looks; three of four sessions then ask for a quote, and half of those order and read the order.
    SHOP {
        @Override
        Deque<Operation> session(RandomGenerator random) {
            Deque<Operation> session = new ArrayDeque<>();
            int looks = random.nextInt(3, 9);
            for (int i = 0; i < looks; i++) {
                session.add(look(random));
            }
            if (random.nextInt(4) > 0) {
                session.add(Operation.QUOTE);
                if (random.nextBoolean()) {
                    session.add(Operation.ORDER);
                    session.add(Operation.TRACK);
                }
            }
            return session;
        }
    };

    abstract Deque<Operation> session(RandomGenerator random);

    /// Of a hundred looks 40 are at a product with price and manufacturer, 25 at a list, 10 at a price, 10 at the prices of a page, 10 at stock and 5 at
    /// the categories.
    private static Operation look(RandomGenerator random) {
        int draw = random.nextInt(100);
        if (draw < 40) {
            return Operation.PRODUCT;
        }
        if (draw < 65) {
            return Operation.LIST;
        }
        if (draw < 75) {
            return Operation.PRICE;
        }
        if (draw < 85) {
            return Operation.PRICES;
        }
        return draw < 95 ? Operation.STOCK : Operation.CATEGORIES;
    }

    private static Deque<Operation> one(Operation operation) {
        Deque<Operation> session = new ArrayDeque<>(1);
        session.add(operation);
        return session;
    }
}
