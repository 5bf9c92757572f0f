-- By hand: what the schema file cannot express. Apart from the migration before it, which locks the people: whoever writes a store
-- locks both, and would deadlock with one that took them one after the other.

-- The mail is asked for by whatever ends the work, in that very statement: exactly one, whichever way the store failed or went. As the
-- owner, because an app that works while this is applied has its rights to the new table only after it.
CREATE FUNCTION "ask_for_mail"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO "mails" ("operation_id", "subject") VALUES (OLD.operation_id, TG_ARGV[0]::"mail_subject")
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER "stores_failed_asks_for_mail" AFTER UPDATE ON "stores" FOR EACH ROW
    WHEN (OLD.status <> 'failed' AND NEW.status = 'failed')
    EXECUTE FUNCTION "ask_for_mail"('failed');

CREATE TRIGGER "stores_gone_asks_for_mail" AFTER DELETE ON "stores" FOR EACH ROW
    EXECUTE FUNCTION "ask_for_mail"('deleted');
