-- What the provider of exchange rates said when it was last believed; one row.
CREATE TABLE rates_heard (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    -- The day of the newest document that was taken; none before the first.
    published date,
    -- When the provider last gave a document that was believed; before the first, since when there is this table.
    heard_at  timestamptz NOT NULL DEFAULT now()
);
INSERT INTO rates_heard DEFAULT VALUES;
