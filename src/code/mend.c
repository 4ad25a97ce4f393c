/* Attachments that parsers get wrong in reports; see mend.h. Each rule asks
 * for a form that the tree as it stands cannot have. */
#include "code/mend.h"

#include <string.h>

#include "code/clause.h"
#include "code/words.h"

enum { MAX_CLIMB = 8 };

static const char speech_acts[] = TRUCE_WORDS_SPEECH_ACT;
static const char impersonal[] = TRUCE_WORDS_IMPERSONAL;
static const char messages[] = TRUCE_WORDS_MESSAGE;
static const char asking[] = TRUCE_WORDS_ASKING;
static const char demonyms[] = TRUCE_WORDS_DEMONYM;

static bool has_tag(const struct truce_sentence *s, int32_t token,
                    const char *tag)
{
    return truce_view_eq_text(s->tokens[token].xpos, tag);
}

static enum truce_rel rel_of(const struct truce_sentence *s, int32_t token)
{
    return truce_rel_base(s->tokens[token].rel);
}

static bool has_child(const struct truce_sentence *s, int32_t head,
                      enum truce_rel rel)
{
    for (size_t i = 0; i < s->n_tokens; i++)
        if (s->tokens[i].head == head && rel_of(s, (int32_t)i) == rel)
            return true;
    return false;
}

static bool within(const struct truce_sentence *s, int32_t token, int32_t top)
{
    for (size_t step = 0; token >= 0 && step <= s->n_tokens; step++) {
        if (token == top)
            return true;
        token = s->tokens[token].head;
    }
    return false;
}

static bool is_clause(enum truce_rel rel)
{
    return rel == TRUCE_REL_xcomp || rel == TRUCE_REL_ccomp ||
           rel == TRUCE_REL_advcl || rel == TRUCE_REL_acl ||
           rel == TRUCE_REL_conj;
}

/* "refused to put his name to it and asked for more time": a past form is no
 * conjunct of an infinitive but of the verb above. */
static void lift_conjunct(struct truce_sentence *s, int32_t token)
{
    int32_t at = s->tokens[token].head;
    bool finite = has_tag(s, token, "VBD") || has_tag(s, token, "VBZ");
    if (rel_of(s, token) != TRUCE_REL_conj || !finite || at < 0 ||
        !has_tag(s, at, "VB"))
        return;
    for (int step = 0; step < MAX_CLIMB && is_clause(rel_of(s, at)); step++) {
        at = s->tokens[at].head;
        if (at < 0 || at > token)
            return;
        if (truce_view_eq(s->tokens[at].xpos, s->tokens[token].xpos)) {
            s->tokens[token].head = at;
            return;
        }
    }
}

/* Acts of speech may stand in statements too: "agreed in a statement that". */
static bool tells(struct truce_view lemma)
{
    return truce_clause_speech(lemma) ||
           truce_tree_word_in(lemma, speech_acts, sizeof speech_acts - 1);
}

/* The "that" of a clause that lacks nothing: a conjunction, or read as an
 * object beside another one; -1: none. */
static int32_t that_of(const struct truce_sentence *s, int32_t clause)
{
    int32_t that = -1;
    bool whole = false;
    for (int32_t i = 0; i < (int32_t)s->n_tokens; i++) {
        enum truce_rel rel = rel_of(s, i);
        if (s->tokens[i].head != clause)
            continue;
        if (i < clause && truce_view_eq_text(s->tokens[i].lemma, "that"))
            that = i;
        else if (rel == TRUCE_REL_obj || rel == TRUCE_REL_xcomp ||
                 rel == TRUCE_REL_ccomp)
            whole = true;
    }
    return that >= 0 && (rel_of(s, that) == TRUCE_REL_mark ||
                         (rel_of(s, that) == TRUCE_REL_obj && whole))
               ? that
               : -1;
}

/* "said in a statement that he welcomed it": what is said hangs on the
 * saying, not on the paper. */
