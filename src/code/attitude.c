/*
 * How the speaker sees whom: each word of lexicon/stance.tsv inside the words
 * is led by the tree to the one that it charges or credits. A verb leads to
 * who does it or whom it is felt for, a noun to its owner, an adjective to
 * what it describes.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "code/stance_int.h"

#define ASKED (-0.3)   /* "must", "should": a demand */
#define WARNED (-0.4)  /* "should not" */
#define SUPPOSED (0.5) /* weight of what stands under "if" */

static const char light[] =
    " be commit carry launch make show play take start continue have step "
    "give wage conduct perpetrate pursue use stop end cease offer provide "
    "display prove demonstrate choose lend put keep express break ";
/* Nouns whose "of" names the one that suffers. */
static const char suffering[] =
    " occupation invasion killing bombing shelling massacre violation breach "
    "bombardment betrayal annexation obstruction murder blockade threat "
    "atrocity ";

static void charge(struct truce_stance *s, const struct truce_actors *actors,
                   double value)
{
    for (size_t i = 0; i < actors->n; i++)
        for (size_t k = 0; k < s->statement->n_targets; k++)
            if (truce_same_side(&s->statement->targets[k].actor,
                                &actors->items[i])) {
                s->sums[k] += value;
                s->counts[k]++;
            }
}

/* Actors of a noun phrase, or else of those who own it. */
static int find_owners(struct truce_stance *s, const struct truce_sense *sense,
                       int32_t noun, bool of, struct truce_actors *out)
{
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[noun]; rc == TRUCE_OK && c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view prep = truce_sense_prep(sense, c);
        bool poss = sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss;
        bool by = truce_view_eq_text(prep, "by") ||
                  truce_view_eq_text(prep, "from") ||
                  (of && truce_view_eq_text(prep, "of"));
        if (poss || by || rel == TRUCE_REL_amod || rel == TRUCE_REL_compound)
            rc = truce_sense_actors(s->senses, sense, c, out);
        /* "sanctions imposed by X" */
        if (rel == TRUCE_REL_acl && c > noun)
            rc = find_owners(s, sense, c, false, out);
    }
    return rc;
}

static int find_named(struct truce_stance *s, const struct truce_sense *sense,
                      int32_t token, struct truce_actors *out)
{
    int rc = truce_sense_actors(s->senses, sense, token, out);
    return rc == TRUCE_OK && !out->n ? find_owners(s, sense, token, true, out)
                                     : rc;
}

static int find_subjects(struct truce_stance *s,
                         const struct truce_sense *sense, int32_t verb,
                         struct truce_actors *out)
{
    int32_t subjects[8];
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects, 8, NULL);
    int rc = TRUCE_OK;
    int32_t head = sense->sentence->tokens[verb].head;
    /* "the terrorists who attacked", "imposed by X" */
    if (sense->sentence->tokens[verb].rel == TRUCE_REL_acl_relcl && head >= 0 &&
        (!n || truce_sense_lemma(sense, subjects[0], " who which that ")))
        return find_named(s, sense, head, out);
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++)
        rc = find_named(s, sense, subjects[i], out);
    /* "accused X of breaking": X does it */
    if (rc == TRUCE_OK && !n && s->said->object >= 0 &&
        s->said->sentence == sense->index &&
        truce_tree_within(&sense->tree, verb, s->said->verb))
        rc = truce_sense_actors(s->senses, sense, s->said->object, out);
    return rc;
}

static int find_agents(struct truce_stance *s, const struct truce_sense *sense,
                       int32_t verb, struct truce_actors *out)
{
    if (truce_tree_passive(&sense->tree, verb))
        return find_owners(s, sense, verb, false, out);
    return find_subjects(s, sense, verb, out);
}

/* "sit face to face with X", "give up an inch of its land to X": hung one
 * or two levels deeper. */
static int find_with(struct truce_stance *s, const struct truce_sense *sense,
                     int32_t token, int depth, struct truce_actors *out)
{
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; rc == TRUCE_OK && c >= 0;
         c = sense->tree.next[c]) {
        struct truce_view prep = truce_sense_prep(sense, c);
        if (truce_view_eq_text(prep, "with") || truce_view_eq_text(prep, "to"))
            rc = truce_sense_actors(s->senses, sense, c, out);
        if (rc == TRUCE_OK && depth > 0 &&
            truce_tree_rel(&sense->tree, c) == TRUCE_REL_nmod)
            rc = find_with(s, sense, c, depth - 1, out);
    }
    return rc;
}

