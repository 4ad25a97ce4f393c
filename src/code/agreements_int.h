/*
 * What the files that read agreements share: extract_agreements.c goes
 * through the document, agreement_phrases.c reads a noun and its verb,
 * signatories.c who agreed, agreement_kinds.c of what kind, and
 * agreement_rows.c joins the mentions of one text.
 */
#ifndef TRUCE_CODE_AGREEMENTS_INT_H
#define TRUCE_CODE_AGREEMENTS_INT_H

#include "code/facts.h"

/* Verbs whose subjects or agents are parties of the text they govern. */
#define TRUCE_SIGNING_VERBS                                                    \
    " sign agree reach adopt conclude initial initiall initialled strike "     \
    "accept seal issue "                                                       \
    "announce clinch finalise finalize ink approve signing adoption "          \
    "conclusion secure put hammer declare hold observe extend renew begin "

struct truce_agreement_maker {
    struct truce_senses *senses;
    struct truce_arena *arena;
    struct truce_coded *out;
    size_t cap;
    const char **heads; /* [n_agreements] lemma of the noun */
    size_t heads_cap;
};

/* One noun phrase that names an agreement. */
struct truce_agreement_phrase {
    const struct truce_sense *sense;
    struct truce_cue_hit hit;
    int32_t head;
    int32_t verb;     /* that governs it, or -1 */
    const char *life; /* what the verb does to it, or NULL */
    bool definite;
    bool on_paper;           /* "said in a joint statement" */
    bool unreal;             /* negated, planned, wished for */
    struct truce_date inner; /* a date inside the phrase */
};

/* Reads the noun at `hit` into *p; false: it names no text here. */
bool truce_agreements__phrase(const struct truce_senses *senses,
                              const struct truce_sense *sense,
                              const struct truce_cue_hit *hit,
                              struct truce_agreement_phrase *p);
/* The act of `verb` is negated, planned or wished for. */
bool truce_agreements__is_unreal(const struct truce_sense *sense, int32_t verb);
/* Token that the noun phrase of `head` begins with, articles aside. */
size_t truce_agreements__first(const struct truce_sense *sense, int32_t head);
/* The kind, where "other", from the words below the token `top`. */
const char *truce_agreements__kind(const struct truce_senses *senses,
                                   const struct truce_sense *sense,
                                   const char *kind, int32_t top);
/* The words for what ended ("put an end to the 2020 war"), or NULL. */
const char *truce_agreements__ended(const struct truce_agreement_maker *maker,
                                    const struct truce_sense *sense);
/* The kind of `a`, told by `p`, now that its parties are known. */
const char *truce_agreements__by_parties(const struct truce_agreement_phrase *p,
                                         const struct truce_agreement *a);
bool truce_agreements__may_sign(const struct truce_actor *actor);
/* Appends those whom the phrase headed by `token` names; third parties of
 * the sentence's events only with `even_thirds`. TRUCE_OK, TRUCE_ENOMEM. */
int truce_agreements__add(const struct truce_agreement_maker *maker,
                          const struct truce_sense *sense, int32_t token,
                          bool even_thirds, struct truce_actors *out);
/* Who agreed on the text that the phrase names, by rules of falling worth.
 * TRUCE_OK or TRUCE_ENOMEM. */
int truce_agreements__parties(const struct truce_agreement_maker *maker,
                              const struct truce_agreement_phrase *p,
                              struct truce_actors *out);
/* Adds `a` to the row of the text that it speaks of, or gives it one where it
 * has a day or parties; `head` is its noun's lemma, `definite`: told before.
 * TRUCE_OK or TRUCE_ENOMEM. */
int truce_agreements__put(struct truce_agreement_maker *maker,
                          const struct truce_agreement *a, const char *head,
                          bool definite);
/* The document told of an agreement of this kind. */
bool truce_agreements__told_before(const struct truce_agreement_maker *maker,
                                   const struct truce_agreement *a);
/* "It provides for an immediate ceasefire": true where the phrase only says
 * of what kind the text told last is, which is noted. */
bool truce_agreements__tells_kind(struct truce_agreement_maker *maker,
                                  const struct truce_agreement_phrase *p);

#endif
