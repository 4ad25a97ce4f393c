/* The JSON of coded facts, field by field; see coded_json.h. Setters skip
 * unknown values, so that a reader meets only what the text told. */
#include "code/coded_json.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

/* Text that is not UTF-8 (a cut document) gives null rather than failing. */
static json_t *text_of(struct truce_view text)
{
    return json_stringn(text.ptr, text.len);
}

static void put_view(json_t *object, const char *key, struct truce_view text)
{
    if (text.ptr && text.len)
        json_object_set_new(object, key, text_of(text));
}

static void put_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(object, key, json_string(text));
}

static void put_date(json_t *object, const char *key, struct truce_date date)
{
    char buf[TRUCE_DATE_SIZE];
    if (truce_date_known(date))
        put_text(object, key, truce_date_format(date, buf));
}

/* Six significant decimals are plenty and print the same everywhere. */
static void put_real(json_t *object, const char *key, double value)
{
    if (!isnan(value))
        json_object_set_new(object, key, json_real(round(value * 1e6) / 1e6));
}

static void put_count(json_t *object, const char *key, long value)
{
    if (value > 0)
        json_object_set_new(object, key, json_integer(value));
}

static json_t *span_of(size_t begin, size_t end)
{
    json_t *span = json_array();
    json_array_append_new(span, json_integer((json_int_t)begin));
    json_array_append_new(span, json_integer((json_int_t)end));
    return span;
}

static void put_evidence(json_t *object, struct truce_evidence evidence)
{
    json_object_set_new(object, "sentence",
                        json_integer((json_int_t)evidence.sentence));
    json_object_set_new(object, "span", span_of(evidence.begin, evidence.end));
}

json_t *truce_json_actor(const struct truce_actor *actor)
{
    json_t *object = json_object();
    put_view(object, "text", actor->text);
    put_text(object, "name", actor->name);
    put_text(object, "code", actor->code);
    put_text(object, "sector", actor->sector);
    put_text(object, "office", actor->office);
    put_text(object, "kind", actor->kind);
    put_text(object, "party", actor->party);
    if (actor->end > actor->begin)
        json_object_set_new(object, "span", span_of(actor->begin, actor->end));
    return object;
}

json_t *truce_json_actors(const struct truce_actors *actors)
{
    json_t *array = json_array();
    for (size_t i = 0; i < actors->n; i++)
        json_array_append_new(array, truce_json_actor(&actors->items[i]));
    return array;
}

json_t *truce_json_place(const struct truce_place *place)
{
    json_t *object = json_object();
    put_view(object, "text", place->text);
    put_text(object, "name", place->name);
    put_text(object, "country", place->country);
    put_real(object, "lat", place->lat);
    put_real(object, "lon", place->lon);
    return object;
}

static void put_place(json_t *object, const char *key,
                      const struct truce_place *place)
{
    if (place->text.ptr || place->name || place->country)
        json_object_set_new(object, key, truce_json_place(place));
}

static void put_third(json_t *object, const struct truce_event *event)
{
    json_t *array = json_array();
    for (size_t i = 0; i < event->n_third; i++) {
        json_t *third = truce_json_actor(&event->third[i].actor);
        put_text(third, "role", event->third[i].role);
        json_array_append_new(array, third);
    }
    json_object_set_new(object, "third", array);
}

static void put_kind(json_t *object, const struct truce_event *event)
{
    json_t *contexts = json_array();
    json_object_set_new(object, "type",
                        json_string(truce_plover_name(event->type)));
    put_text(object, "mode", event->mode);
    for (size_t i = 0; i < event->n_contexts; i++)
        json_array_append_new(contexts, json_string(event->contexts[i]));
    json_object_set_new(object, "contexts", contexts);
    put_text(object, "cameo", event->cameo);
    put_real(object, "goldstein", event->goldstein);
    put_count(object, "quad", event->quad);
}

json_t *truce_json_event(const struct truce_event *event)
{
    json_t *object = json_object();
    put_kind(object, event);
    put_date(object, "date", event->date);
    put_view(object, "date_text", event->date_text);
    json_object_set_new(object, "source", truce_json_actors(&event->source));
    json_object_set_new(object, "target", truce_json_actors(&event->target));
    put_third(object, event);
    put_place(object, "place", &event->place);
    put_text(object, "modality", truce_modality_name(event->modality));
    if (event->reported_by)
        json_object_set_new(object, "reported_by",
                            truce_json_actor(event->reported_by));
    if (event->background)
        json_object_set_new(object, "background", json_true());
    if (event->secondary)
        json_object_set_new(object, "secondary", json_true());
    put_evidence(object, event->span);
    json_object_set_new(object, "trigger",
                        span_of(event->trigger_begin, event->trigger_end));
    put_text(object, "frame", event->frame);
    put_text(object, "slots_from", event->slots_from);
    put_real(object, "confidence", round(event->confidence * 1e3) / 1e3);
    return object;
}

