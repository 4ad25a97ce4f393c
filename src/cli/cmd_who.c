/* truce who: who can prevent a new war between two parties, and why. */
#include <stddef.h>

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
    size_t draws;
    bool json;
    bool csv;
};

static const struct truce_opt opts[] = {
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, file), "CASE.db",
     "the conflict file"},
    {"as-of", 0, TRUCE_OPT_DATE, offsetof(struct args, as_of), "DATE",
     "answer with what was known on that day"},
    {"horizon", 0, TRUCE_OPT_MONTHS, offsetof(struct args, horizon), "MONTHS",
     "months of the risk line (12)"},
    {"settings", 0, TRUCE_OPT_TEXT, offsetof(struct args, settings), "FILE",
     "weights and constants instead of lexicon/assess.tsv"},
    {"draws", 0, TRUCE_OPT_SIZE, offsetof(struct args, draws), "N",
     "draws of evidence and weights for the intervals (400)"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "print JSON with all the evidence"},
    {"csv", 0, TRUCE_OPT_FLAG, offsetof(struct args, csv), NULL,
     "print the components as CSV"},
    TRUCE_OPT_END,
};

static int print(struct truce_cli *cli, const struct args *args,
                 struct truce_casefile *casefile,
                 struct truce_assessment *assessment, json_t *risk,
                 struct truce_err *err)
{
    sqlite3 *db = truce_casefile_db(casefile);
    json_t *object;
    int rc;
    if (args->csv)
        return truce_show_components(cli->out, assessment, TRUCE_SHOW_CSV);
    if (!args->json)
        return truce_show_answer(cli->out, db, assessment, risk,
                                 truce_show_width(cli->out), err);
    object = truce_assess_json(db, assessment, err);
    json_object_set(object, "risk", risk ? risk : json_null());
    rc = truce_dyad_json(cli->out, object);
    json_decref(object);
    return rc;
}

static int answer(struct truce_cli *cli, const struct args *args,
                  const struct truce_party party[2], struct truce_err *err)
{
    struct truce_assess_options options = {
        .party = {party[0], party[1]},
        .as_of = args->as_of,
        .settings = args->settings,
        .draws = args->draws,
    };
    struct truce_casefile *casefile = NULL;
    struct truce_assessment *assessment = NULL;
    json_t *risk = NULL;
    int rc =
        truce_casefile_open(args->file, TRUCE_CASEFILE_READ, &casefile, err);
    if (rc == TRUCE_OK)
        rc = truce_registers_as_of(truce_casefile_db(casefile), args->as_of,
                                   err);
    if (rc == TRUCE_OK)
        rc = truce_assess(truce_casefile_db(casefile), &options, &assessment,
                          err);
    if (rc == TRUCE_OK)
        rc = truce_dyad_risk(truce_casefile_db(casefile), assessment,
                             args->horizon, &risk, err);
    if (rc == TRUCE_OK)
        rc = print(cli, args, casefile, assessment, risk, err);
    json_decref(risk);
    truce_assessment_free(assessment);
    truce_casefile_close(casefile);
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.horizon = 12};
    struct truce_two_parties sides;
    struct truce_err err = TRUCE_ERR_INIT;
    size_t n;
    int status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (!truce_two_parties_read(cli, args.file, argv, n, &sides, &status))
        return status;
    if (answer(cli, &args, sides.party, &err) != TRUCE_OK) {
        truce_cli_fail(cli, &err);
        status = TRUCE_EXIT_FAILED; /* there is no half of an answer */
    }
    return status;
}

const struct truce_cmd truce_cmd_who = {
    .name = "who",
    .summary = "weigh who can prevent a new war between two parties",
    .usage =
        (const char *const[]){"A B -f CASE.db [--as-of DATE] [--json]", NULL},
    .details =
        "Prints the risk that fighting resumes, the mediators ranked by what "
        "they can do\nabout it, ten components of each with their evidence, "
        "and what must be said beside\nthe figures. A and B are country codes "
        "(ARM AZE), names, or CODE:SECTOR for a\nnon-state side (SDN "
        "SDN:REB).\n\nTwo standings are kept apart: 'deal' (stop the fighting "
        "or get a text) and\n'durability' (make it last). Unknown is never "
        "0. Formulas: docs/assess.md.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce who ARM AZE --as-of 2022-11-09 -f south-caucasus.db",
            "truce who Armenia Azerbaijan --settings mine.tsv --json -f "
            "south-caucasus.db",
            NULL},
    .run = run,
};