static void lift_content(struct truce_sentence *s, int32_t token)
{
    int32_t noun = s->tokens[token].head, verb, that;
    if (rel_of(s, token) != TRUCE_REL_acl || noun < 0)
        return;
    if (rel_of(s, noun) == TRUCE_REL_nmod && /* "after hours of talks" */
        s->tokens[noun].head >= 0 && s->tokens[noun].head < noun)
        noun = s->tokens[noun].head;
    verb = s->tokens[noun].head;
    if (verb < 0 || noun < verb || noun == verb + 1 ||
        (rel_of(s, noun) != TRUCE_REL_obl &&
         rel_of(s, noun) != TRUCE_REL_obj) ||
        !tells(s->tokens[verb].lemma) ||
        !has_child(s, token, TRUCE_REL_nsubj) ||
        has_child(s, verb, TRUCE_REL_ccomp))
        return;
    that = that_of(s, token);
    if (that < 0)
        return;
    s->tokens[that].rel = TRUCE_REL_mark;
    s->tokens[that].upos = TRUCE_UPOS_SCONJ;
    s->tokens[token].head = verb;
    s->tokens[token].rel = TRUCE_REL_ccomp;
}

/* First word between `from` and `to` that hangs on one before `from`. */
static int32_t hangs_before(const struct truce_sentence *s, int32_t from,
                            int32_t to)
{
    for (int32_t i = from; i < to; i++)
        if (s->tokens[i].head < from && s->tokens[i].head >= 0 &&
            rel_of(s, i) != TRUCE_REL_punct && rel_of(s, i) != TRUCE_REL_cc)
            return i;
    return -1;
}

static bool is_name_or_the(const struct truce_sentence *s, int32_t token)
{
    return s->tokens[token].upos == TRUCE_UPOS_PROPN ||
           s->tokens[token].upos == TRUCE_UPOS_DET ||
           s->tokens[token].upos == TRUCE_UPOS_ADJ;
}

/* "In front of X and Y, the ministers of A and B on Sunday signed it": a
 * phrase in front has swallowed the subject, which begins behind a comma. */
static void free_subject(struct truce_sentence *s, int32_t verb)
{
    int32_t front = s->tokens[verb].head < 0 ? 0 : -1;
    int32_t subject = -1;
    if (front < 0 || (!has_tag(s, verb, "VBD") && !has_tag(s, verb, "VBZ")) ||
        has_child(s, verb, TRUCE_REL_nsubj) ||
        has_child(s, verb, TRUCE_REL_csubj) ||
        has_child(s, verb, TRUCE_REL_expl) ||
        s->tokens[0].upos != TRUCE_UPOS_ADP)
        return;
    while (front >= 0 && s->tokens[front].head != verb)
        front = s->tokens[front].head;
    if (front < 0 || rel_of(s, front) != TRUCE_REL_obl)
        return;
    for (int32_t i = 1; i + 1 < verb && subject < 0; i++)
        if (truce_view_eq_text(s->tokens[i].form, ",") &&
            is_name_or_the(s, i + 1))
            subject = hangs_before(s, i + 1, verb);
    if (subject < 0 || !within(s, subject, front))
        return;
    for (int32_t i = subject + 1; i < verb; i++)
        if (s->tokens[i].head >= 0 && s->tokens[i].head < subject &&
            rel_of(s, i) == TRUCE_REL_conj) {
            s->tokens[i].head = subject;
            s->tokens[i].rel = TRUCE_REL_appos;
        }
    s->tokens[subject].head = verb;
    s->tokens[subject].rel = TRUCE_REL_nsubj;
}

static bool is_acronym(struct truce_view form)
{
    size_t capitals = 0;
    for (size_t i = 0; i < form.len; i++)
        capitals += form.ptr[i] >= 'A' && form.ptr[i] <= 'Z';
    return capitals >= 3 && capitals == form.len;
}

static bool is_small_word(enum truce_rel rel)
{
    return rel == TRUCE_REL_aux || rel == TRUCE_REL_advmod ||
           rel == TRUCE_REL_mark || rel == TRUCE_REL_cop ||
           rel == TRUCE_REL_discourse || rel == TRUCE_REL_dep ||
           rel == TRUCE_REL_cc;
}

