/*
 * SQL to facts. A register row counts when some mention of it stands in a
 * document of the as-of date or earlier (or when a person added it, without
 * any mention), so that a past question gets only past knowledge.
 */
#include <limits.h>
#include <string.h>

#include "assess/facts.h"
#include "code/coded.h"

struct loader {
    sqlite3 *db;
    struct truce_facts *facts;
    struct truce_err *err;
    char as_of[TRUCE_DATE_SIZE];
    bool open; /* no date was asked for: undated documents count too */
    size_t cap_episodes, cap_agreements, cap_missions, cap_ties, cap_violent;
};

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

/* The code under which an actor is counted, NULL when it is none of ours (a
 * newspaper, an opposition, de facto authorities unless they are a party).
 * `side` becomes 0 or 1 for a party, else -1. */
static const char *counted_code(const struct truce_facts *facts,
                                const char *code, const char *sector,
                                int *side)
{
    *side = -1;
    if (!code)
        return NULL;
    for (int i = 0; i < 2; i++) {
        if (is_party(&facts->party[i], code, sector)) {
            *side = i;
            return facts->party[i].code;
        }
    }
    if (!is_state(sector) || !strcmp(code, facts->party[0].code) ||
        !strcmp(code, facts->party[1].code))
        return NULL;
    return code;
}

int truce_facts_side(const struct truce_facts *facts, const char *code)
{
    for (int i = 0; i < 2; i++)
        if (code == facts->party[i].code ||
            !strcmp(code, facts->party[i].code))
            return i;
    return -1;
}

static const char *text_at(sqlite3_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(stmt, column);
}

static char *kept(struct loader *loader, const char *text)
{
    return text ? truce_arena_strndup(&loader->facts->arena, text,
                                      strlen(text))
                : NULL;
}

/* Day of an ISO date; `unknown` where there is none. The first day covered,
 * or the last one when `last`. */
static int32_t day_of(const char *text, bool last, int32_t unknown)
{
    struct truce_date date;
    if (!text || truce_date_parse(truce_view_of(text), &date) != TRUCE_OK)
        return unknown;
    return truce_date_days(last ? truce_date_last(date)
                                : truce_date_first(date));
}

static struct truce_fact_ref ref_at(sqlite3_stmt *stmt, int column)
{
    return (struct truce_fact_ref){sqlite3_column_int64(stmt, column),
                                   sqlite3_column_int64(stmt, column + 1),
                                   sqlite3_column_int64(stmt, column + 2),
                                   sqlite3_column_int64(stmt, column + 3)};
}

typedef int (*row_fn)(struct loader *loader, sqlite3_stmt *stmt);

/* Runs sql with :as_of, :open and :id bound and gives each row to fn. */
static int each_row(struct loader *loader, const char *sql, int64_t id,
                    row_fn fn)
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
    BEST(kind, "document") ", " BEST(kind, "sentence") ", "                    \
    BEST(kind, "span_begin") ", " BEST(kind, "span_end")
#define KNOWN(kind)                                                            \
    "(EXISTS (SELECT 1" MENTION(kind) ") OR NOT EXISTS (SELECT 1"              \
    " FROM mentions m WHERE m.kind = '" kind "' AND m.register_row = x.id))"

/* ---- episodes ---- */

static int add_episode(struct loader *loader, sqlite3_stmt *stmt)
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
        .day = day_of(text_at(stmt, 1), false, 0),
        .date = kept(loader, text_at(stmt, 1)),
        .place = kept(loader, text_at(stmt, 2)),
        .level = kept(loader, text_at(stmt, 3)),
        .outcome = kept(loader, text_at(stmt, 4)),
        .formats = kept(loader, text_at(stmt, 5)),
        .ref = ref_at(stmt, 6),
    };
    return TRUCE_OK;
}

/* Appends code to a list of the arena unless it is there. */
static int add_code(struct loader *loader, const char ***list, size_t *n,
                    const char *code)
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
    fresh[*n] = kept(loader, code);
    *list = fresh;
    if (!fresh[*n])
        return TRUCE_ENOMEM;
    (*n)++;
    return TRUCE_OK;
}

static int add_episode_party(struct loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_episode *episode =
        &facts->episodes[facts->n_episodes - 1];
    int side;
    const char *code = counted_code(facts, text_at(stmt, 1),
                                    text_at(stmt, 2), &side);
    if (!code)
        return TRUCE_OK;
    if (side >= 0)
        episode->with[side] = true;
    else if (!strcmp(text_at(stmt, 0), "mediator"))
        return add_code(loader, &episode->mediators, &episode->n_mediators,
                        code);
    else if (!strcmp(text_at(stmt, 0), "party"))
        episode->with_others = true;
    return TRUCE_OK;
}

