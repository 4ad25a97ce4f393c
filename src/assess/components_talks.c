/*
 * Components that come from the mediator's talks: activity, access, consent,
 * record, hold, trend. Formulas and literature: docs/assess.md.
 */
#include <math.h>
#include <string.h>

#include "assess/components.h"

double truce_assess_decay(const struct truce_assess_context *context,
                          int32_t day)
{
    double age = context->facts->as_of - day;
    return exp2(-fmax(age, 0) / fmax(context->settings->half_life, 1));
}

double truce_assess_level(const struct truce_assess_context *context,
                          const struct truce_fact_episode *episode)
{
    const struct truce_assess_settings *settings = context->settings;
    if (episode->formats && strstr(episode->formats, "phone"))
        return settings->level_envoys;
    if (!episode->level)
        return settings->level_unknown;
    if (!strcmp(episode->level, "leaders"))
        return settings->level_leaders;
    if (!strcmp(episode->level, "ministers"))
        return settings->level_ministers;
    return settings->level_envoys;
}

static bool is_in(const char *const *codes, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(codes[i], code))
            return true;
    return false;
}

bool truce_assess_led(const struct truce_fact_episode *episode,
                      const char *code)
{
    return is_in((const char *const *)episode->mediators, episode->n_mediators,
                 code);
}

static bool is_joint(const struct truce_fact_episode *episode)
{
    return episode->with[0] && episode->with[1];
}

bool truce_assess_success(const struct truce_assess_context *context,
                          const struct truce_fact_episode *episode)
{
    static const char *const nothing[] = {"none", "cancelled", "failed",
                                          "declined"};
    const struct truce_facts *facts = context->facts;
    if (episode->outcome) {
        for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
            if (!strcmp(episode->outcome, nothing[i]))
                return false;
        return true;
    }
    for (size_t i = 0; i < facts->n_agreements; i++) {
        int32_t gap = facts->agreements[i].day - episode->day;
        if (gap >= 0 && gap <= context->settings->deal_days)
            return true;
    }
    return false;
}

/* One item for each of the mediator's meetings that `value` wants (NaN:
 * none). */
static int add_meetings(struct truce_assess_context *context,
                        struct truce_mediator *mediator,
                        struct truce_items *items,
                        double (*value)(const struct truce_assess_context *,
                                        const struct truce_fact_episode *))
{
    const struct truce_facts *facts = context->facts;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_episodes && rc == TRUCE_OK; i++) {
        const struct truce_fact_episode *episode = &facts->episodes[i];
        struct truce_item item = {
            .weight = truce_assess_decay(context, episode->day),
            .value = NAN,
            .day = episode->day,
            .ref = episode->ref,
        };
        if (truce_assess_led(episode, mediator->code))
            item.value = value(context, episode);
        if (!isnan(item.value))
            rc = truce_items_add(items, context->arena, item);
    }
    return rc;
}

static double meeting_level(const struct truce_assess_context *context,
                            const struct truce_fact_episode *episode)
{
    double share = is_joint(episode) ? 1 : context->settings->one_sided;
    return share * truce_assess_level(context, episode);
}

/* ---- activity ---- */

int truce_component_activity(struct truce_assess_context *context,
                             struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_ACTIVITY];
    double scale = context->settings->activity_scale;
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "activity");
    double *draws;
    int rc =
        add_meetings(context, mediator, &component->evidence, meeting_level);
    if (rc != TRUCE_OK || component->evidence.n == 0)
        return rc;
    draws = truce_component_draws(context, component);
    for (size_t i = 0; draws && i < context->n_draws; i++)
        draws[i] = truce_items_sum(&component->evidence, scale, &rng);
    return truce_component_finish(
        context, component, truce_items_sum(&component->evidence, scale, NULL),
        truce_arena_printf(context->arena,
                           "%zu of %zu contacts with both sides together",
                           mediator->n_episodes, component->evidence.n));
}

