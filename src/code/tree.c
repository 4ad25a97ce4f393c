/* Arguments of predicates; see tree.h. Measured on a prototype: a pattern on
 * the raw tree finds half of what the same pattern finds on these roles. */
#include "code/tree.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/err.h"
#include "code/words.h"

enum { MAX_SUBJECTS = 12, MAX_CLIMB = 6, MAX_POOL = 3 };

/* Verbs that only carry an event noun: held talks, launched an attack. */
static const char light_object[] = TRUCE_WORDS_LIGHT;
/* ... and those whose subject the event noun is: talks took place. */
static const char light_subject[] = TRUCE_WORDS_LIGHT_SUBJECT;

/* Nouns that count or measure another: 700 kg of medicine, part of a force. */
static const char measure_nouns[] = TRUCE_WORDS_MEASURE;

/* Verbs whose infinitive says what is agreed, refused or demanded, never
 * what for. */
static const char complement_verbs[] = TRUCE_WORDS_COMPLEMENT;

/* "agreed on Friday to restore relations": with a date between them the
 * parser takes the infinitive for a purpose. */
static bool torn_complement(const struct truce_tree *tree, int32_t token)
{
    int32_t head = tree->sentence->tokens[token].head;
    bool to = false;
    if (head < 0 || head > token ||
        !truce_tree_lemma_in(tree, head, complement_verbs))
        return false;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        const struct truce_token *t = &tree->sentence->tokens[c];
        to = to ||
             (t->rel == TRUCE_REL_mark && truce_view_eq_text(t->lemma, "to"));
        if (truce_rel_base(t->rel) == TRUCE_REL_nsubj)
            return false;
    }
    return to;
}

static enum truce_rel plain_rel(const struct truce_tree *tree, int32_t token)
{
    enum truce_rel rel = truce_rel_base(tree->sentence->tokens[token].rel);
    return rel == TRUCE_REL_advcl && torn_complement(tree, token)
               ? TRUCE_REL_xcomp
               : rel;
}

int truce_tree_init(struct truce_tree *tree,
                    const struct truce_sentence *sentence,
                    struct truce_arena *arena)
{
    size_t n = sentence->n_tokens;
    tree->sentence = sentence;
    tree->root = -1;
    tree->first = truce_arena_alloc(arena, n + 1, sizeof *tree->first);
    tree->next = truce_arena_alloc(arena, n + 1, sizeof *tree->next);
    tree->rels = truce_arena_alloc(arena, n + 1, 1);
    if (!tree->first || !tree->next || !tree->rels)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < n; i++)
        tree->first[i] = tree->next[i] = -1;
    for (size_t i = n; i-- > 0;) {
        int32_t head = sentence->tokens[i].head;
        if (head < 0 || (size_t)head >= n) {
            tree->root = (int32_t)i;
        } else {
            tree->next[i] = tree->first[head];
            tree->first[head] = (int32_t)i;
        }
    }
    for (size_t i = 0; i < n; i++)
        tree->rels[i] = (uint8_t)plain_rel(tree, (int32_t)i);
    return TRUCE_OK;
}

int32_t truce_tree_child(const struct truce_tree *tree, int32_t token,
                         enum truce_rel rel)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == rel)
            return c;
    return -1;
}

/* The word with its spaces stands at the beginning of `at`. */
static inline bool stands(const char *at, struct truce_view word)
{
    return at[0] == ' ' && at[word.len] == word.ptr[word.len - 1] &&
           at[word.len + 1] == ' ' && !memcmp(at + 1, word.ptr, word.len);
}

/* Word lists are searched some hundred times a sentence. Most words are in
 * none: a space before the first letter is sought at 16 places at a time. */
