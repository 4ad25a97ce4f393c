/* Context features; see context.h and context.def. */
#include "series/context.h"

#include <math.h>

static const char *const column_names[TRUCE_N_CONTEXT_COLUMNS] = {
#define TRUCE_CONTEXT_COLUMN(name) #name,
#include "series/context.def"
#undef TRUCE_CONTEXT_COLUMN
};

static const char *const group_names[TRUCE_N_CONTEXT_GROUPS] = {
#define TRUCE_CONTEXT_GROUP(name, what) #name,
#include "series/context.def"
#undef TRUCE_CONTEXT_GROUP
};

static const struct {
    enum truce_context_group group;
    enum truce_context_column column;
    size_t months;
} features[TRUCE_N_CONTEXT] = {
#define TRUCE_CONTEXT(name, group, column, months)                             \
    {TRUCE_CONTEXT_GROUP_##group, TRUCE_CONTEXT_COLUMN_##column, months},
#include "series/context.def"
#undef TRUCE_CONTEXT
};

const char *truce_context_column_name(size_t column)
{
    return column_names[column];
}

const char *truce_context_group_name(size_t group)
{
    return group_names[group];
}

unsigned truce_context_groups(const double *const *present)
{
    unsigned groups = 0;
    for (size_t f = 0; f < TRUCE_N_CONTEXT; f++)
        if (present[features[f].column])
            groups |= 1u << features[f].group;
    return groups;
}

size_t truce_context_count(unsigned groups)
{
    size_t n = 0;
    for (size_t f = 0; f < TRUCE_N_CONTEXT; f++)
        n += groups >> features[f].group & 1;
    return n;
}

/* ln(1 + mean) of the known ones of the last months; NaN: none is known. */
static double recent(const double *column, size_t t, size_t months)
{
    double sum = 0, n = 0;
    for (size_t i = t > months ? t - months : 0; column && i < t; i++)
        if (!isnan(column[i])) {
            sum += fmax(column[i], 0);
            n++;
        }
    return n > 0 ? log1p(sum / n) : NAN;
}

void truce_context_features(const struct truce_context *context, size_t t,
                            unsigned groups, double *out)
{
    for (size_t f = 0; f < TRUCE_N_CONTEXT; f++)
        if (groups >> features[f].group & 1)
            *out++ = context ? recent(context->columns[features[f].column], t,
                                      features[f].months)
                             : NAN;
}
