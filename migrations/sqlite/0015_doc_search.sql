-- The full text of doc_sections, without a copy of it. Its words come from `docs/search/analyse.ts`: the tokenizer only has to part them at spaces.
CREATE VIRTUAL TABLE `doc_search` USING fts5(title, heading, body, content='', contentless_delete=1, prefix='2 3', tokenize="unicode61 remove_diacritics 0");
--> statement-breakpoint
CREATE VIRTUAL TABLE `doc_vocabulary` USING fts5vocab(doc_search, 'row');
--> statement-breakpoint
INSERT INTO doc_search (rowid, title, heading, body) SELECT id, title_words, heading_words, body_words FROM doc_sections;
--> statement-breakpoint
CREATE TRIGGER `doc_sections_inserted` AFTER INSERT ON `doc_sections` BEGIN
	INSERT INTO doc_search (rowid, title, heading, body) VALUES (new.id, new.title_words, new.heading_words, new.body_words);
END;
--> statement-breakpoint
CREATE TRIGGER `doc_sections_deleted` AFTER DELETE ON `doc_sections` BEGIN
	DELETE FROM doc_search WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `doc_sections_updated` AFTER UPDATE OF id, title_words, heading_words, body_words ON `doc_sections` BEGIN
	DELETE FROM doc_search WHERE rowid = old.id;
	INSERT INTO doc_search (rowid, title, heading, body) VALUES (new.id, new.title_words, new.heading_words, new.body_words);
END;
