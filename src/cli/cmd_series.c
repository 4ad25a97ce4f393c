/* truce series: the dyad-month table. */
#include <limits.h>

#include "casefile/casefile.h"
#include "cli/cmd.h"
#include "base/mem.h"
#include "series/dyad_months.h"
#include "series/features.h"
#include "show/paper.h"
#include "show/table.h"

struct args {
    const char *file;
    struct truce_date as_of, from, to;
    bool all, features, json, csv;
};

static const struct truce_opt opts[] = {
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, file), "CASE.db",
     "the conflict file"},
    {"as-of", 0, TRUCE_OPT_DATE, offsetof(struct args, as_of), "DATE",
     "only what was known on that day (the file's last day)"},
    {"from", 0, TRUCE_OPT_DATE, offsetof(struct args, from), "MONTH",
     "first month"},
    {"to", 0, TRUCE_OPT_DATE, offsetof(struct args, to), "MONTH", "last month"},
    {"all", 0, TRUCE_OPT_FLAG, offsetof(struct args, all), NULL,
     "every country with death counts: what train-risk and backtest read"},
    {"features", 0, TRUCE_OPT_FLAG, offsetof(struct args, features), NULL,
     "the history features of the deaths as well, as the model sees them"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "print JSON"},
    {"csv", 0, TRUCE_OPT_FLAG, offsetof(struct args, csv), NULL, "print CSV"},
    TRUCE_OPT_END,
};

static const char *const usage[] = {
    "A [B] -f CASE.db [--as-of DATE] [--from MONTH] [--to MONTH] "
    "[--json|--csv]",
    "--all -f CASE.db [--csv]", NULL};

static const char *const examples[] = {
    "truce series ARM AZE --csv -f sc.db > armaze.csv",
    "truce series SYR SYR:REB --features --csv -f syria.db",
    "truce series --all --csv -f world.db > world.csv", NULL};

