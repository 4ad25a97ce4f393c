/*
 * How the speaker sees whom: each word of lexicon/stance.tsv inside the words
 * is led by the tree to the one that it charges or credits. A verb leads to
 * who does it or whom it is felt for, a noun to its owner, an adjective to
 * what it describes. What the speaker says to feel comes first and holds over
 * the words below it: "rejected the help of X" is against X.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "code/stance_int.h"
#include "code/words.h"

#define WARNED (-0.4)  /* "should not" */
#define SUPPOSED (0.5) /* weight of what stands under "if" */

static const char light[] = TRUCE_WORDS_STANCE_LIGHT;
/* Nouns that report what another holds: under a denial nothing of it is so. */
static const char held[] = TRUCE_WORDS_STANCE_HELD;

const char truce_stance_blows[] = TRUCE_WORDS_BLOW;
const char truce_stance_blows_if[] = TRUCE_WORDS_BLOW_IF;

int32_t truce_stance_condition(const struct truce_sense *sense, int32_t verb)
{
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_advcl &&
            truce_stance_has_child(sense, c, " if unless until "))
            return c;
    return -1;
}

bool truce_stance_asked(const struct truce_sense *sense, int32_t verb)
{
    static const char asking[] =
        " urge call ask demand appeal want hope expect need have encourage "
        "invite press ";
    for (int step = 0; step < 3 && verb >= 0; step++) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
        int32_t head = sense->sentence->tokens[verb].head;
        bool to = truce_stance_has_child(sense, verb, " to ");
        if (truce_stance_has_child(sense, verb, " must should shall ought ") ||
            (rel != TRUCE_REL_conj && truce_sense_lemma(sense, head, asking)))
            return true;
        /* "should do more to protect", "urged X to stop and to help" */
        if (rel != TRUCE_REL_conj &&
            !(to && (rel == TRUCE_REL_xcomp || rel == TRUCE_REL_advcl)))
            return false;
        verb = head;
    }
    return false;
}

static bool supposed(const struct truce_sense *sense, int32_t verb)
{
    return truce_stance_has_child(sense, verb, " if unless whether ");
}

/* "it armed the rebels", "they fired": a pronoun and no will of its own. */
static bool of_other(const struct truce_sense *sense, int32_t verb)
{
    int32_t subject = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
    return truce_sense_lemma(sense, subject, " it they ") &&
           !truce_stance_has_child(sense, verb, " will would shall can could ");
}

static int read_doer(struct truce_stance *s, const struct truce_sense *sense,
                     int32_t verb, double value)
{
    struct truce_actors found = {0};
    bool negated = truce_stance_negated(sense, verb);
    if (value < 0 && truce_stance_own(s, sense, verb) &&
        !truce_stance__passive(sense, verb)) {
        /* "would strike X" is about X; "it armed X" may be of another */
        if (of_other(sense, verb))
            return TRUCE_OK;
        if (truce_stance__objects(s, sense, verb, &found) < 0)
            return TRUCE_ENOMEM;
        if (!negated && found.n)
            truce_stance__charge(s, sense, verb, &found, value);
        if (found.n)
            return TRUCE_OK;
    }
    if (truce_stance__agents(s, sense, verb, &found) < 0)
        return TRUCE_ENOMEM;
    /* "will not be intimidated by X" */
    if (negated && value < 0 && truce_stance__passive(sense, verb) &&
        truce_stance_own(s, sense, verb)) {
        truce_stance__charge(s, sense, verb, &found, WARNED);
        return TRUCE_OK;
    }
    if (supposed(sense, verb))
        value = value < 0 ? value * SUPPOSED : 0;
    if (value == 0 || truce_stance_asked(sense, verb) ||
        (negated && value < -0.5))
        return TRUCE_OK;
    truce_stance__charge(s, sense, verb, &found, negated ? -value : value);
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
    if (truce_stance__objects(s, sense, verb, &found) < 0)
        return TRUCE_ENOMEM;
    truce_stance__charge(s, sense, verb, &found, negated ? -value : value);
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

/* "failed to honour its commitments", "has not kept its word", "doubt on the
 * neutrality of X": turned once a word. */
static bool belied(const struct truce_sense *sense, int32_t noun)
{
    bool turned = false;
    for (int step = 0; step < 4 && noun >= 0; step++) {
        noun = sense->sentence->tokens[noun].head;
        if (noun < 0)
            break;
        if (truce_sense_lemma(sense, noun,
                              " fail refuse break violate abandon lack doubt "
                              "question betray ignore neglect absence forget "
                              "lose end breach deny overestimate exaggerate "))
            turned = !turned;
        if (sense->sentence->tokens[noun].upos == TRUCE_UPOS_VERB) {
            if (truce_stance_negated(sense, noun) &&
                !truce_sense_lemma(sense, sense->sentence->tokens[noun].head,
                                   " fail refuse "))
                turned = !turned;
            if (truce_tree_rel(&sense->tree, noun) != TRUCE_REL_xcomp)
                break;
        }
    }
    return turned;
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

/* "saw no readiness in Baku": those in whom a quality is seen. */
static int find_in(struct truce_stance *s, const struct truce_sense *sense,
                   int32_t noun, struct truce_actors *out)
{
    int rc = TRUCE_OK;
    if (!truce_sense_lemma(sense, noun,
                           " readiness willingness goodwill will wish "
                           "sincerity desire interest flexibility "))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[noun]; rc == TRUCE_OK && c >= 0;
         c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "in") ||
            truce_view_eq_text(truce_sense_prep(sense, c), "on"))
            rc = truce_sense_actors(s->senses, sense, c, out);
    return rc;
}

