/* Clause context; see clause.h. */
#include "code/clause.h"

#include <string.h>

#include "code/words.h"

enum { MAX_CLIMB = 24 };

static const char say_words[] = TRUCE_WORDS_SPEECH;

bool truce_clause_speech(struct truce_view lemma)
{
    return truce_tree_word_in(lemma, say_words, sizeof say_words - 1);
}

bool truce_clause_says(const struct truce_tree *tree, int32_t token)
{
    return truce_clause_speech(truce_tree_token(tree, token)->lemma);
}

/* "..., accusing the rebels of breaking it": an act of speech in a participle
 * of its own is told as a main one would be. */
static bool speech_participle(const struct truce_tree *tree, int32_t token)
{
    static const char speech[] =
        " accuse blame condemn denounce criticise criticize urge demand call "
        "appeal threaten warn praise welcome reject declare announce ";
    const struct truce_token *t = truce_tree_token(tree, token);
    return t->head >= 0 && t->head < token &&
           truce_view_eq_text(t->xpos, "VBG") &&
           truce_tree_child(tree, token, TRUCE_REL_mark) < 0 &&
           truce_tree_lemma_in(tree, token, speech);
}

/* "signed", "had signed", "has signed". */
static bool is_past(const struct truce_tree *tree, int32_t token)
{
    struct truce_view xpos = truce_tree_token(tree, token)->xpos;
    if (truce_view_eq_text(xpos, "VBD"))
        return true;
    for (int32_t c = tree->first[token];
         c >= 0 && c < token && truce_view_eq_text(xpos, "VBN");
         c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_aux &&
            truce_tree_token(tree, c)->rel != TRUCE_REL_aux_pass &&
            truce_tree_lemma_in(tree, c, " have "))
            return !truce_tree_passive(tree, token);
    return false;
}

/* "..., drawing protest from Kyiv, which accused Moscow of ...": an act in the
 * past that a clause of its own tells of somebody named. */
static bool tells_of_name(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    int32_t subject = truce_tree_child(tree, token, TRUCE_REL_nsubj);
    return t->rel == TRUCE_REL_acl_relcl && t->head >= 0 &&
           truce_view_eq_text(t->xpos, "VBD") && subject > t->head + 1 &&
           truce_tree_lemma_in(tree, subject, " which who ") &&
           truce_view_eq_text(truce_tree_token(tree, subject - 1)->form, ",") &&
           truce_tree_token(tree, t->head)->upos == TRUCE_UPOS_PROPN;
}

/* "A asked for time, while B refused": a clause with its own subject. */
static bool contrasts(const struct truce_tree *tree, int32_t token)
{
    int32_t mark = truce_tree_child(tree, token, TRUCE_REL_mark);
    return truce_tree_token(tree, token)->head < token && mark > 0 &&
           truce_tree_lemma_in(tree, mark, " while whereas ") &&
           truce_view_eq_text(truce_tree_token(tree, mark - 1)->form, ",") &&
           truce_tree_child(tree, token, TRUCE_REL_nsubj) >= 0;
}

/* "when he met X", "after signing a treaty", "by agreeing on a cabinet": what
 * parties do is told there as in a clause of its own. */
static bool tells_beside(const struct truce_tree *tree, int32_t token)
{
    static const char acts[] = " sign initial meet agree accept seal receive "
                               "resign ratify exchange free release ";
    const struct truce_token *t = truce_tree_token(tree, token);
    bool past = is_past(tree, token);
    bool doing = truce_view_eq_text(t->xpos, "VBG");
    if (past && contrasts(tree, token))
        return true;
    if (!truce_tree_lemma_in(tree, token, acts))
        return false;
    for (int32_t c = tree->first[token]; c >= 0 && c < token;
         c = tree->next[c]) {
        if (past && truce_tree_lemma_in(tree, c, " when after as where while "))
            return true;
        if (doing && truce_tree_lemma_in(tree, c, " after by in "))
            return true;
    }
    return false;
}

/* "flew to Tbilisi, where the president agreed to it". */
static bool tells_where(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    if (t->rel != TRUCE_REL_acl_relcl || t->head < 0 ||
        !is_past(tree, token))
        return false;
    for (int32_t c = tree->first[token]; c >= 0 && c < token; c = tree->next[c])
        if (truce_tree_lemma_is(tree, c, "where") && c > t->head &&
            truce_view_eq_text(truce_tree_token(tree, c - 1)->form, ","))
            return true;
    return false;
}

