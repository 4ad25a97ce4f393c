/* Everyday usage; see usage.h. A rule says: beside these words a verb has
 * no frame of these types. Particles make another verb of a verb unless a
 * frame or a rule "keep" knows of them. */
#include "code/usage.h"

#include <string.h>

#include "base/io.h"
#include "base/limits.h"

enum kind {
    KIND_ARG,     /* an argument of a role */
    KIND_NEAR,    /* a word anywhere in the sentence */
    KIND_NEAR2,   /* two of them */
    KIND_PASSIVE, /* the verb is passive */
    KIND_MODAL    /* an auxiliary of the verb */
};

enum { MAX_PARTICLE_GAP = 6 };

/* Particles that change a verb; others are prepositions read wrongly. */
static const char particles[] = " up off out down over away back apart aside "
                                "around about forward along ahead through ";

static const char *const cue_names[TRUCE_N_CUES] = {
#define TRUCE_CUE(id, name) name,
#include "code/cues.def"
#undef TRUCE_CUE
};

static const struct {
    const char *name;
    uint8_t kind;
    uint8_t role;
} roles[] = {
    {"subj", KIND_ARG, TRUCE_ROLE_SUBJ},
    {"obj", KIND_ARG, TRUCE_ROLE_OBJ},
    {"comp", KIND_ARG, TRUCE_ROLE_COMP},
    {"adv", KIND_ARG, TRUCE_ROLE_PRT},
    {"poss", KIND_ARG, TRUCE_ROLE_POSS},
    {"mod", KIND_ARG, TRUCE_ROLE_MOD},
    {"near", KIND_NEAR, 0},
    {"near2", KIND_NEAR2, 0},
    {"passive", KIND_PASSIVE, 0},
    {"modal", KIND_MODAL, 0},
};

static struct truce_view slice(struct truce_view text, size_t begin, size_t end)
{
    return (struct truce_view){text.ptr + begin, end - begin};
}

static int add_set(struct truce_usage *usage, struct truce_view name,
                   struct truce_view words)
{
    struct truce_view word;
    uint64_t bit = 1ull << usage->n_sets;
    usage->sets[usage->n_sets] =
        truce_arena_strndup(&usage->arena, name.ptr, name.len);
    if (!usage->sets[usage->n_sets++])
        return TRUCE_ENOMEM;
    while (truce_view_split(&words, ' ', &word)) {
        uint64_t *bits = truce_map_put(&usage->words, word, 0, NULL);
        if (!bits)
            return TRUCE_ENOMEM;
        *bits |= bit;
    }
    return TRUCE_OK;
}

static uint64_t find_set(const struct truce_usage *usage,
                         struct truce_view name)
{
    for (size_t i = 0; i < usage->n_sets; i++)
        if (truce_view_eq_text(name, usage->sets[i]))
            return 1ull << i;
    return 0;
}

/* "office|<act>|power": words and sets. */
static int read_words(struct truce_usage *usage, struct truce_view text,
                      struct truce_usage_condition *condition)
{
    struct truce_view word;
    char *words = truce_arena_alloc(&usage->arena, text.len + 3, 1);
    size_t len = 1;
    if (!words)
        return TRUCE_ENOMEM;
    words[0] = ' ';
    while (truce_view_split(&text, '|', &word)) {
        if (truce_view_eq_text(word, "*")) {
            condition->any = true;
        } else if (word.len > 2 && word.ptr[0] == '<') {
            struct truce_view name = slice(word, 1, word.len - 1);
            uint64_t bit = find_set(usage, name);
            if (truce_view_eq_text(name, "actor"))
                condition->actor = true;
            else if (truce_view_eq_text(name, "party"))
                condition->party = true;
            else if (!bit)
                return TRUCE_EFORMAT;
            condition->sets |= bit;
        } else {
            memcpy(words + len, word.ptr, word.len);
            len += word.len;
            words[len++] = ' ';
        }
    }
    condition->words = len > 1 ? words : NULL;
    condition->words_len = len;
    return TRUCE_OK;
}

