/*
 * The analyst's settings of an assessment (lexicon/assess.tsv): weights of
 * the components in both standings, what to assume where nothing is known,
 * and the few constants of the formulas. All of it is meant to be edited.
 */
#ifndef TRUCE_ASSESS_SETTINGS_H
#define TRUCE_ASSESS_SETTINGS_H

#include "base/arena.h"
#include "base/err.h"

enum truce_component_id {
#define TRUCE_COMPONENT(name, key, title, help) TRUCE_COMPONENT_##name,
#include "assess/components.def"
#undef TRUCE_COMPONENT
    TRUCE_N_COMPONENTS
};

enum truce_standing_id { TRUCE_DEAL, TRUCE_DURABILITY, TRUCE_N_STANDINGS };

/* Constants: X(field, key in the file). */
#define TRUCE_ASSESS_PARAMETERS(X)                                             \
    X(half_life, "half_life")                                                  \
    X(prior_strength, "prior_strength")                                        \
    X(activity_scale, "activity_scale")                                        \
    X(leverage_scale, "leverage_scale")                                        \
    X(attendance, "attendance")                                                \
    X(attendance_weight, "attendance_weight")                                  \
    X(one_sided, "one_sided")                                                  \
    X(hold_days, "hold_days")                                                  \
    X(deal_days, "deal_days")                                                  \
    X(presence_size, "presence_size")                                          \
    X(presence_months, "presence_months")                                      \
    X(trend_days, "trend_days")                                                \
    X(weight_shape, "weight_shape")                                            \
    X(level_leaders, "level_leaders")                                          \
    X(level_ministers, "level_ministers")                                      \
    X(level_envoys, "level_envoys")                                            \
    X(level_unknown, "level_unknown")

struct truce_component_setting {
    double weight[TRUCE_N_STANDINGS]; /* >= 0 */
    double prior;                     /* 0..1, mean where unknown */
};

/* A hazard ratio taken from the literature, with the range put on it. */
struct truce_effect_setting {
    double ratio;
    double low;
    double high;
    const char *why;
};

struct truce_code_name {
    const char *code;
    const char *name;
    bool article; /* "the" in a sentence */
};

struct truce_assess_settings {
    struct truce_component_setting component[TRUCE_N_COMPONENTS];
#define X(field, key) double field;
    TRUCE_ASSESS_PARAMETERS(X)
#undef X
    struct truce_effect_setting mission_leaves;
    struct truce_code_name *names; /* [n_names] of organisations */
    size_t n_names;
    struct truce_arena arena;
};

/*
 * Reads a settings file; NULL: the shipped lexicon/assess.tsv. Every
 * component and parameter must be there once. TRUCE_OK, TRUCE_ENOENT,
 * TRUCE_EFORMAT with the line, TRUCE_ENOMEM. Owned: _release.
 */
int truce_assess_settings_load(const char *path,
                               struct truce_assess_settings *out,
                               struct truce_err *err);
/* The same from text; `name` is the file's, for messages. */
int truce_assess_settings_parse(struct truce_view text, const char *name,
                                struct truce_assess_settings *out,
                                struct truce_err *err);
void truce_assess_settings_release(struct truce_assess_settings *settings);

/* JSON name ("activity"), heading and one-line meaning of a component. */
const char *truce_component_key(enum truce_component_id id);
const char *truce_component_title(enum truce_component_id id);
const char *truce_component_help(enum truce_component_id id);

/* "the " or "", as the code's name wants in a sentence. Static. */
const char *truce_assess_article(const struct truce_assess_settings *settings,
                                 const char *code);

/* Alpha-3 code of a country's English name, whatever its case; NULL where
 * there is none. Static. */
const char *truce_assess_country_code(const char *name);

/* True for an ISO 3166 alpha-3 code (capitals), and for Kosovo's XKX. */
bool truce_assess_is_country(const char *code);

/*
 * English name of a country or organisation code: the settings' names first,
 * then ISO 3166 through ICU; the code itself where nothing is known.
 * Borrowed from settings or written into buf.
 */
const char *truce_assess_name(const struct truce_assess_settings *settings,
                              const char *code, char *buf, size_t size);

#endif
