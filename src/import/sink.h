/*
 * Where imported rows go: the tables of a conflict file, through prepared
 * statements, inside the caller's transaction. A row that is there already
 * (by the key of its set) is left as it is.
 */
#ifndef TRUCE_IMPORT_SINK_H
#define TRUCE_IMPORT_SINK_H

#include <sqlite3.h>

#include "import/format.h"

struct truce_import_sink;

struct truce_import_origin {
    int64_t import;     /* row of `imports` */
    const char *label;  /* "UCDP GED 25.1": made_by and source */
    const char *set;    /* "UCDP GED": what its releases' labels begin with */
    const char *prefix; /* of row keys */
};

/* Owned. Strings of origin are borrowed. TRUCE_OK, TRUCE_EDB,
 * TRUCE_ENOMEM. */
int truce_import_sink_open(sqlite3 *db,
                           const struct truce_import_origin *origin,
                           struct truce_import_sink **out,
                           struct truce_err *err);
void truce_import_sink_close(struct truce_import_sink *sink);

/* What became of the rows that were stored so far. */
struct truce_import_counts {
    size_t stored;
    size_t known; /* they were there already */
};

/* Takes a row; events wait until a batch of them is full. TRUCE_OK,
 * TRUCE_EDB, TRUCE_ENOMEM. */
int truce_import_sink_store(struct truce_import_sink *sink,
                            const struct truce_import_row *row,
                            struct truce_err *err);

/* Stores what waits: before a transaction ends. Returns the same. */
int truce_import_sink_flush(struct truce_import_sink *sink,
                            struct truce_err *err);

struct truce_import_counts
truce_import_sink_counts(const struct truce_import_sink *sink);

/*
 * After the last row. Months without a battle in a set of single events are
 * months without deaths: between the first and last month of this source
 * they become 0, for each unit that the file names and, when it names at
 * least WORLDWIDE countries, for each unit that the set ever named.
 */
int truce_import_sink_finish(struct truce_import_sink *sink,
                             struct truce_err *err);

/* Number for comparing releases by label: "UCDP GED 25.0.3" gives 250003,
 * "UCDP GED 25.1" 250100; 0 without a version. */
long truce_import_release(const char *label);

#endif
