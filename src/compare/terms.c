/*
 * Named things of all texts: places, actors, agreements, and the issues that
 * their words touch; in which text each is named, and how a text that no
 * longer names one speaks of it.
 */
#include <stdlib.h>
#include <string.h>

#include "compare/compare_parts.h"

struct naming {
    size_t text;
    size_t first, name_last, last; /* words: the name, and its longer form */
    int kind;                      /* -1: not told by its words */
    bool located;                  /* after in, at, near, ... */
    const char *term;
};

struct finder {
    const struct truce_compare_tables *tables;
    struct truce_arena *arena;
    struct truce_compare *compare;
    struct naming *namings;
    size_t n, cap;
    struct truce_map capitals; /* lower-case words with a capital inside a
                                  sentence */
    struct truce_map index;    /* key to term */
    size_t term_cap;
};

static bool is_function(const struct finder *finder,
                        const struct truce_compare_word *word)
{
    uint64_t value;
    return truce_compare_match(&finder->tables->stop, word, 1, &value) > 0;
}

static int typed(const struct finder *finder,
                 const struct truce_compare_word *word)
{
    uint64_t value;
    return truce_compare_match(&finder->tables->typed, word, 1, &value)
               ? (int)value
               : -1;
}

static bool generic(const struct finder *finder,
                    const struct truce_compare_word *word)
{
    uint64_t value;
    return truce_compare_match(&finder->tables->heads, word, 1, &value) > 0 ||
           typed(finder, word) >= 0;
}

static const char *const calendar[] = {
    "january", "february", "march",     "april",    "may",      "june",
    "july",    "august",   "september", "october",  "november", "december",
    "monday",  "tuesday",  "wednesday", "thursday", "friday",   "saturday",
    "sunday",  "article",  "point",     "annex",    "section",  "chapter",
    "prime",   "co-chair", "i",         "ii",       "iii",      "iv",
    "v",       "vi",       NULL};
static const char *const titles[] = {
    "president", "minister",    "leaders",    "leader",  "chairman",
    "chair",     "chairperson", "secretary",  "general", "secretary-general",
    "king",      "envoy",       "ambassador", "mr",      "mrs",
    "ms",        "dr",          "sheikh",     "foreign", "defence",
    "defense",   "art",         "arts",       "no",      "nos",
    "para",      "sect",        "annex",      NULL};
static const char *const locatives[] = {
    "in",      "at",     "near",    "along",  "across",
    "from",    "around", "through", "inside", "outside",
    "between", "to",     "into",    "within", NULL};

static const char *const offices[] = {"commissioner", "centre", "center",
                                      "council",      "agency", "office",
                                      "fund",         NULL};

/* A capital that says "name" and not "first word of a sentence". */
static bool is_name_word(const struct finder *finder,
                         const struct truce_compare_text *text, size_t i)
{
    const struct truce_compare_word *word = &text->words[i];
    if (!word->capital || word->lower.len < 2 ||
        truce_compare__word_in(word, calendar) || is_function(finder, word))
        return false;
    /* "SOCHI, October 31 -": where it was filed */
    if (i == 0 && word->end - word->begin > 3 &&
        text->text.ptr[word->begin + 1] >= 'A' &&
        text->text.ptr[word->begin + 1] <= 'Z')
        return false;
    if (!word->starts)
        return true;
    if (truce_map_get(&finder->capitals, word->lower))
        return true;
    return i + 1 < text->n_words && text->words[i + 1].capital &&
           !text->words[i + 1].after_break &&
           !truce_compare__word_in(&text->words[i + 1], calendar) &&
           !truce_compare__word_in(word, titles);
}