/* "signed an accord by which A will withdraw", "a deal under which B is to
 * release them": what is agreed. */
static bool tells_term(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    bool which = false, will = false;
    if (t->rel != TRUCE_REL_acl_relcl || t->head < 0 ||
        !truce_tree_lemma_in(tree, t->head,
                             " accord agreement deal pact treaty declaration "
                             "document plan protocol memorandum text "))
        return false;
    for (int32_t c = tree->first[token]; c >= 0 && c < token;
         c = tree->next[c]) {
        which = which || (truce_tree_lemma_is(tree, c, "which") &&
                          truce_tree_word_in(truce_tree_prep(tree, c),
                                             " by under in ", 13)) ||
                truce_tree_lemma_is(tree, c, "whereby");
        will = will || truce_tree_lemma_in(tree, c, " will would shall must ");
    }
    return which && will;
}

/* Cost of standing in this relation to the word above. */
static float relation_depth(const struct truce_tree *tree, int32_t token,
                            bool noun)
{
    int32_t head = truce_tree_token(tree, token)->head;
    switch ((int)truce_tree_rel(tree, token)) {
    case TRUCE_REL_root:
        return 0;
    case TRUCE_REL_ccomp:
        return truce_clause_says(tree, head) ? 0.05f : 0.6f;
    case TRUCE_REL_parataxis:
        return truce_clause_says(tree, token) ? 0.1f : 0.3f;
    case TRUCE_REL_conj:
        return 0.3f;
    case TRUCE_REL_xcomp:
        return 0.35f;
    case TRUCE_REL_advcl:
        return speech_participle(tree, token) ? 0.35f
               : tells_beside(tree, token)    ? 0.25f
                                              : 1.1f;
    case TRUCE_REL_acl:
        return tells_term(tree, token) ? 0.2f
               : tells_of_name(tree, token) || tells_where(tree, token)
                   ? 0.4f
                                                                      : 1.4f;
    case TRUCE_REL_csubj:
        return 0.6f;
    case TRUCE_REL_appos:
        return 1.2f;
    default:
        return noun ? 0.9f : 0.4f;
    }
}

static void read_modal(const struct truce_tree *tree, int32_t c,
                       struct truce_clause *clause)
{
    if (truce_tree_lemma_in(tree, c, " will would shall 'll wo "))
        clause->will = true;
    if (truce_tree_lemma_is(tree, c, "would") ||
        truce_view_eq_text(truce_tree_token(tree, c)->form, "would"))
        clause->would = true;
    if (truce_tree_lemma_in(tree, c, " must should ought "))
        clause->must = true;
    if (truce_tree_lemma_in(tree, c, " may might could "))
        clause->may = true;
    if (truce_tree_lemma_in(tree, c, " can ca "))
        clause->can = true;
    if (truce_tree_lemma_is(tree, c, "have"))
        clause->perfect = true;
}

/* "no side", "neither of them", "none". */
static bool none_of(const struct truce_tree *tree, int32_t subject)
{
    if (truce_tree_lemma_in(tree, subject, " none nobody neither "))
        return true;
    for (int32_t c = tree->first[subject]; c >= 0; c = tree->next[c])
        if (c < subject && truce_tree_lemma_in(tree, c, " no neither "))
            return true;
    return false;
}

/* "is to meet", not "is meeting to". */
static bool to_after(const struct truce_tree *tree, int32_t token)
{
    return (size_t)token + 1 < tree->sentence->n_tokens &&
           truce_tree_lemma_is(tree, token + 1, "to");
}

/* "will no longer target". */
static bool no_longer(const struct truce_tree *tree, int32_t adverb)
{
    int32_t no = tree->first[adverb];
    return truce_tree_lemma_in(tree, adverb, " long longer ") && adverb > 0 &&
           ((no >= 0 && truce_tree_lemma_is(tree, no, "no")) ||
            truce_tree_lemma_is(tree, adverb - 1, "no"));
}

/* "only if", "unless", "only when" before a clause below the act. */
static bool on_condition(const struct truce_tree *tree, int32_t clause)
{
    bool only = false, marked = false;
    for (int32_t c = tree->first[clause]; c >= 0; c = tree->next[c]) {
        only = only || truce_tree_lemma_is(tree, c, "only") ||
               truce_tree_lemma_is(tree, c, "unless");
        marked = marked || truce_tree_rel(tree, c) == TRUCE_REL_mark;
    }
    return only && marked;
}

