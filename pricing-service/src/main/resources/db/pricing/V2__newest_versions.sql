-- Copies of what a sku costs, or of a currency's rates, are ordered by the newest version of all its rows: also of one that changes nothing from now on.
CREATE INDEX prices_newest ON prices (sku, version);
CREATE INDEX exchange_rates_newest ON exchange_rates (currency, version);
