/* Features of a coded event; see features.h. Cheap by design: everything is
 * read off what the scan has at hand, and no string is made. */
#include "code/features.h"

#include <stdio.h>
#include <string.h>

#include "code/weigh.h"
#include "code/slots.h"

static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

struct maker {
    const struct truce_case *event;
    const struct truce_scan *scan;
    const struct truce_candidate *c;
    const struct truce_sentence *sentence;
    struct truce_features *out;
};

static void add(struct maker *m, enum truce_feature_name name,
                struct truce_view value, struct truce_view more, float x)
{
    struct truce_feature *f;
    if (m->out->n == TRUCE_MAX_FEATURES)
        return;
    f = &m->out->items[m->out->n++];
    f->name = name;
    f->value = value;
    f->more = more;
    f->also = f->also_more = (struct truce_view){NULL, 0};
    f->x = x;
}

static void add_view(struct maker *m, enum truce_feature_name name,
                     struct truce_view value)
{
    add(m, name, value, (struct truce_view){NULL, 0}, 1);
}

static void add_text(struct maker *m, enum truce_feature_name name,
                     const char *value)
{
    add_view(m, name, truce_view_of(value ? value : "none"));
}

/* A small count; 35 and more are one. */
static struct truce_view count_view(size_t n)
{
    size_t at = n < sizeof digits - 2 ? n : sizeof digits - 2;
    return (struct truce_view){digits + at, 1};
}

static void add_count(struct maker *m, enum truce_feature_name name, size_t n)
{
    add_view(m, name, count_view(n));
}

static struct truce_view type_view(const struct maker *m)
{
    return truce_view_of(truce_plover_name((enum truce_plover)m->c->type));
}

static struct truce_view lemma_of(const struct maker *m, int32_t token)
{
    return truce_tree_token(&m->scan->tree, token)->lemma;
}

/* Logarithmic steps for lengths: 0 1 2 3 4 6 8 12 16 24 ... */
static size_t step_of(size_t n)
{
    size_t step = 0, at = 0;
    while (at < n) {
        at += at < 4 ? 1 : at / 3;
        step++;
    }
    return step;
}

/* "CONSULT/meet" of "CONSULT/meet/17". */
static struct truce_view family_of(const char *id)
{
    const char *slash = strrchr(id, '/');
    return slash ? (struct truce_view){id, (size_t)(slash - id)}
                 : truce_view_of(id);
}

static void describe_frame(struct maker *m)
{
    const struct truce_candidate *c = m->c;
    const struct truce_match *match = c->is_cue ? &c->cue : &c->match;
    float rank = c->rank < -2 ? -2 : c->rank > 6 ? 6 : c->rank;
    add_view(m, TRUCE_FEATURE_bias, count_view(1));
    add_view(m, TRUCE_FEATURE_type, type_view(m));
    add(m, TRUCE_FEATURE_type_mode, type_view(m), truce_view_of(c->mode), 1);
    add_count(m, TRUCE_FEATURE_rank, (size_t)((rank + 2) * 4));
    add(m, TRUCE_FEATURE_rank_value, count_view(1),
        (struct truce_view){NULL, 0}, rank - 2);
    add_count(m, TRUCE_FEATURE_words, match->words.n);
    add_view(m, TRUCE_FEATURE_family, family_of(match->frame->id));
    if (match->frame->example)
        add_text(m, TRUCE_FEATURE_frame, match->frame->example);
    if (c->is_cue && c->inner >= 0) {
        const struct truce_candidate *in = &m->scan->candidates[c->inner];
        add_view(m, TRUCE_FEATURE_cue, family_of(c->cue.frame->id));
        add(m, TRUCE_FEATURE_cue_lemma, lemma_of(m, c->token),
            lemma_of(m, in->token), 1);
    }
    if (c->match.frame && c->match.frame->type != c->type)
        add(m, TRUCE_FEATURE_rival, type_view(m),
            family_of(c->match.frame->id), 1);
}

/* Relations from `token` up to, not including, `top` (-1: beyond the root),
 * at most four, as "nmod<obl"; in the scan's arena. */
