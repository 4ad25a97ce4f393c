/*
 * Components that come from what a mediator has in hand: leverage over each
 * side, presence on the ground, its standing with other tracks, and its
 * bias. Formulas and literature: docs/assess.md.
 */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "assess/components.h"
#include "code/coded.h"

/* ---- leverage ---- */

/* What an act of the mediator on a side says of its capability. */
static double capability(int type)
{
    switch (type) {
    case TRUCE_AID:
    case TRUCE_SANCTION:
    case TRUCE_COERCE:
        return 1;
    case TRUCE_COOPERATE:
        return 0.7;
    case TRUCE_THREATEN:
    case TRUCE_MOBILIZE:
        return 0.5;
    default:
        return 0;
    }
}

/* What an act of a side towards the mediator says of the mediator's hold:
 * the side asks it for something, agrees with it, gives in to it. */
static double dependence(int type)
{
    switch (type) {
    case TRUCE_CONCEDE:
        return 1;
    case TRUCE_REQUEST:
        return 0.7;
    case TRUCE_AGREE:
    case TRUCE_RETREAT:
        return 0.5;
    case TRUCE_SUPPORT:
        return 0.3;
    default:
        return 0;
    }
}

/* What a mediator has on one side: by kind, and all of it. */
struct grip {
    struct truce_items kind[TRUCE_N_LEVERAGE];
    struct truce_items all;
};

static int add_grip(struct truce_assess_context *context, struct grip *grip,
                    enum truce_leverage_kind kind, struct truce_item item)
{
    int rc = truce_items_add(&grip->kind[kind], context->arena, item);
    if (rc == TRUCE_OK)
        rc = truce_items_add(&grip->all, context->arena, item);
    return rc;
}

static int find_grip(struct truce_assess_context *context,
                     const struct truce_mediator *mediator, int side,
                     struct grip *grip)
{
    const struct truce_facts *facts = context->facts;
    const char *party = facts->label[side];
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_ties && rc == TRUCE_OK; i++) {
        const struct truce_fact_tie *tie = &facts->ties[i];
        struct truce_item item = {truce_assess_decay(context, tie->day), 0,
                                  tie->day, tie->ref};
        enum truce_leverage_kind kind = TRUCE_CAPABILITY;
        if (!strcmp(tie->source, mediator->code) &&
            !strcmp(tie->target, party)) {
            item.value = capability(tie->type);
        } else if (!strcmp(tie->source, party) &&
                   !strcmp(tie->target, mediator->code)) {
            item.value = dependence(tie->type);
            kind = TRUCE_CREDIBILITY;
        }
        if (item.value > 0)
            rc = add_grip(context, grip, kind, item);
    }
    if (rc == TRUCE_OK && mediator->mission)
        rc = add_grip(
            context, grip, TRUCE_CAPABILITY,
            (struct truce_item){1, 1,
                                mediator->mission->start_day == INT32_MIN
                                    ? facts->as_of
                                    : mediator->mission->start_day,
                                mediator->mission->ref});
    return rc;
}

/* Mean of both sides; a side without evidence stands at the prior. */
static double both_sides(double a, double b, double prior)
{
    return ((isnan(a) ? prior : a) + (isnan(b) ? prior : b)) / 2;
}

int truce_component_leverage(struct truce_assess_context *context,
                             struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_LEVERAGE];
    double prior = context->settings->component[TRUCE_COMPONENT_LEVERAGE].prior;
    double scale = context->settings->leverage_scale;
    struct grip grip[2] = {0};
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "leverage");
    double *draws;
    int rc = TRUCE_OK;
    for (int i = 0; i < 2 && rc == TRUCE_OK; i++) {
        rc = find_grip(context, mediator, i, &grip[i]);
        for (size_t j = 0; j < grip[i].all.n && rc == TRUCE_OK; j++)
            rc = truce_items_add(&component->evidence, context->arena,
                                 grip[i].all.items[j]);
        component->side[i] = truce_items_sum(&grip[i].all, scale, NULL);
        for (int kind = 0; kind < TRUCE_N_LEVERAGE; kind++)
            mediator->leverage[kind][i] =
                truce_items_sum(&grip[i].kind[kind], scale, NULL);
    }
    component->sided = true;
    if (rc != TRUCE_OK || component->evidence.n == 0)
        return rc;
    draws = truce_component_draws(context, component);
    for (size_t i = 0; draws && i < context->n_draws; i++) {
        double a = truce_items_sum(&grip[0].all, scale, &rng);
        double b = truce_items_sum(&grip[1].all, scale, &rng);
        draws[i] = both_sides(a, b, truce_draw_beta(&rng, prior, 2));
    }
    return truce_component_finish(
        context, component,
        both_sides(component->side[0], component->side[1], prior),
        truce_arena_printf(
            context->arena, "acts that show a hold: %zu on %s, %zu on %s%s",
            grip[0].all.n, context->assessment->party_name[0], grip[1].all.n,
            context->assessment->party_name[1],
            mediator->mission ? ", its mission among them" : ""));
}

/* ---- presence ---- */

enum { MONTH_TENTHS = 304 }; /* days of ten months, for months left */

