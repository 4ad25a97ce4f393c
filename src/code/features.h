/*
 * A coded event described for the classifier that gives its confidence:
 * features with a name, a value and a number. Values are borrowed from the
 * text, the lexicon and the scan's arena.
 */
#ifndef TRUCE_CODE_FEATURES_H
#define TRUCE_CODE_FEATURES_H

#include "base/str.h"

enum truce_feature_name {
#define TRUCE_FEATURE(name) TRUCE_FEATURE_##name,
#define TRUCE_CROSS(a, b) TRUCE_CROSS_##a##_##b,
#include "code/features.def"
#undef TRUCE_FEATURE
#undef TRUCE_CROSS
    TRUCE_N_FEATURE_NAMES
};

enum { TRUCE_MAX_FEATURES = 280 };

/* `value` and `more` together are the value ("ASSAULT" and "kill"); more is
 * {NULL,0} for most. A cross has those of its second part besides. */
struct truce_feature {
    enum truce_feature_name name;
    struct truce_view value;
    struct truce_view more;
    struct truce_view also; /* {NULL,0}: no cross */
    struct truce_view also_more;
    float x; /* 1 for those that hold or not */
};

struct truce_features {
    struct truce_feature items[TRUCE_MAX_FEATURES];
    size_t n; /* those beyond the limit are left out */
};

struct truce_scan;
struct truce_candidate;
struct truce_slots;
struct truce_third;

/* An event about to be told. */
struct truce_case {
    const struct truce_scan *scan;
    const struct truce_candidate *candidate;
    const struct truce_slots *slots;
    const struct truce_third *thirds; /* [n_third] */
    size_t n_third;
    bool later;   /* not the first of its sentence */
    bool doubted; /* truce_doubt has a reason against it */
};

/* Fills *out. */
void truce_features_of(const struct truce_case *event,
                       struct truce_features *out);

/* "type_lemma", static; number of a name, or -1. */
const char *truce_feature_name(enum truce_feature_name name);
int truce_feature_find(struct truce_view name);

#endif
