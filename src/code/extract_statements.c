/*
 * Attributed statements: who is reported to say what. Quotations look for the
 * verb of speaking nearest to them and its subject; verbs of speaking without
 * one give indirect speech; verbs such as accuse and thank are statements by
 * themselves when aimed at an actor. docs/stance.md tells the scale of stance.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "code/speaker.h"
#include "code/stance.h"

struct utterance {
    size_t sentence;
    int32_t verb; /* token; -1: "according to" or carried on */
    const struct truce_speech *speech;
    struct truce_actor speaker;
    struct truce_view text;
    struct truce_evidence span;
    int32_t object;   /* token the act is aimed at, or -1 */
    size_t told_from; /* byte where the clause begins that the quotation
                         ends; SIZE_MAX: the quotation stands alone */
    bool quote;
    bool call;
};

struct teller {
    struct truce_senses *senses;
    struct truce_arena *arena;
    struct truce_coded *out;
    size_t cap;
    bool **used; /* [n sentences][n_tokens] verbs that have spoken */
    size_t last; /* index of the last statement, SIZE_MAX */
    size_t last_paragraph;
    size_t last_sentence;
};

static const struct truce_speech *speech_at(const struct teller *teller,
                                            const struct truce_sense *sense,
                                            int32_t token)
{
    const struct truce_token *t = &sense->sentence->tokens[token];
    if (t->upos != TRUCE_UPOS_VERB && t->upos != TRUCE_UPOS_AUX)
        return NULL;
    return truce_cuebook_speech(teller->senses->book, t->lemma);
}

/* "Anwar" after "Prime Minister Anwar Ibrahim": the same person. */
static bool known_by(const struct teller *teller, size_t sentence,
                     struct truce_actor *out)
{
    for (size_t i = sentence + 1; i-- > 0;) {
        const struct truce_sense *sense = &teller->senses->items[i];
        for (size_t k = 0; k < sense->n_mentions; k++) {
            const struct truce_actor *actor = &sense->mentions[k].actor;
            bool whole =
                actor->name &&
                truce_speaker_holds(truce_view_of(actor->name), out->text);
            if (actor->begin >= out->begin || !actor->code ||
                !(whole || truce_speaker_holds(actor->text, out->text)))
                continue;
            struct truce_view text = out->text;
            size_t begin = out->begin, end = out->end;
            *out = *actor;
            out->text = text;
            out->begin = begin;
            out->end = end;
            return true;
        }
    }
    return false;
}

/* A name that the lexicon does not know, spoken of as a person: proper
 * nouns, or the title before them. */
static bool unknown_speaker(const struct teller *teller,
                            const struct truce_sense *sense, int32_t token,
                            struct truce_actor *out)
{
    const struct truce_sentence *s = sense->sentence;
    size_t first = (size_t)token, last = (size_t)token;
    if (s->tokens[token].upos != TRUCE_UPOS_PROPN)
        return false;
    while (first > 0 && s->tokens[first - 1].upos == TRUCE_UPOS_PROPN)
        first--;
    while (last + 1 < s->n_tokens &&
           s->tokens[last + 1].upos == TRUCE_UPOS_PROPN)
        last++;
    *out = (struct truce_actor){.begin = s->tokens[first].begin,
                                .end = s->tokens[last].end,
                                .kind = "unknown",
                                .confidence = 0.4f};
    out->text = truce_senses_view(teller->senses, out->begin, out->end);
    if (known_by(teller, sense->index, out))
        return true;
    out->name =
        truce_arena_strndup(teller->arena, out->text.ptr, out->text.len);
    return out->name != NULL;
}

/* "He" in a sentence of its own goes on with the subject of the sentence
 * before, when that is a person. */