/* "Armenia's leadership", "the mediation team": who it is, no quality. */
static bool is_actor(const struct truce_sense *sense, int32_t noun)
{
    const struct truce_mention *m = truce_sense_mention(sense, noun);
    return m && m->actor.code;
}

/* "acted as a puppet", "described the plan as a trap": what it is called. */
static int read_as(struct truce_stance *s, const struct truce_sense *sense,
                   int32_t word, double value)
{
    int32_t verb = sense->sentence->tokens[word].head;
    struct truce_actors found = {0};
    int32_t object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    if (verb == s->said->verb && s->said->object >= 0)
        object = s->said->object;
    if (object >= 0 ? truce_stance__named(s, sense, object, &found)
                    : truce_stance__agents(s, sense, verb, &found))
        return TRUCE_ENOMEM;
    truce_stance__charge(s, sense, word, &found,
                         truce_stance_negated(sense, verb) ? -value : value);
    return TRUCE_OK;
}

static bool is_as(const struct truce_sense *sense, int32_t word)
{
    int32_t verb = sense->sentence->tokens[word].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, word);
    return verb >= 0 && sense->sentence->tokens[verb].upos == TRUCE_UPOS_VERB &&
           (rel == TRUCE_REL_obl || rel == TRUCE_REL_advcl) &&
           truce_stance_has_child(sense, word, " as ");
}

static int read_noun(struct truce_stance *s, const struct truce_sense *sense,
                     int32_t noun, double value)
{
    struct truce_actors found = {0};
    int32_t verb = carrier(sense, noun);
    bool of =
        value > 0 || !truce_sense_lemma(sense, noun, truce_stance__suffering);
    bool own = false;
    if (truce_stance_negated(sense, noun) ||
        (value > 0 ? belied(sense, noun)
                   : verb >= 0 && truce_stance_negated(sense, verb) &&
                         !truce_sense_lemma(sense, verb, " stop end cease ")))
        value = -value;
    if (value > 0 && verb >= 0 && supposed(sense, verb))
        return TRUCE_OK;
    /* "X is a threat"; "talks with X would be a mistake" */
    if (truce_tree_child(&sense->tree, noun, TRUCE_REL_nsubj) >= 0 &&
        truce_tree_child(&sense->tree, noun, TRUCE_REL_cop) >= 0) {
        int32_t subject = truce_tree_child(&sense->tree, noun, TRUCE_REL_nsubj);
        if (truce_stance__subjects(s, sense, noun, &found) < 0 ||
            (!found.n && value < 0 &&
             truce_stance__with(s, sense, subject, 1, &found) < 0))
            return TRUCE_ENOMEM;
        truce_stance__charge(s, sense, noun, &found, value);
        return TRUCE_OK;
    }
    if (truce_stance__owners(s, sense, noun, of, &found) < 0 ||
        truce_sense_actors(s->senses, sense, noun, &found) < 0 ||
        (!found.n && value != 0 && find_in(s, sense, noun, &found) < 0))
        return TRUCE_ENOMEM;
    if (!found.n && verb >= 0) {
        own = truce_stance_own(s, sense, verb);
        if (naming(sense, noun, verb)) {
            if (truce_stance__objects(s, sense, verb, &found) < 0)
                return TRUCE_ENOMEM;
        } else if (!own && (value < 0 || !truce_stance_asked(sense, verb)) &&
                   (truce_tree_rel(&sense->tree, noun) == TRUCE_REL_xcomp
                        ? truce_stance__subjects(s, sense, verb, &found)
                        : truce_stance__agents(s, sense, verb, &found)) < 0)
            return TRUCE_ENOMEM;
    }
    truce_stance__charge(s, sense, noun, &found, value);
    return TRUCE_OK;
}

static int read_is(struct truce_stance *s, const struct truce_sense *sense,
                   int32_t word, double value)
{
    struct truce_actors found = {0};
    int32_t head = sense->sentence->tokens[word].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, word);
    if (is_as(sense, word))
        return read_as(s, sense, word, value);
    if (truce_tree_child(&sense->tree, word, TRUCE_REL_nsubj) >= 0 ||
        rel == TRUCE_REL_xcomp ||
        (rel == TRUCE_REL_conj &&
         sense->sentence->tokens[word].upos == TRUCE_UPOS_ADJ)) {
        if (truce_stance_asked(sense, word))
            return TRUCE_OK;
        if (truce_stance__subjects(s, sense, word, &found) < 0)
            return TRUCE_ENOMEM;
        if (rel == TRUCE_REL_conj && !found.n && head >= 0 &&
            truce_tree_rel(&sense->tree, head) == TRUCE_REL_amod)
            return read_noun(s, sense, sense->sentence->tokens[head].head,
                             value);
        truce_stance__charge(s, sense, word, &found,
                             truce_stance_negated(sense, word) ? -value
                                                               : value);
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
                                     "reiterate declare have feel lose ");
    if (carried && truce_sense_lemma(sense, places[1], " lose "))
        value = -value;
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
                !found.n && truce_stance__named(s, sense, c, &found) < 0)
                return TRUCE_ENOMEM;
        }
    truce_stance__charge(s, sense, word, &found,
                         truce_stance_negated(sense, word) ? -value : value);
    return TRUCE_OK;
}

