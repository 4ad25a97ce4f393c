/*
 * Does fighting escalate less after a mediator's meetings? A month counts as
 * escalated with 25 battle deaths or more (with a day of coded violence
 * where no deaths are imported); it is "after a meeting" when one took place
 * in it before its end or in the two months before. The ratio of escalations
 * to those expected at the base rate is drawn to 1 by a gamma prior (partial
 * pooling), since most mediators have few such months.
 */
#include <math.h>
#include <string.h>

#include "assess/rank.h"

enum { ESCALATION = 25, WINDOW = 2, PRIOR_SHAPE = 2 };

struct months {
    int first; /* month id of index 0 */
    size_t n;
    bool *escalated; /* [n] */
    bool *watched;   /* [n]: has a figure */
    size_t total;    /* escalated months */
    size_t seen;     /* watched months */
};

static const char deaths_sql[] = "SELECT month, SUM(best) FROM fatalities_best"
                                 " WHERE unit = ?1 OR unit = ?2 GROUP BY month";
static const char has_dyad_sql[] =
    "SELECT COUNT(*) FROM fatalities_best WHERE unit = ?1 OR unit = ?2";

static int month_of(int32_t day)
{
    return truce_date_month_id(truce_date_from_days(day));
}

static void mark(struct months *months, int month, bool escalated)
{
    int at = month - months->first;
    if (at < 0 || (size_t)at >= months->n)
        return;
    months->seen += !months->watched[at];
    months->watched[at] = true;
    if (escalated && !months->escalated[at]) {
        months->escalated[at] = true;
        months->total++;
    }
}

static sqlite3_stmt *prepare_units(sqlite3 *db, const char *sql, const char *a,
                                   const char *b)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return NULL;
    sqlite3_bind_text(stmt, 1, a, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(stmt, 2, b, -1, SQLITE_TRANSIENT);
    return stmt;
}

/* Dyad rows where there are some, else both countries' together. */
static int read_deaths(sqlite3 *db, const struct truce_facts *facts,
                       struct months *months, struct truce_err *err)
{
    char pair[2][64];
    const char *a = facts->label[0];
    const char *b = facts->label[1];
    sqlite3_stmt *stmt;
    bool dyad = false;
    snprintf(pair[0], sizeof pair[0], "%s-%s", a, b);
    snprintf(pair[1], sizeof pair[1], "%s-%s", b, a);
    stmt = prepare_units(db, has_dyad_sql, pair[0], pair[1]);
    if (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        dyad = sqlite3_column_int64(stmt, 0) > 0;
    sqlite3_finalize(stmt);
    stmt =
        prepare_units(db, deaths_sql, dyad ? pair[0] : a, dyad ? pair[1] : b);
    if (!stmt)
        return truce_err_set(err, TRUCE_EDB,
                             "cannot read the conflict file: %s",
                             sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        struct truce_date date;
        const char *text = (const char *)sqlite3_column_text(stmt, 0);
        /* a month is known when it is over */
        if (truce_date_parse(truce_view_of(text), &date) == TRUCE_OK &&
            truce_date_days(truce_date_last(date)) <= facts->as_of)
            mark(months, truce_date_month_id(date),
                 sqlite3_column_int64(stmt, 1) >= ESCALATION);
    }
    sqlite3_finalize(stmt);
    return TRUCE_OK;
}

static void use_coded_violence(const struct truce_facts *facts,
                               struct months *months)
{
    for (size_t i = 0; i < months->n; i++)
        mark(months, months->first + (int)i, false);
    for (size_t i = 0; i < facts->n_violent; i++)
        mark(months, month_of(facts->violent[i]), true);
}

/* True when the mediator met both sides in the window that ends with month;
 * a meeting inside an escalated month itself is most often its answer. */
static bool after_meeting(const struct truce_facts *facts, const char *code,
                          int month, bool escalated)
{
    for (size_t i = 0; i < facts->n_episodes; i++) {
        const struct truce_fact_episode *episode = &facts->episodes[i];
        int gap = month - month_of(episode->day);
        if (gap >= (escalated ? 1 : 0) && gap <= WINDOW && episode->with[0] &&
            episode->with[1] && truce_assess_led(episode, code))
            return true;
    }
    return false;
}

static void fill_effect(struct truce_assess_context *context,
                        const struct months *months,
                        struct truce_mediator *mediator, double *draws)
{
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "effect");
    struct truce_effect *effect = &mediator->effect;
    double rate = ((double)months->total + 0.5) / ((double)months->seen + 1);
    double shape;
    double exposure;
    for (size_t i = 0; i < months->n; i++) {
        if (!months->watched[i] ||
            !after_meeting(context->facts, mediator->code,
                           months->first + (int)i, months->escalated[i]))
            continue;
        effect->months++;
        effect->escalations += months->escalated[i];
    }
    if (effect->months == 0)
        return;
    shape = PRIOR_SHAPE + (double)effect->escalations;
    exposure = PRIOR_SHAPE + rate * (double)effect->months;
    for (size_t i = 0; i < context->n_draws; i++)
        draws[i] = truce_draw_gamma(&rng, shape) / exposure;
    effect->ratio.value = shape / exposure;
    effect->ratio.low = truce_quantile(draws, context->n_draws, 0.05);
    effect->ratio.high = truce_quantile(draws, context->n_draws, 0.95);
}

int truce_assess_effects(sqlite3 *db, struct truce_assess_context *context,
                         struct truce_err *err)
{
    struct truce_assessment *assessment = context->assessment;
    const struct truce_facts *facts = context->facts;
    struct months months = {.first = month_of(facts->first_day)};
    double *draws;
    int rc;
    int last = month_of(facts->as_of);
    for (size_t i = 0; i < assessment->n_mediators; i++)
        assessment->mediators[i].effect.ratio = TRUCE_ESTIMATE_UNKNOWN;
    if (facts->first_day == 0 || last < months.first)
        return TRUCE_OK;
    months.n = (size_t)(last - months.first) + 1;
    months.escalated =
        truce_arena_zalloc(context->arena, months.n, sizeof(bool));
    months.watched = truce_arena_zalloc(context->arena, months.n, sizeof(bool));
    draws = truce_arena_alloc(context->arena, context->n_draws, sizeof(double));
    if (!months.escalated || !months.watched || !draws)
        return TRUCE_ENOMEM;
    rc = read_deaths(db, facts, &months, err);
    if (rc != TRUCE_OK)
        return rc;
    if (months.seen == 0)
        use_coded_violence(facts, &months);
    for (size_t i = 0; i < assessment->n_mediators; i++)
        fill_effect(context, &months, &assessment->mediators[i], draws);
    return TRUCE_OK;
}
