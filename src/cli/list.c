/* Shared parts of listing commands; see list.h. */
#include "cli/list.h"

#include "show/paper.h"

int truce_list_open(struct truce_cli *cli, const struct truce_list *list,
                    struct truce_casefile **out)
{
    struct truce_err err = TRUCE_ERR_INIT;
    *out = NULL;
    if (!list->file)
        return truce_cli_usage(cli, "no conflict file given (-f CASE.db)");
    if (list->json && list->csv)
        return truce_cli_usage(cli, "--json and --csv exclude each other");
    if (truce_casefile_open(list->file, TRUCE_CASEFILE_READ, out, &err) < 0) {
        truce_cli_fail(cli, &err);
        return TRUCE_EXIT_FAILED;
    }
    return TRUCE_EXIT_DONE;
}

int truce_list_print(struct truce_cli *cli, const struct truce_list *list,
                     const struct truce_table *table, const char *empty)
{
    struct truce_err err = TRUCE_ERR_INIT;
    enum truce_show_format format = TRUCE_SHOW_TABLE;
    int rc;
    if (list->json)
        format = TRUCE_SHOW_JSON;
    else if (list->csv)
        format = TRUCE_SHOW_CSV;
    rc = truce_table_print(table, cli->out, format, truce_show_width(cli->out),
                           empty);
    if (rc < 0) {
        truce_err_set(&err, rc, "%s", truce_code_help(rc));
        return truce_cli_fail(cli, &err);
    }
    return TRUCE_EXIT_DONE;
}

struct truce_view truce_list_column(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    return (struct truce_view){
        text, text ? (size_t)sqlite3_column_bytes(stmt, column) : 0};
}
