/*
 * The table is asked four times at most: tag, form and context; tag and form;
 * tag and context; tag. Each row only says what a later one would get wrong,
 * so that the table stays small (train/train_feats.c).
 */
#include "lang/feats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FLAG_AUX_BEFORE = 1,
    FLAG_TO = 2,
    FLAG_SUBJECT = 4,
    FLAG_PASSIVE = 8,
    FLAG_AUX = 16,
    FLAG_CASE = 32,
    FLAG_MARK = 64,
    FLAG_DET = 128,
    FLAG_POSS = 256,
    FLAG_CONJ = 512
};

enum { MAX_CLIMB = 4, MAX_FORM = 24 };

struct row {
    enum truce_upos upos;
    const char *xpos, *form, *context, *feats;
};

static const struct row rows[] = {
#define TRUCE_FEATS(upos, xpos, form, context, feats)                          \
    {TRUCE_UPOS_##upos, xpos, form, context, feats},
#include "lang/feats.def"
#undef TRUCE_FEATS
};

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int d = (int)x->upos - (int)y->upos;
    if (!d)
        d = strcmp(x->xpos, y->xpos);
    if (!d)
        d = strcmp(x->form, y->form);
    return d ? d : strcmp(x->context, y->context);
}

static bool is_subject(enum truce_rel rel)
{
    enum truce_rel base = truce_rel_base(rel);
    return base == TRUCE_REL_nsubj || base == TRUCE_REL_csubj ||
           base == TRUCE_REL_expl;
}

static uint32_t flags_of(const struct truce_token *t, bool before)
{
    switch ((enum truce_rel)t->rel) {
    case TRUCE_REL_aux:
        return FLAG_AUX | (before ? FLAG_AUX_BEFORE : 0u);
    case TRUCE_REL_aux_pass:
        return FLAG_PASSIVE | (before ? FLAG_AUX_BEFORE : 0u);
    case TRUCE_REL_nsubj_pass:
        return FLAG_PASSIVE | FLAG_SUBJECT;
    case TRUCE_REL_case:
        return FLAG_CASE;
    case TRUCE_REL_mark:
        return FLAG_MARK;
    case TRUCE_REL_det:
        return FLAG_DET;
    case TRUCE_REL_nmod_poss:
        return FLAG_POSS;
    case TRUCE_REL_conj:
        return FLAG_CONJ;
    default:
        return is_subject((enum truce_rel)t->rel) ? FLAG_SUBJECT : 0u;
    }
}

void truce_feats_facts(const struct truce_token *tokens, size_t n,
                       struct truce_feats_fact *facts)
{
    for (size_t i = 0; i < n; i++)
        facts[i] = (struct truce_feats_fact){-1, 0};
    for (size_t i = 0; i < n; i++) {
        const struct truce_token *t = &tokens[i];
        if (t->head < 0 || (size_t)t->head >= n)
            continue;
        struct truce_feats_fact *fact = &facts[t->head];
        fact->flags |= flags_of(t, i < (size_t)t->head);
        if (truce_view_eq_text(t->xpos, "TO"))
            fact->flags |= FLAG_TO;
        if (!is_subject((enum truce_rel)t->rel))
            continue;
        /* "there are talks": the talks agree, not "there" */
        if (fact->subject < 0 || tokens[fact->subject].rel == TRUCE_REL_expl)
            fact->subject = (int32_t)i;
    }
}

static bool is_one_of(struct truce_view form, const char *const *list)
{
    for (; *list; list++)
        if (truce_view_eq_nocase(form, truce_view_of(*list)))
            return true;
    return false;
}