static void read_children(const struct truce_tree *tree, int32_t token,
                          struct truce_clause *clause)
{
    bool is = false, to = false;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        switch ((int)truce_tree_rel(tree, c)) {
        case TRUCE_REL_cop:
            is = is || truce_tree_lemma_is(tree, c, "be");
            break;
        case TRUCE_REL_aux:
            is =
                is || (truce_tree_lemma_is(tree, c, "be") && to_after(tree, c));
            read_modal(tree, c, clause);
            break;
        case TRUCE_REL_advmod:
            if (truce_tree_lemma_in(tree, c,
                                    " never always often sometimes "
                                    "usually traditionally routinely rarely "
                                    "seldom hardly frequently "))
                clause->never = true;
            if (truce_tree_lemma_in(tree, c, " not n't neither nor ") ||
                no_longer(tree, c))
                clause->negated = true;
            if (truce_tree_lemma_in(tree, c, " possibly perhaps maybe "))
                clause->may = true;
            break;
        case TRUCE_REL_cc:
        case TRUCE_REL_det:
            if (truce_tree_lemma_in(tree, c,
                                    " not n't never no neither nor "
                                    "nobody "))
                clause->negated = true;
            break;
        case TRUCE_REL_nsubj:
            if (none_of(tree, c))
                clause->negated = true;
            if (truce_tree_lemma_in(tree, c,
                                    " aim goal purpose task role "
                                    "objective idea "))
                clause->hoped = true;
            break;
        case TRUCE_REL_mark:
            to = to || truce_tree_lemma_is(tree, c, "to");
            if (truce_tree_lemma_in(tree, c, " if unless "))
                clause->conditional = true;
            if (truce_tree_lemma_is(tree, c, "without"))
                clause->negated = true;
            if (truce_tree_lemma_is(tree, c, "whether"))
                clause->questioned = true;
            break;
        case TRUCE_REL_advcl:
            clause->depends = clause->depends || on_condition(tree, c);
            break;
        default:
            break;
        }
    }
    if (is && to && truce_tree_token(tree, token)->upos == TRUCE_UPOS_VERB)
        clause->will = true; /* "is to visit" */
}

/* "should allow it, release them and grant rights": a bare conjunct shares
 * the modal verb of the first. */
static void read_shared(const struct truce_tree *tree, int32_t at,
                        struct truce_clause *clause)
{
    int32_t head = truce_tree_token(tree, at)->head;
    int32_t cc = truce_tree_child(tree, at, TRUCE_REL_cc);
    if (head >= 0 && truce_tree_rel(tree, at) == TRUCE_REL_conj && cc >= 0 &&
        truce_tree_lemma_is(tree, cc, "or") &&
        truce_tree_child(tree, at, TRUCE_REL_nsubj) < 0)
        for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c])
            if (c < head && truce_tree_lemma_in(tree, c, " not n't never "))
                clause->negated = true; /* "has not agreed or delivered" */
    if (head < 0 || truce_tree_rel(tree, at) != TRUCE_REL_conj ||
        (!truce_view_eq_text(truce_tree_token(tree, at)->xpos, "VB") &&
         !truce_view_eq_text(truce_tree_token(tree, at)->xpos, "VBP")) ||
        truce_tree_child(tree, at, TRUCE_REL_aux) >= 0 ||
        truce_tree_child(tree, at, TRUCE_REL_nsubj) >= 0)
        return;
    for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_aux)
            read_modal(tree, c, clause);
}

/* "is to meet", "is about to restore", "is due to", "is set to", "has to",
 * "needs to": the modality sits on the verb above. */
static void read_semi_modal(const struct truce_tree *tree, int32_t head,
                            struct truce_clause *clause)
{
    bool copula = truce_tree_child(tree, head, TRUCE_REL_cop) >= 0 ||
                  truce_tree_child(tree, head, TRUCE_REL_aux) >= 0;
    if (truce_tree_lemma_in(tree, head, " have need ought "))
        clause->must = true;
    if (truce_tree_lemma_in(tree, head, " schedule expect slate ") ||
        (truce_tree_lemma_in(tree, head, " about due set likely ") && copula))
        clause->will = true;
    if (truce_tree_lemma_in(tree, head, " be go "))
        clause->will = true;
}

static bool has_to(const struct truce_tree *tree, int32_t token)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_mark &&
            truce_tree_lemma_is(tree, c, "to"))
            return true;
    return false;
}

