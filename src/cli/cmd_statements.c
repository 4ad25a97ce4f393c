/* truce statements: what officials are reported to say, and of whom. */
#include "cli/register_list.h"

static const struct truce_column columns[] = {
    COUNT("id", NULL),       TEXT("date", NULL),      LIST("speaker"),
    LIST("quote"),           TEXT("text", NULL),      TEXT("act", NULL),
    TEXT("occasion", NULL),  TEXT("audience", NULL),  LIST("targets"),
    LIST("issues"),          LIST("issue_stances"),   TEXT("document", NULL),
    TEXT("published", NULL), COUNT("sentence", NULL), LIST("span"),
};

static const char query[] =
    "SELECT s.id, s.date, json_object('text', s.speaker_text, 'name', "
    "s.speaker_name, 'code', s.code, 'sector', s.sector, 'office', s.office), "
    "CASE WHEN s.quote THEN 'true' ELSE 'false' END, s.text, s.act, "
    "s.occasion, s.audience, (SELECT json_group_array(json_object('code', "
    "t.code, "
    "'sector', t.sector, 'name', t.name, 'stance', t.stance)) FROM (SELECT * "
    "FROM statement_targets WHERE statement = s.id ORDER BY position) t), "
    "(SELECT json_group_array(i.issue) FROM statement_issues i WHERE "
    "i.statement = s.id), (SELECT json_group_array(json_object('issue', "
    "i.issue, 'stance', i.stance)) FROM statement_issues i WHERE i.statement "
    "= s.id), d.name, d.date, s.sentence, "
    "json_array(s.span_begin, s.span_end) FROM statements s JOIN documents d "
    "ON d.id = s.document";

static const struct truce_column brief[] = {
    COUNT("id", "id"),
    TEXT("date", "date"),
    WRAP("speaker", "speaker"),
    TEXT("act", "act"),
    WRAP("targets", "of, on (stance)"),
    WRAP("text", "words"),
};

static const char brief_query[] =
    "SELECT s.id, s.date, coalesce(s.speaker_name, s.speaker_text) || "
    "coalesce(' (' || s.code || coalesce(', ' || s.office, '') || ')', ''), "
    "s.act, (SELECT group_concat(x, ', ') FROM (SELECT t.code || CASE WHEN "
    "t.stance IS NULL THEN '' WHEN abs(t.stance) < 0.05 THEN ' 0' ELSE "
    "printf(' %+.1f', t.stance) END AS x FROM statement_targets t WHERE "
    "statement = s.id UNION ALL SELECT i.issue || CASE WHEN i.stance IS NULL "
    "THEN '' WHEN abs(i.stance) < 0.05 THEN ' 0' ELSE printf(' %+.1f', "
    "i.stance) END FROM statement_issues i WHERE i.statement = s.id)), CASE "
    "WHEN s.quote THEN '\"' || s.text || '\"' ELSE s.text END || "
    "coalesce(' (' || nullif(trim(coalesce('to ' || replace(s.audience, '|', "
    "', '), '') || ', ' || coalesce(s.occasion, ''), ', '), '') || ')', '') "
    "FROM statements s JOIN documents d ON d.id = s.document";

static const struct truce_register statements = {
    .full = {columns, sizeof(columns) / sizeof(columns[0]), query},
    .brief = {brief, sizeof(brief) / sizeof(brief[0]), brief_query},
    .filter = {.date = "s.date",
               .document = "d.date",
               .actor = "(:actor IN (s.code, s.speaker_name) OR EXISTS "
                        "(SELECT 1 FROM statement_targets t WHERE "
                        "t.statement = s.id AND :actor IN (t.code, t.name)))"},
    .tail = " AND s.same_as IS NULL ORDER BY s.date IS NULL, s.date, s.id",
    .empty = "no statements are told of",
};

static int run(struct truce_cli *cli, int argc, char **argv)
{
    return truce_register_run_list(cli, argc, argv, &statements);
}

const struct truce_cmd truce_cmd_statements = {
    .name = "statements",
    .summary = "list what officials say, of whom and how",
    .usage = (const char *const[]){"-f CASE.db [OPTIONS]", NULL},
    .details =
        "One row an utterance, exact words in quotation marks. --actor finds "
        "a speaker or the one spoken of. Stance goes from -1 (hostile) to 1 "
        "(friendly); docs/stance.md gives the scale. A target or issue "
        "without a figure is only spoken of.",
    .opts = truce_register_opts,
    .examples =
        (const char *const[]){"truce statements -f case.db --actor EUR --json",
                              NULL},
    .run = run,
};
