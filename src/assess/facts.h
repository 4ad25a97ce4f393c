/*
 * What an assessment reads from the conflict file, as known on a date: the
 * episodes, agreements and missions that touch a dyad, the directed acts and
 * words ("ties") among the parties and outsiders, and the days of violence.
 */
#ifndef TRUCE_ASSESS_FACTS_H
#define TRUCE_ASSESS_FACTS_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

/* One side of the conflict. */
struct truce_party {
    const char *code;   /* "ARM" */
    const char *sector; /* NULL: the government and its organs */
};

/* Where a fact stands: a sentence of a document of the conflict file. */
struct truce_fact_ref {
    int64_t document; /* documents.id, 0: none (imported data) */
    int64_t sentence; /* 0-based */
    int64_t begin;    /* byte span in the document */
    int64_t end;
};

struct truce_fact_episode {
    int64_t id;
    int32_t day;       /* since 1970-01-01 */
    const char *date;  /* ISO 8601 */
    const char *place; /* NULL unknown, as the next three */
    const char *level;
    const char *outcome;
    const char *formats;
    const char **mediators; /* [n_mediators] codes */
    size_t n_mediators;
    bool with[2];     /* party 0, party 1 took part */
    bool with_others; /* other parties too */
    struct truce_fact_ref ref;
};

struct truce_fact_agreement {
    int64_t id;
    int32_t day;
    const char *date;
    const char *kind;
    const char *name;
    const char *status;
    const char **outsiders; /* [n_outsiders] codes that signed, witnessed or
                               guarantee it */
    size_t n_outsiders;
    bool with[2];
    struct truce_fact_ref ref;
};

struct truce_fact_mission {
    int64_t id;
    const char *contributor;
    const char *name;
    const char *area;
    long size; /* persons, 0 unknown */
    const char *start;
    const char *expires;
    const char *notice;
    int32_t start_day;   /* INT32_MIN unknown */
    int32_t expires_day; /* INT32_MAX unknown */
    struct truce_fact_ref ref;
};

/* An act or words of one actor towards another. */
struct truce_fact_tie {
    int32_t day;
    const char *source; /* code, or a party's label; never NULL */
    const char *target;
    int type;      /* enum truce_plover, -1 for a statement */
    double stance; /* -1 hostile .. 1 friendly */
    struct truce_fact_ref ref;
};

/* An outsider named as a mediator where neither day nor parties are told. */
struct truce_fact_named {
    const char *code;
    struct truce_fact_ref ref;
};

struct truce_facts {
    struct truce_party party[2];
    const char *label[2]; /* "ARM", "SDN:REB": how the sides are named here */
    int32_t as_of;        /* last day that is known */
    int32_t first_day;    /* of the first document or event */
    struct truce_fact_episode *episodes; /* [n], by day */
    size_t n_episodes;
    struct truce_fact_agreement *agreements; /* [n], by day */
    size_t n_agreements;
    struct truce_fact_mission *missions; /* [n], not ended on as_of */
    size_t n_missions;
    struct truce_fact_named *named; /* [n] */
    size_t n_named;
    struct truce_fact_tie *ties; /* [n], events by day, then statements */
    size_t n_ties;
    int32_t *violent; /* [n] days with an ASSAULT between the parties */
    size_t n_violent;
    struct truce_arena arena; /* owns all of it */
};

/*
 * Loads what was known on `as_of` (documents up to that day; unknown: all,
 * the last document's day is taken). TRUCE_OK, TRUCE_EDB, TRUCE_ENOMEM.
 * Owned: truce_facts_release.
 */
int truce_facts_load(sqlite3 *db, const struct truce_party party[2],
                     struct truce_date as_of, struct truce_facts *out,
                     struct truce_err *err);
void truce_facts_release(struct truce_facts *facts);

/* 0 or 1 for the party with that label, else -1. */
int truce_facts_side(const struct truce_facts *facts, const char *label);

#endif