/* "ECOWAS closed the border": an acronym is no auxiliary, however it ends. */
static void free_acronym(struct truce_sentence *s, int32_t token)
{
    struct truce_token *t = &s->tokens[token];
    int32_t verb = t->head;
    bool beside;
    if (verb <= token || !is_acronym(t->form) ||
        !is_small_word(rel_of(s, token)) ||
        s->tokens[verb].upos != TRUCE_UPOS_VERB)
        return;
    /* "the bloc ECOWAS closed" */
    beside = token > 0 && s->tokens[token - 1].head == verb &&
             rel_of(s, token - 1) == TRUCE_REL_nsubj &&
             s->tokens[token - 1].upos == TRUCE_UPOS_NOUN;
    if (!beside && has_child(s, verb, TRUCE_REL_nsubj))
        return;
    if (beside) {
        s->tokens[token - 1].head = token;
        s->tokens[token - 1].rel = TRUCE_REL_nmod_desc;
    }
    t->upos = TRUCE_UPOS_PROPN;
    t->xpos = TRUCE_VIEW("NNP");
    t->lemma = t->form;
    t->rel = TRUCE_REL_nsubj;
    if (has_tag(s, verb, "VBN") && !has_child(s, verb, TRUCE_REL_aux))
        s->tokens[verb].xpos = TRUCE_VIEW("VBD");
}

/* "Junta aircraft bombed rebel positions": a participle that has a subject
 * is the verb, and the noun it was hung on its object. */
static void free_verb(struct truce_sentence *s, int32_t verb)
{
    struct truce_token *v = &s->tokens[verb];
    int32_t noun = v->head;
    if (rel_of(s, verb) != TRUCE_REL_amod || noun < verb ||
        !has_child(s, verb, TRUCE_REL_nsubj) ||
        has_child(s, noun, TRUCE_REL_nsubj))
        return;
    v->xpos = TRUCE_VIEW("VBD");
    v->head = s->tokens[noun].head;
    v->rel = s->tokens[noun].rel;
    s->tokens[noun].head = verb;
    s->tokens[noun].rel = TRUCE_REL_obj;
}

/* What hangs on a noun by a preposition and stands behind it says when and
 * where of the verb that now governs the noun. */
static void lift_phrases(struct truce_sentence *s, int32_t noun, int32_t verb)
{
    for (size_t i = (size_t)noun + 1; i < s->n_tokens; i++) {
        struct truce_token *t = &s->tokens[i];
        if (t->head != noun)
            continue;
        if (t->upos == TRUCE_UPOS_PUNCT)
            t->head = verb;
        if (rel_of(s, (int32_t)i) == TRUCE_REL_nmod &&
            t->upos == TRUCE_UPOS_PROPN) {
            t->head = verb;
            t->rel = TRUCE_REL_obl;
        }
    }
}

static bool has_finite(const struct truce_sentence *s)
{
    for (size_t i = 0; i < s->n_tokens; i++)
        if (truce_tree_finite(&s->tokens[i]))
            return true;
    return false;
}

/* A name or a plural, which nouns rarely have before them as a part. */
static bool is_doer(const struct truce_sentence *s, int32_t token)
{
    return s->tokens[token].upos == TRUCE_UPOS_PROPN ||
           has_tag(s, token, "NNS");
}

/* "Armenia and Azerbaijan freed detainees", read as a list of two things: a
 * past form behind names, in a sentence without a verb on top, is its verb. */
static void free_past(struct truce_sentence *s, int32_t verb)
{
    struct truce_token *v = &s->tokens[verb];
    int32_t noun = v->head, subject = -1;
    if (rel_of(s, verb) != TRUCE_REL_amod || noun < verb || verb < 1 ||
        (!has_tag(s, verb, "VBD") && has_finite(s)) || !is_doer(s, verb - 1))
        return;
    for (int32_t i = verb - 1; i >= 0; i--)
        if (is_doer(s, i) &&
            (s->tokens[i].head < 0 || s->tokens[i].head >= verb))
            subject = i;
    if (subject < 0 ||
        (s->tokens[noun].head >= 0 && s->tokens[noun].head != subject))
        return;
    for (int32_t i = subject + 1; i < verb; i++)
        if (s->tokens[i].head >= verb && is_doer(s, i)) {
            s->tokens[i].head = subject;
            s->tokens[i].rel = TRUCE_REL_conj;
        }
    for (int32_t i = 0; i < (int32_t)s->n_tokens; i++)
        if (i < verb && i != subject && s->tokens[i].head >= verb)
            s->tokens[i].head = subject;
    for (int32_t i = verb + 1; i < (int32_t)s->n_tokens; i++)
        if (s->tokens[i].head == subject)
            s->tokens[i].head = verb;
    v->head = -1;
    v->rel = TRUCE_REL_root;
    v->xpos = TRUCE_VIEW("VBD");
    s->tokens[subject].head = verb;
    s->tokens[subject].rel = TRUCE_REL_nsubj;
    s->tokens[noun].head = verb;
    s->tokens[noun].rel = TRUCE_REL_obj;
    lift_phrases(s, noun, verb);
}

