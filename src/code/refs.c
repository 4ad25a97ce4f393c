/* References within a document; see refs.h. A pronoun takes the subject of
 * the clause above, else the subject of the sentence before. Groups ("the
 * two sides") take the last countries named. */
#include "code/refs.h"

#include <string.h>

#include "code/coder_impl.h"
#include "code/conjuncts.h"
#include "code/entry.h"
#include "code/home.h"
#include "code/names.h"
#include "code/sectors.h"
#include "code/tree.h"

enum { MAX_RECENT = 8, MAX_GROUP = 4 };

struct recent {
    struct truce_actor items[MAX_RECENT]; /* newest first, one a code */
    size_t n;
    struct truce_actor subjects[MAX_GROUP]; /* of the last sentence's clause */
    size_t n_subjects;
    bool many; /* they were told in the plural, known or not */
    struct truce_actor group; /* last armed or political group named */
    struct truce_actor body;  /* last organisation */
    struct truce_actor bodies[MAX_GROUP]; /* and those before, newest first */
    struct truce_actor parties[MAX_GROUP]; /* of the last act between some */
    size_t n_parties;
    bool partial; /* one of two is known: "the junta and its foes" */
    struct truce_names *names; /* told in full so far */
};

static const char group_nouns[] =
    " side leader country party president minister nation neighbor neighbour "
    "state government foe capital official delegation counterpart signatory "
    "rival adversary enemy belligerent combatant camp army military man "
    "protagonist foe antagonist ";

/* ... of these also without a number: "the leaders", not "the officials". */
static const char bare_nouns[] =
    " side leader country party president neighbor neighbour foe minister "
    "signatory rival adversary enemy belligerent combatant ";

/* What may stand before such a noun without naming other parties. */
static const char group_marks[] = " warring rival opposing hostile former "
                                  "feuding conflicting neighbouring "
                                  "neighboring bitter ";

/* "The delegations met. They ...": those of the parties told before. */
static const char envoys[] =
    " side leader country party president minister nation government official "
    "delegation counterpart negotiator representative envoy diplomat delegate ";

static bool is_person(const struct truce_actor *actor)
{
    return actor->kind && !strcmp(actor->kind, "person");
}

static void remember(struct recent *recent, const struct truce_actor *actor)
{
    size_t i = 0;
    if (!actor->code)
        return;
    if (actor->kind && !strcmp(actor->kind, "group"))
        recent->group = *actor;
    if (actor->kind && !strcmp(actor->kind, "organisation")) {
        recent->body = *actor;
        memmove(recent->bodies + 1, recent->bodies,
                (MAX_GROUP - 1) * sizeof *recent->bodies);
        recent->bodies[0] = *actor;
    }
    while (i < recent->n && strcmp(recent->items[i].code, actor->code) != 0)
        i++;
    if (i == recent->n && recent->n < MAX_RECENT)
        recent->n++;
    if (i >= MAX_RECENT)
        i = MAX_RECENT - 1;
    memmove(recent->items + 1, recent->items, i * sizeof *recent->items);
    recent->items[0] = *actor;
}

static const struct truce_mention *mention_at(const struct truce_mention *items,
                                              size_t n, int32_t token)
{
    for (size_t i = 0; i < n; i++)
        if (items[i].head == (size_t)token ||
            (items[i].first <= (size_t)token && (size_t)token <= items[i].last))
            return &items[i];
    return NULL;
}

/* The last body whose name has the word, but for its first letter. */
static const struct truce_actor *bearing(const struct recent *recent,
                                         struct truce_view word)
{
    for (size_t i = 0; i < MAX_GROUP && word.len > 1; i++) {
        const struct truce_actor *actor = &recent->bodies[i];
        struct truce_view tail = {word.ptr + 1, word.len - 1};
        if ((actor->name &&
             truce_view_find(truce_view_of(actor->name), tail) !=
                 (size_t)-1) ||
            (actor->text.ptr &&
             truce_view_find(actor->text, tail) != (size_t)-1))
            return actor;
    }
    return NULL;
}

