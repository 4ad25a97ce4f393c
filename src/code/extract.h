/*
 * The steps inside truce_coder_code, one per kind of fact. Each reads what
 * the earlier ones put into the context and appends to context->out.
 */
#ifndef TRUCE_CODE_EXTRACT_H
#define TRUCE_CODE_EXTRACT_H

#include "code/coder.h"

struct truce_senses;
struct truce_features;

/* Everything a step needs to know about the document being coded. */
struct truce_context {
    const struct truce_coder *coder;
    const struct truce_document *document;
    struct truce_arena *arena;
    struct truce_coded *out;         /* text is filled first */
    struct truce_mention **mentions; /* [n_sentences][n_mentions[i]], with
                                        references resolved */
    size_t *n_mentions;              /* [n_sentences] */
    const char *home;                /* country it is mostly about, or NULL */
    double kind;  /* log odds that the text is like news; code/kind.h */
    double floor; /* confidence from which events are told */
    struct truce_senses *senses;     /* code/facts.h; made on first use */
    /* Shown each told event with its features, for training; NULL: nobody. */
    void (*watch)(void *payload, const struct truce_event *event,
                  const struct truce_features *features);
    /* Shown each act that was found and is not told, with the reason; NULL:
     * nobody. */
    void (*left_out)(void *payload, size_t sentence, size_t token,
                     const char *why);
    void *payload;      /* of both */
    bool watch_doubted; /* tell what doubt.c would drop, too */
};

/* In order of running. Each returns TRUCE_OK or TRUCE_ENOMEM. */
int truce_extract_events(struct truce_context *context);
int truce_extract_statements(struct truce_context *context);
int truce_extract_agreements(struct truce_context *context);
int truce_extract_missions(struct truce_context *context);
int truce_extract_episodes(struct truce_context *context);
int truce_extract_issues(struct truce_context *context);

#endif