/* "have severed diplomatic ties", read as ties that are severed: without an
 * article in front, the participle right behind "have" is what was done. */
static void free_perfect(struct truce_sentence *s, int32_t verb)
{
    struct truce_token *v = &s->tokens[verb];
    int32_t noun = v->head, have = verb - 1;
    if (have < 1 || rel_of(s, verb) != TRUCE_REL_amod || noun <= verb ||
        !has_tag(s, verb, "VBN") || v->upos != TRUCE_UPOS_VERB ||
        !truce_view_eq_text(s->tokens[have].lemma, "have") ||
        s->tokens[noun].head != have || rel_of(s, noun) != TRUCE_REL_obj ||
        rel_of(s, have) == TRUCE_REL_aux ||
        !has_child(s, have, TRUCE_REL_nsubj))
        return;
    for (int32_t i = 0; i < (int32_t)s->n_tokens; i++)
        if (s->tokens[i].head == have)
            s->tokens[i].head = verb;
    v->head = s->tokens[have].head;
    v->rel = s->tokens[have].rel;
    s->tokens[have].head = verb;
    s->tokens[have].rel = TRUCE_REL_aux;
    s->tokens[have].upos = TRUCE_UPOS_AUX;
}

/* Nothing hangs on the later words of a name: "Jamil Mahuad and his
 * counterpart" are joined at the name's first word. */
static void lift_off_name(struct truce_sentence *s, int32_t token)
{
    enum truce_rel rel = rel_of(s, token);
    int32_t head = s->tokens[token].head;
    if (rel != TRUCE_REL_conj && rel != TRUCE_REL_appos &&
        rel != TRUCE_REL_acl && rel != TRUCE_REL_nmod)
        return;
    while (head >= 0 && head < token && rel_of(s, head) == TRUCE_REL_flat)
        head = s->tokens[head].head;
    if (head >= 0 && head < token)
        s->tokens[token].head = head;
}

/* "Salva Kiir and rebel chief Riek Machar": a name that hangs as a compound
 * on another behind "and" and a title is the first of two. */
static void join_names(struct truce_sentence *s, int32_t token)
{
    int32_t other = s->tokens[token].head, and = -1, title = -1;
    if (rel_of(s, token) != TRUCE_REL_compound || other < token ||
        s->tokens[token].upos != TRUCE_UPOS_PROPN ||
        s->tokens[other].upos != TRUCE_UPOS_PROPN)
        return;
    for (int32_t i = token + 1; i < other; i++) {
        if (rel_of(s, i) == TRUCE_REL_conj)
            return;
        if (rel_of(s, i) == TRUCE_REL_cc)
            and = i;
        if (s->tokens[i].rel == TRUCE_REL_nmod_desc &&
            s->tokens[i].head == other)
            title = i;
    }
    if (and < 0 || title < and)
        return;
    s->tokens[token].head = s->tokens[other].head;
    s->tokens[token].rel = s->tokens[other].rel;
    s->tokens[other].head = token;
    s->tokens[other].rel = TRUCE_REL_conj;
    s->tokens[and].head = other;
}

static int32_t of_phrase(const struct truce_sentence *s, int32_t token)
{
    for (int32_t i = token + 1; i < (int32_t)s->n_tokens; i++)
        if (s->tokens[i].head == token && rel_of(s, i) == TRUCE_REL_nmod &&
            i > 0 && truce_view_eq_text(s->tokens[i - 1].lemma, "of"))
            return i;
    return -1;
}

