/* A resolved actor as JSON; see actor_json.h. */
#include "lexicon/actor_json.h"

static void set_text(json_t *object, const char *key, const char *value)
{
    if (value)
        json_object_set_new(object, key, json_string(value));
}

static void set_date(json_t *object, const char *key, struct truce_date date)
{
    char buf[TRUCE_DATE_SIZE];
    if (truce_date_known(date))
        set_text(object, key, truce_date_format(date, buf));
}

json_t *truce_actor_json(const struct truce_actor *actor)
{
    json_t *object = json_object();
    json_object_set_new(object, "text",
                        json_stringn(actor->text.ptr, actor->text.len));
    set_text(object, "name", actor->name);
    json_object_set_new(object, "code",
                        actor->code ? json_string(actor->code) : json_null());
    set_text(object, "sector", actor->sector);
    set_text(object, "office", actor->office);
    set_text(object, "kind", actor->kind);
    set_text(object, "party", actor->party);
    set_date(object, "from", actor->held.from);
    set_date(object, "to", actor->held.to);
    set_text(object, "why", actor->why);
    return object;
}
