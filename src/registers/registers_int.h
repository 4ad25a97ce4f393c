/* What the files of registers/ share among themselves. */
#ifndef TRUCE_REGISTERS_INT_H
#define TRUCE_REGISTERS_INT_H

#include <jansson.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "registers/registers.h"

enum truce_register_kind {
    TRUCE_REGISTER_AGREEMENT,
    TRUCE_REGISTER_MISSION,
    TRUCE_REGISTER_EPISODE,
    TRUCE_N_REGISTERS
};

/* One telling of one thing. */
struct truce_mention_row {
    int64_t id;
    const char *key;
    int64_t document;
    const char *document_name;
    struct truce_date told; /* date of the document */
    struct truce_date date; /* of the thing */
    int64_t sentence, begin, end;
    json_t *facts;   /* owned by the merger */
    int64_t old_row; /* in the register made last, 0: none */
    size_t cluster;
    bool apart; /* a person split it off */
};

/* Tellings of one thing; members in order of key. */
struct truce_cluster {
    size_t *members; /* indices of mentions */
    size_t n;
    size_t next; /* in the same bucket, SIZE_MAX at its end */
    int64_t row; /* id in the register's table once written */
};

struct truce_merger {
    sqlite3 *db;
    struct truce_arena arena;
    enum truce_register_kind kind;
    struct truce_mention_row *mentions; /* [n], in order of date and key */
    size_t n, cap;
    struct truce_cluster *clusters; /* [n_clusters] */
    size_t n_clusters, clusters_cap;
    struct truce_map agreement_rows; /* mention key -> agreements.id */
    bool keep_rows; /* as of a day: rows keep their ids, none is dropped */
    struct truce_err *err;
};

const char *truce_register_name(enum truce_register_kind kind);

/* Fields of facts; NULL, 0 and unknown where absent. */
const char *truce_fact_text(const json_t *facts, const char *name);
struct truce_date truce_fact_date(const json_t *facts, const char *name);
long truce_fact_count(const json_t *facts, const char *name);
/* True when the actor lists `a` and `b` share a code; -1 when one is empty. */
int truce_fact_share(const json_t *a, const json_t *b);
/* Codes that both lists have. */
size_t truce_fact_shared(const json_t *a, const json_t *b);

/* Can two agreements of these facts be one, by their kinds? */
bool truce_register_kinds_meet(const json_t *a, const json_t *b);
/* Do two tellings speak of one thing? */
bool truce_register_same(enum truce_register_kind kind,
                         const struct truce_mention_row *a,
                         const struct truce_mention_row *b);

/*
 * Value of a field that most documents tell; rivals go to the table
 * contradictions under `row`. `path`: "place.name" or "date". The text is
 * borrowed from the facts or the arena; NULL where no telling has one.
 */
const char *truce_register_vote(struct truce_merger *merger,
                                const struct truce_cluster *cluster,
                                const char *path, int64_t row);

/* Distinct documents of a cluster. */
size_t truce_register_support(const struct truce_merger *merger,
                              const struct truce_cluster *cluster);
double truce_register_confidence(size_t support);

/* Actors that the tellings list under `field`, one per code and name, best
 * described first; new reference. */
json_t *truce_register_actors(const struct truce_merger *merger,
                              const struct truce_cluster *cluster,
                              const char *field);

/* Makes all registers of the connection's tables again, in no transaction of
 * its own; releases what the merger holds. */
int truce_register_merge_all(struct truce_merger *merger);

/* Writes the rows of all clusters of the merger's kind. */
int truce_register_write_agreements(struct truce_merger *merger);
int truce_register_write_missions(struct truce_merger *merger);
int truce_register_write_episodes(struct truce_merger *merger);

/*
 * Prepared statement with values: format letters i (int64_t), r (double),
 * t (const char *, NULL binds NULL), d (struct truce_date), c (long, 0 binds
 * NULL). Runs it. TRUCE_OK or TRUCE_EDB.
 */
int truce_register_run(struct truce_merger *merger, const char *sql,
                       const char *format, ...);
/* Writes actors of a list under a role. `table`: signatories or
 * episode_parties. */
int truce_register_put_actors(struct truce_merger *merger, const char *table,
                              int64_t row, const char *role,
                              const json_t *actors);

#endif