static json_t *targets_of(const struct truce_statement *statement)
{
    json_t *array = json_array();
    for (size_t i = 0; i < statement->n_targets; i++) {
        json_t *target = truce_json_actor(&statement->targets[i].actor);
        put_real(target, "stance", statement->targets[i].stance);
        json_array_append_new(array, target);
    }
    return array;
}

static json_t *issue_stances_of(const struct truce_statement *statement)
{
    json_t *list = json_array();
    for (size_t i = 0; i < statement->n_issues; i++) {
        json_t *issue = json_pack("{s:s}", "issue", statement->issues[i]);
        put_real(issue, "stance", statement->issue_stances[i]);
        json_array_append_new(list, issue);
    }
    return list;
}

json_t *truce_json_statement(const struct truce_statement *statement)
{
    json_t *object = json_object();
    json_t *issues = json_array();
    json_object_set_new(object, "speaker",
                        truce_json_actor(&statement->speaker));
    put_date(object, "date", statement->date);
    json_object_set_new(object, "quote", json_boolean(statement->quote));
    put_view(object, "text", statement->text);
    put_text(object, "act", statement->act);
    put_text(object, "occasion", statement->occasion);
    if (statement->audience.n)
        json_object_set_new(object, "audience",
                            truce_json_actors(&statement->audience));
    json_object_set_new(object, "targets", targets_of(statement));
    for (size_t i = 0; i < statement->n_issues; i++)
        json_array_append_new(issues, json_string(statement->issues[i]));
    json_object_set_new(object, "issues", issues);
    json_object_set_new(object, "issue_stances", issue_stances_of(statement));
    put_evidence(object, statement->span);
    return object;
}

static json_t *provision_of(const struct truce_provision *provision)
{
    json_t *object = json_object();
    put_text(object, "type", provision->type);
    put_view(object, "text", provision->text);
    if (provision->actors.n)
        json_object_set_new(object, "actor",
                            truce_json_actor(&provision->actors.items[0]));
    if (provision->actors.n > 1)
        json_object_set_new(object, "actors",
                            truce_json_actors(&provision->actors));
    put_text(object, "object", provision->object);
    put_date(object, "deadline", provision->deadline);
    put_count(object, "duration_months", provision->duration_months);
    put_text(object, "strength", provision->strength);
    put_evidence(object, provision->span);
    return object;
}

json_t *truce_json_agreement(const struct truce_agreement *agreement)
{
    json_t *object = json_object();
    json_t *provisions = json_array();
    put_text(object, "kind", agreement->kind);
    put_text(object, "name", agreement->name);
    put_date(object, "date", agreement->date);
    put_place(object, "place", &agreement->place);
    put_text(object, "ended", agreement->ended);
    json_object_set_new(object, "signatories",
                        truce_json_actors(&agreement->signatories));
    json_object_set_new(object, "guarantors",
                        truce_json_actors(&agreement->guarantors));
    for (size_t i = 0; i < agreement->n_provisions; i++)
        json_array_append_new(provisions,
                              provision_of(&agreement->provisions[i]));
    json_object_set_new(object, "provisions", provisions);
    put_text(object, "event", agreement->event);
    put_date(object, "event_date", agreement->event_date);
    if (agreement->initialled)
        json_object_set_new(object, "initialled", json_true());
    put_view(object, "named", agreement->named);
    if (agreement->witnesses.n)
        json_object_set_new(object, "witnesses",
                            truce_json_actors(&agreement->witnesses));
    put_text(object, "process", agreement->process);
    if (truce_date_known(agreement->follows)) {
        json_t *follows = json_object();
        put_date(follows, "date", agreement->follows);
        put_view(follows, "text", agreement->follows_text);
        json_object_set_new(object, "follows", follows);
    }
    put_evidence(object, agreement->span);
    return object;
}