static double months_left(const struct truce_facts *facts,
                          const struct truce_fact_mission *mission)
{
    return (mission->expires_day - facts->as_of) * 10.0 / MONTH_TENTHS;
}

/* size in 0.4..1 (unknown: u of that), term in 0..1 (unknown: 0.5..1). */
static double presence_value(const struct truce_assess_context *context,
                             const struct truce_fact_mission *mission,
                             double u_size, double u_term)
{
    const struct truce_assess_settings *settings = context->settings;
    double size = u_size;
    double term = 0.5 + 0.5 * u_term;
    if (mission->size > 0)
        size = fmin(1, log1p((double)mission->size) /
                           log1p(fmax(settings->presence_size, 1)));
    if (mission->expires_day != INT32_MAX)
        term = fmin(1, months_left(context->facts, mission) /
                           fmax(settings->presence_months, 1));
    return (0.4 + 0.6 * size) * fmax(term, 0);
}

static const char *presence_why(const struct truce_assess_context *context,
                                const struct truce_fact_mission *mission)
{
    const char *size = "of unknown size";
    double left;
    if (mission->size > 0)
        size = truce_arena_printf(context->arena, "of %ld", mission->size);
    if (mission->expires_day == INT32_MAX)
        return truce_arena_printf(context->arena,
                                  "a mission %s, end of term not known", size);
    left = fmax(months_left(context->facts, mission), 0);
    return truce_arena_printf(
        context->arena,
        "a mission %s with %.0f month%s of its term left, to %s%s%s", size,
        left, round(left) == 1 ? "" : "s", mission->expires,
        mission->notice ? ", notice by " : "",
        mission->notice ? mission->notice : "");
}

int truce_component_presence(struct truce_assess_context *context,
                             struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_PRESENCE];
    const struct truce_facts *facts = context->facts;
    const struct truce_fact_mission *best = NULL;
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "presence");
    double value = -1;
    double *draws;
    int rc;
    for (size_t i = 0; i < facts->n_missions; i++) {
        const struct truce_fact_mission *mission = &facts->missions[i];
        double here = presence_value(context, mission, 0.5, 0.5);
        if (!strcmp(mission->contributor, mediator->code) && here > value &&
            mission->expires_day > facts->as_of) {
            best = mission;
            value = here;
        }
    }
    mediator->mission = best;
    if (!best)
        return TRUCE_OK;
    rc = truce_items_add(&component->evidence, context->arena,
                         (struct truce_item){1, value,
                                             best->start_day == INT32_MIN
                                                 ? facts->as_of
                                                 : best->start_day,
                                             best->ref});
    draws = truce_component_draws(context, component);
    for (size_t i = 0; draws && i < context->n_draws; i++) {
        double u_size = truce_rng_unit(&rng);
        draws[i] = presence_value(context, best, u_size, truce_rng_unit(&rng));
    }
    if (rc != TRUCE_OK)
        return rc;
    return truce_component_finish(context, component, value,
                                  presence_why(context, best));
}

/* ---- coordination ---- */

static bool is_mediator(const struct truce_assessment *assessment,
                        const char *code)
{
    for (size_t i = 0; i < assessment->n_mediators; i++)
        if (!strcmp(assessment->mediators[i].code, code))
            return true;
    return false;
}

/* The other track of a tie, NULL when the tie is not with one. */
static const char *other_track(const struct truce_assess_context *context,
                               const struct truce_fact_tie *tie,
                               const char *code)
{
    const char *other = NULL;
    if (!strcmp(tie->source, code))
        other = tie->target;
    else if (!strcmp(tie->target, code))
        other = tie->source;
    if (!other || tie->stance == 0)
        return NULL;
    return is_mediator(context->assessment, other) ? other : NULL;
}

/* The balance of words and deeds with each of the other mediators. */
struct balance {
    double *sum; /* [n_mediators], weight times stance */
    bool *seen;  /* [n_mediators] */
};

static int balance_init(const struct truce_assess_context *context,
                        struct balance *balance)
{
    size_t n = context->assessment->n_mediators;
    balance->sum = truce_arena_zalloc(context->arena, n, sizeof(double));
    balance->seen = truce_arena_zalloc(context->arena, n, sizeof(bool));
    return balance->sum && balance->seen ? TRUCE_OK : TRUCE_ENOMEM;
}

static void balance_add(const struct truce_assess_context *context,
                        struct balance *balance, const char *code,
                        double amount)
{
    const struct truce_assessment *assessment = context->assessment;
    for (size_t i = 0; i < assessment->n_mediators; i++) {
        if (strcmp(assessment->mediators[i].code, code) != 0)
            continue;
        balance->sum[i] += amount;
        balance->seen[i] = true;
    }
}

/* "Russia, the United States": those with a balance on the side of `sign`. */
static const char *balance_names(const struct truce_assess_context *context,
                                 const struct balance *balance, int sign)
{
    const struct truce_assessment *assessment = context->assessment;
    const char *names = NULL;
    for (size_t i = 0; i < assessment->n_mediators; i++) {
        const char *name = assessment->mediators[i].said;
        if (!balance->seen[i] || balance->sum[i] * sign <= 0)
            continue;
        names = names
                    ? truce_arena_printf(context->arena, "%s, %s", names, name)
                    : name;
    }
    return names;
}