/* ---- access ---- */

int truce_component_access(struct truce_assess_context *context,
                           struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_ACCESS];
    struct truce_prior prior = {
        context->settings->component[TRUCE_COMPONENT_ACCESS].prior,
        context->settings->prior_strength};
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "access");
    size_t leaders = 0;
    int rc =
        add_meetings(context, mediator, &component->evidence, meeting_level);
    if (rc != TRUCE_OK || component->evidence.n == 0)
        return rc;
    for (size_t i = 0; i < context->facts->n_episodes; i++) {
        const struct truce_fact_episode *episode = &context->facts->episodes[i];
        if (truce_assess_led(episode, mediator->code) && is_joint(episode) &&
            episode->level && !strcmp(episode->level, "leaders"))
            leaders++;
    }
    return truce_component_mean(
        context, component, prior, &rng,
        truce_arena_printf(context->arena,
                           "both sides came to %zu of %zu contacts, their "
                           "leaders to %zu",
                           mediator->n_episodes, component->evidence.n,
                           leaders));
}

/* ---- consent ---- */

static int add_words(struct truce_assess_context *context, const char *source,
                     const char *target, struct truce_items *items)
{
    const struct truce_facts *facts = context->facts;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_ties && rc == TRUCE_OK; i++) {
        const struct truce_fact_tie *tie = &facts->ties[i];
        if (strcmp(tie->source, source) != 0 ||
            strcmp(tie->target, target) != 0 || tie->stance == 0)
            continue;
        rc = truce_items_add(
            items, context->arena,
            (struct truce_item){truce_assess_decay(context, tie->day),
                                (tie->stance + 1) / 2, tie->day, tie->ref});
    }
    return rc;
}

static int add_attendance(struct truce_assess_context *context,
                          const char *code, int side, struct truce_items *items)
{
    const struct truce_facts *facts = context->facts;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_episodes && rc == TRUCE_OK; i++) {
        const struct truce_fact_episode *episode = &facts->episodes[i];
        bool called_off =
            episode->outcome && !strcmp(episode->outcome, "cancelled");
        double weight = context->settings->attendance_weight *
                        truce_assess_level(context, episode) *
                        truce_assess_decay(context, episode->day);
        if (episode->with[side] && truce_assess_led(episode, code))
            rc = truce_items_add(
                items, context->arena,
                (struct truce_item){
                    weight, called_off ? 0 : context->settings->attendance,
                    episode->day, episode->ref});
    }
    return rc;
}

static int join_items(struct truce_items *out, struct truce_arena *arena,
                      const struct truce_items *items)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; i < items->n && rc == TRUCE_OK; i++)
        rc = truce_items_add(out, arena, items->items[i]);
    return rc;
}

/* The lower of two values of which one may be unknown. */
static double lower(double a, double b)
{
    return isnan(a) ? b : isnan(b) ? a : fmin(a, b);
}

int truce_component_consent(struct truce_assess_context *context,
                            struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_CONSENT];
    struct truce_prior prior = {
        context->settings->component[TRUCE_COMPONENT_CONSENT].prior,
        context->settings->prior_strength / 2};
    struct truce_items side[2] = {{0}, {0}};
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "consent");
    double *draws;
    int rc = TRUCE_OK;
    for (int i = 0; i < 2 && rc == TRUCE_OK; i++) {
        rc = add_words(context, context->facts->label[i], mediator->code,
                       &side[i]);
        if (rc == TRUCE_OK)
            rc = add_attendance(context, mediator->code, i, &side[i]);
        if (rc == TRUCE_OK)
            rc = join_items(&component->evidence, context->arena, &side[i]);
        component->side[i] = truce_items_mean(&side[i], prior, NULL);
    }
    component->sided = true;
    if (rc != TRUCE_OK || component->evidence.n == 0)
        return rc;
    draws = truce_component_draws(context, component);
    for (size_t i = 0; draws && i < context->n_draws; i++) {
        double a = truce_items_mean(&side[0], prior, &rng);
        draws[i] = lower(a, truce_items_mean(&side[1], prior, &rng));
    }
    return truce_component_finish(
        context, component, lower(component->side[0], component->side[1]),
        truce_arena_printf(context->arena,
                           "words and acts towards it: %zu of %s, %zu of %s",
                           side[0].n, context->assessment->party_name[0],
                           side[1].n, context->assessment->party_name[1]));
}

