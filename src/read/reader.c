/*
 * The reader: walks the inputs, chooses each one's form and hands out its
 * documents, with what a file's name and the options add; see document.h.
 */
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "read/dateline.h"
#include "read/encoding.h"
#include "read/form.h"
#include "read/walk.h"

/* Bytes looked at to tell the form of a file without a known extension. */
#define SNIFF_BYTES 8192

struct truce_reader {
    struct truce_reader_options options;
    struct truce_walk *walk;
    struct truce_input input;
    const struct truce_form *form; /* of the open input, NULL: none */
    void *state;
    size_t refused;
    size_t passed_over;
    char first_passed[200]; /* name of the first one */
    bool stopped;
};

static const struct truce_form *const forms[] = {
    &truce_form_text,  &truce_form_html, &truce_form_feed,
    &truce_form_jsonl, &truce_form_json, &truce_form_csv,
};
enum { N_FORMS = sizeof forms / sizeof forms[0] };

static const struct truce_form *form_named(const char *name)
{
    for (size_t i = 0; i < N_FORMS; i++)
        if (!strcmp(forms[i]->name, name))
            return forms[i];
    return NULL;
}

int truce_reader_open(const char *const *paths, size_t n,
                      const struct truce_reader_options *options,
                      struct truce_reader **out, struct truce_err *err)
{
    struct truce_reader *reader;
    int rc;
    *out = NULL;
    if (options->form && strcmp(options->form, "auto") != 0 &&
        !form_named(options->form))
        return truce_err_set(err, TRUCE_EUSAGE, "no such form of input: '%s'",
                             options->form);
    reader = truce_zalloc(1, sizeof *reader);
    if (!reader)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    reader->options = *options;
    rc = truce_walk_open(paths, n, &reader->walk, err);
    if (rc < 0) {
        truce_free(reader);
        return rc;
    }
    *out = reader;
    return TRUCE_OK;
}

static void close_input(struct truce_reader *reader)
{
    if (reader->form && reader->form->close)
        reader->form->close(reader->state);
    reader->form = NULL;
    reader->state = NULL;
}

void truce_reader_close(struct truce_reader *reader)
{
    if (!reader)
        return;
    close_input(reader);
    truce_walk_close(reader->walk);
    truce_free(reader);
}

size_t truce_reader_refused(const struct truce_reader *reader)
{
    return reader->refused;
}

/* Extension of the file, compression taken off: ".html" of "a.html.gz". */
static struct truce_view extension(const char *name)
{
    static const char *const packed[] = {".gz", ".bz2", ".xz", ".zst"};
    struct truce_view path = truce_view_of(name);
    const char *slash = NULL;
    const char *dot = NULL;
    for (size_t i = 0; i < sizeof packed / sizeof packed[0]; i++)
        if (truce_view_ends(path, packed[i]))
            path.len -= strlen(packed[i]);
    if (path.ptr)
        slash = memrchr(path.ptr, '/', path.len);
    if (slash)
        path = (struct truce_view){slash + 1,
                                   path.len - (size_t)(slash + 1 - path.ptr)};
    if (path.ptr)
        dot = memrchr(path.ptr, '.', path.len);
    if (!dot)
        return (struct truce_view){NULL, 0};
    return (struct truce_view){dot, path.len - (size_t)(dot - path.ptr)};
}

static const struct truce_form *form_of_extension(struct truce_view ext)
{
    for (size_t i = 0; i < N_FORMS; i++) {
        struct truce_view all = truce_view_of(forms[i]->extensions);
        size_t at = ext.len > 1 ? truce_view_find(all, ext) : (size_t)-1;
        if (at != (size_t)-1 && all.ptr[at + ext.len] == '.')
            return forms[i];
    }
    return NULL;
}

static bool has(struct truce_view text, const char *needle)
{
    return truce_view_find(text, truce_view_of(needle)) != (size_t)-1;
}

