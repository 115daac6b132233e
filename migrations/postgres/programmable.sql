-- Reapplied after every migration: what drizzle cannot write.
INSERT INTO change_log_epochs (epoch, started_at)
SELECT substr(md5(random()::text || clock_timestamp()::text), 1, 16), (extract(epoch FROM clock_timestamp()) * 1000)::bigint
WHERE NOT EXISTS (SELECT 1 FROM change_log_epochs);

-- A follower begins at the end of the log: what happened before there was one is not told now.
INSERT INTO followers (name, seq)
SELECT 'notices', (SELECT COALESCE(MAX(seq), 0) FROM changes)
WHERE NOT EXISTS (SELECT 1 FROM followers WHERE name = 'notices');
INSERT INTO followers (name, seq)
SELECT 'webhooks', (SELECT COALESCE(MAX(seq), 0) FROM changes)
WHERE NOT EXISTS (SELECT 1 FROM followers WHERE name = 'webhooks');
INSERT INTO followers (name, seq)
SELECT 'urgent webhooks', (SELECT COALESCE(MAX(seq), 0) FROM changes)
WHERE NOT EXISTS (SELECT 1 FROM followers WHERE name = 'urgent webhooks');
INSERT INTO followers (name, seq)
SELECT 'reminders', (SELECT COALESCE(MAX(seq), 0) FROM changes)
WHERE NOT EXISTS (SELECT 1 FROM followers WHERE name = 'reminders');

-- Before the end of a partnership was kept, the last change of one that is over comes nearest to it.
UPDATE partners SET ended_at = updated_at WHERE ended_at IS NULL AND status IN ('terminated', 'declined');

-- History is only ever added to.
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

DROP TRIGGER IF EXISTS revisions_stay ON revisions;
CREATE TRIGGER revisions_stay BEFORE UPDATE OR DELETE ON revisions FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
DROP TRIGGER IF EXISTS changes_stay ON changes;
CREATE TRIGGER changes_stay BEFORE UPDATE OR DELETE ON changes FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
DROP TRIGGER IF EXISTS terms_stay ON terms;
CREATE TRIGGER terms_stay BEFORE UPDATE OR DELETE ON terms FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
DROP TRIGGER IF EXISTS audit_entries_stay ON audit_entries;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- The words of published stories under their ordinals, folded and split by the program.
CREATE TABLE IF NOT EXISTS article_words (rowid bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX IF NOT EXISTS article_words_found ON article_words USING gin (words) WITH (fastupdate = off);
