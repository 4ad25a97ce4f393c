/* Whom a pronoun or a definite noun stands for: the subject above, those it
 * is joined with, else who acted in the sentence before. */
#include <string.h>

#include "code/refs_int.h"

const struct truce_mention *truce_refs__at(const struct truce_mention *items,
                                           size_t n, int32_t token)
{
    for (size_t i = 0; i < n; i++)
        if (items[i].head == (size_t)token ||
            (items[i].first <= (size_t)token && (size_t)token <= items[i].last))
            return &items[i];
    return NULL;
}

/* The last word of a name. */
static const char *surname_in(const char *name)
{
    const char *last = strrchr(name, ' ');
    return last ? last + 1 : name;
}

bool truce_refs__plural(const struct truce_tree *tree, int32_t token)
{
    struct truce_view xpos = truce_tree_token(tree, token)->xpos;
    return truce_view_eq_text(xpos, "NNS") || truce_view_eq_text(xpos, "NNPS");
}

static bool is_they(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_lemma_in(tree, token, " they their them ");
}

/* Whether the noun `subject` may be meant by the pronoun `token`. */
static bool may_mean(const struct truce_tree *tree, int32_t token,
                     int32_t subject)
{
    bool they = is_they(tree, token);
    uint8_t upos = truce_tree_token(tree, subject)->upos;
    if (upos != TRUCE_UPOS_NOUN && upos != TRUCE_UPOS_PROPN)
        return false;
    return they || upos == TRUCE_UPOS_PROPN ||
           !truce_refs__plural(tree, subject);
}

/* The verb whose object or addressee the pronoun is, -1: none. */
static int32_t object_of(const struct truce_tree *tree, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(tree, token);
    return rel == TRUCE_REL_obj || rel == TRUCE_REL_iobj || rel == TRUCE_REL_obl
               ? truce_tree_token(tree, token)->head
               : -1;
}

/* "The court convicted the leaders, saying they ...", "He said they ...": one
 * person or court is not "they"; a ministry or company may be. */
static bool is_one(const struct truce_tree *tree, int32_t subject,
                   const struct truce_mention *m)
{
    const struct truce_token *t = truce_tree_token(tree, subject);
    if (t->upos == TRUCE_UPOS_PRON)
        return truce_tree_lemma_in(tree, subject, " he she ");
    if (truce_refs__plural(tree, subject) ||
        truce_tree_child(tree, subject, TRUCE_REL_conj) >= 0)
        return false;
    return truce_refs__person(&m->actor) ||
           (m->actor.sector && !strcmp(m->actor.sector, "JUD"));
}

/* The last mention of several before the pronoun, outside its clause: whom
 * the one that speaks tells of. */
static const struct truce_mention *
several_before(const struct truce_tree *tree, const struct truce_growing *list,
               int32_t token)
{
    const struct truce_mention *found = NULL;
    int32_t verb = truce_tree_token(tree, token)->head;
    for (size_t i = 0; i < list->n; i++) {
        const struct truce_mention *m = &list->items[i];
        if (m->last < (size_t)token &&
            (truce_refs__plural(tree, (int32_t)m->head) ||
             truce_tree_child(tree, (int32_t)m->head, TRUCE_REL_conj) >= 0) &&
            (verb < 0 || !truce_tree_within(tree, (int32_t)m->head, verb)) &&
            (!found || m->first > found->first))
            found = m;
    }
    return found;
}

static int32_t possessor(const struct truce_tree *tree, int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c])
        if (truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss)
            return c;
    return -1;
}

/* The subject's mention in a clause above `token`, skipping the token's own
 * place, or NULL. `ahead`: it may stand behind what it
 * says. *other tells of a subject on the way that the pronoun may
 * mean but that is no known actor: "the islanders said they". */
