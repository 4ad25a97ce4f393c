/*
 * What is known of a unit beside its deaths, month by month (neighbours,
 * events, registers), and the features that a model may make of it. All of
 * it may be missing: a column that is not there, or a month that is not
 * known, gives NaN, which the trees take as "unknown".
 */
#ifndef TRUCE_SERIES_CONTEXT_H
#define TRUCE_SERIES_CONTEXT_H

#include <stddef.h>

enum truce_context_column {
#define TRUCE_CONTEXT_COLUMN(name) TRUCE_CONTEXT_COLUMN_##name,
#include "series/context.def"
#undef TRUCE_CONTEXT_COLUMN
    TRUCE_N_CONTEXT_COLUMNS
};

enum truce_context_group {
#define TRUCE_CONTEXT_GROUP(name, what) TRUCE_CONTEXT_GROUP_##name,
#include "series/context.def"
#undef TRUCE_CONTEXT_GROUP
    TRUCE_N_CONTEXT_GROUPS
};

enum truce_context_feature {
#define TRUCE_CONTEXT(name, group, column, months) TRUCE_CONTEXT_##name,
#include "series/context.def"
#undef TRUCE_CONTEXT
    TRUCE_N_CONTEXT
};

/* A set of groups: bit g for group g. */
#define TRUCE_CONTEXT_ALL ((1u << TRUCE_N_CONTEXT_GROUPS) - 1)

/* The months of one unit, borrowed; a column that is not known is NULL. */
struct truce_context {
    const double *columns[TRUCE_N_CONTEXT_COLUMNS]; /* [t] oldest first */
};

/* "near", as in dyad_months.def; "neighbours". Static. */
const char *truce_context_column_name(size_t column);
const char *truce_context_group_name(size_t group);

/* The groups that have at least one of these columns (present[column]). */
unsigned truce_context_groups(const double *const *present);

/* How many features the groups have together. */
size_t truce_context_count(unsigned groups);

/*
 * Appends the features of the groups, in the order of context.def, to out
 * [truce_context_count(groups)], from months 0..t-1. `context` NULL: nothing
 * is known.
 */
void truce_context_features(const struct truce_context *context, size_t t,
                            unsigned groups, double *out);

#endif
