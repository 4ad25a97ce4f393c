/* The components of a mediator, one function each; inside assess/ only. */
#ifndef TRUCE_ASSESS_COMPONENTS_H
#define TRUCE_ASSESS_COMPONENTS_H

#include "assess/assess.h"

/* What the functions share. */
struct truce_assess_context {
    struct truce_assessment *assessment;
    const struct truce_facts *facts;
    const struct truce_assess_settings *settings;
    struct truce_arena *arena;
    size_t n_draws;
    double pooled_record; /* share of all meetings that ended in a text */
    double pooled_hazard; /* violence per day after all deals */
};

/* Weight of a fact's age: halves every settings->half_life days. */
double truce_assess_decay(const struct truce_assess_context *context,
                          int32_t day);
/* How high a meeting was, 0..1. */
double truce_assess_level(const struct truce_assess_context *context,
                          const struct truce_fact_episode *episode);
bool truce_assess_led(const struct truce_fact_episode *episode,
                      const char *code);
/* True when the meeting ended in a text or an agreement followed it. */
bool truce_assess_success(const struct truce_assess_context *context,
                          const struct truce_fact_episode *episode);
/* Violence after the deals of `code` (NULL: of anyone): outbreaks and days
 * watched. Adds the deals to `items` unless it is NULL. */
int truce_assess_exposure(const struct truce_assess_context *context,
                          const char *code, struct truce_items *items,
                          double *outbreaks, double *days);

/*
 * Each fills mediator->component[...]: evidence, sides, value, draws, why.
 * Unknown where there is no evidence. TRUCE_OK or TRUCE_ENOMEM.
 */
int truce_component_activity(struct truce_assess_context *context,
                             struct truce_mediator *mediator);
int truce_component_access(struct truce_assess_context *context,
                           struct truce_mediator *mediator);
int truce_component_consent(struct truce_assess_context *context,
                            struct truce_mediator *mediator);
int truce_component_record(struct truce_assess_context *context,
                           struct truce_mediator *mediator);
int truce_component_hold(struct truce_assess_context *context,
                         struct truce_mediator *mediator);
int truce_component_trend(struct truce_assess_context *context,
                          struct truce_mediator *mediator);
int truce_component_leverage(struct truce_assess_context *context,
                             struct truce_mediator *mediator);
int truce_component_presence(struct truce_assess_context *context,
                             struct truce_mediator *mediator);
int truce_component_coordination(struct truce_assess_context *context,
                                 struct truce_mediator *mediator);
int truce_component_bias(struct truce_assess_context *context,
                         struct truce_mediator *mediator);

/* Random numbers of one component of one mediator: the same whatever else
 * is in the file. */
struct truce_rng truce_component_rng(const struct truce_assess_context *c,
                                     const char *code, const char *key);
/* Sets value and interval from filled draws; clamps to 0..1. */
int truce_component_finish(struct truce_assess_context *context,
                           struct truce_component *component, double value,
                           const char *why);
/* The same where value and draws are the weighted mean of the evidence
 * (truce_items_mean). */
int truce_component_mean(struct truce_assess_context *context,
                         struct truce_component *component,
                         struct truce_prior prior, struct truce_rng *rng,
                         const char *why);
/* Room for draws. NULL when memory is out. */
double *truce_component_draws(struct truce_assess_context *context,
                              struct truce_component *component);

#endif