/* "a demand is that he step down": the subjunctive. */
static bool subjunctive(const struct truce_tree *tree, int32_t token)
{
    return truce_view_eq_text(truce_tree_token(tree, token)->xpos, "VB") &&
           truce_tree_child(tree, token, TRUCE_REL_mark) >= 0 &&
           truce_tree_child(tree, token, TRUCE_REL_nsubj) >= 0 &&
           truce_tree_child(tree, token, TRUCE_REL_aux) < 0 &&
           !has_to(tree, token);
}

/* "is on a tour before visiting B": still to come; after a verb of the past
 * the order of things is told. */
static bool comes_after(const struct truce_tree *tree, int32_t token)
{
    int32_t mark = truce_tree_child(tree, token, TRUCE_REL_mark);
    int32_t head = truce_tree_token(tree, token)->head;
    return head >= 0 && mark >= 0 && truce_tree_lemma_is(tree, mark, "before") &&
           truce_view_eq_text(truce_tree_token(tree, token)->xpos, "VBG") &&
           !truce_view_eq_text(truce_tree_token(tree, head)->xpos, "VBD") &&
           truce_tree_child(tree, head, TRUCE_REL_aux) < 0;
}

static bool question_mark(const struct truce_tree *tree)
{
    size_t n = tree->sentence->n_tokens;
    for (size_t i = n > 2 ? n - 2 : 0; i < n; i++)
        if (truce_view_eq_text(tree->sentence->tokens[i].form, "?"))
            return true;
    return false;
}

/* "charges that he tried to kill", "allegations that they fired", "has not
 * acknowledged that it struck": nobody says that it was so. */
static bool charged(const struct truce_tree *tree, int32_t at, int32_t head)
{
    enum truce_rel rel = truce_tree_rel(tree, at);
    if (truce_tree_token(tree, at)->rel == TRUCE_REL_acl_relcl)
        return false;
    if (rel == TRUCE_REL_acl || rel == TRUCE_REL_ccomp)
        if (truce_tree_lemma_in(tree, head,
                                " charge allegation accusation suspicion "
                                "claim rumor rumour suggestion complaint "))
            return !truce_tree_verbal(tree, head);
    if (rel != TRUCE_REL_ccomp || !truce_clause_says(tree, head))
        return false;
    for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c])
        if (c < head && truce_tree_rel(tree, c) == TRUCE_REL_advmod &&
            truce_tree_lemma_in(tree, c, " not n't never "))
            return true;
    return false;
}

/* "it is normal for police to impose curfews", "was ready to meet and end a
 * curfew" (the second verb), "called on them to act": nobody does it. */
static bool unreal_infinitive(const struct truce_tree *tree, int32_t at,
                              int32_t head)
{
    static const char wanted[] = " call urge ask want demand consider discuss "
                                 "propose authorize authorise empower ";
    enum truce_rel rel = truce_tree_rel(tree, at);
    struct truce_view tag = truce_tree_token(tree, at)->xpos;
    if (rel == TRUCE_REL_xcomp)
        return truce_tree_lemma_in(tree, head, wanted);
    if (rel == TRUCE_REL_conj)
        return truce_view_eq_text(tag, "VB") && has_to(tree, head) &&
               truce_tree_child(tree, at, TRUCE_REL_aux) < 0 &&
               truce_tree_child(tree, at, TRUCE_REL_nsubj) < 0;
    for (int32_t c = tree->first[at]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_mark && c < at &&
            truce_tree_lemma_is(tree, c, "for"))
            return has_to(tree, at);
    return false;
}

/* "hopes that X will help", "a history of cracking down", "the aim was to
 * cooperate": no act yet. */
static bool above_is_hope(const struct truce_tree *tree, int32_t at,
                          int32_t head)
{
    static const char verbs[] = TRUCE_WORDS_HOPE;
    static const char nouns[] = TRUCE_WORDS_HOPE_NOUN;
    enum truce_rel rel = truce_tree_rel(tree, at);
    if (rel == TRUCE_REL_ccomp && truce_tree_lemma_in(tree, head, verbs))
        return true;
    if (charged(tree, at, head) || unreal_infinitive(tree, at, head))
        return true;
    return (rel == TRUCE_REL_acl || rel == TRUCE_REL_nmod) &&
           truce_tree_token(tree, at)->rel != TRUCE_REL_acl_relcl &&
           truce_tree_lemma_in(tree, head, nouns);
}