/* Objects and what follows with a preposition. */
static int find_objects(struct truce_stance *s, const struct truce_sense *sense,
                        int32_t verb, struct truce_actors *out)
{
    int rc = TRUCE_OK;
    if (truce_tree_passive(&sense->tree, verb))
        return find_subjects(s, sense, verb, out);
    for (int32_t c = sense->tree.first[verb]; rc == TRUCE_OK && c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view prep = truce_sense_prep(sense, c);
        if (rel == TRUCE_REL_obj || rel == TRUCE_REL_iobj)
            rc = find_named(s, sense, c, out);
        else if (rel == TRUCE_REL_obl && !truce_view_eq_text(prep, "in") &&
                 !truce_view_eq_text(prep, "at") &&
                 !truce_view_eq_text(prep, "against"))
            rc = truce_sense_actors(s->senses, sense, c, out);
        if (rc == TRUCE_OK &&
            (rel == TRUCE_REL_obl || rel == TRUCE_REL_advmod ||
             rel == TRUCE_REL_xcomp || rel == TRUCE_REL_obj))
            rc = find_with(s, sense, c, 1, out);
    }
    return rc;
}

/* Only wished for or asked: "urged X to respect", "should respect". */
static bool asked(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    if (truce_stance_has_child(sense, verb, " must should shall ought "))
        return true;
    return head >= 0 &&
           truce_sense_lemma(sense, head,
                             " urge call ask demand appeal want hope expect "
                             "need have encourage invite press ") &&
           truce_tree_rel(&sense->tree, verb) != TRUCE_REL_conj;
}

static bool supposed(const struct truce_sense *sense, int32_t verb)
{
    return truce_stance_has_child(sense, verb, " if unless whether ");
}

static int read_doer(struct truce_stance *s, const struct truce_sense *sense,
                     int32_t verb, double value)
{
    struct truce_actors found = {0};
    bool negated = truce_stance_negated(sense, verb);
    if (value < 0 && truce_stance_own(s, sense, verb) &&
        !truce_tree_passive(&sense->tree, verb)) {
        /* "would strike X" is about X */
        if (find_objects(s, sense, verb, &found) < 0)
            return TRUCE_ENOMEM;
        if (!negated && found.n)
            charge(s, &found, value);
        if (found.n)
            return TRUCE_OK;
    }
    if (find_agents(s, sense, verb, &found) < 0)
        return TRUCE_ENOMEM;
    if (supposed(sense, verb))
        value = value < 0 ? value * SUPPOSED : 0;
    if (value == 0 || asked(sense, verb) || (negated && value < -0.5))
        return TRUCE_OK;
    charge(s, &found, negated ? -value : value);
    return TRUCE_OK;
}

static int read_done(struct truce_stance *s, const struct truce_sense *sense,
                     int32_t verb, double value)
{
    struct truce_actors found = {0};
    bool negated = truce_stance_negated(sense, verb);
    bool passive = truce_tree_passive(&sense->tree, verb);
    if ((!passive && !truce_stance_own(s, sense, verb)) ||
        (negated && value < 0) || supposed(sense, verb))
        return TRUCE_OK;
    if (find_objects(s, sense, verb, &found) < 0)
        return TRUCE_ENOMEM;
    charge(s, &found, negated ? -value : value);
    return TRUCE_OK;
}

/* Dealings count where the speaker will not have them. */
static int read_deal(struct truce_stance *s, const struct truce_sense *sense,
                     int32_t verb, double value)
{
    return truce_stance_negated(sense, verb) ? read_done(s, sense, verb, value)
                                             : TRUCE_OK;
}

/* The verb that a noun is the object or complement of, when it only carries
 * the noun ("committed crimes", "with goodwill"). */
static int32_t carrier(const struct truce_sense *sense, int32_t noun)
{
    int32_t head = sense->sentence->tokens[noun].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, noun);
    if (rel == TRUCE_REL_conj && head >= 0) {
        noun = head;
        head = sense->sentence->tokens[noun].head;
        rel = truce_tree_rel(&sense->tree, noun);
    }
    /* "took part in the talks with goodwill" */
    if (rel == TRUCE_REL_nmod && head >= 0 &&
        truce_view_eq_text(truce_sense_prep(sense, noun), "with")) {
        head = sense->sentence->tokens[head].head;
        return head >= 0 &&
                       sense->sentence->tokens[head].upos == TRUCE_UPOS_VERB
                   ? head
                   : -1;
    }
    if (head < 0 || sense->sentence->tokens[head].upos != TRUCE_UPOS_VERB)
        return -1;
    if (rel == TRUCE_REL_obj && truce_sense_lemma(sense, head, light))
        return head;
    if (rel == TRUCE_REL_obl &&
        truce_view_eq_text(truce_sense_prep(sense, noun), "with"))
        return head;
    /* "cannot be considered an honest broker", "remains a partner" */
    if (rel == TRUCE_REL_xcomp &&
        truce_sense_lemma(sense, head,
                          " consider regard remain become see call stay "
                          "prove seem "))
        return head;
    return -1;
}