/* ---- record ---- */

static double meeting_result(const struct truce_assess_context *context,
                             const struct truce_fact_episode *episode)
{
    if (!is_joint(episode))
        return NAN;
    return truce_assess_success(context, episode) ? 1 : 0;
}

/* Agreements that name the mediator without a meeting of its own near. */
static int add_lone_agreements(struct truce_assess_context *context,
                               struct truce_mediator *mediator,
                               struct truce_items *items)
{
    const struct truce_facts *facts = context->facts;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < facts->n_agreements && rc == TRUCE_OK; i++) {
        const struct truce_fact_agreement *agreement = &facts->agreements[i];
        bool met = false;
        if (!is_in((const char *const *)agreement->outsiders,
                   agreement->n_outsiders, mediator->code))
            continue;
        for (size_t j = 0; j < items->n && !met; j++)
            met = fabs((double)(agreement->day - items->items[j].day)) <=
                  context->settings->deal_days;
        if (!met)
            rc = truce_items_add(
                items, context->arena,
                (struct truce_item){truce_assess_decay(context, agreement->day),
                                    1, agreement->day, agreement->ref});
    }
    return rc;
}

int truce_component_record(struct truce_assess_context *context,
                           struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_RECORD];
    struct truce_prior prior = {context->pooled_record,
                                context->settings->prior_strength};
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "record");
    size_t good = 0;
    int rc =
        add_meetings(context, mediator, &component->evidence, meeting_result);
    if (rc == TRUCE_OK)
        rc = add_lone_agreements(context, mediator, &component->evidence);
    if (rc != TRUCE_OK || component->evidence.n == 0)
        return rc;
    for (size_t i = 0; i < component->evidence.n; i++)
        good += component->evidence.items[i].value > 0.5;
    return truce_component_mean(
        context, component, prior, &rng,
        truce_arena_printf(context->arena,
                           "%zu of %zu ended in a text or an agreement, "
                           "against %.0f%% of all mediators",
                           good, component->evidence.n,
                           100 * context->pooled_record));
}

/* ---- hold ---- */

/* Days from a deal until violence, or until the watch ends. */
static double days_of_calm(const struct truce_assess_context *context,
                           int32_t deal, bool *outbreak)
{
    const struct truce_facts *facts = context->facts;
    double end = fmin(facts->as_of - deal, 2 * context->settings->hold_days);
    *outbreak = false;
    for (size_t i = 0; i < facts->n_violent; i++) {
        double gap = facts->violent[i] - deal;
        if (gap < 2) /* the fighting that the deal was to stop */
            continue;
        if (gap <= end) {
            *outbreak = true;
            end = gap;
        }
        break;
    }
    return fmax(end, 0);
}

/* Adds a deal unless one of the days around it is there. */
static int add_deal(const struct truce_assess_context *context,
                    struct truce_items *items, int32_t day,
                    struct truce_fact_ref ref)
{
    bool outbreak;
    double calm = days_of_calm(context, day, &outbreak);
    for (size_t i = 0; i < items->n; i++)
        if (fabs((double)(items->items[i].day - day)) <=
            context->settings->deal_days)
            return TRUCE_OK;
    if (calm <= 0)
        return TRUCE_OK;
    return truce_items_add(
        items, context->arena,
        (struct truce_item){calm, outbreak ? 0 : 1, day, ref});
}