static bool last_subject(const struct teller *teller,
                         const struct truce_sense *sense, int32_t token,
                         struct truce_actor *out)
{
    const struct truce_sense *before;
    const struct truce_mention *m = NULL, *own;
    int32_t subject;
    if (!truce_sense_lemma(sense, token, " he she ") || !sense->index)
        return false;
    own = truce_sense_mention(sense, token);
    before = &teller->senses->items[sense->index - 1];
    if (before->sentence->paragraph != sense->sentence->paragraph ||
        before->tree.root < 0)
        return false;
    subject =
        truce_tree_child(&before->tree, before->tree.root, TRUCE_REL_nsubj);
    m = subject >= 0 ? truce_sense_mention(before, subject) : NULL;
    if (!m || !m->actor.code || !m->actor.kind ||
        strcmp(m->actor.kind, "person"))
        return false;
    *out = m->actor;
    if (own) {
        out->text = own->actor.text;
        out->begin = own->actor.begin;
        out->end = own->actor.end;
    }
    return true;
}

/* Nouns that say things without being anyone. */
static const char mouthpieces[] =
    " statement point declaration resolution text document report agreement "
    "communique article media agency newspaper source deal accord it this "
    "that which there one ";

static bool speaker_at(const struct teller *teller,
                       const struct truce_sense *sense, int32_t token,
                       struct truce_actor *out)
{
    const struct truce_mention *m = truce_sense_mention(sense, token);
    if (m && m->actor.kind && !strcmp(m->actor.kind, "place") && !m->actor.code)
        m = NULL;
    if (m && last_subject(teller, sense, token, out))
        return true;
    if (m) {
        *out = m->actor;
        return true;
    }
    if (truce_sense_lemma(sense, token, mouthpieces))
        return false;
    /* "his office", "her spokesman" */
    if (truce_sense_lemma(sense, token,
                          " office spokesman spokeswoman spokesperson "
                          "government ministry administration team "
                          "presidency service guard agency council army "
                          "staff command secretary chief ")) {
        int32_t owner = truce_tree_child(&sense->tree, token, TRUCE_REL_nmod);
        m = owner >= 0 ? truce_sense_mention(sense, owner) : NULL;
        if (m) {
            *out = m->actor;
            return true;
        }
    }
    /* title as head, name in apposition */
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (rel != TRUCE_REL_appos && rel != TRUCE_REL_flat)
            continue;
        m = truce_sense_mention(sense, c);
        if (m) {
            *out = m->actor;
            return true;
        }
        if (unknown_speaker(teller, sense, c, out))
            return true;
    }
    if (truce_sense_lemma(sense, token, " he she ") &&
        teller->last != SIZE_MAX) {
        *out = teller->out->statements[teller->last].speaker;
        return true;
    }
    return unknown_speaker(teller, sense, token, out);
}

static bool in_date(const struct truce_sense *sense, size_t token)
{
    for (size_t i = 0; i < sense->n_dates; i++)
        if (sense->dates[i].first <= token && token <= sense->dates[i].last)
            return true;
    return false;
}

/* Is the token part of the name of someone else? */
static bool names_other(const struct truce_sense *sense, size_t token,
                        const struct truce_actor *speaker)
{
    const struct truce_mention *m = truce_sense_mention(sense, (int32_t)token);
    return m && m->actor.code && speaker->code &&
           (strcmp(m->actor.code, speaker->code) ||
            m->actor.begin == speaker->begin);
}

/* An office without its bearer ("Sergey Kopirkin, Russia's Ambassador to
 * Armenia"): the proper nouns beside it are the name. */
