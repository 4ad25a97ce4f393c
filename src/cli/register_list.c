/* Listing of a register by its query; see register_list.h. */
#include "cli/register_list.h"

#include <string.h>

#include "registers/registers.h"

static void put_cell(struct truce_table *table, sqlite3_stmt *stmt,
                     const struct truce_column *column, int at)
{
    struct truce_view text;
    if (sqlite3_column_type(stmt, at) == SQLITE_NULL) {
        truce_table_null(table);
        return;
    }
    switch (column->kind) {
    case TRUCE_COLUMN_INT:
        truce_table_int(table, sqlite3_column_int64(stmt, at));
        break;
    case TRUCE_COLUMN_REAL:
        truce_table_real(table, sqlite3_column_double(stmt, at));
        break;
    case TRUCE_COLUMN_JSON:
        text = truce_list_column(stmt, at);
        truce_table_json(table,
                         json_loadb(text.ptr, text.len, JSON_DECODE_ANY, NULL));
        break;
    default:
        text = truce_view_trim(truce_list_column(stmt, at));
        truce_table_text(table, text.len ? text : (struct truce_view){NULL, 0});
    }
}

/* "today" of a conflict file is the day of its newest document. */
static void bind_today(struct truce_casefile *casefile,
                       const struct truce_list *list, sqlite3_stmt *stmt)
{
    int at = sqlite3_bind_parameter_index(stmt, ":today");
    char buf[TRUCE_DATE_SIZE];
    sqlite3_stmt *newest = NULL;
    if (!at)
        return;
    if (truce_date_known(list->filter.as_of)) {
        sqlite3_bind_text(stmt, at, truce_date_format(list->filter.as_of, buf),
                          -1, SQLITE_TRANSIENT);
        return;
    }
    if (sqlite3_prepare_v2(truce_casefile_db(casefile),
                           "SELECT max(date) FROM documents", -1, &newest,
                           NULL) == SQLITE_OK &&
        sqlite3_step(newest) == SQLITE_ROW)
        sqlite3_bind_value(stmt, at, sqlite3_column_value(newest, 0));
    sqlite3_finalize(newest);
}

static int fill(struct truce_casefile *casefile, const struct truce_list *list,
                const struct truce_register *what,
                const struct truce_register_view *view,
                struct truce_table *table, struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int step;
    int rc = truce_filter_prepare(casefile, &list->filter, &what->filter,
                                  view->query, what->tail, &stmt, err);
    if (rc < 0)
        return rc;
    bind_today(casefile, list, stmt);
    while ((step = sqlite3_step(stmt)) == SQLITE_ROW)
        for (size_t i = 0; i < view->n; i++)
            put_cell(table, stmt, &view->columns[i], (int)i);
    if (step != SQLITE_DONE)
        rc = truce_err_set(err, TRUCE_EDB, "cannot read '%s': %s", list->file,
                           sqlite3_errmsg(truce_casefile_db(casefile)));
    sqlite3_finalize(stmt);
    return rc;
}

/* What is said of no rows: with options, that none fits them. */
static const char *nothing(const struct truce_list *list,
                           const struct truce_register *what, char told[128])
{
    const struct truce_filter *f = &list->filter;
    if (!f->actor && !truce_date_known(f->from) && !truce_date_known(f->to) &&
        !truce_date_known(f->as_of))
        return what->empty;
    snprintf(told, 128, "%s with these options", what->empty);
    return told;
}

int truce_register_list(struct truce_cli *cli, const struct truce_list *list,
                        const struct truce_register *what)
{
    const struct truce_register_view *view =
        list->json || list->csv ? &what->full : &what->brief;
    struct truce_casefile *casefile;
    struct truce_table *table = NULL;
    struct truce_err err = TRUCE_ERR_INIT;
    char told[128];
    int status = truce_list_open(cli, list, &casefile);
    if (status != TRUCE_EXIT_DONE)
        return status;
    if (truce_registers_as_of(truce_casefile_db(casefile), list->filter.as_of,
                              &err) < 0)
        status = truce_cli_fail(cli, &err);
    else if (truce_table_new(view->columns, view->n, &table) < 0)
        status = TRUCE_EXIT_FAILED;
    else if (fill(casefile, list, what, view, table, &err) < 0)
        status = truce_cli_fail(cli, &err);
    else
        status = truce_list_print(cli, list, table, nothing(list, what, told));
    truce_table_free(table);
    truce_casefile_close(casefile);
    return status;
}

struct args {
    struct truce_list list; /* first, see list.h */
};

const struct truce_opt truce_register_opts[] = {TRUCE_LIST_OPTS(struct args),
                                                TRUCE_OPT_END};

bool truce_register_parse(struct truce_cli *cli, int argc, char **argv,
                          void *args, int *status)
{
    size_t n;
    *status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, args, &n, status))
        return false;
    if (n)
        *status = truce_cli_usage(
            cli, "unexpected argument '%s': a conflict file is given with -f",
            argv[0]);
    return n == 0;
}

int truce_register_run_list(struct truce_cli *cli, int argc, char **argv,
                            const struct truce_register *what)
{
    struct args args = {0};
    int status;
    return truce_register_parse(cli, argc, argv, &args, &status)
               ? truce_register_list(cli, &args.list, what)
               : status;
}
