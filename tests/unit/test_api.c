/* The public API as a program outside would use it: only truce.h and the
 * shared library, whose map hides everything else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "truce.h"

struct fixture {
    struct truce_engine *engine;
    struct truce_session *session;
};

static int open_engine(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    return truce_engine_open(NULL, 0, &f->engine, NULL) ||
           truce_session_open(f->engine, &f->session, NULL);
}

static int close_engine(void **state)
{
    struct fixture *f = *state;
    truce_session_close(f->session);
    truce_engine_close(f->engine);
    free(f);
    return 0;
}

static void test_api__codes_a_document(void **state)
{
    struct fixture *f = *state;
    char *out = NULL;
    int rc = truce_session_code(
        f->session,
        "{\"id\":\"a\",\"date\":\"2023-03-10\",\"text\":\"Iran and Saudi "
        "Arabia held talks in Beijing on Friday.\"}",
        &out, NULL);
    assert_int_equal(rc, 0);
    assert_non_null(strstr(out, "\"CONSULT\""));
    assert_non_null(strstr(out, "\"2023-03-10\""));
    assert_non_null(strstr(out, "\"SAU\""));
    truce_text_free(out);
}

static void test_api__says_what_is_wrong(void **state)
{
    struct fixture *f = *state;
    struct truce_error error;
    char *out = NULL;
    int rc = truce_session_code(f->session, "{\"text\":", &out, &error);
    assert_true(rc < 0);
    assert_null(out);
    assert_string_equal(truce_error_name(rc), "EFORMAT");
    assert_non_null(strstr(error.message, "malformed JSON"));
    rc = truce_session_actor(f->session, "Baku", "2022-02-31", &out, &error);
    assert_true(rc < 0);
    assert_non_null(strstr(error.message, "2022-02-31"));
}

static void test_api__resolves_an_actor(void **state)
{
    struct fixture *f = *state;
    char *out = NULL;
    assert_int_equal(truce_session_actor(f->session, "the Kremlin",
                                         "2022-10-31", &out, NULL),
                     0);
    assert_non_null(strstr(out, "\"RUS\""));
    truce_text_free(out);
}

static void test_api__fills_a_case_and_asks_it(void **state)
{
    struct fixture *f = *state;
    struct truce_case *file = NULL;
    struct truce_question question = {"ARM", "AZE", "2022-11-09", 12};
    const char *document =
        "{\"id\":\"b\",\"date\":\"2022-10-31\",\"text\":\"Armenian Prime "
        "Minister Nikol Pashinyan and Azerbaijani President Ilham Aliyev met "
        "in Sochi on Monday under the mediation of Russian President "
        "Vladimir Putin.\"}";
    char path[] = "/tmp/truce-api-XXXXXX";
    char *out = NULL;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    unlink(path);
    assert_int_equal(truce_case_open(path, 1, &file, NULL), 0);
    assert_int_equal(truce_case_add(file, f->session, document, NULL), 0);
    assert_int_equal(truce_case_add(file, f->session, document, NULL), 0);
    assert_int_equal(truce_case_merge(file, NULL), 0);
    assert_int_equal(truce_case_who(file, &question, &out, NULL), 0);
    assert_non_null(strstr(out, "\"RUS\""));
    truce_text_free(out);
    question.as_of = "2022-10-30";
    assert_int_equal(truce_case_who(file, &question, &out, NULL), 0);
    assert_null(strstr(out, "\"RUS\""));
    truce_text_free(out);
    truce_case_close(file);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_api__codes_a_document),
        cmocka_unit_test(test_api__says_what_is_wrong),
        cmocka_unit_test(test_api__resolves_an_actor),
        cmocka_unit_test(test_api__fills_a_case_and_asks_it),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
