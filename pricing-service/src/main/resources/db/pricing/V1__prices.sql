-- One sequence for every version in this database: a version is never reused, and the greatest of several tells the newest fact.
CREATE SEQUENCE versions;

-- What a sku costs from valid_from until the next row of the same sku and currency. Rows are history: they are added or replaced, never removed.
CREATE TABLE prices (
    sku             text        NOT NULL,
    currency        text        NOT NULL,
    valid_from      timestamptz NOT NULL,
    amount          bigint      NOT NULL CHECK (amount >= 0),
    -- [{"minQuantity": 10, "amount": 805}, …], ascending
    breaks          jsonb       NOT NULL DEFAULT '[]',
    percent_off     smallint    CHECK (percent_off BETWEEN 1 AND 100),
    promotion_from  timestamptz,
    promotion_until timestamptz,
    -- Asked for at a later moment. A row that was meant at once counts as current for a writer whose clock runs behind.
    scheduled       boolean     NOT NULL DEFAULT false,
    version         bigint      NOT NULL DEFAULT nextval('versions'),
    PRIMARY KEY (sku, currency, valid_from),
    CHECK (num_nulls(percent_off, promotion_from, promotion_until) IN (0, 3)),
    CHECK (promotion_from < promotion_until)
);

-- The history's page order, over all currencies of a sku.
CREATE INDEX prices_history ON prices (sku, valid_from DESC, currency);

-- Units of a currency for one euro, as the European Central Bank publishes them; the euro itself has no rows. A rate holds until the next day that has one.
CREATE TABLE exchange_rates (
    currency      text    NOT NULL,
    day           date    NOT NULL,
    units_per_eur numeric NOT NULL CHECK (units_per_eur > 0),
    version       bigint  NOT NULL DEFAULT nextval('versions'),
    PRIMARY KEY (currency, day)
);

CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text        NOT NULL,
    event_id    text        NOT NULL,
    key         text        NOT NULL,
    slot        smallint,
    occurred_at timestamptz NOT NULL,
    value       bytea       NOT NULL,
    traceparent text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    claimed_at  timestamptz
);

-- The sweeper looks for old rows; the table is all but empty, and an index on what never changes keeps claims cheap.
CREATE INDEX outbox_forgotten ON outbox (created_at);
