/* Tables and wrapped prose as they are printed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "show/paper.h"
#include "show/table.h"

static const struct truce_column columns[] = {
    {.name = "code", .title = "Code"},
    {.name = "name", .title = "Name", .flags = TRUCE_COLUMN_WRAP},
    {.name = "n", .title = "N", .kind = TRUCE_COLUMN_INT},
    {.name = "share", .kind = TRUCE_COLUMN_REAL, .decimals = 2},
    {.name = "tags", .kind = TRUCE_COLUMN_JSON, .flags = TRUCE_COLUMN_DATA},
};

static struct truce_table *sample(void)
{
    struct truce_table *table;
    assert_int_equal(truce_table_new(columns, 5, &table), TRUCE_OK);
    truce_table_puts(table, "AZE");
    truce_table_puts(table, "Əliyev, \"the president\" of a long name");
    truce_table_int(table, 12);
    truce_table_real(table, 0.256);
    truce_table_json(table, json_pack("[s, s]", "a", "b"));
    truce_table_puts(table, "ARM");
    truce_table_puts(table, NULL);
    truce_table_null(table);
    truce_table_real(table, NAN);
    truce_table_json(table, NULL);
    return table;
}

static char *printed(const struct truce_table *table,
                     enum truce_show_format format, size_t width)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    assert_int_equal(truce_table_print(table, out, format, width, "none"),
                     TRUCE_OK);
    fclose(out);
    return text;
}

static void test_csv(void **state)
{
    struct truce_table *table = sample();
    char *text = printed(table, TRUCE_SHOW_CSV, 0);
    (void)state;
    assert_string_equal(
        text, "code,name,n,share,tags\n"
              "AZE,\"Əliyev, \"\"the president\"\" of a long name\",12,0.26,"
              "\"a, b\"\nARM,,,,\n");
    free(text);
    truce_table_free(table);
}

static void test_json(void **state)
{
    struct truce_table *table = sample();
    char *text = printed(table, TRUCE_SHOW_JSON, 0);
    json_t *array = json_loads(text, 0, NULL);
    (void)state;
    assert_int_equal(json_array_size(array), 2);
    assert_true(
        json_is_null(json_object_get(json_array_get(array, 1), "share")));
    assert_int_equal(
        json_integer_value(json_object_get(json_array_get(array, 0), "n")), 12);
    json_decref(array);
    free(text);
    truce_table_free(table);
}

static void test_columns_fit(void **state)
{
    struct truce_table *table = sample();
    char *text = printed(table, TRUCE_SHOW_TABLE, 40);
    struct truce_view rest = truce_view_of(text);
    struct truce_view line;
    (void)state;
    assert_non_null(strstr(text, "Əliyev"));
    assert_null(strstr(text, "tags"));
    while (truce_view_split(&rest, '\n', &line)) {
        assert_true(truce_utf8_width(line) <= 40);
        assert_false(truce_view_ends(line, " "));
    }
    free(text);
    truce_table_free(table);
}

static void test_empty(void **state)
{
    struct truce_table *table;
    char *text;
    (void)state;
    assert_int_equal(truce_table_new(columns, 5, &table), TRUCE_OK);
    text = printed(table, TRUCE_SHOW_TABLE, 80);
    assert_string_equal(text, "none\n");
    free(text);
    text = printed(table, TRUCE_SHOW_JSON, 80);
    assert_string_equal(text, "[]\n");
    free(text);
    truce_table_free(table);
}

static void test_lines(void **state)
{
    struct truce_view rest = truce_view_of("  one two\nthreeandahalf  four  ");
    struct truce_view line;
    (void)state;
    assert_true(truce_show_line(&rest, 8, &line));
    assert_true(truce_view_eq_text(line, "one two"));
    assert_true(truce_show_line(&rest, 8, &line));
    assert_true(truce_view_eq_text(line, "threeand"));
    assert_true(truce_show_line(&rest, 8, &line));
    assert_true(truce_view_eq_text(line, "ahalf"));
    assert_true(truce_show_line(&rest, 8, &line));
    assert_true(truce_view_eq_text(line, "four"));
    assert_false(truce_show_line(&rest, 8, &line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),         cmocka_unit_test(test_json),
        cmocka_unit_test(test_columns_fit), cmocka_unit_test(test_empty),
        cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
