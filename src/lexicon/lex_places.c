/* Place names of a sentence with everything they may mean. */
#include <math.h>
#include <string.h>

#include "lexicon/lexicon_int.h"

/* Meanings kept of one name ("San Jose"), the largest ones. */
#define MAX_MEANINGS 12

static bool is_place(const struct lex_entry *entry)
{
    return entry->kind == LEX_PLACE || entry->kind == LEX_COUNTRY ||
           entry->kind == LEX_SEAT;
}

/* A capital without coordinates is dropped when the gazetteer has it. */
static bool known_already(const struct truce_gazette *items, size_t n,
                          const struct lex_entry *entry)
{
    for (size_t i = 0; i < n; i++)
        if (items[i].country && entry->code &&
            !strcmp(items[i].country, entry->code) &&
            (entry->kind == LEX_SEAT || items[i].is_country))
            return true;
    return false;
}

static struct truce_gazette meaning(const struct truce_lexicon *lexicon,
                                    const struct lex_entry *entry)
{
    struct truce_gazette g = {.name = entry->name,
                              .country = entry->code,
                              .lat = entry->lat,
                              .lon = entry->lon,
                              .people = entry->people,
                              .region = entry->flags & LEX_REGION,
                              .is_country = entry->kind == LEX_COUNTRY};
    if (entry->kind == LEX_COUNTRY) {
        const uint64_t *i =
            entry->code
                ? truce_map_get(&lexicon->countries, truce_view_of(entry->code))
                : NULL;
        if (i) {
            g.lat = lexicon->entries[*i].lat;
            g.lon = lexicon->entries[*i].lon;
            g.name = lexicon->entries[*i].name;
        }
        g.region = true;
        g.people = 1000000; /* a country before towns of its name */
    } else if (entry->kind == LEX_SEAT) {
        g.people = 500000;
        g.name = NULL; /* its form is the city's name */
    }
    return g;
}

static void insert(struct truce_gazette *items, size_t *n,
                   struct truce_gazette g)
{
    size_t i = *n < MAX_MEANINGS ? (*n)++ : MAX_MEANINGS - 1;
    while (i > 0 && items[i - 1].people < g.people) {
        items[i] = items[i - 1];
        i--;
    }
    items[i] = g;
}

/* A capital takes the coordinates of the town of its name. */
static void merge_seats(const struct truce_lexicon *lexicon, uint32_t form,
                        struct truce_gazette *items, size_t *n)
{
    for (uint32_t f = form; f; f = lexicon->forms[f - 1].next) {
        const struct lex_entry *seat =
            &lexicon->entries[lexicon->forms[f - 1].entry];
        if (seat->kind != LEX_SEAT || !seat->code || !strcmp(seat->code, "EUR"))
            continue;
        size_t i = 0;
        while (i < *n &&
               (items[i].region || strcmp(items[i].country, seat->code)))
            i++;
        if (i < *n) {
            struct truce_gazette g = items[i];
            memmove(items + 1, items, i * sizeof *items);
            g.people += 100000;
            items[0] = g;
        } else if (!known_already(items, *n, seat)) {
            insert(items, n, meaning(lexicon, seat));
        }
    }
}

static int fill_spot(const struct truce_lexicon *lexicon,
                     const struct lex_atom *atoms,
                     const struct lex_match *match, struct truce_arena *arena,
                     struct truce_spot *spot)
{
    struct truce_gazette *items =
        truce_arena_zalloc(arena, MAX_MEANINGS, sizeof *items);
    size_t n = 0;
    if (!items)
        return TRUCE_ENOMEM;
    for (uint32_t f = match->chain; f; f = lexicon->forms[f - 1].next) {
        const struct lex_entry *entry =
            &lexicon->entries[lexicon->forms[f - 1].entry];
        if (is_place(entry) && entry->kind != LEX_SEAT && entry->code &&
            strcmp(entry->code, "EUR") &&
            !(entry->kind == LEX_COUNTRY && known_already(items, n, entry)))
            insert(items, &n, meaning(lexicon, entry));
    }
    merge_seats(lexicon, match->chain, items, &n);
    spot->first = atoms[match->first].token;
    spot->last = atoms[match->end - 1].token;
    spot->items = items;
    spot->n_items = n;
    return TRUCE_OK;
}

int truce_lexicon_spots(const struct truce_lexicon *lexicon,
                        const struct truce_sentence *sentence,
                        struct truce_arena *arena, struct truce_spot **out,
                        size_t *n)
{
    size_t cap = sentence->n_tokens * 4 + 8, n_atoms = 0;
    struct lex_atom *atoms = truce_arena_alloc(arena, cap, sizeof *atoms);
    struct lex_match *matches = truce_arena_alloc(arena, cap, sizeof *matches);
    *n = 0;
    *out = truce_arena_alloc(arena, cap, sizeof **out);
    if (!atoms || !matches || !*out)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < sentence->n_tokens; i++)
        lex_atomise(lexicon, sentence->tokens[i].form, (uint32_t)i, atoms,
                    &n_atoms, cap);
    size_t n_matches = lex_scan_places(lexicon, atoms, n_atoms, matches);
    for (size_t i = 0; i < n_matches; i++) {
        if (fill_spot(lexicon, atoms, &matches[i], arena, &(*out)[*n]))
            return TRUCE_ENOMEM;
        if ((*out)[*n].n_items)
            (*n)++;
    }
    return TRUCE_OK;
}
