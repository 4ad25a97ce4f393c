/*
 * When two tellings are of one thing. Agreements: kinds that agree, days at
 * most one apart (texts are often dated by signing and by entry into force),
 * a common party. Missions: one sender, one country. Episodes: one day and a
 * common mediator, or two common parties at one place.
 */
#include <string.h>

#include "registers/registers_int.h"

const char *truce_fact_text(const json_t *facts, const char *name)
{
    return json_string_value(json_object_get(facts, name));
}

struct truce_date truce_fact_date(const json_t *facts, const char *name)
{
    const char *text = truce_fact_text(facts, name);
    struct truce_date date = {0, 0, 0};
    if (text && truce_date_parse(truce_view_of(text), &date) != TRUCE_OK)
        date = (struct truce_date){0, 0, 0};
    return date;
}

long truce_fact_count(const json_t *facts, const char *name)
{
    return (long)json_integer_value(json_object_get(facts, name));
}

size_t truce_fact_shared(const json_t *a, const json_t *b)
{
    size_t n = 0, i, k;
    const json_t *x, *y;
    json_array_foreach((json_t *)a, i, x)
    {
        const char *code = truce_fact_text(x, "code");
        bool found = false, seen = false;
        for (size_t j = 0; code && j < i; j++) {
            const char *before = truce_fact_text(json_array_get(a, j), "code");
            seen |= before && !strcmp(before, code);
        }
        json_array_foreach((json_t *)b, k, y)
        {
            const char *other = truce_fact_text(y, "code");
            found |= code && other && !strcmp(code, other);
        }
        n += found && !seen;
    }
    return n;
}

int truce_fact_share(const json_t *a, const json_t *b)
{
    if (!json_array_size(a) || !json_array_size(b))
        return -1;
    return truce_fact_shared(a, b) > 0;
}

static int32_t days_apart(struct truce_date a, struct truce_date b)
{
    int32_t gap = truce_date_days(a) - truce_date_days(b);
    return gap < 0 ? -gap : gap;
}

static bool dates_meet(struct truce_date a, struct truce_date b, int32_t slack)
{
    if (!truce_date_known(a) || !truce_date_known(b))
        return false;
    if (a.day && b.day)
        return days_apart(a, b) <= slack;
    return truce_date_overlaps(
        a, (struct truce_date_span){truce_date_first(b), truce_date_last(b)});
}

static bool texts_meet(const json_t *a, const json_t *b, const char *name)
{
    const char *x = truce_fact_text(a, name), *y = truce_fact_text(b, name);
    return x && y && !strcmp(x, y);
}

bool truce_register_kinds_meet(const json_t *a, const json_t *b)
{
    const char *x = truce_fact_text(a, "kind"), *y = truce_fact_text(b, "kind");
    if (!x || !y || !strcmp(x, y) || !strcmp(x, "other") || !strcmp(y, "other"))
        return true;
    /* a ceasefire is often a joint statement or part of a peace treaty */
    return (!strcmp(x, "ceasefire") && strcmp(y, "exchange") &&
            strcmp(y, "demarcation")) ||
           (!strcmp(y, "ceasefire") && strcmp(x, "exchange") &&
            strcmp(x, "demarcation"));
}

static bool is_other(const struct truce_mention_row *m)
{
    const char *kind = truce_fact_text(m->facts, "kind");
    return !kind || !strcmp(kind, "other");
}

static bool same_agreement(const struct truce_mention_row *a,
                           const struct truce_mention_row *b)
{
    const json_t *x = json_object_get(a->facts, "signatories");
    const json_t *y = json_object_get(b->facts, "signatories");
    int share = truce_fact_share(x, y);
    bool exact = texts_meet(a->facts, b->facts, "kind");
    if (!truce_register_kinds_meet(a->facts, b->facts) || share == 0)
        return false;
    if (!truce_date_known(a->date) && !truce_date_known(b->date))
        return texts_meet(a->facts, b->facts, "name") && exact &&
               truce_fact_shared(x, y) > 1;
    /* "preparing a peace treaty" is not the ceasefire of some day */
    if ((!truce_date_known(a->date) || !truce_date_known(b->date)) && !exact &&
        !is_other(a) && !is_other(b))
        return false;
    return dates_meet(a->date, b->date, share > 0 && exact ? 1 : 0) &&
           (share > 0 || exact ||
            (a->date.day && truce_date_cmp(a->date, b->date) == 0));
}

static bool same_mission(const struct truce_mention_row *a,
                         const struct truce_mention_row *b)
{
    const char *x = truce_fact_text(a->facts, "country");
    const char *y = truce_fact_text(b->facts, "country");
    return texts_meet(a->facts, b->facts, "contributor") &&
           (!x || !y || !strcmp(x, y));
}

static int thirds_share(const json_t *a, const json_t *b)
{
    static const char *const roles[] = {"mediators", "hosts"};
    int share = -1;
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 2; k++) {
            int one = truce_fact_share(json_object_get(a, roles[i]),
                                       json_object_get(b, roles[k]));
            share = one > share ? one : share;
        }
    }
    return share;
}

static bool same_episode(const struct truce_mention_row *a,
                         const struct truce_mention_row *b)
{
    const json_t *x = json_object_get(a->facts, "parties");
    const json_t *y = json_object_get(b->facts, "parties");
    const char *here =
        truce_fact_text(json_object_get(a->facts, "place"), "name");
    const char *there =
        truce_fact_text(json_object_get(b->facts, "place"), "name");
    int thirds = thirds_share(a->facts, b->facts);
    int parties = truce_fact_share(x, y);
    if (!truce_date_known(a->date) || !truce_date_known(b->date))
        return !truce_date_known(a->date) && !truce_date_known(b->date) &&
               thirds > 0;
    if (!a->date.day || !b->date.day || truce_date_cmp(a->date, b->date) != 0)
        return false;
    if (thirds > 0)
        return parties != 0;
    return truce_fact_shared(x, y) > 1 && here && there && !strcmp(here, there);
}

bool truce_register_same(enum truce_register_kind kind,
                         const struct truce_mention_row *a,
                         const struct truce_mention_row *b)
{
    switch (kind) {
    case TRUCE_REGISTER_AGREEMENT:
        return same_agreement(a, b);
    case TRUCE_REGISTER_MISSION:
        return same_mission(a, b);
    default:
        return same_episode(a, b);
    }
}