static void name_bearer(const struct teller *teller,
                        const struct truce_sense *sense, int32_t subject,
                        struct truce_actor *speaker)
{
    const struct truce_sentence *s = sense->sentence;
    const struct truce_mention *m = NULL;
    size_t first, last;
    if (!speaker->office || (speaker->kind && !strcmp(speaker->kind, "person")))
        return;
    for (size_t i = 0; i < sense->n_mentions; i++)
        if (sense->mentions[i].actor.begin == speaker->begin)
            m = &sense->mentions[i];
    if (!m)
        return;
    if (m->first > 1 && truce_view_eq_text(s->tokens[m->first - 1].form, ","))
        last = m->first - 2;
    else if (m->last + 2 < s->n_tokens &&
             truce_view_eq_text(s->tokens[m->last + 1].form, ","))
        last = m->last + 2;
    else
        last = (size_t)subject;
    if (s->tokens[last].upos != TRUCE_UPOS_PROPN || in_date(sense, last) ||
        names_other(sense, last, speaker))
        return;
    first = last;
    while (first > 0 && s->tokens[first - 1].upos == TRUCE_UPOS_PROPN &&
           !names_other(sense, first - 1, speaker))
        first--;
    while (last + 1 < s->n_tokens &&
           s->tokens[last + 1].upos == TRUCE_UPOS_PROPN)
        last++;
    speaker->name = truce_arena_strndup(
        teller->arena, teller->senses->text.ptr + s->tokens[first].begin,
        s->tokens[last].end - s->tokens[first].begin);
    speaker->kind = "person";
}

/* The subject of a verb of speaking; for "was quoted as saying" the one
 * quoted. Falls back on the mention next to the verb. */
static bool find_speaker(const struct teller *teller,
                         const struct truce_sense *sense, int32_t verb,
                         struct truce_actor *out)
{
    int32_t subjects[4];
    bool shared = false;
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects, 4, &shared);
    for (size_t i = 0; i < n; i++) {
        if (speaker_at(teller, sense, subjects[i], out)) {
            name_bearer(teller, sense, subjects[i], out);
            return true;
        }
    }
    /* a subject borrowed from another verb may be none of its own */
    if (n > 0 && !shared)
        return false;
    /* "X said that it was late and urged Y": X urged */
    if (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_conj) {
        int32_t above = sense->sentence->tokens[verb].head;
        for (int step = 0; step < 3 && above >= 0; step++) {
            enum truce_rel rel = truce_tree_rel(&sense->tree, above);
            int32_t head = sense->sentence->tokens[above].head;
            if (rel == TRUCE_REL_ccomp && head >= 0 &&
                speech_at(teller, sense, head))
                return find_speaker(teller, sense, head, out);
            above = head;
        }
    }
    for (int step = 1; step <= 5; step++) {
        for (int side = -1; side <= 1; side += 2) {
            int32_t at = verb + side * step;
            const struct truce_mention *m;
            if (at < 0 || (size_t)at >= sense->sentence->n_tokens ||
                truce_senses_quote(teller->senses,
                                   sense->sentence->tokens[at].begin))
                continue;
            m = truce_sense_mention(sense, at);
            if (m &&
                truce_tree_rel(&sense->tree, (int32_t)m->head) == TRUCE_REL_obj)
                continue;
            if (m && (m->actor.code || m->actor.name)) {
                *out = m->actor;
                name_bearer(teller, sense, at, out);
                return true;
            }
        }
    }
    return false;
}

/* "told reporters", "during a press conference": here, or in the sentence
 * before of the same paragraph when the speaker goes on as "he". */
static const char *find_occasion(const struct teller *teller,
                                 const struct utterance *u)
{
    const struct truce_senses *senses = teller->senses;
    for (size_t back = 0; back <= 1 && back <= u->sentence; back++) {
        const struct truce_sense *sense = &senses->items[u->sentence - back];
        struct truce_cue_hit hit;
        size_t at = 0;
        if (sense->sentence->paragraph !=
            senses->items[u->sentence].sentence->paragraph)
            break;
        while (truce_sense_next(senses, sense, TRUCE_FACT_OCCASION, &at, &hit))
            if (!truce_senses_quote(senses,
                                    sense->sentence->tokens[hit.first].begin))
                return hit.code;
        if (!(u->speaker.text.len <= 3))
            break;
    }
    return NULL;
}

