/* Evidence as text, and the whole assessment as JSON; see assess.h. */
#include <math.h>
#include <string.h>

#include "assess/assess.h"

enum { MAX_EVIDENCE = 10 }; /* sentences a component in JSON */

static const char *copied(struct truce_arena *arena, sqlite3_stmt *stmt,
                          int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    return text ? truce_arena_strndup(arena, text, strlen(text)) : NULL;
}

int truce_assess_evidence(sqlite3 *db, struct truce_assessment *assessment,
                          const struct truce_item *item,
                          struct truce_evidence_text *out,
                          struct truce_err *err)
{
    static const char sql[] =
        "SELECT d.name, d.date, COALESCE(s.text, d.title) FROM documents d"
        " LEFT JOIN sentences s ON s.document = d.id AND s.number = ?2"
        " WHERE d.id = ?1";
    sqlite3_stmt *stmt = NULL;
    int rc = TRUCE_ENOENT;
    if (!item->ref.document)
        return TRUCE_ENOENT;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return truce_err_set(err, TRUCE_EDB,
                             "cannot read the conflict file: %s",
                             sqlite3_errmsg(db));
    sqlite3_bind_int64(stmt, 1, item->ref.document);
    sqlite3_bind_int64(stmt, 2, item->ref.sentence);
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        out->document = copied(&assessment->arena, stmt, 0);
        out->date = copied(&assessment->arena, stmt, 1);
        out->text = copied(&assessment->arena, stmt, 2);
        rc = out->document && out->text ? TRUCE_OK : TRUCE_ENOENT;
    }
    sqlite3_finalize(stmt);
    return rc;
}

/* Three decimals are more than the data can bear. */
static json_t *number(double value)
{
    return isnan(value) ? json_null() : json_real(round(value * 1000) / 1000);
}

static void put_estimate(json_t *object, struct truce_estimate estimate)
{
    json_object_set_new(object, "value", number(estimate.value));
    if (isnan(estimate.value))
        json_object_set_new(object, "interval", json_null());
    else
        json_object_set_new(
            object, "interval",
            json_pack("[o, o]", number(estimate.low), number(estimate.high)));
}

static json_t *evidence_json(sqlite3 *db, struct truce_assessment *assessment,
                             const struct truce_item *item,
                             struct truce_err *err)
{
    struct truce_evidence_text text = {NULL, NULL, NULL};
    if (truce_assess_evidence(db, assessment, item, &text, err) != TRUCE_OK)
        return NULL;
    return json_pack("{s:s, s:s?, s:I, s:s, s:[I, I]}", "document",
                     text.document, "date", text.date, "sentence",
                     (json_int_t)item->ref.sentence, "text", text.text, "span",
                     (json_int_t)item->ref.begin, (json_int_t)item->ref.end);
}

static json_t *evidence_list(sqlite3 *db, struct truce_assessment *assessment,
                             const struct truce_item *items, size_t n,
                             struct truce_err *err)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n && json_array_size(list) < MAX_EVIDENCE; i++) {
        json_t *one = evidence_json(db, assessment, &items[i], err);
        if (one)
            json_array_append_new(list, one);
    }
    return list;
}

static json_t *sides_json(const struct truce_assessment *assessment,
                          const double side[2])
{
    json_t *sides = json_object();
    for (int i = 0; i < 2; i++)
        json_object_set_new(sides, assessment->facts.label[i], number(side[i]));
    return sides;
}

static json_t *component_json(sqlite3 *db, struct truce_assessment *assessment,
                              const struct truce_component *component,
                              struct truce_err *err)
{
    json_t *object = json_object();
    put_estimate(object, component->estimate);
    if (component->sided)
        json_object_set_new(object, "sides",
                            sides_json(assessment, component->side));
    json_object_set_new(object, "why",
                        component->why ? json_string(component->why)
                                       : json_null());
    json_object_set_new(object, "evidence",
                        evidence_list(db, assessment, component->evidence.items,
                                      component->evidence.n, err));
    return object;
}

static void put_standings(json_t *object, const struct truce_mediator *mediator)
{
    static const char *const keys[] = {"deal", "durability"};
    for (size_t s = 0; s < TRUCE_N_STANDINGS; s++) {
        json_t *standing = json_object();
        put_estimate(standing, mediator->standing[s]);
        json_object_set_new(standing, "rank",
                            json_integer((json_int_t)mediator->rank_by[s]));
        json_object_set_new(standing, "known_weight",
                            number(mediator->known[s]));
        json_object_set_new(object, keys[s], standing);
    }
}

static json_t *effect_json(const struct truce_effect *effect)
{
    json_t *object = json_object();
    put_estimate(object, effect->ratio);
    json_object_set_new(object, "months",
                        json_integer((json_int_t)effect->months));
    json_object_set_new(object, "escalations",
                        json_integer((json_int_t)effect->escalations));
    return object;
}

static void put_leverage(json_t *object,
                         const struct truce_assessment *assessment,
                         const struct truce_mediator *mediator)
{
    json_object_set_new(
        object, "capability",
        sides_json(assessment, mediator->leverage[TRUCE_CAPABILITY]));
    json_object_set_new(
        object, "credibility",
        sides_json(assessment, mediator->leverage[TRUCE_CREDIBILITY]));
}

static json_t *mediator_json(sqlite3 *db, struct truce_assessment *assessment,
                             const struct truce_mediator *mediator,
                             struct truce_err *err)
{
    json_t *components = json_object();
    json_t *object = json_pack(
        "{s:s, s:s, s:I, s:[I, I]}", "code", mediator->code, "name",
        mediator->name, "rank", (json_int_t)mediator->rank, "rank_interval",
        (json_int_t)mediator->rank_low, (json_int_t)mediator->rank_high);
    json_object_set_new(object, "first_share", number(mediator->share_first));
    put_standings(object, mediator);
    json_object_set_new(object, "trend",
                        mediator->trend ? json_string(mediator->trend)
                                        : json_null());
    json_object_set_new(object, "meetings",
                        json_integer((json_int_t)mediator->n_episodes));
    json_object_set_new(object, "last_meeting",
                        mediator->last ? json_string(mediator->last->date)
                                       : json_null());
    json_object_set_new(object, "hazard_ratio", effect_json(&mediator->effect));
    for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++)
        json_object_set_new(
            components, truce_component_key(c),
            component_json(db, assessment, &mediator->component[c], err));
    put_leverage(json_object_get(components, "leverage"), assessment, mediator);
    json_object_set_new(object, "components", components);
    json_object_set_new(object, "evidence",
                        evidence_list(db, assessment, mediator->highlights,
                                      mediator->n_highlights, err));
    return object;
}

json_t *truce_assess_json(sqlite3 *db, struct truce_assessment *assessment,
                          struct truce_err *err)
{
    char date[TRUCE_DATE_SIZE];
    json_t *mediators = json_array();
    json_t *notes = json_array();
    truce_date_format(truce_date_from_days(assessment->facts.as_of), date);
    for (size_t i = 0; i < assessment->n_mediators; i++)
        json_array_append_new(
            mediators,
            mediator_json(db, assessment, &assessment->mediators[i], err));
    for (size_t i = 0; i < assessment->n_notes; i++)
        json_array_append_new(notes, json_string(assessment->notes[i]));
    return json_pack("{s:[s, s], s:s, s:I, s:o, s:o}", "dyad",
                     assessment->facts.label[0], assessment->facts.label[1],
                     "as_of", date, "documents",
                     (json_int_t)assessment->n_documents, "mediators",
                     mediators, "notes", notes);
}