/* "the group", "the Council", "the bloc": which named one is meant, or NULL.
 * A noun that is part of a name needs that name. */
static const struct truce_actor *named_before(const struct truce_tree *tree,
                                              int32_t token,
                                              const struct recent *recent)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    bool group = truce_tree_lemma_in(tree, token, " group movement militia ");
    bool any = truce_tree_lemma_in(tree, token,
                                   " bloc organization "
                                   "organisation alliance body ");
    const struct truce_actor *actor = group ? &recent->group : &recent->body;
    bool the = false;
    if (!actor->code ||
        (!group && !any &&
         !truce_tree_lemma_in(tree, token,
                              " council commission union court "
                              "league party front agency Council "
                              "Commission Union Court League "
                              "Front Agency ")))
        return NULL;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        the = the || truce_tree_lemma_in(tree, c, " the ");
        if (rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
            rel == TRUCE_REL_nmod || rel == TRUCE_REL_nummod ||
            rel == TRUCE_REL_flat ||
            (rel == TRUCE_REL_acl &&
             truce_tree_token(tree, c)->rel != TRUCE_REL_acl_relcl))
            return NULL;
    }
    if (!the || truce_view_eq_text(t->xpos, "NNS"))
        return NULL;
    if (group || any)
        return actor;
    return bearing(recent, t->lemma);
}

struct growing {
    struct truce_mention *items;
    size_t n;
    size_t cap;
};

static bool is_plural(const struct truce_tree *tree, int32_t token)
{
    struct truce_view xpos = truce_tree_token(tree, token)->xpos;
    return truce_view_eq_text(xpos, "NNS") || truce_view_eq_text(xpos, "NNPS");
}

/* Whether the noun `subject` may be meant by the pronoun `token`. */
static bool may_mean(const struct truce_tree *tree, int32_t token,
                     int32_t subject)
{
    bool they = truce_tree_lemma_in(tree, token, " they their them ");
    uint8_t upos = truce_tree_token(tree, subject)->upos;
    if (upos != TRUCE_UPOS_NOUN && upos != TRUCE_UPOS_PROPN)
        return false;
    return they || upos == TRUCE_UPOS_PROPN || !is_plural(tree, subject);
}

/* The verb whose object or addressee the pronoun is, -1: none. */
static int32_t object_of(const struct truce_tree *tree, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(tree, token);
    return rel == TRUCE_REL_obj || rel == TRUCE_REL_iobj ||
                   rel == TRUCE_REL_obl
               ? truce_tree_token(tree, token)->head
               : -1;
}

/* The subject's mention in a clause above `token`, skipping the token's own
 * place, or NULL. *other tells of a subject on the way that the pronoun may
 * mean but that is no known actor: "the islanders said they". */
static const struct truce_mention *
subject_above(const struct truce_tree *tree, const struct growing *list,
              int32_t token, bool *other)
{
    int32_t at = token, verb = object_of(tree, token);
    *other = false;
    for (int step = 0; step < 10 && at >= 0; step++) {
        int32_t subject = truce_tree_child(tree, at, TRUCE_REL_nsubj);
        const struct truce_mention *found =
            subject >= 0 && subject != token
                ? mention_at(list->items, list->n, subject)
                : NULL;
        if (at == verb)
            subject = -1; /* "accused them" is of others */
        at = truce_tree_token(tree, at)->head;
        if (subject < 0 || subject == token ||
            truce_tree_within(tree, token, subject))
            continue;
        if (found &&
            (truce_tree_token(tree, subject)->upos == TRUCE_UPOS_PRON ||
             may_mean(tree, token, subject)))
            return found;
        *other = *other || (!found && may_mean(tree, token, subject));
    }
    return NULL;
}