/* "ministers Wagner of Congo and Nduhungirehe of Rwanda": a name with a land
 * of its own is joined to the first name, not to that one's land. */
static void join_bearers(struct truce_sentence *s, int32_t token)
{
    int32_t land = s->tokens[token].head, first;
    if (rel_of(s, token) != TRUCE_REL_conj || land < 0 || land > token ||
        s->tokens[token].upos != TRUCE_UPOS_PROPN ||
        s->tokens[land].upos != TRUCE_UPOS_PROPN ||
        rel_of(s, land) != TRUCE_REL_nmod || of_phrase(s, token) < 0 ||
        of_phrase(s, land) >= 0)
        return;
    first = s->tokens[land].head;
    if (first < 0 || s->tokens[first].upos != TRUCE_UPOS_PROPN ||
        of_phrase(s, first) != land)
        return;
    s->tokens[token].head = first;
}

/* "It promised to let monitors in": somebody promised. */
static void free_pronoun(struct truce_sentence *s, int32_t token)
{
    int32_t verb = s->tokens[token].head;
    if (rel_of(s, token) != TRUCE_REL_expl || verb <= token ||
        !truce_view_eq_text(s->tokens[token].lemma, "it") ||
        s->tokens[verb].upos != TRUCE_UPOS_VERB || has_tag(s, verb, "VBN") ||
        truce_tree_word_in(s->tokens[verb].lemma, impersonal,
                           sizeof impersonal - 1) ||
        has_child(s, verb, TRUCE_REL_nsubj) ||
        has_child(s, verb, TRUCE_REL_csubj) ||
        has_child(s, verb, TRUCE_REL_ccomp))
        return;
    s->tokens[token].rel = TRUCE_REL_nsubj;
}

/* "demanded that Myanmar's military stop killing": a bare verb that is also a
 * noun, behind "that" and before what is to stop. */
static void free_stop(struct truce_sentence *s, int32_t token)
{
    static const char *const stops[] = {"stop", "halt", "cease", "end"};
    struct truce_token *t = &s->tokens[token];
    int32_t next = token + 1, subject = token - 1;
    bool stop = false, that = false;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        stop = stop || truce_view_eq_text(t->form, stops[i]);
    if (!stop || t->upos != TRUCE_UPOS_NOUN || subject < 1 || t->head < 0 ||
        (size_t)next >= s->n_tokens || !has_tag(s, next, "VBG") ||
        s->tokens[next].head != token || s->tokens[subject].head != token)
        return;
    for (int32_t i = 0; i < token; i++)
        that = that || (s->tokens[i].head == token &&
                        truce_view_eq_text(s->tokens[i].lemma, "that"));
    if (!that)
        return;
    t->upos = TRUCE_UPOS_VERB;
    t->xpos = TRUCE_VIEW("VB");
    t->rel = TRUCE_REL_ccomp;
    s->tokens[next].rel = TRUCE_REL_xcomp;
    s->tokens[subject].rel = TRUCE_REL_nsubj;
    for (int32_t i = 0; i < subject; i++)
        if (s->tokens[i].head == token && rel_of(s, i) != TRUCE_REL_mark)
            s->tokens[i].head = subject;
}

/* "Qatari", "French": the adjective of a country. */
static bool is_demonym(struct truce_view form)
{
    return truce_tree_word_in(form, demonyms, sizeof demonyms - 1);
}

/* "after Qatari and Egyptian mediation", read as two things: both are of the
 * one noun. */
static void join_demonyms(struct truce_sentence *s, int32_t token)
{
    int32_t other = token + 2, noun;
    if (other + 1 >= (int32_t)s->n_tokens ||
        s->tokens[token + 1].upos != TRUCE_UPOS_CCONJ ||
        !is_demonym(s->tokens[token].form) ||
        !is_demonym(s->tokens[other].form) ||
        rel_of(s, other) != TRUCE_REL_amod)
        return;
    noun = s->tokens[other].head;
    if (noun <= other || s->tokens[noun].head != token ||
        rel_of(s, noun) != TRUCE_REL_conj)
        return;
    for (int32_t i = 0; i < (int32_t)s->n_tokens; i++)
        if (i != noun && s->tokens[i].head == token)
            s->tokens[i].head = noun;
    s->tokens[noun].head = s->tokens[token].head;
    s->tokens[noun].rel = s->tokens[token].rel;
    s->tokens[token].head = noun;
    s->tokens[token].rel = TRUCE_REL_amod;
    s->tokens[token + 1].head = other;
    s->tokens[other].head = token;
    s->tokens[other].rel = TRUCE_REL_conj;
}

