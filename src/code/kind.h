/* Whether a text is written like news: from its words without names, the
 * length of its sentences and its share of names. Events of text unlike news have to
 * be surer to be told by default (docs/codebook.md, "Confidence"). */
#ifndef TRUCE_CODE_KIND_H
#define TRUCE_CODE_KIND_H

#include "code/confidence.h"
#include "code/extract.h"

/* "Log odds" of a text too short to tell its kind: it is taken for news. */
#define TRUCE_KIND_SHORT 60.0

/* Takes the features of a text, one after the other. */
struct truce_kind {
    void (*add)(struct truce_kind *self, const struct truce_feature *feature);
    void *payload; /* of add */
};

/* Hands every feature of context's text, whose mentions are known, to `add`;
 * values are borrowed from the text and the arena. TRUCE_OK, TRUCE_ENOMEM. */
int truce_kind_describe(const struct truce_context *context,
                        struct truce_kind *kind);

/* *out: log odds that the text is like news; TRUCE_KIND_SHORT for one too short.
 * TRUCE_OK, TRUCE_ENOMEM. */
int truce_kind_find(const struct truce_context *context, double *out);

/* Sets context->kind and context->floor: the coder's floor, else that of the
 * kind. TRUCE_OK, TRUCE_ENOMEM. */
int truce_kind_floor(struct truce_context *context);

#endif
