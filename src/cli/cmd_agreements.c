/* truce agreements: the register of agreements, and what falls due. */
#include <string.h>

#include "cli/register_list.h"

struct args {
    struct truce_list list; /* first, see list.h */
    size_t due;             /* months; SIZE_MAX: not asked */
    const char *id;
};

static const struct truce_opt opts[] = {
    TRUCE_LIST_OPTS(struct args),
    {"due", 0, TRUCE_OPT_MONTHS, offsetof(struct args, due), "12m",
     "what falls due within this time: notices, expiries, deadlines"},
    TRUCE_OPT_END,
};

static const struct truce_column columns[] = {
    COUNT("id", NULL),
    TEXT("kind", NULL),
    TEXT("name", NULL),
    TEXT("date", NULL),
    TEXT("place", NULL),
    TEXT("country", NULL),
    TEXT("process", NULL),
    TEXT("ended", NULL),
    COUNT("follows", NULL),
    TEXT("follows_name", NULL),
    TEXT("follows_date", NULL),
    TEXT("status", NULL),
    LIST("signatories"),
    LIST("guarantors"),
    LIST("witnesses"),
    LIST("provisions"),
    LIST("events"),
    LIST("contradictions"),
    LIST("evidence"),
    COUNT("support", NULL),
    {"confidence", NULL, TRUCE_COLUMN_REAL, 0, 3},
};

/* clang-format off */
static const char query[] =
    "SELECT a.id, a.kind, a.name, a.date, a.place, a.country, a.process, "
    "a.ended, a.follows, b.name, b.date, a.status, "
    TRUCE_ROLE_JSON("signatories", "agreement", "a.id", "signatory") ", "
    TRUCE_ROLE_JSON("signatories", "agreement", "a.id", "guarantor") ", "
    TRUCE_ROLE_JSON("signatories", "agreement", "a.id", "witness") ", "
    "(SELECT json_group_array(json_object('type', v.type, 'text', v.text, "
    "'actor', v.actor, 'object', v.object, 'deadline', v.deadline, "
    "'duration_months', v.duration_months, 'strength', v.strength, "
    "'document', d.name, 'sentence', v.sentence, 'span', "
    "json_array(v.span_begin, v.span_end))) FROM provisions v LEFT JOIN "
    "documents d ON d.id = v.document WHERE v.agreement = a.id), "
    "(SELECT json_group_array(json_object('event', e.event, 'date', e.date, "
    "'document', d.name, 'sentence', e.sentence)) FROM (SELECT * FROM "
    "agreement_events WHERE agreement = a.id ORDER BY date) e LEFT JOIN "
    "documents d ON d.id = e.document), "
    TRUCE_RIVALS("agreement", "a.id") ", "
    TRUCE_TELLINGS("agreement", "a.id") ", a.support, a.confidence "
    "FROM agreements a LEFT JOIN agreements b ON b.id = a.follows";
/* clang-format on */

static const struct truce_column brief[] = {
    COUNT("id", "id"),
    TEXT("date", "date"),
    TEXT("kind", "kind"),
    WRAP("name", "name"),
    WRAP("signatories", "between"),
    TEXT("status", "status"),
    TEXT("process", "process"),
    TEXT("follows", "follows"),
    COUNT("terms", "terms"),
    COUNT("support", "told by"),
    WRAP("rivals", "others say"),
};

/* clang-format off */
static const char brief_query[] =
    "SELECT a.id, a.date, a.kind, a.name, "
    "(SELECT group_concat(coalesce(p.code, p.name), ', ') FROM (SELECT * FROM "
    "signatories WHERE agreement = a.id AND role = 'signatory' ORDER BY "
    "position) p), a.status, a.process, b.date, (SELECT count(*) FROM "
    "provisions v WHERE v.agreement = a.id), a.support, "
    TRUCE_RIVALS_BRIEF("agreement", "a.id") " FROM agreements a LEFT JOIN "
    "agreements b ON b.id = a.follows";
/* clang-format on */

static const struct truce_register agreements = {
    .full = {columns, sizeof(columns) / sizeof(columns[0]), query},
    .brief = {brief, sizeof(brief) / sizeof(brief[0]), brief_query},
    .filter = {.date = "a.date",
               .document = TRUCE_KNOWN("agreement", "a.id", "a.date"),
               .actor = "EXISTS (SELECT 1 FROM signatories p WHERE "
                        "p.agreement = a.id AND :actor IN (p.code, p.name))"},
    .tail = " ORDER BY a.date IS NULL, a.date, a.id",
    .empty = "no agreements are told of",
};

static const struct truce_column due_columns[] = {
    TEXT("due", "due"),
    TEXT("what", "what"),
    WRAP("thing", "of"),
    WRAP("agreement", "agreement"),
    TEXT("agreement_date", "of the"),
};

/* ":today" is as-of; ":until" is put into the text, a plain date. */
/* clang-format off */
static const char due_query[] =
    "SELECT due, what, thing, agreement, agreed FROM ("
    "SELECT m.notice_date AS due, 'notice' AS what, m.name AS thing, a.name "
    "AS agreement, a.date AS agreed, " TRUCE_KNOWN("mission", "m.id", "m.start")
    " AS known, m.contributor AS code FROM missions m LEFT JOIN agreements a "
    "ON a.id = m.agreement WHERE m.ended IS NULL OR m.ended > :today "
    "UNION ALL SELECT m.expires, 'expiry', m.name, a.name, a.date, "
    TRUCE_KNOWN("mission", "m.id", "m.start") ", m.contributor FROM missions m "
    "LEFT JOIN agreements a ON a.id = m.agreement WHERE m.ended IS NULL OR "
    "m.ended > :today UNION ALL SELECT v.deadline, 'deadline', v.type || "
    "coalesce(' (' || v.actor || ')', ''), a.name, a.date, "
    TRUCE_KNOWN("agreement", "a.id", "a.date") ", v.actor FROM provisions v "
    "JOIN agreements a ON a.id = v.agreement) x";
/* clang-format on */

static int list_due(struct truce_cli *cli, const struct args *args)
{
    char tail[160];
    struct truce_register due = {
        .full = {due_columns, 5, due_query},
        .brief = {due_columns, 5, due_query},
        .filter = {.date = "x.due",
                   .document = "x.known",
                   .actor = ":actor = x.code"},
        .tail = tail,
        .empty = "nothing falls due in that time",
    };
    snprintf(tail, sizeof(tail),
             " AND x.due >= :today AND x.due <= date(:today, '+%zu months') "
             "ORDER BY x.due, x.what, x.thing",
             args->due);
    return truce_register_list(cli, &args->list, &due);
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.due = SIZE_MAX};
    int status;
    if (!truce_register_parse(cli, argc, argv, &args, &status))
        return status;
    return args.due == SIZE_MAX
               ? truce_register_list(cli, &args.list, &agreements)
               : list_due(cli, &args);
}

const struct truce_cmd truce_cmd_agreements = {
    .name = "agreements",
    .summary = "list agreements with their parties, terms and life",
    .usage = (const char *const[]){"-f CASE.db [OPTIONS]",
                                   "-f CASE.db --due 12m [--as-of DATE]", NULL},
    .details =
        "One row an agreement, merged from all documents that tell of it. "
        "With --json also its terms, what happened to it, rival dates and "
        "numbers, and the sentences that say so. --due lists notices, "
        "expiries and deadlines that come within a time, counted from "
        "--as-of or from the newest document.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce agreements -f case.db --actor ARM",
            "truce agreements -f case.db --due 12m --as-of 2025-01-01", NULL},
    .run = run,
};
