/*
 * GDELT events, 1.0 (57 columns, 58 with the address) and 2.0 (61), and the
 * mentions of 2.0 (16): tab-separated without a header, or tables with the
 * names of the columns as BigQuery exports them.
 *
 * Actors carry CAMEO codes, which are ISO 3166 alpha-3 for countries; places
 * carry FIPS 10-4, where "AU" is Austria and "AS" is Australia.
 */
#include "import/acts.h"
#include "import/parties.h"

enum {
    ID,
    DAY,
    CODE1,
    NAME1,
    COUNTRY1,
    GROUP1,
    TYPE1A,
    TYPE1B,
    TYPE1C,
    CODE2,
    NAME2,
    COUNTRY2,
    GROUP2,
    TYPE2A,
    TYPE2B,
    TYPE2C,
    ACT,
    QUAD,
    GOLDSTEIN,
    PLACE,
    FIPS,
    LAT,
    LON,
    URL,
    N_GDELT
};

/* X(column, names, position in 2.0, in 1.0, required in a header) */
#define GDELT_COLUMNS(X)                                                       \
    X(ID, "globaleventid", 0, 0, true)                                         \
    X(DAY, "sqldate|day", 1, 1, true)                                          \
    X(CODE1, "actor1code", 5, 5, true)                                         \
    X(NAME1, "actor1name", 6, 6, false)                                        \
    X(COUNTRY1, "actor1countrycode", 7, 7, true)                               \
    X(GROUP1, "actor1knowngroupcode", 8, 8, false)                             \
    X(TYPE1A, "actor1type1code", 12, 12, false)                                \
    X(TYPE1B, "actor1type2code", 13, 13, false)                                \
    X(TYPE1C, "actor1type3code", 14, 14, false)                                \
    X(CODE2, "actor2code", 15, 15, true)                                       \
    X(NAME2, "actor2name", 16, 16, false)                                      \
    X(COUNTRY2, "actor2countrycode", 17, 17, true)                             \
    X(GROUP2, "actor2knowngroupcode", 18, 18, false)                           \
    X(TYPE2A, "actor2type1code", 22, 22, false)                                \
    X(TYPE2B, "actor2type2code", 23, 23, false)                                \
    X(TYPE2C, "actor2type3code", 24, 24, false)                                \
    X(ACT, "eventcode", 26, 26, true)                                          \
    X(QUAD, "quadclass", 29, 29, false)                                        \
    X(GOLDSTEIN, "goldsteinscale", 30, 30, false)                              \
    X(PLACE, "actiongeofullname", 52, 50, false)                               \
    X(FIPS, "actiongeocountrycode", 53, 51, false)                             \
    X(LAT, "actiongeolat", 56, 53, false)                                      \
    X(LON, "actiongeolong", 57, 54, false)                                     \
    X(URL, "sourceurl", 60, 57, false)

static const struct truce_import_column columns2[] = {
#define X(column, names, two, one, required) [column] = {names, two, required},
    GDELT_COLUMNS(X)
#undef X
};

static const struct truce_import_column columns1[] = {
#define X(column, names, two, one, required) [column] = {names, one, required},
    GDELT_COLUMNS(X)
#undef X
};

/* Actor of a row from its code, name, country, group and type columns, which
 * follow `first` in that order. */
static void read_actor(const struct truce_import_line *line, size_t first,
                       struct truce_date date, struct truce_import_actor *out)
{
    struct truce_view code = truce_import_field(line, first);
    struct truce_view name = truce_import_field(line, first + 1);
    struct truce_view country = truce_import_field(line, first + 2);
    struct truce_view group = truce_import_field(line, first + 3);
    *out = (struct truce_import_actor){0};
    if (code.len == 0 && name.len == 0)
        return;
    out->text = code;
    out->name = name.len ? name : code;
    for (size_t i = first + 4; i < first + 7 && !out->sector; i++) {
        struct truce_view type = truce_import_field(line, i);
        if (type.len)
            out->sector = truce_import_role_sector(type);
    }
    if (group.len)
        out->code = truce_import_organisation(group);
    if (out->code && !out->sector)
        out->sector = "IGO";
    if (!out->code && country.len)
        out->code = truce_import_country(line, TRUCE_CODES_ISO3, country, date);
}

/* Goldstein value and quad class as the set prints them, over the table's
 * where PLOVER gives none. */
static int read_scales(const struct truce_import_line *line,
                       struct truce_import_event *event)
{
    struct truce_view goldstein = truce_import_field(line, GOLDSTEIN);
    struct truce_view quad = truce_import_field(line, QUAD);
    if (goldstein.len && !truce_import_real(goldstein, &event->goldstein))
        return TRUCE_IMPORT_BAD_NUMBER;
    if (event->goldstein < -10 || event->goldstein > 10)
        return TRUCE_IMPORT_BAD_NUMBER;
    if (quad.len && (quad.len != 1 || *quad.ptr < '1' || *quad.ptr > '4'))
        return TRUCE_IMPORT_BAD_NUMBER;
    if (!event->quad && quad.len)
        event->quad = *quad.ptr - '0';
    return TRUCE_IMPORT_GOOD;
}

