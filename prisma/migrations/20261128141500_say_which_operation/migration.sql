-- By hand: what the schema file cannot express.

-- Which operation the store is in, too: whoever works for another learns by it that it was cancelled, and whoever works for this one that
-- its own writes are no reason to look.
CREATE OR REPLACE FUNCTION "notify_store_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    store "stores" := coalesce(NEW, OLD);
BEGIN
    PERFORM pg_notify('store_changed',
        json_build_object('id', store.id, 'ownerId', store.owner_id, 'operationId', store.operation_id)::text);
    RETURN NULL;
END $$;
