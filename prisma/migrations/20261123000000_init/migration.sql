-- CreateEnum
CREATE TYPE "role" AS ENUM ('member', 'admin');

-- CreateEnum
CREATE TYPE "store_status" AS ENUM ('provisioning', 'ready', 'failed', 'deleting');

-- CreateEnum
CREATE TYPE "operation_kind" AS ENUM ('provision', 'delete');

-- CreateEnum
CREATE TYPE "operation_status" AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "step_status" AS ENUM ('pending', 'running', 'succeeded', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('session', 'token', 'system');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "image" TEXT,
    "role" "role" NOT NULL DEFAULT 'member',
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("provider","subject")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stores" (
    "id" CHAR(10) NOT NULL,
    "name" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" "store_status" NOT NULL DEFAULT 'provisioning',
    "owner_id" UUID NOT NULL,
    "operation_id" UUID NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(3),

    CONSTRAINT "stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operations" (
    "id" UUID NOT NULL,
    "store_id" CHAR(10) NOT NULL,
    "store_name" TEXT NOT NULL,
    "store_type" TEXT NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "kind" "operation_kind" NOT NULL,
    "status" "operation_status" NOT NULL DEFAULT 'queued',
    "idempotency_key" TEXT,
    "request_hash" TEXT,
    "dispatch" INTEGER NOT NULL DEFAULT 1,
    "sent_at" TIMESTAMPTZ(3),
    "send_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "run_id" TEXT,
    "holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "deadline" TIMESTAMPTZ(3),
    "failure" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "operations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "steps" (
    "operation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "status" "step_status" NOT NULL DEFAULT 'pending',
    "detail" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "steps_pkey" PRIMARY KEY ("operation_id","name")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "token_id" UUID,
    "action" TEXT NOT NULL,
    "store_id" CHAR(10),
    "store_name" TEXT,
    "detail" JSONB,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");

-- CreateIndex
CREATE INDEX "api_tokens_user_id_idx" ON "api_tokens"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "stores_name_key" ON "stores"("name");

-- CreateIndex
CREATE UNIQUE INDEX "stores_namespace_key" ON "stores"("namespace");

-- CreateIndex
CREATE UNIQUE INDEX "stores_host_key" ON "stores"("host");

-- CreateIndex
CREATE UNIQUE INDEX "stores_operation_id_key" ON "stores"("operation_id");

-- CreateIndex
CREATE INDEX "stores_owner_id_created_at_id_idx" ON "stores"("owner_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "operations_store_id_created_at_idx" ON "operations"("store_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "operations_requested_by_id_created_at_idx" ON "operations"("requested_by_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "operations_requested_by_id_idempotency_key_key" ON "operations"("requested_by_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "audit_entries_store_id_at_idx" ON "audit_entries"("store_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_at_idx" ON "audit_entries"("actor_id", "at" DESC);

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stores" ADD CONSTRAINT "stores_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stores" ADD CONSTRAINT "stores_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_requested_by_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the schema file cannot express.

-- A store has at most one live operation, whoever asks and however often.
CREATE UNIQUE INDEX "operations_one_live_per_store" ON "operations" ("store_id") WHERE "status" IN ('queued', 'running');

-- Identity and name of a store, as in server/stores/naming.ts and server/stores/schema.ts.
ALTER TABLE "stores"
    ADD CONSTRAINT "stores_id_shape" CHECK ("id" ~ '^[a-z][a-z0-9]{9}$'),
    ADD CONSTRAINT "stores_namespace_of_id" CHECK ("namespace" = 'store-' || "id"),
    ADD CONSTRAINT "stores_name_shape" CHECK (
        "name" ~ '^[a-z](?:[a-z0-9]|-(?!-))*[a-z0-9]$' AND char_length("name") BETWEEN 3 AND 40
    );

-- `dispatch` names events and `attempt` fences writers: a number that goes back would let an old one act again.
CREATE FUNCTION "refuse_lower_operation_number"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'operation %: attempt and dispatch never go down', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'operations_numbers_grow';
END $$;

CREATE TRIGGER "operations_numbers_grow" BEFORE UPDATE ON "operations" FOR EACH ROW
    WHEN (NEW.attempt < OLD.attempt OR NEW.dispatch < OLD.dispatch)
    EXECUTE FUNCTION "refuse_lower_operation_number"();

-- What a person sees of a store carries a version, so that a client keeps the newest view whatever order things arrive in.
CREATE FUNCTION "raise_store_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER "stores_raise_version" BEFORE UPDATE ON "stores" FOR EACH ROW
    EXECUTE FUNCTION "raise_store_version"();

-- Ids only: who listens reads the rows himself. PostgreSQL merges equal notices of one transaction into one.
CREATE FUNCTION "notify_store_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    store "stores" := coalesce(NEW, OLD);
BEGIN
    PERFORM pg_notify('store_changed', json_build_object('id', store.id, 'ownerId', store.owner_id)::text);
    RETURN NULL;
END $$;

CREATE TRIGGER "stores_notify_changed" AFTER INSERT OR UPDATE OR DELETE ON "stores" FOR EACH ROW
    EXECUTE FUNCTION "notify_store_changed"();

-- A store's operation and its steps belong to the same view, so a visible change of theirs is a change of the store: the
-- empty update raises its version and notifies. Leases, dispatches and attempts are no one's view and stay silent.
CREATE FUNCTION "touch_store_of_operation"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "stores" SET version = version WHERE id = NEW.store_id;
    RETURN NULL;
END $$;

CREATE TRIGGER "operations_insert_touches_store" AFTER INSERT ON "operations" FOR EACH ROW
    EXECUTE FUNCTION "touch_store_of_operation"();

CREATE TRIGGER "operations_update_touches_store" AFTER UPDATE ON "operations" FOR EACH ROW
    WHEN ((OLD.status, OLD.failure, OLD.started_at, OLD.finished_at)
        IS DISTINCT FROM (NEW.status, NEW.failure, NEW.started_at, NEW.finished_at))
    EXECUTE FUNCTION "touch_store_of_operation"();

CREATE FUNCTION "touch_store_of_step"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "stores" SET version = version
        WHERE id = (SELECT store_id FROM "operations" WHERE id = NEW.operation_id);
    RETURN NULL;
END $$;

CREATE TRIGGER "steps_insert_touches_store" AFTER INSERT ON "steps" FOR EACH ROW
    EXECUTE FUNCTION "touch_store_of_step"();

CREATE TRIGGER "steps_update_touches_store" AFTER UPDATE ON "steps" FOR EACH ROW
    WHEN ((OLD.status, OLD.detail, OLD.started_at, OLD.finished_at)
        IS DISTINCT FROM (NEW.status, NEW.detail, NEW.started_at, NEW.finished_at))
    EXECUTE FUNCTION "touch_store_of_step"();

-- An operation is its own outbox: the dispatcher hears of it the moment it is committed, and finds it by looking if not.
CREATE FUNCTION "notify_operation_requested"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('operation_requested', NEW.id::text);
    RETURN NULL;
END $$;

CREATE TRIGGER "operations_notify_requested" AFTER INSERT ON "operations" FOR EACH ROW
    EXECUTE FUNCTION "notify_operation_requested"();

-- The dispatcher looks every few seconds for what is live: a handful of rows, however long the history is.
CREATE INDEX "operations_live" ON "operations" ("send_after") WHERE "status" IN ('queued', 'running');