int truce_assess_exposure(const struct truce_assess_context *context,
                          const char *code, struct truce_items *items,
                          double *outbreaks, double *days)
{
    const struct truce_facts *facts = context->facts;
    struct truce_items own = {0};
    int rc = TRUCE_OK;
    if (!items)
        items = &own;
    for (size_t i = 0; i < facts->n_agreements && rc == TRUCE_OK; i++) {
        const struct truce_fact_agreement *agreement = &facts->agreements[i];
        if (!code || is_in((const char *const *)agreement->outsiders,
                           agreement->n_outsiders, code))
            rc = add_deal(context, items, agreement->day, agreement->ref);
    }
    for (size_t i = 0; i < facts->n_episodes && rc == TRUCE_OK; i++) {
        const struct truce_fact_episode *episode = &facts->episodes[i];
        if ((!code || truce_assess_led(episode, code)) && is_joint(episode) &&
            truce_assess_success(context, episode))
            rc = add_deal(context, items, episode->day, episode->ref);
    }
    *outbreaks = *days = 0;
    for (size_t i = 0; i < items->n; i++) {
        *days += items->items[i].weight;
        *outbreaks += 1 - items->items[i].value;
    }
    return rc;
}

int truce_component_hold(struct truce_assess_context *context,
                         struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_HOLD];
    double k = context->settings->prior_strength;
    double days = context->settings->hold_days;
    double outbreaks;
    double watched;
    double exposure;
    double *draws;
    struct truce_rng rng = truce_component_rng(context, mediator->code, "hold");
    int rc;
    if (context->facts->n_violent == 0)
        return TRUCE_OK; /* nothing coded that could break a deal */
    rc = truce_assess_exposure(context, mediator->code, &component->evidence,
                               &outbreaks, &watched);
    if (rc != TRUCE_OK || component->evidence.n == 0)
        return rc;
    exposure = watched + k / context->pooled_hazard;
    draws = truce_component_draws(context, component);
    for (size_t i = 0; draws && i < context->n_draws; i++)
        draws[i] =
            exp(-days * truce_draw_gamma(&rng, outbreaks + k) / exposure);
    for (size_t i = 0; i < component->evidence.n; i++)
        component->evidence.items[i].weight =
            truce_assess_decay(context, component->evidence.items[i].day);
    return truce_component_finish(
        context, component, exp(-days * (outbreaks + k) / exposure),
        truce_arena_printf(context->arena,
                           "deals followed by violence: %.0f of %zu, in "
                           "%.0f days watched",
                           outbreaks, component->evidence.n, watched));
}

/* ---- trend ---- */

int truce_component_trend(struct truce_assess_context *context,
                          struct truce_mediator *mediator)
{
    struct truce_component *component =
        &mediator->component[TRUCE_COMPONENT_TREND];
    struct truce_prior prior = {0.5, 1};
    struct truce_items all = {0};
    struct truce_rng rng =
        truce_component_rng(context, mediator->code, "trend");
    size_t recent = 0;
    double value;
    int rc = add_meetings(context, mediator, &all, meeting_level);
    for (size_t i = 0; i < all.n && rc == TRUCE_OK; i++) {
        struct truce_item item = all.items[i];
        double age = context->facts->as_of - item.day;
        if (age >= 2 * context->settings->trend_days)
            continue;
        item.weight = item.value;
        item.value = age < context->settings->trend_days ? 1 : 0;
        recent += item.value > 0;
        rc = truce_items_add(&component->evidence, context->arena, item);
    }
    if (rc != TRUCE_OK || component->evidence.n == 0)
        return rc;
    value = truce_items_mean(&component->evidence, prior, NULL);
    mediator->trend = value > 0.6   ? "rising"
                      : value < 0.4 ? "falling"
                                    : "steady";
    return truce_component_mean(
        context, component, prior, &rng,
        truce_arena_printf(context->arena,
                           "contacts in the last %.0f days: %zu, in as "
                           "many before: %zu",
                           context->settings->trend_days, recent,
                           component->evidence.n - recent));
}
