/*
 * Scoring. Both sides become a list of words over the same characters (white
 * space left out); equal spans are aligned, and inside multiword tokens the
 * longest common subsequence of forms decides, as in the shared task.
 */
#include "lang/udscore.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/mem.h"
#include "base/utf8.h"

struct span {
    size_t begin, end; /* characters */
};

struct word {
    struct span span;
    const struct truce_token *token;
    size_t index;        /* among the words of the side */
    int64_t head;        /* index of the head among them, -1 for a root */
    int64_t child, next; /* its function words, as a list; -1 at the end */
    bool multi;          /* inside a multiword token */
};

struct side {
    struct truce_str chars; /* the text without white space */
    size_t at;              /* characters so far */
    struct word *words;
    struct span *tokens, *sentences;
    size_t n_words, n_tokens, n_sentences;
    size_t cap_words, cap_tokens, cap_sentences;
};

static const char *const names[TRUCE_N_UDMEASURES] = {
#define TRUCE_UDMEASURE(id, name) name,
#include "lang/udmeasures.def"
#undef TRUCE_UDMEASURE
};

const char *truce_udmeasure_name(enum truce_udmeasure measure)
{
    return names[measure];
}

double truce_udcount_f1(const struct truce_udcount *count)
{
    size_t both = count->gold + count->system;
    return both ? 2.0 * (double)count->correct / (double)both : 0;
}

static void side_release(struct side *side)
{
    truce_str_release(&side->chars);
    truce_free(side->words);
    truce_free(side->tokens);
    truce_free(side->sentences);
}

/* Characters of a form that are not white space; appended to the text. */
static size_t add_chars(struct side *side, struct truce_view form)
{
    size_t n = 0;
    for (size_t pos = 0; pos < form.len;) {
        size_t start = pos;
        uint32_t c = truce_utf8_next(form.ptr, form.len, &pos);
        if (u_isUWhiteSpace((UChar32)c))
            continue;
        truce_str_add(&side->chars, form.ptr + start, pos - start);
        n++;
    }
    return n;
}

static int add_span(struct span **list, size_t *n, size_t *cap, size_t begin,
                    size_t end)
{
    int rc = truce_grow(list, cap, *n + 1, sizeof **list);
    if (rc == TRUCE_OK)
        (*list)[(*n)++] = (struct span){begin, end};
    return rc;
}

static int add_word(struct side *side, const struct truce_conllu *in, size_t i,
                    size_t first, struct span span, bool multi)
{
    const struct truce_token *token = &in->sentence.tokens[i];
    int rc = truce_grow(&side->words, &side->cap_words, side->n_words + 1,
                        sizeof *side->words);
    if (rc < 0)
        return rc;
    side->words[side->n_words] = (struct word){
        .span = span,
        .token = token,
        .index = side->n_words,
        .multi = multi,
        .child = -1,
        .next = -1,
        .head = token->head < 0 ? -1 : (int64_t)first + token->head};
    side->n_words++;
    return TRUCE_OK;
}

static int add_sentence(struct side *side, const struct truce_conllu *in)
{
    const struct truce_sentence *s = &in->sentence;
    size_t start = side->at, first = side->n_words;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < s->n_tokens && rc == TRUCE_OK;) {
        size_t words = s->tokens[i].mwt ? s->tokens[i].mwt : 1;
        bool multi = s->tokens[i].mwt != 0;
        struct span span = {side->at, side->at};
        span.end += add_chars(side, multi ? in->surface[i] : s->tokens[i].form);
        side->at = span.end;
        rc = add_span(&side->tokens, &side->n_tokens, &side->cap_tokens,
                      span.begin, span.end);
        for (size_t k = 0; k < words && rc == TRUCE_OK; k++)
            rc = add_word(side, in, i + k, first, span, multi);
        i += words;
    }
    if (rc == TRUCE_OK)
        rc = add_span(&side->sentences, &side->n_sentences,
                      &side->cap_sentences, start, side->at);
    return rc;
}

/* Relations of function words, and of punctuation: no content words. */
static bool is_functional(enum truce_rel rel)
{
    switch (rel) {
    case TRUCE_REL_aux:
    case TRUCE_REL_cop:
    case TRUCE_REL_mark:
    case TRUCE_REL_det:
    case TRUCE_REL_clf:
    case TRUCE_REL_case:
    case TRUCE_REL_cc:
    case TRUCE_REL_punct:
        return true;
    default:
        return false;
    }
}

