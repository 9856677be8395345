-- What each sku costs in the currencies in which it has no price of its own, as it was last told. Reads compute it anew and never look here.
CREATE TABLE derived_prices (
    sku     text PRIMARY KEY,
    -- [{"currency": "EUR", "amount": 296, "breaks": [{"minQuantity": 10, "amount": 270}]}, …] by currency
    prices  jsonb  NOT NULL,
    -- The highest of all they were made of.
    version bigint NOT NULL
) WITH (fillfactor = 60);
