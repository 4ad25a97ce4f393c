/*
 * From facts to an assessment: who is a mediator here, its components, the
 * standings, and what must be said beside them. See assess.h.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assess/components.h"
#include "assess/rank.h"
#include "base/mem.h"

enum { DEFAULT_DRAWS = 400, MAX_DRAWS = 20000 };

struct truce_rng truce_component_rng(const struct truce_assess_context *c,
                                     const char *code, const char *key)
{
    struct truce_rng rng;
    uint64_t seed = truce_hash(code, strlen(code));
    seed = truce_hash_more(seed, key, strlen(key));
    truce_rng_seed(&rng, seed ^ c->assessment->options.seed);
    return rng;
}

double *truce_component_draws(struct truce_assess_context *context,
                              struct truce_component *component)
{
    component->draws = truce_arena_alloc(context->arena, context->n_draws,
                                         sizeof *component->draws);
    return component->draws;
}

static double strength(const struct truce_item *item)
{
    return item->weight * (0.2 + fabs(item->value - 0.5));
}

/* Strongest evidence first: weight, then the newest. */
static int compare_items(const void *a, const void *b)
{
    const struct truce_item *x = a;
    const struct truce_item *y = b;
    double fx = strength(x);
    double fy = strength(y);
    if (fx != fy)
        return fx < fy ? 1 : -1;
    if (x->day != y->day)
        return x->day < y->day ? 1 : -1;
    return (x->ref.document > y->ref.document) -
           (x->ref.document < y->ref.document);
}

static double clamp(double value)
{
    return fmin(fmax(value, 0), 1);
}

int truce_component_finish(struct truce_assess_context *context,
                           struct truce_component *component, double value,
                           const char *why)
{
    double *scratch =
        truce_arena_alloc(context->arena, context->n_draws, sizeof *scratch);
    if (!component->draws || !why || !scratch)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < context->n_draws; i++)
        component->draws[i] = clamp(component->draws[i]);
    component->estimate = truce_estimate_of(clamp(value), component->draws,
                                            context->n_draws, scratch);
    component->why = why;
    qsort(component->evidence.items, component->evidence.n,
          sizeof *component->evidence.items, compare_items);
    return TRUCE_OK;
}

int truce_component_mean(struct truce_assess_context *context,
                         struct truce_component *component,
                         struct truce_prior prior, struct truce_rng *rng,
                         const char *why)
{
    double *draws = truce_component_draws(context, component);
    for (size_t i = 0; draws && i < context->n_draws; i++)
        draws[i] = truce_items_mean(&component->evidence, prior, rng);
    return truce_component_finish(
        context, component, truce_items_mean(&component->evidence, prior, NULL),
        why);
}

/* ---- who mediates ---- */

static int add_mediator(struct truce_assessment *assessment, size_t *cap,
                        const char *code)
{
    struct truce_mediator *mediator;
    char buf[128];
    const char *name;
    for (size_t i = 0; i < assessment->n_mediators; i++)
        if (!strcmp(assessment->mediators[i].code, code))
            return TRUCE_OK;
    if (truce_arena_grow(&assessment->arena, &assessment->mediators,
                         assessment->n_mediators, cap,
                         sizeof *assessment->mediators) != TRUCE_OK)
        return TRUCE_ENOMEM;
    name = truce_assess_name(&assessment->settings, code, buf, sizeof buf);
    mediator = &assessment->mediators[assessment->n_mediators++];
    *mediator = (struct truce_mediator){.code = code};
    mediator->name =
        truce_arena_strndup(&assessment->arena, name, strlen(name));
    for (size_t i = 0; i < TRUCE_N_COMPONENTS; i++) {
        mediator->component[i].estimate = TRUCE_ESTIMATE_UNKNOWN;
        mediator->component[i].side[0] = NAN;
        mediator->component[i].side[1] = NAN;
    }
    for (size_t i = 0; i < TRUCE_N_LEVERAGE; i++)
        mediator->leverage[i][0] = mediator->leverage[i][1] = NAN;
    mediator->said = truce_arena_printf(
        &assessment->arena, "%s%s",
        truce_assess_article(&assessment->settings, code), name);
    return mediator->name && mediator->said ? TRUCE_OK : TRUCE_ENOMEM;
}

/* Whoever led a meeting with both sides, signed or guarantees an agreement
 * of theirs, has a mission between them, or is named as a mediator. */
