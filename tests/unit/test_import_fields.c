/* Fields of imported tables: cutting, numbers, dates, encodings. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "import/fields.h"
#include "import/format.h"
#include "import/sink.h"

static void check_split(const char *row, char sep, size_t n, ...)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_view fields[8];
    va_list ap;
    assert_int_equal(
        truce_import_split(truce_view_of(row), sep, &arena, fields, 8), n);
    va_start(ap, n);
    for (size_t i = 0; i < n; i++)
        assert_true(truce_view_eq_text(fields[i], va_arg(ap, const char *)));
    va_end(ap);
    truce_arena_release(&arena);
}

static void test_split(void **state)
{
    (void)state;
    check_split("a,b,,d", ',', 4, "a", "b", "", "d");
    check_split("\"a,b\",\"say \"\"so\"\"\",c", ',', 3, "a,b", "say \"so\"",
                "c");
    check_split("\"line\nbreak\",x", ',', 2, "line\nbreak", "x");
    check_split("a\t\"b c\"\tsaid \"no\"\t", '\t', 4, "a", "b c", "said \"no\"",
                "");
    check_split("", ',', 1, "");
    check_split("\"open", ',', 1, "open");
    check_split("\"a\"b,c", ',', 2, "a", "c");
    check_split("1,2,3,4,5,6,7,8,9", ',', 0);
}

static void test_numbers(void **state)
{
    double real;
    long whole;
    (void)state;
    assert_true(truce_import_real(TRUCE_VIEW("-10"), &real) && real == -10);
    assert_true(truce_import_real(TRUCE_VIEW("0.1"), &real) && real == 0.1);
    assert_true(truce_import_real(TRUCE_VIEW("-2.27920227920227"), &real));
    assert_true(real == -2.27920227920227);
    assert_true(truce_import_real(TRUCE_VIEW("1e-3"), &real) && real == 1e-3);
    assert_false(truce_import_real(TRUCE_VIEW(""), &real));
    assert_false(truce_import_real(TRUCE_VIEW("1.2.3"), &real));
    assert_false(truce_import_real(TRUCE_VIEW("inf"), &real));
    assert_true(truce_import_long(TRUCE_VIEW("12.0"), &whole) && whole == 12);
    assert_true(truce_import_long(TRUCE_VIEW("-99"), &whole) && whole == -99);
    assert_false(truce_import_long(TRUCE_VIEW("12.5"), &whole));
    assert_false(truce_import_long(TRUCE_VIEW("1 2"), &whole));
    assert_false(truce_import_long(TRUCE_VIEW("-"), &whole));
}

static void check_date(const char *text, const char *iso)
{
    struct truce_date date;
    char out[TRUCE_DATE_SIZE];
    bool good = truce_import_date(truce_view_of(text), &date);
    assert_int_equal(good, iso != NULL);
    if (good)
        assert_string_equal(truce_date_format(date, out), iso);
}

static void test_dates(void **state)
{
    (void)state;
    check_date("2022-09-15", "2022-09-15");
    check_date("2020-09-27 00:00:00.000", "2020-09-27");
    check_date("20220915", "2022-09-15");
    check_date("16 May 2025", "2025-05-16");
    check_date("16 September 2022", "2022-09-16");
    check_date("7/21/46", "1946-07-21");
    check_date("1/2/45", "2045-01-02");
    check_date("11/10/2020", "2020-11-10");
    check_date("20220230", NULL);
    check_date("31 Foo 2022", NULL);
    check_date("13/13/2020", NULL);
    check_date("2022-09", NULL);
    check_date("", NULL);
}

static void check_month(const char *text, const char *iso)
{
    struct truce_date date;
    char out[TRUCE_DATE_SIZE];
    bool good = truce_import_month(truce_view_of(text), &date);
    assert_int_equal(good, iso != NULL);
    if (good)
        assert_string_equal(truce_date_format(date, out), iso);
}

static void test_months(void **state)
{
    (void)state;
    check_month("2020-11", "2020-11");
    check_month("2020-11-30", "2020-11");
    check_month("202011", "2020-11");
    check_month("491", "2020-11");
    check_month("1", "1980-01");
    check_month("202013", NULL);
    check_month("2020", "2148-04"); /* a month number, as VIEWS counts */
    check_month("x", NULL);
}

static void test_places(void **state)
{
    double lat;
    double lon;
    (void)state;
    assert_true(truce_import_place(TRUCE_VIEW("40.18"), TRUCE_VIEW("44.51"),
                                   &lat, &lon));
    assert_true(lat == 40.18 && lon == 44.51);
    assert_true(
        truce_import_place(TRUCE_VIEW(""), TRUCE_VIEW("None"), &lat, &lon));
    assert_true(isnan(lat) && isnan(lon));
    assert_false(
        truce_import_place(TRUCE_VIEW("91"), TRUCE_VIEW("0"), &lat, &lon));
    assert_false(
        truce_import_place(TRUCE_VIEW("-98.5#"), TRUCE_VIEW("0"), &lat, &lon));
}

static void test_encodings(void **state)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    bool converted;
    struct truce_view out;
    (void)state;
    out =
        truce_import_utf8(TRUCE_VIEW("G\xFClen, K\xF6ln"), &arena, &converted);
    assert_true(converted && truce_view_eq_text(out, "Gülen, Köln"));
    out = truce_import_utf8(TRUCE_VIEW("Gülen, plain and Köln"), &arena,
                            &converted);
    assert_false(converted);
    assert_true(truce_view_eq_text(out, "Gülen, plain and Köln"));
    truce_arena_release(&arena);
}

static void test_releases(void **state)
{
    static const char *const cases[][2] = {
        {"GEDEvent_v25_1.csv", "UCDP GED 25.1"},
        {"ged251-csv.zip", "UCDP GED 25.1"},
        {"GEDEvent_v25_0_3.csv", "UCDP GED Candidate 25.0.3"},
        {"GEDEvent_v23_01_23_09.csv", "UCDP GED Candidate 23.0.9"},
        {"syria.csv", "UCDP GED"},
    };
    char label[64];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_import_release_label(cases[i][0], "UCDP GED", label,
                                   sizeof label);
        assert_string_equal(label, cases[i][1]);
    }
    assert_true(truce_import_release("UCDP GED 25.1") >
                truce_import_release("UCDP GED 24.1"));
    assert_true(truce_import_release("UCDP GED 26.1") >
                truce_import_release("UCDP GED Candidate 25.0.12"));
    assert_true(truce_import_release("UCDP GED Candidate 25.0.12") >
                truce_import_release("UCDP GED Candidate 25.0.3"));
    assert_int_equal(truce_import_release("UCDP GED"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),    cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_dates),    cmocka_unit_test(test_months),
        cmocka_unit_test(test_places),   cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_releases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