/* "handed over 32 prisoners", "handed over a draft": neither a number over 32
 * nor a place over a draft. */
static void free_particle(struct truce_sentence *s, int32_t verb)
{
    static const char over[] = " hand turn sign ";
    struct truce_token *word, *noun;
    if (verb + 2 >= (int32_t)s->n_tokens ||
        !truce_tree_word_in(s->tokens[verb].lemma, over, sizeof over - 1))
        return;
    word = &s->tokens[verb + 1];
    if (!truce_view_eq_text(word->form, "over") || word->head <= verb + 1)
        return;
    noun = &s->tokens[word->head];
    if (noun->rel == TRUCE_REL_obl && noun->head == verb)
        noun->rel = TRUCE_REL_obj;
    else if (noun->upos != TRUCE_UPOS_NUM)
        return;
    word->head = verb;
    word->rel = TRUCE_REL_compound_prt;
    word->upos = TRUCE_UPOS_ADP;
}

static bool is_finite(const struct truce_sentence *s, int32_t token)
{
    return has_tag(s, token, "VBD") || has_tag(s, token, "VBZ") ||
           has_tag(s, token, "VBP");
}

/* "The talks were arranged by A; B and C hosted them": what stands between
 * the semicolon and the verb is its subject, no name for what went before. */
static void free_clause(struct truce_sentence *s, int32_t verb)
{
    int32_t from = -1, subject;
    if ((rel_of(s, verb) != TRUCE_REL_conj &&
         rel_of(s, verb) != TRUCE_REL_parataxis) ||
        !is_finite(s, verb) || has_child(s, verb, TRUCE_REL_nsubj))
        return;
    for (int32_t i = verb - 1; i > s->tokens[verb].head && from < 0; i--) {
        if (s->tokens[i].upos == TRUCE_UPOS_VERB)
            return;
        if (truce_view_eq_text(s->tokens[i].form, ";"))
            from = i + 1;
    }
    if (from < 0)
        return;
    subject = hangs_before(s, from, verb);
    if (subject < 0 || rel_of(s, subject) != TRUCE_REL_appos)
        return;
    s->tokens[subject].head = verb;
    s->tokens[subject].rel = TRUCE_REL_nsubj;
}

/* "A accused B's soldiers of firing; C blamed guards": behind a semicolon a
 * verb with a subject of its own and no conjunction tells another act. */
static void free_second(struct truce_sentence *s, int32_t verb)
{
    struct truce_token *v = &s->tokens[verb];
    int32_t subject = -1, top = v->head, semicolon = -1;
    if (top < 0 || top > verb ||
        (rel_of(s, verb) != TRUCE_REL_advcl &&
         rel_of(s, verb) != TRUCE_REL_acl &&
         rel_of(s, verb) != TRUCE_REL_ccomp) ||
        has_child(s, verb, TRUCE_REL_mark) || has_child(s, verb, TRUCE_REL_aux))
        return;
    for (int32_t i = top + 1; i < verb; i++) {
        enum truce_rel rel =
            s->tokens[i].head == verb ? rel_of(s, i) : TRUCE_REL_dep;
        if (truce_view_eq_text(s->tokens[i].form, ";"))
            semicolon = i;
        else if (rel == TRUCE_REL_nsubj && semicolon >= 0)
            subject = i;
    }
    if (subject < 0)
        return;
    while (s->tokens[top].head >= 0)
        top = s->tokens[top].head;
    s->tokens[subject].rel = TRUCE_REL_nsubj;
    if (has_tag(s, verb, "VBN"))
        v->xpos = TRUCE_VIEW("VBD");
    v->head = top;
    v->rel = TRUCE_REL_conj;
}

/* "In a declaration A, B and C guaranteed": the first of those who do it is
 * no name of the paper. */
