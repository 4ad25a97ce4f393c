/* truce what-if: changes facts in a copy of the conflict file and asks both
 * questions again, the risk and who can do something about it. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "assess/what_if.h"
#include "casefile/casefile.h"
#include "cli/two_parties.h"
#include "registers/registers.h"
#include "show/answer.h"
#include "show/paper.h"
#include "show/table.h"

struct args {
    const char *file;
    struct truce_date as_of;
    size_t horizon;
    const char *settings;
    struct truce_opt_list changes[TRUCE_N_CHANGES];
    bool json;
    bool csv;
};

static const struct truce_opt opts[] = {
    {"mission-leaves", 0, TRUCE_OPT_LIST,
     offsetof(struct args, changes[TRUCE_CHANGE_MISSION_LEAVES]), "CODE",
     "the troops or monitors of CODE leave"},
    {"mission-extended", 0, TRUCE_OPT_LIST,
     offsetof(struct args, changes[TRUCE_CHANGE_MISSION_EXTENDED]),
     "CODE:MONTHS", "its term is made longer"},
    {"mediator-stops", 0, TRUCE_OPT_LIST,
     offsetof(struct args, changes[TRUCE_CHANGE_MEDIATOR_STOPS]), "CODE",
     "CODE and its track are no longer there"},
    {"agreement-lapses", 0, TRUCE_OPT_LIST,
     offsetof(struct args, changes[TRUCE_CHANGE_AGREEMENT_LAPSES]), "DATE|ID",
     "an agreement lapses, and the missions that rest on it end"},
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, file), "CASE.db",
     "the conflict file, which is not changed"},
    {"as-of", 0, TRUCE_OPT_DATE, offsetof(struct args, as_of), "DATE",
     "the day of the change, with what was known then"},
    {"horizon", 0, TRUCE_OPT_MONTHS, offsetof(struct args, horizon), "MONTHS",
     "months of the risk line (12)"},
    {"settings", 0, TRUCE_OPT_TEXT, offsetof(struct args, settings), "FILE",
     "weights and constants instead of lexicon/assess.tsv"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "print both answers as JSON"},
    {"csv", 0, TRUCE_OPT_FLAG, offsetof(struct args, csv), NULL,
     "print the standings before and after as CSV"},
    TRUCE_OPT_END,
};

/* One world: the file as it is, or the changed copy. */
struct world {
    struct truce_assessment *assessment;
    json_t *risk; /* NULL: unknown */
};

enum { MAX_CHANGES = TRUCE_N_CHANGES * TRUCE_OPT_LIST_MAX };

struct job {
    struct truce_cli *cli;
    const struct args *args;
    struct truce_assess_options options;
    struct truce_change changes[MAX_CHANGES];
    size_t n_changes;
    struct world before;
    struct world after;
    bool scaled; /* the risk after comes from the literature */
};

static void collect_changes(struct job *job)
{
    for (int kind = 0; kind < TRUCE_N_CHANGES; kind++)
        for (size_t i = 0; i < job->args->changes[kind].n; i++)
            job->changes[job->n_changes++] =
                (struct truce_change){(enum truce_change_kind)kind,
                                      job->args->changes[kind].items[i]};
}

static int look(const struct job *job, sqlite3 *db, struct world *world,
                struct truce_err *err)
{
    int rc = truce_assess(db, &job->options, &world->assessment, err);
    if (rc == TRUCE_OK)
        rc = truce_dyad_risk(db, world->assessment, job->args->horizon,
                             &world->risk, err);
    return rc;
}

static double risk_of(const json_t *risk)
{
    const json_t *p = json_object_get(risk, "p_escalation");
    return json_is_number(p) ? json_number_value(p) : (double)NAN;
}

/* Where the model does not see the change, the literature's ratio. */
static void scale_risk(struct job *job)
{
    json_t *scaled;
    if (fabs(risk_of(job->before.risk) - risk_of(job->after.risk)) > 1e-12)
        return;
    scaled =
        truce_what_if_scale(job->before.risk, &job->before.assessment->settings,
                            job->changes, job->n_changes);
    if (!scaled)
        return;
    json_decref(job->after.risk);
    job->after.risk = scaled;
    job->scaled = true;
}

static int look_twice(struct job *job, sqlite3 *db, struct truce_err *err)
{
    sqlite3 *copy = NULL;
    int rc = truce_registers_as_of(db, job->options.as_of, err);
    if (rc == TRUCE_OK)
        rc = look(job, db, &job->before, err);
    if (rc == TRUCE_OK)
        rc = truce_what_if_copy(db, &copy, err);
    if (rc == TRUCE_OK)
        rc = truce_registers_as_of(copy, job->options.as_of, err);
    if (rc == TRUCE_OK) /* the day is settled now */
        job->options.as_of =
            truce_date_from_days(job->before.assessment->facts.as_of);
    for (size_t i = 0; i < job->n_changes && rc == TRUCE_OK; i++)
        rc = truce_what_if_apply(copy, &job->changes[i], job->options.as_of,
                                 err);
    if (rc == TRUCE_OK)
        rc = look(job, copy, &job->after, err);
    if (rc == TRUCE_OK)
        scale_risk(job);
    sqlite3_close(copy);
    return rc;
}