bool truce_tree_word_in(struct truce_view word, const char *words, size_t len)
{
    size_t i = 0, places;
    if (word.len == 0 || word.len + 2 > len)
        return false;
    places = len - word.len - 1; /* where the word may begin */
#ifdef __SSE2__
    const __m128i blank = _mm_set1_epi8(' '), a = _mm_set1_epi8(word.ptr[0]);
    for (; i + 17 <= len && i < places; i += 16) {
        const char *at = words + i;
        __m128i here = _mm_loadu_si128((const void *)at);
        __m128i next = _mm_loadu_si128((const void *)(at + 1));
        __m128i both =
            _mm_and_si128(_mm_cmpeq_epi8(here, blank), _mm_cmpeq_epi8(next, a));
        for (unsigned hits = (unsigned)_mm_movemask_epi8(both); hits;
             hits &= hits - 1) {
            size_t k = i + (size_t)__builtin_ctz(hits);
            if (k < places && stands(words + k, word))
                return true;
        }
    }
#endif
    for (; i < places; i++)
        if (words[i + 1] == word.ptr[0] && stands(words + i, word))
            return true;
    return false;
}

bool truce_tree_within(const struct truce_tree *tree, int32_t token,
                       int32_t top)
{
    size_t steps = 0;
    while (token >= 0 && steps++ <= tree->sentence->n_tokens) {
        if (token == top)
            return true;
        token = tree->sentence->tokens[token].head;
    }
    return false;
}

bool truce_tree_verbal(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    return t->upos == TRUCE_UPOS_VERB || t->upos == TRUCE_UPOS_AUX ||
           truce_tree_child(tree, token, TRUCE_REL_cop) >= 0;
}

static bool is_tag(const struct truce_token *token, const char *tag)
{
    return truce_view_eq_text(token->xpos, tag);
}

/* "4 Pakistanis killed in drone attack": headlines leave out the auxiliary of
 * verbs that always have an object. */
static bool lacks_object(const struct truce_tree *tree, int32_t token)
{
    if (!truce_tree_lemma_in(tree, token,
                             " kill injure wound arrest detain behead kidnap "
                             "abduct jail imprison "))
        return false;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        if (rel == TRUCE_REL_aux || rel == TRUCE_REL_obj ||
            rel == TRUCE_REL_iobj || rel == TRUCE_REL_ccomp ||
            (c > token && rel != TRUCE_REL_punct && rel != TRUCE_REL_advmod &&
             rel != TRUCE_REL_advcl && rel != TRUCE_REL_conj &&
             truce_tree_child(tree, c, TRUCE_REL_case) < 0))
            return false;
    }
    return is_tag(truce_tree_token(tree, token), "VBN") ||
           is_tag(truce_tree_token(tree, token), "VBD");
}

/* "was convicted and sentenced": what is done to people by others alone. */
static bool is_sentence(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_lemma_in(tree, token,
                               " sentence jail fine execute deport charge "
                               "indict convict detain imprison punish expel "
                               "arrest release ") &&
           truce_tree_child(tree, token, TRUCE_REL_obj) < 0;
}

bool truce_tree_passive(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        uint8_t rel = tree->sentence->tokens[c].rel;
        if (rel == TRUCE_REL_aux_pass || rel == TRUCE_REL_nsubj_pass ||
            rel == TRUCE_REL_csubj_pass)
            return true;
        if (rel == TRUCE_REL_nsubj)
            return lacks_object(tree, token);
    }
    /* a bare participle behind its noun: the town seized by rebels */
    if (is_tag(t, "VBN") && (truce_tree_rel(tree, token) == TRUCE_REL_acl ||
                             truce_tree_rel(tree, token) == TRUCE_REL_advcl))
        return truce_tree_child(tree, token, TRUCE_REL_aux) < 0;
    return truce_tree_rel(tree, token) == TRUCE_REL_conj &&
           (is_tag(t, "VBN") ||
            (is_tag(t, "VBD") && is_sentence(tree, token))) &&
           truce_tree_child(tree, token, TRUCE_REL_aux) < 0 && t->head >= 0 &&
           truce_tree_passive(tree, t->head);
}

struct truce_view truce_tree_prep(const struct truce_tree *tree, int32_t token)
{
    int32_t c = truce_tree_child(tree, token, TRUCE_REL_case);
    struct truce_view none = {NULL, 0};
    if (c < 0 || truce_view_starts(tree->sentence->tokens[c].lemma, "'"))
        return none;
    return tree->sentence->tokens[c].lemma;
}

/* A noun and its conjuncts; conjuncts with a preposition of their own are
 * arguments by themselves. */
