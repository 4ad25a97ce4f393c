/*
 * UCDP by dyad and year: battle-related deaths, and how episodes of fighting
 * ended. A dyad of two states has the unit "ARM-AZE"; one inside a state has
 * that state's, where several dyads stand beside each other; a coalition of
 * states has that of the one state on the other side.
 */
#include "import/parties.h"

/* Unit of a dyad: both sides' states where each is one state, else the state
 * where the incompatibility lies. */
static const char *unit_of(const struct truce_import_line *line, size_t a,
                           size_t b, size_t place, struct truce_date date)
{
    const char *code_a = truce_import_country(
        line, TRUCE_CODES_GW, truce_import_field(line, a), date);
    const char *code_b = truce_import_country(
        line, TRUCE_CODES_GW, truce_import_field(line, b), date);
    const char *dyad = truce_import_dyad(line, code_a, code_b);
    const char *where = truce_import_country(
        line, TRUCE_CODES_GW, truce_import_field(line, place), date);
    if (dyad)
        return dyad;
    if (where)
        return where;
    return code_a ? code_a : code_b;
}

static struct truce_view dyad_name(const struct truce_import_line *line,
                                   size_t a, size_t b)
{
    struct truce_view side_a = truce_import_field(line, a);
    struct truce_view side_b = truce_import_field(line, b);
    return truce_view_of(truce_arena_printf(line->arena, "%.*s - %.*s",
                                            TRUCE_VIEW_ARG(side_a),
                                            TRUCE_VIEW_ARG(side_b)));
}

enum {
    D_ID,
    D_YEAR,
    D_SIDE_A,
    D_SIDE_B,
    D_BEST,
    D_LOW,
    D_HIGH,
    D_GWNO_A,
    D_GWNO_B,
    D_PLACE,
    N_DYADS
};

static const struct truce_import_column dyad_columns[] = {
    [D_ID] = {"dyadid", -1, true},    [D_YEAR] = {"year", -1, true},
    [D_SIDE_A] = {"sidea", -1, true}, [D_SIDE_B] = {"sideb", -1, true},
    [D_BEST] = {"bdbest", -1, true},  [D_LOW] = {"bdlow", -1, true},
    [D_HIGH] = {"bdhigh", -1, true},  [D_GWNO_A] = {"gwnoa", -1, true},
    [D_GWNO_B] = {"gwnob", -1, true}, [D_PLACE] = {"gwnoloc", -1, true},
};

static int parse_dyad(const struct truce_import_line *line,
                      struct truce_import_row *row)
{
    struct truce_import_year *out = &row->as.year;
    long year;
    row->kind = TRUCE_IMPORT_YEAR;
    out->id = truce_import_field(line, D_ID);
    if (truce_import_absent(out->id))
        return TRUCE_IMPORT_BAD_ID;
    if (!truce_import_long(truce_import_field(line, D_YEAR), &year) ||
        year < 1900 || year > 2200)
        return TRUCE_IMPORT_BAD_DATE;
    out->year = (int)year;
    if (!truce_import_long(truce_import_field(line, D_BEST), &out->best) ||
        !truce_import_long(truce_import_field(line, D_LOW), &out->low) ||
        !truce_import_long(truce_import_field(line, D_HIGH), &out->high) ||
        out->best < 0)
        return TRUCE_IMPORT_BAD_NUMBER;
    out->unit = unit_of(line, D_GWNO_A, D_GWNO_B, D_PLACE,
                        (struct truce_date){(int16_t)year, 0, 0});
    out->name = dyad_name(line, D_SIDE_A, D_SIDE_B);
    return out->unit ? TRUCE_IMPORT_GOOD : TRUCE_IMPORT_BAD_COUNTRY;
}

/* "BattleDeaths_v24_1.csv" */
static void dyad_release(const char *file, char *label, size_t size)
{
    static const char name[] = "UCDP Battle-Related Deaths";
    truce_import_release_label(file, name, label, size);
}

const struct truce_import_format truce_import_ucdp_dyads = {
    .name = "ucdp_dyads",
    .title = "UCDP battle-related deaths by dyad and year",
    .label = "UCDP Battle-Related Deaths",
    .prefix = "ucdp-brd",
    .release = dyad_release,
    .columns = dyad_columns,
    .n_columns = N_DYADS,
    .parse = parse_dyad,
};

enum {
    T_EPISODE,
    T_DYAD,
    T_ENDS,
    T_BEGAN,
    T_ENDED,
    T_OUTCOME,
    T_CEASEFIRE,
    T_AGREEMENT,
    T_RECUR,
    T_SIDE_A,
    T_SIDE_B,
    T_PLACE,
    N_ENDINGS
};

