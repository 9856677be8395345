-- One shard of the orders. Every table carries the slot of its customer, so that a slot can be moved as a whole.

-- The slots this shard owns. Accepting orders and writing customers join it: what belongs elsewhere is refused by the shard itself.
CREATE TABLE slot_owner (
    slot smallint PRIMARY KEY CHECK (slot BETWEEN 0 AND 959)
);
INSERT INTO slot_owner SELECT generate_series(${first_slot}, ${last_slot});

CREATE TABLE orders (
    id             uuid PRIMARY KEY,
    slot           smallint NOT NULL,
    customer_id    text NOT NULL,
    status         text NOT NULL CHECK (status IN ('queued', 'priced', 'confirmed', 'rejected', 'cancelled')),
    currency       text NOT NULL CHECK (length(currency) = 3),
    total          bigint,
    expected_total bigint,
    reasons        jsonb,
    placed_at      timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    settled_at     timestamptz,
    -- Counts this order's changes. Not from a sequence: it has to keep growing when the order's slot moves to another shard.
    version        integer NOT NULL DEFAULT 1,
    traceparent    text,
    -- When to look after it if it is still unsettled, and how often that was done.
    overdue_at     timestamptz NOT NULL,
    reminders      smallint NOT NULL DEFAULT 0,
    CHECK (status NOT IN ('priced', 'confirmed') OR total IS NOT NULL)
);
-- A customer's orders, newest first: version 7 ids grow with time.
CREATE INDEX orders_of_customer ON orders (customer_id, id DESC);
CREATE INDEX orders_unsettled ON orders (overdue_at) WHERE status IN ('queued', 'priced');

-- No foreign key to orders: lines are only ever written in the statement that writes their order, and the check per line would cost a look-up each.
CREATE TABLE order_lines (
    order_id   uuid NOT NULL,
    line       smallint NOT NULL,
    slot       smallint NOT NULL,
    sku        text NOT NULL,
    quantity   integer NOT NULL CHECK (quantity > 0),
    unit_price bigint,
    total      bigint,
    PRIMARY KEY (order_id, line)
);

CREATE TABLE idempotency_keys (
    customer_id text NOT NULL,
    key         text NOT NULL,
    slot        smallint NOT NULL,
    order_id    uuid NOT NULL,
    -- SHA-256 of the canonical request.
    fingerprint bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (customer_id, key)
);

CREATE TABLE customers (
    id         text PRIMARY KEY,
    slot       smallint NOT NULL,
    name       text NOT NULL,
    country    text NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text NOT NULL,
    event_id    text NOT NULL,
    key         text NOT NULL,
    slot        smallint,
    occurred_at timestamptz NOT NULL,
    value       bytea NOT NULL,
    traceparent text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    claimed_at  timestamptz
);
-- Rows live for milliseconds: vacuum soon, or the index grows with the dead.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
