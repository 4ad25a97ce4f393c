/*
 * Every limit of the program, with its reason. Input that passes one is
 * refused with TRUCE_ELIMIT, by name; the rest goes on.
 */
#ifndef TRUCE_BASE_LIMITS_H
#define TRUCE_BASE_LIMITS_H

/* One file that is read as a whole: a page, a feed, a JSON array. */
#define TRUCE_MAX_DOCUMENT_BYTES (16u << 20)
/* The text of one article. The longest agreements (300 pages) stay under it;
 * coding takes up to 200 times the text (measured: 231 MB at 0.8 MB), and the
 * program promises to stay within 300 MB. */
#define TRUCE_MAX_TEXT_BYTES (1u << 20)
/* One line of JSONL, CSV or a lexicon; a line may hold a whole document. */
#define TRUCE_MAX_LINE_BYTES (20u << 20)
/* Words of one sentence that the parser treats as a whole; longer ones are
 * cut, so that time stays linear. */
#define TRUCE_MAX_SENTENCE_TOKENS 256
/* Nesting of archives inside archives: bombs. */
#define TRUCE_MAX_ARCHIVE_DEPTH 3
/* Unpacked bytes of one archive member list before it is called a bomb. */
#define TRUCE_MAX_UNPACKED_BYTES (4ull << 30)
/* Actors in one slot of an event. */
#define TRUCE_MAX_SLOT_ACTORS 16
/* Worker threads. */
#define TRUCE_MAX_THREADS 256
/* Fields of one row of a table file. */
#define TRUCE_MAX_FIELDS 128

#endif
