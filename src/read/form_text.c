/*
 * Plain text: optional header lines ("Title: ...", "Date: ...", "Source: ...",
 * "URL: ..."), an optional title line, then the report, whose dateline stays
 * in the text (offsets count from it).
 */
#include <string.h>

#include "base/mem.h"
#include "read/dateline.h"
#include "read/form.h"

/* A longer first line is a paragraph, not a title. */
#define TITLE_MAX 200

static int open_text(struct truce_input *input, void **state,
                     struct truce_err *err)
{
    (void)input;
    (void)err;
    *state = NULL;
    return TRUCE_OK;
}

/* CRLF and CR become LF, in place. */
static struct truce_view plain_lines(struct truce_view text)
{
    char *to = (char *)(uintptr_t)text.ptr; /* our own copy */
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n')
            continue;
        to[n++] = c == '\r' || c == '\f' ? '\n' : c;
    }
    return (struct truce_view){to, n};
}

static struct truce_view line_of(struct truce_view text)
{
    const char *stop = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
    if (stop)
        text.len = (size_t)(stop - text.ptr);
    return text;
}

static struct truce_view skip(struct truce_view text, size_t len)
{
    if (len > text.len)
        len = text.len;
    return (struct truce_view){text.ptr + len, text.len - len};
}

/* Takes "Name: value" lines off the top. Unknown names end it, so that a
 * report that starts with "Yerevan: ..." keeps its words. */
static int take_headers(struct truce_view *text,
                        struct truce_document *document, size_t *line,
                        struct truce_err *err)
{
    for (;;) {
        struct truce_view row = line_of(*text);
        const char *colon = row.len ? memchr(row.ptr, ':', row.len) : NULL;
        struct truce_view name = {row.ptr, 0};
        struct truce_view value;
        int rc;
        if (!colon || colon - row.ptr > 20)
            return TRUCE_OK;
        name.len = (size_t)(colon - row.ptr);
        value = truce_view_trim(skip(row, name.len + 1));
        if (truce_view_eq_nocase(name, TRUCE_VIEW("text")) ||
            !truce_form_set(document, name, value, &rc, err))
            return TRUCE_OK;
        if (rc < 0)
            return truce_err_at(err, NULL, *line, (size_t)-1);
        *text = skip(*text, row.len + 1);
        ++*line;
    }
}

static struct truce_view skip_blank(struct truce_view text, size_t *line)
{
    for (;;) {
        struct truce_view row = line_of(text);
        if (row.len == text.len || truce_view_trim(row).len > 0)
            return text;
        text = skip(text, row.len + 1);
        ++*line;
    }
}

static bool ends_sentence(struct truce_view row)
{
    return truce_view_ends(row, ".") || truce_view_ends(row, ".\"") ||
           truce_view_ends(row, ".\xe2\x80\x9d") || truce_view_ends(row, ":");
}

/* A short first line that is no sentence, with a blank line behind it. */
static struct truce_view take_title(struct truce_view text,
                                    struct truce_document *document,
                                    size_t *line)
{
    struct truce_view row = line_of(text);
    struct truce_view after = skip(text, row.len + 1);
    struct truce_view next = line_of(after);
    size_t len = 0;
    struct truce_date date;
    if (row.len > TITLE_MAX || ends_sentence(truce_view_trim(row)) ||
        truce_view_trim(next).len > 0 || truce_view_trim(after).len == 0)
        return text;
    /* a dateline in front of the title is read later, from the whole */
    if (truce_dateline_parse(row, (struct truce_date){0, 0, 0}, &date, &len,
                             NULL) == TRUCE_OK) {
        row = skip(row, len);
        document->date = date;
    } else {
        return text;
    }
    document->title = truce_view_trim(row);
    ++*line;
    return skip_blank(after, line);
}

static int next_text(void *state, struct truce_input *input,
                     struct truce_arena *arena, struct truce_document *out,
                     struct truce_err *err)
{
    struct truce_view text;
    size_t line = 1;
    int rc;
    (void)state;
    if (input->ended)
        return 0;
    input->ended = true;
    rc = truce_form_slurp(input, arena, &text, err);
    if (rc < 0)
        return rc;
    text = skip_blank(plain_lines(text), &line);
    rc = take_headers(&text, out, &line, err);
    if (rc < 0)
        return rc;
    text = skip_blank(text, &line);
    if (!out->title.ptr)
        text = take_title(text, out, &line);
    while (text.len && strchr(" \t\n", text.ptr[text.len - 1]))
        text.len--;
    out->text = text;
    return 1;
}

const struct truce_form truce_form_text = {
    .name = "text",
    .extensions = ".txt.text.",
    .open = open_text,
    .next = next_text,
};