static void free_first(struct truce_sentence *s, int32_t token)
{
    int32_t noun = s->tokens[token].head, verb, rest = token + 2;
    if (rel_of(s, token) != TRUCE_REL_appos || noun != token - 1 ||
        s->tokens[token].upos != TRUCE_UPOS_PROPN ||
        s->tokens[noun].upos != TRUCE_UPOS_NOUN ||
        rest >= (int32_t)s->n_tokens ||
        !truce_view_eq_text(s->tokens[token + 1].form, ","))
        return;
    verb = s->tokens[noun].head;
    while (rest < verb && s->tokens[rest].head != verb)
        rest++;
    if (verb < 0 || rest >= verb || rel_of(s, rest) != TRUCE_REL_nsubj ||
        rest > token + 5 || !has_child(s, rest, TRUCE_REL_conj))
        return;
    s->tokens[token].head = verb;
    s->tokens[token].rel = TRUCE_REL_nsubj;
    s->tokens[rest].head = token;
    s->tokens[rest].rel = TRUCE_REL_conj;
    for (int32_t i = rest; i < verb; i++)
        if (s->tokens[i].head == rest && rel_of(s, i) == TRUCE_REL_conj)
            s->tokens[i].head = token;
}

/* "X, the chairman of Y, mediated": a sentence without a verb on top, whose
 * last word behind the comma of an apposition is a past form: the verb. */
static void free_predicate(struct truce_sentence *s, int32_t verb)
{
    struct truce_token *v = &s->tokens[verb];
    int32_t noun = v->head;
    bool past = has_tag(s, verb, "VBD") || has_tag(s, verb, "VBN");
    if (noun >= 0 && rel_of(s, noun) == TRUCE_REL_appos)
        noun = s->tokens[noun].head;
    if (noun < 0 || noun > verb || s->tokens[noun].head >= 0 || !past ||
        s->tokens[noun].upos != TRUCE_UPOS_PROPN ||
        (rel_of(s, verb) != TRUCE_REL_acl &&
         rel_of(s, verb) != TRUCE_REL_parataxis) ||
        v->rel == TRUCE_REL_acl_relcl ||
        !truce_view_eq_text(s->tokens[verb - 1].form, ",") ||
        !has_child(s, noun, TRUCE_REL_appos) ||
        has_child(s, noun, TRUCE_REL_cop) ||
        has_child(s, verb, TRUCE_REL_aux) ||
        has_child(s, verb, TRUCE_REL_nsubj))
        return;
    for (int32_t i = verb + 1; i < (int32_t)s->n_tokens; i++) {
        if (s->tokens[i].rel == TRUCE_REL_obl_agent ||
            (s->tokens[i].head == verb + 2 &&
             truce_view_eq_text(s->tokens[i].lemma, "by")))
            return;
        if (s->tokens[i].head == noun)
            s->tokens[i].head = verb;
    }
    if (v->head != noun) /* the commas of the apposition */
        s->tokens[verb - 1].head = v->head;
    v->head = -1;
    v->rel = TRUCE_REL_root;
    v->xpos = TRUCE_VIEW("VBD");
    s->tokens[noun].head = verb;
    s->tokens[noun].rel = TRUCE_REL_nsubj;
}

/* "Kiir, who guaranteed the accord, called on both to join": behind a comma a
 * participle without an auxiliary is a past tense, its subject who acts. */
static void free_voice(struct truce_sentence *s, int32_t verb)
{
    struct truce_token *v = &s->tokens[verb];
    if (verb == 0 || s->tokens[verb - 1].upos != TRUCE_UPOS_PUNCT ||
        (v->rel != TRUCE_REL_root && v->rel != TRUCE_REL_ccomp) ||
        !has_tag(s, verb, "VBN") || has_child(s, verb, TRUCE_REL_aux))
        return;
    for (int32_t i = 0; i < verb; i++)
        if (s->tokens[i].head == verb &&
            s->tokens[i].rel == TRUCE_REL_nsubj_pass) {
            s->tokens[i].rel = TRUCE_REL_nsubj;
            v->xpos = TRUCE_VIEW("VBD");
        }
}