/* "obj:office|power", "!with:*", "@subj:..." (also an actor), "passive". */
static int read_condition(struct truce_usage *usage, struct truce_view text,
                          struct truce_usage_rule *rule)
{
    struct truce_usage_condition *c = &rule->conditions[rule->n];
    struct truce_view role;
    if (rule->n == TRUCE_USAGE_CONDITIONS || !text.len)
        return TRUCE_EFORMAT;
    rule->n++;
    while (text.len && (text.ptr[0] == '!' || text.ptr[0] == '@')) {
        c->absent = c->absent || text.ptr[0] == '!';
        c->actors = c->actors || text.ptr[0] == '@';
        text = slice(text, 1, text.len);
    }
    truce_view_split(&text, ':', &role);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (truce_view_eq_text(role, roles[i].name)) {
            c->kind = roles[i].kind;
            c->role = roles[i].role;
            return text.len ? read_words(usage, text, c) : TRUCE_OK;
        }
    c->kind = KIND_ARG;
    c->role = TRUCE_ROLE_PREP;
    c->prep.ptr = truce_arena_strndup(&usage->arena, role.ptr, role.len);
    c->prep.len = role.len;
    return !c->prep.ptr ? TRUCE_ENOMEM
           : text.len   ? read_words(usage, text, c)
                        : TRUCE_EFORMAT;
}

/* "ASSAULT,@same" or "*"; a "+" behind: frames with words too. */
static bool read_types(struct truce_view text, struct truce_usage_rule *rule)
{
    struct truce_view name;
    if (text.len && text.ptr[text.len - 1] == '+') {
        rule->all = true;
        text.len--;
    }
    while (truce_view_split(&text, ',', &name)) {
        int type = truce_plover_find(name);
        if (truce_view_eq_text(name, "*"))
            rule->types = ~0ull;
        else if (truce_view_eq_text(name, "keep"))
            rule->types = 0;
        else if (type >= 0)
            rule->types |= 1ull << type;
        else if (name.len < 2 || name.ptr[0] != '@')
            return false;
        for (int i = 0; name.ptr[0] == '@' && i < TRUCE_N_CUES; i++)
            if (truce_view_eq_text(slice(name, 1, name.len), cue_names[i]))
                rule->types |= 1ull << (TRUCE_N_PLOVER + i);
    }
    return true;
}

/* Types, lemmas, conditions. */
static int add_rule(struct truce_usage *usage, struct truce_view types,
                    struct truce_view line)
{
    struct truce_view lemmas, lemma, text;
    struct truce_usage_rule rule = {.next = -1};
    int rc = read_types(types, &rule) ? TRUCE_OK : TRUCE_EFORMAT;
    truce_view_split(&line, '\t', &lemmas);
    while (rc == TRUCE_OK && truce_view_split(&line, ' ', &text))
        rc = read_condition(usage, text, &rule);
    if (rc == TRUCE_OK && !rule.n)
        rc = TRUCE_EFORMAT;
    while (rc == TRUCE_OK && truce_view_split(&lemmas, ' ', &lemma)) {
        uint64_t *first;
        rc = truce_arena_grow(&usage->arena, &usage->items, usage->n,
                              &usage->cap, sizeof *usage->items);
        first = rc == TRUCE_OK
                    ? truce_map_put(&usage->lemmas, lemma, UINT64_MAX, NULL)
                    : NULL;
        if (!first)
            return TRUCE_ENOMEM;
        rule.next = (int32_t)*first;
        *first = usage->n;
        usage->items[usage->n++] = rule;
    }
    return rc;
}

/* "name<TAB>words" in nouns.tsv, "$name<TAB>words" or a rule in usage.tsv. */
static int load(struct truce_usage *usage, const char *path, bool nouns,
                struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_view rest, line, name;
    size_t number = 0;
    int rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    rest = truce_str_view(&text);
    usage->checksum =
        truce_hash_more(usage->checksum, rest.ptr ? rest.ptr : "", rest.len);
    while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line)) {
        struct truce_view whole = line;
        bool set;
        number++;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        truce_view_split(&line, '\t', &name);
        set = nouns || name.ptr[0] == '$';
        if (!line.len || (set && usage->n_sets == TRUCE_MAX_WORD_SETS))
            rc = TRUCE_EFORMAT;
        else if (set)
            rc = add_set(usage, slice(name, !nouns, name.len), line);
        else
            rc = add_rule(usage, name, line);
        if (rc == TRUCE_EFORMAT) {
            truce_err_set(err, rc,
                          "expected types, verbs and conditions, or a set and "
                          "its words: '%.*s'",
                          TRUCE_VIEW_ARG(whole));
            truce_err_at(err, path, number, (size_t)-1);
        }
    }
    truce_str_release(&text);
    return rc;
}

