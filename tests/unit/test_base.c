/* Units of base/: strings, map, dates, UTF-8, arena, threads, errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/io.h"
#include "base/map.h"
#include "base/rng.h"
#include "base/threads.h"
#include "base/utf8.h"

static struct truce_date day(const char *text)
{
    struct truce_date date = {0, 0, 0};
    assert_int_equal(truce_date_parse(truce_view_of(text), &date), TRUCE_OK);
    return date;
}

static void check_date(struct truce_date date, const char *expected)
{
    char buf[TRUCE_DATE_SIZE];
    assert_string_equal(truce_date_format(date, buf), expected);
}

static void test_date__parse_and_format(void **state)
{
    struct truce_date date;
    (void)state;
    check_date(day("2022"), "2022");
    check_date(day("2022-10"), "2022-10");
    check_date(day("2022-10-31"), "2022-10-31");
    check_date(day("2022-10-31T08:00:00Z"), "2022-10-31");
    assert_int_equal(truce_date_parse(TRUCE_VIEW("2022-02-31"), &date),
                     TRUCE_ERANGE);
    assert_int_equal(truce_date_parse(TRUCE_VIEW("2022-00-10"), &date),
                     TRUCE_ERANGE);
    assert_int_equal(truce_date_parse(TRUCE_VIEW("22-10-10"), &date),
                     TRUCE_EFORMAT);
    assert_int_equal(truce_date_parse(TRUCE_VIEW("2022-1"), &date),
                     TRUCE_EFORMAT);
    assert_int_equal(truce_date_parse((struct truce_view){NULL, 0}, &date),
                     TRUCE_EFORMAT);
}

static void test_date__arithmetic(void **state)
{
    (void)state;
    check_date(truce_date_add_months(day("2020-11-10"), 60), "2025-11-10");
    check_date(truce_date_add_months(day("2025-11-10"), -6), "2025-05-10");
    check_date(truce_date_add_months(day("2020-01-31"), 1), "2020-02-29");
    check_date(truce_date_add_months(day("2020-11"), 3), "2021-02");
    check_date(truce_date_add_days(day("2020-12-31"), 1), "2021-01-01");
    assert_int_equal(truce_date_days(day("1970-01-01")), 0);
    assert_int_equal(truce_date_days(day("2000-03-01")), 11017);
    assert_int_equal(truce_date_weekday(day("2022-10-31")), 0);
    assert_int_equal(truce_date_month_id(day("2022-10")), 514);
    check_date(truce_date_from_month_id(525), "2023-09");
    for (int32_t d = -200000; d < 200000; d += 37)
        assert_int_equal(truce_date_days(truce_date_from_days(d)), d);
}

static void test_date__order_and_spans(void **state)
{
    struct truce_date_span term = {day("2018-05-08"), {0, 0, 0}};
    struct truce_date_span month = {day("2022-10"), day("2022-10")};
    (void)state;
    assert_true(truce_date_cmp(day("2022"), day("2022-01")) < 0);
    assert_true(truce_date_cmp(day("2022-10-31"), day("2022-11")) < 0);
    assert_true(truce_date_within(day("2022-10-31"), term));
    assert_false(truce_date_within(day("2018-05-07"), term));
    assert_true(truce_date_within(day("2022-10-31"), month));
    assert_false(truce_date_within(day("2022"), month));
    assert_true(truce_date_overlaps(day("2022"), month));
    assert_false(truce_date_overlaps(day("2021"), month));
}

static void test_str__views(void **state)
{
    struct truce_view rest = TRUCE_VIEW("a\tb\t");
    struct truce_view field;
    (void)state;
    assert_true(truce_view_split(&rest, '\t', &field));
    assert_true(truce_view_eq_text(field, "a"));
    assert_true(truce_view_split(&rest, '\t', &field));
    assert_true(truce_view_split(&rest, '\t', &field));
    assert_int_equal(field.len, 0);
    assert_false(truce_view_split(&rest, '\t', &field));
    assert_true(truce_view_eq_nocase(TRUCE_VIEW("Baku"), TRUCE_VIEW("bAKU")));
    assert_int_equal(truce_view_find(TRUCE_VIEW("Sochi"), TRUCE_VIEW("ch")), 2);
    assert_true(truce_view_eq_text(truce_view_trim(TRUCE_VIEW(" x \n")), "x"));
}

static void test_str__buffer_cap(void **state)
{
    struct truce_str str = {.max = 4};
    (void)state;
    assert_int_equal(truce_str_puts(&str, "abcd"), TRUCE_OK);
    assert_int_equal(truce_str_putc(&str, 'e'), TRUCE_ELIMIT);
    assert_true(str.failed);
    assert_string_equal(str.ptr, "abcd");
    truce_str_release(&str);
}

static void test_map__many_keys(void **state)
{
    struct truce_map map = TRUCE_MAP_INIT;
    char key[32];
    (void)state;
    for (uint64_t i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "key %llu", (unsigned long long)i);
        assert_int_equal(truce_map_set(&map, truce_view_of(key), i), TRUCE_OK);
    }
    for (uint64_t i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "key %llu", (unsigned long long)i);
        assert_int_equal(*truce_map_get(&map, truce_view_of(key)), i);
    }
    assert_null(truce_map_get(&map, TRUCE_VIEW("none")));
    assert_int_equal(map.count, 5000);
    truce_map_release(&map);
}

static void test_utf8__check(void **state)
{
    (void)state;
    assert_int_equal(truce_utf8_check("Erdo\xC4\x9F"
                                      "an",
                                      8),
                     8);
    assert_int_equal(truce_utf8_check("a\xFF", 2), 1);
    assert_int_equal(truce_utf8_check("\xC0\x80", 2), 0);
    assert_int_equal(truce_utf8_check("\xED\xA0\x80", 3), 0);
    assert_int_equal(truce_utf8_check("ab\xE2\x82", 4), 2);
    assert_int_equal(truce_utf8_width(TRUCE_VIEW("\xE4\xB8\xAD"
                                                 "e\xCC\x81")),
                     3);
}

static void test_arena__cap_and_grow(void **state)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    int *items = NULL;
    size_t cap = 0;
    (void)state;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(
            truce_arena_grow(&arena, &items, (size_t)i, &cap, sizeof *items),
            TRUCE_OK);
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    arena.max = arena.used + 64;
    assert_null(truce_arena_alloc(&arena, 1, 128));
    assert_null(truce_arena_alloc(&arena, SIZE_MAX, 2));
    truce_arena_release(&arena);
}

static int square(void *payload, size_t item, size_t worker)
{
    (void)worker;
    ((size_t *)payload)[item] = item * item;
    return item == 70 ? TRUCE_EFORMAT : item == 60 ? TRUCE_EIO : TRUCE_OK;
}

static void test_threads__lowest_failure(void **state)
{
    size_t out[100];
    (void)state;
    assert_int_equal(truce_threads_run(4, 50, square, out), TRUCE_OK);
    for (size_t i = 0; i < 50; i++)
        assert_int_equal(out[i], i * i);
    for (size_t n = 1; n < 5; n++)
        assert_int_equal(truce_threads_run(n, 100, square, out), TRUCE_EIO);
}

static void test_err__format(void **state)
{
    struct truce_err err = TRUCE_ERR_INIT;
    char buf[256];
    (void)state;
    truce_err_set(&err, TRUCE_EFORMAT, "no tab in '%s'", "x");
    truce_err_prefix(&err, "lexicon");
    truce_err_at(&err, "a.tsv", 7, (size_t)-1);
    assert_string_equal(truce_err_format(&err, buf, sizeof buf),
                        "a.tsv:7: lexicon: no tab in 'x'");
    assert_string_equal(truce_code_name(err.code), "EFORMAT");
    assert_int_equal(truce_code_exit(err.code), 1);
}

static void test_io__lines(void **state)
{
    FILE *file = tmpfile();
    struct truce_str line = TRUCE_STR_INIT;
    (void)state;
    fputs("one\r\n\nlonger than ten bytes\nlast", file);
    rewind(file);
    assert_int_equal(truce_io_line(file, 10, &line), 1);
    assert_string_equal(line.ptr, "one");
    assert_int_equal(truce_io_line(file, 10, &line), 1);
    assert_int_equal(line.len, 0);
    assert_int_equal(truce_io_line(file, 10, &line), TRUCE_ELIMIT);
    assert_int_equal(truce_io_line(file, 10, &line), 1);
    assert_string_equal(line.ptr, "last");
    assert_int_equal(truce_io_line(file, 10, &line), 0);
    truce_str_release(&line);
    fclose(file);
}

static void test_rng__reproducible(void **state)
{
    struct truce_rng a;
    struct truce_rng b;
    double sum = 0;
    (void)state;
    truce_rng_seed(&a, 42);
    truce_rng_seed(&b, 42);
    for (int i = 0; i < 20000; i++) {
        double x = truce_rng_normal(&a);
        assert_true(x == truce_rng_normal(&b));
        sum += x;
    }
    assert_true(sum / 20000 < 0.05 && sum / 20000 > -0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__parse_and_format),
        cmocka_unit_test(test_date__arithmetic),
        cmocka_unit_test(test_date__order_and_spans),
        cmocka_unit_test(test_str__views),
        cmocka_unit_test(test_str__buffer_cap),
        cmocka_unit_test(test_map__many_keys),
        cmocka_unit_test(test_utf8__check),
        cmocka_unit_test(test_arena__cap_and_grow),
        cmocka_unit_test(test_threads__lowest_failure),
        cmocka_unit_test(test_err__format),
        cmocka_unit_test(test_io__lines),
        cmocka_unit_test(test_rng__reproducible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
