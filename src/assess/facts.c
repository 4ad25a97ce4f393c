/*
 * SQL to facts. A register row counts when some mention of it stands in a
 * document of the as-of date or earlier (or when a person added it, without
 * any mention), so that a past question gets only past knowledge.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "assess/facts_load.h"

/* Sectors whose words and deeds are those of the state. */
static const char *const state_sectors[] = {"GOV", "MIL", "LEG", "SPY",
                                            "JUD", "COP", "IGO", "NGO"};

static bool is_state(const char *sector)
{
    if (!sector || !*sector)
        return true;
    for (size_t i = 0; i < sizeof state_sectors / sizeof *state_sectors; i++)
        if (!strcmp(sector, state_sectors[i]))
            return true;
    return false;
}

static bool is_party(const struct truce_party *party, const char *code,
                     const char *sector)
{
    if (strcmp(party->code, code) != 0)
        return false;
    return party->sector ? sector && !strcmp(party->sector, sector)
                         : is_state(sector);
}

const char *truce_facts_counted(const struct truce_facts *facts,
                                const char *code, const char *sector, int *side)
{
    *side = -1;
    if (!code)
        return NULL;
    for (int i = 0; i < 2; i++) {
        if (is_party(&facts->party[i], code, sector)) {
            *side = i;
            return facts->label[i];
        }
    }
    /* "NGO" and "IGO" lump together unlike bodies: nobody to weigh */
    if (!strcmp(code, "NGO") || !strcmp(code, "IGO"))
        return NULL;
    if (!is_state(sector) || !strcmp(code, facts->party[0].code) ||
        !strcmp(code, facts->party[1].code))
        return NULL;
    return code;
}

int truce_facts_side(const struct truce_facts *facts, const char *label)
{
    for (int i = 0; i < 2; i++)
        if (!strcmp(label, facts->label[i]))
            return i;
    return -1;
}

const char *truce_facts_text(sqlite3_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(stmt, column);
}

char *truce_facts_kept(struct truce_facts_loader *loader, const char *text)
{
    return text ? truce_arena_strndup(&loader->facts->arena, text, strlen(text))
                : NULL;
}

int32_t truce_facts_day(const char *text, bool last, int32_t unknown)
{
    struct truce_date date;
    if (!text || truce_date_parse(truce_view_of(text), &date) != TRUCE_OK)
        return unknown;
    return truce_date_days(last ? truce_date_last(date)
                                : truce_date_first(date));
}

struct truce_fact_ref truce_facts_ref(sqlite3_stmt *stmt, int column)
{
    return (struct truce_fact_ref){sqlite3_column_int64(stmt, column),
                                   sqlite3_column_int64(stmt, column + 1),
                                   sqlite3_column_int64(stmt, column + 2),
                                   sqlite3_column_int64(stmt, column + 3)};
}