static size_t add_conjuncts(const struct truce_tree *tree, int32_t token,
                            int32_t *out, size_t max)
{
    size_t n = 0;
    if (max == 0)
        return 0;
    out[n++] = token;
    for (int32_t c = tree->first[token]; c >= 0 && n < max; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_conj &&
            !truce_tree_verbal(tree, c))
            n += add_conjuncts(tree, c, out + n, max - n);
    return n;
}

static bool relative_pronoun(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    return is_tag(t, "WDT") || is_tag(t, "WP") ||
           (t->upos == TRUCE_UPOS_PRON &&
            truce_tree_lemma_in(tree, token, " who which that whom "));
}

/* The noun that a relative clause around `token` describes, or -1. */
static int32_t relative_head(const struct truce_tree *tree, int32_t token)
{
    for (int i = 0; i < MAX_CLIMB && token >= 0; i++) {
        if (truce_tree_rel(tree, token) == TRUCE_REL_acl)
            return tree->sentence->tokens[token].head;
        token = tree->sentence->tokens[token].head;
    }
    return -1;
}

/* A verb may come with two subjects where the parser missed "and". */
static size_t own_subjects(const struct truce_tree *tree, int32_t token,
                           int32_t *out, size_t max)
{
    size_t n = 0;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        int32_t subject = c;
        if (truce_tree_rel(tree, c) != TRUCE_REL_nsubj ||
            (n > 0 && c > token)) /* "it has decided, Colonel X said" */
            continue;
        if (relative_pronoun(tree, subject)) {
            int32_t noun = relative_head(tree, token);
            if (noun >= 0)
                subject = noun;
        }
        n += add_conjuncts(tree, subject, out + n, max - n);
    }
    return n;
}

/* Subject of an infinitive that hangs on `verb`: its object, else its
 * subject (control). */
static size_t controlled(const struct truce_tree *tree, int32_t verb,
                         int32_t *out, size_t max)
{
    int32_t object = truce_tree_child(tree, verb, TRUCE_REL_iobj);
    if (object < 0)
        object = truce_tree_child(tree, verb, TRUCE_REL_obj);
    if (object >= 0 && !truce_tree_lemma_in(tree, verb, " promise use "))
        return add_conjuncts(tree, object, out, max);
    return truce_tree_subjects(tree, verb, out, max, NULL);
}

/* Subject of a clause that describes the noun `noun`. */
static size_t noun_subjects(const struct truce_tree *tree, int32_t token,
                            int32_t noun, int32_t *out, size_t max)
{
    bool to = false;
    int32_t owner = truce_tree_child(tree, noun, TRUCE_REL_nmod);
    int32_t verb = truce_tree_token(tree, noun)->head;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        to = to || (truce_tree_rel(tree, c) == TRUCE_REL_mark &&
                    truce_tree_lemma_is(tree, c, "to"));
    if (!to)
        return add_conjuncts(tree, noun, out, max);
    if (owner >= 0 && truce_tree_token(tree, owner)->rel == TRUCE_REL_nmod_poss)
        return add_conjuncts(tree, owner, out, max);
    if (verb >= 0 && truce_tree_verbal(tree, verb))
        return truce_tree_subjects(tree, verb, out, max, NULL);
    return 0;
}

size_t truce_tree_subjects(const struct truce_tree *tree, int32_t token,
                           int32_t *out, size_t max, bool *shared)
{
    int32_t head = truce_tree_token(tree, token)->head;
    size_t n = own_subjects(tree, token, out, max);
    if (shared)
        *shared = n == 0;
    if (n || head < 0 || head == token)
        return n;
    switch ((int)truce_tree_rel(tree, token)) {
    case TRUCE_REL_conj:
    case TRUCE_REL_parataxis:
    case TRUCE_REL_advcl:
        if (truce_tree_verbal(tree, head))
            return truce_tree_subjects(tree, head, out, max, NULL);
        return 0;
    case TRUCE_REL_xcomp:
    case TRUCE_REL_ccomp:
        return controlled(tree, head, out, max);
    case TRUCE_REL_acl:
        if (truce_tree_token(tree, token)->rel == TRUCE_REL_acl_relcl)
            return 0;
        return noun_subjects(tree, token, head, out, max);
    default:
        return 0;
    }
}