static const struct truce_mention *
subject_above(const struct truce_tree *tree, const struct truce_growing *list,
              int32_t token, bool ahead, bool *other)
{
    int32_t at = token, below = -1, verb = object_of(tree, token);
    *other = false;
    for (int step = 0; step < 10 && at >= 0; step++) {
        int32_t subject = truce_tree_child(tree, at, TRUCE_REL_nsubj);
        if (subject < 0 && below >= 0 && at != token &&
            truce_tree_token(tree, at)->upos == TRUCE_UPOS_NOUN &&
            (truce_tree_rel(tree, below) == TRUCE_REL_acl ||
             truce_tree_rel(tree, below) == TRUCE_REL_ccomp))
            subject = possessor(tree, at); /* "Oslo's claim that it ..." */
        const struct truce_mention *found =
            subject >= 0 && subject != token
                ? truce_refs__at(list->items, list->n, subject)
                : NULL;
        if (at == verb)
            subject = -1; /* "accused them" is of others */
        if (subject > token && !ahead && below >= 0 &&
            truce_tree_rel(tree, below) == TRUCE_REL_ccomp)
            subject = -1; /* "Its strikes hit it, the UN said" */
        below = at;
        at = truce_tree_token(tree, at)->head;
        if (subject < 0 || subject == token ||
            truce_tree_within(tree, token, subject))
            continue;
        if (found && is_they(tree, token) &&
            truce_tree_token(tree, token)->rel != TRUCE_REL_nmod_poss &&
            is_one(tree, subject, found)) {
            const struct truce_mention *several =
                several_before(tree, list, token);
            return several || subject > token ? several : found;
        }
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
void truce_refs__joined(const struct truce_tree *tree,
                        const struct truce_growing *list, int32_t head,
                        bool outer, struct truce_actor *out, size_t *n)
{
    size_t last = (size_t)head;
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].head == (size_t)head) {
            if (*n < TRUCE_REFS_GROUP)
                out[(*n)++] = list->items[i].actor;
            last = list->items[i].last;
        }
    for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        bool modifier = rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
                        (rel == TRUCE_REL_nmod && (size_t)c <= last);
        if (rel == TRUCE_REL_conj && (outer || (size_t)c > last))
            truce_refs__joined(tree, list, c, true, out, n);
        else if (modifier && c < head && and_before(tree, c, head))
            truce_refs__joined(tree, list, c, true, out, n);
        else if (modifier && c > head)
            truce_refs__joined(tree, list, c, false, out, n);
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

/* "the two countries": not their presidents. */
static bool names_countries(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_lemma_in(tree, token,
                               " country nation state republic neighbor "
                               "neighbour territory ");
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
    if (names_countries(tree, token) && mention.actor.sector &&
        (!strcmp(mention.actor.sector, "GOV") ||
         !strcmp(mention.actor.sector, "ELI") ||
         !strcmp(mention.actor.sector, "CVL"))) {
        mention.actor.sector = mention.actor.office = NULL;
        mention.actor.kind = "country";
        mention.actor.name = NULL;
    } else if (!mention.actor.sector && mention.actor.kind &&
               !strcmp(mention.actor.kind, "country") &&
               truce_tree_lemma_in(tree, token,
                                   " leader president minister government "
                                   "official delegation ")) {
        mention.actor.sector = "GOV";
    }
    mention.actor.confidence *= 0.8f;
    return mention;
}

static int append(struct truce_arena *arena, struct truce_growing *list,
                  struct truce_mention mention)
{
    int rc = truce_arena_grow(arena, &list->items, list->n, &list->cap,
                              sizeof *list->items);
    if (rc == TRUCE_OK)
        list->items[list->n++] = mention;
    return rc;
}

bool truce_refs__known(const struct truce_recent *recent, size_t size)
{
    return (recent->partial && size == 2) || recent->n_parties >= size ||
           recent->n == size;
}

/* Of more parties than are meant, those who hold the office that the noun
 * tells: "the two ministers" after two ministers and their host. How many. */
static size_t by_office(const struct truce_tree *tree, int32_t token,
                        const struct truce_recent *recent,
                        struct truce_actor out[TRUCE_REFS_GROUP])
{
    static const char *const offices[] = {"minister", "president", "envoy",
                                          "commander"};
    size_t n = 0;
    for (size_t k = 0; k < sizeof offices / sizeof *offices; k++) {
        if (!truce_view_eq_text(truce_tree_token(tree, token)->lemma,
                                offices[k]))
            continue;
        for (size_t i = 0; i < recent->n_parties; i++)
            if (recent->parties[i].office &&
                strstr(recent->parties[i].office, offices[k]))
                out[n++] = recent->parties[i];
    }
    return n;
}

static bool is_body(const struct truce_actor *actor)
{
    return actor->kind && !strcmp(actor->kind, "organisation");
}

static bool has_body(const struct truce_actor *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_body(&items[i]))
            return true;
    return false;
}