static int find_mediators(struct truce_assessment *assessment)
{
    const struct truce_facts *facts = &assessment->facts;
    size_t cap = 0;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_episodes; i++)
        for (size_t j = 0; j < facts->episodes[i].n_mediators; j++)
            if (rc == TRUCE_OK && facts->episodes[i].with[0] &&
                facts->episodes[i].with[1])
                rc = add_mediator(assessment, &cap,
                                  facts->episodes[i].mediators[j]);
    for (size_t i = 0; i < facts->n_agreements; i++)
        for (size_t j = 0; j < facts->agreements[i].n_outsiders; j++)
            if (rc == TRUCE_OK)
                rc = add_mediator(assessment, &cap,
                                  facts->agreements[i].outsiders[j]);
    for (size_t i = 0; i < facts->n_missions && rc == TRUCE_OK; i++)
        if (truce_facts_side(facts, facts->missions[i].contributor) < 0)
            rc = add_mediator(assessment, &cap, facts->missions[i].contributor);
    for (size_t i = 0; i < facts->n_named && rc == TRUCE_OK; i++)
        rc = add_mediator(assessment, &cap, facts->named[i].code);
    return rc;
}

static void count_meetings(const struct truce_facts *facts,
                           struct truce_mediator *mediator)
{
    for (size_t i = 0; i < facts->n_episodes; i++) {
        const struct truce_fact_episode *episode = &facts->episodes[i];
        if (!truce_assess_led(episode, mediator->code) ||
            !(episode->with[0] && episode->with[1]))
            continue;
        mediator->n_episodes++;
        mediator->last = episode;
    }
}

/* ---- base rates ---- */

static int pool_rates(struct truce_assess_context *context)
{
    const struct truce_facts *facts = context->facts;
    double good = 1;
    double all = 2;
    double outbreaks = 0;
    double days = 0;
    int rc;
    for (size_t i = 0; i < facts->n_episodes; i++) {
        const struct truce_fact_episode *episode = &facts->episodes[i];
        if (!(episode->with[0] && episode->with[1]))
            continue;
        all++;
        good += truce_assess_success(context, episode);
    }
    context->pooled_record = good / all;
    rc = truce_assess_exposure(context, NULL, NULL, &outbreaks, &days);
    context->pooled_hazard =
        (outbreaks + 0.5) / (days + context->settings->hold_days);
    return rc;
}

/* ---- highlights ---- */

static bool has_highlight(const struct truce_mediator *mediator,
                          const struct truce_item *item)
{
    for (size_t i = 0; i < mediator->n_highlights; i++)
        if (mediator->highlights[i].ref.document == item->ref.document &&
            mediator->highlights[i].ref.sentence == item->ref.sentence)
            return true;
    return false;
}

static void add_highlight(struct truce_mediator *mediator,
                          const struct truce_item *item)
{
    if (item->ref.document && mediator->n_highlights < TRUCE_N_HIGHLIGHTS &&
        !has_highlight(mediator, item))
        mediator->highlights[mediator->n_highlights++] = *item;
}

static int compare_days(const void *a, const void *b)
{
    const struct truce_item *x = a;
    const struct truce_item *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

/* The strongest item of some components that is not yet a highlight. */
static const struct truce_item *strongest(const struct truce_mediator *mediator)
{
    static const enum truce_component_id told[] = {
        TRUCE_COMPONENT_CONSENT, TRUCE_COMPONENT_COORDINATION,
        TRUCE_COMPONENT_LEVERAGE, TRUCE_COMPONENT_BIAS};
    const struct truce_item *best = NULL;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const struct truce_items *items =
            &mediator->component[told[i]].evidence;
        for (size_t j = 0; j < items->n; j++)
            if (items->items[j].ref.document &&
                !has_highlight(mediator, &items->items[j]) &&
                (!best || strength(&items->items[j]) > strength(best)))
                best = &items->items[j];
    }
    return best;
}

/* The latest meeting, the mission, then the strongest of what was said and
 * done around it. */
static void pick_highlights(const struct truce_facts *facts,
                            struct truce_mediator *mediator)
{
    const struct truce_items *presence =
        &mediator->component[TRUCE_COMPONENT_PRESENCE].evidence;
    const struct truce_item *item;
    if (mediator->last)
        add_highlight(mediator, &(struct truce_item){1, 1, mediator->last->day,
                                                     mediator->last->ref});
    if (presence->n)
        add_highlight(mediator, &presence->items[0]);
    for (size_t i = 0; i < facts->n_named && !mediator->last; i++)
        if (!strcmp(facts->named[i].code, mediator->code)) {
            add_highlight(mediator, &(struct truce_item){1, 1, facts->as_of,
                                                         facts->named[i].ref});
            break;
        }
    while (mediator->n_highlights < TRUCE_N_HIGHLIGHTS &&
           (item = strongest(mediator)) != NULL)
        add_highlight(mediator, item);
    qsort(mediator->highlights, mediator->n_highlights,
          sizeof *mediator->highlights, compare_days);
}