static void fill_date(struct teller *teller, const struct utterance *u,
                      struct truce_statement *statement)
{
    struct truce_view text;
    struct truce_date told = teller->senses->context->document->date;
    struct truce_date date = told;
    if (u->verb >= 0)
        truce_when_event(teller->senses->context, u->sentence, (size_t)u->verb,
                         &date, &text);
    /* "the declaration of 1991 by which ...": not when it was said */
    if (told.day && !date.day && date.year != told.year)
        date = told;
    statement->date = date;
}

static int add_statement(struct teller *teller, const struct utterance *u)
{
    struct truce_statement *statement;
    struct truce_said said;
    const struct truce_sense *sense = &teller->senses->items[u->sentence];
    if (truce_arena_grow(teller->arena, &teller->out->statements,
                         teller->out->n_statements, &teller->cap,
                         sizeof(*statement)) < 0)
        return TRUCE_ENOMEM;
    statement = &teller->out->statements[teller->out->n_statements];
    *statement =
        (struct truce_statement){.speaker = u->speaker,
                                 .quote = u->quote,
                                 .text = u->text,
                                 .act = u->speech ? u->speech->act : "state",
                                 .occasion = find_occasion(teller, u),
                                 .span = u->span};
    teller->last = teller->out->n_statements++;
    teller->last_paragraph = sense->sentence->paragraph;
    teller->last_sentence = u->sentence;
    fill_date(teller, u, statement);
    if (u->verb >= 0)
        teller->used[u->sentence][u->verb] = true;
    said = (struct truce_said){u->sentence,
                               u->verb,
                               u->speech,
                               u->object,
                               u->told_from < u->span.begin ? u->told_from
                                                            : u->span.begin,
                               u->span.end};
    return truce_stance_read(teller->senses, &said, statement);
}

/* The verb of speaking closest to a quotation, outside all quotations, in
 * the sentences that it touches (or the one before, ending in a colon). */
static bool nearest_verb(const struct teller *teller,
                         const struct truce_quote *quote,
                         struct utterance *best)
{
    const struct truce_senses *senses = teller->senses;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < senses->n; i++) {
        const struct truce_sense *sense = &senses->items[i];
        const struct truce_sentence *s = sense->sentence;
        bool touches = s->end > quote->begin && s->begin < quote->end;
        bool leads = s->end <= quote->begin && quote->begin - s->end < 5 &&
                     s->n_tokens &&
                     truce_view_eq_text(s->tokens[s->n_tokens - 1].form, ":");
        bool trails =
            s->begin >= quote->end && s->begin - quote->end < 3 && i + 1 > 0;
        for (size_t k = 0; (touches || leads || trails) && k < s->n_tokens;
             k++) {
            const struct truce_speech *speech =
                speech_at(teller, sense, (int32_t)k);
            size_t at = s->tokens[k].begin;
            size_t gap = at < quote->begin  ? quote->begin - at
                         : at >= quote->end ? at - quote->end
                                            : 0;
            /* a verb that follows in the same breath wins over one before */
            gap += at < quote->begin ? 8 : 0;
            if (!speech || truce_senses_quote(senses, at) || gap >= least ||
                (trails && gap > 40))
                continue;
            least = gap;
            best->sentence = i;
            best->verb = (int32_t)k;
            best->speech = speech;
        }
    }
    return least != SIZE_MAX;
}

/* Is the quotation long enough to be speech, not a scare quote? */
static bool sounds_said(const struct teller *teller,
                        const struct truce_quote *quote)
{
    size_t blanks = 0;
    for (size_t i = quote->begin; i < quote->end; i++)
        blanks += teller->senses->text.ptr[i] == ' ';
    return blanks >= 3;
}

/* More of the last speaker's words: the sentence is all quotation. */
static bool carries_on(const struct teller *teller,
                       const struct truce_quote *quote)
{
    const struct truce_senses *senses = teller->senses;
    if (teller->last == SIZE_MAX)
        return false;
    for (size_t i = 0; i < senses->n; i++) {
        const struct truce_sentence *s = senses->items[i].sentence;
        if (s->end <= quote->begin || s->begin >= quote->end)
            continue;
        return s->paragraph <= teller->last_paragraph + 1 &&
               i <= teller->last_sentence + 2 && quote->begin - s->begin < 4;
    }
    return false;
}