static int add_track_ties(struct truce_assess_context *context,
                          const char *code, struct truce_items *items,
                          struct balance *balance)
{
    const struct truce_facts *facts = context->facts;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_ties && rc == TRUCE_OK; i++) {
        const struct truce_fact_tie *tie = &facts->ties[i];
        const char *other = other_track(context, tie, code);
        double weight = truce_assess_decay(context, tie->day);
        if (!other)
            continue;
        balance_add(context, balance, other, weight * tie->stance);
        rc = truce_items_add(items, context->arena,
                             (struct truce_item){weight, (tie->stance + 1) / 2,
                                                 tie->day, tie->ref});
    }
    return rc;
}

/* Leading a meeting together is working together. */
static int add_joint_lead(struct truce_assess_context *context,
                          const char *code, struct truce_items *items,
                          struct balance *balance)
{
    const struct truce_facts *facts = context->facts;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_episodes && rc == TRUCE_OK; i++) {
        const struct truce_fact_episode *episode = &facts->episodes[i];
        double weight = truce_assess_decay(context, episode->day);
        if (episode->n_mediators < 2 || !truce_assess_led(episode, code))
            continue;
        for (size_t j = 0; j < episode->n_mediators; j++)
            if (strcmp(episode->mediators[j], code) != 0)
                balance_add(context, balance, episode->mediators[j], weight);
        rc = truce_items_add(
            items, context->arena,
            (struct truce_item){weight, 1, episode->day, episode->ref});
    }
    return rc;
}

static const char *coordination_why(const struct truce_assess_context *context,
                                    const struct balance *balance,
                                    struct truce_mediator *mediator)
{
    const char *with = balance_names(context, balance, 1);
    const char *against = balance_names(context, balance, -1);
    mediator->rivals = against;
    return truce_arena_printf(
        context->arena, "%s%s%s%s%s", with ? "works with " : "",
        with ? with : "", with && against ? "; " : "",
        against ? "at odds with " : "", against ? against : "");
}

int truce_component_coordination(struct truce_assess_context *context,
                                 struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_COORDINATION];
    struct truce_prior prior = {
        context->settings->component[TRUCE_COMPONENT_COORDINATION].prior,
        context->settings->prior_strength / 2};
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "coordination");
    struct balance balance;
    int rc = balance_init(context, &balance);
    if (rc == TRUCE_OK)
        rc = add_track_ties(context, mediator->code, &component->evidence,
                            &balance);
    if (rc == TRUCE_OK)
        rc = add_joint_lead(context, mediator->code, &component->evidence,
                            &balance);
    if (rc != TRUCE_OK || component->evidence.n == 0)
        return rc;
    return truce_component_mean(context, component, prior, &rng,
                                coordination_why(context, &balance, mediator));
}

/* ---- bias ---- */

static int add_warmth(struct truce_assess_context *context, const char *code,
                      int side, struct truce_items *items)
{
    const struct truce_facts *facts = context->facts;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_ties && rc == TRUCE_OK; i++) {
        const struct truce_fact_tie *tie = &facts->ties[i];
        if (strcmp(tie->source, code) != 0 || tie->stance == 0 ||
            strcmp(tie->target, facts->label[side]) != 0)
            continue;
        rc = truce_items_add(
            items, context->arena,
            (struct truce_item){truce_assess_decay(context, tie->day),
                                (tie->stance + 1) / 2, tie->day, tie->ref});
    }
    return rc;
}

int truce_component_bias(struct truce_assess_context *context,
                         struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_BIAS];
    struct truce_prior prior = {0.5, context->settings->prior_strength / 2};
    struct truce_items side[2] = {{0}, {0}};
    struct truce_rng rng = truce_component_rng(context, mediator->code, "bias");
    double *draws;
    int rc = TRUCE_OK;
    for (int i = 0; i < 2 && rc == TRUCE_OK; i++) {
        rc = add_warmth(context, mediator->code, i, &side[i]);
        for (size_t j = 0; j < side[i].n && rc == TRUCE_OK; j++)
            rc = truce_items_add(&component->evidence, context->arena,
                                 side[i].items[j]);
        component->side[i] = truce_items_mean(&side[i], prior, NULL);
    }
    component->sided = true;
    if (rc != TRUCE_OK || side[0].n == 0 || side[1].n == 0)
        return rc;
    draws = truce_component_draws(context, component);
    for (size_t i = 0; draws && i < context->n_draws; i++) {
        double a = truce_items_mean(&side[0], prior, &rng);
        draws[i] = fabs(a - truce_items_mean(&side[1], prior, &rng));
    }
    return truce_component_finish(
        context, component, fabs(component->side[0] - component->side[1]),
        truce_arena_printf(
            context->arena, "warmth to %s %.2f, to %s %.2f (0.5 neutral)",
            context->assessment->party_name[0], component->side[0],
            context->assessment->party_name[1], component->side[1]));
}
