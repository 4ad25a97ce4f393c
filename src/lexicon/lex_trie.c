/*
 * Phrase trie over word numbers. Edges sit in one hash table, so that a walk
 * costs one probe a word and words outside the lexicon none.
 */
#include <string.h>

#include "base/mem.h"
#include "lexicon/lexicon_int.h"

static size_t edge_slot(const struct truce_lexicon *lexicon, uint64_t key)
{
    uint64_t h = key * 0x9E3779B97F4A7C15ull;
    size_t i = (size_t)(h >> 20) & (lexicon->cap_edges - 1);
    while (lexicon->edges[i].key && lexicon->edges[i].key != key)
        i = (i + 1) & (lexicon->cap_edges - 1);
    return i;
}

/* Child of node by word, 0: none. */
static uint32_t child(const struct truce_lexicon *lexicon, uint32_t node,
                      uint32_t word)
{
    if (!word || !lexicon->cap_edges)
        return 0;
    uint64_t key = (uint64_t)node << 32 | word;
    return lexicon->edges[edge_slot(lexicon, key)].node;
}

static int grow_edges(struct truce_lexicon *lexicon)
{
    struct lex_edge *old = lexicon->edges;
    size_t cap = lexicon->cap_edges;
    size_t wanted = cap ? cap * 2 : 1 << 16;
    struct lex_edge *fresh = truce_zalloc(wanted, sizeof *fresh);
    if (!fresh)
        return TRUCE_ENOMEM;
    lexicon->edges = fresh;
    lexicon->cap_edges = wanted;
    for (size_t i = 0; i < cap; i++)
        if (old[i].key)
            fresh[edge_slot(lexicon, old[i].key)] = old[i];
    truce_free(old);
    return TRUCE_OK;
}

static int add_node(struct truce_lexicon *lexicon, uint32_t *out)
{
    if (truce_grow(&lexicon->nodes, &lexicon->cap_nodes, lexicon->n_nodes + 1,
                   sizeof *lexicon->nodes))
        return TRUCE_ENOMEM;
    lexicon->nodes[lexicon->n_nodes] = 0;
    *out = (uint32_t)lexicon->n_nodes++;
    return TRUCE_OK;
}

static int add_child(struct truce_lexicon *lexicon, uint32_t node,
                     uint32_t word, uint32_t *out)
{
    if (lexicon->n_edges * 2 >= lexicon->cap_edges &&
        grow_edges(lexicon) != TRUCE_OK)
        return TRUCE_ENOMEM;
    uint64_t key = (uint64_t)node << 32 | word;
    struct lex_edge *edge = &lexicon->edges[edge_slot(lexicon, key)];
    if (!edge->key) {
        if (add_node(lexicon, out))
            return TRUCE_ENOMEM;
        *edge = (struct lex_edge){.key = key, .node = *out};
        lexicon->n_edges++;
    }
    *out = edge->node;
    return TRUCE_OK;
}

/* Number of the word in the lexicon's vocabulary, adding it; 0: no memory. */
static uint32_t intern(struct truce_lexicon *lexicon, struct truce_view form)
{
    char buf[64];
    size_t len = lex_fold(form, buf, sizeof buf);
    return lex_add_word(lexicon, (struct truce_view){buf, len});
}

struct lex_entry *lex_add_entry(struct truce_lexicon *lexicon,
                                enum lex_kind kind, uint32_t *index)
{
    if (truce_grow(&lexicon->entries, &lexicon->cap_entries,
                   lexicon->n_entries + 1, sizeof *lexicon->entries))
        return NULL;
    struct lex_entry *entry = &lexicon->entries[lexicon->n_entries];
    memset(entry, 0, sizeof *entry);
    entry->kind = (uint8_t)kind;
    *index = (uint32_t)lexicon->n_entries++;
    return entry;
}

/* Links a form to the entry at the end of its path. */
static int link_form(struct truce_lexicon *lexicon, uint32_t node,
                     uint32_t entry, uint8_t flags)
{
    if (truce_grow(&lexicon->forms, &lexicon->cap_forms, lexicon->n_forms + 1,
                   sizeof *lexicon->forms))
        return TRUCE_ENOMEM;
    for (uint32_t f = lexicon->nodes[node]; f; f = lexicon->forms[f - 1].next)
        if (lexicon->forms[f - 1].entry == entry)
            return TRUCE_OK;
    lexicon->forms[lexicon->n_forms] = (struct lex_form){
        .entry = entry, .next = lexicon->nodes[node], .flags = flags};
    lexicon->nodes[node] = (uint32_t)++lexicon->n_forms;
    return TRUCE_OK;
}