int truce_usage_load(struct truce_usage *usage, const char *nouns,
                     const char *rules, struct truce_err *err)
{
    int rc = load(usage, nouns, true, err);
    return rc == TRUCE_OK ? load(usage, rules, false, err) : rc;
}

void truce_usage_release(struct truce_usage *usage)
{
    if (!usage)
        return;
    truce_map_release(&usage->words);
    truce_map_release(&usage->lemmas);
    truce_arena_release(&usage->arena);
}

uint64_t truce_usage_sets(const struct truce_usage *usage,
                          struct truce_view lemma)
{
    const uint64_t *bits = truce_map_get(&usage->words, lemma);
    return bits ? *bits : 0;
}

struct asked {
    const struct truce_usage *usage;
    const struct truce_tree *tree;
    const struct truce_pred *pred;
    const uint8_t *actors;
    struct truce_usage_near *near;
};

/* A class says less of a noun that has an actor inside ("a UN compound", "his
 * Malawian counterpart") than a word of the rule does. */
static bool word_fits(const struct asked *q, int32_t token,
                      const struct truce_usage_condition *c)
{
    struct truce_view lemma = truce_tree_token(q->tree, token)->lemma;
    if (c->any || (c->actor && q->actors[token] == 2) ||
        (c->party && q->actors[token]))
        return true;
    if (c->words && truce_tree_word_in(lemma, c->words, c->words_len))
        return true;
    return c->sets && (c->actors || !q->actors[token]) &&
           (truce_usage_sets(q->usage, lemma) & c->sets);
}

static bool argument(const struct asked *q,
                     const struct truce_usage_condition *c)
{
    for (size_t i = 0; i < q->pred->n; i++) {
        const struct truce_arg *arg = &q->pred->args[i];
        uint8_t most = c->role == TRUCE_ROLE_PREP || c->role == TRUCE_ROLE_MOD;
        if (arg->role != c->role || arg->nested || arg->distance > most)
            continue;
        if (c->role == TRUCE_ROLE_PREP && !truce_view_eq(arg->prep, c->prep))
            continue;
        if (!c->any && !c->actors && q->actors[arg->head] == 2)
            continue;
        if (word_fits(q, arg->head, c))
            return true;
    }
    return false;
}

static void find_near(const struct asked *q)
{
    const struct truce_sentence *s = q->tree->sentence;
    for (size_t i = 0; i < s->n_tokens; i++) {
        uint64_t sets = truce_usage_sets(q->usage, s->tokens[i].lemma);
        q->near->two |= q->near->one & sets;
        q->near->one |= sets;
    }
    q->near->known = true;
}

static bool nearby(const struct asked *q, const struct truce_usage_condition *c,
                   int least)
{
    const struct truce_sentence *s = q->tree->sentence;
    if (!c->words && !c->any) {
        if (!q->near->known)
            find_near(q);
        return ((least > 1 ? q->near->two : q->near->one) & c->sets) != 0;
    }
    for (size_t i = 0; i < s->n_tokens && least > 0; i++)
        least -= word_fits(q, (int32_t)i, c);
    return least <= 0;
}

static bool modal(const struct asked *q, const struct truce_usage_condition *c)
{
    for (int32_t t = q->tree->first[q->pred->token]; t >= 0;
         t = q->tree->next[t])
        if (truce_tree_rel(q->tree, t) == TRUCE_REL_aux && word_fits(q, t, c))
            return true;
    return false;
}