static bool and_before(const struct truce_tree *tree, int32_t first,
                       int32_t last)
{
    for (int32_t t = first; t < last; t++)
        if (truce_tree_token(tree, t)->upos == TRUCE_UPOS_CCONJ)
            return true;
    return false;
}

/* Everybody that a noun phrase joins: "China and North Korea", "Uzbek and
 * Afghan ministers", "the presidents of Chad and Niger". */
static void add_joined(const struct truce_tree *tree,
                       const struct growing *list, int32_t head, bool outer,
                       struct truce_actor *out, size_t *n)
{
    size_t last = (size_t)head;
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].head == (size_t)head) {
            if (*n < MAX_GROUP)
                out[(*n)++] = list->items[i].actor;
            last = list->items[i].last;
        }
    for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        bool modifier =
            rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
            (rel == TRUCE_REL_nmod && (size_t)c <= last);
        if (rel == TRUCE_REL_conj && (outer || (size_t)c > last))
            add_joined(tree, list, c, true, out, n);
        else if (modifier && c < head && and_before(tree, c, head))
            add_joined(tree, list, c, true, out, n);
        else if (modifier && c > head)
            add_joined(tree, list, c, false, out, n);
    }
}

static bool pronoun(const struct truce_tree *tree, int32_t token, bool *human)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    *human = truce_tree_lemma_in(tree, token, " he she his her him ");
    return t->upos == TRUCE_UPOS_PRON &&
           (*human ||
            truce_tree_lemma_in(tree, token, " it they its their them "));
}

static struct truce_mention make(const struct truce_tree *tree, int32_t token,
                                 const struct truce_actor *actor)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    struct truce_mention mention = {(size_t)token, (size_t)token, (size_t)token,
                                    *actor};
    mention.actor.text = t->form;
    mention.actor.begin = t->begin;
    mention.actor.end = t->end;
    mention.actor.why = "reference";
    mention.actor.confidence *= 0.8f;
    return mention;
}

/* "talks between the two", "both had accepted", "the pair agreed". */
static bool bare_pair(const struct truce_tree *tree, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(tree, token);
    bool the = false;
    if (!truce_tree_lemma_in(tree, token, " two both pair duo ") ||
        (rel != TRUCE_REL_nsubj && rel != TRUCE_REL_obj &&
         rel != TRUCE_REL_obl && rel != TRUCE_REL_nmod))
        return false;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum truce_rel own = truce_tree_rel(tree, c);
        the = the || truce_tree_lemma_in(tree, c, " the these ");
        if (own == TRUCE_REL_nmod || own == TRUCE_REL_conj ||
            own == TRUCE_REL_amod || own == TRUCE_REL_compound)
            return false; /* "two of the rebels", "a pair of envoys" */
    }
    return the || truce_tree_lemma_is(tree, token, "both");
}

/* "the governments of the two countries", "of both territories". */
static bool of_pair(const struct truce_tree *tree, int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        if (truce_tree_rel(tree, c) != TRUCE_REL_nmod ||
            !truce_view_eq_text(truce_tree_prep(tree, c), "of") ||
            !truce_tree_lemma_in(tree, c,
                                 " country nation state territory side party "
                                 "republic island neighbor neighbour "))
            continue;
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (truce_tree_lemma_in(tree, d, " two both each "))
                return true;
    }
    return false;
}

/* "the two sides", "both leaders", "the parties": how many are meant, 0 for
 * no group reference. */
