/* What the tellings of one thing say, the best supported first; rival values
 * are kept as contradictions. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "registers/registers_int.h"

#define MAX_VALUES 32

struct value {
    const char *text;
    size_t support; /* documents */
    struct truce_str documents;
    size_t precision; /* longer dates and names win ties */
};

static const json_t *follow(const json_t *facts, const char *path)
{
    const char *dot = strchr(path, '.');
    char first[32];
    if (!dot)
        return json_object_get(facts, path);
    snprintf(first, sizeof(first), "%.*s", (int)(dot - path), path);
    return json_object_get(json_object_get(facts, first), dot + 1);
}

static const char *text_of(struct truce_merger *merger, const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_integer(value))
        return truce_arena_printf(&merger->arena, "%lld",
                                  (long long)json_integer_value(value));
    if (json_is_real(value))
        return truce_arena_printf(&merger->arena, "%.4f",
                                  json_real_value(value));
    return NULL;
}

static bool told_before(const struct truce_merger *merger,
                        const struct truce_cluster *cluster, size_t upto,
                        const char *path, const char *text,
                        struct truce_merger *scratch)
{
    int64_t document = merger->mentions[cluster->members[upto]].document;
    for (size_t i = 0; i < upto; i++) {
        const struct truce_mention_row *m =
            &merger->mentions[cluster->members[i]];
        const char *other;
        if (m->document != document)
            continue;
        other = text_of(scratch, follow(m->facts, path));
        if (other && !strcmp(other, text))
            return true;
    }
    return false;
}

static int by_support(const void *x, const void *y)
{
    const struct value *a = x, *b = y;
    if (a->support != b->support)
        return a->support > b->support ? -1 : 1;
    if (a->precision != b->precision)
        return a->precision > b->precision ? -1 : 1;
    return strcmp(a->text, b->text);
}

static size_t collect(struct truce_merger *merger,
                      const struct truce_cluster *cluster, const char *path,
                      struct value *values)
{
    size_t n = 0;
    for (size_t i = 0; i < cluster->n; i++) {
        const struct truce_mention_row *m =
            &merger->mentions[cluster->members[i]];
        const char *text = text_of(merger, follow(m->facts, path));
        size_t k = 0;
        if (!text || !*text ||
            told_before(merger, cluster, i, path, text, merger))
            continue;
        while (k < n && strcmp(values[k].text, text))
            k++;
        if (k == MAX_VALUES)
            continue;
        /* of kinds, which are words of a list, the one told first */
        if (k == n) {
            bool listed = !strcmp(path, "kind");
            values[n++] = (struct value){.text = text,
                                         .precision = listed ? MAX_VALUES - k
                                                             : strlen(text)};
        }
        values[k].support++;
        truce_str_printf(&values[k].documents, "%s%s",
                         values[k].documents.len ? "|" : "", m->document_name);
    }
    return n;
}

/* "2020-11" does not contradict "2020-11-09", nor "other" a kind. */
static bool contradicts(const struct value *best, const struct value *other,
                        const char *path)
{
    size_t n = strlen(other->text);
    if (!strncmp(best->text, other->text, n) || !strcmp(other->text, "other"))
        return false;
    return strcmp(path, "name") && strcmp(path, "place.name") &&
           strcmp(path, "duration_text") && strcmp(path, "first_since") &&
           strcmp(path, "area") && strcmp(path, "renewal") &&
           strcmp(path, "equipment");
}

/* Bare and vague values lose to any other. */
static bool is_vague(const char *text)
{
    return !strcmp(text, "other") || !strcmp(text, "mentioned");
}

const char *truce_register_vote(struct truce_merger *merger,
                                const struct truce_cluster *cluster,
                                const char *path, int64_t row)
{
    struct value values[MAX_VALUES];
    size_t n = collect(merger, cluster, path, values), best = 0;
    const char *found;
    if (n)
        qsort(values, n, sizeof(values[0]), by_support);
    while (best + 1 < n && is_vague(values[best].text))
        best++;
    /* a fuller date of the same month is the better one */
    for (size_t i = 0; i < n; i++)
        if (strstr(path, "date") &&
            strlen(values[i].text) > strlen(values[best].text) &&
            !strncmp(values[i].text, values[best].text,
                     strlen(values[best].text)))
            best = i;
    found = n ? values[best].text : NULL;
    for (size_t i = 0; i < n; i++) {
        if (i != best && row && contradicts(&values[best], &values[i], path))
            truce_register_run(merger,
                               "INSERT OR REPLACE INTO contradictions VALUES "
                               "(?, ?, ?, ?, ?, ?)",
                               "tittit", truce_register_name(merger->kind), row,
                               path, values[i].text, (int64_t)values[i].support,
                               values[i].documents.ptr);
        truce_str_release(&values[i].documents);
    }
    return found;
}

size_t truce_register_support(const struct truce_merger *merger,
                              const struct truce_cluster *cluster)
{
    size_t n = 0;
    for (size_t i = 0; i < cluster->n; i++) {
        int64_t document = merger->mentions[cluster->members[i]].document;
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = merger->mentions[cluster->members[k]].document == document;
        n += !seen;
    }
    return n;
}

double truce_register_confidence(size_t support)
{
    return 1 - pow(0.5, (double)support);
}

/* A country, its government and its forces sign as one. */
static bool is_state(const char *sector)
{
    return !sector || !strcmp(sector, "GOV") || !strcmp(sector, "MIL");
}

/* Whose name stands for a party: an office holder's, then a country's. */
static int standing(const json_t *actor)
{
    const char *sector = truce_fact_text(actor, "sector");
    if (!sector)
        return 1;
    return strcmp(sector, "GOV") || !truce_fact_text(actor, "office") ? 0 : 2;
}

static bool same_person(const json_t *a, const json_t *b)
{
    const char *x = truce_fact_text(a, "code"), *y = truce_fact_text(b, "code");
    const char *s = truce_fact_text(a, "sector");
    const char *t = truce_fact_text(b, "sector");
    if (x && y)
        return !strcmp(x, y) &&
               (!s || !t || !strcmp(s, t) || (is_state(s) && is_state(t)));
    x = truce_fact_text(a, "name");
    y = truce_fact_text(b, "name");
    return x && y && !strcmp(x, y);
}

json_t *truce_register_actors(const struct truce_merger *merger,
                              const struct truce_cluster *cluster,
                              const char *field)
{
    json_t *list = json_array();
    for (size_t i = 0; i < cluster->n; i++) {
        const json_t *facts = merger->mentions[cluster->members[i]].facts;
        const json_t *actors = json_object_get(facts, field);
        for (size_t k = 0; k < json_array_size(actors); k++) {
            json_t *actor = json_array_get(actors, k);
            size_t j = 0;
            while (j < json_array_size(list) &&
                   !same_person(json_array_get(list, j), actor))
                j++;
            if (j == json_array_size(list))
                json_array_append(list, actor);
            else if (standing(json_array_get(list, j)) < standing(actor) ||
                     (!truce_fact_text(json_array_get(list, j), "office") &&
                      truce_fact_text(actor, "office")))
                json_array_set(list, j, actor);
        }
    }
    return list;
}
