/*
 * Who can prevent a new war? Each would-be mediator of a dyad with its
 * components, two standings (deal and durability), ranks under uncertain
 * weights, and the evidence for all of it. Formulas: docs/assess.md.
 */
#ifndef TRUCE_ASSESS_ASSESS_H
#define TRUCE_ASSESS_ASSESS_H

#include <jansson.h>

#include "assess/estimate.h"
#include "assess/settings.h"

struct truce_assess_options {
    struct truce_party party[2];
    struct truce_date as_of; /* unknown: the last document's day */
    const char *settings;    /* file; NULL: the shipped one */
    size_t draws;            /* bootstrap and weight draws, 0: 400 */
    uint64_t seed;
};

/* One component of one mediator. */
struct truce_component {
    struct truce_estimate estimate; /* NaN: unknown */
    double side[2]; /* by party where it has sides, NaN unknown */
    bool sided;
    struct truce_items evidence; /* strongest first */
    const char *why;             /* one line in words; NULL when unknown */
    double *draws;               /* [options.draws]; NULL when unknown */
};

/* The two kinds of leverage (Reid 2015). */
enum truce_leverage_kind {
    TRUCE_CAPABILITY,  /* what it can do to or for a side */
    TRUCE_CREDIBILITY, /* what a side asks of it or yields to it */
    TRUCE_N_LEVERAGE
};

/* Escalation after a mediator's meetings against other months. */
struct truce_effect {
    struct truce_estimate ratio; /* hazard ratio, 1: no difference; NaN */
    size_t months;               /* watched months with a meeting behind them */
    size_t escalations;          /* escalated months among them */
};

enum { TRUCE_N_HIGHLIGHTS = 3 };

struct truce_mediator {
    const char *code;
    const char *name;
    const char *said; /* in a sentence: "the European Union" */
    struct truce_component component[TRUCE_N_COMPONENTS];
    struct truce_estimate standing[TRUCE_N_STANDINGS];
    double known[TRUCE_N_STANDINGS]; /* share of weight with evidence */
    size_t rank;     /* 1-based, by the mean of both standings */
    size_t rank_low; /* 90% interval */
    size_t rank_high;
    size_t rank_by[TRUCE_N_STANDINGS];
    double share_first; /* share of draws in which it ranks first */
    size_t n_episodes;  /* with both sides */
    const struct truce_fact_episode *last;    /* latest of these; NULL */
    const struct truce_fact_mission *mission; /* active one; NULL */
    double leverage[TRUCE_N_LEVERAGE][2]; /* by kind and party, NaN unknown */
    const char *rivals; /* names of tracks at odds with it; NULL: none */
    const char *trend;  /* "rising", "steady", "falling"; NULL unknown */
    struct truce_effect effect;
    struct truce_item highlights[TRUCE_N_HIGHLIGHTS]; /* to read first */
    size_t n_highlights;
};

struct truce_assessment {
    struct truce_assess_options options;
    struct truce_assess_settings settings;
    struct truce_facts facts;
    const char *party_name[2];
    struct truce_mediator *mediators; /* [n_mediators], best first */
    size_t n_mediators;
    size_t n_documents; /* known on the day */
    const char **notes; /* [n_notes] */
    size_t n_notes;
    struct truce_arena arena;
};

/*
 * Assesses the dyad from the conflict file. `options` strings are borrowed
 * while the assessment lives. TRUCE_OK (without mediators where none is
 * known), TRUCE_EDB, TRUCE_ENOMEM, errors of the settings file. Owned:
 * truce_assessment_free.
 */
int truce_assess(sqlite3 *db, const struct truce_assess_options *options,
                 struct truce_assessment **out, struct truce_err *err);
void truce_assessment_free(struct truce_assessment *assessment);

/* A sentence of evidence; strings live in the assessment's arena. */
struct truce_evidence_text {
    const char *document; /* documents.name */
    const char *date;     /* of the document; NULL unknown */
    const char *text;     /* of the sentence */
};

/* Looks up an item's sentence. TRUCE_OK; TRUCE_ENOENT where the item has no
 * document (imported data). */
int truce_assess_evidence(sqlite3 *db, struct truce_assessment *assessment,
                          const struct truce_item *item,
                          struct truce_evidence_text *out,
                          struct truce_err *err);

/* The object that `truce who --json` prints, without "risk". Owned; NULL
 * when memory is out or the file cannot be read. */
json_t *truce_assess_json(sqlite3 *db, struct truce_assessment *assessment,
                          struct truce_err *err);

#endif
