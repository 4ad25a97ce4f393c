/*
 * Noun phrases that name an agreement, and what the verb that governs them
 * does to the text: sign, break, extend it, or only want it.
 */
#include <string.h>

#include "code/agreements_int.h"

static bool cue_at(const struct truce_senses *senses,
                   const struct truce_sense *sense,
                   enum truce_cue_section section, int32_t token,
                   struct truce_cue_hit *hit)
{
    size_t at = (size_t)token;
    return token >= 0 && truce_sense_next(senses, sense, section, &at, hit) &&
           hit->first == (size_t)token;
}

bool truce_agreements__is_unreal(const struct truce_sense *sense, int32_t verb)
{
    enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
    int32_t head;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c,
                              " not never will would could should may might "
                              "must shall without once if unless until "))
            return true;
    head = sense->sentence->tokens[verb].head;
    if (head >= 0 &&
        (rel == TRUCE_REL_xcomp || rel == TRUCE_REL_ccomp ||
         rel == TRUCE_REL_advcl) &&
        truce_sense_lemma(sense, head,
                          " avoid delay postpone defer suspend stop hold "
                          "halt "))
        return truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBG");
    return head >= 0 && rel == TRUCE_REL_xcomp &&
           truce_sense_lemma(sense, head,
                             " refuse want hope seek try plan urge call fail "
                             "decline ask ready expect intend aim offer "
                             "discuss demand threaten ");
}

/* "agreed that a ceasefire would begin": the verb of agreeing, or -1. */
static int32_t agreed_clause(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    return head >= 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_ccomp &&
                   truce_sense_lemma(sense, head, " agree ") &&
                   !truce_agreements__is_unreal(sense, head)
               ? head
               : -1;
}

/* "A joint statement said": it is out. */
static bool speaks(const struct truce_sense *sense, int32_t head)
{
    int32_t verb = sense->sentence->tokens[head].head;
    return verb >= 0 && truce_tree_rel(&sense->tree, head) == TRUCE_REL_nsubj &&
           truce_sense_lemma(sense, verb,
                             " say state leave call declare note affirm "
                             "reaffirm read omit mention list commit name ") &&
           !truce_agreements__is_unreal(sense, verb);
}

/* Nouns that only speak of a text to come. */
static const char wishes[] =
    " proposal plan offer call demand appeal hope draft negotiation prospect "
    "talk talks preparation prepare search step progress obstacle work ";

/* The governing verb: up through nouns ("the signing of the statement"). */
static int32_t governor(const struct truce_sense *sense, int32_t head)
{
    int32_t token = head;
    for (int step = 0; step < 5 && token >= 0; step++) {
        /* "accepted a proposal for a truce" */
        if (token != head && truce_sense_lemma(sense, token, wishes) &&
            !truce_sense_lemma(sense, sense->sentence->tokens[token].head,
                               " accept endorse "))
            return -1;
        if (token != head &&
            (sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB ||
             truce_sense_lemma(sense, token,
                               " signing conclusion adoption signature ")))
            return token;
        token = sense->sentence->tokens[token].head;
    }
    return -1;
}

/* "The ceasefire began" is life; "started work on a treaty" is none. */
static bool only_starts(const struct truce_agreement_phrase *p)
{
    return truce_sense_lemma(p->sense, p->verb, " start begin ") &&
           truce_tree_rel(&p->sense->tree, p->head) != TRUCE_REL_nsubj;
}

/* "said in a joint communique", "guaranteed in a joint declaration". */
static bool on_paper(const struct truce_agreement_phrase *p)
{
    const struct truce_sense *sense = p->sense;
    return p->verb >= 0 && !strcmp(p->hit.code, "joint statement") &&
           sense->sentence->tokens[p->head].head == p->verb &&
           truce_tree_rel(&sense->tree, p->head) == TRUCE_REL_obl &&
           truce_view_eq_text(truce_sense_prep(sense, p->head), "in") &&
           !truce_agreements__is_unreal(sense, p->verb);
}

