/*
 * One document's coding into the tables. Keys are hashes of what identifies
 * a row, so that coding the same text twice adds nothing and a person's
 * decisions find their rows again after a new coding.
 */
#include <math.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "casefile/dedup.h"
#include "casefile/row.h"
#include "code/coded_json.h"

/* Two FNV-1a hashes from different seeds, 32 hex digits and NUL. */
#define KEY_SIZE 33

struct storing {
    struct truce_casefile *casefile;
    const struct truce_document *document;
    const struct truce_coded *coded;
    const char *version;
    int64_t id;         /* of the document's row */
    char key[KEY_SIZE]; /* of the document */
    bool starved;       /* some text could not be made: no memory */
    struct truce_err *err;
};

/* Printf into the call's scratch arena; NULL, and noted, without memory. */
static const char *scribble(struct storing *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static const char *scribble(struct storing *s, const char *format, ...)
{
    char *text = NULL;
    char *copy;
    va_list ap;
    va_start(ap, format);
    if (vasprintf(&text, format, ap) < 0)
        text = NULL;
    va_end(ap);
    copy = text ? truce_arena_strndup(&s->casefile->scratch, text, strlen(text))
                : NULL;
    free(text);
    s->starved |= copy == NULL;
    return copy;
}

static uint64_t hash_field(uint64_t hash, struct truce_view field)
{
    hash = truce_hash_more(hash, field.ptr, field.len);
    return truce_hash_more(hash, "\0", 1);
}

static void document_key(const struct truce_document *document,
                         char key[KEY_SIZE])
{
    uint64_t hashes[2] = {0xcbf29ce484222325ULL, 0x9ae16a3b2f90404fULL};
    char date[TRUCE_DATE_SIZE];
    truce_date_format(document->date, date);
    for (int i = 0; i < 2; i++) {
        hashes[i] = hash_field(hashes[i], truce_view_of(date));
        hashes[i] = hash_field(hashes[i], document->title);
        hashes[i] = hash_field(hashes[i], document->text);
    }
    snprintf(key, KEY_SIZE, "%016llx%016llx", (unsigned long long)hashes[0],
             (unsigned long long)hashes[1]);
}

/* Key of a row of the document: kind, place in the text, and a number where
 * several rows share the place. In the scratch arena; NULL: no memory. */
static const char *row_key(struct storing *s, const char *kind, size_t begin,
                           size_t end, size_t nth)
{
    return scribble(s, "%s-%s-%zu-%zu-%zu", s->key, kind, begin, end, nth);
}

int truce_casefile_knows(struct truce_casefile *casefile,
                         const struct truce_document *document,
                         const char *version, bool *known,
                         struct truce_err *err)
{
    struct truce_row row = truce_row_start(casefile, TRUCE_SQL_KNOWN);
    char key[KEY_SIZE];
    int rc;
    document_key(document, key);
    truce_row_text(&row, key);
    rc = truce_row_step(&row, err);
    *known = rc == 1 && sqlite3_column_text(row.stmt, 1) &&
             !strcmp((const char *)sqlite3_column_text(row.stmt, 1), version);
    truce_row_end(&row);
    return rc < 0 ? rc : TRUCE_OK;
}

/* Id of the actor's row, made where there is none; 0 in *id for an actor
 * without any name. */
static int actor_id(struct storing *s, const struct truce_actor *actor,
                    int64_t *id)
{
    struct truce_casefile *file = s->casefile;
    struct truce_view name =
        actor->name ? truce_view_of(actor->name) : actor->text;
    const char *label;
    uint64_t *known;
    struct truce_row row;
    int rc;
    *id = 0;
    if (!name.ptr)
        return TRUCE_OK;
    label = scribble(s, "%s\t%s\t%.*s", actor->code ? actor->code : "",
                     actor->sector ? actor->sector : "", TRUCE_VIEW_ARG(name));
    known = label ? truce_map_put(&file->actors, truce_view_of(label), 0, NULL)
                  : NULL;
    if (!known)
        return truce_err_set(s->err, TRUCE_ENOMEM, "out of memory");
    *id = (int64_t)*known;
    if (*id)
        return TRUCE_OK;
    row = truce_row_start(file, TRUCE_SQL_FIND_ACTOR);
    truce_row_text(&row, actor->code);
    truce_row_text(&row, actor->sector);
    truce_row_view(&row, name);
    rc = truce_row_step(&row, s->err);
    if (rc == 1)
        *id = sqlite3_column_int64(row.stmt, 0);
    truce_row_end(&row);
    if (rc == 0) {
        row = truce_row_start(file, TRUCE_SQL_ADD_ACTOR);
        truce_row_text(&row, actor->code);
        truce_row_text(&row, actor->sector);
        truce_row_view(&row, name);
        truce_row_text(&row, actor->kind);
        rc = truce_row_run(&row, id, s->err);
    }
    *known = (uint64_t)*id;
    return rc < 0 ? rc : TRUCE_OK;
}

/* The actor's row and its office, where it has one. */
static int put_actor(struct storing *s, const struct truce_actor *actor,
                     int64_t *id)
{
    struct truce_row row;
    int rc = actor_id(s, actor, id);
    if (rc < 0 || !*id || !actor->office || !actor->name)
        return rc;
    row = truce_row_start(s->casefile, TRUCE_SQL_ADD_OFFICE);
    truce_row_int(&row, *id);
    truce_row_text(&row, actor->office);
    truce_row_date(&row, actor->held.from);
    truce_row_date(&row, actor->held.to);
    return truce_row_run(&row, NULL, s->err);
}

static void bind_evidence(struct truce_row *row, struct truce_evidence span)
{
    truce_row_int(row, (int64_t)span.sentence);
    truce_row_int(row, (int64_t)span.begin);
    truce_row_int(row, (int64_t)span.end);
}

static int put_event_actor(struct storing *s, int64_t event, const char *role,
                           size_t position, const struct truce_actor *actor)
{
    struct truce_row row;
    int64_t id;
    int rc = put_actor(s, actor, &id);
    if (rc < 0)
        return rc;
    row = truce_row_start(s->casefile, TRUCE_SQL_ADD_EVENT_ACTOR);
    truce_row_int(&row, event);
    truce_row_text(&row, role);
    truce_row_int(&row, (int64_t)position);
    truce_row_id(&row, id);
    truce_row_view(&row, actor->text);
    truce_row_int(&row, (int64_t)actor->begin);
    truce_row_int(&row, (int64_t)actor->end);
    truce_row_text(&row, actor->code);
    truce_row_text(&row, actor->sector);
    truce_row_text(&row, actor->name);
    truce_row_text(&row, actor->office);
    return truce_row_run(&row, NULL, s->err);
}

static int put_event_actors(struct storing *s, int64_t id,
                            const struct truce_event *event)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < event->source.n; i++)
        rc = put_event_actor(s, id, "source", i, &event->source.items[i]);
    for (size_t i = 0; rc == TRUCE_OK && i < event->target.n; i++)
        rc = put_event_actor(s, id, "target", i, &event->target.items[i]);
    for (size_t i = 0; rc == TRUCE_OK && i < event->n_third; i++)
        rc = put_event_actor(s, id, event->third[i].role, i,
                             &event->third[i].actor);
    return rc;
}

