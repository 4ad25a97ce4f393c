/*
 * Verbs of speaking and what hangs on them: the clause that they report, the
 * one whom they are aimed at, the words that count. Some are speech only in
 * some company: "backed the plan" is, "backed the rebels with arms" is not,
 * and what is denied or asked of another has not been said.
 */
#include "code/spoken.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "code/stance_int.h"
#include "code/words.h"

/* Longest verb with its particle: "rule out". */
#define VERB_MAX 40

const struct truce_speech *truce_spoken_verb(const struct truce_senses *senses,
                                             const struct truce_sense *sense,
                                             int32_t token)
{
    const struct truce_token *t = &sense->sentence->tokens[token];
    if (t->upos != TRUCE_UPOS_VERB && t->upos != TRUCE_UPOS_AUX)
        return NULL;
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        const struct truce_token *particle = &sense->sentence->tokens[c];
        const struct truce_speech *found;
        char both[VERB_MAX];
        int n;
        if (c != token + 1 || particle->upos != TRUCE_UPOS_ADP)
            continue;
        n = snprintf(both, sizeof both, "%.*s %.*s", TRUCE_VIEW_ARG(t->lemma),
                     TRUCE_VIEW_ARG(particle->lemma));
        found = n > 0 && (size_t)n < sizeof both
                    ? truce_cuebook_speech(senses->book, truce_view_of(both))
                    : NULL;
        if (found)
            return found;
    }
    return truce_cuebook_speech(senses->book, t->lemma);
}

int32_t truce_spoken_object(const struct truce_sense *sense, int32_t verb)
{
    static const enum truce_rel rels[] = {TRUCE_REL_obj, TRUCE_REL_iobj,
                                          TRUCE_REL_obl};
    for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) {
        int32_t object = truce_tree_child(&sense->tree, verb, rels[i]);
        if (object >= 0)
            return object;
    }
    return -1;
}

int32_t truce_spoken_outer(const struct truce_senses *senses,
                           const struct truce_sense *sense, int32_t verb)
{
    const struct truce_token *tokens = sense->sentence->tokens;
    int32_t above = tokens[verb].head;
    if (truce_tree_rel(&sense->tree, verb) != TRUCE_REL_conj || above < 0 ||
        truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj) >= 0 ||
        !truce_view_eq_text(tokens[verb].xpos, "VBD") ||
        (!truce_view_eq_text(tokens[above].xpos, "VB") &&
         !(truce_view_eq_text(tokens[above].xpos, "VBN") &&
           truce_stance_has_child(sense, above, " have "))))
        return -1;
    for (int step = 0; step < 4 && above >= 0; step++) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, above);
        above = tokens[above].head;
        if (rel == TRUCE_REL_ccomp && above >= 0 &&
            truce_spoken_verb(senses, sense, above))
            return above;
    }
    return -1;
}

/* The clause that tells what was said; -1: none. */
static int32_t clause_of(const struct truce_sense *sense, int32_t verb)
{
    static const enum truce_rel rels[] = {TRUCE_REL_ccomp, TRUCE_REL_parataxis};
    for (size_t i = 0; i < 2; i++) {
        int32_t c = truce_tree_child(&sense->tree, verb, rels[i]);
        if (c >= 0)
            return c;
    }
    /* "said in a statement that he welcomed it" */
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        int32_t below = truce_tree_rel(&sense->tree, c) == TRUCE_REL_obl
                            ? truce_tree_child(&sense->tree, c, TRUCE_REL_acl)
                            : -1;
        int32_t mark =
            below >= 0 ? truce_tree_child(&sense->tree, below, TRUCE_REL_mark)
                       : -1;
        if (mark >= 0 && truce_sense_lemma(sense, mark, " that "))
            return below;
    }
    /* "The deal is off, he said": the verb hangs on what it reports */
    if (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_parataxis)
        return sense->sentence->tokens[verb].head;
    return -1;
}