static void read_life(const struct truce_senses *senses,
                      struct truce_agreement_phrase *p)
{
    struct truce_cue_hit hit;
    int32_t acl = truce_tree_child(&p->sense->tree, p->head, TRUCE_REL_acl);
    if (p->verb >= 0 &&
        truce_sense_lemma(p->sense, p->verb,
                          " signing conclusion adoption signature ")) {
        p->life = "signed";
    } else if (p->verb >= 0 &&
               cue_at(senses, p->sense, TRUCE_FACT_LIFE, p->verb, &hit) &&
               !only_starts(p)) {
        p->life = hit.code;
        p->unreal = truce_agreements__is_unreal(p->sense, p->verb);
    }
    if (p->verb >= 0 && (!p->life || p->unreal) &&
        agreed_clause(p->sense, p->verb) >= 0) {
        p->verb = agreed_clause(p->sense, p->verb);
        p->life = "signed";
        p->unreal = false;
    }
    if (!p->life && !strcmp(p->hit.code, "joint statement") &&
        speaks(p->sense, p->head))
        p->life = "signed";
    if (on_paper(p)) {
        p->on_paper = true;
        p->life = "signed";
    }
    /* "without signing a text to which X had put his signature" */
    if (p->unreal && acl >= 0 && truce_sense_lemma(p->sense, acl, " put ") &&
        truce_sense_lemma(p->sense,
                          truce_tree_child(&p->sense->tree, acl, TRUCE_REL_obj),
                          " signature name ")) {
        p->verb = acl;
        p->unreal = false;
    }
    if (!p->life && acl >= 0 &&
        truce_sense_lemma(p->sense, acl,
                          " sign reach conclude agree broker mediate "
                          "negotiate adopt initial initiall ")) {
        p->life = "signed";
        p->verb = acl;
    }
}

size_t truce_agreements__first(const struct truce_sense *sense, int32_t head)
{
    size_t first = (size_t)head;
    for (int32_t c = sense->tree.first[head]; c >= 0; c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (c < head &&
            (rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
             rel == TRUCE_REL_nummod) &&
            (size_t)c < first)
            first = (size_t)c;
    }
    return first;
}

/* A pledge, a settlement, a constitution: a text of several only where they
 * sign it or agree on it. */
static bool is_loose(const struct truce_agreement_phrase *p)
{
    const struct truce_sense *sense = p->sense;
    return truce_sense_lemma(sense, p->head,
                             " pledge charter Charter constitution "
                             "Constitution undertaking compact conduct bargain "
                             "settlement ") &&
           p->hit.first == p->hit.last &&
           !(p->verb >= 0 && sense->sentence->tokens[p->head].head == p->verb &&
             truce_sense_lemma(sense, p->verb,
                               " sign initial ink seal strike clinch conclude "
                               "agree reach "));
}

bool truce_agreements__phrase(const struct truce_senses *senses,
                              const struct truce_sense *sense,
                              const struct truce_cue_hit *hit,
                              struct truce_agreement_phrase *p)
{
    const struct truce_token *t = &sense->sentence->tokens[hit->last];
    *p = (struct truce_agreement_phrase){
        .sense = sense, .hit = *hit, .head = (int32_t)hit->last};
    if (t->upos != TRUCE_UPOS_NOUN && t->upos != TRUCE_UPOS_PROPN)
        return false;
    /* "ceasefire talks", "truce monitors": not the text itself */
    if (truce_tree_rel(&sense->tree, p->head) == TRUCE_REL_compound &&
        t->head > p->head) {
        if (!truce_sense_lemma(sense, t->head,
                               " agreement deal statement accord pact plan "
                               "declaration document text proposal treaty "
                               "violation "))
            return false;
        p->head = t->head;
    }
    for (int32_t c = sense->tree.first[p->head]; c >= 0;
         c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " no neither any without "))
            return false;
    p->verb = governor(sense, p->head);
    read_life(senses, p);
    if (is_loose(p))
        return false;
    for (int32_t c = sense->tree.first[p->head]; c >= 0;
         c = sense->tree.next[c])
        p->definite |=
            truce_sense_lemma(sense, c, " the this that these its their ");
    return true;
}
