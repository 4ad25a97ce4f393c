/* Shared sight of a document for the steps of statements and registers. */
#include "code/facts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "code/coder_impl.h"

static bool starts_with(struct truce_view text, size_t at, const char *mark)
{
    size_t n = strlen(mark);
    return at + n <= text.len && !memcmp(text.ptr + at, mark, n);
}

/* A mark of quotation at `at`: its bytes, and whether it can only open (1),
 * only close (-1) or both (0). Returns 0 for no mark. */
static size_t quote_mark(struct truce_view text, size_t at, int *side)
{
    static const struct {
        const char *mark;
        int side;
    } marks[] = {{"\"", 0},           {"\xe2\x80\x9c", 1}, {"\xe2\x80\x9d", -1},
                 {"\xe2\x80\x9e", 1}, {"\xc2\xab", 1},     {"\xc2\xbb", -1},
                 {"``", 1},           {"''", -1}};
    if (!strchr("\"\xe2\xc2`'", text.ptr[at]) || !text.ptr[at])
        return 0;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (starts_with(text, at, marks[i].mark)) {
            *side = marks[i].side;
            return strlen(marks[i].mark);
        }
    }
    return 0;
}

static bool opens(struct truce_view text, size_t at)
{
    return at == 0 || strchr(" \t\n\r([-", text.ptr[at - 1]) ||
           (unsigned char)text.ptr[at - 1] >= 0x80;
}

static int add_quote(struct truce_senses *senses, size_t *cap, size_t begin,
                     size_t end)
{
    struct truce_arena *arena = senses->context->arena;
    while (begin < end && strchr(" \t\r\n", senses->text.ptr[begin]))
        begin++;
    while (end > begin && strchr(" \t\r\n", senses->text.ptr[end - 1]))
        end--;
    if (end <= begin)
        return TRUCE_OK;
    if (truce_arena_grow(arena, &senses->quotes, senses->n_quotes, cap,
                         sizeof(*senses->quotes)) < 0)
        return TRUCE_ENOMEM;
    senses->quotes[senses->n_quotes++] = (struct truce_quote){begin, end};
    return TRUCE_OK;
}

/* Quotations end at the mark, or with their paragraph where it lacks one. */
static int find_quotes(struct truce_senses *senses)
{
    struct truce_view text = senses->text;
    size_t cap = 0, open = SIZE_MAX;
    for (size_t at = 0; at < text.len;) {
        int side = 0;
        size_t n = quote_mark(text, at, &side);
        if (!n) {
            bool breaks = text.ptr[at] == '\n' && at + 1 < text.len &&
                          text.ptr[at + 1] == '\n';
            if (breaks && open != SIZE_MAX) {
                if (add_quote(senses, &cap, open, at) < 0)
                    return TRUCE_ENOMEM;
                open = SIZE_MAX;
            }
            at++;
            continue;
        }
        if (open == SIZE_MAX) {
            if (side > 0 || (side == 0 && opens(text, at)))
                open = at + n;
        } else if (side <= 0) {
            if (add_quote(senses, &cap, open, at) < 0)
                return TRUCE_ENOMEM;
            open = SIZE_MAX;
        }
        at += n;
    }
    return TRUCE_OK;
}

static bool stem_of(struct truce_view form, struct truce_arena *arena,
                    struct truce_view *out)
{
    char low[64], buf[64];
    size_t n = form.len < sizeof(low) ? form.len : sizeof(low);
    for (size_t k = 0; k < n; k++)
        low[k] =
            (char)(form.ptr[k] >= 'A' && form.ptr[k] <= 'Z' ? form.ptr[k] + 32
                                                            : form.ptr[k]);
    n = truce_stem((struct truce_view){low, n}, buf, sizeof(buf));
    out->ptr = truce_arena_strndup(arena, buf, n);
    out->len = n;
    return out->ptr != NULL;
}

enum { NO_FIRST = UINT16_MAX };

static uint16_t first_of(const struct truce_token *token,
                         struct truce_view stem)
{
    return token->upos == TRUCE_UPOS_PUNCT || !stem.len
               ? NO_FIRST
               : (uint16_t)truce_phrases_first(stem);
}