/* "diplomatic|territory", or NULL for none. */
static const char *contexts_of(struct storing *s,
                               const struct truce_event *event)
{
    const char *all = NULL;
    for (size_t i = 0; i < event->n_contexts; i++)
        all = scribble(s, "%s%s%s", all ? all : "", all ? "|" : "",
                       event->contexts[i]);
    return all;
}

static void bind_place(struct truce_row *row, const struct truce_place *place)
{
    if (place->name)
        truce_row_text(row, place->name);
    else
        truce_row_view(row, place->text);
    truce_row_text(row, place->country);
    truce_row_real(row, place->lat);
    truce_row_real(row, place->lon);
}

/* Name of who reports an event: the canonical one, else the words. */
static struct truce_view reporter(const struct truce_event *event)
{
    const struct truce_actor *by = event->reported_by;
    if (!by)
        return (struct truce_view){NULL, 0};
    return by->name ? truce_view_of(by->name) : by->text;
}

/* Words of the sentence that a row comes from. */
static struct truce_view sentence_text(const struct storing *s,
                                       struct truce_evidence span)
{
    const struct truce_text *text = &s->coded->text;
    const struct truce_sentence *sentence;
    if (span.sentence >= text->n_sentences)
        return (struct truce_view){NULL, 0};
    sentence = &text->sentences[span.sentence];
    return (struct truce_view){s->document->text.ptr + sentence->begin,
                               sentence->end - sentence->begin};
}