static int load_episode(struct loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    const struct truce_fact_episode *episode;
    int rc = add_episode(loader, stmt);
    if (rc == TRUCE_OK)
        rc = each_row(loader,
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

static int load_episodes(struct loader *loader)
{
    return each_row(
        loader,
        "SELECT x.id, x.date, x.place, x.level, x.outcome, x.formats, " REF(
            "episode") " FROM episodes x WHERE x.date <= :as_of"
                       " AND x.modality IN ('asserted', 'reported') AND "
            KNOWN("episode") " ORDER BY x.date, x.id",
        0, load_episode);
}

/* ---- agreements ---- */

static int add_signatory(struct loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_agreement *agreement =
        &facts->agreements[facts->n_agreements - 1];
    int side;
    const char *code = counted_code(facts, text_at(stmt, 1),
                                    text_at(stmt, 2), &side);
    if (!code)
        return TRUCE_OK;
    if (side >= 0) {
        agreement->with[side] = true;
        return TRUCE_OK;
    }
    return add_code(loader, &agreement->outsiders, &agreement->n_outsiders,
                    code);
}

static int load_agreement(struct loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_agreement *agreement;
    int rc;
    if (truce_arena_grow(&facts->arena, &facts->agreements,
                         facts->n_agreements, &loader->cap_agreements,
                         sizeof *facts->agreements) != TRUCE_OK)
        return TRUCE_ENOMEM;
    agreement = &facts->agreements[facts->n_agreements++];
    *agreement = (struct truce_fact_agreement){
        .id = sqlite3_column_int64(stmt, 0),
        .day = day_of(text_at(stmt, 1), false, 0),
        .date = kept(loader, text_at(stmt, 1)),
        .kind = kept(loader, text_at(stmt, 2)),
        .name = kept(loader, text_at(stmt, 3)),
        .status = kept(loader, text_at(stmt, 4)),
        .ref = ref_at(stmt, 5),
    };
    rc = each_row(loader,
                  "SELECT role, code, sector FROM signatories"
                  " WHERE agreement = :id ORDER BY role, position",
                  agreement->id, add_signatory);
    agreement = &facts->agreements[facts->n_agreements - 1];
    if (rc == TRUCE_OK && !(agreement->with[0] && agreement->with[1]))
        facts->n_agreements--;
    return rc;
}

static int load_agreements(struct loader *loader)
{
    return each_row(
        loader,
        "SELECT x.id, x.date, x.kind, x.name, x.status, " REF(
            "agreement") " FROM agreements x WHERE x.date <= :as_of AND "
            KNOWN("agreement") " ORDER BY x.date, x.id",
        0, load_agreement);
}

/* ---- missions ---- */

/* A mission stands between the parties when it follows from an agreement of
 * theirs; without such an agreement on file, when it is in a party's land. */
static bool between_parties(const struct truce_facts *facts,
                            sqlite3_stmt *stmt)
{
    const char *country = text_at(stmt, 13);
    int64_t agreement = sqlite3_column_int64(stmt, 12);
    for (size_t i = 0; agreement && i < facts->n_agreements; i++)
        if (facts->agreements[i].id == agreement)
            return true;
    if (agreement && sqlite3_column_int(stmt, 14) >= 2)
        return false; /* of others */
    return country && (!strcmp(country, facts->party[0].code) ||
                       !strcmp(country, facts->party[1].code));
}

static int load_mission(struct loader *loader, sqlite3_stmt *stmt)
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
        .contributor = kept(loader, text_at(stmt, 1)),
        .name = kept(loader, text_at(stmt, 2)),
        .area = kept(loader, text_at(stmt, 3)),
        .size = (long)sqlite3_column_int64(stmt, 4),
        .start = kept(loader, text_at(stmt, 5)),
        .expires = kept(loader, text_at(stmt, 6)),
        .notice = kept(loader, text_at(stmt, 7)),
        .start_day = day_of(text_at(stmt, 5), false, INT32_MIN),
        .expires_day = day_of(text_at(stmt, 6), true, INT32_MAX),
        .ref = ref_at(stmt, 8),
    };
    return TRUCE_OK;
}

