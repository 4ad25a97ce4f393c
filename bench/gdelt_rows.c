/* Made-up GDELT rows; see gdelt_rows.h. */
#include "gdelt_rows.h"

#include <string.h>

struct state {
    const char *code;
    const char *name;
    const char *fips;
    const char *town;
    double lat;
    double lon;
};

static const struct state states[] = {
    {"ARM", "ARMENIA", "AM", "Yerevan, Yerevan, Armenia", 40.18, 44.51},
    {"AZE", "AZERBAIJAN", "AJ", "Baku, Baki, Azerbaijan", 40.39, 49.88},
    {"RUS", "RUSSIA", "RS", "Moscow, Moskva, Russia", 55.75, 37.61},
    {"USA", "UNITED STATES", "US",
     "Washington, District of Columbia, United States", 38.9, -77.04},
    {"TUR", "TURKEY", "TU", "Ankara, Ankara, Turkey", 39.93, 32.86},
    {"IRN", "IRAN", "IR", "Tehran, Tehran, Iran", 35.75, 51.51},
    {"GEO", "GEORGIA", "GG", "Tbilisi, T'bilisi, Georgia", 41.73, 44.79},
    {"UKR", "UKRAINE", "UP", "Kyiv, Kyyiv, Misto, Ukraine", 50.43, 30.52},
    {"FRA", "FRANCE", "FR", "Paris, France (General), France", 48.87, 2.33},
    {"ISR", "ISRAEL", "IS", "Jerusalem, Israel (General), Israel", 31.77,
     35.23},
};

static const char *const roles[] = {"",    "GOV", "MIL", "",    "OPP",
                                    "LEG", "",    "COP", "BUS", "MED"};

#define PICK(rows, array)                                                      \
    (array)[truce_rng_below(&(rows)->rng, sizeof(array) / sizeof *(array))]

static void write_actor(struct gdelt_rows *rows, const struct state *state,
                        bool present, FILE *out)
{
    const char *role = PICK(rows, roles);
    if (!present)
        fputs("\t\t\t\t\t\t\t\t\t\t", out);
    else
        fprintf(out, "%s%s\t%s\t%s\t\t\t\t\t%s\t\t\t", state->code, role,
                state->name, state->code, role);
}

static void write_place(struct gdelt_rows *rows, const struct state *state,
                        bool present, FILE *out)
{
    double lat = state->lat + 0.5 * truce_rng_unit(&rows->rng);
    if (!present)
        fputs("0\t\t\t\t\t\t\t\t", out);
    else
        fprintf(out, "4\t%s\t%s\t%s%02zu\t%zu\t%.4f\t%.4f\t-%zu\t", state->town,
                state->fips, state->fips, truce_rng_below(&rows->rng, 30),
                20000 + truce_rng_below(&rows->rng, 9999), lat, state->lon,
                2000000 + truce_rng_below(&rows->rng, 999999));
}

void gdelt_rows_write(struct gdelt_rows *rows, FILE *out)
{
    const struct state *a = &PICK(rows, states);
    const struct state *b = &PICK(rows, states);
    const struct truce_cameo *act =
        &rows->acts[truce_rng_below(&rows->rng, rows->n_acts)];
    bool second = truce_rng_unit(&rows->rng) < 0.7;
    size_t day = rows->next / 150000 % 28 + 1;
    size_t mentions = 1 + truce_rng_below(&rows->rng, 10);
    fprintf(out, "%zu\t202209%02zu\t202209\t2022\t2022.7%zu\t",
            1070000000 + rows->next, day, 100 + day);
    write_actor(rows, a, true, out);
    write_actor(rows, b, second, out);
    fprintf(out, "%d\t%s\t%.3s\t%.2s\t%zu\t%g\t%zu\t1\t%zu\t%.13f\t",
            truce_rng_unit(&rows->rng) < 0.6, act->code, act->code, act->code,
            1 + truce_rng_below(&rows->rng, 4), act->goldstein, mentions,
            mentions, 20 * truce_rng_unit(&rows->rng) - 12);
    write_place(rows, a, true, out);
    write_place(rows, b, second, out);
    write_place(rows, a, truce_rng_unit(&rows->rng) < 0.95, out);
    fprintf(out,
            "202209%02zu001500\thttps://news.example.org/%zu/world/"
            "%s-and-%s-officials-meet-for-talks-%zu.html\n",
            day, rows->next % 977, a->code, b->code, rows->next / 3);
    rows->next++;
}
