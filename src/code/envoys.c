/* Who speaks or mediates for an organisation counts as that organisation,
 * whatever state he once served: "Seyoum Mesfin, the chief mediator of IGAD",
 * "Olusegun Obasanjo, the African Union's envoy". */
#include <string.h>

#include "code/facts.h"

static const char envoys[] =
    " mediator envoy facilitator representative commissioner negotiator "
    "chairman chairperson chair chairwoman ";

struct office {
    size_t first; /* tokens of the organisation and the noun */
    size_t last;
    size_t noun;
};

static bool lemma_at(const struct truce_sentence *s, size_t token,
                     const char *words)
{
    return token < s->n_tokens &&
           truce_tree_word_in(s->tokens[token].lemma, words, strlen(words));
}

/* "the secretary-general", three tokens: the last. */
static bool is_secretary(const struct truce_sentence *s, size_t token)
{
    return token > 1 && token < s->n_tokens &&
           truce_view_eq_nocase(s->tokens[token].form, TRUCE_VIEW("general")) &&
           truce_view_eq_text(s->tokens[token - 1].form, "-") &&
           lemma_at(s, token - 2, " secretary ");
}

/* "the African Union's special envoy" or "mediator of the bloc IGAD". */
static bool find_office(const struct truce_sentence *s,
                        const struct truce_mention *body, struct office *out)
{
    size_t k = body->last + 1;
    bool owns = k < s->n_tokens && truce_view_eq_text(s->tokens[k].form, "'s");
    *out = (struct office){body->first, body->last, SIZE_MAX};
    /* "the African Union's envoy", one mention */
    if (lemma_at(s, body->last, envoys)) {
        out->noun = body->last;
        return true;
    }
    while (k < s->n_tokens && k < body->last + 5 &&
           (s->tokens[k].upos == TRUCE_UPOS_ADJ ||
            s->tokens[k].upos == TRUCE_UPOS_PART ||
            lemma_at(s, k, " chief peace ")))
        k++;
    if (lemma_at(s, k, envoys)) {
        out->last = out->noun = k;
        return true;
    }
    for (k = body->first; k-- > 0 && k + 7 > body->first;) {
        bool of = lemma_at(s, k, " of for from ");
        if (of && k > 0 &&
            (lemma_at(s, k - 1, envoys) || is_secretary(s, k - 1))) {
            out->first = out->noun = k - 1;
            return true;
        }
        if (of || s->tokens[k].upos == TRUCE_UPOS_VERB ||
            s->tokens[k].upos == TRUCE_UPOS_PUNCT)
            break;
    }
    /* "the EU's Javier Solana" */
    if (owns)
        out->last = body->last + 1;
    return owns;
}

static bool is_link(const struct truce_token *t)
{
    return truce_view_eq_text(t->form, ",") || t->upos == TRUCE_UPOS_DET ||
           t->upos == TRUCE_UPOS_ADJ;
}

/* "X, who heads the African Union's panel": the body begins at `body`. */
static bool heads(const struct truce_sentence *s,
                  const struct truce_mention *person, size_t body)
{
    const struct truce_actor *a = &person->actor;
    size_t k = person->last + 1;
    if (a->office && a->sector && !strcmp(a->sector, "GOV") &&
        (strstr(a->office, "president") || strstr(a->office, "minister")))
        return false;
    if (k + 3 >= s->n_tokens || body < k + 3 || body > k + 5 ||
        !truce_view_eq_text(s->tokens[k].form, ",") ||
        !lemma_at(s, k + 1, " who ") ||
        !lemma_at(s, k + 2, " head lead chair represent run "))
        return false;
    for (k += 3; k < body; k++)
        if (s->tokens[k].upos != TRUCE_UPOS_DET)
            return false;
    return true;
}

/* Does the person bear the office: next to it, but for a comma? */
static bool bears(const struct truce_sentence *s,
                  const struct truce_mention *person, const struct office *o)
{
    size_t from, to;
    if (person->first <= o->noun && o->noun <= person->last)
        return true;
    if (heads(s, person, o->first))
        return true;
    /* "X, the UN Secretary-General's envoy": the name in both */
    if (person->first <= o->last && o->first <= person->last)
        return o->noun != SIZE_MAX;
    from = person->last < o->first ? person->last + 1 : o->last + 1;
    to = person->last < o->first ? o->first : person->first;
    if (to < from || to - from > 3)
        return false;
    for (size_t k = from; k < to; k++)
        if (!is_link(&s->tokens[k]) && !lemma_at(s, k, " special chief "))
            return false;
    return true;
}

/* A person, or the office of one whom the lexicon does not know. */
static bool is_human(const struct truce_actor *actor)
{
    return actor->kind && (!strcmp(actor->kind, "person") ||
                           (actor->office && strcmp(actor->kind, "country") &&
                            strcmp(actor->kind, "organisation")));
}

/* "the Secretary-General's envoy", where the text names no other body whose
 * chief is called so. */
static bool is_chief(const struct truce_context *context,
                     const struct truce_mention *m)
{
    if (m->actor.code || !m->actor.sector || strcmp(m->actor.sector, "IGO") ||
        truce_view_find(m->actor.text, TRUCE_VIEW("Secretary-General")) ==
            (size_t)-1)
        return false;
    for (size_t i = 0; i < context->out->text.n_sentences; i++)
        for (size_t k = 0; k < context->n_mentions[i]; k++) {
            const struct truce_actor *other = &context->mentions[i][k].actor;
            if (other->code && other->sector && !strcmp(other->sector, "IGO") &&
                strcmp(other->code, "UNO") != 0)
                return false;
        }
    return true;
}

void truce_envoys_settle(struct truce_context *context)
{
    for (size_t i = 0; i < context->out->text.n_sentences; i++) {
        const struct truce_sentence *s = &context->out->text.sentences[i];
        struct truce_mention *m = context->mentions[i];
        struct office office;
        for (size_t b = 0; b < context->n_mentions[i]; b++) {
            if (is_chief(context, &m[b]))
                m[b].actor.code = "UNO";
            if (!m[b].actor.code || !m[b].actor.sector ||
                strcmp(m[b].actor.sector, "IGO") ||
                (m[b].actor.kind && !strcmp(m[b].actor.kind, "person")) ||
                !find_office(s, &m[b], &office))
                continue;
            for (size_t p = 0; p < context->n_mentions[i]; p++) {
                if (p == b || !is_human(&m[p].actor) ||
                    !bears(s, &m[p], &office))
                    continue;
                m[p].actor.code = m[b].actor.code;
                m[p].actor.sector = "IGO";
                m[p].actor.office = "envoy";
                m[p].actor.why = "acts for the organisation named beside";
            }
        }
    }
}
