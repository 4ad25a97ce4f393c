/*
 * The coder: a document in, a struct truce_coded out. A struct truce_coder
 * holds model, lexicon and compiled frames; read-only, shared by threads.
 */
#ifndef TRUCE_CODE_CODER_H
#define TRUCE_CODE_CODER_H

#include "base/err.h"
#include "code/coded.h"
#include "lang/lang.h"
#include "lexicon/lexicon.h"
#include "read/document.h"

struct truce_coder;

struct truce_coder_options {
    const char *model; /* NULL: shipped */
    struct truce_lexicon_options lexicon;
    bool no_defaults;      /* do not fill empty slots by low-confidence rules */
    double min_confidence; /* weaker events are not told; 0: as the weights
                              decide, who ask more of texts unlike news;
                              negative: all are told */
    bool fresh_frames;     /* compile frames anew, not from the patterns file */
};

/* Owned: close with truce_coder_close. Errors of its parts. */
int truce_coder_open(const struct truce_coder_options *options,
                     struct truce_coder **out, struct truce_err *err);
void truce_coder_close(struct truce_coder *coder); /* NULL accepted */

/* Working memory of one thread. Owned. */
struct truce_coder_scratch;
int truce_coder_scratch_new(const struct truce_coder *coder,
                            struct truce_coder_scratch **out);
void truce_coder_scratch_free(struct truce_coder_scratch *scratch);

/*
 * Codes one document; results live in `arena`, which must outlive them, as
 * must document and coder. TRUCE_OK, TRUCE_ENOMEM, TRUCE_ELIMIT.
 */
int truce_coder_code(const struct truce_coder *coder,
                     struct truce_coder_scratch *scratch,
                     const struct truce_document *document,
                     struct truce_arena *arena, struct truce_coded *out,
                     struct truce_err *err);

/* Parts, for commands that need one only. Borrowed from the coder. */
const struct truce_lang *truce_coder_lang(const struct truce_coder *coder);
const struct truce_lexicon *
truce_coder_lexicon(const struct truce_coder *coder);

/* Version of program, model and lexicon that decides whether a document
 * must be coded again: hex digits, borrowed from the coder. */
const char *truce_coder_version(const struct truce_coder *coder);

#endif
