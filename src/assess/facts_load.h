/* Inside facts*.c only: what the loading steps share. */
#ifndef TRUCE_ASSESS_FACTS_LOAD_H
#define TRUCE_ASSESS_FACTS_LOAD_H

#include "assess/facts.h"
#include "base/map.h"

struct truce_facts_loader {
    sqlite3 *db;
    struct truce_facts *facts;
    struct truce_err *err;
    char as_of[TRUCE_DATE_SIZE];
    bool open; /* no date was asked for: undated documents count too */
    struct truce_map ties_seen;
    char *codes; /* JSON list of the parties and mediators, owned (free) */
    size_t cap_episodes, cap_agreements, cap_missions, cap_named;
    size_t cap_ties, cap_violent;
};

typedef int (*truce_facts_row_fn)(struct truce_facts_loader *loader,
                                  sqlite3_stmt *stmt);

/* Runs sql with :as_of, :open, :codes and :id bound and gives each row to
 * fn. TRUCE_OK, TRUCE_EDB, what fn returns. */
int truce_facts_rows(struct truce_facts_loader *loader, const char *sql,
                     int64_t id, truce_facts_row_fn fn);

/* The code or label under which an actor is counted, NULL when it is none of
 * ours (a newspaper, an opposition, de facto authorities unless they are a
 * party). *side becomes 0 or 1 for a party, else -1. */
const char *truce_facts_counted(const struct truce_facts *facts,
                                const char *code, const char *sector,
                                int *side);

/* Text and evidence from columns of a row; kept copies into the arena (NULL
 * for NULL); day is the first day that an ISO date covers, the last one when
 * `last`, `unknown` where there is no date. */
const char *truce_facts_text(sqlite3_stmt *stmt, int column);
char *truce_facts_kept(struct truce_facts_loader *loader, const char *text);
int32_t truce_facts_day(const char *text, bool last, int32_t unknown);
struct truce_fact_ref truce_facts_ref(sqlite3_stmt *stmt, int column);

/* Sets loader->codes to the parties and those who may mediate, as far as they
 * are loaded: an imported data set has millions of acts among others. */
int truce_facts_list_codes(struct truce_facts_loader *loader);

/* The steps of facts_ties.c; run after the registers are loaded. */
int truce_facts_load_ties(struct truce_facts_loader *loader);
int truce_facts_load_violence(struct truce_facts_loader *loader);

#endif
