/*
 * JSON: one object a line (JSONL), or one file that is an object or an array
 * of objects. Fields id, date, title, text, source, url and usual synonyms;
 * others are left alone.
 */
#include <jansson.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "read/encoding.h"
#include "read/form.h"

struct lines {
    struct truce_str line;
    bool begun; /* an object was met */
};

static int open_lines(struct truce_input *input, void **state,
                      struct truce_err *err)
{
    struct truce_view start;
    int rc = truce_stream_peek(input->stream, 4, &start, err);
    *state = NULL;
    if (rc < 0)
        return rc;
    if (truce_encoding_is_wide(start))
        return truce_err_set(err, TRUCE_EENCODING,
                             "UTF-16 or UTF-32, but JSON lines are UTF-8");
    *state = truce_zalloc(1, sizeof(struct lines));
    return *state ? TRUCE_OK
                  : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
}

static void close_lines(void *state)
{
    struct lines *lines = state;
    if (lines)
        truce_str_release(&lines->line);
    truce_free(lines);
}

/* A member's text in the arena; numbers count as text (ids often are). */
static int text_of(const json_t *value, struct truce_arena *arena,
                   struct truce_view *out)
{
    *out = (struct truce_view){NULL, 0};
    if (json_is_string(value)) {
        struct truce_view raw = {json_string_value(value),
                                 json_string_length(value)};
        *out = truce_arena_view(arena, raw);
    } else if (json_is_integer(value)) {
        char *copy = truce_arena_printf(arena, "%" JSON_INTEGER_FORMAT,
                                        json_integer_value(value));
        *out = truce_view_of(copy);
    } else {
        return TRUCE_OK;
    }
    return out->ptr ? TRUCE_OK : TRUCE_ENOMEM;
}

/* Fills a document from one JSON object. */
static int take_object(json_t *object, struct truce_arena *arena,
                       struct truce_document *out, struct truce_err *err)
{
    const char *name;
    json_t *value;
    int rc = TRUCE_OK;
    if (!json_is_object(object))
        return truce_err_set(err, TRUCE_EFORMAT, "not a JSON object");
    json_object_foreach(object, name, value)
    {
        struct truce_view text;
        rc = text_of(value, arena, &text);
        if (rc == TRUCE_OK && text.ptr)
            truce_form_set(out, truce_view_of(name), text, &rc, err);
        if (rc == TRUCE_ENOMEM)
            truce_err_set(err, rc, "out of memory");
        if (rc < 0)
            return rc;
    }
    if (!out->text.ptr)
        return truce_err_set(err, TRUCE_EFORMAT, "no 'text'");
    return TRUCE_OK;
}

/* Parses one line; errors get line and byte. */
static int take_line(struct truce_view line, struct truce_stream_place place,
                     struct truce_arena *arena, struct truce_document *out,
                     struct truce_err *err)
{
    json_error_t why;
    json_t *object;
    int rc;
    size_t bad = truce_utf8_check(line.ptr, line.len);
    if (bad < line.len) {
        truce_err_set(err, TRUCE_EENCODING, "invalid UTF-8 at byte %zu",
                      place.byte + bad);
        return truce_err_at(err, NULL, place.line, place.byte + bad);
    }
    object = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, &why);
    if (!object) {
        enum json_error_code code = json_error_code(&why);
        rc = code == json_error_out_of_memory ? TRUCE_ENOMEM : TRUCE_EFORMAT;
        truce_err_set(err, rc, "malformed JSON at byte %zu: %s",
                      place.byte +
                          (size_t)(why.position > 0 ? why.position : 0),
                      code == json_error_null_character
                          ? "a NUL character (\\u0000) in a text"
                          : why.text);
    } else {
        rc = take_object(object, arena, out, err);
    }
    json_decref(object);
    if (rc < 0)
        truce_err_at(err, NULL, place.line, place.byte);
    return rc < 0 ? rc : 1;
}