int truce_facts_rows(struct truce_facts_loader *loader, const char *sql,
                     int64_t id, truce_facts_row_fn fn)
{
    sqlite3_stmt *stmt = NULL;
    int rc = TRUCE_OK;
    int step = SQLITE_DONE;
    int at;
    if (sqlite3_prepare_v2(loader->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return truce_err_set(loader->err, TRUCE_EDB,
                             "cannot read the conflict file: %s",
                             sqlite3_errmsg(loader->db));
    at = sqlite3_bind_parameter_index(stmt, ":as_of");
    if (at)
        sqlite3_bind_text(stmt, at, loader->as_of, -1, SQLITE_STATIC);
    at = sqlite3_bind_parameter_index(stmt, ":open");
    if (at)
        sqlite3_bind_int(stmt, at, loader->open);
    at = sqlite3_bind_parameter_index(stmt, ":codes");
    if (at)
        sqlite3_bind_text(stmt, at, loader->codes, -1, SQLITE_STATIC);
    at = sqlite3_bind_parameter_index(stmt, ":id");
    if (at)
        sqlite3_bind_int64(stmt, at, id);
    while (rc == TRUCE_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW)
        rc = fn(loader, stmt);
    if (rc == TRUCE_OK && step != SQLITE_DONE)
        rc = truce_err_set(loader->err, TRUCE_EDB,
                           "cannot read the conflict file: %s",
                           sqlite3_errmsg(loader->db));
    sqlite3_finalize(stmt);
    return rc;
}

/* The mention that best shows a register row: the earliest document that
 * tells it, which is the nearest to the event. */
#define MENTION(kind)                                                          \
    " FROM mentions m JOIN documents d ON d.id = m.document"                   \
    " WHERE m.kind = '" kind "' AND m.register_row = x.id"                     \
    " AND (d.date <= :as_of OR (d.date IS NULL AND :open))"
#define BEST(kind, column)                                                     \
    "(SELECT m." column MENTION(kind) " ORDER BY d.date, m.id LIMIT 1)"
#define REF(kind)                                                              \
    BEST(kind, "document")                                                     \
    ", " BEST(kind, "sentence") ", " BEST(kind, "span_begin") ", " BEST(       \
        kind, "span_end")
#define KNOWN(kind)                                                            \
    "(EXISTS (SELECT 1" MENTION(kind) ") OR NOT EXISTS (SELECT 1"              \
                                      " FROM mentions m WHERE m.kind = '" kind \
                                      "' AND m.register_row = x.id))"

#define EPISODE_REF REF("episode")
#define EPISODE_KNOWN KNOWN("episode")
#define AGREEMENT_REF REF("agreement")
#define AGREEMENT_KNOWN KNOWN("agreement")
#define MISSION_REF REF("mission")
#define MISSION_KNOWN KNOWN("mission")

/* ---- episodes ---- */

static int add_episode(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_episode *episode;
    if (truce_arena_grow(&facts->arena, &facts->episodes, facts->n_episodes,
                         &loader->cap_episodes,
                         sizeof *facts->episodes) != TRUCE_OK)
        return TRUCE_ENOMEM;
    episode = &facts->episodes[facts->n_episodes++];
    *episode = (struct truce_fact_episode){
        .id = sqlite3_column_int64(stmt, 0),
        .day = truce_facts_day(truce_facts_text(stmt, 1), false, 0),
        .date = truce_facts_kept(loader, truce_facts_text(stmt, 1)),
        .place = truce_facts_kept(loader, truce_facts_text(stmt, 2)),
        .level = truce_facts_kept(loader, truce_facts_text(stmt, 3)),
        .outcome = truce_facts_kept(loader, truce_facts_text(stmt, 4)),
        .formats = truce_facts_kept(loader, truce_facts_text(stmt, 5)),
        .ref = truce_facts_ref(stmt, 6),
    };
    return TRUCE_OK;
}

/* Appends code to a list of the arena unless it is there. */
static int add_code(struct truce_facts_loader *loader, const char ***list,
                    size_t *n, const char *code)
{
    const char **fresh;
    for (size_t i = 0; i < *n; i++)
        if (!strcmp((*list)[i], code))
            return TRUCE_OK;
    fresh = truce_arena_alloc(&loader->facts->arena, *n + 1, sizeof *fresh);
    if (!fresh)
        return TRUCE_ENOMEM;
    if (*n)
        memcpy(fresh, *list, *n * sizeof *fresh);
    fresh[*n] = truce_facts_kept(loader, code);
    *list = fresh;
    if (!fresh[*n])
        return TRUCE_ENOMEM;
    (*n)++;
    return TRUCE_OK;
}

static int add_episode_party(struct truce_facts_loader *loader,
                             sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_episode *episode =
        &facts->episodes[facts->n_episodes - 1];
    int side;
    const char *code = truce_facts_counted(facts, truce_facts_text(stmt, 1),
                                           truce_facts_text(stmt, 2), &side);
    if (!code)
        return TRUCE_OK;
    if (side >= 0)
        episode->with[side] = true;
    else if (!strcmp(truce_facts_text(stmt, 0), "mediator"))
        return add_code(loader, &episode->mediators, &episode->n_mediators,
                        code);
    else if (!strcmp(truce_facts_text(stmt, 0), "party"))
        episode->with_others = true;
    return TRUCE_OK;
}

static int load_episode(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    const struct truce_fact_episode *episode;
    int rc = add_episode(loader, stmt);
    if (rc == TRUCE_OK)
        rc = truce_facts_rows(loader,
                              "SELECT role, code, sector FROM episode_parties"
                              " WHERE episode = :id ORDER BY role, position",
                              sqlite3_column_int64(stmt, 0), add_episode_party);
    if (rc != TRUCE_OK)
        return rc;
    episode = &facts->episodes[facts->n_episodes - 1];
    /* one side with an outsider is about something else */
    if (!episode->n_mediators || !(episode->with[0] || episode->with[1]) ||
        (episode->with_others && !(episode->with[0] && episode->with[1])))
        facts->n_episodes--;
    return TRUCE_OK;
}

static int load_episodes(struct truce_facts_loader *loader)
{
    static const char sql[] =
        "SELECT x.id, x.date, x.place, x.level, x.outcome, "
        "x.formats, " EPISODE_REF " FROM episodes x WHERE x.date <= :as_of"
        " AND x.modality IN ('asserted', 'reported') AND " EPISODE_KNOWN
        " ORDER BY x.date, x.id";
    return truce_facts_rows(loader, sql, 0, load_episode);
}

/* ---- mediators that are only named ---- */

static int load_named_row(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_named *named;
    int side;
    const char *code = truce_facts_counted(facts, truce_facts_text(stmt, 0),
                                           truce_facts_text(stmt, 1), &side);
    if (!code || side >= 0)
        return TRUCE_OK;
    if (truce_arena_grow(&facts->arena, &facts->named, facts->n_named,
                         &loader->cap_named, sizeof *named) != TRUCE_OK)
        return TRUCE_ENOMEM;
    named = &facts->named[facts->n_named++];
    *named = (struct truce_fact_named){truce_facts_kept(loader, code),
                                       truce_facts_ref(stmt, 2)};
    return named->code ? TRUCE_OK : TRUCE_ENOMEM;
}

/* "The mediation of Brussels": no day, no parties, but in a document whose
 * events have both parties. */
static int load_named(struct truce_facts_loader *loader)
{
    static const char sql[] =
        "SELECT p.code, p.sector, " EPISODE_REF
        " FROM episodes x JOIN episode_parties p ON p.episode = x.id"
        " AND p.role = 'mediator' WHERE NOT EXISTS (SELECT 1 FROM"
        " episode_parties q WHERE q.episode = x.id AND q.role = 'party')"
        " AND x.modality IN ('asserted', 'reported') AND " EPISODE_KNOWN
        " AND (SELECT COUNT(DISTINCT a.code) FROM mentions m"
        " JOIN events e ON e.document = m.document"
        " JOIN event_actors a ON a.event = e.id"
        " WHERE m.kind = 'episode' AND m.register_row = x.id"
        " AND a.code IN (SELECT value FROM json_each(:codes))) >= 2"
        " ORDER BY x.id, p.position";
    return truce_facts_rows(loader, sql, 0, load_named_row);
}

/* ---- agreements ---- */

static int add_signatory(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_agreement *agreement =
        &facts->agreements[facts->n_agreements - 1];
    int side;
    const char *code = truce_facts_counted(facts, truce_facts_text(stmt, 1),
                                           truce_facts_text(stmt, 2), &side);
    if (!code)
        return TRUCE_OK;
    if (side >= 0) {
        agreement->with[side] = true;
        return TRUCE_OK;
    }
    return add_code(loader, &agreement->outsiders, &agreement->n_outsiders,
                    code);
}

static int load_agreement(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_agreement *agreement;
    int rc;
    if (truce_arena_grow(&facts->arena, &facts->agreements, facts->n_agreements,
                         &loader->cap_agreements,
                         sizeof *facts->agreements) != TRUCE_OK)
        return TRUCE_ENOMEM;
    agreement = &facts->agreements[facts->n_agreements++];
    *agreement = (struct truce_fact_agreement){
        .id = sqlite3_column_int64(stmt, 0),
        .day = truce_facts_day(truce_facts_text(stmt, 1), false, 0),
        .date = truce_facts_kept(loader, truce_facts_text(stmt, 1)),
        .kind = truce_facts_kept(loader, truce_facts_text(stmt, 2)),
        .name = truce_facts_kept(loader, truce_facts_text(stmt, 3)),
        .status = truce_facts_kept(loader, truce_facts_text(stmt, 4)),
        .ref = truce_facts_ref(stmt, 5),
    };
    rc = truce_facts_rows(loader,
                          "SELECT role, code, sector FROM signatories"
                          " WHERE agreement = :id ORDER BY role, position",
                          agreement->id, add_signatory);
    agreement = &facts->agreements[facts->n_agreements - 1];
    if (rc == TRUCE_OK && !(agreement->with[0] && agreement->with[1]))
        facts->n_agreements--;
    return rc;
}

static int load_agreements(struct truce_facts_loader *loader)
{
    /* "other" agreements ("to meet again") are no results */
    static const char sql[] =
        "SELECT x.id, x.date, x.kind, x.name, x.status, " AGREEMENT_REF
        " FROM agreements x WHERE x.date <= :as_of"
        " AND COALESCE(x.kind, 'other') <> 'other' AND " AGREEMENT_KNOWN
        " ORDER BY x.date, x.id";
    return truce_facts_rows(loader, sql, 0, load_agreement);
}

/* ---- missions ---- */

/* A mission stands between the parties when it follows from an agreement of
 * theirs; without such an agreement on file, when it is in a party's land;
 * where the land is not known, when a document that tells of it has both
 * parties in its events. */
static bool between_parties(const struct truce_facts *facts, sqlite3_stmt *stmt)
{
    const char *country = truce_facts_text(stmt, 13);
    int64_t agreement = sqlite3_column_int64(stmt, 12);
    for (size_t i = 0; agreement && i < facts->n_agreements; i++)
        if (facts->agreements[i].id == agreement)
            return true;
    if (agreement && sqlite3_column_int(stmt, 14) >= 2)
        return false; /* of others */
    if (!country)
        return sqlite3_column_int(stmt, 15) >= 2;
    return !strcmp(country, facts->party[0].code) ||
           !strcmp(country, facts->party[1].code);
}

static int load_mission(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_mission *mission;
    if (!between_parties(facts, stmt))
        return TRUCE_OK;
    if (truce_arena_grow(&facts->arena, &facts->missions, facts->n_missions,
                         &loader->cap_missions,
                         sizeof *facts->missions) != TRUCE_OK)
        return TRUCE_ENOMEM;
    mission = &facts->missions[facts->n_missions++];
    *mission = (struct truce_fact_mission){
        .id = sqlite3_column_int64(stmt, 0),
        .contributor = truce_facts_kept(loader, truce_facts_text(stmt, 1)),
        .name = truce_facts_kept(loader, truce_facts_text(stmt, 2)),
        .area = truce_facts_kept(loader, truce_facts_text(stmt, 3)),
        .size = (long)sqlite3_column_int64(stmt, 4),
        .start = truce_facts_kept(loader, truce_facts_text(stmt, 5)),
        .expires = truce_facts_kept(loader, truce_facts_text(stmt, 6)),
        .notice = truce_facts_kept(loader, truce_facts_text(stmt, 7)),
        .start_day =
            truce_facts_day(truce_facts_text(stmt, 5), false, INT32_MIN),
        .expires_day =
            truce_facts_day(truce_facts_text(stmt, 6), true, INT32_MAX),
        .ref = truce_facts_ref(stmt, 8),
    };
    return TRUCE_OK;
}

static int load_missions(struct truce_facts_loader *loader)
{
    static const char sql[] =
        "SELECT x.id, x.contributor, x.name, x.area, x.size, x.start,"
        " x.expires, x.notice_date, " MISSION_REF
        ", x.agreement, x.country, (SELECT COUNT(*) FROM"
        " signatories s WHERE s.agreement = x.agreement),"
        " (SELECT COUNT(DISTINCT a.code) FROM mentions m"
        " JOIN events e ON e.document = m.document"
        " JOIN event_actors a ON a.event = e.id"
        " WHERE m.kind = 'mission' AND m.register_row = x.id"
        " AND a.code IN (SELECT value FROM json_each(:codes)))"
        " FROM missions x WHERE x.contributor IS NOT NULL"
        " AND (x.start IS NULL OR x.start <= :as_of)"
        " AND (x.ended IS NULL OR x.ended > :as_of) AND " MISSION_KNOWN
        " ORDER BY x.id";
    return truce_facts_rows(loader, sql, 0, load_mission);
}

/* ---- all ---- */

static int load_days(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    loader->facts->first_day =
        truce_facts_day(truce_facts_text(stmt, 0), false, 0);
    if (loader->as_of[0] == '\0' && truce_facts_text(stmt, 1)) {
        struct truce_date last;
        if (truce_date_parse(truce_view_of(truce_facts_text(stmt, 1)), &last) ==
            TRUCE_OK)
            truce_date_format(truce_date_last(last), loader->as_of);
    }
    return TRUCE_OK;
}

int truce_facts_load(sqlite3 *db, const struct truce_party party[2],
                     struct truce_date as_of, struct truce_facts *out,
                     struct truce_err *err)
{
    static int (*const steps[])(struct truce_facts_loader *) = {
        load_episodes,         load_named,
        load_agreements,       load_missions,
        truce_facts_load_ties, truce_facts_load_violence};
    struct truce_facts_loader loader = {
        .db = db, .facts = out, .err = err, .open = !truce_date_known(as_of)};
    int rc;
    *out = (struct truce_facts){0};
    memcpy(out->party, party, sizeof out->party);
    for (int i = 0; i < 2; i++) {
        out->label[i] = truce_arena_printf(
            &out->arena, "%s%s%s", party[i].code, party[i].sector ? ":" : "",
            party[i].sector ? party[i].sector : "");
        if (!out->label[i])
            return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    }
    truce_date_format(truce_date_known(as_of) ? truce_date_last(as_of) : as_of,
                      loader.as_of);
    rc = truce_facts_list_codes(&loader); /* the parties, so far */
    if (rc == TRUCE_OK)
        rc = truce_facts_rows(
            &loader,
            "SELECT MIN(date), MAX(date) FROM (SELECT date FROM"
            " documents UNION ALL SELECT date FROM events"
            " WHERE document IS NULL)",
            0, load_days);
    out->as_of = truce_facts_day(loader.as_of, true, 0);
    for (size_t i = 0; rc == TRUCE_OK && i < sizeof steps / sizeof *steps; i++)
        rc = steps[i](&loader);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    truce_map_release(&loader.ties_seen);
    free(loader.codes);
    return rc;
}

void truce_facts_release(struct truce_facts *facts)
{
    if (facts)
        truce_arena_release(&facts->arena);
}