static bool is_told_in(const struct truce_growing *list, const char *code)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].actor.code &&
            !strcmp(list->items[i].actor.code, code))
            return true;
    return false;
}

/* "the neighbours" after what a court told one of them: the states named
 * last, but for those of this sentence, who speak of them. How many. */
static size_t only_states(const struct truce_recent *recent,
                          const struct truce_growing *list,
                          struct truce_actor out[TRUCE_REFS_RECENT])
{
    size_t n = 0;
    for (size_t i = 0; i < recent->n; i++)
        if (!is_body(&recent->items[i]) &&
            !is_told_in(list, recent->items[i].code))
            out[n++] = recent->items[i];
    return n;
}

/* The parties of the last act between several, else the last `size`
 * different countries or bodies, named here or before. */
static int add_group(struct truce_arena *arena, const struct truce_tree *tree,
                     int32_t token, size_t size,
                     const struct truce_recent *recent,
                     struct truce_growing *list)
{
    struct truce_actor holders[TRUCE_REFS_GROUP];
    struct truce_actor states[TRUCE_REFS_RECENT];
    const struct truce_actor *items = recent->items;
    size_t n = recent->n;
    int rc = TRUCE_OK;
    if (recent->partial && size == 2)
        return append(arena, list, make(tree, token, &recent->parties[0]));
    if (recent->n_parties >= size) {
        items = recent->parties;
        n = recent->n_parties;
        if (n > size && by_office(tree, token, recent, holders) == size) {
            items = holders;
            n = size;
        }
    }
    if (names_countries(tree, token) && has_body(items, n)) {
        n = only_states(recent, list, states);
        items = states;
        if (n != size)
            return TRUCE_OK;
    }
    if (n < size || (items == recent->items && n > size))
        return TRUCE_OK;
    if (size > n)
        size = n;
    for (size_t i = size; i-- > 0 && rc == TRUCE_OK;)
        rc = append(arena, list, make(tree, token, &items[i]));
    return rc;
}

static int32_t clause_of(const struct truce_tree *tree, int32_t token)
{
    for (int step = 0; step < 10 && token >= 0; step++) {
        if (truce_tree_verbal(tree, token))
            return token;
        token = truce_tree_token(tree, token)->head;
    }
    return token;
}

/* "As for the issues that could not be agreed upon, is it possible to talk
 * about them": things of another clause of the sentence are meant. */
static bool means_things(const struct truce_tree *tree,
                         const struct truce_growing *list, int32_t token)
{
    int32_t clause = clause_of(tree, token);
    for (int32_t t = 0; t < token; t++)
        if (truce_view_eq_text(truce_tree_token(tree, t)->xpos, "NNS") &&
            truce_tree_rel(tree, t) != TRUCE_REL_compound &&
            !truce_refs__at(list->items, list->n, t) &&
            !truce_tree_within(tree, token, t) && clause_of(tree, t) != clause)
            return true;
    return false;
}

/* "it" is nobody in person. */
static bool is_thing(const struct truce_tree *tree, int32_t token,
                     const struct truce_mention *above)
{
    const struct truce_actor *actor = &above->actor;
    return truce_tree_lemma_is(tree, token, "it") &&
           truce_tree_token(tree, (int32_t)above->head)->upos ==
               TRUCE_UPOS_PROPN &&
           truce_refs__person(actor) && actor->name && actor->text.len &&
           truce_view_find(actor->text,
                           truce_view_of(surname_in(actor->name))) !=
               (size_t)-1;
}

/* A person is named in the sentence before the pronoun. */
static bool named_here(const struct truce_growing *list, int32_t token)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].last < (size_t)token &&
            (truce_refs__person(&list->items[i].actor) ||
             list->items[i].actor.office))
            return true;
    return false;
}