int lex_add_form(struct truce_lexicon *lexicon, uint32_t entry,
                 struct truce_view text, uint8_t flags)
{
    struct lex_atom atoms[24];
    size_t n = lex_phrase(lexicon, text, atoms, 24);
    uint32_t node = 0, word = 0, used = 0, root = 0;
    uint8_t caps = 0;
    if (!lexicon->n_nodes && add_node(lexicon, &node))
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        if (atoms[i].stop)
            continue;
        struct truce_view form =
            atoms[i].possessive ? TRUCE_VIEW("s") : atoms[i].form;
        if (atoms[i].possessive && atoms[i].form.len < 2)
            continue;
        word = intern(lexicon, form);
        if (!word || add_child(lexicon, node, word, &node))
            return TRUCE_ENOMEM;
        if (used++ == 0) {
            caps = atoms[i].caps;
            root = word;
            lexicon->roots[root].node = node;
        } else if (used == 2) {
            lexicon->roots[root].next |= UINT32_C(1) << word % 32;
        }
    }
    if (!used)
        return TRUCE_EFORMAT;
    if (caps && lexicon->entries[entry].kind != LEX_AGENT)
        flags |= LEX_CAP;
    if (caps == 2 && used == 1 && text.len <= 6)
        flags |= LEX_ACRONYM;
    return link_form(lexicon, node, entry, flags);
}

/* Is the spelling of atoms first.. good for the form? `lower`: the text has
 * no capitals at all, so that they cannot be asked for. */
static bool fits(const struct lex_form *form, const struct lex_atom *atom,
                 size_t n_atoms, bool lower)
{
    if (form->flags & LEX_ACRONYM) /* "Isil", but no "Fla." */
        return atom->caps == 2 || (atom->caps == 1 && atom->form.len >= 4 &&
                                   !truce_view_ends(atom->form, "."));
    if (form->flags & LEX_CAP)
        return atom->caps > 0 ||
               (lower && !(form->flags & (LEX_SHORT | LEX_WEAK)) &&
                atom->form.len + 3 * n_atoms > 7) ||
               (atom->form.len && atom->form.ptr[0] >= '0' &&
                atom->form.ptr[0] <= '9');
    return true;
}

/* Added to the rank of a name outside its time: any other goes before it. */
enum { OFF_DATE = 1000 };

/* One pass over a text. */
struct scan {
    const struct truce_lexicon *lexicon;
    const struct lex_atom *atoms; /* [n] */
    size_t n;
    struct truce_date date;
    bool lower;  /* the text has no capitals at all */
    bool places; /* only names of places count */
};

/* Lower rank is preferred where one phrase names several things. */
static int rank(const struct lex_entry *entry)
{
    static const int by_kind[] = {
        [LEX_COUNTRY] = 0, [LEX_SEAT] = 1,  [LEX_PEOPLE] = 2,
        [LEX_GROUP] = 3,   [LEX_ORG] = 4,   [LEX_PERSON] = 5,
        [LEX_INST] = 6,    [LEX_AGENT] = 7, [LEX_PLACE] = 8};
    bool listed = entry->kind == LEX_GROUP && entry->flags & LEX_GENERIC;
    return by_kind[entry->kind] + (listed ? 10 : 0) - 100 * entry->layer;
}

/* "Nov", "Top": a town's name, but here the common word. */
static bool is_common(const struct truce_lexicon *lexicon,
                      const struct lex_entry *entry, size_t n,
                      const struct lex_atom *atom)
{
    return n == 1 && entry->kind == LEX_PLACE &&
           lexicon->cues[atom->word] & CUE_NOT;
}

/* First form at `node` that names a place. */
static struct lex_match place_form(const struct truce_lexicon *lexicon,
                                   struct lex_match match, uint32_t node,
                                   const struct lex_atom *atom)
{
    for (uint32_t f = lexicon->nodes[node]; f; f = lexicon->forms[f - 1].next) {
        const struct lex_form *form = &lexicon->forms[f - 1];
        uint8_t kind = lexicon->entries[form->entry].kind;
        if ((kind == LEX_PLACE || kind == LEX_SEAT || kind == LEX_COUNTRY) &&
            fits(form, atom, match.end - match.first, false) &&
            !is_common(lexicon, &lexicon->entries[form->entry],
                       match.end - match.first, atom)) {
            match.form = f;
            match.entry = form->entry;
            return match;
        }
    }
    return match;
}

/* A body keeps its name after its end: news still speaks of it. */
static bool outlives(const struct lex_entry *entry)
{
    return entry->kind == LEX_GROUP || entry->kind == LEX_ORG ||
           entry->kind == LEX_INST;
}

/* Chooses among the forms at `node` into match; match.form stays 0 if none
 * can be used. */
