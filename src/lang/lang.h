/*
 * Text to sentences, tokens, tags and trees. A struct truce_lang is the
 * loaded model: read-only after opening, shared by threads.
 */
#ifndef TRUCE_LANG_LANG_H
#define TRUCE_LANG_LANG_H

#include "base/err.h"
#include "lang/sentence.h"

struct truce_lang;

/*
 * Maps and checks the model file. `path` NULL: the shipped one
 * (models/english.model). Owned: close with truce_lang_close. Returns
 * TRUCE_OK, TRUCE_ENOENT, TRUCE_EVERSION, TRUCE_ECHECKSUM, TRUCE_EFORMAT,
 * TRUCE_ENOMEM.
 */
int truce_lang_open(const char *path, struct truce_lang **out,
                    struct truce_err *err);
void truce_lang_close(struct truce_lang *lang); /* NULL accepted */

/* Working memory of one thread; grows to the longest text seen. Owned. */
struct truce_lang_scratch;
int truce_lang_scratch_new(const struct truce_lang *lang,
                           struct truce_lang_scratch **out);
void truce_lang_scratch_free(struct truce_lang_scratch *scratch);

/*
 * Splits, tags, lemmatises and parses `text` (UTF-8). Results live in
 * `arena` and borrow from `text`. Thread rule: one scratch per thread.
 * Returns TRUCE_OK, TRUCE_ENOMEM, TRUCE_ELIMIT.
 */
int truce_lang_parse(const struct truce_lang *lang,
                     struct truce_lang_scratch *scratch, struct truce_view text,
                     struct truce_arena *arena, struct truce_text *out,
                     struct truce_err *err);

/*
 * The same for sentences whose tokens are given (form, span, space_after,
 * mwt set): fills tags, lemmas and trees in place.
 */
int truce_lang_analyse(const struct truce_lang *lang,
                       struct truce_lang_scratch *scratch,
                       struct truce_arena *arena,
                       struct truce_sentence *sentences, size_t n,
                       struct truce_err *err);

enum { TRUCE_LANG_VECTOR = 100 };
/* Copies the word vector of `form` (TRUCE_LANG_VECTOR numbers, most within
 * -1..1) to out; false, out untouched, when the model has none. */
bool truce_lang_vector(const struct truce_lang *lang, struct truce_view form,
                       float *out);

#endif