static size_t group_size(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    bool definite = false, other = false;
    size_t number = 0;
    if (truce_tree_lemma_is(tree, token, "they") || bare_pair(tree, token))
        return 2;
    if (t->upos != TRUCE_UPOS_NOUN ||
        !truce_tree_lemma_in(tree, token, group_nouns))
        return 0;
    if (of_pair(tree, token))
        return 2;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (truce_tree_lemma_in(tree, c, " the both these "))
            definite = true;
        if (truce_tree_lemma_in(tree, c, " two both "))
            number = 2;
        if (truce_tree_lemma_in(tree, c, " three "))
            number = 3;
        else if (truce_tree_rel(tree, c) == TRUCE_REL_nummod &&
                 !truce_tree_lemma_in(tree, c, " two both "))
            other = true; /* "the five countries": who, is not known */
        if ((truce_tree_rel(tree, c) == TRUCE_REL_amod ||
             truce_tree_rel(tree, c) == TRUCE_REL_nmod ||
             truce_tree_rel(tree, c) == TRUCE_REL_compound) &&
            !truce_tree_lemma_in(tree, c, group_marks))
            other = true;
    }
    if (!definite || other)
        return 0;
    if (number == 0 && truce_view_eq_text(t->xpos, "NNS") &&
        truce_tree_lemma_in(tree, token, bare_nouns))
        number = 2;
    return number;
}

static int append(struct truce_arena *arena, struct growing *list,
                  struct truce_mention mention)
{
    int rc = truce_arena_grow(arena, &list->items, list->n, &list->cap,
                              sizeof *list->items);
    if (rc == TRUCE_OK)
        list->items[list->n++] = mention;
    return rc;
}

/* The parties of the last act between several, else the last `size`
 * different countries or bodies, named here or before. */
static int add_group(struct truce_arena *arena, const struct truce_tree *tree,
                     int32_t token, size_t size, const struct recent *recent,
                     struct growing *list)
{
    const struct truce_actor *items = recent->items;
    size_t n = recent->n;
    int rc = TRUCE_OK;
    if (recent->partial && size == 2)
        return append(arena, list, make(tree, token, &recent->parties[0]));
    if (recent->n_parties >= size) {
        items = recent->parties;
        n = recent->n_parties;
    }
    if (n < size || (items == recent->items && n > size))
        return TRUCE_OK;
    if (size > n)
        size = n;
    for (size_t i = size; i-- > 0 && rc == TRUCE_OK;)
        rc = append(arena, list, make(tree, token, &items[i]));
    return rc;
}

/* Who is meant by a pronoun; several for "they". Returns how many. */
static size_t antecedents(const struct truce_tree *tree,
                          const struct growing *list,
                          const struct recent *recent, int32_t token,
                          bool human, struct truce_actor *out)
{
    bool other, they = truce_tree_lemma_in(tree, token, " they their them ");
    size_t n = 0;
    const struct truce_mention *above =
        subject_above(tree, list, token, &other);
    if (above && they && !truce_tree_lemma_in(tree, token, " their "))
        add_joined(tree, list, (int32_t)above->head, true, out, &n);
    if (above && n < 2 &&
        (!human || is_person(&above->actor) || above->actor.office)) {
        out[0] = above->actor;
        n = 1;
    }
    if (n || other)
        return n;
    if (human) {
        for (size_t i = 0; i < recent->n && n == 0; i++)
            if (is_person(&recent->items[i]))
                out[n++] = recent->items[i];
        return n;
    }
    if (they && recent->n_subjects > 1) {
        memcpy(out, recent->subjects, recent->n_subjects * sizeof *out);
        return recent->n_subjects;
    }
    if (recent->n_subjects && !is_person(&recent->subjects[0]))
        out[n++] = recent->subjects[0];
    return n;
}

static int add_reference(struct truce_arena *arena,
                         const struct truce_tree *tree, int32_t token,
                         struct recent *recent, struct growing *list)
{
    struct truce_actor meant[MAX_GROUP];
    bool human, other;
    size_t size = group_size(tree, token), n;
    const struct truce_actor *actor;
    int rc = TRUCE_OK;
    if (truce_tree_lemma_is(tree, token, "they") &&
        (recent->n_parties < 2 || recent->many ||
         subject_above(tree, list, token, &other) || other))
        size = 0;
    if (size > 0 && size <= MAX_GROUP)
        return add_group(arena, tree, token, size, recent, list);
    actor = named_before(tree, token, recent);
    if (actor)
        return append(arena, list, make(tree, token, actor));
    if (!pronoun(tree, token, &human))
        return TRUCE_OK;
    n = antecedents(tree, list, recent, token, human, meant);
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++)
        rc = append(arena, list, make(tree, token, &meant[i]));
    return rc;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

