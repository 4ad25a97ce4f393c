/* Names of tags and relations; see sentence.h. */
#include "lang/sentence.h"

#include <string.h>

static const char *const upos_names[TRUCE_N_UPOS] = {
#define TRUCE_UPOS(name) #name,
#include "lang/upos.def"
#undef TRUCE_UPOS
};

static const char *const rel_names[TRUCE_N_RELS] = {
#define TRUCE_REL(id, text, base) text,
#include "lang/rels.def"
#undef TRUCE_REL
};

const uint8_t truce_rel_bases[TRUCE_N_RELS] = {
#define TRUCE_REL(id, text, base) TRUCE_REL_##base,
#include "lang/rels.def"
#undef TRUCE_REL
};

const char *truce_upos_name(enum truce_upos upos)
{
    return upos_names[upos];
}

const char *truce_rel_name(enum truce_rel rel)
{
    return rel_names[rel];
}

int truce_upos_find(struct truce_view name)
{
    for (int i = 0; i < TRUCE_N_UPOS; i++)
        if (truce_view_eq_text(name, upos_names[i]))
            return i;
    return -1;
}

int truce_rel_find(struct truce_view name)
{
    const char *colon;
    for (int i = 0; i < TRUCE_N_RELS; i++)
        if (truce_view_eq_text(name, rel_names[i]))
            return i;
    colon = name.len ? memchr(name.ptr, ':', name.len) : NULL;
    if (!colon)
        return -1;
    name.len = (size_t)(colon - name.ptr);
    return truce_rel_find(name);
}