static size_t sentence_of(const struct truce_senses *senses, size_t byte)
{
    for (size_t i = 0; i < senses->n; i++)
        if (byte < senses->items[i].sentence->end)
            return i;
    return senses->n ? senses->n - 1 : 0;
}

/* The same verb between two halves of one quotation: one statement. */
static bool joins_last(struct teller *teller, const struct utterance *u)
{
    struct truce_statement *last;
    const char *joined;
    if (teller->last == SIZE_MAX || u->verb < 0 ||
        u->sentence != teller->last_sentence ||
        !teller->used[u->sentence][u->verb])
        return false;
    last = &teller->out->statements[teller->last];
    if (!last->quote)
        return false;
    joined =
        truce_arena_printf(teller->arena, "%.*s %.*s",
                           TRUCE_VIEW_ARG(last->text), TRUCE_VIEW_ARG(u->text));
    if (joined)
        last->text = truce_view_of(joined);
    last->span.end = u->span.end;
    return true;
}

static int32_t object_of(const struct truce_sense *sense, int32_t verb)
{
    int32_t object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    if (object < 0)
        object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obl);
    return object;
}

static int take_quote(struct teller *teller, const struct truce_quote *quote)
{
    struct truce_senses *senses = teller->senses;
    struct utterance u = {
        .verb = -1, .object = -1, .quote = true, .told_from = SIZE_MAX};
    bool said = sounds_said(teller, quote);
    const struct truce_sense *sense;
    u.sentence = sentence_of(senses, quote->begin);
    u.text = truce_senses_view(senses, quote->begin, quote->end);
    u.span = (struct truce_evidence){quote->begin, quote->end, u.sentence};
    /* the comma before the closing mark is not part of the words */
    if (u.text.len > 1 && u.text.ptr[u.text.len - 1] == ',')
        u.text.len--;
    if (!nearest_verb(teller, quote, &u)) {
        if (!said || !carries_on(teller, quote))
            return TRUCE_OK;
        u.speaker = senses->context->out->statements[teller->last].speaker;
        return add_statement(teller, &u);
    }
    sense = &senses->items[u.sentence];
    u.span.sentence = sentence_of(senses, quote->begin);
    if (u.span.sentence == u.sentence && u.speech->kind == TRUCE_SPEECH_SAY)
        u.told_from = sense->sentence->tokens[u.verb].end;
    if (!said && u.speech->kind == TRUCE_SPEECH_ACT)
        return TRUCE_OK;
    if (!said && u.speech->kind == TRUCE_SPEECH_SAY &&
        labs((long)sense->sentence->tokens[u.verb].begin - (long)quote->begin) >
            40)
        return TRUCE_OK;
    if (joins_last(teller, &u))
        return TRUCE_OK;
    if (!find_speaker(teller, sense, u.verb, &u.speaker))
        return TRUCE_OK;
    truce_speaker_settle(teller->senses, sense, &u.speaker);
    if (u.speech->kind != TRUCE_SPEECH_SAY)
        u.object = object_of(sense, u.verb);
    return add_statement(teller, &u);
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
        if (t->begin == span.begin && k + 1 < s->n_tokens &&
            (truce_view_eq_nocase(t->form, TRUCE_VIEW("that")) ||
             t->upos == TRUCE_UPOS_PUNCT))
            span.begin = s->tokens[k + 1].begin;
    }
    return span;
}

static struct truce_view trim_said(const struct truce_senses *senses,
                                   struct truce_evidence *span)
{
    const char *text = senses->text.ptr;
    while (span->end > span->begin &&
           strchr(" ,.;:\n\t\"", text[span->end - 1]))
        span->end--;
    while (span->begin < span->end && strchr(" ,:\n\t", text[span->begin]))
        span->begin++;
    return truce_senses_view(senses, span->begin, span->end);
}