static int put_event(struct storing *s, const struct truce_event *event,
                     size_t nth)
{
    struct truce_row row = truce_row_start(s->casefile, TRUCE_SQL_ADD_EVENT);
    int64_t id;
    int rc;
    truce_row_text(&row, row_key(s, "event", event->trigger_begin,
                                 event->trigger_end, nth));
    truce_row_int(&row, s->id);
    bind_evidence(&row, event->span);
    truce_row_int(&row, (int64_t)event->trigger_begin);
    truce_row_int(&row, (int64_t)event->trigger_end);
    truce_row_text(&row, truce_plover_name(event->type));
    truce_row_text(&row, event->mode);
    truce_row_text(&row, contexts_of(s, event));
    truce_row_text(&row, event->cameo);
    truce_row_real(&row, event->goldstein);
    truce_row_id(&row, event->quad);
    truce_row_date(&row, event->date);
    truce_row_view(&row, event->date_text);
    bind_place(&row, &event->place);
    truce_row_text(&row, truce_modality_name(event->modality));
    truce_row_view(&row, reporter(event));
    truce_row_int(&row, event->background);
    truce_row_int(&row, event->secondary);
    truce_row_text(&row, event->frame);
    truce_row_text(&row, event->slots_from);
    truce_row_text(&row, s->version);
    truce_row_real(&row, event->confidence);
    truce_row_id(&row, truce_story_event(event, sentence_text(s, event->span)));
    rc = truce_row_run(&row, &id, s->err);
    return rc < 0 ? rc : put_event_actors(s, id, event);
}

static int put_targets(struct storing *s, int64_t statement,
                       const struct truce_statement *item)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < item->n_targets; i++) {
        const struct truce_actor *actor = &item->targets[i].actor;
        struct truce_row row;
        int64_t id;
        rc = put_actor(s, actor, &id);
        if (rc < 0)
            break;
        row = truce_row_start(s->casefile, TRUCE_SQL_ADD_TARGET);
        truce_row_int(&row, statement);
        truce_row_int(&row, (int64_t)i);
        truce_row_id(&row, id);
        truce_row_text(&row, actor->code);
        truce_row_text(&row, actor->sector);
        truce_row_text(&row, actor->name);
        truce_row_view(&row, actor->text);
        truce_row_real(&row, item->targets[i].stance);
        rc = truce_row_run(&row, NULL, s->err);
    }
    for (size_t i = 0; rc == TRUCE_OK && i < item->n_issues; i++) {
        struct truce_row row =
            truce_row_start(s->casefile, TRUCE_SQL_ADD_STATEMENT_ISSUE);
        truce_row_int(&row, statement);
        truce_row_text(&row, item->issues[i]);
        truce_row_real(&row,
                       item->issue_stances ? item->issue_stances[i] : NAN);
        rc = truce_row_run(&row, NULL, s->err);
    }
    return rc;
}

/* Codes of actors, "ARM|AZE", or names where they have none or `named`; NULL
 * for nobody. */
static const char *codes_of(struct storing *s,
                            const struct truce_actors *actors, bool named)
{
    const char *all = NULL;
    for (size_t i = 0; i < actors->n; i++) {
        const struct truce_actor *actor = &actors->items[i];
        struct truce_view word = actor->text;
        if (actor->code && !(named && actor->name))
            word = truce_view_of(actor->code);
        else if (actor->name)
            word = truce_view_of(actor->name);
        all = scribble(s, "%s%s%.*s", all ? all : "", all ? "|" : "",
                       TRUCE_VIEW_ARG(word));
    }
    return all;
}

