-- Reapplied after every migration: what drizzle cannot write.
INSERT INTO change_log_epochs (epoch, started_at)
SELECT lower(hex(randomblob(8))), CAST(unixepoch('subsec') * 1000 AS INTEGER)
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
DROP TRIGGER IF EXISTS revisions_stay;
CREATE TRIGGER revisions_stay BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END;
DROP TRIGGER IF EXISTS revisions_kept;
CREATE TRIGGER revisions_kept BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END;
DROP TRIGGER IF EXISTS changes_stay;
CREATE TRIGGER changes_stay BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
DROP TRIGGER IF EXISTS changes_kept;
CREATE TRIGGER changes_kept BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
DROP TRIGGER IF EXISTS terms_stay;
CREATE TRIGGER terms_stay BEFORE UPDATE ON terms BEGIN SELECT RAISE(ABORT, 'terms are immutable'); END;
DROP TRIGGER IF EXISTS terms_kept;
CREATE TRIGGER terms_kept BEFORE DELETE ON terms BEGIN SELECT RAISE(ABORT, 'terms are immutable'); END;
DROP TRIGGER IF EXISTS audit_entries_stay;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
DROP TRIGGER IF EXISTS audit_entries_kept;
CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- The words of published stories under their ordinals: no text, only where each word stands. What is deleted
-- leaves no trace in it. The words come folded and split, so nothing is left to split but spaces.
CREATE VIRTUAL TABLE IF NOT EXISTS article_words USING fts5(words, content='', tokenize='ascii');
INSERT INTO article_words (article_words, rank)
SELECT 'secure-delete', 1 WHERE NOT EXISTS (SELECT 1 FROM article_words_config WHERE k = 'secure-delete');
