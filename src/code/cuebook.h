/*
 * The words that statements and registers are read from: lexicon/speech.tsv,
 * facts.tsv, stance.tsv and issues.tsv, loaded once with the coder, shared by
 * threads.
 */
#ifndef TRUCE_CODE_CUEBOOK_H
#define TRUCE_CODE_CUEBOOK_H

#include "base/err.h"
#include "lexicon/phrases.h"

enum truce_cue_section {
    TRUCE_FACT_AGREEMENT,
    TRUCE_FACT_LIFE,
    TRUCE_FACT_PROVISION,
    TRUCE_FACT_MISSION,
    TRUCE_FACT_FORMAT,
    TRUCE_FACT_LEVEL,
    TRUCE_FACT_OUTCOME,
    TRUCE_FACT_OCCASION,
    TRUCE_FACT_HEARER, /* whom one tells things; codes are occasions */
    TRUCE_FACT_STATE,
    TRUCE_FACT_MEDIATES, /* verbs of third parties; codes are roles */
    TRUCE_FACT_LEADS,    /* the same, where a matter is their object */
    TRUCE_FACT_BEARER,   /* nouns of who mediates, hosts, observes */
    TRUCE_FACT_OFFICE,   /* nouns of what these do */
    TRUCE_FACT_MATTER,   /* talks, deals: what is mediated */
    TRUCE_FACT_ISSUE,
    TRUCE_FACT_DOER, /* lexicon/stance.tsv, code: the weight as text */
    TRUCE_FACT_DONE,
    TRUCE_FACT_DEAL,
    TRUCE_FACT_OWN,
    TRUCE_FACT_IS,
    TRUCE_FACT_FEEL,
    TRUCE_FACT_WANT,
    TRUCE_FACT_SPOIL,
    TRUCE_N_FACTS
};

#define TRUCE_CUEBOOK_CODES 64

enum truce_speech_kind {
    TRUCE_SPEECH_SAY,  /* "said that ..." */
    TRUCE_SPEECH_CALL, /* "called it ..." */
    TRUCE_SPEECH_ACT,  /* "accused Baku" */
    TRUCE_SPEECH_VIEW, /* "backed the plan", of a matter only */
    TRUCE_SPEECH_WILL, /* "refused to discuss" */
    TRUCE_N_SPEECH_KINDS
};

struct truce_speech {
    enum truce_speech_kind kind;
    const char *act;
    double stance; /* NaN: the words decide */
};

struct truce_cuebook {
    struct truce_arena arena;
    struct truce_phrases phrases[TRUCE_N_FACTS]; /* value: index of codes */
    const char *codes[TRUCE_N_FACTS][TRUCE_CUEBOOK_CODES];
    size_t n_codes[TRUCE_N_FACTS];
    struct truce_map speech; /* lemma to struct truce_speech * */
    struct truce_map tracks; /* code to its name */
};

/* Zeroed before. TRUCE_ENOENT, TRUCE_EFORMAT with file and line,
 * TRUCE_ENOMEM. */
int truce_cuebook_load(struct truce_cuebook *book, struct truce_err *err);
void truce_cuebook_release(struct truce_cuebook *book);

/* What a lemma says as a verb of speaking; NULL: it is none. */
const struct truce_speech *
truce_cuebook_speech(const struct truce_cuebook *book, struct truce_view lemma);

/* Name of the mediation track of an actor's code ("Moscow"), or NULL. */
const char *truce_cuebook_track(const struct truce_cuebook *book,
                                const char *code);

#endif