static struct truce_evidence clause_span(const struct truce_sense *sense,
                                         int32_t verb, int32_t clause)
{
    const struct truce_sentence *s = sense->sentence;
    struct truce_evidence span = truce_sense_span(sense, clause);
    size_t at = s->tokens[verb].begin;
    int32_t subjects[4];
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects, 4, NULL);
    for (size_t i = 0; i < n; i++) {
        struct truce_evidence who = truce_sense_span(sense, subjects[i]);
        if (who.begin < at && at - who.end < 3)
            at = who.begin;
    }
    if (at >= span.begin && at < span.end) {
        /* cut the teller off the told */
        if (at - span.begin > span.end - at)
            span.end = at;
        else
            span.begin = s->tokens[verb].end;
    }
    for (size_t k = 0; k < s->n_tokens; k++) {
        const struct truce_token *t = &s->tokens[k];
        /* "not conceivable right now": one word */
        if (t->end == span.end && k + 1 < s->n_tokens &&
            truce_sense_lemma(sense, (int32_t)k, " right just ") &&
            truce_sense_lemma(sense, (int32_t)k + 1, " now then here there "))
            span.end = s->tokens[k + 1].end;
        if (t->begin == span.begin && k + 1 < s->n_tokens &&
            (truce_view_eq_nocase(t->form, TRUCE_VIEW("that")) ||
             t->upos == TRUCE_UPOS_PUNCT))
            span.begin = s->tokens[k + 1].begin;
    }
    return span;
}

/* "insisted on the presence of a third party". */
static bool insists_on(const struct truce_sense *sense, int32_t verb,
                       int32_t object)
{
    return truce_sense_lemma(sense, verb, " insist ") && object >= 0 &&
           truce_view_eq_text(truce_sense_prep(sense, object), "on");
}

static bool is_name(const struct truce_sense *sense, int32_t token)
{
    if (sense->sentence->tokens[token].upos == TRUCE_UPOS_PROPN)
        return true;
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        if (sense->sentence->tokens[c].upos == TRUCE_UPOS_PROPN &&
            (truce_tree_rel(&sense->tree, c) == TRUCE_REL_flat ||
             truce_tree_rel(&sense->tree, c) == TRUCE_REL_appos))
            return true;
    return false;
}

/* What politics is about: "denounced the deal as treachery", "hailed it",
 * "blamed each other". */
static bool is_matter(const struct truce_sense *sense, int32_t verb,
                      int32_t object)
{
    static const char matters[] = TRUCE_WORDS_MATTER;
    return object > verb &&
           truce_tree_rel(&sense->tree, object) == TRUCE_REL_obj &&
           truce_sense_lemma(sense, object, matters);
}

/* Whom or what an act of speech is aimed at: an actor, something of an
 * actor's ("the demands of X"), or a matter in dispute. */
static bool has_aim(const struct truce_senses *senses,
                    const struct truce_sense *sense, int32_t verb,
                    int32_t *object)
{
    const struct truce_mention *m;
    struct truce_evidence span;
    int32_t clause = truce_tree_child(&sense->tree, verb, TRUCE_REL_ccomp);
    int32_t owner;
    struct truce_cue_hit hit;
    size_t at = 0;
    *object = truce_spoken_object(sense, verb);
    m = truce_sense_mention(sense, *object);
    owner = *object >= 0
                ? truce_tree_child(&sense->tree, *object, TRUCE_REL_nmod)
                : -1;
    if (!m && owner >= 0)
        m = truce_sense_mention(sense, owner);
    if (m && m->actor.code)
        return true;
    if (*object < 0 && clause < 0)
        return false;
    if (truce_sense_lemma(sense, *object,
                          " accusation allegation involvement "
                          "responsibility criticism claim ") ||
        is_matter(sense, verb, *object))
        return true;
    /* "praised the late mediator Mario Raffaelli" */
    if (*object > verb &&
        (is_name(sense, *object) || insists_on(sense, verb, *object)))
        return true;
    /* "urged both sides", "called on them", "accused the president" */
    if (*object >= 0 &&
        truce_sense_lemma(sense, *object,
                          " side party both they them president government "
                          "army minister rebel leader leadership mediator "
                          "opposition regime authority junta parliament "
                          "commander envoy "))
        return true;
    span = truce_sense_span(sense, verb);
    span.begin = sense->sentence->tokens[verb].end;
    for (size_t i = 0; i < sense->n_mentions; i++) {
        const struct truce_actor *actor = &sense->mentions[i].actor;
        if (actor->code && actor->begin >= span.begin &&
            actor->end <= span.end &&
            !(actor->kind && !strcmp(actor->kind, "place")))
            return true;
    }
    while (truce_sense_next(senses, sense, TRUCE_FACT_ISSUE, &at, &hit))
        if (sense->sentence->tokens[hit.first].begin >= span.begin &&
            sense->sentence->tokens[hit.last].end <= span.end)
            return true;
    return false;
}