static void add_arg(struct truce_pred *pred, struct truce_arg arg)
{
    if (pred->nesting && arg.role != TRUCE_ROLE_COMP)
        arg.nested = 1;
    for (size_t i = 0; i < pred->n; i++)
        if (pred->args[i].head == arg.head && pred->args[i].role == arg.role)
            return;
    if (pred->n < TRUCE_MAX_ARGS && arg.head != pred->token)
        pred->args[pred->n++] = arg;
}

static void add_nominal(const struct truce_tree *tree, struct truce_pred *pred,
                        struct truce_arg arg)
{
    int32_t nouns[MAX_SUBJECTS];
    size_t n;
    if (relative_pronoun(tree, arg.head)) {
        int32_t noun = relative_head(tree, arg.via);
        if (noun >= 0)
            arg.head = noun;
    }
    n = add_conjuncts(tree, arg.head, nouns, MAX_SUBJECTS);
    for (size_t i = 0; i < n; i++) {
        arg.head = nouns[i];
        add_arg(pred, arg);
    }
    if (truce_tree_lemma_in(tree, nouns[0], measure_nouns))
        for (int32_t c = tree->first[nouns[0]]; c >= 0; c = tree->next[c])
            if (truce_tree_rel(tree, c) == TRUCE_REL_nmod &&
                truce_view_eq_text(truce_tree_prep(tree, c), "of")) {
                arg.head = c;
                add_arg(pred, arg);
            }
}

/* "called off a summit" read as a phrase with a preposition that is tagged
 * as a particle: particle and object. The particle, or -1. */
static int32_t particle(const struct truce_tree *tree, int32_t c)
{
    int32_t found = -1;
    for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d]) {
        if (truce_tree_rel(tree, d) != TRUCE_REL_case)
            continue;
        if (found >= 0 || !is_tag(truce_tree_token(tree, d), "RP"))
            return -1;
        found = d;
    }
    return found;
}

static void add_oblique(const struct truce_tree *tree, struct truce_pred *pred,
                        int32_t c, uint8_t distance)
{
    int32_t prt = distance == 0 && !pred->noun ? particle(tree, c) : -1;
    int32_t via = truce_tree_token(tree, c)->head;
    struct truce_arg arg = {.role = TRUCE_ROLE_PREP,
                            .distance = distance,
                            .head = c,
                            .via = via,
                            .prep = truce_tree_prep(tree, c)};
    bool agent = truce_view_eq_text(arg.prep, "by") &&
                 (truce_tree_passive(tree, via) ||
                  truce_tree_token(tree, c)->rel == TRUCE_REL_obl_agent);
    /* "shot down a plane" read as a phrase that has lost its preposition */
    if (!arg.prep.ptr && distance == 0 && c > via &&
        truce_tree_token(tree, c)->rel == TRUCE_REL_obl &&
        truce_tree_child(tree, via, TRUCE_REL_obj) < 0)
        prt = truce_tree_child(tree, via, TRUCE_REL_compound);
    if (!arg.prep.ptr && prt < 0)
        return;
    if (prt >= 0) {
        arg.role = TRUCE_ROLE_OBJ;
        arg.prep = (struct truce_view){NULL, 0};
        add_nominal(tree, pred, arg);
        arg.role = TRUCE_ROLE_PRT;
        arg.head = prt;
        add_arg(pred, arg);
        return;
    }
    if (agent && distance == 0)
        arg.role = TRUCE_ROLE_SUBJ;
    add_nominal(tree, pred, arg);
}

static void add_dependants(const struct truce_tree *tree,
                           struct truce_pred *pred, int32_t token,
                           uint8_t distance);

/* "that" for a clause with a subject of its own, "inf" for the rest. */
static struct truce_view complement_kind(const struct truce_tree *tree,
                                         int32_t c)
{
    if (truce_tree_rel(tree, c) != TRUCE_REL_xcomp &&
        truce_tree_child(tree, c, TRUCE_REL_nsubj) >= 0)
        return TRUCE_VIEW("that");
    return TRUCE_VIEW("inf");
}