/* Lists every word's function words, in the order of the text. */
static void link_children(struct side *side)
{
    for (size_t i = side->n_words; i-- > 0;) {
        struct word *w = &side->words[i];
        enum truce_rel rel = truce_rel_base((enum truce_rel)w->token->rel);
        if (w->head < 0 || !is_functional(rel) || rel == TRUCE_REL_punct)
            continue;
        w->next = side->words[w->head].child;
        side->words[w->head].child = (int64_t)i;
    }
}

static int side_init(struct side *side, const struct truce_conllu *list,
                     size_t n)
{
    int rc = TRUCE_OK;
    *side = (struct side){0};
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++)
        rc = add_sentence(side, &list[i]);
    if (rc == TRUCE_OK)
        link_children(side);
    return side->chars.failed ? TRUCE_ENOMEM : rc;
}

static void count_spans(const struct span *gold, size_t n_gold,
                        const struct span *system, size_t n_system,
                        struct truce_udcount *out)
{
    size_t g = 0, s = 0;
    out->gold += n_gold;
    out->system += n_system;
    while (g < n_gold && s < n_system) {
        if (system[s].begin < gold[g].begin) {
            s++;
        } else if (gold[g].begin < system[s].begin) {
            g++;
        } else {
            out->correct += gold[g].end == system[s].end;
            g++;
            s++;
        }
    }
}

/* Pairs of aligned words, as gold word for each system word and back. */
struct alignment {
    int64_t *gold_of;   /* [n_system] */
    int64_t *system_of; /* [n_gold] */
};

static void align(struct alignment *al, size_t g, size_t s)
{
    al->gold_of[s] = (int64_t)g;
    al->system_of[g] = (int64_t)s;
}

static bool same_form(const struct word *a, const struct word *b)
{
    struct truce_view x = a->token->form, y = b->token->form;
    size_t i = 0, j = 0;
    while (i < x.len && j < y.len) {
        uint32_t c = truce_utf8_next(x.ptr, x.len, &i);
        uint32_t d = truce_utf8_next(y.ptr, y.len, &j);
        if (u_tolower((UChar32)c) != u_tolower((UChar32)d))
            return false;
    }
    return i == x.len && j == y.len;
}

enum { MAX_REGION = 256 };

/* Aligns gold [g0, g1) with system [s0, s1) by the longest common
 * subsequence; a region longer than any real one is left unaligned. */
static int align_region(const struct side *gold, size_t g0, size_t g1,
                        const struct side *system, size_t s0, size_t s1,
                        struct alignment *al)
{
    size_t n = g1 - g0, m = s1 - s0, g = 0, s = 0;
    if (n > MAX_REGION || m > MAX_REGION)
        return TRUCE_OK;
    uint16_t *lcs = truce_zalloc((n + 1) * (m + 1), sizeof *lcs);
    if (!lcs)
        return TRUCE_ENOMEM;
    for (size_t i = n; i-- > 0;)
        for (size_t j = m; j-- > 0;) {
            uint16_t down = lcs[(i + 1) * (m + 1) + j];
            uint16_t right = lcs[i * (m + 1) + j + 1];
            uint16_t both = lcs[(i + 1) * (m + 1) + j + 1];
            uint16_t best = down > right ? down : right;
            if (same_form(&gold->words[g0 + i], &system->words[s0 + j]) &&
                both + 1 > best)
                best = (uint16_t)(both + 1);
            lcs[i * (m + 1) + j] = best;
        }
    while (g < n && s < m) {
        if (same_form(&gold->words[g0 + g], &system->words[s0 + s])) {
            align(al, g0 + g++, s0 + s++);
        } else if (lcs[g * (m + 1) + s] == lcs[(g + 1) * (m + 1) + s]) {
            g++;
        } else {
            s++;
        }
    }
    truce_free(lcs);
    return TRUCE_OK;
}

static bool extends(const struct side *side, size_t i, size_t end)
{
    return i < side->n_words &&
           (side->words[i].multi ? side->words[i].span.begin < end
                                 : side->words[i].span.end <= end);
}

