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
#include "code/spoken.h"
#include "code/stance.h"
#include "code/voice.h"

struct utterance {
    size_t sentence;
    int32_t verb; /* token; -1: "according to" or carried on */
    const struct truce_speech *speech;
    struct truce_actor speaker;
    struct truce_view text;
    struct truce_evidence span;
    int32_t object;   /* token the act is aimed at, or -1 */
    int32_t named;    /* what the object is called, or -1 */
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

static bool find_speaker(const struct teller *teller,
                         const struct truce_sense *sense, int32_t verb,
                         struct truce_actor *out)
{
    struct truce_speakers speakers = {
        teller->senses, teller->last == SIZE_MAX
                            ? NULL
                            : &teller->out->statements[teller->last].speaker};
    if (!truce_speaker_find(&speakers, sense, verb, out))
        return false;
    truce_speaker_settle(teller->senses, sense, out);
    return true;
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
                                 .span = u->span};
    teller->last = teller->out->n_statements++;
    teller->last_paragraph = sense->sentence->paragraph;
    teller->last_sentence = u->sentence;
    fill_date(teller, u, statement);
    if (u->verb >= 0)
        teller->used[u->sentence][u->verb] = true;
    said = (struct truce_said){
        u->sentence,
        u->verb,
        u->speech,
        u->object,
        u->named,
        u->told_from < u->span.begin ? u->told_from : u->span.begin,
        u->span.end};
    return truce_stance_read(teller->senses, &said, statement);
}