int truce_document_from_json(struct truce_view json, struct truce_arena *arena,
                             struct truce_document *out, struct truce_err *err)
{
    struct truce_stream_place place = {.line = 0, .byte = 0};
    int rc;
    memset(out, 0, sizeof *out);
    rc = take_line(json, place, arena, out, err);
    return rc < 0 ? rc : TRUCE_OK;
}

static bool json_is_whole(struct truce_view text)
{
    json_t *value = json_loadb(text.ptr, text.len, 0, NULL);
    bool whole = json_is_object(value);
    json_decref(value);
    return whole;
}

/* A file of a folder whose first object has no text is about something else
 * (settings, a table): it is left alone as a whole. */
static bool is_other(struct lines *lines, struct truce_input *input,
                     const struct truce_document *document, int rc)
{
    bool first = !lines->begun;
    lines->begun = true;
    return first && rc == TRUCE_EFORMAT && input->walked && !document->text.ptr;
}

static int next_line(void *state, struct truce_input *input,
                     struct truce_arena *arena, struct truce_document *out,
                     struct truce_err *err)
{
    struct lines *lines = state;
    struct truce_stream_place place;
    struct truce_view text;
    int rc;
    do {
        rc = truce_stream_line(input->stream, TRUCE_MAX_LINE_BYTES,
                               &lines->line, &place, err);
        if (rc == TRUCE_ELIMIT)
            return truce_err_at(err, NULL, place.line, place.byte);
        if (rc <= 0) {
            input->ended = true;
            return rc;
        }
        text = truce_str_view(&lines->line);
        if (place.byte == 0 && truce_view_starts(text, "\xef\xbb\xbf"))
            text = (struct truce_view){text.ptr + 3, text.len - 3};
    } while (truce_view_trim(text).len == 0);
    out->line = place.line;
    rc = take_line(text, place, arena, out, err);
    if (is_other(lines, input, out, rc) && json_is_whole(text)) {
        input->ended = true;
        input->passed_over = true;
        return 0;
    }
    return rc;
}

const struct truce_form truce_form_jsonl = {
    .name = "jsonl",
    .extensions = ".jsonl.ndjson.",
    .open = open_lines,
    .next = next_line,
    .close = close_lines,
};

struct whole {
    json_t *root;
    size_t next;
};

static void close_whole(void *state)
{
    struct whole *whole = state;
    if (whole)
        json_decref(whole->root);
    truce_free(whole);
}

static int parse_whole(struct truce_view text, struct whole *whole,
                       struct truce_err *err)
{
    json_error_t why;
    whole->root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &why);
    if (whole->root)
        return TRUCE_OK;
    truce_err_set(err, TRUCE_EFORMAT, "malformed JSON at column %d: %s",
                  why.column, why.text);
    return truce_err_at(err, NULL, why.line > 0 ? (size_t)why.line : 1,
                        (size_t)-1);
}

static int open_whole(struct truce_input *input, void **state,
                      struct truce_err *err)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct whole *whole = truce_zalloc(1, sizeof *whole);
    struct truce_view text;
    int rc = TRUCE_ENOMEM;
    *state = whole;
    if (!whole)
        return truce_err_set(err, rc, "out of memory");
    rc = truce_form_slurp(input, &arena, &text, err);
    if (rc == TRUCE_OK)
        rc = parse_whole(text, whole, err);
    truce_arena_release(&arena);
    return rc;
}

static int next_whole(void *state, struct truce_input *input,
                      struct truce_arena *arena, struct truce_document *out,
                      struct truce_err *err)
{
    struct whole *whole = state;
    bool array = json_is_array(whole->root);
    json_t *object =
        array ? json_array_get(whole->root, whole->next) : whole->root;
    int rc;
    if (!object || (!array && whole->next > 0)) {
        input->ended = true;
        return 0;
    }
    whole->next++;
    rc = take_object(object, arena, out, err);
    if (rc < 0 && array)
        truce_err_prefix(err, "item %zu", whole->next);
    return rc < 0 ? rc : 1;
}

const struct truce_form truce_form_json = {
    .name = "json",
    .extensions = ".json.",
    .open = open_whole,
    .next = next_whole,
    .close = close_whole,
};