static int load_missions(struct loader *loader)
{
    return each_row(
        loader,
        "SELECT x.id, x.contributor, x.name, x.area, x.size, x.start,"
        " x.expires, x.notice_date, " REF(
            "mission") ", x.agreement, x.country, (SELECT COUNT(*) FROM"
                       " signatories s WHERE s.agreement = x.agreement)"
                       " FROM missions x WHERE x.contributor IS NOT NULL"
                       " AND (x.start IS NULL OR x.start <= :as_of)"
                       " AND (x.ended IS NULL OR x.ended > :as_of) AND "
            KNOWN("mission") " ORDER BY x.id",
        0, load_mission);
}

/* ---- ties ---- */

/* How friendly an act is, by PLOVER type in the order of enum truce_plover:
 * the sign is the quad class, the size follows the PLOVER scores. */
static const double type_stance[TRUCE_N_PLOVER] = {
    [TRUCE_AGREE] = 0.4,     [TRUCE_CONSULT] = 0.2,  [TRUCE_SUPPORT] = 0.6,
    [TRUCE_CONCEDE] = 0.4,   [TRUCE_COOPERATE] = 0.6, [TRUCE_AID] = 0.8,
    [TRUCE_RETREAT] = 0.3,   [TRUCE_REQUEST] = 0,    [TRUCE_ACCUSE] = -0.6,
    [TRUCE_REJECT] = -0.5,   [TRUCE_THREATEN] = -0.8, [TRUCE_PROTEST] = -0.5,
    [TRUCE_SANCTION] = -0.8, [TRUCE_MOBILIZE] = -0.6, [TRUCE_COERCE] = -0.8,
    [TRUCE_ASSAULT] = -1,
};

/* The same words are often both an event and a statement: one tie is kept
 * per sentence and direction, the first (events come first). */
static bool tie_known(const struct truce_facts *facts,
                      const struct truce_fact_tie *tie)
{
    for (size_t i = facts->n_ties; i-- > 0;) {
        const struct truce_fact_tie *other = &facts->ties[i];
        if (tie->ref.document && other->ref.document == tie->ref.document &&
            other->ref.sentence == tie->ref.sentence &&
            !strcmp(other->source, tie->source) &&
            !strcmp(other->target, tie->target) &&
            (tie->type < 0 || other->type == tie->type))
            return true;
    }
    return false;
}

/* Columns: date, source code, sector, target code, sector, ref (4), type or
 * NULL, stance or NULL. */
static int load_tie(struct loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_tie tie = {.type = -1};
    int sides[2];
    const char *type = text_at(stmt, 9);
    tie.source = counted_code(facts, text_at(stmt, 1), text_at(stmt, 2),
                              &sides[0]);
    tie.target = counted_code(facts, text_at(stmt, 3), text_at(stmt, 4),
                              &sides[1]);
    if (!tie.source || !tie.target || !strcmp(tie.source, tie.target))
        return TRUCE_OK;
    tie.day = day_of(text_at(stmt, 0), false, 0);
    tie.ref = ref_at(stmt, 5);
    if (type)
        tie.type = truce_plover_find(truce_view_of(type));
    tie.stance = tie.type >= 0 ? type_stance[tie.type]
                               : sqlite3_column_double(stmt, 10);
    if ((type && tie.type < 0) || tie_known(facts, &tie))
        return TRUCE_OK;
    if (truce_arena_grow(&facts->arena, &facts->ties, facts->n_ties,
                         &loader->cap_ties, sizeof *facts->ties) != TRUCE_OK)
        return TRUCE_ENOMEM;
    tie.source = sides[0] >= 0 ? tie.source : kept(loader, tie.source);
    tie.target = sides[1] >= 0 ? tie.target : kept(loader, tie.target);
    if (!tie.source || !tie.target)
        return TRUCE_ENOMEM;
    facts->ties[facts->n_ties++] = tie;
    return TRUCE_OK;
}

/* Events that count: not told as background, not a person's "wrong", not a
 * retelling; what is denied, conditional or asked did not happen; of planned
 * and demanded acts only the words count, not the deeds. */
#define EVENT_COUNTS                                                           \
    " e.same_as IS NULL AND e.background = 0"                                  \
    " AND (e.verdict IS NULL OR e.verdict <> 'wrong')"                         \
    " AND (e.modality IN ('asserted', 'reported') OR (e.quad IN (1, 3)"        \
    " AND e.modality IN ('planned', 'demanded')))"                             \
    " AND COALESCE(e.date, d.date) <= :as_of"                                  \
    " AND (d.date <= :as_of OR (d.date IS NULL AND :open))"