static const struct truce_column columns[] = {
    {.name = "unit"}, /* with --all only */
    {.name = "month"},
#define TRUCE_DYAD_COLUMN(column, what)                                        \
    {.name = #column, .kind = TRUCE_COLUMN_REAL},
#include "series/dyad_months.def"
#undef TRUCE_DYAD_COLUMN
#define TRUCE_FEATURE(feature, unit, sign, what)                               \
    {.name = #feature, .kind = TRUCE_COLUMN_REAL, .decimals = 3},
#include "series/features.def"
#undef TRUCE_FEATURE
};

enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

/* The features of the deaths up to and including a month. */
static void put_features(struct truce_table *table, const double *deaths,
                         size_t months)
{
    double features[TRUCE_N_FEATURES];
    truce_features(deaths, months, features);
    for (size_t f = 0; f < TRUCE_N_FEATURES; f++)
        truce_table_real(table, features[f]);
}

/* A month of a unit; `unit` NULL: the only one. */
static void put_month(struct truce_table *table, const char *unit,
                      const struct truce_dyad *dyad, size_t i)
{
    char month[TRUCE_DATE_SIZE];
    truce_date_format(truce_date_from_month_id(dyad->first + (int)i), month);
    if (unit)
        truce_table_puts(table, unit);
    truce_table_text(table, (struct truce_view){month, 7});
    for (int c = 0; c < TRUCE_N_DYAD_COLUMNS; c++)
        truce_table_real(table,
                         truce_dyad_at(dyad, i, (enum truce_dyad_column)c));
}

static int put_months(struct truce_table *table, const char *unit,
                      const struct truce_dyad *dyad, const struct args *args)
{
    int from = args->from.month ? truce_date_month_id(args->from) : INT_MIN;
    int to = args->to.month ? truce_date_month_id(args->to) : INT_MAX;
    double *deaths = truce_dyad_take(dyad, TRUCE_DYAD_deaths);
    if (!deaths)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < dyad->n; i++) {
        int id = dyad->first + (int)i;
        if (id < from || id > to)
            continue;
        put_month(table, unit, dyad, i);
        if (args->features)
            put_features(table, deaths, i + 1);
    }
    truce_free(deaths);
    return TRUCE_OK;
}

/* Rows of the dyad or country a, b; `unit` as in put_month. */
static int put_unit(sqlite3 *db, const char *a, const char *b, const char *unit,
                    const struct args *args, struct truce_table *table,
                    struct truce_err *err)
{
    struct truce_dyad dyad = {0};
    int rc = truce_dyad_build(db, a, b, args->as_of, &dyad, err);
    if (rc == TRUCE_OK && put_months(table, unit, &dyad, args) < 0)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    truce_dyad_release(&dyad);
    return rc;
}

/* Every country that has rows of deaths. */
static int put_all(sqlite3 *db, const struct args *args,
                   struct truce_table *table, struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = TRUCE_OK, step = SQLITE_DONE;
    if (sqlite3_prepare_v2(db,
                           "SELECT DISTINCT unit FROM fatalities WHERE "
                           "instr(unit, '-') = 0 ORDER BY unit",
                           -1, &stmt, NULL) != SQLITE_OK)
        return truce_err_set(err, TRUCE_EDB, "cannot read the series: %s",
                             sqlite3_errmsg(db));
    while (rc == TRUCE_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *unit = (const char *)sqlite3_column_text(stmt, 0);
        rc = put_unit(db, unit, NULL, unit, args, table, err);
    }
    /* a damaged file must not pass for a short one */
    if (rc == TRUCE_OK && step != SQLITE_DONE)
        rc = truce_err_set(err, TRUCE_EDB, "cannot read the series: %s",
                           sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    return rc;
}

static int fill(sqlite3 *db, char **argv, size_t n, const struct args *args,
                struct truce_table *table, struct truce_err *err)
{
    return args->all ? put_all(db, args, table, err)
                     : put_unit(db, argv[0], n > 1 ? argv[1] : NULL, NULL, args,
                                table, err);
}

static int print(struct truce_table *table, const struct args *args, FILE *out,
                 struct truce_err *err)
{
    enum truce_show_format format = args->json  ? TRUCE_SHOW_JSON
                                    : args->csv ? TRUCE_SHOW_CSV
                                                : TRUCE_SHOW_TABLE;
    int rc = truce_table_print(table, out, format, truce_show_width(out),
                               args->all ? "no death counts in the file"
                                         : "nothing is known of these two");
    return rc < 0 ? truce_err_set(err, rc, "cannot print the table") : rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_casefile *casefile = NULL;
    struct truce_table *table = NULL;
    size_t n, hidden;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if ((args.all ? n != 0 : n < 1 || n > 2) || !args.file)
        return truce_cli_usage(cli, "needs one or two party codes, or --all, "
                                    "and -f CASE.db");
    hidden = (args.all ? 0 : 1) + (args.features ? 0 : TRUCE_N_FEATURES);
    rc = truce_casefile_open(args.file, TRUCE_CASEFILE_READ, &casefile, &err);
    if (rc == TRUCE_OK && !truce_date_known(args.as_of))
        rc = truce_dyad_latest(truce_casefile_db(casefile), &args.as_of, &err);
    if (rc == TRUCE_OK && truce_table_new(columns + (args.all ? 0 : 1),
                                          N_COLUMNS - hidden, &table) < 0)
        rc = truce_err_set(&err, TRUCE_ENOMEM, "out of memory");
    if (rc == TRUCE_OK)
        rc = fill(truce_casefile_db(casefile), argv, n, &args, table, &err);
    if (rc == TRUCE_OK)
        rc = print(table, &args, cli->out, &err);
    if (rc < 0)
        status = truce_cli_fail(cli, &err);
    truce_table_free(table);
    truce_casefile_close(casefile);
    return status;
}

const struct truce_cmd truce_cmd_series = {
    .name = "series",
    .summary = "list what the file knows of one or two parties month by month",
    .usage = usage,
    .details =
        "Deaths, spells of fighting and of calm, deaths in bordering "
        "countries, events by class, mediation episodes, agreements in force, "
        "missions and the months left of their term, of a dyad or, with one "
        "party, of a country. A party is a code (ARM) or a sector of one "
        "(SDN:REB); --all takes every country with death counts. An empty cell "
        "is unknown: a month without any document "
        "tells no events, which is not the same as none.",
    .opts = opts,
    .examples = examples,
    .run = run,
};
