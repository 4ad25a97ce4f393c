/* truce episodes: contacts of the parties under a third party. */
#include "cli/register_list.h"

#define ROLE(role) TRUCE_ROLE_JSON("episode_parties", "episode", "e.id", role)

static const struct truce_column columns[] = {
    COUNT("id", NULL),
    TEXT("date", NULL),
    LIST("place"),
    LIST("mediators"),
    LIST("hosts"),
    LIST("parties"),
    LIST("formats"),
    TEXT("level", NULL),
    TEXT("track", NULL),
    TEXT("duration_text", NULL),
    TEXT("outcome", NULL),
    TEXT("initiator", NULL),
    TEXT("declined", NULL),
    TEXT("first_since", NULL),
    TEXT("modality", NULL),
    LIST("contradictions"),
    LIST("evidence"),
    COUNT("support", NULL),
    {"confidence", NULL, TRUCE_COLUMN_REAL, 0, 3},
};

/* clang-format off */
static const char query[] =
    "SELECT e.id, e.date, CASE WHEN e.place IS NOT NULL THEN "
    "json_object('text', e.place, 'country', e.country, 'lat', e.lat, 'lon', "
    "e.lon) END, " ROLE("mediator") ", " ROLE("host") ", " ROLE("party") ", "
    "CASE WHEN e.formats IS NULL THEN '[]' ELSE '[\"' || replace(e.formats, "
    "'|', '\",\"') || '\"]' END, e.level, e.track, e.duration_text, "
    "e.outcome, e.initiator, e.declined, e.first_since, e.modality, "
    TRUCE_RIVALS("episode", "e.id") ", " TRUCE_TELLINGS("episode", "e.id")
    ", e.support, e.confidence FROM episodes e";
/* clang-format on */

static const struct truce_column brief[] = {
    COUNT("id", "id"),
    TEXT("date", "date"),
    TEXT("track", "track"),
    TEXT("place", "place"),
    WRAP("mediators", "mediator, host"),
    WRAP("parties", "parties"),
    TEXT("level", "level"),
    WRAP("formats", "format"),
    WRAP("outcome", "outcome"),
    COUNT("support", "told by"),
};

/* clang-format off */
static const char brief_query[] =
    "SELECT e.id, e.date, e.track, e.place, "
    "(SELECT group_concat(coalesce(p.code, p.name), ', ') FROM (SELECT * FROM "
    "episode_parties WHERE episode = e.id AND role <> 'party' ORDER BY role "
    "DESC, position) p), "
    "(SELECT group_concat(coalesce(p.code, p.name), ', ') FROM (SELECT * FROM "
    "episode_parties WHERE episode = e.id AND role = 'party' ORDER BY "
    "position) p), e.level, replace(e.formats, '|', ', '), CASE WHEN "
    "e.modality = 'planned' THEN coalesce(e.outcome || ' ', '') || "
    "'(planned)' ELSE e.outcome END, e.support FROM episodes e";
/* clang-format on */

static const struct truce_register episodes = {
    .full = {columns, sizeof(columns) / sizeof(columns[0]), query},
    .brief = {brief, sizeof(brief) / sizeof(brief[0]), brief_query},
    .filter = {.date = "e.date",
               .document = TRUCE_KNOWN("episode", "e.id", "e.date"),
               .actor = "EXISTS (SELECT 1 FROM episode_parties p WHERE "
                        "p.episode = e.id AND :actor IN (p.code, p.name))"},
    .tail = " ORDER BY e.date IS NULL, e.date, e.id",
    .empty = "no mediation episodes are told of",
};

static int run(struct truce_cli *cli, int argc, char **argv)
{
    return truce_register_run_list(cli, argc, argv, &episodes);
}

const struct truce_cmd truce_cmd_episodes = {
    .name = "episodes",
    .summary = "list mediation episodes: who brought whom to the table",
    .usage = (const char *const[]){"-f CASE.db [OPTIONS]", NULL},
    .details =
        "One row a contact of the parties under a third party, merged from "
        "all documents that tell of it. Rows without a day are tracks that "
        "are spoken of without a meeting.",
    .opts = truce_register_opts,
    .examples =
        (const char *const[]){
            "truce episodes -f case.db --actor EUR --from 2022-01-01", NULL},
    .run = run,
};
