/*
 * Who stands between the parties, sentence by sentence: mediating verbs
 * (mediating.c, gobetween.c), nouns such as mediator and auspices (bearers.c),
 * meetings of three (roundtable.c), and here envoys by their office. The words
 * stand in lexicon/facts.tsv: mediates, leads, bearer, office, matter. Events,
 * episodes and agreements all take their third parties from here.
 */
#include "code/mediators.h"

#include <string.h>

#include "code/seeker.h"

/* Envoys of organisations mediate by office when they meet someone; what
 * they only say or welcome is no mediation. */
static int take_envoys(struct truce_seeker *seeker)
{
    const struct truce_sense *sense = seeker->sense;
    for (size_t i = 0; i < sense->n_mentions; i++) {
        const struct truce_mention *m = &sense->mentions[i];
        int32_t head = sense->sentence->tokens[m->head].head;
        bool meets = false;
        if (!m->actor.office || !truce_seek_sector(&m->actor, "IGO") ||
            (!strstr(m->actor.office, "envoy") &&
             !strstr(m->actor.office, "mediator") &&
             !strstr(m->actor.office, "special representative")))
            continue;
        for (int step = 0; step < 3 && head >= 0; step++) {
            meets |= truce_sense_lemma(sense, head,
                                       " meet hold visit travel fly arrive "
                                       "shuttle talk talks meeting present "
                                       "announce persuade host consultation "
                                       "round negotiation submit table open "
                                       "mediate ");
            head = sense->sentence->tokens[head].head;
        }
        if (meets && truce_seek_add(seeker, "mediator", &m->actor,
                                    (int32_t)m->head, TRUCE_SEEK_DONE) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Small words bear no role and do nothing. */
static bool is_small(const struct truce_token *t)
{
    return t->upos == TRUCE_UPOS_PUNCT || t->upos == TRUCE_UPOS_DET ||
           t->upos == TRUCE_UPOS_CCONJ || t->upos == TRUCE_UPOS_SCONJ ||
           t->upos == TRUCE_UPOS_PART || t->upos == TRUCE_UPOS_AUX;
}

static int take_token(struct truce_seeker *seeker, int32_t k)
{
    const struct truce_token *t = &seeker->sense->sentence->tokens[k];
    /* the two tags of the parser may differ: "helped mediate/VB" */
    bool verb = t->upos == TRUCE_UPOS_VERB ||
                (t->upos == TRUCE_UPOS_ADJ && truce_view_starts(t->xpos, "VB"));
    int rc = TRUCE_OK;
    if (is_small(t))
        return TRUCE_OK;
    rc = truce_seek_compound(seeker, k);
    if (rc == TRUCE_OK && verb)
        rc = truce_seek_verb(seeker, k);
    if (rc == TRUCE_OK && verb)
        rc = truce_seek_bringer(seeker, k);
    if (rc == TRUCE_OK && verb)
        rc = truce_seek_between(seeker, k);
    if (rc == TRUCE_OK && verb)
        rc = truce_seek_members(seeker, k);
    if (rc == TRUCE_OK && !verb)
        rc = truce_seek_bearer(seeker, k);
    if (rc == TRUCE_OK && !verb)
        rc = truce_seek_office(seeker, k);
    if (rc == TRUCE_OK)
        rc = truce_seek_ceremony(seeker, k);
    return rc == TRUCE_OK ? truce_seek_table(seeker, k) : rc;
}

/* A head of state who acts for a body acts for his state too. */
static bool in_office(const struct truce_actor *actor)
{
    return truce_seek_sector(actor, "GOV") && actor->office &&
           (strstr(actor->office, "president") ||
            strstr(actor->office, "king") || strstr(actor->office, "emir") ||
            strstr(actor->office, "prime minister"));
}

/* "appointed by ECOWAS", "at the head of a committee": of whoever mediates. */
static bool sent_by(const struct truce_sense *sense, int32_t token)
{
    return (truce_sense_lemma(sense, token, " by ") &&
            truce_sense_lemma(sense, token - 1,
                              " appoint mandate name designate commission ")) ||
           (truce_sense_lemma(sense, token, " head ") &&
            truce_sense_lemma(sense, token - 1, " the "));
}

/* "X, whom the UN had appointed": the pronoun. */
static bool whom_sent(const struct truce_sense *sense, int32_t token)
{
    int32_t verb = sense->sentence->tokens[token].head;
    return truce_sense_lemma(sense, token, " whom ") && verb >= 0 &&
           truce_sense_lemma(sense, verb,
                             " appoint mandate name designate commission send "
                             "dispatch entrust charge ");
}

/* "negotiated the twelve points for the OSCE": the preposition. */
static bool acts_for(const struct truce_sense *sense, int32_t token)
{
    if (!truce_sense_lemma(sense, token, " for "))
        return false;
    for (int32_t k = token - 1; k >= 0 && k > token - 6; k--) {
        if (truce_sense_lemma(sense, k, " mediate negotiate facilitate "))
            return true;
        if (sense->sentence->tokens[k].upos != TRUCE_UPOS_DET &&
            sense->sentence->tokens[k].upos != TRUCE_UPOS_NUM &&
            sense->sentence->tokens[k].upos != TRUCE_UPOS_ADJ &&
            sense->sentence->tokens[k].upos != TRUCE_UPOS_NOUN)
            return false;
    }
    return false;
}

/* "mediated on behalf of IGAD": the body, not the state of its man. */
static int settle_behalf(struct truce_seeker *seeker)
{
    const struct truce_sense *sense = seeker->sense;
    struct truce_mediators *out = seeker->out;
    const struct truce_mention *body = NULL;
    size_t n = sense->sentence->n_tokens;
    int32_t said = -1;
    bool any = false;
    for (size_t k = 1; k < n && !body; k++) {
        bool behalf = truce_sense_lemma(sense, (int32_t)k, " behalf ");
        bool agent = acts_for(sense, (int32_t)k);
        bool sent = sent_by(sense, (int32_t)k) || whom_sent(sense, (int32_t)k);
        for (size_t j = k + 1; (behalf || agent || sent) && j < n && j < k + 8;
             j++) {
            const struct truce_mention *m =
                truce_sense_mention(sense, (int32_t)j);
            if (m && m->actor.code && truce_seek_sector(&m->actor, "IGO") &&
                (!body || m->first <= body->last + 1)) {
                body = m;
                said = (int32_t)k;
                any = !sent;
            }
        }
    }
    for (size_t i = 0; i < out->n && body && !any; i++)
        any = out->items[i].sentence == sense->index;
    if (!body || !any)
        return TRUCE_OK;
    for (size_t i = 0; i < out->n; i++)
        if (out->items[i].sentence == sense->index &&
            out->items[i].actor.kind &&
            !strcmp(out->items[i].actor.kind, "person") &&
            !in_office(&out->items[i].actor)) {
            memmove(&out->items[i], &out->items[i + 1],
                    (out->n - i - 1) * sizeof(*out->items));
            out->n--;
            i--;
        }
    return truce_seek_add(seeker, "mediator", &body->actor, said,
                          TRUCE_SEEK_DONE);
}

static bool is_question(const struct truce_sentence *s)
{
    return s->n_tokens &&
           truce_view_eq_text(s->tokens[s->n_tokens - 1].form, "?");
}

/* The words of the five tables, once a sentence. */
static int mark_words(struct truce_seeker *seeker)
{
    static const enum truce_cue_section sections[TRUCE_N_SEEK] = {
        TRUCE_FACT_MEDIATES, TRUCE_FACT_LEADS, TRUCE_FACT_BEARER,
        TRUCE_FACT_OFFICE, TRUCE_FACT_MATTER};
    size_t n = seeker->sense->sentence->n_tokens;
    for (size_t i = 0; i < TRUCE_N_SEEK; i++) {
        struct truce_cue_hit hit;
        size_t at = 0;
        seeker->marks[i] = truce_arena_zalloc(seeker->senses->context->arena,
                                              n + 1, sizeof(*seeker->marks[i]));
        if (!seeker->marks[i])
            return TRUCE_ENOMEM;
        while (truce_sense_next(seeker->senses, seeker->sense, sections[i], &at,
                                &hit)) {
            /* a verb leads its phrase, a noun ends it */
            bool verb = i == TRUCE_SEEK_MEDIATES || i == TRUCE_SEEK_LEADS;
            /* "the processing of visas" is no peace process */
            if (!truce_view_ends(seeker->sense->sentence->tokens[hit.last].form,
                                 "processing"))
                seeker->marks[i][verb ? hit.first : hit.last] = hit.code;
        }
    }
    return TRUCE_OK;
}

/* Within a quotation of its own, not "a long night of talks mediated by X":
 * words that go on with the reporter's are his too. */
static bool in_speech(const struct truce_seeker *seeker, size_t at)
{
    const struct truce_quote *quote = truce_senses_quote(seeker->senses, at);
    char first = quote ? seeker->senses->text.ptr[quote->begin] : 'a';
    return quote && !(first >= 'a' && first <= 'z');
}

static int seek_sentence(struct truce_seeker *seeker)
{
    const struct truce_sentence *s = seeker->sense->sentence;
    int rc = mark_words(seeker);
    for (size_t k = 0; k < s->n_tokens && rc == TRUCE_OK; k++)
        if (!in_speech(seeker, s->tokens[k].begin))
            rc = take_token(seeker, (int32_t)k);
    if (rc == TRUCE_OK)
        rc = take_envoys(seeker);
    return rc == TRUCE_OK ? settle_behalf(seeker) : rc;
}

int truce_mediators_get(struct truce_senses *senses,
                        struct truce_mediators **out)
{
    struct truce_seeker seeker = {.senses = senses, .out = senses->mediators};
    int rc = TRUCE_OK;
    *out = senses->mediators;
    if (*out)
        return TRUCE_OK;
    seeker.out =
        truce_arena_zalloc(senses->context->arena, 1, sizeof(*seeker.out));
    if (!seeker.out)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < senses->n && rc == TRUCE_OK; i++) {
        seeker.sense = &senses->items[i];
        if (!is_question(seeker.sense->sentence))
            rc = seek_sentence(&seeker);
    }
    *out = senses->mediators = seeker.out;
    return rc;
}