json_t *truce_json_mission(const struct truce_mission *mission)
{
    json_t *object = json_object();
    put_text(object, "contributor", mission->contributor.code);
    put_text(object, "contributor_name", mission->contributor.name);
    put_text(object, "name", mission->name);
    if (mission->area.text.ptr)
        put_view(object, "area", mission->area.text);
    else
        put_text(object, "area", mission->area.name);
    put_text(object, "country", mission->area.country);
    put_count(object, "size", mission->size);
    if (mission->equipment.ptr)
        put_view(object, "equipment", mission->equipment);
    if (mission->renewal.ptr)
        put_view(object, "renewal", mission->renewal);
    put_date(object, "start", mission->start);
    put_count(object, "term_months", mission->term_months);
    put_count(object, "notice_months", mission->notice_months);
    put_date(object, "expires", mission->expires);
    put_date(object, "ended", mission->ended);
    if (mission->agreement != SIZE_MAX)
        json_object_set_new(object, "agreement",
                            json_integer((json_int_t)mission->agreement));
    put_text(object, "event", mission->event);
    put_evidence(object, mission->span);
    return object;
}

static void put_parties(json_t *object, const struct truce_episode *episode)
{
    json_object_set_new(object, "mediators",
                        truce_json_actors(&episode->mediators));
    if (episode->hosts.n)
        json_object_set_new(object, "hosts",
                            truce_json_actors(&episode->hosts));
    json_object_set_new(object, "parties",
                        truce_json_actors(&episode->parties));
}

json_t *truce_json_episode(const struct truce_episode *episode)
{
    json_t *object = json_object();
    json_t *formats = json_array();
    put_date(object, "date", episode->date);
    put_place(object, "place", &episode->place);
    put_parties(object, episode);
    for (size_t i = 0; i < episode->n_formats; i++)
        json_array_append_new(formats, json_string(episode->formats[i]));
    json_object_set_new(object, "formats", formats);
    put_text(object, "level", episode->level);
    put_text(object, "track", episode->track);
    put_view(object, "duration_text", episode->duration_text);
    put_text(object, "outcome", episode->outcome);
    if (episode->initiator)
        json_object_set_new(object, "initiator",
                            truce_json_actor(episode->initiator));
    if (episode->declined)
        json_object_set_new(object, "declined",
                            truce_json_actor(episode->declined));
    put_view(object, "first_since", episode->first_since);
    put_text(object, "modality", truce_modality_name(episode->modality));
    put_evidence(object, episode->span);
    return object;
}

json_t *truce_json_issue(const struct truce_issue *issue)
{
    json_t *object = json_object();
    put_text(object, "issue", issue->issue);
    put_text(object, "state", issue->state);
    json_object_set_new(object, "by", truce_json_actors(&issue->by));
    if (issue->said_by)
        json_object_set_new(object, "said_by",
                            truce_json_actor(issue->said_by));
    put_evidence(object, issue->span);
    return object;
}

#define PUT_LIST(key, items, n, make)                                          \
    do {                                                                       \
        json_t *list = json_array();                                           \
        for (size_t i = 0; i < (n); i++)                                       \
            json_array_append_new(list, make(&(items)[i]));                    \
        json_object_set_new(object, key, list);                                \
    } while (0)

/* Meetings that took place, and apart from them those only planned, offered
 * or called off. */
static void put_episodes(json_t *object, const struct truce_coded *coded)
{
    json_t *held = json_array(), *planned = json_array();
    for (size_t i = 0; i < coded->n_episodes; i++) {
        const struct truce_episode *e = &coded->episodes[i];
        bool off = e->outcome && !strcmp(e->outcome, "cancelled");
        json_array_append_new(
            e->modality == TRUCE_PLANNED || off ? planned : held,
            truce_json_episode(e));
    }
    json_object_set_new(object, "episodes", held);
    json_object_set_new(object, "planned_episodes", planned);
}

json_t *truce_json_coded(struct truce_view id, const struct truce_coded *coded)
{
    json_t *object = json_object();
    put_view(object, "id", id);
    PUT_LIST("events", coded->events, coded->n_events, truce_json_event);
    PUT_LIST("statements", coded->statements, coded->n_statements,
             truce_json_statement);
    PUT_LIST("agreements", coded->agreements, coded->n_agreements,
             truce_json_agreement);
    PUT_LIST("missions", coded->missions, coded->n_missions,
             truce_json_mission);
    put_episodes(object, coded);
    PUT_LIST("issues", coded->issues, coded->n_issues, truce_json_issue);
    return object;
}
