/* The event coder: patterns, modality, slots, third parties, JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/io.h"
#include "code/coded_json.h"
#include "code/coder.h"
#include "code/frame_compile.h"

struct fixture {
    struct truce_coder *coder;
    struct truce_coder_scratch *scratch;
    struct truce_arena arena;
    struct truce_coded coded;
};

static int open_coder(void **state)
{
    static struct fixture f;
    struct truce_coder_options options = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    memset(&f, 0, sizeof f);
    if (truce_coder_open(&options, &f.coder, &err) != TRUCE_OK) {
        print_message("%s\n", err.message);
        return -1;
    }
    *state = &f;
    return truce_coder_scratch_new(f.coder, &f.scratch);
}

static int close_coder(void **state)
{
    struct fixture *f = *state;
    truce_coder_scratch_free(f->scratch);
    truce_coder_close(f->coder);
    truce_arena_release(&f->arena);
    return 0;
}

static const struct truce_coded *code(struct fixture *f, const char *text)
{
    static struct truce_document document;
    memset(&document, 0, sizeof document);
    document.id = TRUCE_VIEW("t");
    document.text = truce_view_of(text);
    document.date = (struct truce_date){2022, 11, 9};
    truce_arena_clear(&f->arena);
    assert_int_equal(truce_coder_code(f->coder, f->scratch, &document,
                                      &f->arena, &f->coded, NULL),
                     TRUCE_OK);
    return &f->coded;
}

static bool has_code(const struct truce_actors *actors, const char *want)
{
    for (size_t i = 0; i < actors->n; i++)
        if (actors->items[i].code && !strcmp(actors->items[i].code, want))
            return true;
    return want[0] == '\0' && actors->n == 0;
}

/* The first event's type and actors. */
static void expect(struct fixture *f, const char *text, const char *type,
                   const char *source, const char *target)
{
    const struct truce_coded *coded = code(f, text);
    const struct truce_event *e = coded->events;
    if (coded->n_events == 0)
        fail_msg("no event: %s", text);
    if (strcmp(truce_plover_name(e->type), type) != 0)
        fail_msg("%s, want %s: %s", truce_plover_name(e->type), type, text);
    if (!has_code(&e->source, source) || !has_code(&e->target, target))
        fail_msg("%s, want %s to %s: %s", e->slots_from, source, target, text);
}

static void test_voice_and_clauses(void **state)
{
    struct fixture *f = *state;
    expect(f, "Kenya criticised Japan.", "ACCUSE", "KEN", "JPN");
    expect(f, "Japan was criticised by Kenya.", "ACCUSE", "KEN", "JPN");
    expect(f, "On Monday Kenya again criticised Japan's decision.", "ACCUSE",
           "KEN", "JPN");
    expect(f, "Kenya and Japan held talks in Oslo.", "CONSULT", "KEN", "");
    expect(f, "Kenya held talks with Japan in Oslo.", "CONSULT", "KEN", "JPN");
}

static void test_modality(void **state)
{
    struct fixture *f = *state;
    expect(f, "Kenya agreed to withdraw its troops from Japan.", "AGREE", "KEN",
           "JPN");
    expect(f, "Kenya refused to withdraw its troops from Japan.", "REJECT",
           "KEN", "JPN");
    expect(f, "Kenya demanded that Japan withdraw its troops.", "REQUEST",
           "KEN", "JPN");
    expect(f, "Kenya threatened to attack Japan.", "THREATEN", "KEN", "JPN");
    expect(f, "Kenya will send food to Japan.", "AGREE", "KEN", "JPN");
    expect(f, "Kenya said that Japan must return the ship.", "REQUEST", "KEN",
           "JPN");
    assert_int_equal(f->coded.events[0].modality, TRUCE_ASSERTED);
}

static void test_planned_and_denied(void **state)
{
    struct fixture *f = *state;
    expect(f, "Kenya will meet Japan.", "AGREE", "KEN", "JPN");
    assert_int_equal(f->coded.events[0].modality, TRUCE_PLANNED);
    code(f, "Kenya denied attacking Japan.");
    for (size_t i = 0; i < f->coded.n_events; i++)
        assert_int_not_equal(f->coded.events[i].type, TRUCE_ASSAULT);
}

static bool third_is(const struct truce_event *e, const char *role,
                     const char *want)
{
    for (size_t i = 0; i < e->n_third; i++)
        if (!strcmp(e->third[i].role, role) && e->third[i].actor.code &&
            !strcmp(e->third[i].actor.code, want))
            return true;
    return false;
}