static const struct truce_form *sniff(struct truce_view start)
{
    struct truce_view text = start;
    if (truce_view_starts(text, "\xef\xbb\xbf"))
        text = (struct truce_view){text.ptr + 3, text.len - 3};
    text = truce_view_trim(text);
    if (truce_view_starts(text, "{"))
        return &truce_form_jsonl;
    if (truce_view_starts(text, "[") && has(text, "{") && has(text, "\""))
        return &truce_form_json;
    if (!truce_view_starts(text, "<"))
        return &truce_form_text;
    if (has(text, "<rss") || has(text, "<feed") || has(text, "<rdf:RDF"))
        return &truce_form_feed;
    return &truce_form_html;
}

/* The start of an HTML file may be named .xml, and XHTML .html. */
static const struct truce_form *settle(const struct truce_form *by_name,
                                       struct truce_view start)
{
    const struct truce_form *by_look = sniff(start);
    if (!by_name ||
        (by_name == &truce_form_feed && by_look == &truce_form_html))
        return by_look;
    /* JSON lines are often called .json: their first line is a whole object
     * (or longer than what is seen here), unlike that of indented JSON */
    if (by_name == &truce_form_json && by_look == &truce_form_jsonl) {
        const char *end = memchr(start.ptr, '\n', start.len);
        struct truce_view line = {start.ptr,
                                  end ? (size_t)(end - start.ptr) : 0};
        if (!end || truce_view_ends(truce_view_trim(line), "}"))
            return by_look;
    }
    return by_name;
}

/* Files of a directory that nobody asked for by name: notes and others. */
static bool is_aside(const char *name, struct truce_view ext,
                     const struct truce_form *by_name)
{
    static const char *const notes[] = {"README",  "LICENSE",   "LICENCE",
                                        "COPYING", "NOTICE",    "ATTRIBUTION",
                                        "AUTHORS", "CHANGELOG", "Makefile"};
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++)
        if (!strncmp(base, notes[i], strlen(notes[i])))
            return true;
    return ext.len > 0 && !by_name;
}

static void pass_over(struct truce_reader *reader)
{
    if (reader->passed_over++ == 0) {
        size_t len =
            strnlen(reader->input.name, sizeof reader->first_passed - 1);
        memcpy(reader->first_passed, reader->input.name, len);
    }
}

/* Opens the next file as its form. Returns 1; 0 where it was passed over;
 * a refusal. */
static int open_input(struct truce_reader *reader, struct truce_err *err)
{
    struct truce_input *input = &reader->input;
    struct truce_view ext = extension(input->name);
    const struct truce_form *form = form_of_extension(ext);
    struct truce_view start;
    bool automatic =
        !reader->options.form || !strcmp(reader->options.form, "auto");
    int rc;
    if (automatic && input->walked && is_aside(input->name, ext, form)) {
        pass_over(reader);
        return 0;
    }
    rc = truce_stream_peek(input->stream, SNIFF_BYTES, &start, err);
    if (rc < 0)
        return rc;
    if (start.len == 0)
        return truce_err_set(err, TRUCE_EFORMAT, "the file is empty");
    rc = truce_encoding_check(start, err);
    if (rc < 0)
        return rc;
    form = automatic ? settle(form, start) : form_named(reader->options.form);
    reader->form = form;
    rc = form->open(input, &reader->state, err);
    if (rc < 0) {
        close_input(reader);
        if (automatic && input->walked && input->passed_over) {
            pass_over(reader);
            truce_err_clear(err);
            return 0;
        }
    }
    return rc < 0 ? rc : 1;
}

static void tell_passed_over(struct truce_reader *reader)
{
    if (reader->passed_over == 1)
        truce_log(&reader->options.log, TRUCE_LOG_INFO,
                  "passed over '%s', which holds no articles",
                  reader->first_passed);
    else if (reader->passed_over > 1)
        truce_log(&reader->options.log, TRUCE_LOG_INFO,
                  "passed over %zu files that hold no articles, "
                  "first '%s'",
                  reader->passed_over, reader->first_passed);
    reader->passed_over = 0;
}

/* Moves to the next file that can be read. Returns 1, 0 or a refusal. */
static int next_input(struct truce_reader *reader, struct truce_err *err)
{
    int rc = 0;
    while (rc == 0) {
        struct truce_walk_item item;
        rc = truce_walk_next(reader->walk, &item, err);
        if (rc <= 0)
            break;
        reader->input = (struct truce_input){
            .stream = item.stream, .name = item.name, .walked = item.walked};
        rc = open_input(reader, err);
        if (rc < 0 && err && !err->file[0])
            truce_err_at(err, item.name, err->line, err->byte);
    }
    if (rc == 0)
        tell_passed_over(reader);
    return rc;
}