/* Person and number that a verb takes after this subject. */
static const char *person_of(const struct truce_token *tokens,
                             const struct truce_feats_fact *facts, size_t i)
{
    static const char *const you[] = {"you", "u", "ya", NULL};
    static const char *const plural[] = {"they", "these", "those",
                                         "both", "many",  NULL};
    const struct truce_token *t = &tokens[i];
    if (truce_view_eq_nocase(t->form, TRUCE_VIEW("i")))
        return "1s";
    if (truce_view_eq_nocase(t->form, TRUCE_VIEW("we")))
        return "1p";
    if (is_one_of(t->form, you))
        return "2";
    if (is_one_of(t->form, plural) || truce_view_eq_text(t->xpos, "NNS") ||
        truce_view_eq_text(t->xpos, "NNPS"))
        return "3p";
    return facts[i].flags & FLAG_CONJ ? "3p" : "3s";
}

static int64_t head_of(const struct truce_token *tokens, size_t n, size_t i)
{
    int32_t head = tokens[i].head;
    return head >= 0 && (size_t)head < n ? head : -1;
}

/* The word whose children tell of a verb: itself, or what it helps. */
static size_t clause_of(const struct truce_token *tokens, size_t n, size_t i)
{
    enum truce_rel rel = truce_rel_base((enum truce_rel)tokens[i].rel);
    int64_t head = head_of(tokens, n, i);
    bool helps = rel == TRUCE_REL_aux || rel == TRUCE_REL_cop;
    return helps && head >= 0 ? (size_t)head : i;
}

static bool is_relative(struct truce_view form)
{
    static const char *const words[] = {"who", "that", "which", NULL};
    return is_one_of(form, words);
}

/* Who the finite verb `i` agrees with, looked for upwards over conjuncts. */
static const char *agreement(const struct truce_token *tokens, size_t n,
                             const struct truce_feats_fact *facts, size_t i)
{
    size_t at = clause_of(tokens, n, i);
    for (int step = 0; step < MAX_CLIMB; step++) {
        enum truce_rel base = truce_rel_base((enum truce_rel)tokens[at].rel);
        int64_t head = head_of(tokens, n, at);
        int32_t subject = facts[at].subject;
        if (subject >= 0 && !(base == TRUCE_REL_acl && head >= 0 &&
                              is_relative(tokens[subject].form)))
            return person_of(tokens, facts, (size_t)subject);
        if (head < 0 || (base != TRUCE_REL_acl && base != TRUCE_REL_conj &&
                         base != TRUCE_REL_parataxis))
            break;
        if (base == TRUCE_REL_acl)
            return person_of(tokens, facts, (size_t)head);
        at = (size_t)head;
    }
    return "none";
}

static const char *plain_name(enum truce_rel rel)
{
    return truce_rel_name(truce_rel_base(rel));
}

static void write_base_form(const struct truce_token *tokens, size_t n,
                            const struct truce_feats_fact *facts, size_t i,
                            char *out)
{
    size_t at = clause_of(tokens, n, i);
    uint32_t flags = facts[at].flags;
    enum truce_rel rel = truce_rel_base((enum truce_rel)tokens[at].rel);
    bool tells = rel == TRUCE_REL_root || rel == TRUCE_REL_conj ||
                 rel == TRUCE_REL_xcomp || rel == TRUCE_REL_ccomp ||
                 rel == TRUCE_REL_parataxis || rel == TRUCE_REL_advcl;
    /* an auxiliary after it ("have been") does not help it itself */
    snprintf(out, TRUCE_FEATS_CONTEXT, "%s%s%s/%s",
             flags & FLAG_AUX_BEFORE ? "a" : "",
             flags & FLAG_SUBJECT ? "s" : "", flags & FLAG_TO ? "t" : "",
             tells ? plain_name(rel) : "");
}

static void write_participle(const struct truce_token *t, uint32_t flags,
                             char *out)
{
    bool ing = truce_view_eq_text(t->xpos, "VBG");
    snprintf(out, TRUCE_FEATS_CONTEXT, "%s%s%s%s%s%s/%s",
             flags & FLAG_PASSIVE ? "v" : "", flags & FLAG_AUX ? "a" : "",
             ing && flags & FLAG_CASE ? "c" : "",
             ing && flags & FLAG_MARK ? "m" : "",
             ing && flags & FLAG_DET ? "d" : "",
             ing && flags & FLAG_POSS ? "p" : "",
             plain_name((enum truce_rel)t->rel));
}

