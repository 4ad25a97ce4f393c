/* What a sentence leaves to the next: its subject, and the sides of the act
 * that it tells. */
#include <string.h>

#include "code/refs_int.h"
#include "code/words.h"

/* "The delegations met. They ...": those of the parties told before. */
static const char envoys[] = TRUCE_WORDS_GROUP_ENVOY;

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

static void add_party(struct truce_recent *recent,
                      const struct truce_actor *actor)
{
    for (size_t i = 0; i < recent->n_parties; i++)
        if (!strcmp(recent->parties[i].code, actor->code) &&
            (same_text(recent->parties[i].sector, actor->sector) ||
             (is_state(&recent->parties[i]) && is_state(actor))))
            return;
    if (recent->n_parties < TRUCE_REFS_GROUP)
        recent->parties[recent->n_parties++] = *actor;
}

static void add_nominal_party(const struct truce_tree *tree,
                              const struct truce_growing *list, int32_t token,
                              struct truce_recent *recent)
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
            (rel == TRUCE_REL_amod && truce_refs__plural(tree, token)))
            add_nominal_party(tree, list, c, recent);
    }
}

/* Parties of one clause: subject, object, "with", "between" phrases. A clause
 * without a subject of its own has that of `above`. */
static void clause_parties(const struct truce_tree *tree,
                           const struct truce_growing *list, int32_t verb,
                           int32_t above, struct truce_recent *found)
{
    struct truce_recent objects = {.n_parties = 0};
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
                       const struct truce_growing *list,
                       struct truce_recent *recent)
{
    struct truce_recent one = {.n_parties = 0};
    const struct truce_mention *m;
    int32_t subject = truce_tree_child(tree, tree->root, TRUCE_REL_nsubj);
    int32_t other =
        subject >= 0 ? truce_tree_child(tree, subject, TRUCE_REL_conj) : -1;
    m = other >= 0 ? truce_refs__at(list->items, list->n, other) : NULL;
    if (other < 0 || (m && m->actor.code) ||
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

/* "The president welcomed X and Y to his palace": people, not news. */
static bool welcomes_guests(const struct truce_tree *tree,
                            const struct truce_growing *list)
{
    int32_t object = truce_tree_child(tree, tree->root, TRUCE_REL_obj);
    const struct truce_mention *m =
        object >= 0 ? truce_refs__at(list->items, list->n, object) : NULL;
    return m && m->head == (size_t)object && m->actor.code &&
           truce_tree_child(tree, object, TRUCE_REL_conj) >= 0;
}

/* "The four guarantors, A, B and C, negotiated the text": no sides. */
static bool is_between(const struct truce_tree *tree)
{
    int32_t subject = truce_tree_child(tree, tree->root, TRUCE_REL_nsubj);
    return subject >= 0 &&
           truce_tree_lemma_in(tree, subject,
                               " guarantor mediator observer witness "
                               "facilitator broker co-chair sponsor host ");
}

/* Who acted with whom: in the main clause, else in one that says what the
 * main subject did besides or what is told ("..., accusing the rebels").
 * Kept until another sentence has at least two. */
void truce_refs__sides(const struct truce_tree *tree,
                       const struct truce_growing *list,
                       struct truce_recent *recent)
{
    struct truce_recent found;
    /* those who praise or watch others are not the sides of the matter */
    if (tree->root < 0 || (truce_tree_lemma_is(tree, tree->root, "welcome") &&
                           !welcomes_guests(tree, list)) ||
        truce_tree_lemma_in(tree, tree->root,
                            " stand guarantee mediate broker facilitate "
                            "sponsor oversee monitor observe praise hail "
                            "condemn denounce urge congratulate witness "
                            "attend watch "))
        return;
    if (is_between(tree))
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
    static const char *const ends[] = {"er",  "or",  "ist",   "ian",
                                       "ant", "man", "people"};
    struct truce_view lemma = truce_tree_token(tree, token)->lemma;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (lemma.len > 4 && truce_view_ends(lemma, ends[i]))
            return true;
    return false;
}

/* "The West African bloc ECOWAS": the name that the noun stands before. */
static const struct truce_mention *name_beside(const struct truce_tree *tree,
                                               const struct truce_growing *list,
                                               int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        const struct truce_mention *m;
        if (c < noun || (rel != TRUCE_REL_flat && rel != TRUCE_REL_appos))
            continue;
        m = truce_refs__at(list->items, list->n, c);
        if (m && m->actor.code)
            return m;
    }
    return NULL;
}

/* "said A, of the opposition party": whom a name outside the lexicon speaks
 * for. */
static const struct truce_mention *party_of(const struct truce_tree *tree,
                                            const struct truce_growing *list,
                                            int32_t name)
{
    const struct truce_mention *m;
    if (truce_tree_token(tree, name)->upos != TRUCE_UPOS_PROPN)
        return NULL;
    for (int32_t c = tree->first[name]; c >= 0; c = tree->next[c]) {
        if (c < name || truce_tree_rel(tree, c) != TRUCE_REL_nmod ||
            !truce_tree_word_in(truce_tree_prep(tree, c), " of from for ", 13))
            continue;
        m = truce_refs__at(list->items, list->n, c);
        if (m && m->actor.code && m->actor.sector)
            return m;
    }
    return NULL;
}

/* "A band of terrorists ... They": those who are counted. */
static const struct truce_mention *counted(const struct truce_tree *tree,
                                           const struct truce_growing *list,
                                           int32_t noun)
{
    if (!truce_tree_lemma_in(tree, noun,
                             " hundred thousand dozen million score group "
                             "number crowd lot majority handful couple mob "
                             "band series gang "))
        return NULL;
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_nmod &&
            truce_view_eq_text(truce_tree_prep(tree, c), "of") &&
            truce_refs__plural(tree, c))
            return truce_refs__at(list->items, list->n, c);
    return NULL;
}

void truce_refs__subject(const struct truce_tree *tree,
                         const struct truce_growing *list,
                         struct truce_recent *recent)
{
    struct truce_actor found[TRUCE_REFS_GROUP];
    size_t n = 0;
    int32_t subject;
    const struct truce_mention *m;
    uint8_t upos;
    recent->fresh = false;
    if (tree->root < 0)
        return;
    subject = truce_tree_child(tree, tree->root, TRUCE_REL_nsubj);
    if (subject < 0)
        return;
    m = truce_refs__at(list->items, list->n, subject);
    if (!m)
        m = name_beside(tree, list, subject);
    if (!m)
        m = party_of(tree, list, subject);
    if (!m)
        m = counted(tree, list, subject);
    upos = truce_tree_token(tree, subject)->upos;
    if (m) {
        truce_refs__joined(tree, list, (int32_t)m->head, true, found, &n);
        memcpy(recent->subjects, found, n * sizeof *found);
        recent->n_subjects = n;
        recent->fresh = true;
        recent->many =
            n > 1 ||
            (truce_refs__plural(tree, (int32_t)m->head) &&
             (m->actor.code || !truce_tree_lemma_in(tree, subject, envoys)));
    } else if (upos == TRUCE_UPOS_NOUN) {
        bool plural = truce_refs__plural(tree, subject);
        if (plural && !is_people(tree, subject))
            return;             /* "The talks ... They" */
        recent->n_subjects = 0; /* "The plan ... It ..." */
        recent->many = plural;
    } else if (truce_view_eq_text(truce_tree_token(tree, subject)->xpos,
                                  "NNPS") ||
               truce_tree_lemma_is(tree, subject, "they")) {
        recent->n_subjects = 0; /* "Okinawans ... They ..." */
        recent->many = true;
    }
}
