/*
 * KEDS tables in WEIS codes (date, source, target, code): the Balkans
 * 1989-2003 and their like. Rows have no identifier: equal rows of a day are
 * one event.
 */
#include <inttypes.h>
#include <string.h>

#include "import/acts.h"
#include "import/parties.h"

enum { DATE, SOURCE, TARGET, CODE, N_WEIS };

static const struct truce_import_column columns[] = {
    [DATE] = {"date", -1, true},
    [SOURCE] = {"source", -1, true},
    [TARGET] = {"target", -1, true},
    [CODE] = {"code|weis|eventcode", -1, true},
};

static const struct {
    const char *digits;
    const char *type;
} acts[] = {
#define TRUCE_IMPORT_WEIS(digits, type) {digits, type},
#include "import/weis.def"
#undef TRUCE_IMPORT_WEIS
};

static const struct {
    const char *code;
    const char *own;
    const char *sector;
} actors[] = {
#define TRUCE_IMPORT_WEIS(digits, type)
#define TRUCE_IMPORT_KEDS(code, own, sector) {code, own, sector},
#include "import/weis.def"
#undef TRUCE_IMPORT_KEDS
#undef TRUCE_IMPORT_WEIS
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool read_act(struct truce_view code, struct truce_import_event *event)
{
    const char *type = NULL;
    size_t longest = 0;
    if (code.len != 3)
        return false;
    for (size_t i = 0; i < COUNT(acts); i++) {
        size_t len = strlen(acts[i].digits);
        if (len > longest && truce_view_starts(code, acts[i].digits)) {
            type = acts[i].type;
            longest = len;
        }
    }
    if (type && *type)
        return truce_import_plover(truce_view_of(type), event);
    return type != NULL;
}

static void read_actor(const struct truce_import_line *line,
                       struct truce_view code, struct truce_date date,
                       struct truce_import_actor *out)
{
    for (size_t i = 0; i < COUNT(actors); i++) {
        size_t len = strlen(actors[i].code);
        if (!truce_view_starts(code, actors[i].code))
            continue;
        *out = (struct truce_import_actor){.code = actors[i].own,
                                           .sector = actors[i].sector,
                                           .name = code,
                                           .text = code};
        if (!out->sector)
            out->sector = truce_import_role_sector(
                (struct truce_view){code.ptr + len, code.len - len});
        return;
    }
    truce_import_cameo_actor(line, code, (struct truce_view){NULL, 0}, date,
                             out);
}

static int parse(const struct truce_import_line *line,
                 struct truce_import_row *row)
{
    struct truce_import_event *event = &row->as.event;
    struct truce_view code = truce_import_field(line, CODE);
    struct truce_view source = truce_import_field(line, SOURCE);
    struct truce_view target = truce_import_field(line, TARGET);
    truce_import_event_init(row);
    if (!truce_import_date(truce_import_field(line, DATE), &event->date))
        return TRUCE_IMPORT_BAD_DATE;
    if (!read_act(code, event))
        return TRUCE_IMPORT_BAD_ACT;
    if (truce_import_absent(source) && truce_import_absent(target))
        return TRUCE_IMPORT_BAD_ACTOR;
    read_actor(line, source, event->date, &event->source);
    read_actor(line, target, event->date, &event->target);
    event->more = truce_arena_printf(
        line->arena, "%" PRId32 ":%.*s:%.*s:%.*s", truce_date_days(event->date),
        TRUCE_VIEW_ARG(source), TRUCE_VIEW_ARG(target), TRUCE_VIEW_ARG(code));
    return event->more ? TRUCE_IMPORT_GOOD : TRUCE_ENOMEM;
}

const struct truce_import_format truce_import_weis = {
    .name = "weis",
    .title = "KEDS events in WEIS codes",
    .label = "KEDS",
    .prefix = "weis",
    .columns = columns,
    .n_columns = N_WEIS,
    .parse = parse,
};