/* A country, its government, or who was once of it. */
static bool is_state(const struct truce_actor *actor)
{
    return !actor->sector || !strcmp(actor->sector, "GOV") ||
           !strcmp(actor->sector, "ELI");
}

static void add_party(struct recent *recent, const struct truce_actor *actor)
{
    for (size_t i = 0; i < recent->n_parties; i++)
        if (!strcmp(recent->parties[i].code, actor->code) &&
            (same_text(recent->parties[i].sector, actor->sector) ||
             (is_state(&recent->parties[i]) && is_state(actor))))
            return;
    if (recent->n_parties < MAX_GROUP)
        recent->parties[recent->n_parties++] = *actor;
}

static void add_nominal_party(const struct truce_tree *tree,
                              const struct growing *list, int32_t token,
                              struct recent *recent)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].head == (size_t)token && list->items[i].actor.code)
            add_party(recent, &list->items[i].actor);
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        struct truce_view prep = truce_tree_prep(tree, c);
        if (rel == TRUCE_REL_conj || rel == TRUCE_REL_appos ||
            (rel == TRUCE_REL_nmod && (truce_view_eq_text(prep, "with") ||
                                       truce_view_eq_text(prep, "between") ||
                                       truce_view_eq_text(prep, "from") ||
                                       truce_view_eq_text(prep, "of"))) ||
            (rel == TRUCE_REL_amod && is_plural(tree, token)))
            add_nominal_party(tree, list, c, recent);
    }
}

/* Parties of one clause: subject, object, "with", "between" phrases. A clause
 * without a subject of its own has that of `above`. */
static void clause_parties(const struct truce_tree *tree,
                           const struct growing *list, int32_t verb,
                           int32_t above, struct recent *found)
{
    struct recent objects = {.n_parties = 0};
    int32_t subject = truce_tree_child(tree, verb, TRUCE_REL_nsubj);
    found->n_parties = 0;
    if (subject < 0 && above >= 0)
        subject = truce_tree_child(tree, above, TRUCE_REL_nsubj);
    if (subject >= 0)
        add_nominal_party(tree, list, subject, found);
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        struct truce_view prep = truce_tree_prep(tree, c);
        if (rel == TRUCE_REL_obj ||
            (rel == TRUCE_REL_obl && (truce_view_eq_text(prep, "with") ||
                                      truce_view_eq_text(prep, "between"))))
            add_nominal_party(tree, list, c, &objects);
    }
    /* one third country hosts or meets two others */
    if (objects.n_parties < 2)
        for (size_t i = 0; i < objects.n_parties; i++)
            add_party(found, &objects.parties[i]);
    else
        *found = objects;
}

/* "Myanmar's junta and an alliance of armies agreed": of two subjects the
 * lexicon knows the first; true if so, and it is kept. */
static bool half_known(const struct truce_tree *tree,
                       const struct growing *list, struct recent *recent)
{
    struct recent one = {.n_parties = 0};
    int32_t subject = truce_tree_child(tree, tree->root, TRUCE_REL_nsubj);
    int32_t other =
        subject >= 0 ? truce_tree_child(tree, subject, TRUCE_REL_conj) : -1;
    if (other < 0 || mention_at(list->items, list->n, other) ||
        truce_tree_token(tree, other)->upos != TRUCE_UPOS_NOUN)
        return false;
    add_nominal_party(tree, list, subject, &one);
    if (one.n_parties != 1)
        return false;
    recent->parties[0] = one.parties[0];
    recent->n_parties = 1;
    recent->partial = true;
    return true;
}