/* A statement of all who say it together. */
static int add_joint(struct teller *teller, struct utterance *u)
{
    struct truce_actor others[TRUCE_MAX_JOINT];
    size_t n = u->verb < 0 ? 0
                           : truce_speaker_joint(
                                 &teller->senses->items[u->sentence], u->verb,
                                 &u->speaker, others, TRUCE_MAX_JOINT);
    int rc = add_statement(teller, u);
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++) {
        u->speaker = others[i];
        rc = add_statement(teller, u);
    }
    return rc;
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
                truce_spoken_verb(senses, sense, (int32_t)k);
            size_t at = s->tokens[k].begin;
            size_t gap = at < quote->begin  ? quote->begin - at
                         : at >= quote->end ? at - quote->end
                                            : 0;
            /* a verb that follows in the same breath wins over one before */
            gap += at < quote->begin ? 8 : 0;
            if (!speech || speech->kind == TRUCE_SPEECH_VIEW ||
                speech->kind == TRUCE_SPEECH_WILL ||
                truce_senses_quote(senses, at) || gap >= least ||
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

/* "With these words X left the hall" behind a quotation: X said it. */
static bool by_these_words(const struct teller *teller,
                           const struct truce_quote *quote,
                           struct utterance *u)
{
    const struct truce_senses *senses = teller->senses;
    for (size_t i = 0; i < senses->n; i++) {
        const struct truce_sense *sense = &senses->items[i];
        const struct truce_sentence *s = sense->sentence;
        if (s->begin < quote->end || s->begin - quote->end > 3 ||
            s->n_tokens < 4 || sense->tree.root < 0)
            continue;
        if (!truce_sense_lemma(sense, 0, " with With in In ") ||
            !truce_sense_lemma(sense, 1, " this that these those ") ||
            !truce_sense_lemma(sense, 2, " word remark sentence message "))
            return false;
        return find_speaker(teller, sense, sense->tree.root, &u->speaker) &&
               (u->speaker.code || u->speaker.name);
    }
    return false;
}

static int take_quote(struct teller *teller, const struct truce_quote *quote)
{
    struct truce_senses *senses = teller->senses;
    struct utterance u = {.verb = -1,
                          .object = -1,
                          .named = -1,
                          .quote = true,
                          .told_from = SIZE_MAX};
    bool said = sounds_said(teller, quote);
    const struct truce_sense *sense;
    u.sentence = sentence_of(senses, quote->begin);
    u.text = truce_senses_view(senses, quote->begin, quote->end);
    u.span = (struct truce_evidence){quote->begin, quote->end, u.sentence};
    /* the comma before the closing mark is not part of the words */
    if (u.text.len > 1 && u.text.ptr[u.text.len - 1] == ',')
        u.text.len--;
    if (!nearest_verb(teller, quote, &u)) {
        if (by_these_words(teller, quote, &u))
            return add_statement(teller, &u);
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
    if (u.speech->kind != TRUCE_SPEECH_SAY)
        u.object = truce_spoken_object(sense, u.verb);
    return add_joint(teller, &u);
}

static struct truce_view trim_said(const struct truce_senses *senses,
                                   struct truce_evidence *span)
{
    const char *text = senses->text.ptr;
    while (span->end > span->begin &&
           strchr(" ,.;:\n\t\"", text[span->end - 1]))
        span->end--;
    while (span->begin < span->end && strchr(" ,:\n\t\"", text[span->begin]))
        span->begin++;
    return truce_senses_view(senses, span->begin, span->end);
}

/* "The Foreign Secretary, Robin Cook": an office with a name outside the
 * lexicon. */
static bool is_named_office(const struct truce_actor *actor)
{
    size_t at = truce_view_find(actor->text, TRUCE_VIEW(", "));
    return actor->office && at != (size_t)-1 && at + 2 < actor->text.len &&
           actor->text.ptr[at + 2] >= 'A' && actor->text.ptr[at + 2] <= 'Z';
}

/* A political actor or a named person may make a statement. */
static bool may_speak(const struct truce_actor *actor)
{
    return actor->code || (actor->kind && !strcmp(actor->kind, "person")) ||
           is_named_office(actor);
}

static int take_indirect(struct teller *teller, struct truce_sense *sense,
                         int32_t verb, const struct truce_speech *speech)
{
    struct utterance u = {
        .sentence = sense->index, .verb = verb, .told_from = SIZE_MAX};
    struct truce_spoken spoken;
    if (truce_senses_quote(teller->senses,
                           sense->sentence->tokens[verb].begin) ||
        !truce_spoken_read(teller->senses, sense, verb, speech, &spoken) ||
        !find_speaker(teller, sense, verb, &u.speaker) ||
        !may_speak(&u.speaker))
        return TRUCE_OK;
    u.speech = spoken.speech;
    u.object = spoken.object;
    u.named = spoken.named;
    u.span = spoken.span;
    u.text = trim_said(teller->senses, &u.span);
    if (u.text.len <= 8)
        return TRUCE_OK;
    if (spoken.inner >= 0)
        teller->used[u.sentence][spoken.inner] = true;
    return add_joint(teller, &u);
}

/* "In a joint declaration A and B guaranteed his safety": what is done on
 * paper is said. */
static bool on_paper(const struct truce_sense *sense, int32_t verb)
{
    if (!truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBD") ||
        truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj) < 0)
        return false;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_obl &&
            truce_view_eq_text(truce_sense_prep(sense, c), "in") &&
            truce_sense_lemma(sense, c,
                              " statement declaration communique communiqué "
                              "letter speech interview message address post "
                              "tweet "))
            return true;
    return false;
}

static int take_paper(struct teller *teller, const struct truce_sense *sense,
                      int32_t verb)
{
    struct utterance u = {.sentence = sense->index,
                          .verb = verb,
                          .object = truce_spoken_object(sense, verb),
                          .named = -1,
                          .told_from = SIZE_MAX};
    if (!on_paper(sense, verb) ||
        truce_senses_quote(teller->senses,
                           sense->sentence->tokens[verb].begin) ||
        !find_speaker(teller, sense, verb, &u.speaker) || !u.speaker.code)
        return TRUCE_OK;
    u.span = truce_sense_span(sense, verb);
    u.text = trim_said(teller->senses, &u.span);
    return add_joint(teller, &u);
}

/* Who stands behind "according to": whom the phrase names itself, or whose
 * paper it is ("the ministry's statement"), not who adopted it. */
static const struct truce_mention *
accorded(const struct truce_sense *sense, size_t to)
{
    const struct truce_sentence *s = sense->sentence;
    for (size_t k = to + 1; k < s->n_tokens && k < to + 7; k++) {
        const struct truce_mention *m = truce_sense_mention(sense, (int32_t)k);
        if (m)
            return m;
        if (s->tokens[k].upos == TRUCE_UPOS_VERB ||
            s->tokens[k].upos == TRUCE_UPOS_PUNCT)
            return NULL;
    }
    return NULL;
}