/* A political actor or a named person may make a statement. */
static bool may_speak(const struct truce_actor *actor)
{
    return actor->code || (actor->kind && !strcmp(actor->kind, "person"));
}

/* Whom or what an act of speech is aimed at: an actor, something of an
 * actor's ("the demands of X"), or a matter in dispute. */
static bool has_aim(const struct teller *teller,
                    const struct truce_sense *sense, int32_t verb,
                    int32_t *object)
{
    const struct truce_mention *m;
    struct truce_evidence span;
    int32_t clause = truce_tree_child(&sense->tree, verb, TRUCE_REL_ccomp);
    struct truce_cue_hit hit;
    size_t at = 0;
    *object = object_of(sense, verb);
    m = truce_sense_mention(sense, *object);
    if (m && m->actor.code)
        return true;
    if (*object < 0 && clause < 0)
        return false;
    /* "urged both sides", "called on them" */
    if (*object >= 0 &&
        truce_sense_lemma(sense, *object, " side party both they them "))
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
    while (truce_sense_next(teller->senses, sense, TRUCE_FACT_ISSUE, &at, &hit))
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
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        size_t begin;
        if (c < verb || truce_tree_rel(&sense->tree, c) != TRUCE_REL_conj)
            continue;
        begin = truce_sense_span(sense, c).begin;
        if (begin > sense->sentence->tokens[verb].end && begin < span.end)
            span.end = begin;
    }
    if (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_conj)
        for (int32_t c = sense->tree.first[verb]; c >= 0;
             c = sense->tree.next[c])
            if (c < verb && truce_tree_rel(&sense->tree, c) == TRUCE_REL_cc &&
                span.begin == sense->sentence->tokens[c].begin)
                span.begin = sense->sentence->tokens[c + 1].begin;
    return span;
}

/* "called on X to", "called for Y": an act, not a name given. */
static bool calls(const struct teller *teller, const struct truce_sense *sense,
                  int32_t verb, struct utterance *u)
{
    if (u->speech->kind != TRUCE_SPEECH_CALL)
        return false;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        struct truce_view prep = truce_sense_prep(sense, c);
        size_t gap = truce_sense_span(sense, c).begin;
        gap -= sense->sentence->tokens[verb].end;
        if (c < verb || gap > 12 ||
            (!truce_view_eq_text(prep, "on") &&
             !truce_view_eq_text(prep, "for")))
            continue;
        if (u->object < 0 || truce_view_eq_text(prep, "on"))
            u->object = c;
    }
    if (u->object >= 0) {
        u->speech =
            truce_cuebook_speech(teller->senses->book, TRUCE_VIEW("urge"));
        return u->speech != NULL;
    }
    /* "called X's attack a crime" */
    u->object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    return u->object >= 0 &&
           truce_tree_child(&sense->tree, verb, TRUCE_REL_xcomp) >= 0;
}

static int take_indirect(struct teller *teller, struct truce_sense *sense,
                         int32_t verb, const struct truce_speech *speech)
{
    struct utterance u = {.sentence = sense->index,
                          .verb = verb,
                          .speech = speech,
                          .object = -1,
                          .told_from = SIZE_MAX};
    int32_t clause = clause_of(sense, verb);
    bool called;
    if (truce_senses_quote(teller->senses,
                           sense->sentence->tokens[verb].begin) ||
        truce_tree_passive(&sense->tree, verb))
        return TRUCE_OK;
    called = calls(teller, sense, verb, &u);
    if (speech->kind != TRUCE_SPEECH_ACT && clause < 0 && !called)
        return TRUCE_OK;
    if (!find_speaker(teller, sense, verb, &u.speaker))
        return TRUCE_OK;
    truce_speaker_settle(teller->senses, sense, &u.speaker);
    if (!may_speak(&u.speaker))
        return TRUCE_OK;
    if (called) {
        u.span = act_span(sense, verb);
    } else if (speech->kind == TRUCE_SPEECH_ACT) {
        if (!has_aim(teller, sense, verb, &u.object))
            return TRUCE_OK;
        u.span = act_span(sense, verb);
    } else {
        u.span = clause_span(sense, verb, clause);
        /* "warned X that ..." is aimed at X */
        if (!isnan(speech->stance))
            u.object = addressee(sense, verb);
    }
    u.text = trim_said(teller->senses, &u.span);
    return u.text.len > 8 ? add_statement(teller, &u) : TRUCE_OK;
}

