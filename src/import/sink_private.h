/* Shared by the sink's files; for no one else. */
#ifndef TRUCE_IMPORT_SINK_PRIVATE_H
#define TRUCE_IMPORT_SINK_PRIVATE_H

#include "base/map.h"
#include "import/sink.h"

enum truce_import_statement {
#define SQL(name, text) TRUCE_STMT_##name,
#include "import/sink.def"
#undef SQL
    TRUCE_N_STMT
};

struct truce_import_sink {
    sqlite3 *db;
    struct truce_import_origin origin;
    sqlite3_stmt *statements[TRUCE_N_STMT];
    struct truce_map actors; /* "code\tsector\tname" -> row of actors */
    struct truce_map units;  /* units of battles in this file */
    size_t countries;        /* of them countries */
    struct truce_str key;
    struct truce_import_batch *batch; /* events that wait */
    struct truce_import_counts counts;
};

/* "cannot store a row: ...": TRUCE_EDB. */
int truce_import__failed(struct truce_import_sink *sink, struct truce_err *err);

/* "<prefix>:<id>" and ":<more>" where more is not NULL; borrowed until the
 * next key. */
struct truce_view truce_import__key(struct truce_import_sink *sink,
                                    struct truce_view id, const char *more);

/* Runs a bound statement that returns no row: changes made, or TRUCE_EDB. */
int truce_import__run(struct truce_import_sink *sink, sqlite3_stmt *stmt,
                      struct truce_err *err);

/* Row of `actors` for the actor, made when it is new; negative on error. */
int64_t truce_import__actor(struct truce_import_sink *sink,
                            const struct truce_import_actor *actor,
                            struct truce_err *err);

/* Events: made ready and released with the sink, one taken into the batch,
 * and the batch stored. TRUCE_OK, TRUCE_EDB, TRUCE_ENOMEM. */
int truce_import__events_open(struct truce_import_sink *sink,
                              struct truce_err *err);
void truce_import__events_close(struct truce_import_sink *sink);
int truce_import__event(struct truce_import_sink *sink,
                        const struct truce_import_event *event,
                        struct truce_err *err);
int truce_import__flush(struct truce_import_sink *sink, struct truce_err *err);

/* Each stores one row: 1, 0 when it is known, negative on error. */
int truce_import__agreement(struct truce_import_sink *sink,
                            const struct truce_import_agreement *agreement,
                            struct truce_err *err);
int truce_import__year(struct truce_import_sink *sink,
                       const struct truce_import_year *year,
                       struct truce_err *err);
int truce_import__ending(struct truce_import_sink *sink,
                         const struct truce_import_ending *ending,
                         struct truce_err *err);

#endif