/* Ends of the region of multiword tokens that starts at (*g, *s). */
static void find_region(const struct side *gold, size_t *g,
                        const struct side *system, size_t *s)
{
    size_t end = gold->words[*g].multi ? gold->words[*g].span.end : 0;
    if (!gold->words[*g].multi ||
        (system->words[*s].multi && system->words[*s].span.end > end))
        end = system->words[*s].span.end;
    while (extends(gold, *g, end) || extends(system, *s, end)) {
        const struct word *a = *g < gold->n_words ? &gold->words[*g] : NULL;
        const struct word *b = *s < system->n_words ? &system->words[*s] : NULL;
        if (a && (!b || a->span.begin <= b->span.begin)) {
            if (a->multi && a->span.end > end)
                end = a->span.end;
            ++*g;
        } else {
            if (b->multi && b->span.end > end)
                end = b->span.end;
            ++*s;
        }
    }
}

static int align_words(const struct side *gold, const struct side *system,
                       struct alignment *al)
{
    size_t g = 0, s = 0;
    while (g < gold->n_words && s < system->n_words) {
        const struct word *a = &gold->words[g], *b = &system->words[s];
        if (a->multi || b->multi) {
            size_t g0, s0;
            /* the side that lags moves on until both regions start */
            if (!a->multi && a->span.begin < b->span.begin) {
                g++;
                continue;
            }
            if (!b->multi && b->span.begin < a->span.begin) {
                s++;
                continue;
            }
            g0 = g;
            s0 = s;
            find_region(gold, &g, system, &s);
            int rc = align_region(gold, g0, g, system, s0, s, al);
            if (rc < 0)
                return rc;
            /* a token of no character has no region: passed over */
            if (g == g0 && s == s0)
                *(a->multi ? &g : &s) += 1;
        } else if (a->span.begin == b->span.begin &&
                   a->span.end == b->span.end) {
            align(al, g++, s++);
        } else if (a->span.begin <= b->span.begin) {
            g++;
        } else {
            s++;
        }
    }
    return TRUCE_OK;
}

static bool fold_equal(struct truce_view a, struct truce_view b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len)
        if (u_foldCase((UChar32)truce_utf8_next(a.ptr, a.len, &i), 0) !=
            u_foldCase((UChar32)truce_utf8_next(b.ptr, b.len, &j), 0))
            return false;
    return i == a.len && j == b.len;
}

static bool is_universal(struct truce_view feature)
{
    static const char *const universal[] = {
        "PronType=", "NumType=", "Poss=",   "Reflex=", "Foreign=",  "Abbr=",
        "Gender=",   "Animacy=", "Number=", "Case=",   "Definite=", "Degree=",
        "VerbForm=", "Mood=",    "Tense=",  "Aspect=", "Voice=",    "Evident=",
        "Polarity=", "Person=",  "Polite=", NULL};
    const char *const *name = universal;
    while (*name && !truce_view_starts(feature, *name))
        name++;
    return *name;
}

/* The next universal feature of a sorted list, {NULL, 0} at its end. */
static struct truce_view next_feature(struct truce_view *rest)
{
    struct truce_view feature;
    while (truce_view_split(rest, '|', &feature))
        if (is_universal(feature))
            return feature;
    return (struct truce_view){NULL, 0};
}

/* The task compares the universal features only. */
static bool same_feats(struct truce_view a, struct truce_view b)
{
    for (;;) {
        struct truce_view x = next_feature(&a), y = next_feature(&b);
        if (!x.ptr || !y.ptr)
            return !x.ptr && !y.ptr;
        if (!truce_view_eq(x, y))
            return false;
    }
}

static enum truce_rel base_of(const struct word *word)
{
    return truce_rel_base((enum truce_rel)word->token->rel);
}

static bool same_tags(const struct word *a, const struct word *b)
{
    return a->token->upos == b->token->upos &&
           same_feats(a->token->feats, b->token->feats);
}

/* Whether the function words of a pair are the same with their tags. */
static bool same_children(const struct side *gold, const struct word *g,
                          const struct side *system, const struct word *s,
                          const struct alignment *al)
{
    int64_t a = g->child, b = s->child;
    while (a >= 0 && b >= 0) {
        const struct word *x = &gold->words[a], *y = &system->words[b];
        if (al->gold_of[b] != a || base_of(x) != base_of(y) || !same_tags(x, y))
            return false;
        a = x->next;
        b = y->next;
    }
    return a < 0 && b < 0;
}