/* "recognizing it would mean ..." */
static bool would_be(const struct truce_tree *tree, int32_t verb)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_aux &&
            truce_tree_lemma_in(tree, c, " would could might may "))
            return true;
    return false;
}

/* One step up from `at`: what the word above says about it. */
static void read_step(const struct truce_tree *tree, int32_t at, int32_t head,
                      struct truce_clause *clause)
{
    enum truce_rel rel = truce_tree_rel(tree, at);
    if (above_is_hope(tree, at, head) ||
        (at == clause->top && has_to(tree, at) &&
         truce_tree_child(tree, head, TRUCE_REL_expl) >= 0 &&
         truce_tree_child(tree, head, TRUCE_REL_cop) >= 0) ||
        (rel == TRUCE_REL_csubj && would_be(tree, head)))
        clause->hoped = true;
    if ((rel == TRUCE_REL_ccomp || rel == TRUCE_REL_parataxis) &&
        clause->say < 0 && truce_clause_says(tree, head))
        clause->say = head;
    for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c]) {
        if (truce_tree_rel(tree, c) == TRUCE_REL_mark && rel != TRUCE_REL_obl)
            clause->conditional = clause->conditional ||
                                  truce_tree_lemma_in(tree, c, " if unless ");
        if (truce_tree_rel(tree, c) == TRUCE_REL_parataxis && c != at &&
            clause->say < 0 && truce_clause_says(tree, c))
            clause->say = c;
    }
}

/* Same-sentence parataxis under the predicate: "X attacked Y, Z said". */
static void find_tag(const struct truce_tree *tree, int32_t token,
                     struct truce_clause *clause)
{
    for (int32_t c = tree->first[token]; c >= 0 && clause->say < 0;
         c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_parataxis &&
            truce_clause_says(tree, c))
            clause->say = c;
}

/* "according to the ministry": the ministry, where it hangs on `token`. */
static int32_t find_source(const struct truce_tree *tree, int32_t token)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_obl &&
            truce_view_eq_nocase(truce_tree_prep(tree, c),
                                 TRUCE_VIEW("accord")))
            return c;
    return -1;
}

/* "are to meet", "is due to meet", which parsers give with "meet" on top. */
static bool is_to(const struct truce_tree *tree, int32_t token)
{
    int32_t be = truce_tree_child(tree, token, TRUCE_REL_cop);
    return be >= 0 && has_to(tree, token) &&
           truce_tree_token(tree, token)->upos == TRUCE_UPOS_VERB &&
           truce_view_eq_text(truce_tree_token(tree, token)->xpos, "VB");
}

void truce_clause_read(const struct truce_tree *tree, int32_t token,
                       int32_t light, struct truce_clause *clause)
{
    int32_t at = light >= 0 ? light : token;
    bool noun = light < 0 && !truce_tree_verbal(tree, token);
    memset(clause, 0, sizeof *clause);
    clause->say = -1;
    clause->top = at;
    clause->questioned = question_mark(tree);
    read_children(tree, token, clause);
    if (light >= 0)
        read_children(tree, light, clause);
    read_shared(tree, at, clause);
    if (is_to(tree, token) || comes_after(tree, at))
        clause->will = true;
    if (subjunctive(tree, at))
        clause->hoped = true;
    find_tag(tree, at, clause);
    clause->by = find_source(tree, at);
    clause->beside =
        truce_tree_rel(tree, at) == TRUCE_REL_advcl && tells_beside(tree, at);
    if (has_to(tree, at) && (truce_tree_rel(tree, at) == TRUCE_REL_advcl ||
                             truce_tree_rel(tree, at) == TRUCE_REL_acl))
        clause->purpose = true;
    if (truce_tree_rel(tree, at) == TRUCE_REL_csubj)
        clause->hoped = true; /* "meeting them would be a gesture" */
    for (int i = 0; i < MAX_CLIMB; i++) {
        int32_t head = truce_tree_token(tree, at)->head;
        enum truce_rel rel = truce_tree_rel(tree, at);
        clause->depth += relation_depth(tree, at, noun);
        if (head < 0)
            break;
        if (i == 0 && (rel == TRUCE_REL_xcomp || rel == TRUCE_REL_ccomp))
            read_semi_modal(tree, head, clause);
        read_step(tree, at, head, clause);
        noun = noun && !truce_tree_verbal(tree, head);
        at = head;
    }
}