static struct truce_view path_up(const struct maker *m, int32_t token,
                                 int32_t top)
{
    char buf[96];
    size_t len = 0;
    struct truce_view view;
    for (int i = 0; i < 4 && token >= 0 && token != top; i++) {
        const char *rel = truce_rel_name(truce_tree_rel(&m->scan->tree, token));
        int n = snprintf(buf + len, sizeof buf - len, "%s%s", i ? "<" : "",
                         rel);
        len += n > 0 && (size_t)n < sizeof buf - len ? (size_t)n : 0;
        token = truce_tree_token(&m->scan->tree, token)->head;
    }
    if (token != top && len + 1 < sizeof buf)
        buf[len++] = '+';
    view = truce_arena_view(m->scan->arena, (struct truce_view){buf, len});
    return view;
}

static void describe_word(struct maker *m)
{
    const struct truce_candidate *c = m->c;
    const struct truce_tree *tree = &m->scan->tree;
    const struct truce_token *t = truce_tree_token(tree, c->token);
    int32_t top = c->light >= 0 ? c->light : c->token;
    int32_t head = truce_tree_token(tree, top)->head;
    int32_t aux = truce_tree_child(tree, top, TRUCE_REL_aux);
    add_view(m, TRUCE_FEATURE_lemma, t->lemma);
    add(m, TRUCE_FEATURE_type_lemma, type_view(m), t->lemma, 1);
    if (c->light >= 0)
        add_view(m, TRUCE_FEATURE_light, lemma_of(m, c->light));
    add(m, TRUCE_FEATURE_tag, truce_tree_token(tree, top)->xpos,
        aux >= 0 ? truce_tree_token(tree, aux)->lemma
                 : (struct truce_view){NULL, 0},
        1);
    add_text(m, TRUCE_FEATURE_relation,
             truce_rel_name((enum truce_rel)truce_tree_token(tree, top)->rel));
    if (head >= 0)
        add_view(m, TRUCE_FEATURE_above, lemma_of(m, head));
    if (top != tree->root)
        add_view(m, TRUCE_FEATURE_root, lemma_of(m, tree->root));
    add_view(m, TRUCE_FEATURE_chain, path_up(m, top, -1));
    add(m, TRUCE_FEATURE_type_tag, type_view(m),
        truce_tree_token(tree, top)->xpos, 1);
    add_count(m, TRUCE_FEATURE_depth, (size_t)(c->clause.depth * 4));
    add_count(m, TRUCE_FEATURE_tie, (size_t)(t->confidence * 10));
}

static void describe_mood(struct maker *m)
{
    const struct truce_clause *clause = &m->c->clause;
    const struct {
        bool holds;
        const char *word;
    } moods[] = {
        {clause->will, "will"},         {clause->would, "would"},
        {clause->must, "must"},         {clause->may, "may"},
        {clause->can, "can"},           {clause->perfect, "perfect"},
        {clause->negated, "negated"},   {clause->purpose, "purpose"},
        {m->c->planned, "planned"},     {m->c->demanded, "demanded"},
        {m->c->passive, "passive"},     {m->c->noun, "noun"},
        {clause->say >= 0, "reported"}, {m->c->is_cue, "cue"},
    };
    for (size_t i = 0; i < sizeof moods / sizeof *moods; i++)
        if (moods[i].holds)
            add_text(m, TRUCE_FEATURE_mood, moods[i].word);
    if (clause->say >= 0)
        add_view(m, TRUCE_FEATURE_says, lemma_of(m, clause->say));
    if (m->event->later)
        add_text(m, TRUCE_FEATURE_later, "yes");
    if (m->event->doubted)
        add_text(m, TRUCE_FEATURE_doubted, "yes");
    add_count(m, TRUCE_FEATURE_others, m->scan->n);
}

static void describe_children(struct maker *m)
{
    const struct truce_tree *tree = &m->scan->tree;
    int32_t tops[2] = {m->c->token, m->c->light};
    for (size_t i = 0; i < 2 && tops[i] >= 0; i++)
        for (int32_t k = tree->first[tops[i]]; k >= 0; k = tree->next[k]) {
            enum truce_rel rel = truce_tree_rel(tree, k);
            if (rel == TRUCE_REL_punct)
                continue;
            add_text(m, TRUCE_FEATURE_child, truce_rel_name(rel));
            if (rel == TRUCE_REL_obl || rel == TRUCE_REL_nmod)
                add_view(m, TRUCE_FEATURE_prep, truce_tree_prep(tree, k));
            if (rel == TRUCE_REL_advmod)
                add_view(m, TRUCE_FEATURE_adverb, lemma_of(m, k));
            if (rel == TRUCE_REL_nsubj)
                add_view(m, TRUCE_FEATURE_subject, lemma_of(m, k));
            if (rel == TRUCE_REL_obj) {
                add_view(m, TRUCE_FEATURE_object, lemma_of(m, k));
                add(m, TRUCE_FEATURE_type_object, type_view(m),
                    lemma_of(m, k), 1);
            }
        }
}