/* ---- output ---- */

static const struct truce_mediator *find(const struct world *world,
                                         const char *code)
{
    for (size_t i = 0; i < world->assessment->n_mediators; i++)
        if (!strcmp(world->assessment->mediators[i].code, code))
            return &world->assessment->mediators[i];
    return NULL;
}

static const struct truce_column columns[] = {
    {.name = "code", .title = "", .flags = 0},
    {.name = "name", .title = "Mediator", .flags = TRUCE_COLUMN_WRAP},
    {.name = "rank_before", .title = "Rank", .kind = TRUCE_COLUMN_INT},
    {.name = "rank_after", .title = "then", .kind = TRUCE_COLUMN_INT},
    {.name = "deal_before",
     .title = "Deal",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 2},
    {.name = "deal_after",
     .title = "then",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 2},
    {.name = "durability_before",
     .title = "Durability",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 2},
    {.name = "durability_after",
     .title = "then",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 2},
};

static void put_row(struct truce_table *table,
                    const struct truce_mediator *before,
                    const struct truce_mediator *after)
{
    truce_table_puts(table, before->code);
    truce_table_puts(table, before->name);
    truce_table_int(table, (int64_t)before->rank);
    if (after)
        truce_table_int(table, (int64_t)after->rank);
    else
        truce_table_null(table);
    for (size_t s = 0; s < TRUCE_N_STANDINGS; s++) {
        truce_table_real(table, before->standing[s].value);
        truce_table_real(table, after ? after->standing[s].value : (double)NAN);
    }
}

static int put_table(const struct job *job, enum truce_show_format format)
{
    FILE *out = job->cli->out;
    const struct truce_assessment *before = job->before.assessment;
    struct truce_table *table;
    int rc = truce_table_new(columns, sizeof columns / sizeof *columns, &table);
    if (rc != TRUCE_OK)
        return rc;
    for (size_t i = 0; i < before->n_mediators; i++)
        put_row(table, &before->mediators[i],
                find(&job->after, before->mediators[i].code));
    rc = truce_table_print(table, out, format, truce_show_width(out),
                           "no mediator between them is known");
    truce_table_free(table);
    return rc;
}

static const char *const change_words[TRUCE_N_CHANGES] = {
    "the mission of %s leaves", "the term of the mission is extended (%s)",
    "%s stops mediating", "the agreement of %s lapses"};

static const char *value_name(const struct job *job,
                              const struct truce_change *change, char *buf,
                              size_t size)
{
    if (change->kind != TRUCE_CHANGE_MISSION_LEAVES &&
        change->kind != TRUCE_CHANGE_MEDIATOR_STOPS)
        return change->value;
    return truce_assess_name(&job->before.assessment->settings, change->value,
                             buf, size);
}

static void put_changes(const struct job *job)
{
    FILE *out = job->cli->out;
    char date[TRUCE_DATE_SIZE];
    fprintf(out, "What if, on %s:\n",
            truce_date_format(job->options.as_of, date));
    for (size_t i = 0; i < job->n_changes; i++) {
        const char *words = change_words[job->changes[i].kind];
        int head = (int)(strstr(words, "%s") - words);
        char buf[128];
        fprintf(out, " - %.*s%s%s\n", head, words,
                value_name(job, &job->changes[i], buf, sizeof buf),
                words + head + 2);
    }
    fputc('\n', out);
}

static void put_risk(const struct job *job, const char *lead,
                     const json_t *risk)
{
    struct truce_str text = TRUCE_STR_INIT;
    FILE *out = job->cli->out;
    truce_show_risk_line(&text, risk);
    if (text.len == 0)
        truce_str_puts(&text, "unknown");
    truce_show_wrap(out, truce_str_view(&text), lead, "             ",
                    truce_show_width(out));
    truce_str_release(&text);
}