static int put_statement(struct storing *s,
                         const struct truce_statement *statement, size_t nth)
{
    struct truce_row row;
    const struct truce_actor *speaker = &statement->speaker;
    int64_t speaker_id;
    int64_t id;
    int rc = put_actor(s, speaker, &speaker_id);
    if (rc < 0)
        return rc;
    row = truce_row_start(s->casefile, TRUCE_SQL_ADD_STATEMENT);
    truce_row_text(&row, row_key(s, "statement", statement->span.begin,
                                 statement->span.end, nth));
    truce_row_int(&row, s->id);
    bind_evidence(&row, statement->span);
    truce_row_id(&row, speaker_id);
    truce_row_view(&row, speaker->text);
    truce_row_text(&row, speaker->name);
    truce_row_text(&row, speaker->code);
    truce_row_text(&row, speaker->sector);
    truce_row_text(&row, speaker->office);
    truce_row_date(&row, statement->date);
    truce_row_int(&row, statement->quote);
    truce_row_view(&row,
                   statement->text.ptr ? statement->text : TRUCE_VIEW(""));
    truce_row_text(&row, statement->act);
    truce_row_text(&row, statement->occasion);
    truce_row_text(&row, codes_of(s, &statement->audience, true));
    truce_row_text(&row, s->version);
    truce_row_real(&row, (double)speaker->confidence);
    truce_row_id(&row, truce_story_statement(statement));
    rc = truce_row_run(&row, &id, s->err);
    return rc < 0 ? rc : put_targets(s, id, statement);
}

struct mention {
    const char *kind;
    struct truce_evidence span;
    struct truce_date date;
    size_t nth;
};

/* Stores one telling of an agreement, mission or episode. Takes over the
 * reference to `facts` (NULL: memory was out). */
static int put_mention(struct storing *s, const struct mention *mention,
                       json_t *facts)
{
    char *text = facts ? json_dumps(facts, JSON_COMPACT) : NULL;
    struct truce_row row;
    int rc;
    json_decref(facts);
    if (!text)
        return truce_err_set(s->err, TRUCE_ENOMEM, "out of memory");
    row = truce_row_start(s->casefile, TRUCE_SQL_ADD_MENTION);
    truce_row_text(&row, row_key(s, mention->kind, mention->span.begin,
                                 mention->span.end, mention->nth));
    truce_row_text(&row, mention->kind);
    truce_row_int(&row, s->id);
    bind_evidence(&row, mention->span);
    truce_row_date(&row, mention->date);
    truce_row_text(&row, text);
    rc = truce_row_run(&row, NULL, s->err);
    free(text);
    return rc;
}

static int put_agreements(struct storing *s)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < s->coded->n_agreements; i++) {
        const struct truce_agreement *item = &s->coded->agreements[i];
        struct mention mention = {"agreement", item->span, item->date, i};
        rc = put_mention(s, &mention, truce_json_agreement(item));
    }
    return rc;
}

/* A mission's facts name the mention of the agreement that made it by key,
 * since numbers inside a document mean nothing outside of it. */
static int put_missions(struct storing *s)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < s->coded->n_missions; i++) {
        const struct truce_mission *item = &s->coded->missions[i];
        struct mention mention = {"mission", item->span, item->start, i};
        json_t *facts = truce_json_mission(item);
        if (item->agreement < s->coded->n_agreements) {
            struct truce_evidence span =
                s->coded->agreements[item->agreement].span;
            const char *key =
                row_key(s, "agreement", span.begin, span.end, item->agreement);
            if (key)
                json_object_set_new(facts, "agreement_key", json_string(key));
        }
        rc = put_mention(s, &mention, facts);
    }
    return rc;
}

static int put_episodes(struct storing *s)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < s->coded->n_episodes; i++) {
        const struct truce_episode *item = &s->coded->episodes[i];
        struct mention mention = {"episode", item->span, item->date, i};
        rc = put_mention(s, &mention, truce_json_episode(item));
    }
    return rc;
}

static int put_issue(struct storing *s, const struct truce_issue *issue,
                     size_t nth)
{
    struct truce_row row = truce_row_start(s->casefile, TRUCE_SQL_ADD_ISSUE);
    truce_row_text(
        &row, row_key(s, "issue", issue->span.begin, issue->span.end, nth));
    truce_row_text(&row, issue->issue);
    truce_row_text(&row, issue->state);
    truce_row_text(&row, codes_of(s, &issue->by, false));
    truce_row_text(&row, issue->said_by ? issue->said_by->code : NULL);
    truce_row_date(&row, s->document->date);
    truce_row_int(&row, s->id);
    bind_evidence(&row, issue->span);
    return truce_row_run(&row, NULL, s->err);
}