static bool holds(const struct asked *q, const struct truce_usage_condition *c)
{
    bool found = false;
    switch ((enum kind)c->kind) {
    case KIND_ARG:
        found = argument(q, c);
        break;
    case KIND_NEAR:
        found = nearby(q, c, 1);
        break;
    case KIND_NEAR2:
        found = nearby(q, c, 2);
        break;
    case KIND_PASSIVE:
        found = q->pred->passive;
        break;
    case KIND_MODAL:
        found = modal(q, c);
        break;
    }
    return found != c->absent;
}

static bool all_hold(const struct asked *q, const struct truce_usage_rule *rule)
{
    for (size_t i = 0; i < rule->n; i++)
        if (!holds(q, &rule->conditions[i]))
            return false;
    return true;
}

/* Not "up to 300", "along with", "out shopping": they belong to what follows.
 */
static bool stands_alone(const struct truce_tree *tree, int32_t verb,
                         int32_t token)
{
    const struct truce_sentence *s = tree->sentence;
    const struct truce_token *after = &s->tokens[token + 1];
    if (token < verb || token > verb + MAX_PARTICLE_GAP)
        return false;
    return (size_t)token + 1 >= s->n_tokens ||
           (!truce_view_eq_text(after->xpos, "VBG") &&
            !truce_tree_lemma_in(tree, token + 1, " to with ")) ||
           (token == verb + 1 && !truce_view_eq_text(after->lemma, "to"));
}

/* A particle that makes another verb of the verb: called off, gave up. */
static bool has_particle(const struct truce_tree *tree,
                         const struct truce_pred *pred)
{
    if (pred->noun ||
        truce_tree_token(tree, pred->token)->upos == TRUCE_UPOS_ADJ)
        return false;
    for (size_t i = 0; i < pred->n; i++) {
        const struct truce_arg *arg = &pred->args[i];
        const struct truce_token *t = truce_tree_token(tree, arg->head);
        if (arg->role == TRUCE_ROLE_PRT && arg->via == pred->token &&
            stands_alone(tree, pred->token, arg->head) &&
            (t->rel == TRUCE_REL_compound_prt ||
             truce_view_eq_text(t->xpos, "RP")) &&
            truce_tree_lemma_in(tree, arg->head, particles))
            return true;
    }
    return false;
}

static void apply(const struct asked *q, struct truce_view lemma,
                  struct truce_ruled *ruled)
{
    const uint64_t *first = truce_map_get(&q->usage->lemmas, lemma);
    int32_t i = first ? (int32_t)*first : -1;
    for (; i >= 0; i = q->usage->items[i].next) {
        const struct truce_usage_rule *rule = &q->usage->items[i];
        if (!rule->types && !ruled->particle)
            continue;
        if (!all_hold(q, rule))
            continue;
        if (!rule->types)
            ruled->particle = false;
        else if (rule->all)
            ruled->all |= rule->types;
        else
            ruled->bare |= rule->types;
    }
}

void truce_usage_read(const struct truce_usage *usage,
                      const struct truce_tree *tree,
                      const struct truce_pred *pred, const uint8_t *actors,
                      struct truce_usage_near *near, struct truce_ruled *ruled)
{
    const struct asked q = {usage, tree, pred, actors, near};
    memset(ruled, 0, sizeof *ruled);
    ruled->particle = has_particle(tree, pred);
    apply(&q, truce_tree_token(tree, pred->token)->lemma, ruled);
    apply(&q, TRUCE_VIEW("*"), ruled);
}

bool truce_usage_bars(const struct truce_ruled *ruled,
                      const struct truce_frame *frame)
{
    uint64_t bit =
        1ull << (frame->cue >= 0 ? TRUCE_N_PLOVER + frame->cue : frame->type);
    bool particle = false, words = false;
    if (ruled->all & bit)
        return true;
    if (!(ruled->bare & bit) && !ruled->particle)
        return false;
    for (size_t i = 0; i < frame->n; i++) {
        particle = particle || frame->elements[i].role == TRUCE_ROLE_PRT;
        words = words || frame->elements[i].item == TRUCE_ITEM_WORD;
    }
    return (ruled->particle && !particle) || (!words && (ruled->bare & bit));
}