/* Stems of the forms and, for verbs, of the lemmas ("broke", "break"). */
static int fill_stems(struct truce_sense *sense, struct truce_arena *arena)
{
    const struct truce_sentence *s = sense->sentence;
    sense->stems =
        truce_arena_zalloc(arena, s->n_tokens + 1, sizeof(*sense->stems));
    sense->words =
        truce_arena_zalloc(arena, s->n_tokens + 1, sizeof(*sense->words));
    sense->lemma_stems =
        truce_arena_zalloc(arena, s->n_tokens + 1, sizeof(*sense->stems));
    sense->firsts =
        truce_arena_alloc(arena, 2 * s->n_tokens + 1, sizeof(*sense->firsts));
    if (!sense->stems || !sense->words || !sense->lemma_stems || !sense->firsts)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < s->n_tokens; i++) {
        if (!truce_view_eq_text(s->tokens[i].form, "-"))
            sense->words[sense->n_words++] = i;
    }
    for (size_t i = 0; i < s->n_tokens; i++) {
        const struct truce_token *token = &s->tokens[i];
        if (!stem_of(token->form, arena, &sense->stems[i]))
            return TRUCE_ENOMEM;
        sense->lemma_stems[i] = sense->stems[i];
        if (token->upos == TRUCE_UPOS_VERB && token->lemma.len &&
            !truce_view_eq(token->form, token->lemma) &&
            !stem_of(token->lemma, arena, &sense->lemma_stems[i]))
            return TRUCE_ENOMEM;
    }
    for (size_t k = 0; k < sense->n_words; k++) {
        size_t i = sense->words[k];
        sense->firsts[2 * k] = first_of(&s->tokens[i], sense->stems[i]);
        sense->firsts[2 * k + 1] =
            first_of(&s->tokens[i], sense->lemma_stems[i]);
    }
    return TRUCE_OK;
}

static int fill_sense(struct truce_senses *senses, size_t i)
{
    struct truce_context *context = senses->context;
    struct truce_sense *sense = &senses->items[i];
    sense->index = i;
    sense->sentence = &context->out->text.sentences[i];
    sense->mentions = context->mentions[i];
    sense->n_mentions = context->n_mentions[i];
    if (truce_tree_init(&sense->tree, sense->sentence, context->arena) < 0 ||
        fill_stems(sense, context->arena) < 0)
        return TRUCE_ENOMEM;
    return truce_dates_find(sense->sentence, context->document->date,
                            context->arena, &sense->dates, &sense->n_dates);
}

int truce_senses_get(struct truce_context *context, struct truce_senses **out)
{
    struct truce_senses *senses = context->senses;
    *out = senses;
    if (senses)
        return TRUCE_OK;
    senses = truce_arena_zalloc(context->arena, 1, sizeof(*senses));
    if (!senses)
        return TRUCE_ENOMEM;
    senses->context = context;
    senses->book = &context->coder->cuebook;
    senses->text = context->out->text.text;
    senses->n = context->out->text.n_sentences;
    senses->items = truce_arena_zalloc(context->arena, senses->n + 1,
                                       sizeof(*senses->items));
    if (!senses->items || find_quotes(senses) < 0)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < senses->n; i++)
        if (fill_sense(senses, i) < 0)
            return TRUCE_ENOMEM;
    *out = context->senses = senses;
    return TRUCE_OK;
}

struct stem_run {
    const struct truce_sense *sense;
    const struct truce_view *stems;
    size_t at;
};

/* Hyphens are tokens of their own and are passed over ("cease-fire"). */
static struct truce_view stem_at(const void *words, size_t i)
{
    const struct stem_run *run = words;
    const struct truce_sense *sense = run->sense;
    size_t token;
    if (run->at + i >= sense->n_words)
        return (struct truce_view){NULL, 0};
    token = sense->words[run->at + i];
    return sense->sentence->tokens[token].upos == TRUCE_UPOS_PUNCT
               ? (struct truce_view){NULL, 0}
               : run->stems[token];
}

static bool begins(const struct truce_phrases *phrases, uint16_t first)
{
    return first != NO_FIRST && truce_phrases_begin(phrases, first);
}

bool truce_sense_next(const struct truce_senses *senses,
                      const struct truce_sense *sense,
                      enum truce_cue_section section, size_t *at,
                      struct truce_cue_hit *hit)
{
    const struct truce_phrases *phrases = &senses->book->phrases[section];
    bool lemmas = section >= TRUCE_FACT_DOER || section == TRUCE_FACT_LIFE;
    size_t k = 0;
    while (k < sense->n_words && sense->words[k] < *at)
        k++;
    for (; k < sense->n_words; k++) {
        struct stem_run run = {sense, sense->stems, k};
        uint64_t value;
        size_t n = 0;
        if (begins(phrases, sense->firsts[2 * k]))
            n = truce_phrases_match(phrases, stem_at, &run, sense->n_words - k,
                                    &value);
        if (!n && lemmas && begins(phrases, sense->firsts[2 * k + 1])) {
            run.stems = sense->lemma_stems;
            n = truce_phrases_match(phrases, stem_at, &run, sense->n_words - k,
                                    &value);
        }
        if (!n)
            continue;
        *hit = (struct truce_cue_hit){sense->words[k], sense->words[k + n - 1],
                                      senses->book->codes[section][value],
                                      (size_t)value};
        *at = hit->last + 1;
        return true;
    }
    *at = sense->sentence->n_tokens;
    return false;
}

