-- The full text of doc_sections. Its words come from `docs/search/analyse.ts`: the parser only has to part them at spaces.
ALTER TABLE "doc_sections" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (
	setweight(to_tsvector('simple'::regconfig, "title_words"), 'A') ||
	setweight(to_tsvector('simple'::regconfig, "heading_words"), 'B') ||
	setweight(to_tsvector('simple'::regconfig, "body_words"), 'D')
) STORED;
--> statement-breakpoint
CREATE INDEX "doc_sections_words" ON "doc_sections" USING gin ("words");