/* Who acted with whom: in the main clause, else in one that says what the
 * main subject did besides or what is told ("..., accusing the rebels").
 * Kept until another sentence has at least two. */
static void note_parties(const struct truce_tree *tree,
                         const struct growing *list, struct recent *recent)
{
    struct recent found;
    /* those who praise or watch others are not the sides of the matter */
    if (tree->root < 0 ||
        truce_tree_lemma_in(tree, tree->root,
                            " welcome praise hail condemn denounce urge "
                            "congratulate witness attend watch "))
        return;
    clause_parties(tree, list, tree->root, -1, &found);
    for (int32_t c = tree->first[tree->root]; c >= 0 && found.n_parties < 2;
         c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        if (rel == TRUCE_REL_conj || rel == TRUCE_REL_ccomp ||
            (rel == TRUCE_REL_advcl &&
             truce_view_eq_text(truce_tree_token(tree, c)->xpos, "VBG")))
            clause_parties(tree, list, c,
                           rel == TRUCE_REL_ccomp ? -1 : tree->root, &found);
    }
    if (found.n_parties < 2 && half_known(tree, list, recent))
        return;
    if (found.n_parties >= 2) {
        memcpy(recent->parties, found.parties, sizeof recent->parties);
        recent->n_parties = found.n_parties;
        recent->many = recent->partial = false;
    }
}

/* "islanders", "journalists": a word for persons, by its ending. */
static bool is_people(const struct truce_tree *tree, int32_t token)
{
    static const char *const ends[] = {"er", "or",  "ist", "ian",
                                       "ant", "man", "people"};
    struct truce_view lemma = truce_tree_token(tree, token)->lemma;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (lemma.len > 4 && truce_view_ends(lemma, ends[i]))
            return true;
    return false;
}

/* "The West African bloc ECOWAS": the name that the noun stands before. */
static const struct truce_mention *name_beside(const struct truce_tree *tree,
                                               const struct growing *list,
                                               int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        const struct truce_mention *m;
        if (c < noun || (rel != TRUCE_REL_flat && rel != TRUCE_REL_appos))
            continue;
        m = mention_at(list->items, list->n, c);
        if (m && m->actor.code)
            return m;
    }
    return NULL;
}

static void note_subject(const struct truce_tree *tree,
                         const struct growing *list, struct recent *recent)
{
    struct truce_actor found[MAX_GROUP];
    size_t n = 0;
    int32_t subject;
    const struct truce_mention *m;
    uint8_t upos;
    if (tree->root < 0)
        return;
    subject = truce_tree_child(tree, tree->root, TRUCE_REL_nsubj);
    if (subject < 0)
        return;
    m = mention_at(list->items, list->n, subject);
    if (!m)
        m = name_beside(tree, list, subject);
    upos = truce_tree_token(tree, subject)->upos;
    if (m) {
        add_joined(tree, list, (int32_t)m->head, true, found, &n);
        memcpy(recent->subjects, found, n * sizeof *found);
        recent->n_subjects = n;
        recent->many =
            n > 1 || (is_plural(tree, subject) &&
                      (m->actor.code || !truce_tree_lemma_in(
                                            tree, subject, envoys)));
    } else if (upos == TRUCE_UPOS_NOUN) {
        bool plural = is_plural(tree, subject);
        if (plural && !is_people(tree, subject))
            return; /* "The talks ... They" */
        recent->n_subjects = 0; /* "The plan ... It ..." */
        recent->many = plural;
    }
}

static int by_place(const struct truce_mention *a,
                    const struct truce_mention *b)
{
    return a->first < b->first ? -1 : a->first > b->first;
}