static struct lex_match best_form(const struct scan *scan,
                                  struct lex_match match, uint32_t node,
                                  const struct lex_atom *atom)
{
    const struct truce_lexicon *lexicon = scan->lexicon;
    struct truce_date date = scan->date;
    size_t n = match.end - match.first;
    bool dated = truce_date_known(date);
    int best = 0;
    for (uint32_t f = lexicon->nodes[node]; f; f = lexicon->forms[f - 1].next) {
        const struct lex_form *form = &lexicon->forms[f - 1];
        const struct lex_entry *entry = &lexicon->entries[form->entry];
        bool off = dated && !truce_date_overlaps(date, entry->held);
        if (!fits(form, atom, n, scan->lower) ||
            is_common(lexicon, entry, n, atom) || (off && !outlives(entry)))
            continue;
        bool limited = truce_date_known(entry->held.to) ||
                       truce_date_known(entry->held.from);
        int r = rank(entry) +
                (off                ? OFF_DATE
                 : limited && dated ? -50
                                    : 0) +
                (truce_date_known(entry->held.to) && !dated ? 50 : 0) +
                (form->flags & LEX_WEAK ? 20 : 0);
        bool larger = match.form && r == best && entry->kind == LEX_PLACE &&
                      entry->people > lexicon->entries[match.entry].people;
        if (!match.form || r < best || larger) {
            best = r;
            match.form = f;
            match.entry = form->entry;
        }
    }
    return match;
}

static bool all_lower(const struct lex_atom *atoms, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (atoms[i].caps)
            return false;
    return true;
}

/* Node behind `node` by a word, 0: none. Most phrases end at their first two
 * words, which *root (NULL at the beginning) tells without a search. */
static uint32_t step(const struct truce_lexicon *lexicon,
                     const struct lex_root **root, uint32_t node, uint32_t word)
{
    if (!node) {
        *root = &lexicon->roots[word];
        return (*root)->node;
    }
    if (*root && !((*root)->next >> word % 32 & 1))
        return 0;
    *root = NULL;
    return child(lexicon, node, word);
}

/* Longest usable match that starts at atom `first`; form 0: none. */
static struct lex_match longest(const struct scan *scan, size_t first)
{
    const struct truce_lexicon *lexicon = scan->lexicon;
    const struct lex_atom *atoms = scan->atoms;
    struct lex_match best = {0};
    const struct lex_root *root = NULL;
    uint32_t node = 0;
    uint32_t s = 0;
    for (size_t i = first; i < scan->n && !atoms[i].stop; i++) {
        uint32_t word = atoms[i].word;
        if (atoms[i].possessive) {
            if (atoms[i].form.len < 2)
                continue;
            if (!s)
                s = lex_word(lexicon, TRUCE_VIEW("s"));
            word = s;
        }
        node = step(lexicon, &root, node, word);
        if (!node)
            break;
        if (!lexicon->nodes[node])
            continue;
        struct lex_match match = {.first = (uint32_t)first,
                                  .end = (uint32_t)i + 1,
                                  .chain = lexicon->nodes[node]};
        match = scan->places ? place_form(lexicon, match, node, &atoms[first])
                             : best_form(scan, match, node, &atoms[first]);
        if (match.form)
            best = match;
    }
    return best;
}

/* A role yields to a name that begins inside it and goes on behind it: "the
 * opposition Movement for Democratic Change". */
static struct lex_match yield(struct scan *scan, struct lex_match match)
{
    const struct truce_lexicon *lexicon = scan->lexicon;
    size_t n = scan->n;
    if (lexicon->entries[match.entry].kind != LEX_AGENT)
        return match;
    for (size_t j = match.first + 1; j < match.end; j++) {
        struct lex_match other = longest(scan, j);
        if (!other.form || other.end <= match.end ||
            lexicon->entries[other.entry].kind == LEX_AGENT)
            continue;
        scan->n = j;
        match = longest(scan, match.first);
        scan->n = n;
        return match;
    }
    return match;
}

static size_t run_scan(struct scan scan, struct lex_match *matches)
{
    size_t n_matches = 0;
    scan.lower = all_lower(scan.atoms, scan.n);
    for (size_t i = 0; i < scan.n;) {
        struct lex_match match = {0};
        if (scan.lexicon->roots[scan.atoms[i].word].node &&
            !scan.atoms[i].possessive)
            match = longest(&scan, i);
        if (match.form && match.end > i + 1)
            match = yield(&scan, match);
        if (match.form) {
            matches[n_matches++] = match;
            i = match.end;
        } else {
            i++;
        }
    }
    return n_matches;
}

size_t lex_scan(const struct truce_lexicon *lexicon,
                const struct lex_atom *atoms, size_t n, struct truce_date date,
                struct lex_match *matches)
{
    return run_scan(
        (struct scan){.lexicon = lexicon, .atoms = atoms, .n = n, .date = date},
        matches);
}

size_t lex_scan_places(const struct truce_lexicon *lexicon,
                       const struct lex_atom *atoms, size_t n,
                       struct lex_match *matches)
{
    return run_scan(
        (struct scan){
            .lexicon = lexicon, .atoms = atoms, .n = n, .places = true},
        matches);
}
