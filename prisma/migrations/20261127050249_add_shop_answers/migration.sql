-- CreateTable
CREATE TABLE "shop_answers" (
    "store_id" CHAR(10) NOT NULL,
    "answers" BOOLEAN,
    "reason" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_answers_pkey" PRIMARY KEY ("store_id")
);

-- From here on by hand: what the schema file cannot express.

-- Who looks at the store hears of a shop that falls silent, or is back. When it was asked last is no news.
CREATE FUNCTION "touch_store_of_answer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "stores" SET version = version WHERE id = NEW.store_id;
    RETURN NULL;
END $$;

CREATE TRIGGER "shop_answers_update_touches_store" AFTER UPDATE ON "shop_answers" FOR EACH ROW
    WHEN ((OLD.answers, OLD.reason) IS DISTINCT FROM (NEW.answers, NEW.reason))
    EXECUTE FUNCTION "touch_store_of_answer"();