/* The token that heads an actor's mention, or -1 when it stands elsewhere. */
static int32_t head_of(const struct maker *m, const struct truce_actor *actor)
{
    for (size_t i = 0; i < m->scan->n_mentions; i++) {
        const struct truce_mention *mention = &m->scan->mentions[i];
        if (mention->actor.begin == actor->begin &&
            mention->actor.end == actor->end)
            return (int32_t)mention->head;
    }
    return -1;
}

/* Proper nouns that hang on a mention's head without being in it: "the UN
 * headquarters in Kigali", "Juan Carlos Perez". */
static size_t names_beside(const struct maker *m, int32_t head,
                           const struct truce_actor *actor)
{
    const struct truce_tree *tree = &m->scan->tree;
    size_t n = 0;
    for (int32_t k = tree->first[head]; k >= 0; k = tree->next[k]) {
        const struct truce_token *t = truce_tree_token(tree, k);
        enum truce_rel rel = truce_tree_rel(tree, k);
        n += t->upos == TRUCE_UPOS_PROPN &&
             (t->begin < actor->begin || t->begin >= actor->end) &&
             (rel == TRUCE_REL_compound || rel == TRUCE_REL_flat ||
              rel == TRUCE_REL_nmod || rel == TRUCE_REL_appos);
    }
    return n;
}

/* Place of an actor's word in the sentence. */
static void describe_head(struct maker *m, size_t base, int32_t head)
{
    const struct truce_token *t = truce_tree_token(&m->scan->tree, head);
    int32_t far = head - m->c->token;
    add_view(m, (enum truce_feature_name)(base + TRUCE_FEATURE_source_tag),
             t->xpos);
    add(m, (enum truce_feature_name)(base + TRUCE_FEATURE_source_relation),
        truce_view_of(truce_rel_name((enum truce_rel)t->rel)),
        truce_tree_prep(&m->scan->tree, head), 1);
    add(m, (enum truce_feature_name)(base + TRUCE_FEATURE_source_far),
        count_view(step_of((size_t)(far < 0 ? -far : far))),
        truce_view_of(far < 0 ? "before" : "behind"), 1);
    add_view(m, (enum truce_feature_name)(base + TRUCE_FEATURE_source_path),
             path_up(m, head,
                     m->c->light >= 0 &&
                             !truce_tree_within(&m->scan->tree, head,
                                                m->c->token)
                         ? m->c->light
                         : m->c->token));
    if (t->upos != TRUCE_UPOS_PROPN)
        add_view(m, (enum truce_feature_name)(base + TRUCE_FEATURE_source_word),
                 t->lemma);
}

/* "Goris", "Goris hospital", "the hospital", "town of Goris". */
static struct truce_view shape_of(struct truce_view text)
{
    bool big = text.len && text.ptr[0] >= 'A' && text.ptr[0] <= 'Z';
    bool more = false, small = false;
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.ptr[i] == ' ') {
            more = true;
            small = small ||
                    (text.ptr[i + 1] >= 'a' && text.ptr[i + 1] <= 'z');
        }
    return truce_view_of(!more ? (big ? "name" : "word")
                         : big ? (small ? "name and words" : "names")
                               : "words");
}