/* "failed to honour its commitments", "doubt on the neutrality of X". */
static bool belied(const struct truce_sense *sense, int32_t noun)
{
    for (int step = 0; step < 4 && noun >= 0; step++) {
        noun = sense->sentence->tokens[noun].head;
        if (noun >= 0 &&
            truce_sense_lemma(sense, noun,
                              " fail refuse break violate abandon lack doubt "
                              "question betray ignore neglect absence forget "
                              "lose end breach "))
            return true;
    }
    return false;
}

/* "called the occupation a crime": the noun is what the object is called. */
static bool naming(const struct truce_sense *sense, int32_t noun, int32_t verb)
{
    return truce_tree_rel(&sense->tree, noun) == TRUCE_REL_xcomp &&
           !truce_tree_passive(&sense->tree, verb) &&
           truce_sense_lemma(sense, verb,
                             " call consider regard see describe brand label "
                             "dub ");
}

static int read_noun(struct truce_stance *s, const struct truce_sense *sense,
                     int32_t noun, double value)
{
    struct truce_actors found = {0};
    int32_t verb = carrier(sense, noun);
    bool of = value > 0 || !truce_sense_lemma(sense, noun, suffering);
    bool own = false;
    if (truce_stance_negated(sense, noun) ||
        (verb >= 0 && truce_stance_negated(sense, verb) &&
         !truce_sense_lemma(sense, verb, " stop end cease ")) ||
        (value > 0 && belied(sense, noun)))
        value = -value;
    /* "X is a threat" */
    if (truce_tree_child(&sense->tree, noun, TRUCE_REL_nsubj) >= 0 &&
        truce_tree_child(&sense->tree, noun, TRUCE_REL_cop) >= 0) {
        if (find_subjects(s, sense, noun, &found) < 0)
            return TRUCE_ENOMEM;
        charge(s, &found, value);
        return TRUCE_OK;
    }
    if (find_owners(s, sense, noun, of, &found) < 0 ||
        truce_sense_actors(s->senses, sense, noun, &found) < 0)
        return TRUCE_ENOMEM;
    if (!found.n && verb >= 0) {
        own = truce_stance_own(s, sense, verb);
        if (naming(sense, noun, verb)) {
            if (find_objects(s, sense, verb, &found) < 0)
                return TRUCE_ENOMEM;
        } else if (!own && (value < 0 || !asked(sense, verb)) &&
                   (truce_tree_rel(&sense->tree, noun) == TRUCE_REL_xcomp
                        ? find_subjects(s, sense, verb, &found)
                        : find_agents(s, sense, verb, &found)) < 0)
            return TRUCE_ENOMEM;
    }
    charge(s, &found, value);
    return TRUCE_OK;
}

static int read_is(struct truce_stance *s, const struct truce_sense *sense,
                   int32_t word, double value)
{
    struct truce_actors found = {0};
    int32_t head = sense->sentence->tokens[word].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, word);
    if (truce_tree_child(&sense->tree, word, TRUCE_REL_nsubj) >= 0 ||
        rel == TRUCE_REL_xcomp ||
        (rel == TRUCE_REL_conj &&
         sense->sentence->tokens[word].upos == TRUCE_UPOS_ADJ)) {
        if (asked(sense, word))
            return TRUCE_OK;
        if (find_subjects(s, sense, word, &found) < 0)
            return TRUCE_ENOMEM;
        if (rel == TRUCE_REL_conj && !found.n && head >= 0 &&
            truce_tree_rel(&sense->tree, head) == TRUCE_REL_amod)
            return read_noun(s, sense, sense->sentence->tokens[head].head,
                             value);
        charge(s, &found, truce_stance_negated(sense, word) ? -value : value);
        return TRUCE_OK;
    }
    if (rel == TRUCE_REL_amod && head >= 0)
        return read_noun(s, sense, head, value);
    return sense->sentence->tokens[word].upos == TRUCE_UPOS_NOUN
               ? read_noun(s, sense, word, value)
               : TRUCE_OK;
}

/* "grateful to X", "expressed concern over X's acts": the one after the word,
 * or after the verb that carries it. */
