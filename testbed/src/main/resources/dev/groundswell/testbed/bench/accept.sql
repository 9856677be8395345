-- What order-service writes for an order of three lines, as a service without batching would at its best: one transaction, sent in one go.
\set order random(1, 9000000000000000)
\set customer random(1, 200)
\set sku random(1, 300)
\startpipeline
BEGIN;
INSERT INTO idempotency_keys (customer_id, key, slot, order_id, fingerprint, created_at) VALUES ('bench-' || :customer, lpad(to_hex(:order::bigint), 32, '0'), 82, lpad(to_hex(:order::bigint), 32, '0')::uuid, '\xdb8c9f716d0d2bf3e2a35b4fc2028fd1abfa2fa1b372069409ad6c8bd7a013a2', now());
INSERT INTO orders (id, slot, customer_id, status, currency, placed_at, updated_at, overdue_at, traceparent) VALUES (lpad(to_hex(:order::bigint), 32, '0')::uuid, 82, 'bench-' || :customer, 'queued', 'GBP', now(), now(), now() + interval '60 s', '00-3f94873ddf96643fff261a50fd6109f2-e0f175de5ca105a9-00');
INSERT INTO order_lines (order_id, line, slot, sku, quantity) VALUES (lpad(to_hex(:order::bigint), 32, '0')::uuid, 0, 82, 'DEMO-' || :sku, 1), (lpad(to_hex(:order::bigint), 32, '0')::uuid, 1, 82, 'DEMO-A' || :sku, 2), (lpad(to_hex(:order::bigint), 32, '0')::uuid, 2, 82, 'DEMO-B' || :sku, 1);
INSERT INTO outbox (topic, event_id, key, slot, occurred_at, value, traceparent) VALUES ('order-placed', lpad(to_hex(:order::bigint), 32, '0'), lpad(to_hex(:order::bigint), 32, '0'), 82, now(), decode(repeat('7b226964223a22', 60), 'hex'), '00-3f94873ddf96643fff261a50fd6109f2-e0f175de5ca105a9-00');
COMMIT;
\endpipeline