bool truce_sense_has(const struct truce_senses *senses,
                     const struct truce_sense *sense,
                     enum truce_cue_section section, const char *code)
{
    struct truce_cue_hit hit;
    size_t at = 0;
    while (truce_sense_next(senses, sense, section, &at, &hit))
        if (!code || !strcmp(code, hit.code))
            return true;
    return false;
}

const struct truce_mention *truce_sense_mention(const struct truce_sense *sense,
                                                int32_t token)
{
    const struct truce_mention *covers = NULL;
    for (size_t i = 0; token >= 0 && i < sense->n_mentions; i++) {
        const struct truce_mention *m = &sense->mentions[i];
        if (m->head == (size_t)token)
            return m;
        if (!covers && m->first <= (size_t)token && (size_t)token <= m->last)
            covers = m;
    }
    return covers;
}

/* Armed groups and unrecognised authorities are not the state whose code they
 * bear. */
static bool is_apart(const char *sector)
{
    return sector && (!strcmp(sector, "REB") || !strcmp(sector, "PRE"));
}

static bool same_actor(const struct truce_actor *a, const struct truce_actor *b)
{
    if (a->code && b->code && (!a->sector || !b->sector))
        return !strcmp(a->code, b->code) && !is_apart(a->sector) &&
               !is_apart(b->sector);
    if (a->code && b->code)
        return !strcmp(a->code, b->code) && !strcmp(a->sector, b->sector);
    if (a->code || b->code)
        return false;
    return truce_view_eq(a->text, b->text);
}

int truce_actors_add(struct truce_arena *arena, struct truce_actors *actors,
                     const struct truce_actor *actor)
{
    struct truce_actor *grown;
    for (size_t i = 0; i < actors->n; i++) {
        struct truce_actor *old = &actors->items[i];
        if (!same_actor(old, actor))
            continue;
        /* a person says more than the country that is there */
        if (!old->office && actor->office)
            *old = *actor;
        return TRUCE_OK;
    }
    if (actors->n >= TRUCE_MAX_SLOT_ACTORS)
        return TRUCE_OK;
    grown = truce_arena_alloc(arena, actors->n + 1, sizeof(*grown));
    if (!grown)
        return TRUCE_ENOMEM;
    if (actors->n)
        memcpy(grown, actors->items, actors->n * sizeof(*grown));
    grown[actors->n++] = *actor;
    actors->items = grown;
    return TRUCE_OK;
}

bool truce_actors_have(const struct truce_actors *actors, const char *code)
{
    for (size_t i = 0; code && i < actors->n; i++)
        if (actors->items[i].code && !strcmp(actors->items[i].code, code))
            return true;
    return false;
}

/* Number of the first mention that begins at or behind token; n_mentions. */
static size_t mention_from(const struct truce_sense *sense, size_t token)
{
    size_t best = sense->n_mentions;
    for (size_t i = 0; i < sense->n_mentions; i++)
        if (sense->mentions[i].first >= token &&
            (best == sense->n_mentions ||
             sense->mentions[i].first < sense->mentions[best].first))
            best = i;
    return best;
}

/* What joins tokens [from, to): 0 nothing fit, 1 a comma, 2 "and". */
static int joint(const struct truce_sense *sense, size_t from, size_t to)
{
    int kind = 0;
    /* "the President of A NAME, ...": the name belongs to the office */
    for (size_t skipped = 0; from < to && skipped < 4; skipped++, from++)
        if (sense->sentence->tokens[from].upos != TRUCE_UPOS_PROPN)
            break;
    for (size_t k = from; k < to; k++) {
        const struct truce_token *t = &sense->sentence->tokens[k];
        if (truce_view_eq_text(t->form, ","))
            kind = kind < 1 ? 1 : kind;
        else if (truce_sense_lemma(sense, (int32_t)k, " and "))
            kind = 2;
        else if (kind && truce_sense_lemma(sense, (int32_t)k, " of "))
            continue; /* "of A, of B and of C" */
        else if (t->upos != TRUCE_UPOS_DET && t->upos != TRUCE_UPOS_ADJ &&
                 t->upos != TRUCE_UPOS_NOUN)
            return 0;
    }
    return to - from > 4 ? 0 : kind;
}

