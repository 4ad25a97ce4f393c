/* truce missions: peacekeepers, monitors and forces with their terms. */
#include "cli/register_list.h"

/* Where a mission stands on the day ":today". */
#define STATUS                                                                 \
    "CASE WHEN x.ended IS NOT NULL AND x.ended <= :today THEN 'ended' WHEN "   \
    "x.expires IS NOT NULL AND x.expires < :today THEN 'expired' WHEN "        \
    "x.start IS NOT NULL AND x.start > :today THEN 'planned' ELSE 'present' "  \
    "END"

static const struct truce_column columns[] = {
    COUNT("id", NULL),
    TEXT("contributor", NULL),
    TEXT("name", NULL),
    TEXT("area", NULL),
    TEXT("country", NULL),
    COUNT("size", NULL),
    TEXT("equipment", NULL),
    TEXT("start", NULL),
    COUNT("term_months", NULL),
    TEXT("renewal", NULL),
    COUNT("notice_months", NULL),
    TEXT("notice_date", NULL),
    TEXT("expires", NULL),
    TEXT("ended", NULL),
    TEXT("status", NULL),
    COUNT("agreement", NULL),
    TEXT("agreement_name", NULL),
    TEXT("agreement_date", NULL),
    LIST("contradictions"),
    LIST("evidence"),
    COUNT("support", NULL),
    {"confidence", NULL, TRUCE_COLUMN_REAL, 0, 3},
};

/* clang-format off */
static const char query[] =
    "SELECT x.id, x.contributor, x.name, x.area, x.country, x.size, "
    "x.equipment, x.start, x.term_months, x.renewal, x.notice_months, "
    "x.notice_date, x.expires, x.ended, "
    STATUS ", x.agreement, a.name, a.date, " TRUCE_RIVALS("mission", "x.id")
    ", " TRUCE_TELLINGS("mission", "x.id") ", x.support, x.confidence FROM "
    "missions x LEFT JOIN agreements a ON a.id = x.agreement";
/* clang-format on */

static const struct truce_column brief[] = {
    COUNT("id", "id"),
    TEXT("contributor", "from"),
    WRAP("name", "mission"),
    WRAP("area", "area"),
    COUNT("size", "size"),
    TEXT("start", "since"),
    COUNT("term_months", "months"),
    TEXT("notice_date", "notice by"),
    TEXT("expires", "expires"),
    TEXT("status", "status"),
    COUNT("support", "told by"),
    WRAP("rivals", "others say"),
};

/* clang-format off */
static const char brief_query[] =
    "SELECT x.id, x.contributor, x.name, x.area, x.size, x.start, "
    "x.term_months, x.notice_date, x.expires, " STATUS ", x.support, "
    TRUCE_RIVALS_BRIEF("mission", "x.id") " FROM missions x";
/* clang-format on */

static const struct truce_register missions = {
    .full = {columns, sizeof(columns) / sizeof(columns[0]), query},
    .brief = {brief, sizeof(brief) / sizeof(brief[0]), brief_query},
    .filter = {.date = "x.start",
               .document = TRUCE_KNOWN("mission", "x.id", "x.start"),
               .actor = ":actor IN (x.contributor, x.country)"},
    .tail = " ORDER BY x.start IS NULL, x.start, x.id",
    .empty = "no missions are told of",
};

static int run(struct truce_cli *cli, int argc, char **argv)
{
    return truce_register_run_list(cli, argc, argv, &missions);
}

const struct truce_cmd truce_cmd_missions = {
    .name = "missions",
    .summary = "list peacekeepers, monitors and forces with their terms",
    .usage = (const char *const[]){"-f CASE.db [OPTIONS]", NULL},
    .details =
        "One row a mission. The notice date is the last day on which a party "
        "may say that it does not want the term renewed; the status is that "
        "on --as-of or on the day of the newest document. Where documents "
        "differ on a date or number, the best supported one stands and the "
        "others follow with the number of documents.",
    .opts = truce_register_opts,
    .examples =
        (const char *const[]){"truce missions -f case.db --as-of 2022-11-09",
                              NULL},
    .run = run,
};
