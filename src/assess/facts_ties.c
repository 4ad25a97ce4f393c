/*
 * Ties and violence: who said and did what to whom, from coded events,
 * imported events and statements.
 */
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assess/facts_load.h"
#include "code/coded.h"

/* How friendly an act is, by PLOVER type in the order of enum truce_plover:
 * the sign is the quad class, the size follows the PLOVER scores. */
static const double type_stance[TRUCE_N_PLOVER] = {
    [TRUCE_AGREE] = 0.4,     [TRUCE_CONSULT] = 0.2,   [TRUCE_SUPPORT] = 0.6,
    [TRUCE_CONCEDE] = 0.4,   [TRUCE_COOPERATE] = 0.6, [TRUCE_AID] = 0.8,
    [TRUCE_RETREAT] = 0.3,   [TRUCE_REQUEST] = 0,     [TRUCE_ACCUSE] = -0.6,
    [TRUCE_REJECT] = -0.5,   [TRUCE_THREATEN] = -0.8, [TRUCE_PROTEST] = -0.5,
    [TRUCE_SANCTION] = -0.8, [TRUCE_MOBILIZE] = -0.6, [TRUCE_COERCE] = -0.8,
    [TRUCE_ASSAULT] = -1,
};

/* The same words are often both an event and a statement: per sentence and
 * direction one tie of a type is kept, and a statement only where there is no
 * event (events come first). Of imported acts one of a type is kept a month,
 * since their number tells of the data set more than of the actors. The map
 * holds a bit for each type seen. */
static int tie_is_new(struct truce_facts_loader *loader,
                      const struct truce_fact_tie *tie, bool *is_new)
{
    uint64_t bit = UINT64_C(1) << (tie->type < 0 ? 63 : tie->type);
    bool told = tie->ref.document != 0;
    char key[160];
    uint64_t *seen;
    /* imported rows have no sentence: a month stands for one */
    snprintf(key, sizeof key, "%lld|%lld|%s|%s", (long long)tie->ref.document,
             told ? (long long)tie->ref.sentence
                  : truce_date_month_id(truce_date_from_days(tie->day)),
             tie->source, tie->target);
    seen = truce_map_put(&loader->ties_seen, truce_view_of(key), 0, NULL);
    if (!seen)
        return TRUCE_ENOMEM;
    *is_new = tie->type < 0 ? *seen == 0 : !(*seen & bit);
    *seen |= bit;
    return TRUCE_OK;
}

/* Columns: date, source code, sector, target code, sector, ref (4), type or
 * NULL, stance or NULL. */