/* ---- the whole ---- */

static int fill_components(struct truce_assess_context *context)
{
    /* presence finds the mission that leverage counts */
    static int (*const steps[])(struct truce_assess_context *,
                                struct truce_mediator *) = {
        truce_component_presence, truce_component_activity,
        truce_component_access,   truce_component_consent,
        truce_component_record,   truce_component_hold,
        truce_component_leverage, truce_component_coordination,
        truce_component_trend,    truce_component_bias};
    struct truce_assessment *assessment = context->assessment;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < assessment->n_mediators; i++)
        count_meetings(context->facts, &assessment->mediators[i]);
    for (size_t i = 0; i < assessment->n_mediators; i++) {
        struct truce_mediator *mediator = &assessment->mediators[i];
        for (size_t j = 0; rc == TRUCE_OK && j < sizeof steps / sizeof *steps;
             j++)
            rc = steps[j](context, mediator);
        pick_highlights(context->facts, mediator);
    }
    return rc;
}

static int name_parties(struct truce_assessment *assessment)
{
    for (int i = 0; i < 2; i++) {
        char buf[128];
        const char *name =
            truce_assess_name(&assessment->settings,
                              assessment->facts.party[i].code, buf, sizeof buf);
        const char *sector = assessment->facts.party[i].sector;
        assessment->party_name[i] = truce_arena_printf(
            &assessment->arena, "%s%s%s%s", name, sector ? " (" : "",
            sector ? sector : "", sector ? ")" : "");
        if (!assessment->party_name[i])
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static int count_documents(sqlite3 *db, struct truce_assessment *assessment,
                           struct truce_err *err)
{
    char date[TRUCE_DATE_SIZE];
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db,
                           "SELECT COUNT(*) FROM documents"
                           " WHERE date <= ?",
                           -1, &stmt, NULL) != SQLITE_OK)
        return truce_err_set(err, TRUCE_EDB,
                             "cannot read the conflict file: %s",
                             sqlite3_errmsg(db));
    truce_date_format(truce_date_from_days(assessment->facts.as_of), date);
    sqlite3_bind_text(stmt, 1, date, -1, SQLITE_STATIC);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        assessment->n_documents = (size_t)sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return TRUCE_OK;
}

static int assess_facts(sqlite3 *db, struct truce_assessment *assessment,
                        struct truce_err *err)
{
    struct truce_assess_context context = {
        .assessment = assessment,
        .facts = &assessment->facts,
        .settings = &assessment->settings,
        .arena = &assessment->arena,
        .n_draws = assessment->options.draws,
    };
    int rc = name_parties(assessment);
    if (rc == TRUCE_OK)
        rc = find_mediators(assessment);
    if (rc == TRUCE_OK)
        rc = pool_rates(&context);
    if (rc == TRUCE_OK)
        rc = fill_components(&context);
    if (rc == TRUCE_OK)
        rc = truce_assess_rank(&context);
    if (rc == TRUCE_OK)
        rc = count_documents(db, assessment, err);
    if (rc == TRUCE_OK)
        rc = truce_assess_effects(db, &context, err);
    if (rc == TRUCE_OK)
        rc = truce_assess_notes(&context);
    return rc;
}

int truce_assess(sqlite3 *db, const struct truce_assess_options *options,
                 struct truce_assessment **out, struct truce_err *err)
{
    struct truce_assessment *assessment = truce_zalloc(1, sizeof *assessment);
    int rc;
    *out = NULL;
    if (!assessment)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    assessment->options = *options;
    if (assessment->options.draws == 0)
        assessment->options.draws = DEFAULT_DRAWS;
    if (assessment->options.draws > MAX_DRAWS)
        assessment->options.draws = MAX_DRAWS;
    rc = truce_assess_settings_load(options->settings, &assessment->settings,
                                    err);
    if (rc == TRUCE_OK)
        rc = truce_facts_load(db, options->party, options->as_of,
                              &assessment->facts, err);
    if (rc == TRUCE_OK)
        rc = assess_facts(db, assessment, err);
    if (rc == TRUCE_OK) {
        *out = assessment;
        return TRUCE_OK;
    }
    truce_assessment_free(assessment);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    return rc;
}

void truce_assessment_free(struct truce_assessment *assessment)
{
    if (!assessment)
        return;
    truce_facts_release(&assessment->facts);
    truce_assess_settings_release(&assessment->settings);
    truce_arena_release(&assessment->arena);
    truce_free(assessment);
}