static void put_basis(const struct job *job)
{
    const json_t *ratio = json_object_get(job->after.risk, "ratio");
    struct truce_str text = TRUCE_STR_INIT;
    if (job->scaled)
        truce_str_printf(
            &text,
            "the model does not see this change; the hazard is multiplied by "
            "%.1f (%.1f to %.1f) after the literature: %s",
            json_number_value(json_array_get(ratio, 0)),
            json_number_value(json_array_get(ratio, 1)),
            json_number_value(json_array_get(ratio, 2)),
            json_string_value(json_object_get(job->after.risk, "basis")));
    else if (risk_of(job->before.risk) == risk_of(job->after.risk))
        truce_str_puts(&text,
                       "the model does not see this change, and no size of "
                       "its effect is known to the settings file: the risk "
                       "stands as it was, which does not say that it would");
    if (text.len)
        truce_show_wrap(job->cli->out, truce_str_view(&text), "             ",
                        "             ", truce_show_width(job->cli->out));
    truce_str_release(&text);
}

static int put_text(const struct job *job)
{
    int rc;
    put_changes(job);
    put_risk(job, "Risk before  ", job->before.risk);
    put_risk(job, "Risk after   ", job->after.risk);
    put_basis(job);
    fputs("\nMediators now and then (0 to 1)\n", job->cli->out);
    rc = put_table(job, TRUCE_SHOW_TABLE);
    fputs("\nA what-if holds all else equal, which the world does not. The "
          "weights and the ratio are in\nlexicon/assess.tsv; formulas in "
          "docs/assess.md.\n",
          job->cli->out);
    return rc;
}

static json_t *world_json(sqlite3 *db, const struct world *world,
                          struct truce_err *err)
{
    json_t *object = truce_assess_json(db, world->assessment, err);
    json_object_set(object, "risk", world->risk ? world->risk : json_null());
    return object;
}

static int put_json(const struct job *job, sqlite3 *db, struct truce_err *err)
{
    static const char *const keys[TRUCE_N_CHANGES] = {
        "mission_leaves", "mission_extended", "mediator_stops",
        "agreement_lapses"};
    json_t *changes = json_array();
    json_t *object;
    int rc;
    for (size_t i = 0; i < job->n_changes; i++)
        json_array_append_new(changes, json_pack("{s:s, s:s}", "change",
                                                 keys[job->changes[i].kind],
                                                 "of", job->changes[i].value));
    object = json_pack("{s:o, s:b, s:o, s:o}", "changes", changes,
                       "risk_from_literature", job->scaled, "before",
                       world_json(db, &job->before, err), "after",
                       world_json(db, &job->after, err));
    rc = truce_dyad_json(job->cli->out, object);
    json_decref(object);
    return rc;
}

static int answer(struct job *job, struct truce_err *err)
{
    struct truce_casefile *casefile = NULL;
    int rc = truce_casefile_open(job->args->file, TRUCE_CASEFILE_READ,
                                 &casefile, err);
    if (rc == TRUCE_OK)
        rc = look_twice(job, truce_casefile_db(casefile), err);
    if (rc == TRUCE_OK && job->args->json)
        rc = put_json(job, truce_casefile_db(casefile), err);
    else if (rc == TRUCE_OK && job->args->csv)
        rc = put_table(job, TRUCE_SHOW_CSV);
    else if (rc == TRUCE_OK)
        rc = put_text(job);
    truce_assessment_free(job->before.assessment);
    truce_assessment_free(job->after.assessment);
    json_decref(job->before.risk);
    json_decref(job->after.risk);
    truce_casefile_close(casefile);
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.horizon = 12};
    struct job job = {.cli = cli, .args = &args};
    struct truce_two_parties sides;
    struct truce_err err = TRUCE_ERR_INIT;
    size_t n;
    int status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (!truce_two_parties_read(cli, args.file, argv, n, &sides, &status))
        return status;
    collect_changes(&job);
    if (job.n_changes == 0)
        return truce_cli_usage(cli, "expected a change, --mission-leaves "
                                    "RUS for one");
    for (int i = 0; i < 2; i++)
        job.options.party[i] = sides.party[i];
    job.options.as_of = args.as_of;
    job.options.settings = args.settings;
    if (answer(&job, &err) != TRUCE_OK) {
        truce_cli_fail(cli, &err);
        status = TRUCE_EXIT_FAILED; /* there is no half of an answer */
    }
    return status;
}

const struct truce_cmd truce_cmd_what_if = {
    .name = "what-if",
    .summary = "change the facts and weigh risk and mediators again",
    .usage =
        (const char *const[]){"A B CHANGE... -f CASE.db [--as-of DATE]", NULL},
    .details =
        "Changes are made in a copy in memory; the conflict file stays as it "
        "is. Where the\nforecast model does not see a change, a hazard ratio "
        "of the literature is put on\nthe risk and named as such; where none "
        "is known, the risk is left and that is said.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce what-if ARM AZE --mission-leaves RUS --as-of 2022-11-09 "
            "-f south-caucasus.db",
            "truce what-if ARM AZE --mediator-stops EUR -f "
            "south-caucasus.db",
            NULL},
    .run = run,
};