/* `base` 0 for the source; the target's names stand in the same order. */
static void describe_slot(struct maker *m, const struct truce_slot *slot,
                          size_t base)
{
#define NAME(part) (enum truce_feature_name)(base + TRUCE_FEATURE_source_##part)
    const struct truce_actor *actor = &slot->items[0];
    size_t known = 0;
    int32_t head;
    add_text(m, NAME(from), slot->n ? slot->from : NULL);
    add_count(m, NAME(n), slot->n);
    if (!slot->n)
        return;
    for (size_t i = 0; i < slot->n; i++)
        known += slot->items[i].code != NULL;
    add_text(m, NAME(known),
             known == slot->n ? "all" : known ? "some" : "none");
    add_text(m, NAME(kind), actor->kind);
    add_text(m, NAME(sector), actor->sector);
    add_text(m, NAME(office), actor->office);
    if (actor->why && (!strcmp(actor->why, "domestic default") ||
                       !strncmp(actor->why, "country of the ", 15)))
        add_text(m, NAME(why), actor->why);
    add(m, NAME(shape), shape_of(actor->text), truce_view_of(actor->sector), 1);
    add(m, NAME(type), type_view(m), truce_view_of(actor->sector), 1);
    head = head_of(m, actor);
    if (head >= 0 && !base && m->c->clause.say >= 0 &&
        truce_tree_token(&m->scan->tree, head)->head == m->c->clause.say)
        add_text(m, TRUCE_FEATURE_speaker, "yes");
    if (head >= 0) {
        describe_head(m, base, head);
        add_count(m, NAME(rest), names_beside(m, head, actor));
    } else
        add_text(m, NAME(relation), "elsewhere");
#undef NAME
}

static bool share_code(const struct truce_slot *a, const struct truce_slot *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++)
            if (a->items[i].code && b->items[j].code &&
                !strcmp(a->items[i].code, b->items[j].code))
                return true;
    return false;
}

static void describe_slots(struct maker *m)
{
    static const char *const filled[] = {"neither", "source", "target", "both"};
    const struct truce_slot *source = &m->event->slots->source;
    const struct truce_slot *target = &m->event->slots->target;
    describe_slot(m, source, 0);
    describe_slot(m, target,
                  TRUCE_FEATURE_target_from - TRUCE_FEATURE_source_from);
    add(m, TRUCE_FEATURE_slots, type_view(m),
        truce_view_of(filled[(source->n > 0) + 2 * (target->n > 0)]), 1);
    if (m->event->slots->domestic)
        add_text(m, TRUCE_FEATURE_filled, "weak rules");
    if (share_code(source, target))
        add_text(m, TRUCE_FEATURE_same, "yes");
    if (source->n && target->n)
        add(m, TRUCE_FEATURE_pair, truce_view_of(source->items[0].sector),
            truce_view_of(target->items[0].sector), 1);
    add_count(m, TRUCE_FEATURE_third, m->event->n_third);
    for (size_t i = 0; i < m->event->n_third; i++)
        add_text(m, TRUCE_FEATURE_third_role, m->event->thirds[i].role);
}

static bool is_quote(struct truce_view form)
{
    return truce_view_eq_text(form, "\"") || truce_view_eq_text(form, "``") ||
           truce_view_eq_text(form, "''") ||
           truce_view_eq_text(form, "\xe2\x80\x9c") ||
           truce_view_eq_text(form, "\xe2\x80\x9d");
}

static bool names_day(struct truce_view form)
{
    static const char words[] =
        " Monday Tuesday Wednesday Thursday Friday Saturday Sunday January "
        "February March April June July August September October November "
        "December yesterday today ";
    return truce_tree_word_in(form, words, sizeof words - 1);
}

/* Words that turn a report into something else. */
static bool small_word(struct truce_view lemma)
{
    static const char words[] =
        " not no n't never none without nothing rather only if unless whether "
        "would could should may might must can will because although though "
        "while when before after since until despite who which that whose "
        "hope want believe think consider try plan continue begin start "
        "possible likely ready sure able there law rule right ";
    return truce_tree_word_in(lemma, words, sizeof words - 1);
}

struct tally {
    size_t quotes, before, verbs, names, persons, days;
};

static void count_words(struct maker *m, struct tally *tally)
{
    for (size_t i = 0; i < m->sentence->n_tokens; i++) {
        const struct truce_token *t = &m->sentence->tokens[i];
        bool quote = t->upos == TRUCE_UPOS_PUNCT && is_quote(t->form);
        tally->quotes += quote;
        tally->before += quote && (int32_t)i < m->c->token;
        tally->verbs += t->upos == TRUCE_UPOS_VERB;
        tally->names += t->upos == TRUCE_UPOS_PROPN;
        tally->days += names_day(t->form);
        if (small_word(t->lemma))
            add_view(m, TRUCE_FEATURE_holds, t->lemma);
        tally->persons += t->upos == TRUCE_UPOS_PRON &&
                          truce_tree_word_in(t->lemma, " I we you ", 10);
    }
}

