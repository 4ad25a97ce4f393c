/* Agreements, yearly deaths and endings into the conflict file. Their rows
 * carry the import, so that registers made from texts leave them alone. */
#include "import/bind.h"
#include "import/sink_private.h"

static int add_signatory(struct truce_import_sink *sink, int64_t agreement,
                         const char *role, size_t position,
                         const struct truce_import_actor *actor,
                         struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_SIGNATORY];
    int64_t row = truce_import__actor(sink, actor, err);
    if (row < 0)
        return (int)row;
    sqlite3_bind_int64(stmt, 1, agreement);
    truce_bind_text(stmt, 2, role);
    sqlite3_bind_int64(stmt, 3, (sqlite3_int64)position);
    sqlite3_bind_int64(stmt, 4, row);
    truce_bind_text(stmt, 5, actor->code);
    truce_bind_text(stmt, 6, actor->sector);
    truce_bind_view(stmt, 7, actor->name);
    return truce_import__run(sink, stmt, err) < 0 ? TRUCE_EDB : TRUCE_OK;
}

static int add_provision(struct truce_import_sink *sink, int64_t agreement,
                         const char *type, struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_PROVISION];
    sqlite3_bind_int64(stmt, 1, agreement);
    truce_bind_text(stmt, 2, type);
    return truce_import__run(sink, stmt, err) < 0 ? TRUCE_EDB : TRUCE_OK;
}

int truce_import__agreement(struct truce_import_sink *sink,
                            const struct truce_import_agreement *agreement,
                            struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_AGREEMENT];
    int64_t id;
    int rc;
    truce_bind_view(stmt, 1, truce_import__key(sink, agreement->id, NULL));
    truce_bind_text(stmt, 2, agreement->kind);
    truce_bind_view(stmt, 3, agreement->name);
    truce_bind_date(stmt, 4, agreement->date);
    truce_bind_text(stmt, 5, agreement->country);
    truce_bind_view(stmt, 6, agreement->process);
    sqlite3_bind_int64(stmt, 7, sink->origin.import);
    truce_bind_view(stmt, 8, agreement->id);
    rc = truce_import__run(sink, stmt, err);
    if (rc <= 0)
        return rc;
    id = sqlite3_last_insert_rowid(sink->db);
    rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < agreement->n_parties; i++)
        rc = add_signatory(sink, id, "signatory", i, &agreement->parties[i],
                           err);
    for (size_t i = 0; rc == TRUCE_OK && i < agreement->n_thirds; i++)
        rc = add_signatory(sink, id, "witness", i, &agreement->thirds[i], err);
    for (size_t i = 0; rc == TRUCE_OK && i < agreement->n_provisions; i++)
        rc = add_provision(sink, id, agreement->provisions[i], err);
    return rc == TRUCE_OK ? 1 : rc;
}

int truce_import__year(struct truce_import_sink *sink,
                       const struct truce_import_year *year,
                       struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_YEAR];
    sqlite3_bind_int64(stmt, 1, sink->origin.import);
    truce_bind_text(stmt, 2, year->unit);
    truce_bind_view(stmt, 3, year->id);
    truce_bind_view(stmt, 4, year->name);
    sqlite3_bind_int(stmt, 5, year->year);
    truce_bind_count(stmt, 6, year->best);
    truce_bind_count(stmt, 7, year->low);
    truce_bind_count(stmt, 8, year->high);
    truce_bind_text(stmt, 9, sink->origin.label);
    return truce_import__run(sink, stmt, err);
}

int truce_import__ending(struct truce_import_sink *sink,
                         const struct truce_import_ending *ending,
                         struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_ENDING];
    sqlite3_stmt *mark = sink->statements[TRUCE_STMT_MARK_RECURRED];
    int marked = 0;
    int rc;
    if (ending->follows.len) {
        truce_bind_view(mark, 1,
                        truce_import__key(sink, ending->follows, NULL));
        marked = truce_import__run(sink, mark, err);
    }
    if (marked < 0 || !ending->outcome)
        return marked;
    truce_bind_view(stmt, 1, truce_import__key(sink, ending->id, NULL));
    sqlite3_bind_int64(stmt, 2, sink->origin.import);
    truce_bind_text(stmt, 3, ending->unit);
    truce_bind_view(stmt, 4, ending->name);
    truce_bind_date(stmt, 5, ending->began);
    truce_bind_date(stmt, 6, ending->ended);
    truce_bind_text(stmt, 7, ending->outcome);
    truce_bind_date(stmt, 8, ending->ceasefire);
    truce_bind_date(stmt, 9, ending->agreement);
    rc = truce_import__run(sink, stmt, err);
    return rc < 0 ? rc : rc || marked;
}
