-- By hand, since the schema file cannot express it: names go by their characters, as browsers compare them, whatever the order of the
-- database's language is. No row is rewritten, and what the version before asks for has the same answers.
ALTER TABLE "stores" ALTER COLUMN "name" TYPE TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "stores_owner_id_name_id_idx" ON "stores"("owner_id", "name", "id");
