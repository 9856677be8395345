-- Keys that may be forgotten are found by age. Keys come with the time, so an accept writes to the index's last page.
-- The table refuses writes while it is built: about a second for a million keys, which is a day of twelve orders a second.
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