static int put_sentence(struct storing *s, size_t number)
{
    const struct truce_sentence *sentence = &s->coded->text.sentences[number];
    struct truce_view text = s->document->text;
    struct truce_row row = truce_row_start(s->casefile, TRUCE_SQL_ADD_SENTENCE);
    truce_row_int(&row, s->id);
    truce_row_int(&row, (int64_t)number);
    truce_row_int(&row, (int64_t)sentence->begin);
    truce_row_int(&row, (int64_t)sentence->end);
    truce_row_view(&row, (struct truce_view){text.ptr + sentence->begin,
                                             sentence->end - sentence->begin});
    return truce_row_run(&row, NULL, s->err);
}

/* Everything that was coded, in the order of the text. */
static int put_coded(struct storing *s)
{
    const struct truce_coded *coded = s->coded;
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < coded->text.n_sentences; i++)
        rc = put_sentence(s, i);
    for (size_t i = 0; rc == TRUCE_OK && i < coded->n_events; i++)
        rc = put_event(s, &coded->events[i], i);
    for (size_t i = 0; rc == TRUCE_OK && i < coded->n_statements; i++)
        rc = put_statement(s, &coded->statements[i], i);
    if (rc == TRUCE_OK)
        rc = put_agreements(s);
    if (rc == TRUCE_OK)
        rc = put_missions(s);
    if (rc == TRUCE_OK)
        rc = put_episodes(s);
    for (size_t i = 0; rc == TRUCE_OK && i < coded->n_issues; i++)
        rc = put_issue(s, &coded->issues[i], i);
    return rc;
}

static int drop_coded(struct storing *s)
{
    static const enum truce_sql drops[] = {
        TRUCE_SQL_UNLINK_EVENTS,  TRUCE_SQL_UNLINK_STATEMENTS,
        TRUCE_SQL_DROP_EVENTS,    TRUCE_SQL_DROP_STATEMENTS,
        TRUCE_SQL_DROP_MENTIONS,  TRUCE_SQL_DROP_ISSUES,
        TRUCE_SQL_DROP_SENTENCES,
    };
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < sizeof drops / sizeof drops[0];
         i++) {
        struct truce_row row = truce_row_start(s->casefile, drops[i]);
        truce_row_int(&row, s->id);
        rc = truce_row_run(&row, NULL, s->err);
    }
    return rc;
}

static int add_document(struct storing *s)
{
    const struct truce_document *document = s->document;
    struct truce_row row = truce_row_start(s->casefile, TRUCE_SQL_ADD_DOCUMENT);
    truce_row_text(&row, s->key);
    truce_row_view(&row, document->id.ptr ? document->id : TRUCE_VIEW("-"));
    truce_row_date(&row, document->date);
    truce_row_view(&row, document->title);
    truce_row_view(&row, document->text);
    truce_row_view(&row, document->source);
    truce_row_view(&row, document->url);
    truce_row_view(&row, document->path);
    truce_row_id(&row, (int64_t)document->line);
    truce_row_text(&row, s->version);
    return truce_row_run(&row, &s->id, s->err);
}

/* Finds the document's row; a known one loses its old coding. */
static int place_document(struct storing *s)
{
    struct truce_row row = truce_row_start(s->casefile, TRUCE_SQL_KNOWN);
    int rc;
    truce_row_text(&row, s->key);
    rc = truce_row_step(&row, s->err);
    if (rc == 1)
        s->id = sqlite3_column_int64(row.stmt, 0);
    truce_row_end(&row);
    if (rc == 0)
        return add_document(s);
    if (rc == 1)
        rc = drop_coded(s);
    if (rc < 0)
        return rc;
    row = truce_row_start(s->casefile, TRUCE_SQL_SET_CODED);
    truce_row_text(&row, s->version);
    truce_row_int(&row, s->id);
    return truce_row_run(&row, NULL, s->err);
}

int truce_casefile_store(struct truce_casefile *casefile,
                         const struct truce_document *document,
                         const struct truce_coded *coded, const char *version,
                         struct truce_err *err)
{
    struct storing storing = {.casefile = casefile,
                              .document = document,
                              .coded = coded,
                              .version = version,
                              .err = err};
    int rc;
    truce_arena_clear(&casefile->scratch);
    document_key(document, storing.key);
    rc = place_document(&storing);
    if (rc == TRUCE_OK)
        rc = put_coded(&storing);
    if (storing.starved)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    return rc;
}