static int load_ties(struct loader *loader)
{
    int rc = each_row(
        loader,
        "SELECT COALESCE(e.date, d.date), s.code, s.sector, t.code, t.sector,"
        " e.document, e.sentence, e.span_begin, e.span_end, e.type, NULL"
        " FROM events e LEFT JOIN documents d ON d.id = e.document"
        " JOIN event_actors s ON s.event = e.id AND s.role = 'source'"
        " JOIN event_actors t ON t.event = e.id AND t.role = 'target'"
        " WHERE" EVENT_COUNTS " ORDER BY 1, e.id, s.position, t.position",
        0, load_tie);
    if (rc != TRUCE_OK)
        return rc;
    return each_row(
        loader,
        "SELECT COALESCE(e.date, d.date), e.code, e.sector, t.code, t.sector,"
        " e.document, e.sentence, e.span_begin, e.span_end, NULL, t.stance"
        " FROM statements e JOIN documents d ON d.id = e.document"
        " JOIN statement_targets t ON t.statement = e.id"
        " WHERE e.same_as IS NULL AND t.stance IS NOT NULL"
        " AND (d.date <= :as_of OR (d.date IS NULL AND :open))"
        " AND COALESCE(e.date, d.date, '') <= :as_of ORDER BY 1, e.id",
        0, load_tie);
}

/* ---- violence ---- */

static int load_violence(struct loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    int32_t day = day_of(text_at(stmt, 0), false, INT32_MIN);
    int sides[2];
    counted_code(facts, text_at(stmt, 1), text_at(stmt, 2), &sides[0]);
    counted_code(facts, text_at(stmt, 3), text_at(stmt, 4), &sides[1]);
    if (day == INT32_MIN || sides[0] < 0 || sides[1] < 0 ||
        sides[0] == sides[1])
        return TRUCE_OK;
    if (facts->n_violent && facts->violent[facts->n_violent - 1] == day)
        return TRUCE_OK;
    if (truce_arena_grow(&facts->arena, &facts->violent, facts->n_violent,
                         &loader->cap_violent,
                         sizeof *facts->violent) != TRUCE_OK)
        return TRUCE_ENOMEM;
    facts->violent[facts->n_violent++] = day;
    return TRUCE_OK;
}

static int load_violent_days(struct loader *loader)
{
    return each_row(
        loader,
        "SELECT COALESCE(e.date, d.date), a.code, a.sector, b.code, b.sector"
        " FROM events e LEFT JOIN documents d ON d.id = e.document"
        " JOIN event_actors a ON a.event = e.id"
        " AND a.role IN ('source', 'target')"
        " JOIN event_actors b ON b.event = e.id"
        " AND b.role IN ('source', 'target')"
        " WHERE e.type = 'ASSAULT' AND e.modality IN ('asserted', 'reported')"
        " AND LENGTH(COALESCE(e.date, d.date)) = 10"
        " AND" EVENT_COUNTS " ORDER BY 1, e.id",
        0, load_violence);
}

/* ---- all ---- */

static int load_days(struct loader *loader, sqlite3_stmt *stmt)
{
    loader->facts->first_day = day_of(text_at(stmt, 0), false, 0);
    if (loader->as_of[0] == '\0' && text_at(stmt, 1)) {
        struct truce_date last;
        if (truce_date_parse(truce_view_of(text_at(stmt, 1)), &last) ==
            TRUCE_OK)
            truce_date_format(truce_date_last(last), loader->as_of);
    }
    return TRUCE_OK;
}

int truce_facts_load(sqlite3 *db, const struct truce_party party[2],
                     struct truce_date as_of, struct truce_facts *out,
                     struct truce_err *err)
{
    static int (*const steps[])(struct loader *) = {
        load_episodes, load_agreements, load_missions, load_ties,
        load_violent_days};
    struct loader loader = {.db = db, .facts = out, .err = err,
                            .open = !truce_date_known(as_of)};
    int rc;
    *out = (struct truce_facts){0};
    memcpy(out->party, party, sizeof out->party);
    truce_date_format(truce_date_known(as_of) ? truce_date_last(as_of)
                                              : as_of, loader.as_of);
    rc = each_row(&loader,
                  "SELECT MIN(date), MAX(date) FROM (SELECT date FROM"
                  " documents UNION ALL SELECT date FROM events)",
                  0, load_days);
    out->as_of = day_of(loader.as_of, true, 0);
    for (size_t i = 0; rc == TRUCE_OK && i < sizeof steps / sizeof *steps; i++)
        rc = steps[i](&loader);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    return rc;
}

void truce_facts_release(struct truce_facts *facts)
{
    if (facts)
        truce_arena_release(&facts->arena);
}
