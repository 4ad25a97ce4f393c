/*
 * Objects behind place and time: "signed in Jeddah on 20 May an agreement",
 * "signed this Sunday in Abuja a peace accord", as communiques and translated
 * reports have it. Parsers take the paper for an adverbial; see mend.h.
 */
#include "code/mend.h"

#include <string.h>

#include "code/tree.h"

static bool in_list(struct truce_view word, const char *list)
{
    return truce_tree_word_in(word, list, strlen(list));
}

static bool is_paper(const struct truce_token *t)
{
    return t->upos == TRUCE_UPOS_NOUN &&
           in_list(t->lemma,
                   " agreement accord treaty protocol memorandum declaration "
                   "statement pact communique truce ceasefire deal document "
                   "convention roadmap plan act understanding armistice "
                   "appeal resolution decree law ");
}

static int32_t child_of(const struct truce_sentence *s, int32_t head,
                        enum truce_rel rel)
{
    for (size_t i = 0; i < s->n_tokens; i++)
        if (s->tokens[i].head == head &&
            truce_rel_base(s->tokens[i].rel) == rel)
            return (int32_t)i;
    return -1;
}

/* "in Abuja a peace accord": an article in the middle begins another phrase,
 * and what stands before it is a place of its own. */
static void split_place(struct truce_sentence *s, int32_t verb, int32_t noun)
{
    int32_t place = -1;
    for (int32_t i = noun - 1; i > verb; i--) {
        bool article = s->tokens[i].head == noun &&
                       in_list(s->tokens[i].lemma, " a an the ");
        if (article && s->tokens[i - 1].head == noun &&
            s->tokens[i - 1].upos == TRUCE_UPOS_PROPN)
            place = i - 1;
    }
    if (place < 0)
        return;
    for (int32_t i = verb + 1; i < place; i++)
        if (s->tokens[i].head == noun)
            s->tokens[i].head = place;
    s->tokens[place].head = verb;
    s->tokens[place].rel = TRUCE_REL_obl;
}

static bool is_day(const struct truce_token *t)
{
    return in_list(t->form, " Monday Tuesday Wednesday Thursday Friday "
                            "Saturday Sunday today yesterday ") ||
           in_list(t->lemma, " day week month year morning evening night "
                             "afternoon ");
}

/* "announce that envoys of A signed": "that" is no article of a plural, and
 * the plural stands behind the verb because it is another's subject. */
static void free_content(struct truce_sentence *s, int32_t verb)
{
    int32_t noun = -1, act = -1, that;
    for (int32_t i = verb + 1; i < (int32_t)s->n_tokens && noun < 0; i++)
        if (s->tokens[i].head == verb &&
            truce_rel_base(s->tokens[i].rel) == TRUCE_REL_nsubj &&
            truce_view_eq_text(s->tokens[i].xpos, "NNS"))
            noun = i;
    that = noun < 0 ? -1 : child_of(s, noun, TRUCE_REL_det);
    if (that != verb + 1 || !truce_view_eq_text(s->tokens[that].form, "that"))
        return;
    for (int32_t i = noun + 1; i < (int32_t)s->n_tokens && act < 0; i++)
        if (truce_rel_base(s->tokens[i].rel) == TRUCE_REL_acl &&
            truce_view_eq_text(s->tokens[i].xpos, "VBN"))
            act = i;
    if (act < 0 || s->tokens[act].head < noun)
        return;
    s->tokens[act].head = verb;
    s->tokens[act].rel = TRUCE_REL_ccomp;
    s->tokens[act].xpos = TRUCE_VIEW("VBD");
    s->tokens[noun].head = act;
    s->tokens[noun].rel = TRUCE_REL_nsubj;
    s->tokens[that].head = act;
    s->tokens[that].rel = TRUCE_REL_mark;
}

void truce_mend_displaced(struct truce_sentence *s, int32_t verb)
{
    int32_t obj;
    free_content(s, verb);
    obj = child_of(s, verb, TRUCE_REL_obj);
    if (!in_list(s->tokens[verb].lemma, " sign initial conclude adopt issue "
                                        "publish announce ratify reach ") ||
        (obj >= 0 && !is_day(&s->tokens[obj])))
        return;
    for (int32_t i = verb + 1; i < (int32_t)s->n_tokens; i++) {
        if (s->tokens[i].head != verb || !is_paper(&s->tokens[i]) ||
            truce_rel_base(s->tokens[i].rel) != TRUCE_REL_obl)
            continue;
        split_place(s, verb, i);
        if (child_of(s, i, TRUCE_REL_case) >= 0)
            continue;
        if (obj >= 0)
            s->tokens[obj].rel = TRUCE_REL_obl;
        s->tokens[i].rel = TRUCE_REL_obj;
        return;
    }
}