/* Whom a verb of speaking is said to: "warned X that ..."; -1: nobody. */
static int32_t addressee(const struct truce_sense *sense, int32_t verb)
{
    int32_t object = truce_tree_child(&sense->tree, verb, TRUCE_REL_iobj);
    return object >= 0 ? object
                       : truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
}

/* The act's own words, without what it is joined to ("... and said"). */
static struct truce_evidence act_span(const struct truce_sense *sense,
                                      int32_t verb)
{
    struct truce_evidence span = truce_sense_span(sense, verb);
    int32_t subject;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        size_t begin;
        if (c < verb || truce_tree_rel(&sense->tree, c) != TRUCE_REL_conj)
            continue;
        begin = truce_sense_span(sense, c).begin;
        if (begin > sense->sentence->tokens[verb].end && begin < span.end)
            span.end = begin;
    }
    /* without "after" and "In recent days," before its subject */
    subject = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
    if (subject >= 0 && subject < verb)
        span.begin = truce_sense_span(sense, subject).begin;
    if (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_conj)
        for (int32_t c = sense->tree.first[verb]; c >= 0;
             c = sense->tree.next[c])
            if (c < verb && truce_tree_rel(&sense->tree, c) == TRUCE_REL_cc &&
                span.begin == sense->sentence->tokens[c].begin)
                span.begin = sense->sentence->tokens[c + 1].begin;
    return span;
}

/* "called the plan a trap": a noun without preposition behind the object,
 * whatever the parser made of it. */
static bool is_second(const struct truce_sense *sense, int32_t c,
                      int32_t object)
{
    enum truce_rel rel = truce_tree_rel(&sense->tree, c);
    return c > object && (rel == TRUCE_REL_obj || rel == TRUCE_REL_xcomp ||
                          rel == TRUCE_REL_appos ||
                          (truce_stance_has_child(sense, c, " a an ") &&
                           !truce_tree_prep(&sense->tree, c).ptr &&
                           (rel == TRUCE_REL_obl || rel == TRUCE_REL_nmod)));
}

/* The word that the object is called ("a trap", "as a gift"); -1: none. */
static int32_t name_given(const struct truce_sense *sense, int32_t verb,
                          int32_t object)
{
    int32_t named = -1;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (is_second(sense, c, object) ||
            (c > verb && truce_stance_has_child(sense, c, " as ")))
            named = c;
    for (int32_t c = named < 0 && object >= 0 ? sense->tree.first[object] : -1;
         c >= 0; c = sense->tree.next[c])
        if (is_second(sense, c, object))
            named = c;
    return named;
}

/* "called on X to", "called for Y": an act, not a name given; "called X's
 * attack a crime": what it is aimed at. */
static bool calls(const struct truce_senses *senses,
                  const struct truce_sense *sense, int32_t verb,
                  struct truce_spoken *out)
{
    int32_t first;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        struct truce_view prep = truce_sense_prep(sense, c);
        size_t gap = truce_sense_span(sense, c).begin;
        gap -= sense->sentence->tokens[verb].end;
        if (c < verb || gap > 12 ||
            (!truce_view_eq_text(prep, "on") &&
             !truce_view_eq_text(prep, "for")))
            continue;
        if (out->object < 0 || truce_view_eq_text(prep, "on"))
            out->object = c;
    }
    if (out->object >= 0) {
        out->speech = truce_cuebook_speech(senses->book, TRUCE_VIEW("urge"));
        return out->speech != NULL;
    }
    first = truce_tree_child(&sense->tree, verb, TRUCE_REL_xcomp);
    out->object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    /* "called President Ruto biased" read as two complements */
    if (out->object < 0 && first >= 0 &&
        sense->sentence->tokens[first].upos == TRUCE_UPOS_PROPN)
        out->object = first;
    out->named = name_given(sense, verb, out->object);
    return out->object >= 0 && out->named >= 0;
}

