/*
 * Names and titles that the parser reads as verbs: "Anwar Sadat and Menachem
 * Begin", "X and Sayed Abdullo Nuri signed", "X and Thailand's acting prime
 * minister, Y, agreed"; see mend.h. Who stands behind "and" would be lost.
 */
#include "code/mend.h"

#include <string.h>

#include "code/tree.h"

static bool is_capital(const struct truce_token *t)
{
    return t->form.len > 1 && t->form.ptr[0] >= 'A' && t->form.ptr[0] <= 'Z';
}

static bool has_child(const struct truce_sentence *s, int32_t head,
                      enum truce_rel rel)
{
    for (size_t i = 0; i < s->n_tokens; i++)
        if (s->tokens[i].head == head &&
            truce_rel_base(s->tokens[i].rel) == rel)
            return true;
    return false;
}

/* The verb over a chain of names. */
static int32_t verb_over(const struct truce_sentence *s, int32_t token)
{
    for (int step = 0; step < 8 && token >= 0; step++) {
        if (s->tokens[token].upos == TRUCE_UPOS_VERB)
            return token;
        token = s->tokens[token].head;
    }
    return -1;
}

static void make_name(struct truce_token *t)
{
    t->upos = TRUCE_UPOS_PROPN;
    t->xpos = TRUCE_VIEW("NNP");
    t->lemma = t->form;
}

/* What hung on the verb that is none: the rest of the name behind it, and
 * phrases that belong to the clause. */
static void hand_over(struct truce_sentence *s, int32_t from, int32_t name,
                      int32_t verb)
{
    for (int32_t i = 0; i < (int32_t)s->n_tokens; i++) {
        struct truce_token *t = &s->tokens[i];
        enum truce_rel rel = truce_rel_base(t->rel);
        if (t->head != from || i == name)
            continue;
        if (i == from + 1 && t->upos == TRUCE_UPOS_PROPN) {
            t->head = name;
            t->rel = TRUCE_REL_flat;
        } else if ((rel == TRUCE_REL_obl || rel == TRUCE_REL_advmod ||
                    rel == TRUCE_REL_advcl || rel == TRUCE_REL_obj ||
                    rel == TRUCE_REL_xcomp) &&
                   verb >= 0) {
            t->head = verb;
        } else {
            t->head = name;
        }
    }
}

/* A capital in the midst of a sentence, joined to a name, without a subject
 * or an auxiliary. */
static void mend_name(struct truce_sentence *s, int32_t token)
{
    struct truce_token *t = &s->tokens[token];
    const struct truce_token *before = &s->tokens[token - 1];
    bool second = before->upos == TRUCE_UPOS_PROPN &&
                  before->rel == TRUCE_REL_conj && before->head == t->head;
    bool first = before->upos == TRUCE_UPOS_CCONJ &&
                 token + 1 < (int32_t)s->n_tokens &&
                 s->tokens[token + 1].upos == TRUCE_UPOS_PROPN;
    if (!is_capital(t) || t->rel != TRUCE_REL_conj || t->head < 0 ||
        s->tokens[t->head].upos != TRUCE_UPOS_PROPN || (!first && !second) ||
        has_child(s, token, TRUCE_REL_nsubj) ||
        has_child(s, token, TRUCE_REL_aux))
        return;
    hand_over(s, token, second ? token - 1 : token,
              verb_over(s, s->tokens[t->head].head));
    make_name(t);
    if (second) {
        t->head = token - 1;
        t->rel = TRUCE_REL_flat;
    }
}

/* "Thailand's acting Prime Minister Y": Y is joined, not "acting". */
static void mend_title(struct truce_sentence *s, int32_t token)
{
    struct truce_token *t = &s->tokens[token];
    int32_t name = -1;
    if (!truce_view_eq_text(t->xpos, "VBG") || t->rel != TRUCE_REL_conj ||
        t->head < 0 || s->tokens[t->head].upos != TRUCE_UPOS_PROPN ||
        !truce_tree_word_in(t->form, " acting outgoing incoming visiting "
                                     "governing ruling ",
                            52))
        return;
    for (int32_t i = token + 1; i < (int32_t)s->n_tokens && name < 0; i++)
        if (s->tokens[i].head == token &&
            s->tokens[i].upos == TRUCE_UPOS_PROPN)
            name = i;
    if (name < 0)
        return;
    s->tokens[name].head = t->head;
    s->tokens[name].rel = TRUCE_REL_conj;
    for (int32_t i = 0; i < (int32_t)s->n_tokens; i++)
        if (s->tokens[i].head == token)
            s->tokens[i].head = name;
    t->head = name;
    t->rel = TRUCE_REL_amod;
}

/* The noun on top that `token` describes, through names beside it; -1. */
static int32_t top_noun(const struct truce_sentence *s, int32_t token)
{
    for (int step = 0; step < 4 && token >= 0; step++) {
        const struct truce_token *t = &s->tokens[token];
        enum truce_rel rel = truce_rel_base(t->rel);
        if (t->upos != TRUCE_UPOS_NOUN && t->upos != TRUCE_UPOS_PROPN)
            return -1;
        if (t->head < 0)
            return token;
        if (rel != TRUCE_REL_appos && rel != TRUCE_REL_flat)
            return -1;
        token = t->head;
    }
    return -1;
}

/* "Algerian diplomats mediated between A and B", "The commissioner, X, accused
 * Y of ...", read as those who were mediated or accused: in a sentence without
 * a verb on top, what goes between, and what has an object of its own behind
 * the comma of a name, is the verb. */
static void mend_predicate(struct truce_sentence *s, int32_t token)
{
    struct truce_token *t = &s->tokens[token];
    int32_t over = t->head, noun = over >= 0 ? top_noun(s, over) : -1;
    bool between = token + 1 < (int32_t)s->n_tokens &&
                   truce_view_eq_text(s->tokens[token + 1].form, "between");
    bool behind = truce_view_eq_text(s->tokens[token - 1].form, ",") &&
                  has_child(s, token, TRUCE_REL_obj);
    if (noun < 0 || noun > token || t->rel != TRUCE_REL_acl ||
        !truce_view_eq_text(t->xpos, "VBN") || (!between && !behind) ||
        has_child(s, token, TRUCE_REL_aux))
        return;
    for (int32_t i = token + 1; i < (int32_t)s->n_tokens; i++)
        if (s->tokens[i].head == noun || s->tokens[i].head == over)
            s->tokens[i].head = token;
    t->head = -1;
    t->rel = TRUCE_REL_root;
    t->xpos = TRUCE_VIEW("VBD");
    s->tokens[noun].head = token;
    s->tokens[noun].rel = TRUCE_REL_nsubj;
}

void truce_mend_misread(struct truce_sentence *s, int32_t verb)
{
    if (verb > 0) {
        mend_name(s, verb);
        mend_title(s, verb);
        mend_predicate(s, verb);
    }
}
