/* truce issues: what is in dispute, and what became of it where. */
#include "cli/register_list.h"

static const struct truce_column columns[] = {
    COUNT("id", NULL),      TEXT("issue", NULL),
    TEXT("state", NULL),    LIST("by"),
    TEXT("said_by", NULL),  TEXT("date", NULL),
    TEXT("document", NULL), COUNT("sentence", NULL),
    LIST("span"),           TEXT("text", NULL),
};

static const char query[] =
    "SELECT i.id, i.issue, i.state, CASE WHEN coalesce(i.by_codes, '') = '' "
    "THEN '[]' ELSE '[\"' || replace(i.by_codes, '|', '\",\"') || '\"]' END, "
    "i.said_by, i.date, d.name, i.sentence, json_array(i.span_begin, "
    "i.span_end), s.text "
    "FROM issues i JOIN documents d ON d.id = i.document LEFT JOIN sentences "
    "s ON s.document = i.document AND s.number = i.sentence";

static const struct truce_column brief[] = {
    TEXT("date", "date"), TEXT("issue", "issue"),  TEXT("state", "state"),
    TEXT("by", "by"),     TEXT("said_by", "says"), WRAP("text", "where"),
};

static const char brief_query[] =
    "SELECT i.date, i.issue, i.state, replace(i.by_codes, '|', ', '), "
    "i.said_by, s.text "
    "FROM issues i JOIN documents d ON d.id = i.document LEFT JOIN sentences "
    "s ON s.document = i.document AND s.number = i.sentence";

static const struct truce_register issues = {
    .full = {columns, sizeof(columns) / sizeof(columns[0]), query},
    .brief = {brief, sizeof(brief) / sizeof(brief[0]), brief_query},
    .filter = {.date = "i.date",
               .document = "d.date",
               .actor = "instr('|' || i.by_codes || '|', '|' || :actor || "
                        "'|') > 0"},
    .tail = " ORDER BY i.date IS NULL, i.date, i.issue, i.id",
    .empty = "no issues are told of",
};

static int run(struct truce_cli *cli, int argc, char **argv)
{
    return truce_register_run_list(cli, argc, argv, &issues);
}

const struct truce_cmd truce_cmd_issues = {
    .name = "issues",
    .summary = "list issues in dispute: open, agreed, left out, put off",
    .usage = (const char *const[]){"-f CASE.db [OPTIONS]", NULL},
    .details =
        "One row an issue and state in a document: by whom it was raised, left "
        "out, put off or agreed on, and who says so, where that is another.",
    .opts = truce_register_opts,
    .examples =
        (const char *const[]){"truce issues -f case.db --from 2022-10-01",
                              NULL},
    .run = run,
};
