/*
 * Weekly sums of Goldstein values in both directions, Israel and the
 * Palestinians 1979-2003 (the table of R's MSBVAR): a week is a decimal year,
 * whose 52nds are counted from 1 January. Sums are no events; they go to
 * `series`.
 */
#include <math.h>

#include "import/parties.h"

enum { TIME, TO_PALESTINE, TO_ISRAEL, N_WEEKLY };

#define WEEKS_A_YEAR 52

static const struct truce_import_column columns[] = {
    [TIME] = {"time", -1, true},
    [TO_PALESTINE] = {"i2p", -1, true},
    [TO_ISRAEL] = {"p2i", -1, true},
};

/* First day of the week that a decimal year names. */
static bool read_week(struct truce_view field, struct truce_date *out)
{
    double time, year;
    int week;
    if (!truce_import_real(field, &time) || time < 1900 || time >= 2100)
        return false;
    year = floor(time);
    week = (int)lround((time - year) * WEEKS_A_YEAR);
    *out = truce_date_add_days(
        (struct truce_date){.year = (int16_t)year, .month = 1, .day = 1},
        7 * week);
    return true;
}

static int parse(const struct truce_import_line *line,
                 struct truce_import_row *row)
{
    struct truce_import_sums *sums = &row->as.sums;
    row->kind = TRUCE_IMPORT_SUMS;
    sums->feature = "goldstein";
    sums->unit[0] = "ISR>PSE";
    sums->unit[1] = "PSE>ISR";
    if (!read_week(truce_import_field(line, TIME), &sums->date))
        return TRUCE_IMPORT_BAD_DATE;
    for (size_t i = 0; i < 2; i++) {
        struct truce_view field = truce_import_field(line, TO_PALESTINE + i);
        sums->value[i] = NAN;
        if (!truce_import_absent(field) &&
            !truce_import_real(field, &sums->value[i]))
            return TRUCE_IMPORT_BAD_NUMBER;
    }
    return TRUCE_IMPORT_GOOD;
}

const struct truce_import_format truce_import_weekly = {
    .name = "weekly",
    .title = "weekly Goldstein sums, Israel and Palestinians",
    .label = "MSBVAR",
    .prefix = "weekly",
    .columns = columns,
    .n_columns = N_WEEKLY,
    .parse = parse,
};