static const struct truce_import_column ending_columns[] = {
    [T_EPISODE] = {"dyadepisode", -1, true},
    [T_DYAD] = {"dyadid", -1, true},
    [T_ENDS] = {"dyadterm", -1, true},
    [T_BEGAN] = {"startdate2", -1, false},
    [T_ENDED] = {"ependdate|dyadependdate", -1, true},
    [T_OUTCOME] = {"outcome", -1, true},
    [T_CEASEFIRE] = {"cfiredate", -1, false},
    [T_AGREEMENT] = {"peagdate", -1, false},
    [T_RECUR] = {"recur", -1, false},
    [T_SIDE_A] = {"sidea", -1, true},
    [T_SIDE_B] = {"sideb", -1, true},
    [T_PLACE] = {"gwnoloc", -1, true},
};

/* Outcomes by their number in the data set. */
static const char *const outcomes[] = {
    NULL,
    "peace agreement",
    "ceasefire",
    "victory of side A",
    "victory of side B",
    "low activity",
    "actor ceased to exist",
};

static struct truce_date optional_date(const struct truce_import_line *line,
                                       size_t column)
{
    struct truce_date date = {0};
    if (!truce_import_date(truce_import_field(line, column), &date))
        date = (struct truce_date){0};
    return date;
}

/* "371, 373" gives the dyad, one number the country, more numbers none. */
static const char *place_unit(const struct truce_import_line *line,
                              struct truce_date date)
{
    struct truce_view rest = truce_import_field(line, T_PLACE);
    struct truce_view one = {NULL, 0};
    const char *code[2] = {NULL, NULL};
    const char *dyad;
    for (size_t i = 0; truce_view_split(&rest, ',', &one); i++) {
        if (i == 2)
            return NULL;
        code[i] = truce_import_country(line, TRUCE_CODES_GW,
                                       truce_import_trim(one), date);
    }
    dyad = truce_import_dyad(line, code[0], code[1]);
    return dyad ? dyad : code[0];
}

/* Number of an episode of a dyad, "833:2". The set's own number came out of
 * a spreadsheet as "1.4e+06" in places. */
static struct truce_view episode_id(const struct truce_import_line *line,
                                    long episode)
{
    struct truce_view dyad = truce_import_field(line, T_DYAD);
    return truce_view_of(truce_arena_printf(line->arena, "%.*s:%ld",
                                            TRUCE_VIEW_ARG(dyad), episode));
}

/* End and outcome of an episode's last year. */
static int read_ending(const struct truce_import_line *line,
                       struct truce_import_ending *out)
{
    long outcome;
    if (!truce_import_date(truce_import_field(line, T_ENDED), &out->ended))
        return TRUCE_IMPORT_BAD_DATE;
    if (!truce_import_long(truce_import_field(line, T_OUTCOME), &outcome) ||
        outcome < 1 || outcome > 6)
        return TRUCE_IMPORT_BAD_NUMBER;
    out->outcome = outcomes[outcome];
    out->began = optional_date(line, T_BEGAN);
    out->ceasefire = optional_date(line, T_CEASEFIRE);
    out->agreement = optional_date(line, T_AGREEMENT);
    out->unit = place_unit(line, out->ended);
    out->name = dyad_name(line, T_SIDE_A, T_SIDE_B);
    return TRUCE_IMPORT_GOOD;
}

static int parse_ending(const struct truce_import_line *line,
                        struct truce_import_row *row)
{
    struct truce_import_ending *out = &row->as.ending;
    long episode;
    long recur = 0;
    row->kind = TRUCE_IMPORT_ENDING;
    if (truce_import_absent(truce_import_field(line, T_DYAD)) ||
        !truce_import_long(truce_import_field(line, T_EPISODE), &episode))
        return TRUCE_IMPORT_BAD_ID;
    out->id = episode_id(line, episode);
    /* marks the first year of an episode that is not the dyad's first */
    truce_import_long(truce_import_field(line, T_RECUR), &recur);
    if (recur == 1 && episode > 1)
        out->follows = episode_id(line, episode - 1);
    if (truce_view_eq_text(truce_import_field(line, T_ENDS), "1"))
        return read_ending(line, out);
    return out->follows.len ? TRUCE_IMPORT_GOOD : TRUCE_IMPORT_PASSED;
}

const struct truce_import_format truce_import_ucdp_terminations = {
    .name = "ucdp_terminations",
    .title = "UCDP conflict terminations by dyad",
    .label = "UCDP Conflict Termination",
    .prefix = "ucdp-term",
    .columns = ending_columns,
    .n_columns = N_ENDINGS,
    .parse = parse_ending,
};