static int read_feel(struct truce_stance *s, const struct truce_sense *sense,
                     int32_t word, double value)
{
    struct truce_actors found = {0};
    int32_t places[2] = {word, sense->sentence->tokens[word].head};
    bool carried = places[1] >= 0 &&
                   truce_sense_lemma(sense, places[1],
                                     " express voice convey extend offer "
                                     "reiterate declare ");
    if (!carried && sense->sentence->tokens[word].upos != TRUCE_UPOS_ADJ &&
        sense->sentence->tokens[word].upos != TRUCE_UPOS_VERB)
        return TRUCE_OK;
    for (int i = 0; i <= carried; i++)
        for (int32_t c = sense->tree.first[places[i]]; c >= 0;
             c = sense->tree.next[c]) {
            struct truce_view prep = truce_sense_prep(sense, c);
            if ((truce_view_eq_text(prep, "to") ||
                 truce_view_eq_text(prep, "for") ||
                 truce_view_eq_text(prep, "with") ||
                 truce_view_eq_text(prep, "over") ||
                 truce_view_eq_text(prep, "in") ||
                 truce_view_eq_text(prep, "at") ||
                 truce_view_eq_text(prep, "about") ||
                 truce_view_eq_text(prep, "by")) &&
                !found.n && find_named(s, sense, c, &found) < 0)
                return TRUCE_ENOMEM;
        }
    charge(s, &found, truce_stance_negated(sense, word) ? -value : value);
    return TRUCE_OK;
}

typedef int (*reader)(struct truce_stance *s, const struct truce_sense *sense,
                      int32_t head, double value);

static int read_section(struct truce_stance *s, const struct truce_sense *sense,
                        enum truce_cue_section section, reader read)
{
    struct truce_cue_hit hit;
    size_t at = 0;
    int32_t head;
    int rc = TRUCE_OK;
    while (rc == TRUCE_OK &&
           truce_stance_next(s, sense, section, &at, &hit, &head))
        rc = read(s, sense, head, strtod(hit.code, NULL));
    return rc;
}

/* "X must withdraw": one side is asked for something. */
static int read_demands(struct truce_stance *s, const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        const struct truce_token *t = &sense->sentence->tokens[k];
        struct truce_actors found = {0};
        if (t->begin < s->said->begin || t->begin >= s->said->end ||
            (t->upos != TRUCE_UPOS_VERB && t->upos != TRUCE_UPOS_ADJ) ||
            !truce_stance_has_child(sense, (int32_t)k, " must should ought ") ||
            truce_stance_own(s, sense, (int32_t)k))
            continue;
        if (find_subjects(s, sense, (int32_t)k, &found) < 0)
            return TRUCE_ENOMEM;
        if (found.n == 1)
            charge(s, &found,
                   truce_stance_negated(sense, (int32_t)k) ? WARNED : ASKED);
    }
    return TRUCE_OK;
}

/* The one that the reporting verb is aimed at, or who is to do what it
 * demands. */
static int read_aim(struct truce_stance *s)
{
    const struct truce_said *said = s->said;
    const struct truce_sense *sense = &s->senses->items[said->sentence];
    struct truce_actors found = {0};
    int32_t clause;
    if (said->verb < 0 || !said->speech || isnan(said->speech->stance))
        return TRUCE_OK;
    if (said->object >= 0) {
        if (find_named(s, sense, said->object, &found) < 0)
            return TRUCE_ENOMEM;
        charge(s, &found, said->speech->stance);
    }
    clause = truce_tree_child(&sense->tree, said->verb, TRUCE_REL_ccomp);
    if (found.n || clause < 0 || strcmp(said->speech->act, "demand"))
        return TRUCE_OK;
    if (find_subjects(s, sense, clause, &found) < 0)
        return TRUCE_ENOMEM;
    if (found.n == 1)
        charge(s, &found, said->speech->stance);
    return TRUCE_OK;
}

int truce_stance_actors(struct truce_stance *s)
{
    static const struct {
        enum truce_cue_section section;
        reader read;
    } readers[] = {
        {TRUCE_FACT_DOER, read_doer}, {TRUCE_FACT_DONE, read_done},
        {TRUCE_FACT_DEAL, read_deal}, {TRUCE_FACT_OWN, read_noun},
        {TRUCE_FACT_IS, read_is},     {TRUCE_FACT_FEEL, read_feel},
    };
    const size_t n_readers = sizeof readers / sizeof *readers;
    size_t last, first = truce_stance_first(s, &last);
    int rc = read_aim(s);
    if (!strcmp(s->statement->act, "deny"))
        return rc;
    for (size_t i = first; rc == TRUCE_OK && i < last; i++) {
        const struct truce_sense *sense = &s->senses->items[i];
        for (size_t k = 0; rc == TRUCE_OK && k < n_readers; k++)
            rc = read_section(s, sense, readers[k].section, readers[k].read);
        if (rc == TRUCE_OK)
            rc = read_demands(s, sense);
    }
    return rc;
}
