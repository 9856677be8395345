-- Slots move between shards while orders flow. Whoever moves them (./dev shards) keeps its place here, so that it can go on after any crash.

-- A slot on its way, told in both shards. Until it is 'fenced' it belongs to the shard it leaves; then to nobody, until the other has all of it and owns it.
CREATE TABLE slot_moves (
    slot      smallint PRIMARY KEY CHECK (slot BETWEEN 0 AND 959),
    -- 'out': it leaves this shard; 'in': it comes here.
    direction text NOT NULL CHECK (direction IN ('out', 'in')),
    -- The name of the other shard.
    other     text NOT NULL,
    -- 'moved': the other owns it, and what is left here is to be deleted.
    state     text NOT NULL CHECK (state IN ('copying', 'fenced', 'moved')),
    began_at  timestamptz NOT NULL DEFAULT now()
);

-- Rows that changed while their slot was being copied, by table and primary key. Written by triggers that are enabled only while a slot leaves.
CREATE TABLE slot_changes (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slot  smallint NOT NULL,
    place text NOT NULL,
    key   text[] NOT NULL
);

-- Shards that were added after the services were configured, with the addresses by which services reach them.
CREATE TABLE shards (
    name     text PRIMARY KEY,
    url      text NOT NULL,
    replicas text[] NOT NULL DEFAULT '{}'
);

-- Its arguments are the columns of the key.
CREATE FUNCTION note_slot_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    IF EXISTS (SELECT FROM slot_moves WHERE slot = (changed ->> 'slot')::smallint AND direction = 'out') THEN
        INSERT INTO slot_changes (slot, place, key)
        VALUES ((changed ->> 'slot')::smallint, TG_TABLE_NAME,
                ARRAY(SELECT changed ->> c.name FROM unnest(TG_ARGV) WITH ORDINALITY AS c(name, place) ORDER BY c.place));
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_slot_change AFTER INSERT OR UPDATE OR DELETE ON orders
    FOR EACH ROW EXECUTE FUNCTION note_slot_change('id');
CREATE TRIGGER note_slot_change AFTER INSERT OR UPDATE OR DELETE ON order_lines
    FOR EACH ROW EXECUTE FUNCTION note_slot_change('order_id', 'line');
CREATE TRIGGER note_slot_change AFTER INSERT OR UPDATE OR DELETE ON idempotency_keys
    FOR EACH ROW EXECUTE FUNCTION note_slot_change('customer_id', 'key');
CREATE TRIGGER note_slot_change AFTER INSERT OR UPDATE OR DELETE ON customers
    FOR EACH ROW EXECUTE FUNCTION note_slot_change('id');
ALTER TABLE orders DISABLE TRIGGER note_slot_change;
ALTER TABLE order_lines DISABLE TRIGGER note_slot_change;
ALTER TABLE idempotency_keys DISABLE TRIGGER note_slot_change;
ALTER TABLE customers DISABLE TRIGGER note_slot_change;