/* Infinitives and that-clauses: the verb, its subject, and what is in it. */
static void add_complement(const struct truce_tree *tree,
                           struct truce_pred *pred, int32_t c, uint8_t distance)
{
    struct truce_arg arg = {.role = TRUCE_ROLE_COMP,
                            .distance = distance,
                            .head = c,
                            .via = truce_tree_token(tree, c)->head,
                            .prep = complement_kind(tree, c)};
    bool nesting = pred->nesting;
    int32_t subject = truce_tree_child(tree, c, TRUCE_REL_nsubj);
    add_arg(pred, arg);
    if (subject >= 0 && truce_tree_rel(tree, c) != TRUCE_REL_advcl) {
        arg.role = TRUCE_ROLE_CSUBJ;
        arg.prep = (struct truce_view){NULL, 0};
        arg.head = subject;
        arg.via = c;
        add_nominal(tree, pred, arg);
    }
    pred->nesting = true;
    if (distance < MAX_POOL)
        add_dependants(tree, pred, c, (uint8_t)(distance + 1));
    pred->nesting = nesting;
    for (int32_t v = tree->first[c]; v >= 0; v = tree->next[v])
        if (truce_tree_rel(tree, v) == TRUCE_REL_conj &&
            truce_tree_verbal(tree, v) && distance < MAX_POOL)
            add_complement(tree, pred, v, (uint8_t)(distance + 1));
}

/* The first of two bare objects is whom something is given to; parsers call
 * it obj or iobj as it comes. A lone iobj is the object. */
static bool dative(const struct truce_tree *tree, int32_t c)
{
    for (int32_t d = tree->next[c]; d >= 0; d = tree->next[d])
        if (truce_tree_token(tree, d)->rel == TRUCE_REL_obj ||
            truce_tree_token(tree, d)->rel == TRUCE_REL_iobj)
            return true;
    return false;
}

/* "ended on Friday, when they signed": a clause that says when is no
 * complement. */
static bool is_occasion(const struct truce_tree *tree, int32_t token)
{
    bool when = false;
    for (int32_t c = tree->first[token]; c >= 0 && c < token; c = tree->next[c])
        when = when ||
               truce_tree_lemma_in(tree, c, " when while after where because ");
    return when &&
           truce_view_eq_text(truce_tree_token(tree, token)->xpos, "VBD") &&
           truce_tree_child(tree, token, TRUCE_REL_nsubj) >= 0;
}

static void add_child(const struct truce_tree *tree, struct truce_pred *pred,
                      int32_t c, uint8_t distance)
{
    struct truce_arg arg = {.distance = distance,
                            .head = c,
                            .via = truce_tree_token(tree, c)->head};
    switch ((int)truce_tree_rel(tree, c)) {
    case TRUCE_REL_obj:
    case TRUCE_REL_iobj:
        arg.role = dative(tree, c) ? TRUCE_ROLE_PREP : TRUCE_ROLE_OBJ;
        if (arg.role == TRUCE_ROLE_PREP)
            arg.prep = TRUCE_VIEW("to");
        add_nominal(tree, pred, arg);
        /* "called off the visit" with the particle read as a preposition */
        arg.head = distance == 0 && !pred->noun ? particle(tree, c) : -1;
        arg.role = TRUCE_ROLE_PRT;
        if (arg.head >= 0)
            add_arg(pred, arg);
        break;
    case TRUCE_REL_obl:
    case TRUCE_REL_nmod:
        if (truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss) {
            arg.role = TRUCE_ROLE_POSS;
            add_nominal(tree, pred, arg);
        } else {
            add_oblique(tree, pred, c, distance);
        }
        break;
    case TRUCE_REL_xcomp:
    case TRUCE_REL_ccomp:
        add_complement(tree, pred, c, distance);
        break;
    case TRUCE_REL_advcl:
        if (distance == 0 && !is_occasion(tree, c))
            add_complement(tree, pred, c, 1);
        break;
    case TRUCE_REL_acl:
        if (truce_tree_token(tree, c)->rel != TRUCE_REL_acl_relcl)
            add_complement(tree, pred, c, distance);
        break;
    case TRUCE_REL_amod:
    case TRUCE_REL_compound:
        arg.role = truce_tree_token(tree, c)->rel == TRUCE_REL_compound_prt ||
                           truce_tree_token(tree, c)->upos == TRUCE_UPOS_ADV
                       ? TRUCE_ROLE_PRT
                       : TRUCE_ROLE_MOD;
        add_arg(pred, arg);
        break;
    case TRUCE_REL_advmod:
        if (distance == 0) {
            arg.role = TRUCE_ROLE_PRT;
            add_arg(pred, arg);
        }
        break;
    default:
        break;
    }
}