/* "After the troops came under fire, they asked for support": the subject of
 * the clause before, NULL: none. */
static const struct truce_mention *
subject_before(const struct truce_tree *tree, const struct truce_growing *list,
               int32_t token)
{
    int32_t verb = truce_tree_token(tree, token)->head, subject;
    if (truce_tree_rel(tree, token) != TRUCE_REL_nsubj || verb < 0)
        return NULL;
    for (int32_t c = tree->first[verb]; c >= 0 && c < token;
         c = tree->next[c]) {
        if (truce_tree_rel(tree, c) != TRUCE_REL_advcl)
            continue;
        subject = truce_tree_child(tree, c, TRUCE_REL_nsubj);
        if (subject >= 0 && may_mean(tree, token, subject) &&
            truce_refs__plural(tree, subject) == is_they(tree, token))
            return truce_refs__at(list->items, list->n, subject);
    }
    return NULL;
}

/* Who is meant by a pronoun; several for "they". Returns how many. */
static size_t antecedents(const struct truce_tree *tree,
                          const struct truce_growing *list,
                          const struct truce_recent *recent, int32_t token,
                          bool human, struct truce_actor *out)
{
    bool other, they = is_they(tree, token);
    size_t n = 0;
    const struct truce_mention *above = subject_above(
        tree, list, token,
        !recent->n_subjects ||
            truce_tree_token(tree, token)->rel != TRUCE_REL_nmod_poss,
        &other);
    if (!above)
        above = subject_before(tree, list, token);
    if (above && they && !truce_tree_lemma_in(tree, token, " their "))
        truce_refs__joined(tree, list, (int32_t)above->head, true, out, &n);
    if (above && is_thing(tree, token, above))
        return 0;
    if (above && n < 2 &&
        (!human || truce_refs__person(&above->actor) || above->actor.office)) {
        out[0] = above->actor;
        n = 1;
    }
    if (n || other)
        return n;
    if (truce_tree_lemma_is(tree, token, "them") &&
        means_things(tree, list, token))
        return 0;
    if (human && !named_here(list, token) && recent->n_subjects == 1 &&
        recent->fresh && !recent->many &&
        (truce_refs__person(&recent->subjects[0]) ||
         (recent->subjects[0].office && recent->subjects[0].kind &&
          strcmp(recent->subjects[0].kind, "country") != 0))) {
        out[0] = recent->subjects[0];
        return 1;
    }
    if (human) {
        for (size_t i = 0; i < recent->n && n == 0; i++)
            if (truce_refs__person(&recent->items[i]))
                out[n++] = recent->items[i];
        return n;
    }
    if (they && recent->n_subjects > 1) {
        memcpy(out, recent->subjects, recent->n_subjects * sizeof *out);
        return recent->n_subjects;
    }
    if (recent->n_subjects && !truce_refs__person(&recent->subjects[0]))
        out[n++] = recent->subjects[0];
    return n;
}

int truce_refs__add(struct truce_arena *arena, const struct truce_tree *tree,
                    int32_t token, struct truce_recent *recent,
                    struct truce_growing *list)
{
    struct truce_actor meant[TRUCE_REFS_GROUP];
    bool human, other;
    size_t size = truce_refs__group(tree, token), n;
    const struct truce_actor *actor;
    int rc = TRUCE_OK;
    actor = truce_voice_meant(&recent->voice, tree, token);
    if (actor)
        return append(arena, list, make(tree, token, actor));
    if (truce_tree_lemma_is(tree, token, "they") &&
        (recent->n_parties < 2 || recent->many ||
         subject_above(tree, list, token, true, &other) || other))
        size = 0;
    if (size > 0 && size <= TRUCE_REFS_GROUP)
        return add_group(arena, tree, token, size, recent, list);
    actor = truce_refs__named(tree, token, recent);
    if (!actor)
        actor = truce_refs__other(tree, token, recent, list);
    if (actor)
        return append(arena, list, make(tree, token, actor));
    if (!pronoun(tree, token, &human))
        return TRUCE_OK;
    n = antecedents(tree, list, recent, token, human, meant);
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++)
        rc = append(arena, list, make(tree, token, &meant[i]));
    return rc;
}