/* A date at the start of the file's name: "2022-10-31-sochi.txt". */
static struct truce_date date_of_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    struct truce_date date = {0, 0, 0};
    if (strlen(base) < 10 || base[4] != '-' ||
        (base[10] >= '0' && base[10] <= '9'))
        return date;
    if (truce_date_parse((struct truce_view){base, 10}, &date) < 0)
        return (struct truce_date){0, 0, 0};
    return date;
}

/* Where the document itself names no date: dateline, file name, option. */
static int find_date(struct truce_reader *reader, struct truce_document *out,
                     struct truce_err *err)
{
    struct truce_date near = date_of_name(reader->input.name);
    size_t len;
    int rc;
    if (truce_date_known(out->date))
        return TRUCE_OK;
    if (!truce_date_known(near))
        near = reader->options.default_date;
    rc = truce_dateline_parse(out->text, near, &out->date, &len, err);
    if (rc == TRUCE_OK && !truce_date_known(out->date))
        out->date = near;
    return rc;
}

static int name_document(struct truce_reader *reader, struct truce_arena *arena,
                         struct truce_document *out)
{
    const char *slash = strrchr(reader->input.name, '/');
    const char *base = slash ? slash + 1 : reader->input.name;
    out->path = truce_arena_view(arena, truce_view_of(reader->input.name));
    if (!out->id.ptr && out->line > 0)
        out->id =
            truce_view_of(truce_arena_printf(arena, "%s:%zu", base, out->line));
    else if (!out->id.ptr)
        out->id = truce_arena_view(arena, truce_view_of(base));
    return out->path.ptr && out->id.ptr ? TRUCE_OK : TRUCE_ENOMEM;
}

/* Next document of the open input: 1, 0 at its end, or a refusal. */
static int next_document(struct truce_reader *reader, struct truce_arena *arena,
                         struct truce_document *out, struct truce_err *err)
{
    int rc;
    *out = (struct truce_document){0};
    rc = reader->form->next(reader->state, &reader->input, arena, out, err);
    if (rc == 1 && truce_view_trim(out->text).len == 0)
        rc = truce_err_set(err, TRUCE_EFORMAT, "document without text");
    if (rc == 1 && out->text.len > TRUCE_MAX_TEXT_BYTES)
        rc = truce_err_set(err, TRUCE_ELIMIT,
                           "text of %zu bytes; at most %u are one article",
                           out->text.len, TRUCE_MAX_TEXT_BYTES);
    if (rc == 1) {
        int more = find_date(reader, out, err);
        if (more == TRUCE_OK)
            more = name_document(reader, arena, out);
        if (more == TRUCE_ENOMEM)
            truce_err_set(err, more, "out of memory");
        rc = more < 0 ? more : rc;
    }
    if (rc < 0 && err && !err->file[0])
        truce_err_at(err, reader->input.name, err->line ? err->line : out->line,
                     err->byte);
    return rc;
}

int truce_reader_next(struct truce_reader *reader, struct truce_arena *arena,
                      struct truce_document *out, struct truce_err *err)
{
    struct truce_err own = TRUCE_ERR_INIT;
    int rc = 0;
    if (!err)
        err = &own;
    if (reader->stopped)
        return 0;
    truce_err_clear(err);
    while (rc == 0) {
        bool opened = reader->form != NULL;
        if (opened)
            rc = next_document(reader, arena, out, err);
        else if ((rc = next_input(reader, err)) > 0)
            rc = next_document(reader, arena, out, err);
        else if (rc == 0)
            return 0;
        if (rc == 0 && reader->input.passed_over)
            pass_over(reader);
        if (rc <= 0 && reader->form && (rc == 0 || reader->input.ended))
            close_input(reader);
    }
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    if (rc < 0) {
        reader->refused++;
        reader->stopped = reader->options.strict;
    }
    return rc;
}