static void add_dependants(const struct truce_tree *tree,
                           struct truce_pred *pred, int32_t token,
                           uint8_t distance)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        add_child(tree, pred, c, distance);
}

static void add_subjects(const struct truce_tree *tree, struct truce_pred *pred,
                         int32_t verb)
{
    int32_t subjects[MAX_SUBJECTS];
    bool shared = false;
    size_t n = truce_tree_subjects(tree, verb, subjects, MAX_SUBJECTS, &shared);
    struct truce_arg arg = {.via = verb, .shared = shared};
    arg.role =
        truce_tree_passive(tree, verb) ? TRUCE_ROLE_OBJ : TRUCE_ROLE_SUBJ;
    for (size_t i = 0; i < n; i++) {
        arg.head = subjects[i];
        add_arg(pred, arg);
    }
}

/* An object relative clause: the sanctions that the EU imposed. */
static void add_gap(const struct truce_tree *tree, struct truce_pred *pred)
{
    struct truce_arg arg = {.role = TRUCE_ROLE_OBJ, .via = pred->token};
    if (truce_tree_token(tree, pred->token)->rel != TRUCE_REL_acl_relcl ||
        truce_tree_child(tree, pred->token, TRUCE_REL_obj) >= 0 ||
        truce_tree_child(tree, pred->token, TRUCE_REL_ccomp) >= 0)
        return;
    arg.head = truce_tree_token(tree, pred->token)->head;
    for (size_t i = 0; i < pred->n; i++)
        if (pred->args[i].head == arg.head)
            return;
    if (arg.head >= 0)
        add_arg(pred, arg);
}

/* What hangs on the predicate's own arguments, one level and then another:
 * a preposition counts for the verb wherever the parser hung it. */
static void pool(const struct truce_tree *tree, struct truce_pred *pred)
{
    size_t begin = 0;
    for (int distance = 1; distance < MAX_POOL; distance++) {
        size_t end = pred->n;
        for (size_t i = begin; i < end; i++) {
            uint8_t role = pred->args[i].role;
            pred->nesting = pred->args[i].nested;
            if (role == TRUCE_ROLE_OBJ || role == TRUCE_ROLE_PREP ||
                role == TRUCE_ROLE_SUBJ)
                add_dependants(tree, pred, pred->args[i].head,
                               (uint8_t)distance);
            pred->nesting = false;
        }
        begin = end;
    }
}

/* The light verb that carries an event noun, or -1. */
static int32_t light_verb(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    enum truce_rel rel = truce_tree_rel(tree, token);
    if (t->head < 0 || !truce_tree_verbal(tree, t->head))
        return -1;
    if (rel == TRUCE_REL_obj || t->rel == TRUCE_REL_nsubj_pass)
        return truce_tree_lemma_in(tree, t->head, light_object) ? t->head : -1;
    if (rel == TRUCE_REL_nsubj)
        return truce_tree_lemma_in(tree, t->head, light_subject) ? t->head : -1;
    if (rel == TRUCE_REL_obl || rel == TRUCE_REL_nmod)
        return truce_tree_lemma_in(tree, t->head,
                                   " engage meet participate take gather "
                                   "arrive travel sit return resort ")
                   ? t->head
                   : -1;
    return -1;
}

void truce_tree_pred(const struct truce_tree *tree, int32_t token,
                     struct truce_pred *pred)
{
    pred->token = token;
    pred->nesting = false;
    pred->n = 0;
    pred->noun = !truce_tree_verbal(tree, token) &&
                 truce_tree_token(tree, token)->upos != TRUCE_UPOS_ADJ;
    pred->passive = !pred->noun && truce_tree_passive(tree, token);
    pred->light = pred->noun ? light_verb(tree, token) : -1;
    if (!pred->noun)
        add_subjects(tree, pred, token);
    add_dependants(tree, pred, token, 0);
    if (pred->light >= 0) {
        add_subjects(tree, pred, pred->light);
        add_dependants(tree, pred, pred->light, 1);
    }
    if (!pred->noun)
        add_gap(tree, pred);
    pool(tree, pred);
}
