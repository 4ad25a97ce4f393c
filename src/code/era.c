/* When a text was written, by the offices of those it names; see era.h. "Prime
 * Minister Rabin said on Monday" under a date of 2020 tells of 1992 to 1995,
 * and who "Peres" was must be asked for that time. */
#include "code/era.h"

#include <string.h>

enum { MAX_BEARERS = 32, MANY = 3 };

struct bearers {
    const struct truce_actor *items[MAX_BEARERS];
    size_t n;
};

static void add(struct bearers *list, const struct truce_actor *actor)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i]->name == actor->name ||
            (list->items[i]->name && actor->name &&
             !strcmp(list->items[i]->name, actor->name)))
            return;
    if (list->n < MAX_BEARERS)
        list->items[list->n++] = actor;
}

static bool in_office(const struct truce_actor *actor)
{
    return actor->kind && !strcmp(actor->kind, "person") && actor->office &&
           actor->sector && strcmp(actor->sector, "ELI") != 0 &&
           truce_date_known(actor->held.from);
}

static size_t bearers_on(const struct bearers *list, struct truce_date day)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += truce_date_within(day, list->items[i]->held);
    return n;
}

/* The middle of the time that most of them shared. */
static struct truce_date shared_day(const struct bearers *told)
{
    struct truce_date from = truce_date_first(told->items[0]->held.from);
    int32_t last = INT32_MAX;
    for (size_t i = 1; i < told->n; i++) {
        struct truce_date day = truce_date_first(told->items[i]->held.from);
        size_t here = bearers_on(told, day), best = bearers_on(told, from);
        if (here > best || (here == best && truce_date_cmp(day, from) > 0))
            from = day;
    }
    for (size_t i = 0; i < told->n; i++) {
        struct truce_date to = told->items[i]->held.to;
        if (truce_date_within(from, told->items[i]->held) &&
            truce_date_known(to) && truce_date_days(to) < last)
            last = truce_date_days(to);
    }
    if (last == INT32_MAX)
        return from;
    return truce_date_from_days(
        truce_date_days(from) + (last - truce_date_days(from)) / 2);
}

struct truce_date truce_era_told(const struct truce_context *context)
{
    struct truce_date today = context->document->date, then;
    struct bearers told = {.n = 0}, now = {.n = 0};
    size_t here = 0;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            if (in_office(actor))
                add(actor->told ? &told : &now, actor);
        }
    if (told.n == 0)
        return today;
    then = shared_day(&told);
    for (size_t i = 0; i < now.n; i++)
        here += !truce_date_within(then, now.items[i]->held);
    return bearers_on(&told, then) > MANY * here ? then : today;
}