static int load_tie(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    struct truce_fact_tie tie = {.type = -1};
    int sides[2];
    bool is_new;
    const char *type = truce_facts_text(stmt, 9);
    tie.source = truce_facts_counted(facts, truce_facts_text(stmt, 1),
                                     truce_facts_text(stmt, 2), &sides[0]);
    tie.target = truce_facts_counted(facts, truce_facts_text(stmt, 3),
                                     truce_facts_text(stmt, 4), &sides[1]);
    if (!tie.source || !tie.target || !strcmp(tie.source, tie.target))
        return TRUCE_OK;
    tie.day = truce_facts_day(truce_facts_text(stmt, 0), false, 0);
    tie.ref = truce_facts_ref(stmt, 5);
    if (type)
        tie.type = truce_plover_find(truce_view_of(type));
    tie.stance =
        tie.type >= 0 ? type_stance[tie.type] : sqlite3_column_double(stmt, 10);
    if (type && tie.type < 0)
        return TRUCE_OK;
    if (tie_is_new(loader, &tie, &is_new) != TRUCE_OK)
        return TRUCE_ENOMEM;
    if (!is_new)
        return TRUCE_OK;
    if (truce_arena_grow(&facts->arena, &facts->ties, facts->n_ties,
                         &loader->cap_ties, sizeof *facts->ties) != TRUCE_OK)
        return TRUCE_ENOMEM;
    tie.source =
        sides[0] >= 0 ? tie.source : truce_facts_kept(loader, tie.source);
    tie.target =
        sides[1] >= 0 ? tie.target : truce_facts_kept(loader, tie.target);
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
    " AND COALESCE(e.date, d.date) <= :as_of AND (e.document IS NULL"          \
    " OR d.date <= :as_of OR (d.date IS NULL AND :open))"

#define AMONG(column) " AND " column " IN (SELECT value FROM json_each(:codes))"

static void add_to_list(json_t *list, const char *code)
{
    json_array_append_new(list, json_string(code));
}

int truce_facts_list_codes(struct truce_facts_loader *loader)
{
    const struct truce_facts *facts = loader->facts;
    json_t *list = json_array();
    for (int i = 0; i < 2; i++)
        add_to_list(list, facts->party[i].code);
    for (size_t i = 0; i < facts->n_episodes; i++)
        for (size_t j = 0; j < facts->episodes[i].n_mediators; j++)
            add_to_list(list, facts->episodes[i].mediators[j]);
    for (size_t i = 0; i < facts->n_agreements; i++)
        for (size_t j = 0; j < facts->agreements[i].n_outsiders; j++)
            add_to_list(list, facts->agreements[i].outsiders[j]);
    for (size_t i = 0; i < facts->n_missions; i++)
        add_to_list(list, facts->missions[i].contributor);
    for (size_t i = 0; i < facts->n_named; i++)
        add_to_list(list, facts->named[i].code);
    free(loader->codes);
    loader->codes = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    return loader->codes ? TRUCE_OK : TRUCE_ENOMEM;
}

int truce_facts_load_ties(struct truce_facts_loader *loader)
{
    int rc = truce_facts_list_codes(loader);
    if (rc != TRUCE_OK)
        return rc;
    rc = truce_facts_rows(
        loader,
        "SELECT COALESCE(e.date, d.date), s.code, s.sector, t.code, t.sector,"
        " e.document, e.sentence, e.span_begin, e.span_end, e.type, NULL"
        " FROM events e LEFT JOIN documents d ON d.id = e.document"
        " JOIN event_actors s ON s.event = e.id AND s.role = 'source'"
        " JOIN event_actors t ON t.event = e.id AND t.role = 'target'"
        " WHERE" EVENT_COUNTS AMONG("s.code")
            AMONG("t.code") " ORDER BY 1, e.id, s.position, t.position",
        0, load_tie);
    if (rc != TRUCE_OK)
        return rc;
    return truce_facts_rows(
        loader,
        "SELECT COALESCE(e.date, d.date), e.code, e.sector, t.code, t.sector,"
        " e.document, e.sentence, e.span_begin, e.span_end, NULL, t.stance"
        " FROM statements e JOIN documents d ON d.id = e.document"
        " JOIN statement_targets t ON t.statement = e.id"
        " WHERE e.same_as IS NULL AND t.stance IS NOT NULL"
        " AND (d.date <= :as_of OR (d.date IS NULL AND :open))"
        " AND COALESCE(e.date, d.date, '') <= :as_of" AMONG("e.code")
            AMONG("t.code") " ORDER BY 1, e.id",
        0, load_tie);
}

static int load_violence(struct truce_facts_loader *loader, sqlite3_stmt *stmt)
{
    struct truce_facts *facts = loader->facts;
    int32_t day = truce_facts_day(truce_facts_text(stmt, 0), false, INT32_MIN);
    int sides[2];
    truce_facts_counted(facts, truce_facts_text(stmt, 1),
                        truce_facts_text(stmt, 2), &sides[0]);
    truce_facts_counted(facts, truce_facts_text(stmt, 3),
                        truce_facts_text(stmt, 4), &sides[1]);
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

int truce_facts_load_violence(struct truce_facts_loader *loader)
{
    return truce_facts_rows(
        loader,
        "SELECT COALESCE(e.date, d.date), a.code, a.sector, b.code, b.sector"
        " FROM events e LEFT JOIN documents d ON d.id = e.document"
        " JOIN event_actors a ON a.event = e.id"
        " AND a.role IN ('source', 'target')"
        " JOIN event_actors b ON b.event = e.id"
        " AND b.role IN ('source', 'target')"
        " WHERE e.type = 'ASSAULT' AND e.modality IN ('asserted', 'reported')"
        " AND LENGTH(COALESCE(e.date, d.date)) = 10"
        " AND" EVENT_COUNTS AMONG("a.code") AMONG("b.code") " ORDER BY 1, e.id",
        0, load_violence);
}