/* "A, B and C" that begins with the mention at token: the rest of the list,
 * read left to right, since parsers often hang it wrongly. */
static int add_listed(const struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t token,
                      struct truce_actors *actors)
{
    const struct truce_mention *at = truce_sense_mention(sense, token);
    size_t listed[8], n = 0;
    int kind = 1;
    while (at && kind == 1 && n < 8) {
        size_t next = mention_from(sense, at->last + 1);
        if (next == sense->n_mentions)
            return TRUCE_OK;
        /* "President NAME of A": one again */
        if (sense->mentions[next].first <=
                at->last + 1 +
                    truce_sense_lemma(sense, (int32_t)at->last + 1, " of ") &&
            sense->mentions[next].actor.code && at->actor.code &&
            !strcmp(sense->mentions[next].actor.code, at->actor.code)) {
            at = &sense->mentions[next];
            continue;
        }
        kind = joint(sense, at->last + 1, sense->mentions[next].first);
        at = &sense->mentions[next];
        listed[n++] = next;
    }
    for (size_t i = 0; kind == 2 && i < n; i++) {
        const struct truce_actor *actor = &sense->mentions[listed[i]].actor;
        if (actor->code &&
            truce_actors_add(senses->context->arena, actors, actor) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static int add_tree(const struct truce_senses *senses,
                    const struct truce_sense *sense, int32_t token,
                    struct truce_actors *actors)
{
    struct truce_arena *arena = senses->context->arena;
    if (token < 0)
        return TRUCE_OK;
    for (size_t i = 0; i < sense->n_mentions; i++) {
        const struct truce_mention *m = &sense->mentions[i];
        bool here = m->head == (size_t)token ||
                    (m->first <= (size_t)token && (size_t)token <= m->last);
        if (here && m->actor.code &&
            truce_actors_add(arena, actors, &m->actor) < 0)
            return TRUCE_ENOMEM;
    }
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_conj &&
            add_tree(senses, sense, c, actors) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

int truce_sense_actors(const struct truce_senses *senses,
                       const struct truce_sense *sense, int32_t token,
                       struct truce_actors *actors)
{
    int rc = add_tree(senses, sense, token, actors);
    return rc == TRUCE_OK && token >= 0
               ? add_listed(senses, sense, token, actors)
               : rc;
}

static size_t leftmost(const struct truce_sense *sense, int32_t token,
                       int depth)
{
    size_t first = (size_t)token;
    for (int32_t c = depth < 60 ? sense->tree.first[token] : -1; c >= 0;
         c = sense->tree.next[c]) {
        size_t own = leftmost(sense, c, depth + 1);
        first = own < first ? own : first;
    }
    return first;
}

struct truce_view truce_sense_prep(const struct truce_sense *sense,
                                   int32_t token)
{
    struct truce_view prep = truce_tree_prep(&sense->tree, token);
    const struct truce_token *t;
    if (prep.ptr)
        return prep;
    if (sense->sentence->tokens[token].rel == TRUCE_REL_obl_agent)
        return TRUCE_VIEW("by");
    t = &sense->sentence->tokens[leftmost(sense, token, 0)];
    return t->upos == TRUCE_UPOS_ADP && !truce_view_starts(t->lemma, "'")
               ? t->lemma
               : (struct truce_view){NULL, 0};
}

static void widen(const struct truce_sense *sense, int32_t token, int depth,
                  struct truce_evidence *span)
{
    const struct truce_token *t = &sense->sentence->tokens[token];
    if (t->begin < span->begin)
        span->begin = t->begin;
    if (t->end > span->end)
        span->end = t->end;
    if (depth > 200)
        return;
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        widen(sense, c, depth + 1, span);
}

struct truce_evidence truce_sense_span(const struct truce_sense *sense,
                                       int32_t token)
{
    struct truce_evidence span = {SIZE_MAX, 0, sense->index};
    widen(sense, token, 0, &span);
    return span;
}

struct truce_evidence truce_sense_whole(const struct truce_sense *sense)
{
    return (struct truce_evidence){sense->sentence->begin, sense->sentence->end,
                                   sense->index};
}

struct truce_view truce_senses_view(const struct truce_senses *senses,
                                    size_t begin, size_t end)
{
    return (struct truce_view){senses->text.ptr + begin, end - begin};
}

const struct truce_quote *truce_senses_quote(const struct truce_senses *senses,
                                             size_t at)
{
    for (size_t i = 0; i < senses->n_quotes; i++)
        if (senses->quotes[i].begin <= at && at < senses->quotes[i].end)
            return &senses->quotes[i];
    return NULL;
}

struct truce_date truce_sense_date(const struct truce_sense *sense,
                                   size_t token)
{
    struct truce_date best = {0, 0, 0};
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < sense->n_dates; i++) {
        const struct truce_dated *d = &sense->dates[i];
        size_t gap = d->first > token  ? d->first - token
                     : d->last < token ? token - d->last
                                       : 0;
        if (truce_date_known(d->date) && gap < least) {
            least = gap;
            best = d->date;
        }
    }
    return best;
}

struct truce_date truce_senses_date_before(const struct truce_senses *senses,
                                           size_t sentence, size_t back)
{
    for (size_t k = 0; k <= back && k <= sentence; k++) {
        const struct truce_sense *sense = &senses->items[sentence - k];
        for (size_t i = sense->n_dates; i-- > 0;)
            if (sense->dates[i].date.day && !sense->dates[i].since)
                return sense->dates[i].date;
    }
    return (struct truce_date){0, 0, 0};
}

double truce_sense_number(const struct truce_sense *sense, size_t token)
{
    static const char *const words[] = {
        "",         "one",      "two",      "three",   "four",    "five",
        "six",      "seven",    "eight",    "nine",    "ten",     "eleven",
        "twelve",   "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
        "eighteen", "nineteen", "twenty"};
    struct truce_view form;
    double sum = 0;
    if (token >= sense->sentence->n_tokens)
        return 0;
    form = sense->sentence->tokens[token].form;
    for (size_t i = 1; i < sizeof(words) / sizeof(words[0]); i++)
        if (truce_view_eq_nocase(form, truce_view_of(words[i])))
            return (double)i;
    for (size_t i = 0; i < form.len; i++) {
        if (form.ptr[i] >= '0' && form.ptr[i] <= '9')
            sum = sum * 10 + (form.ptr[i] - '0');
        else if (form.ptr[i] != ',')
            return 0;
    }
    return sum;
}

static double unit_months(const struct truce_sense *sense, size_t token)
{
    static const struct {
        const char *stem;
        double months;
    } units[] = {
        {"year", 12}, {"month", 1}, {"week", 7.0 / 30.4}, {"day", 1 / 30.4}};
    if (token < sense->sentence->n_tokens)
        for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
            if (truce_view_eq_text(sense->stems[token], units[i].stem))
                return units[i].months;
    return 0;
}

/* "five-year" written as one word. */
static int joined_months(struct truce_view form)
{
    static const char *const words[] = {"one", "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine", "ten"};
    int number = 0, unit;
    const char *dash = memchr(form.ptr, '-', form.len);
    struct truce_view left, right;
    if (!dash)
        return 0;
    left = (struct truce_view){form.ptr, (size_t)(dash - form.ptr)};
    right = (struct truce_view){dash + 1, form.len - left.len - 1};
    unit = truce_view_starts(right, "year")    ? 12
           : truce_view_starts(right, "month") ? 1
                                               : 0;
    for (int i = 0; i < 10; i++)
        if (truce_view_eq_nocase(left, truce_view_of(words[i])))
            number = i + 1;
    for (size_t i = 0; i < left.len && left.ptr[i] >= '0' &&
                       left.ptr[i] <= '9' && number < 1000;
         i++)
        number = number * 10 + (left.ptr[i] - '0');
    return number * unit;
}

int truce_sense_months(const struct truce_sense *sense, size_t token,
                       size_t *last)
{
    const struct truce_sentence *s = sense->sentence;
    double number, unit;
    int joined;
    *last = token;
    if (token >= s->n_tokens)
        return 0;
    joined = joined_months(s->tokens[token].form);
    if (joined)
        return joined;
    number = truce_sense_number(sense, token);
    if (number <= 0 || number > 1000)
        return 0;
    *last = token + 1;
    if (token + 2 < s->n_tokens &&
        truce_view_eq_text(s->tokens[token + 1].form, "-"))
        *last = token + 2;
    unit = unit_months(sense, *last);
    return (int)lround(number * unit);
}
