-- Up to where the boundaries that prices pass by the clock have been told: those of `moment` up to this sku and currency; one row.
CREATE TABLE boundaries_told (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    moment   timestamptz NOT NULL DEFAULT now(),
    sku      text        NOT NULL DEFAULT '',
    currency text        NOT NULL DEFAULT ''
);
INSERT INTO boundaries_told DEFAULT VALUES;

-- The boundaries in their order. Few rows have any, so the indexes stay small.
CREATE INDEX prices_scheduled ON prices (valid_from, sku, currency) WHERE scheduled;
CREATE INDEX prices_promotions_begin ON prices (promotion_from, sku, currency) WHERE percent_off IS NOT NULL;
CREATE INDEX prices_promotions_end ON prices (promotion_until, sku, currency) WHERE percent_off IS NOT NULL;
