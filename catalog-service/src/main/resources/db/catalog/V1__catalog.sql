-- Skus and categories are compared byte by byte: keyset pages then walk the same order on every server, whatever its locale.

-- Versions of everything versioned in this database. One sequence, never reused: who deletes and creates again gets another version.
CREATE SEQUENCE versions AS bigint;

CREATE TABLE manufacturers (
    id      text COLLATE "C" PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
    name    text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    version bigint NOT NULL
);

CREATE TABLE products (
    sku             text COLLATE "C" PRIMARY KEY CHECK (length(sku) BETWEEN 1 AND 64),
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description     text NOT NULL,
    category        text COLLATE "C" NOT NULL CHECK (length(category) BETWEEN 1 AND 100),
    manufacturer_id text COLLATE "C" REFERENCES manufacturers,
    attributes      jsonb NOT NULL CHECK (jsonb_typeof(attributes) = 'object'),
    image_url       text,
    version         bigint NOT NULL,
    -- The words of the name as the service splits them (catalog.product.NameWords); no parser of PostgreSQL's is involved.
    name_words      tsvector NOT NULL
);

-- A category's page, and the count of each category from the index alone.
CREATE INDEX products_by_category ON products (category, sku);
CREATE INDEX products_by_word ON products USING gin (name_words);
-- For the foreign key only: which products name this manufacturer.
CREATE INDEX products_by_manufacturer ON products (manufacturer_id) WHERE manufacturer_id IS NOT NULL;

-- May exist without its product: stock outlives a product that was deleted, and may be counted before one is described.
-- An admin's count may lie below what is reserved; what is available is then 0.
CREATE TABLE stock (
    sku      text COLLATE "C" PRIMARY KEY CHECK (length(sku) BETWEEN 1 AND 64),
    on_hand  bigint NOT NULL CHECK (on_hand >= 0),
    reserved bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0)
) WITH (fillfactor = 70);

-- What was decided for an order. 'deciding' lives inside a transaction only: it is how a row that is not there yet gets locked.
CREATE TABLE reservations (
    order_id   uuid PRIMARY KEY,
    state      text NOT NULL CHECK (state IN ('deciding', 'reserved', 'confirmed', 'cancelled', 'refused')),
    reasons    jsonb,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'refused') = (reasons IS NOT NULL))
) WITH (fillfactor = 70);

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

-- Rows live for milliseconds and are found by age; vacuum early, so that the table stays small.
CREATE INDEX outbox_by_age ON outbox (created_at);
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
