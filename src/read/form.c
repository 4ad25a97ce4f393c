/* What all forms share; see form.h. */
#include "read/form.h"

#include <string.h>

#include "base/limits.h"
#include "read/dateline.h"
#include "read/encoding.h"

/* Declarations stand in the first kilobyte (HTML standard, 4.2.5.4). */
#define CHARSET_WITHIN 1024

struct truce_view truce_form_charset(struct truce_view bytes)
{
    static const char *const keys[] = {"charset=", "encoding="};
    struct truce_view none = {NULL, 0};
    size_t len = bytes.len < CHARSET_WITHIN ? bytes.len : CHARSET_WITHIN;
    for (size_t k = 0; k < 2; k++) {
        struct truce_view head = {bytes.ptr, len};
        size_t at = truce_view_find(head, truce_view_of(keys[k]));
        size_t end;
        if (at == (size_t)-1)
            continue;
        at += strlen(keys[k]);
        while (at < len && (head.ptr[at] == '"' || head.ptr[at] == '\''))
            at++;
        end = at;
        while (end < len && !strchr("\"' />;?", head.ptr[end]))
            end++;
        if (end > at)
            return (struct truce_view){head.ptr + at, end - at};
    }
    return none;
}

int truce_form_slurp(struct truce_input *input, struct truce_arena *arena,
                     struct truce_view *out, struct truce_err *err)
{
    struct truce_str raw = TRUCE_STR_INIT;
    struct truce_view bytes;
    int rc =
        truce_stream_all(input->stream, TRUCE_MAX_DOCUMENT_BYTES, &raw, err);
    if (rc < 0)
        goto out;
    bytes = truce_str_view(&raw);
    if (truce_view_trim(bytes).len == 0)
        rc = truce_err_set(err, TRUCE_EFORMAT, "the file is empty");
    else
        rc = truce_encoding_convert(bytes, truce_form_charset(bytes), arena,
                                    out, err);
out:
    truce_str_release(&raw);
    return rc;
}

enum field { ID, DATE, TITLE, TEXT, SOURCE, URL };

/* Names in use for the same things in other programs' files. */
static const struct {
    const char *name;
    enum field field;
} fields[] = {
    {"id", ID},
    {"date", DATE},
    {"title", TITLE},
    {"text", TEXT},
    {"source", SOURCE},
    {"url", URL},
    {"guid", ID},
    {"doc_id", ID},
    {"_id", ID},
    {"sourceName", SOURCE},
    {"sourceUrl", URL},
    {"published", DATE},
    {"pubdate", DATE},
    {"publication_date", DATE},
    {"headline", TITLE},
    {"event_text", TEXT},
    {"body", TEXT},
    {"content", TEXT},
    {"publisher", SOURCE},
    {"link", URL},
};

static struct truce_view *place_of(struct truce_document *document,
                                   enum field field)
{
    switch (field) {
    case ID:
        return &document->id;
    case TITLE:
        return &document->title;
    case TEXT:
        return &document->text;
    case SOURCE:
        return &document->source;
    case URL:
        return &document->url;
    default:
        return NULL;
    }
}

bool truce_form_set(struct truce_document *document, struct truce_view name,
                    struct truce_view value, int *rc, struct truce_err *err)
{
    *rc = TRUCE_OK;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct truce_view *place;
        if (!truce_view_eq_nocase(name, truce_view_of(fields[i].name)))
            continue;
        place = place_of(document, fields[i].field);
        if (!place && !truce_date_known(document->date))
            *rc = truce_dateline_date(value, &document->date, err);
        /* the plain name wins over its synonyms, wherever it stands */
        else if (place && value.len > 0 && (i <= URL || !place->ptr))
            *place = value;
        return true;
    }
    return false;
}
