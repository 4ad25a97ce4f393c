/*
 * The conflict file: one SQLite file per conflict (schema.sql,
 * docs/casefile.md).
 */
#ifndef TRUCE_CASEFILE_CASEFILE_H
#define TRUCE_CASEFILE_CASEFILE_H

#include <sqlite3.h>

#include "base/err.h"
#include "code/coded.h"
#include "read/document.h"

struct truce_casefile;

enum truce_casefile_mode { TRUCE_CASEFILE_READ, TRUCE_CASEFILE_WRITE };

/*
 * Opens or (for writing) makes a conflict file and migrates it to this
 * version's schema. TRUCE_OK, TRUCE_ENOENT (reading), TRUCE_EVERSION (made by
 * a newer truce), TRUCE_EFORMAT (no conflict file), TRUCE_EDB. Owned.
 */
int truce_casefile_open(const char *path, enum truce_casefile_mode mode,
                        struct truce_casefile **out, struct truce_err *err);
void truce_casefile_close(struct truce_casefile *casefile);

/* The SQLite connection, borrowed, for the rooms that query. */
sqlite3 *truce_casefile_db(struct truce_casefile *casefile);

/* One transaction per batch. */
int truce_casefile_begin(struct truce_casefile *casefile,
                         struct truce_err *err);
int truce_casefile_commit(struct truce_casefile *casefile,
                          struct truce_err *err);
void truce_casefile_rollback(struct truce_casefile *casefile);

/*
 * True in *known when the document is stored and coded by `version`, so that
 * coding can be skipped.
 */
int truce_casefile_knows(struct truce_casefile *casefile,
                         const struct truce_document *document,
                         const char *version, bool *known,
                         struct truce_err *err);

/*
 * Stores a document and what coding made of it, replacing an earlier coding
 * of the same document. Inside a transaction.
 */
int truce_casefile_store(struct truce_casefile *casefile,
                         const struct truce_document *document,
                         const struct truce_coded *coded, const char *version,
                         struct truce_err *err);

#endif