/* Stable insertion sort: references were added behind the named mentions. */
static void sort_mentions(struct growing *list)
{
    for (size_t i = 1; i < list->n; i++) {
        struct truce_mention held = list->items[i];
        size_t j = i;
        while (j > 0 && by_place(&list->items[j - 1], &held) > 0) {
            list->items[j] = list->items[j - 1];
            j--;
        }
        list->items[j] = held;
    }
}

/* True where a reference may stand: on no mention, or on one that only names
 * a role ("the leaders") and is then given up for the reference. */
static bool open_reference(const struct truce_mention *named, size_t *n_named,
                           struct growing *list, int32_t token,
                           const struct truce_tree *tree,
                           const struct recent *recent)
{
    const struct truce_mention *m = mention_at(named, *n_named, token);
    size_t at;
    if (!m)
        return true;
    if (m->actor.code || m->head != (size_t)token ||
        (group_size(tree, token) == 0 && !named_before(tree, token, recent)))
        return false;
    at = (size_t)(m - named);
    memmove(&list->items[at], &list->items[at + 1],
            (list->n - at - 1) * sizeof *list->items);
    list->n--;
    (*n_named)--;
    return true;
}

/* "in Kabul": named as a place, not as a party. */
static bool only_where(const struct truce_tree *tree,
                       const struct truce_mention *m)
{
    return !is_person(&m->actor) &&
           truce_tree_word_in(truce_tree_prep(tree, (int32_t)m->head),
                              " in at near around outside ", 27);
}

/* "talks mediated by China", "at the invitation of France": not a side. */
static bool stands_between(const struct truce_tree *tree,
                           const struct truce_mention *m)
{
    int32_t head = truce_tree_token(tree, (int32_t)m->head)->head;
    struct truce_view prep = truce_tree_prep(tree, (int32_t)m->head);
    if (head < 0)
        return false;
    if (truce_view_eq_text(prep, "by"))
        return truce_tree_lemma_in(tree, head,
                                   " mediate broker host facilitate chair "
                                   "sponsor lead convene oversee moderate "
                                   "co-chair arrange negotiate supervise "
                                   "monitor observe back ");
    return truce_tree_lemma_in(tree, head,
                               " invitation auspices mediation mediator "
                               "facilitation presence supervision ");
}

/* "(Reuters) -- Russia and ...": the agency before the first word. */
static void drop_agency(const struct truce_sentence *s, struct growing *list)
{
    const struct truce_mention *m = list->items;
    if (list->n && m->first == 1 &&
        truce_view_eq_text(s->tokens[0].form, "(") &&
        m->last + 1 < s->n_tokens &&
        truce_view_eq_text(s->tokens[m->last + 1].form, ")")) {
        list->n--;
        memmove(list->items, list->items + 1, list->n * sizeof *list->items);
    }
}

/* "a state of emergency" is no state. */
static void drop_conditions(const struct truce_sentence *s,
                            struct growing *list)
{
    static const char conditions[] =
        " emergency siege alert war disaster calamity public health martial "
        "exception affairs mind readiness ";
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        size_t last = list->items[i].last;
        bool state =
            last + 2 < s->n_tokens &&
            truce_tree_word_in(s->tokens[last].lemma, " state ", 7) &&
            truce_view_eq_text(s->tokens[last + 1].form, "of") &&
            truce_tree_word_in(s->tokens[last + 2].lemma, conditions,
                               sizeof conditions - 1);
        if (!state)
            list->items[n++] = list->items[i];
    }
    list->n = n;
}