static bool in_relative_clause(const struct truce_token *tokens, size_t n,
                               size_t i)
{
    int64_t at = (int64_t)i;
    for (int step = 0; step < MAX_CLIMB && at >= 0; step++) {
        if (tokens[at].rel == TRUCE_REL_acl_relcl)
            return true;
        at = head_of(tokens, n, (size_t)at);
    }
    return false;
}

static bool begins(struct truce_view xpos, char letter)
{
    return xpos.len && xpos.ptr[0] == letter;
}

void truce_feats_context(const struct truce_token *tokens, size_t n,
                         const struct truce_feats_fact *facts, size_t i,
                         char out[TRUCE_FEATS_CONTEXT])
{
    const struct truce_token *t = &tokens[i];
    enum truce_rel rel = truce_rel_base((enum truce_rel)t->rel);
    out[0] = 0;
    if (truce_view_eq_text(t->xpos, "VBP") ||
        truce_view_eq_text(t->xpos, "VBD")) {
        snprintf(out, TRUCE_FEATS_CONTEXT, "%s",
                 agreement(tokens, n, facts, i));
    } else if (truce_view_eq_text(t->xpos, "VB")) {
        write_base_form(tokens, n, facts, i, out);
    } else if (truce_view_eq_text(t->xpos, "VBN") ||
               truce_view_eq_text(t->xpos, "VBG")) {
        write_participle(t, facts[i].flags, out);
    } else if (begins(t->xpos, 'W') ||
               truce_view_eq_nocase(t->form, TRUCE_VIEW("that"))) {
        snprintf(out, TRUCE_FEATS_CONTEXT, "%s%s", plain_name(rel),
                 in_relative_clause(tokens, n, i) ? "+" : "");
    } else if (t->upos == TRUCE_UPOS_PRON ||
               truce_view_eq_text(t->xpos, "DT") || rel == TRUCE_REL_amod ||
               rel == TRUCE_REL_compound || rel == TRUCE_REL_fixed ||
               rel == TRUCE_REL_flat) {
        snprintf(out, TRUCE_FEATS_CONTEXT, "%s", plain_name(rel));
    }
}

/* Lower case of a short ASCII form; other forms are no rows of the table. */
static void lower_form(struct truce_view form, char out[MAX_FORM])
{
    size_t i = 0;
    for (; i < form.len && i + 1 < MAX_FORM; i++) {
        char c = form.ptr[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    out[form.len < MAX_FORM ? i : 0] = 0;
}

static const struct row *find(const struct row *key)
{
    return bsearch(key, rows, sizeof rows / sizeof *rows, sizeof *rows,
                   compare_rows);
}

void truce_feats_assign(struct truce_token *tokens, size_t n,
                        const struct truce_feats_fact *facts)
{
    for (size_t i = 0; i < n; i++) {
        char form[MAX_FORM], context[TRUCE_FEATS_CONTEXT], xpos[8];
        struct truce_token *t = &tokens[i];
        const struct row *row;
        lower_form(t->form, form);
        truce_feats_context(tokens, n, facts, i, context);
        snprintf(xpos, sizeof xpos, "%.*s", (int)t->xpos.len,
                 t->xpos.ptr ? t->xpos.ptr : "");
        struct row key = {(enum truce_upos)t->upos, xpos, form, context, ""};
        row = find(&key);
        if (!row && context[0]) {
            key.context = "";
            row = find(&key);
            key.context = context;
        }
        key.form = "";
        if (!row)
            row = find(&key);
        if (!row && context[0]) {
            key.context = "";
            row = find(&key);
        }
        t->feats = row && row->feats[0] ? truce_view_of(row->feats)
                                        : (struct truce_view){NULL, 0};
    }
}
