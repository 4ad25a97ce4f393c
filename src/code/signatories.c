/*
 * Who agreed: subjects and agents of the signing verb, "between A and B", the
 * doers of the sentence's events, and what stands in the sentences before.
 */
#include <string.h>

#include "code/agreements_int.h"

/* Third parties of events in this sentence are not signatories. */
static bool is_third(const struct truce_agreement_maker *maker, size_t sentence,
                     const struct truce_actor *actor)
{
    for (size_t i = 0; i < maker->out->n_events; i++) {
        const struct truce_event *event = &maker->out->events[i];
        if (event->span.sentence != sentence)
            continue;
        for (size_t k = 0; k < event->n_third; k++)
            if (event->third[k].actor.code && actor->code &&
                !strcmp(event->third[k].actor.code, actor->code))
                return true;
    }
    return false;
}

bool truce_agreements__may_sign(const struct truce_actor *actor)
{
    return actor->code && !(actor->kind && !strcmp(actor->kind, "place")) &&
           !(actor->sector &&
             (!strcmp(actor->sector, "MED") || !strcmp(actor->sector, "CVL")));
}

/* Bodies of a land that no state recognises: "the X authorities". */
static bool is_body(const struct truce_actor *actor)
{
    static const char *const words[] = {"authorit",   "administration",
                                        "leadership", "government",
                                        "army",       "force"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (truce_view_find(actor->text, truce_view_of(words[i])) != (size_t)-1)
            return true;
    return actor->office != NULL;
}

/* Not a land that only its name brings in ("the 2020 Artsakh War"). */
static bool is_doer(const struct truce_actor *actor)
{
    return truce_agreements__may_sign(actor) &&
           !(actor->sector && !strcmp(actor->sector, "PRE") && !is_body(actor));
}

int truce_agreements__add(const struct truce_agreement_maker *maker,
                          const struct truce_sense *sense, int32_t token,
                          bool even_thirds, struct truce_actors *out)
{
    struct truce_actors found = {0};
    if (truce_sense_actors(maker->senses, sense, token, &found) < 0)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < found.n; i++)
        if (truce_agreements__may_sign(&found.items[i]) &&
            (even_thirds || !is_third(maker, sense->index, &found.items[i])) &&
            truce_actors_add(maker->arena, out, &found.items[i]) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* "the foreign ministers of A and B", "A's government": the noun names no
 * one itself, what hangs on it does. */
static int add_owners(const struct truce_agreement_maker *maker,
                      const struct truce_sense *sense, int32_t token,
                      struct truce_actors *out)
{
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; c >= 0 && rc == TRUCE_OK;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (rel == TRUCE_REL_nmod || rel == TRUCE_REL_compound ||
            rel == TRUCE_REL_amod || rel == TRUCE_REL_conj ||
            rel == TRUCE_REL_appos)
            rc = truce_agreements__add(maker, sense, c, false, out);
        if (rel == TRUCE_REL_conj && rc == TRUCE_OK)
            rc = add_owners(maker, sense, c, out);
    }
    return rc;
}

/* Those who act in the events of the sentence. */
static int add_doers(const struct truce_agreement_maker *maker,
                     const struct truce_sense *sense, struct truce_actors *out)
{
    for (size_t i = 0; i < maker->out->n_events; i++) {
        const struct truce_event *event = &maker->out->events[i];
        const struct truce_actors *lists[2] = {&event->source, &event->target};
        if (event->span.sentence != sense->index ||
            (event->type != TRUCE_AGREE && event->type != TRUCE_SUPPORT &&
             event->type != TRUCE_RETREAT && event->type != TRUCE_CONSULT))
            continue;
        for (size_t k = 0; k < 2; k++)
            for (size_t j = 0; j < lists[k]->n; j++)
                if (is_doer(&lists[k]->items[j]) &&
                    !is_third(maker, sense->index, &lists[k]->items[j]) &&
                    truce_actors_add(maker->arena, out, &lists[k]->items[j]) <
                        0)
                    return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* "..., Algeria said". */
static bool only_tells(const struct truce_sense *sense, int32_t token)
{
    int32_t verb = sense->sentence->tokens[token].head;
    return verb >= 0 &&
           truce_tree_rel(&sense->tree, token) == TRUCE_REL_nsubj &&
           truce_sense_lemma(sense, verb,
                             " say tell add write state claim ");
}

/* States and armed groups that a sentence names outside quotations and
 * places. */
static int add_named(const struct truce_agreement_maker *maker,
                     const struct truce_sense *sense, struct truce_actors *out)
{
    for (size_t i = 0; i < sense->n_mentions; i++) {
        const struct truce_actor *actor = &sense->mentions[i].actor;
        struct truce_view prep =
            truce_sense_prep(sense, (int32_t)sense->mentions[i].head);
        if (!is_doer(actor) || is_third(maker, sense->index, actor) ||
            truce_view_eq_text(prep, "in") || truce_view_eq_text(prep, "at") ||
            (actor->sector && (!strcmp(actor->sector, "IGO") ||
                               !strcmp(actor->sector, "NGO"))) ||
            truce_senses_quote(maker->senses, actor->begin) ||
            only_tells(sense, (int32_t)sense->mentions[i].head))
            continue;
        if (truce_actors_add(maker->arena, out, actor) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* "A joint statement was adopted": the two sides of the latest sentence
 * before it that has two. */
static int add_from_before(const struct truce_agreement_maker *maker,
                           size_t sentence, struct truce_actors *out)
{
    for (size_t back = 1; back <= 6 && back <= sentence; back++) {
        struct truce_actors found = {0};
        const struct truce_sense *sense =
            &maker->senses->items[sentence - back];
        if (add_doers(maker, sense, &found) < 0)
            return TRUCE_ENOMEM;
        if (found.n < 2)
            continue;
        for (size_t i = 0; i < found.n; i++)
            if (truce_actors_add(maker->arena, out, &found.items[i]) < 0)
                return TRUCE_ENOMEM;
        return TRUCE_OK;
    }
    return TRUCE_OK;
}

/* Phrases under `token` with one of these prepositions sign too. */
static int add_prepositional(const struct truce_agreement_maker *maker,
                             const struct truce_sense *sense, int32_t token,
                             const char *preps, struct truce_actors *out)
{
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        struct truce_view prep = truce_sense_prep(sense, c);
        char padded[24];
        if (!prep.ptr || prep.len > 20)
            continue;
        padded[0] = ' ';
        memcpy(padded + 1, prep.ptr, prep.len);
        padded[prep.len + 1] = ' ';
        padded[prep.len + 2] = '\0';
        if (strstr(preps, padded) &&
            truce_agreements__add(maker, sense, c, !strcmp(preps, " by "),
                                  out) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* The subjects of the verb that governs the phrase. */
static int add_subjects(const struct truce_agreement_maker *maker,
                        const struct truce_agreement_phrase *p,
                        struct truce_actors *out)
{
    const struct truce_sense *sense = p->sense;
    int32_t subjects[8];
    size_t n = truce_tree_subjects(&sense->tree, p->verb, subjects, 8, NULL);
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++) {
        size_t before = out->n;
        rc = truce_agreements__add(maker, sense, subjects[i], false, out);
        if (rc == TRUCE_OK && out->n == before)
            rc = add_owners(maker, sense, subjects[i], out);
    }
    return rc;
}

static int find_signers(const struct truce_agreement_maker *maker,
                        const struct truce_agreement_phrase *p,
                        struct truce_actors *out)
{
    const struct truce_sense *sense = p->sense;
    int rc = add_prepositional(maker, sense, p->head, " between of ", out);
    int32_t acl = truce_tree_child(&sense->tree, p->head, TRUCE_REL_acl);
    if (rc == TRUCE_OK && acl >= 0 &&
        truce_sense_lemma(sense, acl, TRUCE_SIGNING_VERBS))
        rc = add_prepositional(maker, sense, acl, " by between ", out);
    if (rc < 0 || p->verb < 0 ||
        !truce_sense_lemma(sense, p->verb, TRUCE_SIGNING_VERBS))
        return rc;
    if (truce_tree_passive(&sense->tree, p->verb) || p->verb == acl) {
        rc = add_prepositional(maker, sense, p->verb, " by between ", out);
    } else {
        if (!truce_sense_lemma(sense, p->verb, " announce declare "))
            rc = add_subjects(maker, p, out);
        if (rc == TRUCE_OK)
            rc =
                add_prepositional(maker, sense, p->verb, " with between ", out);
    }
    return rc;
}

/* Parties by rules of falling worth; the last ones only for what is signed
 * here and now. */
int truce_agreements__parties(const struct truce_agreement_maker *maker,
                              const struct truce_agreement_phrase *p,
                              struct truce_actors *out)
{
    bool made = p->life && !strcmp(p->life, "signed") && !p->unreal;
    int rc = find_signers(maker, p, out);
    if (rc < 0 || (p->life && !strcmp(p->life, "rejected")))
        return rc; /* who rejects it is no party */
    if (p->on_paper)
        rc = add_subjects(maker, p, out);
    if (rc == TRUCE_OK && out->n < 2 && made)
        rc = add_doers(maker, p->sense, out);
    if (rc == TRUCE_OK && !out->n && p->life && !p->unreal)
        rc = add_named(maker, p->sense, out);
    if (rc == TRUCE_OK && !out->n && made &&
        (!p->definite || !maker->out->n_agreements))
        rc = add_from_before(maker, p->sense->index, out);
    return rc;
}