/* "according to X": the rest of the sentence is X's. */
static int take_according(struct teller *teller, struct truce_sense *sense)
{
    const struct truce_sentence *s = sense->sentence;
    for (size_t i = 0; i + 2 < s->n_tokens; i++) {
        struct utterance u = {.sentence = sense->index,
                              .verb = -1,
                              .object = -1,
                              .named = -1,
                              .told_from = SIZE_MAX};
        const struct truce_mention *m;
        if (!truce_view_eq_nocase(s->tokens[i].form, TRUCE_VIEW("according")) ||
            !truce_view_eq_nocase(s->tokens[i + 1].form, TRUCE_VIEW("to")))
            continue;
        m = accorded(sense, i + 1);
        if (!m || !may_speak(&m->actor))
            return TRUCE_OK;
        u.speaker = m->actor;
        u.span = truce_sense_whole(sense);
        if (i > 1)
            u.span.end = s->tokens[i].begin;
        else if (m->last + 1 < s->n_tokens)
            u.span.begin = s->tokens[m->last + 1].end;
        u.text = trim_said(teller->senses, &u.span);
        return u.text.len > 8 ? add_statement(teller, &u) : TRUCE_OK;
    }
    return TRUCE_OK;
}

/* The bytes from behind the label of sentence `first` to the next label. */
static struct truce_evidence turn_span(const struct truce_senses *senses,
                                       size_t first, size_t label)
{
    const struct truce_sentence *s = senses->items[first].sentence;
    struct truce_evidence span = {s->tokens[label - 1].end, s->end, first};
    for (size_t i = first + 1; i < senses->n; i++) {
        if (truce_voice_label(senses->items[i].sentence))
            break;
        span.end = senses->items[i].sentence->end;
    }
    return span;
}

static bool has_spoken(const struct teller *teller,
                       const struct truce_actor *actor,
                       const struct truce_evidence *span)
{
    for (size_t i = 0; i < teller->out->n_statements; i++) {
        const struct truce_statement *told = &teller->out->statements[i];
        if (told->span.begin >= span->begin && told->span.end <= span->end &&
            told->speaker.code && !strcmp(told->speaker.code, actor->code))
            return true;
    }
    return false;
}

/* "SPOKESPERSON: Yes, both sides are invited.": whose turn it is says it,
 * also without a verb of speaking. */
static int take_turns(struct teller *teller)
{
    const struct truce_senses *senses = teller->senses;
    struct truce_voice voice = {.known = false};
    int rc = TRUCE_OK;
    for (size_t i = 0; i < senses->n && rc == TRUCE_OK; i++) {
        const struct truce_sense *sense = &senses->items[i];
        size_t label = truce_voice_label(sense->sentence);
        struct utterance u = {.sentence = i, .verb = -1, .object = -1,
                              .named = -1, .told_from = SIZE_MAX};
        truce_voice_hear(&voice, i, &sense->tree, sense->mentions,
                         sense->n_mentions);
        if (!label || !voice.known || !voice.turn)
            continue;
        u.speaker = voice.actor;
        truce_speaker_settle(senses, sense, &u.speaker);
        u.span = turn_span(senses, i, label);
        u.text = trim_said(senses, &u.span);
        if (u.speaker.code && u.text.len > 8 &&
            !has_spoken(teller, &u.speaker, &u.span))
            rc = add_statement(teller, &u);
    }
    return rc;
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
                truce_spoken_verb(teller.senses, sense, (int32_t)k);
            if (speech && !teller.used[i][k])
                rc = take_indirect(&teller, sense, (int32_t)k, speech);
            else if (!speech && sense->sentence->tokens[k].upos ==
                                    TRUCE_UPOS_VERB)
                rc = take_paper(&teller, sense, (int32_t)k);
        }
        if (rc == TRUCE_OK)
            rc = take_according(&teller, sense);
    }
    if (rc == TRUCE_OK)
        rc = take_turns(&teller);
    if (rc == TRUCE_OK && context->out->n_statements > 1)
        qsort(context->out->statements, context->out->n_statements,
              sizeof(*context->out->statements), by_span);
    return rc;
}