static void describe_end(struct maker *m)
{
    const struct truce_token *last =
        &m->sentence->tokens[m->sentence->n_tokens - 1];
    if (m->sentence->n_tokens > 1 && is_quote(last->form))
        last--;
    if (last->upos != TRUCE_UPOS_PUNCT)
        add_text(m, TRUCE_FEATURE_ends, "cut off");
    else if (!truce_view_eq_text(last->form, "."))
        add_view(m, TRUCE_FEATURE_ends, last->form);
}

static void describe_sentence(struct maker *m)
{
    struct tally tally = {0};
    size_t codes = 0, n = m->sentence->n_tokens;
    count_words(m, &tally);
    for (size_t i = 0; i < m->scan->n_mentions; i++)
        codes += m->scan->mentions[i].actor.code != NULL;
    add_count(m, TRUCE_FEATURE_length, step_of(n));
    add_count(m, TRUCE_FEATURE_clauses, tally.verbs);
    add_count(m, TRUCE_FEATURE_mentions, m->scan->n_mentions);
    add_count(m, TRUCE_FEATURE_countries, codes);
    add_count(m, TRUCE_FEATURE_names, 10 * tally.names / n);
    if (tally.quotes)
        add_text(m, TRUCE_FEATURE_quoted,
                 tally.before % 2 ? "inside" : "beside");
    if (tally.persons)
        add_text(m, TRUCE_FEATURE_first_person, "yes");
    if (tally.days)
        add_text(m, TRUCE_FEATURE_day, "yes");
    if (m->scan->sentence == 0)
        add_text(m, TRUCE_FEATURE_lead, "yes");
    describe_end(m);
}

static void take(struct truce_weigh *weigh, enum truce_feature_name name,
                 struct truce_view value, struct truce_view more)
{
    add(weigh->payload, name, value, more, 1);
}

static void describe_parties(struct maker *m)
{
    struct truce_weigh weigh = {m->event, take, m};
    truce_weigh_event(&weigh);
}

/* First item of each name, TRUCE_MAX_FEATURES where there is none. */
static void find_first(const struct truce_features *features,
                       size_t first[TRUCE_N_FEATURE_NAMES])
{
    for (size_t i = 0; i < TRUCE_N_FEATURE_NAMES; i++)
        first[i] = TRUCE_MAX_FEATURES;
    for (size_t i = features->n; i-- > 0;)
        first[features->items[i].name] = i;
}

static void cross(struct maker *m)
{
    static const enum truce_feature_name pairs[][3] = {
#define TRUCE_FEATURE(name)
#define TRUCE_CROSS(a, b) \
    {TRUCE_CROSS_##a##_##b, TRUCE_FEATURE_##a, TRUCE_FEATURE_##b},
#include "code/features.def"
#undef TRUCE_FEATURE
#undef TRUCE_CROSS
    };
    size_t first[TRUCE_N_FEATURE_NAMES];
    find_first(m->out, first);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t a = first[pairs[i][1]], b = first[pairs[i][2]];
        size_t n = m->out->n;
        if (a == TRUCE_MAX_FEATURES || b == TRUCE_MAX_FEATURES)
            continue;
        add(m, pairs[i][0], m->out->items[a].value, m->out->items[a].more, 1);
        if (m->out->n == n)
            return;
        m->out->items[n].also = m->out->items[b].value;
        m->out->items[n].also_more = m->out->items[b].more;
    }
}

void truce_features_of(const struct truce_case *event,
                       struct truce_features *out)
{
    struct maker m = {event, event->scan, event->candidate,
                      event->scan->tree.sentence, out};
    out->n = 0;
    describe_frame(&m);
    describe_word(&m);
    describe_mood(&m);
    describe_children(&m);
    describe_slots(&m);
    describe_parties(&m);
    describe_sentence(&m);
    cross(&m);
}

static const char *const names[] = {
#define TRUCE_FEATURE(name) #name,
#define TRUCE_CROSS(a, b) #a "*" #b,
#include "code/features.def"
#undef TRUCE_FEATURE
#undef TRUCE_CROSS
};

const char *truce_feature_name(enum truce_feature_name name)
{
    return names[name];
}

int truce_feature_find(struct truce_view name)
{
    for (int i = 0; i < TRUCE_N_FEATURE_NAMES; i++)
        if (truce_view_eq_text(name, names[i]))
            return i;
    return -1;
}
