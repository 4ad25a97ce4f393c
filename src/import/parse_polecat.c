/*
 * POLECAT: 40 tab-separated columns by name, PLOVER types and modes, "None"
 * for what is not given, in ISO 8859-1 at times.
 */
#include "import/acts.h"
#include "import/parties.h"

enum {
    ID,
    DATE,
    TYPE,
    MODE,
    INTENSITY,
    CONTEXTS,
    ACTOR,
    ACTOR_COUNTRY,
    ACTOR_SECTOR,
    ACTOR_SECTORS,
    RECIPIENT,
    RECIPIENT_COUNTRY,
    RECIPIENT_SECTOR,
    RECIPIENT_SECTORS,
    PLACE,
    CITY,
    COUNTRY,
    LAT,
    LON,
    N_POLECAT
};

static const struct truce_import_column columns[] = {
    [ID] = {"eventid", -1, true},
    [DATE] = {"eventdate", -1, true},
    [TYPE] = {"eventtype", -1, true},
    [MODE] = {"eventmode", -1, true},
    [INTENSITY] = {"intensity", -1, false},
    [CONTEXTS] = {"contexts", -1, true},
    [ACTOR] = {"actorname", -1, true},
    [ACTOR_COUNTRY] = {"actorcountry", -1, true},
    [ACTOR_SECTOR] = {"primaryactorsector", -1, false},
    [ACTOR_SECTORS] = {"actorsectors", -1, false},
    [RECIPIENT] = {"recipientname", -1, true},
    [RECIPIENT_COUNTRY] = {"recipientcountry", -1, true},
    [RECIPIENT_SECTOR] = {"primaryrecipientsector", -1, false},
    [RECIPIENT_SECTORS] = {"recipientsectors", -1, false},
    [PLACE] = {"placename", -1, false},
    [CITY] = {"city", -1, false},
    [COUNTRY] = {"country", -1, false},
    [LAT] = {"latitude", -1, false},
    [LON] = {"longitude", -1, false},
};

/* Text in lower case with ", " and ";" between items turned into '|'. */
static struct truce_view lower_list(const struct truce_import_line *line,
                                    struct truce_view text)
{
    char *out;
    size_t n = 0;
    if (truce_import_absent(text))
        return (struct truce_view){NULL, 0};
    out = truce_arena_alloc(line->arena, text.len + 1, 1);
    for (size_t i = 0; out && i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if (c == ',' || c == ';' || c == '|')
            c = '|';
        if (c != ' ' || (n > 0 && out[n - 1] != '|'))
            out[n++] = c;
    }
    if (out)
        out[n] = '\0';
    return (struct truce_view){out, n};
}

/* First country of a list that is known. */
static const char *first_country(const struct truce_import_line *line,
                                 struct truce_view list, struct truce_date date)
{
    const char *code = truce_import_any_country(line, list, date);
    struct truce_view one;
    while (!code && truce_view_split(&list, ';', &one))
        code = truce_import_any_country(line, truce_import_trim(one), date);
    return code;
}

/* Actor from its columns, which follow `first`: name, country, primary
 * sector, sectors. */
static void read_actor(const struct truce_import_line *line, size_t first,
                       struct truce_date date, struct truce_import_actor *out)
{
    struct truce_view name = truce_import_field(line, first);
    struct truce_view country = truce_import_field(line, first + 1);
    *out = (struct truce_import_actor){0};
    if (truce_import_absent(name) && truce_import_absent(country))
        return;
    out->name = truce_import_absent(name) ? country : name;
    out->text = out->name;
    out->code = truce_import_organisation_named(out->name);
    if (!out->code)
        out->code = first_country(line, country, date);
    out->sector =
        truce_import_named_sector(truce_import_field(line, first + 2));
    if (!out->sector)
        out->sector =
            truce_import_named_sector(truce_import_field(line, first + 3));
}

static int read_place(const struct truce_import_line *line,
                      struct truce_import_event *event)
{
    if (!truce_import_place(truce_import_field(line, LAT),
                            truce_import_field(line, LON), &event->lat,
                            &event->lon))
        return TRUCE_IMPORT_BAD_PLACE;
    event->place = truce_import_field(line, PLACE);
    if (truce_import_absent(event->place))
        event->place = truce_import_field(line, CITY);
    if (truce_import_absent(event->place))
        event->place = (struct truce_view){NULL, 0};
    event->country = truce_import_any_country(
        line, truce_import_field(line, COUNTRY), event->date);
    return TRUCE_IMPORT_GOOD;
}

static int parse(const struct truce_import_line *line,
                 struct truce_import_row *row)
{
    struct truce_import_event *event = &row->as.event;
    struct truce_view intensity = truce_import_field(line, INTENSITY);
    struct truce_view mode;
    truce_import_event_init(row);
    event->id = truce_import_field(line, ID);
    if (truce_import_absent(event->id))
        return TRUCE_IMPORT_BAD_ID;
    if (!truce_import_date(truce_import_field(line, DATE), &event->date))
        return TRUCE_IMPORT_BAD_DATE;
    if (!truce_import_plover(truce_import_field(line, TYPE), event))
        return TRUCE_IMPORT_BAD_ACT;
    if (!truce_import_absent(intensity) &&
        !truce_import_real(intensity, &event->goldstein))
        return TRUCE_IMPORT_BAD_NUMBER;
    mode = lower_list(line, truce_import_field(line, MODE));
    event->mode = mode.len ? mode.ptr : NULL;
    event->contexts = lower_list(line, truce_import_field(line, CONTEXTS));
    read_actor(line, ACTOR, event->date, &event->source);
    read_actor(line, RECIPIENT, event->date, &event->target);
    if (!event->source.name.len && !event->target.name.len)
        return TRUCE_IMPORT_BAD_ACTOR;
    return read_place(line, event);
}

const struct truce_import_format truce_import_polecat = {
    .name = "polecat",
    .title = "POLECAT events",
    .label = "POLECAT",
    .prefix = "polecat",
    .columns = columns,
    .n_columns = N_POLECAT,
    .parse = parse,
};
