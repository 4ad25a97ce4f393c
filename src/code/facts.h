/*
 * What the steps for statements and registers share: a document's sentences
 * with trees, stems, mentions, dates and quotations at hand.
 */
#ifndef TRUCE_CODE_FACTS_H
#define TRUCE_CODE_FACTS_H

#include "code/cuebook.h"
#include "code/extract.h"
#include "code/tree.h"
#include "code/when.h"
#include "code/where.h"

/* Exact words in quotation marks; bytes of the text, without the marks. */
struct truce_quote {
    size_t begin;
    size_t end;
};

struct truce_mediators;

struct truce_sense {
    const struct truce_sentence *sentence;
    size_t index;
    struct truce_tree tree;
    struct truce_view *stems;       /* [n_tokens] light stems */
    struct truce_view *lemma_stems; /* [n_tokens] of the lemmas of verbs */
    size_t *words;                  /* [n_words] tokens without hyphens */
    uint16_t *firsts; /* [2 * n_words] truce_phrases_first of stem and lemma
                         stem; UINT16_MAX where no
                         phrase begins */
    size_t n_words;
    struct truce_mention *mentions; /* borrowed from the context */
    size_t n_mentions;
    struct truce_dated *dates;
    size_t n_dates;
};

struct truce_senses {
    struct truce_context *context;
    const struct truce_cuebook *book;
    struct truce_view text;
    struct truce_sense *items; /* [n] */
    size_t n;
    struct truce_quote *quotes; /* [n_quotes], in text order */
    size_t n_quotes;
    struct truce_mediators *mediators; /* code/mediators.h; NULL: not yet
                                          sought */
};

/* Prepares all sentences once per document; later calls give the same.
 * TRUCE_OK or TRUCE_ENOMEM. */
int truce_senses_get(struct truce_context *context, struct truce_senses **out);

/* Persons who act for an organisation named beside them take its code; run
 * once, before the slots of events are filled (code/envoys.c). */
void truce_envoys_settle(struct truce_context *context);

/* A cue found at tokens first..last (inclusive). */
struct truce_cue_hit {
    size_t first;
    size_t last;
    const char *code;
    size_t index; /* of the code in its section */
};

/* Next cue of a section at or behind token *at; *at moves behind it. */
bool truce_sense_next(const struct truce_senses *senses,
                      const struct truce_sense *sense,
                      enum truce_cue_section section, size_t *at,
                      struct truce_cue_hit *hit);
/* True when the sentence has the cue code (NULL: any) of a section. */
bool truce_sense_has(const struct truce_senses *senses,
                     const struct truce_sense *sense,
                     enum truce_cue_section section, const char *code);

/* Mention whose head is `token`, else one that covers it, or NULL. */
const struct truce_mention *truce_sense_mention(const struct truce_sense *sense,
                                                int32_t token);

/* Appends an actor unless one with its code and sector (or, without a code,
 * its text) is there. TRUCE_OK or TRUCE_ENOMEM. */
int truce_actors_add(struct truce_arena *arena, struct truce_actors *actors,
                     const struct truce_actor *actor);
bool truce_actors_have(const struct truce_actors *actors, const char *code);
/* Appends the actors that a noun phrase headed by token names, with its
 * conjuncts; only those with a code. */
int truce_sense_actors(const struct truce_senses *senses,
                       const struct truce_sense *sense, int32_t token,
                       struct truce_actors *actors);

/* Bytes of the subtree of token as a view and span; `skip` (or -1) is a
 * child left out when it stands at an end. */
struct truce_evidence truce_sense_span(const struct truce_sense *sense,
                                       int32_t token);
struct truce_view truce_senses_view(const struct truce_senses *senses,
                                    size_t begin, size_t end);
struct truce_evidence truce_sense_whole(const struct truce_sense *sense);

/* The quotation that covers byte `at`, or NULL. */
const struct truce_quote *truce_senses_quote(const struct truce_senses *senses,
                                             size_t at);

/* Date told in the sentence closest to token, else unknown. */
struct truce_date truce_sense_date(const struct truce_sense *sense,
                                   size_t token);
/* Nearest day told in this sentence or up to `back` before it. */
struct truce_date truce_senses_date_before(const struct truce_senses *senses,
                                           size_t sentence, size_t back);

/* Number told by token ("five", "1,960"), 0 for none. */
double truce_sense_number(const struct truce_sense *sense, size_t token);
/* Months of a term told at or behind token: "five-year", "14 months"; 0
 * none. *last is the last token of it. */
int truce_sense_months(const struct truce_sense *sense, size_t token,
                       size_t *last);

/* True when the lemma of `token` (-1: none) is one of `words`, as for
 * truce_tree_lemma_in; inline for the length of a literal. */
static inline bool truce_sense_lemma(const struct truce_sense *sense,
                                     int32_t token, const char *words)
{
    return token >= 0 && truce_tree_lemma_in(&sense->tree, token, words);
}

/* Preposition of the phrase headed by token, wherever the parser hung it;
 * {NULL,0}: none. */
struct truce_view truce_sense_prep(const struct truce_sense *sense,
                                   int32_t token);

#endif
