-- CreateTable
CREATE TABLE "store_counts" (
    "owner_id" UUID NOT NULL,
    "status" "store_status" NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "store_counts_pkey" PRIMARY KEY ("owner_id","status")
);

-- From here on by hand: what the schema file cannot express.

-- Every page of the list and every event of a stream says how many stores a person has in each status: four rows instead of all of the
-- person's. In one statement and in order, so that of two stores that change places neither waits for the other for ever. No foreign key:
-- it would lock the person, whom a command locks first and this last. As the owner of the tables: nobody else writes here.
CREATE FUNCTION "count_store"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO "store_counts" AS counted
        SELECT owner_id, status, change
        FROM (VALUES (OLD.owner_id, OLD.status, -1), (NEW.owner_id, NEW.status, 1)) moved (owner_id, status, change)
        WHERE owner_id IS NOT NULL ORDER BY owner_id, status
        ON CONFLICT ("owner_id", "status") DO UPDATE SET "count" = counted."count" + excluded."count";
    RETURN NULL;
END $$;

-- Else the app's role could hang it, and that which asks for mails, on a table of its own, and write what it may not.
REVOKE EXECUTE ON FUNCTION "count_store"(), "ask_for_mail"() FROM PUBLIC;

CREATE TRIGGER "stores_insert_or_delete_counts" AFTER INSERT OR DELETE ON "stores" FOR EACH ROW
    EXECUTE FUNCTION "count_store"();

CREATE TRIGGER "stores_update_counts" AFTER UPDATE ON "stores" FOR EACH ROW
    WHEN ((OLD.owner_id, OLD.status) IS DISTINCT FROM (NEW.owner_id, NEW.status))
    EXECUTE FUNCTION "count_store"();

-- The triggers have locked the table, so that no store comes or goes beside this.
INSERT INTO "store_counts" SELECT "owner_id", "status", count(*) FROM "stores" GROUP BY "owner_id", "status";
