/* Members of formats; see formats.h. Several mentions with one head are what
 * "the two sides" leaves, too. */
#include "code/formats.h"

#include <string.h>

#include "base/err.h"

static bool is_format(const struct truce_actor *actor)
{
    return actor->name && actor->code && !strcmp(actor->code, "IGO");
}

static struct truce_mention member(const struct truce_lexicon *lexicon,
                                   const struct truce_mention *whole,
                                   const char *code)
{
    struct truce_mention m = *whole;
    bool leaders = memchr(whole->actor.text.ptr, ' ', whole->actor.text.len) &&
                   whole->actor.office;
    m.actor.code = code;
    m.actor.name = truce_lexicon_country(lexicon, code);
    m.actor.kind = m.actor.name ? "country" : "organisation";
    m.actor.sector = !m.actor.name ? "IGO" : leaders ? "GOV" : NULL;
    m.actor.office = NULL;
    m.actor.why = "member of a format";
    return m;
}

int truce_formats_expand(const struct truce_lexicon *lexicon,
                         struct truce_date date, struct truce_arena *arena,
                         struct truce_mention **items, size_t *n)
{
    for (size_t i = 0; i < *n; i++) {
        const char *codes[TRUCE_MAX_FORMAT];
        struct truce_mention *grown, whole = (*items)[i];
        size_t k = is_format(&whole.actor)
                       ? truce_lexicon_format(lexicon, whole.actor.name, date,
                                              codes)
                       : 0;
        if (!k)
            continue;
        grown = truce_arena_alloc(arena, *n + k, sizeof *grown);
        if (!grown)
            return TRUCE_ENOMEM;
        memcpy(grown, *items, i * sizeof *grown);
        for (size_t j = 0; j < k; j++)
            grown[i + j] = member(lexicon, &whole, codes[j]);
        memcpy(grown + i + k, *items + i + 1, (*n - i - 1) * sizeof *grown);
        *items = grown;
        *n += k - 1;
        i += k - 1;
    }
    return TRUCE_OK;
}