static int learn_capitals(struct finder *finder)
{
    for (size_t t = 0; t < finder->compare->n_texts; t++) {
        const struct truce_compare_text *text = &finder->compare->texts[t];
        for (size_t i = 0; i < text->n_words; i++)
            if (text->words[i].capital && !text->words[i].starts &&
                truce_map_set(&finder->capitals, text->words[i].lower, 1) < 0)
                return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* End of the name that begins at i: capitals, and "of [the] Capital". */
static size_t name_end(const struct finder *finder,
                       const struct truce_compare_text *text, size_t i)
{
    const struct truce_compare_word *w = text->words;
    size_t end = i + 1;
    bool linked = false;
    while (end < text->n_words && !w[end].after_break) {
        size_t next = end + 1;
        if (w[end].capital && !truce_compare__word_in(&w[end], calendar)) {
            /* after "of X" only a word of a type goes on: United Nations */
            if (linked && typed(finder, &w[end]) < 0)
                break;
            end++;
            continue;
        }
        if (!truce_view_eq_text(w[end].lower, "of") &&
            !(truce_view_eq_text(w[end].lower, "for") &&
              truce_compare__word_in(&w[end - 1], offices)))
            break;
        if (next < text->n_words && truce_view_eq_text(w[next].lower, "the"))
            next++;
        if (next >= text->n_words || !w[next].capital ||
            truce_compare__word_in(&w[next], calendar))
            break;
        linked = true;
        end = next + 1;
    }
    return end;
}

/* "Lachin corridor", "Nagorno-Karabakh conflict zone": where the lower-case
 * words of a type end; `end` itself when there are none. */
static size_t tail_end(const struct finder *finder,
                       const struct truce_compare_text *text, size_t end,
                       int *kind)
{
    for (size_t k = end; k < text->n_words && k < end + 3; k++) {
        const struct truce_compare_word *word = &text->words[k];
        int found = typed(finder, word);
        if (word->after_break || word->capital || is_function(finder, word))
            break;
        if (found >= 0) {
            *kind = found;
            return k + 1;
        }
    }
    return end;
}

/* Leading titles are no part of the name. */
static size_t skip_titles(const struct truce_compare_text *text, size_t i,
                          size_t end)
{
    static const char *const small[] = {"of", "the", "prime", NULL};
    while (i + 1 < end && (truce_compare__word_in(&text->words[i], titles) ||
                           truce_compare__word_in(&text->words[i], small)))
        i++;
    return i;
}

static const char *term_text(struct finder *finder,
                             const struct truce_compare_text *text,
                             size_t first, size_t last)
{
    return truce_arena_printf(
        finder->arena, "%.*s",
        (int)(text->words[last - 1].end - text->words[first].begin),
        text->text.ptr + text->words[first].begin);
}

/* The lexicon's own name and kind, where it knows the words. */
static int ask_lexicon(struct finder *finder, struct naming *naming)
{
    struct truce_actor actor = {0};
    int rc;
    if (!finder->tables->lexicon)
        return TRUCE_OK;
    rc = finder->tables->resolve(
        finder->tables->lexicon, truce_view_of(naming->term),
        (struct truce_date){0, 0, 0}, finder->arena, &actor);
    if (rc < 0 || !actor.name || !actor.kind ||
        naming->kind == TRUCE_COMPARE_PLACE ||
        naming->kind == TRUCE_COMPARE_AGREEMENT)
        return rc == TRUCE_ENOMEM ? rc : TRUCE_OK;
    if (!strcmp(actor.kind, "unknown") || actor.confidence < 0.5f)
        return TRUCE_OK;
    if (!strcmp(actor.kind, "place"))
        naming->kind = TRUCE_COMPARE_PLACE;
    else if (!strcmp(actor.kind, "country") && !actor.office)
        naming->term = actor.name;
    else
        naming->kind = TRUCE_COMPARE_ACTOR;
    if (!strcmp(actor.kind, "person"))
        naming->term = actor.name;
    return TRUCE_OK;
}

static int add_naming(struct finder *finder, struct naming naming)
{
    if (!naming.term)
        return TRUCE_ENOMEM;
    if (truce_arena_grow(finder->arena, &finder->namings, finder->n,
                         &finder->cap, sizeof(*finder->namings)) < 0)
        return TRUCE_ENOMEM;
    finder->namings[finder->n++] = naming;
    return TRUCE_OK;
}

static bool located(const struct truce_compare_text *text, size_t i)
{
    if (i && truce_view_eq_text(text->words[i - 1].lower, "the"))
        i--;
    return i && !text->words[i].after_break &&
           truce_compare__word_in(&text->words[i - 1], locatives);
}

/* A people's adjective ("Russian" troops): named by its country elsewhere. */
static bool is_adjective(const struct truce_compare_text *text, size_t first,
                         size_t end)
{
    static const char *const endings[] = {"ian", "ean", "ese", "ish", "ani",
                                          "eli", "aqi", "eni", "ali", "ch"};
    struct truce_view word = text->words[first].lower;
    if (end - first != 1 || end >= text->n_words ||
        text->words[end].after_break || text->words[end].capital)
        return false;
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (word.len > 5 && truce_view_ends(word, endings[i]))
            return true;
    return false;
}

/* The first line of a text, when its points come later: its own title. */
static bool in_heading(const struct truce_compare_text *text, size_t word)
{
    const char *end = memchr(text->text.ptr, '\n', text->text.len);
    size_t line = end ? (size_t)(end - text->text.ptr) : 0;
    return text->n_points && text->words[word].begin < line &&
           text->points[0].begin > line;
}

static int take_name(struct finder *finder, size_t t, size_t i, size_t end)
{
    const struct truce_compare_text *text = &finder->compare->texts[t];
    size_t first = skip_titles(text, i, end);
    struct naming naming = {.text = t, .kind = -1};
    bool adjective;
    while (first + 1 < end && !text->words[first].capital)
        first++;
    naming.first = first;
    naming.name_last = naming.last = end;
    if (end - first == 1 &&
        (generic(finder, &text->words[first]) ||
         truce_compare__word_in(&text->words[first], titles)))
        return TRUCE_OK;
    if (end < text->n_words &&
        truce_view_eq_text(text->words[end].lower, "time"))
        return TRUCE_OK;
    adjective = is_adjective(text, first, end);
    for (size_t k = first; k < end; k++) {
        int kind = typed(finder, &text->words[k]);
        if (kind >= 0 && naming.kind != TRUCE_COMPARE_AGREEMENT)
            naming.kind = kind;
    }
    if (naming.kind < 0 && !adjective)
        naming.last = tail_end(finder, text, end, &naming.kind);
    naming.located = located(text, first);
    naming.term = naming.kind == TRUCE_COMPARE_AGREEMENT
                      ? term_text(finder, text, first, naming.last)
                      : term_text(finder, text, first, end);
    if (!naming.term || ask_lexicon(finder, &naming) < 0)
        return TRUCE_ENOMEM;
    if (naming.kind == TRUCE_COMPARE_AGREEMENT && in_heading(text, first))
        return TRUCE_OK;
    if (adjective && !finder->tables->lexicon)
        return TRUCE_OK;
    return add_naming(finder, naming);
}

/* "the statements of November 9, 2020, and January 11, 2021". */
static int take_dated(struct finder *finder, size_t t, size_t i, size_t *next)
{
    const struct truce_compare_text *text = &finder->compare->texts[t];
    static const char *const heads[] = {"statement", "agreement", "declaration",
                                        "protocol",  "communiqu", "accord",
                                        NULL};
    const char *head = NULL;
    size_t at = i + 2;
    for (size_t h = 0; heads[h] && !head; h++)
        if (truce_view_eq_text(text->words[i].stem, heads[h]))
            head = heads[h];
    *next = i;
    if (!head || at >= text->n_words ||
        !(truce_view_eq_text(text->words[i + 1].lower, "of") ||
          truce_view_eq_text(text->words[i + 1].lower, "from") ||
          truce_view_eq_text(text->words[i + 1].lower, "dated")))
        return TRUCE_OK;
    while (at < text->n_words) {
        struct truce_date date;
        char buf[TRUCE_DATE_SIZE];
        size_t n =
            truce_compare_date_at(&text->words[at], text->n_words - at, &date);
        struct naming naming = {.text = t,
                                .first = i,
                                .name_last = at + n,
                                .last = at + n,
                                .kind = TRUCE_COMPARE_AGREEMENT};
        if (!n)
            break;
        if (date.year) {
            naming.term = truce_arena_printf(
                finder->arena, "%s of %s",
                strcmp(head, "communiqu") ? head : "communique",
                truce_date_format(date, buf));
            if (add_naming(finder, naming) < 0)
                return TRUCE_ENOMEM;
        }
        at += n;
        *next = at;
        if (at < text->n_words &&
            truce_view_eq_text(text->words[at].lower, "and"))
            at++;
    }
    return TRUCE_OK;
}

static int find_names(struct finder *finder, size_t t)
{
    const struct truce_compare_text *text = &finder->compare->texts[t];
    for (size_t i = 0; i < text->n_words;) {
        size_t end, next;
        if (take_dated(finder, t, i, &next) < 0)
            return TRUCE_ENOMEM;
        if (next > i) {
            i = next;
            continue;
        }
        if (!is_name_word(finder, text, i)) {
            i++;
            continue;
        }
        end = name_end(finder, text, i);
        if (take_name(finder, t, i, end) < 0)
            return TRUCE_ENOMEM;
        i = end;
    }
    return TRUCE_OK;
}

static struct truce_compare_term *
get_term(struct finder *finder, const char *name, enum truce_compare_kind kind)
{
    struct truce_compare *compare = finder->compare;
    struct truce_compare_term *term;
    char key[256];
    size_t len = 0;
    bool added;
    uint64_t *at;
    for (const char *p = name; *p && len < sizeof(key) - 2; p++)
        key[len++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    key[len++] = kind == TRUCE_COMPARE_ISSUE ? 'I' : 'N';
    at = truce_map_put(&finder->index, (struct truce_view){key, len},
                       compare->n_terms, &added);
    if (!at)
        return NULL;
    if (!added)
        return &compare->terms[*at];
    if (truce_arena_grow(finder->arena, &compare->terms, compare->n_terms,
                         &finder->term_cap, sizeof(*compare->terms)) < 0)
        return NULL;
    term = &compare->terms[compare->n_terms++];
    *term = (struct truce_compare_term){
        .term = name,
        .kind = kind,
        .count = truce_arena_zalloc(finder->arena, compare->n_texts,
                                    sizeof(*term->count)),
        .form = truce_arena_zalloc(finder->arena, compare->n_texts,
                                   sizeof(*term->form)),
        .paraphrase = truce_arena_zalloc(finder->arena, compare->n_texts,
                                         sizeof(*term->paraphrase))};
    return term->count && term->form && term->paraphrase ? term : NULL;
}

/* "Aliyev" after "Ilham Aliyev" is the same name. */
static void join_short_names(struct finder *finder)
{
    for (size_t i = 0; i < finder->n; i++) {
        struct naming *x = &finder->namings[i];
        size_t len = strlen(x->term);
        if (strchr(x->term, ' '))
            continue;
        for (size_t j = 0; j < finder->n; j++) {
            const char *full = finder->namings[j].term;
            size_t n = strlen(full);
            if (n > len + 1 && full[n - len - 1] == ' ' &&
                !strcmp(full + n - len, x->term) &&
                finder->namings[j].kind != TRUCE_COMPARE_AGREEMENT &&
                !strstr(full, " of ")) {
                x->term = full;
                break;
            }
        }
    }
}

/* Kind of a name: told by its words in any text, else by where it stands. */
static enum truce_compare_kind settle_kind(const struct finder *finder,
                                           const struct naming *naming)
{
    size_t in_place = 0, n = 0;
    for (size_t i = 0; i < finder->n; i++) {
        const struct naming *other = &finder->namings[i];
        if (strcmp(other->term, naming->term))
            continue;
        if (other->kind >= 0)
            return (enum truce_compare_kind)other->kind;
        n++;
        in_place += other->located;
    }
    return 2 * in_place > n ? TRUCE_COMPARE_PLACE : TRUCE_COMPARE_ACTOR;
}

static int count_names(struct finder *finder)
{
    join_short_names(finder);
    for (size_t i = 0; i < finder->n; i++) {
        const struct naming *naming = &finder->namings[i];
        const struct truce_compare_text *text =
            &finder->compare->texts[naming->text];
        const char *form = term_text(finder, text, naming->first, naming->last);
        struct truce_compare_term *term =
            get_term(finder, naming->term, settle_kind(finder, naming));
        const char **best;
        if (!term || !form)
            return TRUCE_ENOMEM;
        term->count[naming->text]++;
        best = &term->form[naming->text];
        if (!*best || strlen(form) > strlen(*best))
            *best = form;
    }
    return TRUCE_OK;
}

static int count_issues(struct finder *finder, size_t t)
{
    const struct truce_compare_text *text = &finder->compare->texts[t];
    for (size_t i = 0; i < text->n_words;) {
        struct truce_compare_term *term;
        uint64_t value;
        size_t n =
            truce_compare_match(&finder->tables->issue_cues, &text->words[i],
                                text->n_words - i, &value);
        if (!n) {
            i++;
            continue;
        }
        term = get_term(finder, finder->tables->issues[value].code,
                        TRUCE_COMPARE_ISSUE);
        if (!term)
            return TRUCE_ENOMEM;
        term->count[t]++;
        if (!term->form[t])
            term->form[t] = term_text(finder, text, i, i + n);
        i += n;
    }
    return TRUCE_OK;
}

/* A name lost to a description loosens the point that held it. */
static int weigh_naming(struct finder *finder, const char *form,
                        const char *paraphrase, bool lost,
                        struct truce_compare_pair *pair)
{
    struct truce_compare_change *changes;
    if (pair->label == TRUCE_COMPARE_SAME)
        return TRUCE_OK;
    changes =
        truce_arena_alloc(finder->arena, pair->n_changes + 1, sizeof(*changes));
    if (!changes)
        return TRUCE_ENOMEM;
    if (pair->n_changes)
        memcpy(changes, pair->changes, pair->n_changes * sizeof(*changes));
    changes[pair->n_changes++] = (struct truce_compare_change){
        "named", lost ? -1 : 1, truce_view_of(lost ? form : paraphrase),
        truce_view_of(lost ? paraphrase : form)};
    pair->changes = changes;
    pair->strength += lost ? -0.5 : 0.5;
    pair->label = truce_compare_label_of(pair->strength);
    return TRUCE_OK;
}

/* Looks for how text `to` speaks of a term that its neighbour names. */
static int find_paraphrase(struct finder *finder,
                           struct truce_compare_term *term, size_t from,
                           size_t to)
{
    for (size_t i = 0; i < finder->n; i++) {
        const struct naming *n = &finder->namings[i];
        struct truce_naming naming = {from, to, n->first, n->last, term->kind};
        struct truce_compare_pair *pair;
        const char *found;
        if (n->text != from || strcmp(n->term, term->term))
            continue;
        if (truce_compare_paraphrase(finder->tables, finder->compare, &naming,
                                     finder->arena, &found, &pair) < 0)
            return TRUCE_ENOMEM;
        if (!found)
            continue;
        term->paraphrase[to] = found;
        return weigh_naming(finder, term->form[from], found, from < to, pair);
    }
    return TRUCE_OK;
}

static int find_paraphrases(struct finder *finder)
{
    struct truce_compare *compare = finder->compare;
    for (size_t k = 0; k < compare->n_terms; k++) {
        struct truce_compare_term *term = &compare->terms[k];
        if (term->kind == TRUCE_COMPARE_ISSUE)
            continue;
        for (size_t t = 0; t < compare->n_texts; t++) {
            int rc = TRUCE_OK;
            if (term->count[t])
                continue;
            if (t > 0 && term->count[t - 1])
                rc = find_paraphrase(finder, term, t - 1, t);
            else if (t + 1 < compare->n_texts && term->count[t + 1])
                rc = find_paraphrase(finder, term, t + 1, t);
            if (rc < 0)
                return rc;
        }
    }
    return TRUCE_OK;
}

static int by_kind(const void *x, const void *y)
{
    const struct truce_compare_term *a = x, *b = y;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return strcmp(a->term, b->term);
}

int truce_compare_terms(const struct truce_compare_tables *tables,
                        struct truce_arena *arena,
                        struct truce_compare *compare)
{
    struct finder finder = {
        .tables = tables, .arena = arena, .compare = compare};
    int rc = learn_capitals(&finder);
    for (size_t t = 0; rc == TRUCE_OK && t < compare->n_texts; t++)
        rc = find_names(&finder, t);
    if (rc == TRUCE_OK)
        rc = count_names(&finder);
    for (size_t t = 0; rc == TRUCE_OK && t < compare->n_texts; t++)
        rc = count_issues(&finder, t);
    if (rc == TRUCE_OK)
        rc = find_paraphrases(&finder);
    if (rc == TRUCE_OK && compare->n_terms)
        qsort(compare->terms, compare->n_terms, sizeof(*compare->terms),
              by_kind);
    truce_map_release(&finder.capitals);
    truce_map_release(&finder.index);
    return rc;
}