static int sentence_mentions(struct truce_context *context, size_t sentence,
                             struct recent *recent)
{
    const struct truce_sentence *s = &context->out->text.sentences[sentence];
    struct growing list = {0};
    struct truce_tree tree;
    size_t n_named;
    struct truce_date day; /* that offices are looked up for */
    int rc = truce_entry_date(s, context->document->date, context->arena, &day);
    if (rc == TRUCE_OK)
        rc = truce_lexicon_mentions(context->coder->lexicon, s, day,
                                    context->arena, &list.items, &list.n);
    drop_agency(s, &list);
    drop_conditions(s, &list);
    if (rc == TRUCE_OK && !context->coder->petrarch.n)
        rc = truce_names_settle(recent->names, s, context->arena, &list.items,
                                &list.n);
    list.cap = list.n;
    n_named = list.n;
    if (rc == TRUCE_OK)
        rc = truce_tree_init(&tree, s, context->arena);
    if (rc == TRUCE_OK && !context->coder->petrarch.n)
        truce_conjuncts_share(&tree, list.items, list.n);
    for (size_t i = 0, k = 0; rc == TRUCE_OK && i < s->n_tokens; i++) {
        size_t before = n_named;
        while (k < n_named && list.items[k].first <= i) {
            if (!only_where(&tree, &list.items[k]) &&
                !stands_between(&tree, &list.items[k]))
                remember(recent, &list.items[k].actor);
            k++;
        }
        bool open = open_reference(list.items, &n_named, &list, (int32_t)i,
                                   &tree, recent);
        k -= before - n_named;
        if (open)
            rc =
                add_reference(context->arena, &tree, (int32_t)i, recent, &list);
    }
    if (rc != TRUCE_OK)
        return rc;
    note_subject(&tree, &list, recent);
    note_parties(&tree, &list, recent);
    sort_mentions(&list);
    context->mentions[sentence] = list.items;
    context->n_mentions[sentence] = list.n;
    return TRUCE_OK;
}

/* The text has more of the name than its last word. */
static bool is_full_name(const struct truce_actor *actor)
{
    struct truce_view text = actor->text;
    const char *name = actor->name;
    size_t len = name ? strcspn(name, " ") : 0;
    if (!len || !name[len])
        return true;
    for (size_t i = 0; i + len <= text.len; i++)
        if (!memcmp(text.ptr + i, name, len))
            return true;
    return false;
}

static bool is_named(const struct truce_context *context, const char *code,
                     const struct truce_actor *but)
{
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            if (actor != but && actor->code && !strcmp(actor->code, code) &&
                (!is_person(actor) || is_full_name(actor)))
                return true;
        }
    return false;
}

/* A surname stands for the known person only in a text that speaks of his
 * country; else it is a namesake of whom nothing is known. */
static void doubt_surnames(struct truce_context *context)
{
    if (context->out->text.n_sentences < 2)
        return;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_actor *actor = &context->mentions[s][i].actor;
            if (is_person(actor) && actor->code && !is_full_name(actor) &&
                !is_named(context, actor->code, actor))
                actor->confidence = 0;
        }
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_actor *actor = &context->mentions[s][i].actor;
            if (!is_person(actor) || actor->confidence > 0)
                continue;
            actor->code = actor->party = NULL;
            if (!memchr(actor->text.ptr, ' ', actor->text.len))
                actor->office = actor->sector = NULL; /* no title either */
        }
}

int truce_refs_mentions(struct truce_context *context)
{
    size_t n = context->out->text.n_sentences;
    struct recent *recent =
        truce_arena_zalloc(context->arena, 1, sizeof *recent);
    int rc = TRUCE_OK;
    context->mentions =
        truce_arena_zalloc(context->arena, n + 1, sizeof *context->mentions);
    context->n_mentions =
        truce_arena_zalloc(context->arena, n + 1, sizeof *context->n_mentions);
    if (!recent || !context->mentions || !context->n_mentions)
        return TRUCE_ENOMEM;
    recent->names =
        truce_arena_zalloc(context->arena, 1, sizeof *recent->names);
    if (!recent->names)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++)
        rc = sentence_mentions(context, i, recent);
    if (rc == TRUCE_OK)
        doubt_surnames(context);
    if (rc == TRUCE_OK) {
        context->home = truce_home_find(context);
        truce_home_bodies(context);
        truce_sectors_settle(context);
    }
    return rc;
}