static void count_pair(const struct side *gold, const struct word *g,
                       const struct side *system, const struct word *s,
                       const struct alignment *al, struct truce_udscore *out)
{
    const struct truce_token *a = g->token, *b = s->token;
    enum truce_rel rel = base_of(g);
    bool any_lemma = truce_view_eq_text(a->lemma, "_");
    bool lemma = any_lemma || truce_view_eq(a->lemma, b->lemma);
    bool head = g->head < 0 ? s->head < 0
                            : s->head >= 0 && al->gold_of[s->head] == g->head;
    bool label = head && rel == base_of(s);
    bool content = label && !is_functional(rel);
    bool tags = same_tags(g, s), xpos = truce_view_eq(a->xpos, b->xpos);
    struct truce_udcount *m = out->measure;
    out->aligned++;
    m[TRUCE_UD_WORDS].correct++;
    m[TRUCE_UD_UPOS].correct += a->upos == b->upos;
    m[TRUCE_UD_XPOS].correct += xpos;
    m[TRUCE_UD_UFEATS].correct += same_feats(a->feats, b->feats);
    m[TRUCE_UD_ALLTAGS].correct += tags && xpos;
    m[TRUCE_UD_LEMMAS].correct += lemma;
    m[TRUCE_UD_FOLDED].correct += any_lemma || fold_equal(a->lemma, b->lemma);
    m[TRUCE_UD_UAS].correct += head;
    m[TRUCE_UD_LAS].correct += label;
    m[TRUCE_UD_CLAS].correct += content;
    m[TRUCE_UD_BLEX].correct += content && lemma;
    m[TRUCE_UD_MLAS].correct +=
        content && tags && same_children(gold, g, system, s, al);
    out->relation[rel].correct += label;
}

static void count_totals(const struct side *side, bool is_gold,
                         struct truce_udscore *out)
{
    for (size_t i = 0; i < side->n_words; i++) {
        enum truce_rel rel =
            truce_rel_base((enum truce_rel)side->words[i].token->rel);
        for (int m = TRUCE_UD_WORDS; m < TRUCE_N_UDMEASURES; m++) {
            if (m >= TRUCE_UD_CLAS && is_functional(rel))
                continue;
            out->measure[m].gold += is_gold;
            out->measure[m].system += !is_gold;
        }
        out->relation[rel].gold += is_gold;
        out->relation[rel].system += !is_gold;
    }
}

static int check_text(const struct side *gold, const struct side *system,
                      struct truce_err *err)
{
    size_t at = 0;
    const struct truce_str *a = &gold->chars, *b = &system->chars;
    while (at < a->len && at < b->len && a->ptr[at] == b->ptr[at])
        at++;
    if (a->len == b->len && at == a->len)
        return TRUCE_OK;
    return truce_err_set(err, TRUCE_EFORMAT,
                         "the texts differ from byte %zu on (spaces not "
                         "counted): gold '%.30s', system '%.30s'",
                         at, a->ptr ? a->ptr + at : "",
                         b->ptr ? b->ptr + at : "");
}

int truce_udscore_add(const struct truce_conllu *gold, size_t n_gold,
                      const struct truce_conllu *system, size_t n_system,
                      struct truce_udscore *out, struct truce_err *err)
{
    struct side g = {0}, s = {0};
    struct alignment al = {NULL, NULL};
    int rc = side_init(&g, gold, n_gold);
    if (rc == TRUCE_OK)
        rc = side_init(&s, system, n_system);
    if (rc == TRUCE_OK)
        rc = check_text(&g, &s, err);
    if (rc < 0)
        goto out;
    al.gold_of = truce_alloc(s.n_words + 1, sizeof *al.gold_of);
    al.system_of = truce_alloc(g.n_words + 1, sizeof *al.system_of);
    if (!al.gold_of || !al.system_of) {
        rc = TRUCE_ENOMEM;
        goto out;
    }
    memset(al.gold_of, 0xff, (s.n_words + 1) * sizeof *al.gold_of);
    memset(al.system_of, 0xff, (g.n_words + 1) * sizeof *al.system_of);
    rc = align_words(&g, &s, &al);
    count_spans(g.tokens, g.n_tokens, s.tokens, s.n_tokens,
                &out->measure[TRUCE_UD_TOKENS]);
    count_spans(g.sentences, g.n_sentences, s.sentences, s.n_sentences,
                &out->measure[TRUCE_UD_SENTENCES]);
    count_totals(&g, true, out);
    count_totals(&s, false, out);
    for (size_t i = 0; i < g.n_words; i++)
        if (al.system_of[i] >= 0)
            count_pair(&g, &g.words[i], &s, &s.words[al.system_of[i]], &al,
                       out);
out:
    truce_free(al.gold_of);
    truce_free(al.system_of);
    side_release(&g);
    side_release(&s);
    return rc;
}