static bool has_case(const struct truce_sentence *s, int32_t token,
                     const char *word)
{
    for (size_t i = 0; i < s->n_tokens; i++)
        if (s->tokens[i].head == token &&
            rel_of(s, (int32_t)i) == TRUCE_REL_case)
            return truce_view_eq_text(s->tokens[i].lemma, word);
    return false;
}

/* "blamed the attacks on militants": they are blamed, not attacked. */
static void lift_blamed(struct truce_sentence *s, int32_t token)
{
    int32_t deed = s->tokens[token].head, verb;
    if (rel_of(s, token) != TRUCE_REL_nmod || deed < 0 || deed > token ||
        rel_of(s, deed) != TRUCE_REL_obj || !has_case(s, token, "on"))
        return;
    verb = s->tokens[deed].head;
    if (verb < 0 || !truce_view_eq_text(s->tokens[verb].lemma, "blame"))
        return;
    for (int32_t i = deed + 1; i < (int32_t)s->n_tokens; i++)
        if (s->tokens[i].head == verb &&
            (has_case(s, i, "on") || has_case(s, i, "for")))
            return;
    s->tokens[token].head = verb;
    s->tokens[token].rel = TRUCE_REL_obl;
}

/* "at a rally calling for peace", "an order urging calm": what stands right
 * before says it, whoever else acts in the sentence. */
static void hang_on_message(struct truce_sentence *s, int32_t verb)
{
    int32_t noun = verb - 1;
    if (noun < 0 || rel_of(s, verb) != TRUCE_REL_advcl ||
        !has_tag(s, verb, "VBG") || has_child(s, verb, TRUCE_REL_nsubj) ||
        has_child(s, verb, TRUCE_REL_mark) ||
        s->tokens[noun].upos != TRUCE_UPOS_NOUN ||
        !truce_tree_word_in(s->tokens[noun].lemma, messages,
                            sizeof messages - 1) ||
        !truce_tree_word_in(s->tokens[verb].lemma, asking, sizeof asking - 1))
        return;
    if (s->tokens[noun].head == verb) {
        s->tokens[noun].head = s->tokens[verb].head;
        s->tokens[noun].rel = TRUCE_REL_obl;
    }
    s->tokens[verb].head = noun;
    s->tokens[verb].rel = TRUCE_REL_acl;
}

/* "They have all called on X", read as a passive: without "been" it is none. */
static void free_active(struct truce_sentence *s, int32_t verb)
{
    bool have = false;
    if (!has_tag(s, verb, "VBN"))
        return;
    for (int32_t i = 0; i < verb; i++) {
        if (s->tokens[i].head != verb)
            continue;
        if (s->tokens[i].rel == TRUCE_REL_aux_pass)
            return;
        have = have || (rel_of(s, i) == TRUCE_REL_aux &&
                        truce_view_eq_text(s->tokens[i].lemma, "have"));
    }
    for (int32_t i = 0; have && i < verb; i++)
        if (s->tokens[i].head == verb &&
            s->tokens[i].rel == TRUCE_REL_nsubj_pass)
            s->tokens[i].rel = TRUCE_REL_nsubj;
}

void truce_mend_trees(struct truce_text *text)
{
    for (size_t i = 0; i < text->n_sentences; i++) {
        struct truce_sentence *s = &text->sentences[i];
        for (int32_t t = 0; t < (int32_t)s->n_tokens; t++) {
            free_acronym(s, t);
            free_pronoun(s, t);
            lift_off_name(s, t);
            join_names(s, t);
            join_bearers(s, t);
            free_first(s, t);
            join_demonyms(s, t);
            free_stop(s, t);
            lift_blamed(s, t);
            if (s->tokens[t].upos != TRUCE_UPOS_VERB)
                continue;
            truce_mend_misread(s, t);
            if (s->tokens[t].upos != TRUCE_UPOS_VERB)
                continue;
            free_verb(s, t);
            free_past(s, t);
            free_clause(s, t);
            free_second(s, t);
            free_predicate(s, t);
            free_perfect(s, t);
            truce_mend_displaced(s, t);
            free_particle(s, t);
            free_voice(s, t);
            free_active(s, t);
            lift_conjunct(s, t);
            lift_content(s, t);
            free_subject(s, t);
            hang_on_message(s, t);
        }
    }
}