static bool all_digits(struct truce_view field)
{
    for (size_t i = 0; i < field.len; i++)
        if (field.ptr[i] < '0' || field.ptr[i] > '9')
            return false;
    return field.len > 0;
}

static int parse_event(const struct truce_import_line *line,
                       struct truce_import_row *row)
{
    struct truce_import_event *event = &row->as.event;
    int reason;
    truce_import_event_init(row);
    event->id = truce_import_field(line, ID);
    if (!all_digits(event->id))
        return TRUCE_IMPORT_BAD_ID;
    if (!truce_import_ymd(truce_import_field(line, DAY), &event->date))
        return TRUCE_IMPORT_BAD_DATE;
    if (!truce_import_act(line, truce_import_field(line, ACT), event))
        return TRUCE_IMPORT_BAD_ACT;
    reason = read_scales(line, event);
    if (reason != TRUCE_IMPORT_GOOD)
        return reason;
    if (!truce_import_place(truce_import_field(line, LAT),
                            truce_import_field(line, LON), &event->lat,
                            &event->lon))
        return TRUCE_IMPORT_BAD_PLACE;
    read_actor(line, CODE1, event->date, &event->source);
    read_actor(line, CODE2, event->date, &event->target);
    if (!event->source.name.len && !event->target.name.len)
        return TRUCE_IMPORT_BAD_ACTOR;
    event->place = truce_import_field(line, PLACE);
    event->country = truce_import_country(
        line, TRUCE_CODES_FIPS, truce_import_field(line, FIPS), event->date);
    event->url = truce_import_field(line, URL);
    return TRUCE_IMPORT_GOOD;
}

/* A row of events has a number, a day and a code where they belong. */
static bool probe_event(const struct truce_import_line *line)
{
    struct truce_date date;
    return all_digits(truce_import_field(line, ID)) &&
           truce_import_ymd(truce_import_field(line, DAY), &date) &&
           all_digits(truce_import_field(line, ACT));
}

const struct truce_import_format truce_import_gdelt2 = {
    .name = "gdelt2",
    .title = "GDELT 2.0 events",
    .label = "GDELT",
    .prefix = "gdelt",
    .columns = columns2,
    .n_columns = N_GDELT,
    .widths = {61},
    .probe = probe_event,
    .parse = parse_event,
};

const struct truce_import_format truce_import_gdelt1 = {
    .name = "gdelt1",
    .title = "GDELT 1.0 events",
    .label = "GDELT",
    .prefix = "gdelt",
    .columns = columns1,
    .n_columns = N_GDELT,
    .widths = {58, 57},
    .probe = probe_event,
    .parse = parse_event,
};

enum { M_EVENT, M_TIME, M_SOURCE, M_URL, M_CONFIDENCE, N_MENTIONS };

static const struct truce_import_column mention_columns[] = {
    [M_EVENT] = {"globaleventid", 0, true},
    [M_TIME] = {"mentiontimedate", 2, true},
    [M_SOURCE] = {"mentionsourcename", 4, true},
    [M_URL] = {"mentionidentifier", 5, true},
    [M_CONFIDENCE] = {"confidence", 11, true},
};

static int parse_mention(const struct truce_import_line *line,
                         struct truce_import_row *row)
{
    struct truce_import_report *report = &row->as.report;
    struct truce_view time = truce_import_field(line, M_TIME);
    row->kind = TRUCE_IMPORT_REPORT;
    report->event = truce_import_field(line, M_EVENT);
    if (!all_digits(report->event))
        return TRUCE_IMPORT_BAD_ID;
    if (time.len != 14 || !all_digits(time) ||
        !truce_import_ymd((struct truce_view){time.ptr, 8}, &report->date))
        return TRUCE_IMPORT_BAD_DATE;
    if (!truce_import_real(truce_import_field(line, M_CONFIDENCE),
                           &report->confidence) ||
        report->confidence < 0 || report->confidence > 100)
        return TRUCE_IMPORT_BAD_NUMBER;
    report->confidence /= 100;
    report->source = truce_import_field(line, M_SOURCE);
    report->url = truce_import_field(line, M_URL);
    return report->url.len ? TRUCE_IMPORT_GOOD : TRUCE_IMPORT_BAD_ID;
}

static bool probe_mention(const struct truce_import_line *line)
{
    struct truce_view time = truce_import_field(line, M_TIME);
    return all_digits(truce_import_field(line, M_EVENT)) && time.len == 14 &&
           all_digits(time);
}

const struct truce_import_format truce_import_mentions = {
    .name = "mentions",
    .title = "GDELT 2.0 mentions",
    .label = "GDELT",
    .prefix = "gdelt",
    .columns = mention_columns,
    .n_columns = N_MENTIONS,
    .widths = {16},
    .probe = probe_mention,
    .parse = parse_mention,
};