/* "according to X": the rest of the sentence is X's. */
static int take_according(struct teller *teller, struct truce_sense *sense)
{
    const struct truce_sentence *s = sense->sentence;
    for (size_t i = 0; i + 2 < s->n_tokens; i++) {
        struct utterance u = {.sentence = sense->index,
                              .verb = -1,
                              .object = -1,
                              .told_from = SIZE_MAX};
        const struct truce_mention *m = NULL;
        if (!truce_view_eq_nocase(s->tokens[i].form, TRUCE_VIEW("according")) ||
            !truce_view_eq_nocase(s->tokens[i + 1].form, TRUCE_VIEW("to")))
            continue;
        for (size_t k = i + 2; k < s->n_tokens && k < i + 8 && !m; k++)
            m = truce_sense_mention(sense, (int32_t)k);
        if (!m || !may_speak(&m->actor))
            return TRUCE_OK;
        u.speaker = m->actor;
        u.span = truce_sense_whole(sense);
        if (i > s->n_tokens / 2)
            u.span.end = s->tokens[i].begin;
        else if (m->last + 1 < s->n_tokens)
            u.span.begin = s->tokens[m->last + 1].end;
        u.text = trim_said(teller->senses, &u.span);
        return u.text.len > 8 ? add_statement(teller, &u) : TRUCE_OK;
    }
    return TRUCE_OK;
}

static int by_span(const void *x, const void *y)
{
    const struct truce_statement *a = x, *b = y;
    return a->span.begin < b->span.begin ? -1 : a->span.begin > b->span.begin;
}

int truce_extract_statements(struct truce_context *context)
{
    struct teller teller = {
        .arena = context->arena, .out = context->out, .last = SIZE_MAX};
    int rc = truce_senses_get(context, &teller.senses);
    if (rc < 0)
        return rc;
    teller.used = truce_arena_zalloc(context->arena, teller.senses->n + 1,
                                     sizeof(*teller.used));
    for (size_t i = 0; teller.used && i < teller.senses->n; i++) {
        teller.used[i] = truce_arena_zalloc(
            context->arena, teller.senses->items[i].sentence->n_tokens + 1,
            sizeof(bool));
        if (!teller.used[i])
            return TRUCE_ENOMEM;
    }
    if (!teller.used)
        return TRUCE_ENOMEM;
    for (size_t i = 0; rc == TRUCE_OK && i < teller.senses->n_quotes; i++)
        rc = take_quote(&teller, &teller.senses->quotes[i]);
    for (size_t i = 0; rc == TRUCE_OK && i < teller.senses->n; i++) {
        struct truce_sense *sense = &teller.senses->items[i];
        for (size_t k = 0; rc == TRUCE_OK && k < sense->sentence->n_tokens;
             k++) {
            const struct truce_speech *speech =
                speech_at(&teller, sense, (int32_t)k);
            if (speech && !teller.used[i][k])
                rc = take_indirect(&teller, sense, (int32_t)k, speech);
        }
        if (rc == TRUCE_OK)
            rc = take_according(&teller, sense);
    }
    if (rc == TRUCE_OK && context->out->n_statements > 1)
        qsort(context->out->statements, context->out->n_statements,
              sizeof(*context->out->statements), by_span);
    return rc;
}