/* Only asked of someone, supposed or due: it has not been said. */
static bool unsaid(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
    if (truce_stance_has_child(sense, verb, " must should ought if unless "))
        return true;
    if (rel == TRUCE_REL_conj && head >= 0) {
        if (truce_stance_has_child(sense, head, " must should ought "))
            return true;
        rel = truce_tree_rel(&sense->tree, head);
        head = sense->sentence->tokens[head].head;
    }
    /* "marched to demand that he resign": what they are there for */
    if (rel == TRUCE_REL_advcl && truce_stance_has_child(sense, verb, " to ") &&
        head >= 0 && head < verb &&
        truce_sense_lemma(sense, head,
                          " march rally gather demonstrate protest strike "
                          "come travel fly go "))
        return true;
    return (rel == TRUCE_REL_xcomp || rel == TRUCE_REL_advcl ||
            rel == TRUCE_REL_ccomp) &&
           truce_stance_has_child(sense, verb, " to ") &&
           truce_sense_lemma(sense, head,
                             " call urge ask demand appeal want press invite "
                             "persuade convince induce "
                             "expect require tell order pressure force ");
}

/* "refused to condemn", "did not accept". */
static bool denied(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    int32_t object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return truce_stance_negated(sense, verb) ||
           (object >= 0 &&
            truce_stance_has_child(sense, object, " neither ")) ||
           (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_advcl &&
            truce_sense_lemma(sense, head, " stop fall ") &&
            truce_stance_has_child(sense, head, " short "));
}

/* Does it stand in what somebody else is reported to say? */
static bool is_told(const struct truce_senses *senses,
                    const struct truce_sense *sense, int32_t verb)
{
    if (truce_spoken_outer(senses, sense, verb) >= 0)
        return false;
    for (int step = 0; step < 8 && verb >= 0; step++) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
        if (rel == TRUCE_REL_acl)
            return true;
        verb = sense->sentence->tokens[verb].head;
        if (rel == TRUCE_REL_ccomp && verb >= 0 &&
            truce_spoken_verb(senses, sense, verb))
            return true;
    }
    return false;
}

/* "threatened to send", "refused to discuss", "denied having". */
static bool wills(const struct truce_senses *senses,
                  const struct truce_sense *sense, int32_t verb,
                  const struct truce_speech *speech)
{
    static const char acts[] = " threaten promise refuse deny propose ";
    static const char things[] = " threaten promise propose ";
    int32_t done = truce_tree_child(&sense->tree, verb, TRUCE_REL_xcomp);
    int32_t thing = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    /* "refused to leave" is a deed, "refused to discuss" tells a mind */
    if (speech->kind == TRUCE_SPEECH_WILL)
        return done > verb &&
               (truce_spoken_verb(senses, sense, done) ||
                truce_sense_lemma(sense, done,
                                  " discuss recognise recognize negotiate "
                                  "talk meet speak apologise apologize "
                                  "compromise allow tolerate join attend "
                                  "deal cooperate comment hear listen receive "
                                  "host admit answer cancel "));
    /* "promised an amnesty", "proposed a swap" */
    if (done < 0 && thing > verb && !truce_sense_mention(sense, thing) &&
        sense->sentence->tokens[thing].upos == TRUCE_UPOS_NOUN)
        return truce_tree_word_in(truce_view_of(speech->act), things,
                                  strlen(things));
    return done > verb &&
           truce_tree_word_in(truce_view_of(speech->act), acts, strlen(acts));
}

/* "backed the plan" takes a side in words; "backed the rebels" may be with
 * arms. */
static bool views(const struct truce_sense *sense, int32_t verb)
{
    int32_t object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return object >= 0 && !truce_sense_mention(sense, object) &&
           sense->sentence->tokens[object].upos == TRUCE_UPOS_NOUN &&
           !truce_sense_lemma(sense, object,
                              " rebel fighter force army militia group "
                              "troops soldier family people victim claim "
                              "economy currency ");
}

