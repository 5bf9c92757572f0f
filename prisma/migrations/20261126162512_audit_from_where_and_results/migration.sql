-- DropIndex
DROP INDEX "audit_entries_store_id_at_idx";

-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN     "actor_email" TEXT,
ADD COLUMN     "address" TEXT,
ADD COLUMN     "operation_id" UUID,
ADD COLUMN     "outcome" "operation_status",
ADD COLUMN     "token_name" TEXT,
ADD COLUMN     "user_agent" TEXT;

-- CreateIndex
CREATE INDEX "audit_entries_store_id_id_idx" ON "audit_entries"("store_id", "id" DESC);

-- From here on by hand: what the schema file cannot express.

-- How work ended is written by whatever ends it, in that very statement: exactly one entry, whichever way it came to its end.
CREATE FUNCTION "audit_operation_end"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "audit_entries"
        ("actor_kind", "actor_id", "actor_email", "action", "store_id", "store_name", "operation_id", "outcome", "detail")
    SELECT 'system', NEW.requested_by_id, u.email, 'store.' || NEW.kind::text || '.end', NEW.store_id, NEW.store_name, NEW.id,
        NEW.status, jsonb_strip_nulls(jsonb_build_object('reason', NEW.failure -> 'reason', 'step', NEW.failure -> 'step'))
    FROM "users" u WHERE u.id = NEW.requested_by_id;
    RETURN NULL;
END $$;

CREATE TRIGGER "operations_audit_end" AFTER UPDATE ON "operations" FOR EACH ROW
    WHEN (OLD.status IN ('queued', 'running') AND NEW.status NOT IN ('queued', 'running'))
    EXECUTE FUNCTION "audit_operation_end"();
