/* Country codes: both ways, with dates; and the CAMEO table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lexicon/cameo.h"
#include "lexicon/country_codes.h"

static const struct truce_date unknown;

static struct truce_date on(const char *text)
{
    struct truce_date date;
    assert_int_equal(truce_date_parse(truce_view_of(text), &date), TRUCE_OK);
    return date;
}

static int setup(void **state)
{
    struct truce_country_codes *codes;
    int rc = truce_country_codes_open(NULL, &codes, NULL);
    *state = codes;
    return rc;
}

static int teardown(void **state)
{
    truce_country_codes_close(*state);
    return 0;
}

/* What each system calls a state, and back. */
static void test_both_ways(void **state)
{
    static const struct {
        const char *code;
        enum truce_code_system system;
        const char *text;
    } cases[] = {
        {"ARM", TRUCE_CODES_GW, "371"},     {"AZE", TRUCE_CODES_COW, "373"},
        {"AZE", TRUCE_CODES_FIPS, "AJ"},    {"ARM", TRUCE_CODES_FIPS, "AM"},
        {"AUT", TRUCE_CODES_FIPS, "AU"},    {"AUS", TRUCE_CODES_FIPS, "AS"},
        {"AUS", TRUCE_CODES_COWABB, "AUL"}, {"AUT", TRUCE_CODES_COWABB, "AUS"},
        {"CHE", TRUCE_CODES_FIPS, "SZ"},    {"CHN", TRUCE_CODES_FIPS, "CH"},
        {"AZE", TRUCE_CODES_VIEWS, "126"},  {"ARM", TRUCE_CODES_ISONUM, "051"},
        {"GBR", TRUCE_CODES_ISO2, "GB"},    {"XKX", TRUCE_CODES_GW, "347"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct truce_view code = truce_view_of(cases[i].code);
        struct truce_view text = truce_view_of(cases[i].text);
        assert_string_equal(
            truce_country_codes_from(*state, cases[i].system, text, unknown),
            cases[i].code);
        assert_string_equal(
            truce_country_codes_to(*state, code, cases[i].system, unknown),
            cases[i].text);
    }
}

static void check_from(void **state, enum truce_code_system system,
                       const char *text, const char *date, const char *expected)
{
    assert_string_equal(
        truce_country_codes_from(*state, system, truce_view_of(text), on(date)),
        expected);
}

static void check_to(void **state, const char *code,
                     enum truce_code_system system, const char *date,
                     const char *expected)
{
    const char *got =
        truce_country_codes_to(*state, truce_view_of(code), system, on(date));
    if (!expected)
        assert_null(got);
    else
        assert_string_equal(got, expected);
}

static void test_states_that_changed(void **state)
{
    check_from(state, TRUCE_CODES_GW, "345", "1985", "YUG");
    check_from(state, TRUCE_CODES_GW, "345", "1999-03-24", "SRB");
    check_from(state, TRUCE_CODES_ISO3, "YUG", "1999", "SRB");
    check_from(state, TRUCE_CODES_ISO2, "CS", "1980", "CSK");
    check_from(state, TRUCE_CODES_ISO2, "CS", "2004", "SRB");
    check_to(state, "SRB", TRUCE_CODES_GW, "2005", "345");
    check_to(state, "SRB", TRUCE_CODES_GW, "2010", "340");
    check_to(state, "SRB", TRUCE_CODES_COW, "2010", "345");
    check_to(state, "DEU", TRUCE_CODES_COW, "1980", "260");
    check_to(state, "DEU", TRUCE_CODES_COW, "2000", "255");
    check_to(state, "DEU", TRUCE_CODES_GW, "2000", "260");
    check_to(state, "YEM", TRUCE_CODES_COW, "2000", "679");
    check_to(state, "YEM", TRUCE_CODES_GW, "2000", "678");
    check_from(state, TRUCE_CODES_GW, "680", "1986", "YMD");
    check_from(state, TRUCE_CODES_GW, "817", "1970", "RVN");
    check_from(state, TRUCE_CODES_GW, "816", "1970", "VNM");
    check_from(state, TRUCE_CODES_ISO3, "SUN", "1986", "RUS");
    check_from(state, TRUCE_CODES_COW, "365", "1986", "RUS");
    check_to(state, "RUS", TRUCE_CODES_ISO3, "1986", "SUN");
    check_to(state, "RUS", TRUCE_CODES_FIPS, "2020", "RS");
    check_from(state, TRUCE_CODES_COW, "315", "1968", "CSK");
    check_from(state, TRUCE_CODES_ISO3, "ZAR", "1990", "COD");
}

/* No code where there was no state; the code of the day where it changed. */
static void test_states_that_began(void **state)
{
    check_to(state, "ARM", TRUCE_CODES_GW, "1985-06", NULL);
    check_to(state, "ARM", TRUCE_CODES_GW, "1992-01", "371");
    check_to(state, "SSD", TRUCE_CODES_COW, "2011-07-08", NULL);
    check_to(state, "SSD", TRUCE_CODES_COW, "2011-07-09", "626");
    check_to(state, "SDN", TRUCE_CODES_ISONUM, "2011-07-08", "736");
    check_to(state, "SDN", TRUCE_CODES_ISONUM, "2011-07-09", "729");
    check_to(state, "ERI", TRUCE_CODES_GW, "1990", NULL);
    check_to(state, "ETH", TRUCE_CODES_ISONUM, "1990", "230");
    check_to(state, "RVN", TRUCE_CODES_GW, "1980", NULL);
    check_to(state, "CSK", TRUCE_CODES_GW, "1995", NULL);
    check_to(state, "PSE", TRUCE_CODES_GW, "2020", NULL);
}

static void test_names(void **state)
{
    static const char *const cases[][2] = {
        {"Russian Federation", "RUS"},
        {"Russia (Soviet Union)", "RUS"},
        {"Cote d'Ivoire", "CIV"},
        {"Congo, DRC", "COD"},
        {"Congo", "COG"},
        {"DR Congo (Zaire)", "COD"},
        {"Bosnia-Herzegovina", "BIH"},
        {"azerbaijan", "AZE"},
        {"Myanmar (Burma)", "MMR"},
        {"Serbia (Yugoslavia)", "SRB"},
        {"Occupied Palestinian Territory", "PSE"},
        {"Citizen (United Kingdom)", "GBR"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            truce_country_codes_find(*state, truce_view_of(cases[i][0])),
            cases[i][1]);
    assert_null(truce_country_codes_find(*state, TRUCE_VIEW("Gondor")));
    assert_null(truce_country_codes_find(*state, TRUCE_VIEW("")));
    assert_string_equal(
        truce_country_codes_name(*state, TRUCE_VIEW("RUS"), on("1986")),
        "Soviet Union");
    assert_string_equal(
        truce_country_codes_name(*state, TRUCE_VIEW("AZE"), unknown),
        "Azerbaijan");
}

static void test_damaged_table(void **state)
{
    struct truce_country_codes *codes;
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    assert_int_equal(truce_country_codes_open("/nowhere", &codes, &err),
                     TRUCE_ENOENT);
    assert_null(codes);
}

static void test_cameo(void **state)
{
    struct truce_cameo_table *table;
    const struct truce_cameo *row;
    const struct truce_cameo *rows;
    size_t n;
    (void)state;
    assert_int_equal(truce_cameo_open(NULL, &table, NULL), TRUCE_OK);
    assert_string_equal(truce_cameo_find(table, TRUCE_VIEW("010"))->label,
                        "Make statement");
    assert_null(truce_cameo_find(table, TRUCE_VIEW("10")));
    assert_null(truce_cameo_find(table, TRUCE_VIEW("010"))->type);
    row = truce_cameo_find(table, TRUCE_VIEW("163"));
    assert_string_equal(row->type, "SANCTION");
    assert_true(row->goldstein == -8.0);
    row = truce_cameo_find_label(table, TRUCE_VIEW("make a visit"));
    assert_string_equal(row->code, "042");
    assert_null(truce_cameo_find(table, TRUCE_VIEW("16321")));
    assert_ptr_equal(truce_cameo_nearest(table, TRUCE_VIEW("16321")),
                     truce_cameo_find(table, TRUCE_VIEW("163")));
    assert_null(truce_cameo_nearest(table, TRUCE_VIEW("---")));
    rows = truce_cameo_rows(table, &n);
    assert_true(n > 280);
    for (size_t i = 0; i < n; i++) {
        assert_true(rows[i].goldstein >= -10 && rows[i].goldstein <= 10);
        assert_non_null(rows[i].label);
    }
    truce_cameo_close(table);
}

/* Classes as GDELT prints them beside the root, but for investigations. */
static void test_quad(void **state)
{
    static const struct {
        const char *code;
        int quad;
    } cases[] = {{"010", 1}, {"0231", 1}, {"057", 1}, {"060", 2}, {"0871", 2},
                 {"090", 3}, {"1031", 3}, {"145", 3}, {"150", 4}, {"204", 4},
                 {"00", 0},  {"21", 0},   {"---", 0}, {"", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(truce_cameo_quad(truce_view_of(cases[i].code)),
                         cases[i].quad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_both_ways, setup, teardown),
        cmocka_unit_test_setup_teardown(test_states_that_changed, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_states_that_began, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_names, setup, teardown),
        cmocka_unit_test(test_damaged_table),
        cmocka_unit_test(test_cameo),
        cmocka_unit_test(test_quad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