/* Part of what the speaker calls his object: "called it a brutal attack". */
static bool is_named(const struct truce_stance *s,
                     const struct truce_sense *sense, int32_t token)
{
    int32_t named = s->said->named;
    return named >= 0 && sense->index == s->said->sentence && !s->feels &&
           (token == named ||
            (sense->sentence->tokens[token].head == named &&
             truce_tree_rel(&sense->tree, token) == TRUCE_REL_amod));
}

static int read_named(struct truce_stance *s, const struct truce_sense *sense,
                      int32_t token, double value)
{
    struct truce_actors found = {0};
    if (truce_stance__named(s, sense, s->said->object, &found) < 0)
        return TRUCE_ENOMEM;
    truce_stance__charge(s, sense, token, &found,
                         truce_stance_negated(sense, token) ? -value : value);
    return TRUCE_OK;
}

/* Inside "rejected claims that ...": not what the speaker holds. */
static bool disbelieved(const struct truce_stance *s,
                        const struct truce_sense *sense, int32_t token)
{
    static const char against[] = " reject deny dismiss refute rebuff ";
    const struct truce_token *tokens = sense->sentence->tokens;
    for (int step = 0; step < 12 && token >= 0; step++) {
        int32_t head = tokens[token].head;
        if (head >= 0 && tokens[head].begin < s->said->begin)
            return false;
        if (truce_sense_lemma(sense, head, held) && tokens[head].head >= 0 &&
            truce_sense_lemma(sense, tokens[head].head, against) &&
            (truce_tree_rel(&sense->tree, token) == TRUCE_REL_acl ||
             truce_view_eq_text(truce_sense_prep(sense, token), "of")))
            return true;
        token = head;
    }
    return false;
}

typedef int (*reader)(struct truce_stance *s, const struct truce_sense *sense,
                      int32_t head, double value);

/* A quality, unless it is in the name of somebody. */
static int read_own(struct truce_stance *s, const struct truce_sense *sense,
                    int32_t noun, double value)
{
    return is_actor(sense, noun) ? TRUCE_OK : read_noun(s, sense, noun, value);
}

static int read_section(struct truce_stance *s, const struct truce_sense *sense,
                        enum truce_cue_section section, reader read)
{
    struct truce_cue_hit hit;
    size_t at = 0;
    int32_t head;
    int rc = TRUCE_OK;
    s->hit = &hit;
    s->feels = section == TRUCE_FACT_DONE || section == TRUCE_FACT_DEAL ||
               section == TRUCE_FACT_FEEL;
    while (rc == TRUCE_OK &&
           truce_stance_next(s, sense, section, &at, &hit, &head))
        if (is_named(s, sense, head))
            rc = read_named(s, sense, head, strtod(hit.code, NULL));
        else if (!disbelieved(s, sense, head))
            rc = read(s, sense, head, strtod(hit.code, NULL));
    s->hit = NULL;
    s->feels = false;
    return rc;
}

int truce_stance_actors(struct truce_stance *s)
{
    static const struct {
        enum truce_cue_section section;
        reader read;
    } readers[] = {
        {TRUCE_FACT_DONE, read_done}, {TRUCE_FACT_DEAL, read_deal},
        {TRUCE_FACT_FEEL, read_feel}, {TRUCE_FACT_DOER, read_doer},
        {TRUCE_FACT_OWN, read_own},   {TRUCE_FACT_IS, read_is},
    };
    const size_t n_readers = sizeof readers / sizeof *readers;
    size_t last, first = truce_stance_first(s, &last);
    int rc;
    s->feels = true;
    rc = truce_stance__aim(s);
    s->feels = false;
    if (!strcmp(s->statement->act, "deny"))
        return rc;
    for (size_t i = first; rc == TRUCE_OK && i < last; i++) {
        const struct truce_sense *sense = &s->senses->items[i];
        rc = truce_stance__without(s, sense);
        if (rc == TRUCE_OK)
            rc = truce_stance__loyalty(s, sense);
        for (size_t k = 0; rc == TRUCE_OK && k < n_readers; k++)
            rc = read_section(s, sense, readers[k].section, readers[k].read);
        if (rc == TRUCE_OK)
            rc = truce_stance__demands(s, sense);
        if (rc == TRUCE_OK)
            rc = truce_stance__conditions(s, sense);
    }
    return rc;
}
