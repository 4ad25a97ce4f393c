/*
 * What all commands that list a register share: -f, --from, --to, --actor,
 * --as-of, --json, --csv, and opening the conflict file they read.
 */
#ifndef TRUCE_CLI_LIST_H
#define TRUCE_CLI_LIST_H

#include "casefile/casefile.h"
#include "casefile/filter.h"
#include "cli/cmd.h"
#include "show/table.h"

/* First member (`list`) of the args struct of a listing command. */
struct truce_list {
    const char *file; /* -f */
    struct truce_filter filter;
    bool json;
    bool csv;
};

/* Rows of the option table; `type` is the args struct with a `list`. */
#define TRUCE_LIST_OPTS(type)                                                    \
    {"file",         'f',                                                        \
     TRUCE_OPT_TEXT, offsetof(type, list.file),                                  \
     "CASE.db",      "the conflict file to read"},                               \
        {"from",         0,                                                      \
         TRUCE_OPT_DATE, offsetof(type, list.filter.from),                       \
         "DATE",         "leave out what was before"},                           \
        {"to",           0,                                                      \
         TRUCE_OPT_DATE, offsetof(type, list.filter.to),                         \
         "DATE",         "leave out what was after"},                            \
        {"actor",        0,                                                      \
         TRUCE_OPT_TEXT, offsetof(type, list.filter.actor),                      \
         "CODE",         "only with this actor: a code such as ARM, or a name"}, \
        {"as-of",        0,                                                      \
         TRUCE_OPT_DATE, offsetof(type, list.filter.as_of),                      \
         "DATE",         "only what documents up to this date tell"},            \
        {"json",         0,                                                      \
         TRUCE_OPT_FLAG, offsetof(type, list.json),                              \
         NULL,           "write JSON, one object a line inside an array"},       \
    {                                                                            \
        "csv", 0, TRUCE_OPT_FLAG, offsetof(type, list.csv), NULL,                \
            "write CSV with a header"                                            \
    }

/*
 * Opens the conflict file named by -f for reading. TRUCE_EXIT_DONE with
 * *out owned, else the exit status after the error was told.
 */
int truce_list_open(struct truce_cli *cli, const struct truce_list *list,
                    struct truce_casefile **out);

/* Prints the table as asked for and tells errors; returns an exit status.
 * `empty` is for people, when there are no rows. */
int truce_list_print(struct truce_cli *cli, const struct truce_list *list,
                     const struct truce_table *table, const char *empty);

/* The column's text, borrowed until the statement steps; {NULL,0}: NULL. */
struct truce_view truce_list_column(sqlite3_stmt *stmt, int column);

#endif
