/*
 * Deaths by unit and month: a plain table of the user's own (fatalities) and
 * the country-months of VIEWS, whose months are numbers from January 1980
 * and whose countries are its own numbers, Gleditsch-Ward's or names.
 */
#include "import/parties.h"

enum { UNIT, MONTH, BEST, LOW, HIGH, N_FATALITIES };

static const struct truce_import_column fatalities_columns[] = {
    [UNIT] = {"unit|dyad|country", -1, true},
    [MONTH] = {"month|date", -1, true},
    [BEST] = {"deaths|best|fatalities", -1, true},
    [LOW] = {"low", -1, false},
    [HIGH] = {"high", -1, false},
};

/* Deaths of a field; an absent optional one is -1. */
static bool count(struct truce_view field, bool required, long *out)
{
    *out = -1;
    if (!required && truce_import_absent(field))
        return true;
    return truce_import_long(field, out) && *out >= 0;
}

static int parse_fatalities(const struct truce_import_line *line,
                            struct truce_import_row *row)
{
    struct truce_import_deaths *deaths = &row->as.deaths;
    row->kind = TRUCE_IMPORT_DEATHS;
    if (!truce_import_month(truce_import_field(line, MONTH), &deaths->month))
        return TRUCE_IMPORT_BAD_DATE;
    deaths->unit =
        truce_import_unit(line, truce_import_field(line, UNIT), deaths->month);
    if (!deaths->unit)
        return TRUCE_IMPORT_BAD_COUNTRY;
    if (!count(truce_import_field(line, BEST), true, &deaths->best) ||
        !count(truce_import_field(line, LOW), false, &deaths->low) ||
        !count(truce_import_field(line, HIGH), false, &deaths->high))
        return TRUCE_IMPORT_BAD_NUMBER;
    return TRUCE_IMPORT_GOOD;
}

const struct truce_import_format truce_import_fatalities = {
    .name = "fatalities",
    .title = "deaths by unit and month",
    .columns = fatalities_columns,
    .n_columns = N_FATALITIES,
    .parse = parse_fatalities,
};

enum { V_MONTH, V_ISO, V_GW, V_NAME, V_ID, V_DEATHS, V_DRAW, N_VIEWS };

static const struct truce_import_column views_columns[] = {
    [V_MONTH] = {"monthid", -1, true},
    [V_ISO] = {"isoab|isocode|iso3|iso", -1, false},
    [V_GW] = {"gwcode|gwno", -1, false},
    [V_NAME] = {"country|countryname|name", -1, false},
    [V_ID] = {"countryid", -1, false},
    [V_DEATHS] = {"gedsb|gedsbbest|gedsbbestsumnokgi|outcome", -1, true},
    [V_DRAW] = {"draw|sample", -1, false},
};

/* Whichever of the country columns is there and known. */
static const char *views_country(const struct truce_import_line *line,
                                 struct truce_date month)
{
    static const struct {
        size_t column;
        enum truce_code_system system;
    } tries[] = {{V_ISO, TRUCE_CODES_ISO3},
                 {V_GW, TRUCE_CODES_GW},
                 {V_ID, TRUCE_CODES_VIEWS}};
    const char *code = NULL;
    for (size_t i = 0; i < sizeof tries / sizeof *tries && !code; i++)
        code = truce_import_country(line, tries[i].system,
                                    truce_import_field(line, tries[i].column),
                                    month);
    if (!code)
        code = truce_import_any_country(line, truce_import_field(line, V_NAME),
                                        month);
    return code;
}

static int parse_views(const struct truce_import_line *line,
                       struct truce_import_row *row)
{
    struct truce_import_deaths *deaths = &row->as.deaths;
    row->kind = TRUCE_IMPORT_DEATHS;
    deaths->low = deaths->high = -1;
    if (truce_import_field(line, V_DRAW).ptr) /* a forecast, not a count */
        return TRUCE_IMPORT_PASSED;
    if (!truce_import_month(truce_import_field(line, V_MONTH), &deaths->month))
        return TRUCE_IMPORT_BAD_DATE;
    deaths->unit = views_country(line, deaths->month);
    if (!deaths->unit)
        return TRUCE_IMPORT_BAD_COUNTRY;
    if (!count(truce_import_field(line, V_DEATHS), true, &deaths->best))
        return TRUCE_IMPORT_BAD_NUMBER;
    return TRUCE_IMPORT_GOOD;
}

const struct truce_import_format truce_import_views = {
    .name = "views",
    .title = "VIEWS country-months",
    .label = "VIEWS",
    .columns = views_columns,
    .n_columns = N_VIEWS,
    .parse = parse_views,
};
