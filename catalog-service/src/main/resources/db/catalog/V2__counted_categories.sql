-- How many products each category holds. Counting them for a page reads all products of its categories; here a page reads its own rows.
-- Triggers keep it, in the transaction of whatever changes products, so a write shows at once, nothing drifts, and services that do not know of it count right.
CREATE TABLE categories (
    id       text COLLATE "C" PRIMARY KEY,
    -- A category is there while a product names it.
    products bigint NOT NULL CHECK (products > 0)
) WITH (fillfactor = 70);

-- Writers whose products change categories are let in one at a time, until their transaction ends: an upsert fires both of its triggers, and two of them
-- could else lock the same two categories each in its own order. Who leaves all products where they are waits for nobody.
CREATE FUNCTION add_to_categories(ids text[], added bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(30, 0);
    DELETE FROM categories USING unnest(ids, added) AS change (category, more)
    WHERE id = category AND products + more <= 0;
    UPDATE categories SET products = products + more FROM unnest(ids, added) AS change (category, more)
    WHERE id = category;
    INSERT INTO categories (id, products)
    SELECT category, more FROM unnest(ids, added) AS change (category, more)
    WHERE more > 0 AND NOT EXISTS (SELECT FROM categories WHERE id = category);
END
$$;

CREATE FUNCTION count_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM add_to_categories(array_agg(category), array_agg(more))
    FROM (SELECT category, count(*) AS more FROM inserted GROUP BY category) AS changes
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM add_to_categories(array_agg(category), array_agg(more))
    FROM (SELECT category, -count(*) AS more FROM deleted GROUP BY category) AS changes
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM add_to_categories(array_agg(category), array_agg(more))
    FROM (SELECT category, sum(one) AS more
          FROM (SELECT category, 1 AS one FROM inserted UNION ALL SELECT category, -1 FROM deleted) AS rows
          GROUP BY category HAVING sum(one) <> 0) AS changes
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

-- They lock the table against writers until the migration is over, so that none is left out of the first count.
CREATE TRIGGER products_inserted AFTER INSERT ON products REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION count_inserted();
CREATE TRIGGER products_deleted AFTER DELETE ON products REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION count_deleted();
CREATE TRIGGER products_moved AFTER UPDATE ON products REFERENCING NEW TABLE AS inserted OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION count_moved();

INSERT INTO categories (id, products) SELECT category, count(*) FROM products GROUP BY category;