/* "denied the claims that ...". */
static bool denies(const struct truce_sense *sense, int32_t verb,
                   const struct truce_speech *speech)
{
    int32_t object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return !strcmp(speech->act, "deny") &&
           truce_sense_lemma(sense, object,
                             " accusation claim allegation report charge "
                             "rumour rumor suggestion involvement "
                             "responsibility role ");
}

/* An act of speech: a statement when it is aimed at somebody or a matter. */
static bool read_act(const struct truce_senses *senses,
                     const struct truce_sense *sense, int32_t verb,
                     struct truce_spoken *out)
{
    if (out->speech->kind == TRUCE_SPEECH_VIEW &&
        (!views(sense, verb) || is_told(senses, sense, verb)))
        return false;
    if (denied(sense, verb)) {
        int32_t head = sense->sentence->tokens[verb].head;
        const struct truce_speech *above =
            head >= 0 ? truce_spoken_verb(senses, sense, head) : NULL;
        if (above && above->kind == TRUCE_SPEECH_WILL)
            return false; /* "refused to welcome": the refusal is told */
        if (out->speech->stance <= 0)
            return false;
        out->speech = truce_cuebook_speech(senses->book, TRUCE_VIEW("reject"));
    }
    out->span = act_span(sense, verb);
    return out->speech && has_aim(senses, sense, verb, &out->object);
}

/* "said it condemned the attack": the speaker condemns. */
static void read_inner(const struct truce_senses *senses,
                       const struct truce_sense *sense, int32_t clause,
                       struct truce_spoken *out)
{
    const struct truce_speech *speech =
        truce_spoken_verb(senses, sense, clause);
    int32_t subject = truce_tree_child(&sense->tree, clause, TRUCE_REL_nsubj);
    int32_t object;
    if (!speech ||
        (speech->kind != TRUCE_SPEECH_ACT &&
         speech->kind != TRUCE_SPEECH_VIEW) ||
        truce_tree_passive(&sense->tree, clause) || unsaid(sense, clause) ||
        denied(sense, clause) ||
        !truce_sense_lemma(sense, subject, " I we he she it they ") ||
        !has_aim(senses, sense, clause, &object))
        return;
    out->inner = clause;
    out->speech = speech;
    out->object = object;
}

bool truce_spoken_read(const struct truce_senses *senses,
                       const struct truce_sense *sense, int32_t verb,
                       const struct truce_speech *speech,
                       struct truce_spoken *out)
{
    int32_t clause;
    *out = (struct truce_spoken){
        .speech = speech, .object = -1, .named = -1, .inner = -1};
    if (truce_tree_passive(&sense->tree, verb) || unsaid(sense, verb))
        return false;
    if ((speech->kind == TRUCE_SPEECH_CALL ||
         (speech->kind == TRUCE_SPEECH_VIEW && isnan(speech->stance))) &&
        calls(senses, sense, verb, out)) {
        out->span = act_span(sense, verb);
        return !denied(sense, verb);
    }
    if (speech->kind == TRUCE_SPEECH_VIEW && isnan(speech->stance))
        return false;
    if (speech->kind == TRUCE_SPEECH_ACT || speech->kind == TRUCE_SPEECH_VIEW)
        return read_act(senses, sense, verb, out);
    /* "A demanded it; B refused": B has not said what A said */
    clause = speech->kind == TRUCE_SPEECH_WILL ? -1 : clause_of(sense, verb);
    if (clause >= 0) {
        out->span = clause_span(sense, verb, clause);
        /* "warned X that ..." is aimed at X */
        if (!isnan(speech->stance))
            out->object = addressee(sense, verb);
        else if (!strcmp(speech->act, "state"))
            read_inner(senses, sense, clause, out);
        return true;
    }
    if (denied(sense, verb) || is_told(senses, sense, verb))
        return false;
    out->span = act_span(sense, verb);
    if (wills(senses, sense, verb, speech)) {
        if (!isnan(speech->stance))
            out->object = addressee(sense, verb);
        return true;
    }
    /* "warned X against it", "insisted on it" */
    return (!isnan(speech->stance) || !strcmp(speech->act, "insist") ||
            denies(sense, verb, speech)) &&
           has_aim(senses, sense, verb, &out->object);
}