static void test_third_parties(void **state)
{
    struct fixture *f = *state;
    expect(f, "Kenya and Japan met in Oslo under Norwegian mediation.",
           "CONSULT", "KEN", "");
    assert_true(third_is(f->coded.events, "mediator", "NOR"));
    expect(f,
           "Kenya and Japan signed a treaty in Doha. Qatar mediated the "
           "talks.",
           "SUPPORT", "KEN", "");
    assert_true(third_is(f->coded.events, "mediator", "QAT"));
    expect(f, "Kenya and Japan agreed on a truce, with Egypt as a guarantor.",
           "AGREE", "KEN", "");
    assert_true(third_is(f->coded.events, "guarantor", "EGY"));
}

static void test_nothing_is_invented(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(code(f, "The weather in Nairobi was fine.")->n_events, 0);
    assert_int_equal(code(f, "")->n_events, 0);
    assert_int_equal(code(f, "Kenya said that the road was long.")->n_events,
                     0);
}

/* A surname is whoever bore it in full before; a body of a common name
 * belongs to the country that the text is about. */
static void test_names_of_the_document(void **state)
{
    struct fixture *f = *state;
    expect(f,
           "Estonian Foreign Minister Ivo Tamm landed at dawn. Tamm accused "
           "Belgium of bad faith.",
           "ACCUSE", "EST", "BEL");
    expect(f,
           "Peruvian President Nicolas Sarkozy spoke at noon. Sarkozy accused "
           "Chile of bad faith.",
           "ACCUSE", "PER", "CHL");
    expect(f,
           "Chile is a long country. Chile is on holiday. In Chile the "
           "Ministry of Defence condemned Bolivia.",
           "ACCUSE", "CHL", "BOL");
    expect(f, "The Ministry of Defence of Peru condemned Bolivia.", "ACCUSE",
           "PER", "BOL");
}

/* Sector of the doer of the last event of a text of November 2022. */
static const char *last_doer(struct fixture *f, const char *text)
{
    const struct truce_coded *coded = code(f, text);
    const struct truce_event *e = coded->events + coded->n_events - 1;
    if (coded->n_events == 0 || e->source.n == 0 || !e->source.items[0].sector)
        fail_msg("nobody acts: %s", text);
    return e->source.items[0].sector;
}

/* Offices told by the text date it; those of its day stay those of its day. */
static void test_time_of_the_text(void **state)
{
    assert_string_equal(
        last_doer(*state, "Colombian President Juan Manuel Santos met Ecuador's "
                          "President Rafael Correa. Santos accused Venezuela."),
        "GOV");
    assert_string_equal(
        last_doer(*state, "Colombian President Gustavo Petro met Ecuador's "
                          "President Guillermo Lasso. Juan Manuel "
                          "Santos accused Venezuela."),
        "ELI");
    assert_string_equal(
        last_doer(*state, "Former Colombian President Juan Manuel Santos "
                          "accused Venezuela."),
        "ELI");
}

static void test_pattern_round_trip(void **state)
{
    struct truce_frames frames = {0};
    struct truce_frame frame = {0};
    const char *reason = NULL;
    const char *text = "hold/V subj:[source] obj:talk inf:meet with:[target]";
    (void)state;
    assert_int_equal(truce_frame_read(&frames, text, &frame, &reason),
                     TRUCE_OK);
    assert_string_equal(truce_frame_pattern(&frame, &frames.arena), text);
    assert_int_equal(truce_frame_read(&frames, "hold", &frame, &reason),
                     TRUCE_EFORMAT);
    assert_int_equal(
        truce_frame_read(&frames, "hold/V subj:[nobody]", &frame, &reason),
        TRUCE_EFORMAT);
    truce_frames_release(&frames);
}

static void test_json(void **state)
{
    struct fixture *f = *state;
    json_t *json, *event;
    code(f, "Kenya criticised Japan on Monday.");
    json = truce_json_coded(TRUCE_VIEW("t"), &f->coded);
    event = json_array_get(json_object_get(json, "events"), 0);
    assert_string_equal(json_string_value(json_object_get(event, "date")),
                        "2022-11-07");
    assert_string_equal(json_string_value(json_object_get(event, "type")),
                        "ACCUSE");
    assert_null(json_object_get(event, "reported_by"));
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_voice_and_clauses),
        cmocka_unit_test(test_modality),
        cmocka_unit_test(test_planned_and_denied),
        cmocka_unit_test(test_third_parties),
        cmocka_unit_test(test_nothing_is_invented),
        cmocka_unit_test(test_names_of_the_document),
        cmocka_unit_test(test_time_of_the_text),
        cmocka_unit_test(test_pattern_round_trip),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, open_coder, close_coder);
}
