/* Names of the PLOVER types and modality classes, and the quad classes. */
#include "code/coded.h"

#include <string.h>

static const struct {
    const char *name;
    int quad; /* 1, 2 verbal, material cooperation; 3, 4 conflict */
    double goldstein;
    const char *cameo;
} types[TRUCE_N_PLOVER] = {
#define TRUCE_PLOVER_TYPE(id, quad, goldstein, cameo)                          \
    [TRUCE_##id] = {#id, quad, goldstein, cameo},
#include "code/plover.def"
#undef TRUCE_PLOVER_TYPE
};

static const char *const modalities[TRUCE_N_MODALITIES] = {
    "asserted",    "negated",  "planned",   "demanded",
    "conditional", "reported", "questioned"};

const char *truce_plover_name(enum truce_plover type)
{
    return types[type].name;
}

int truce_plover_quad(enum truce_plover type)
{
    return types[type].quad;
}

const char *truce_plover_cameo(enum truce_plover type)
{
    return types[type].cameo;
}

double truce_plover_goldstein(enum truce_plover type)
{
    return types[type].goldstein;
}

int truce_plover_find(struct truce_view name)
{
    for (int i = 0; i < TRUCE_N_PLOVER; i++)
        if (truce_view_eq_text(name, types[i].name))
            return i;
    return -1;
}

const char *truce_modality_name(enum truce_modality modality)
{
    return modalities[modality];
}
