/*
 * A form of input (text, HTML, feed, JSON, CSV): how bytes of one file become
 * documents. Internal to read/.
 */
#ifndef TRUCE_READ_FORM_H
#define TRUCE_READ_FORM_H

#include "read/document.h"
#include "read/stream.h"

/* One file or archive member being read. */
struct truce_input {
    struct truce_stream *stream;
    const char *name; /* for messages: path, "a.tar!b.txt", "-" */
    bool walked;      /* found in a directory or archive, not asked for */
    bool ended;       /* set by a form: nothing more can be read */
    bool passed_over; /* set by a form: holds no articles, no error */
};

struct truce_form {
    const char *name;       /* as in struct truce_reader_options */
    const char *extensions; /* ".a.b." */
    /* Starts; *state is the form's own. Negative: the file is refused. */
    int (*open)(struct truce_input *input, void **state, struct truce_err *err);
    /* As truce_reader_next; sets what it knows, the rest stays absent. */
    int (*next)(void *state, struct truce_input *input,
                struct truce_arena *arena, struct truce_document *out,
                struct truce_err *err);
    void (*close)(void *state); /* NULL accepted; itself NULL: no state */
};

extern const struct truce_form truce_form_text;
extern const struct truce_form truce_form_html;
extern const struct truce_form truce_form_feed;
extern const struct truce_form truce_form_jsonl;
extern const struct truce_form truce_form_json;
extern const struct truce_form truce_form_csv;

/* Charset that markup declares (meta, XML declaration), or {NULL,0}. */
struct truce_view truce_form_charset(struct truce_view bytes);

/*
 * The rest of the input as UTF-8 text in `arena`, whatever its encoding.
 * Errors of truce_stream_all and truce_encoding_convert, and TRUCE_EFORMAT
 * for an empty file.
 */
int truce_form_slurp(struct truce_input *input, struct truce_arena *arena,
                     struct truce_view *out, struct truce_err *err);

/* Sets one field of a document by its name (id, date, title, text, source,
 * url and their usual other names). False: no such field. *rc tells whether
 * the value was good. */
bool truce_form_set(struct truce_document *document, struct truce_view name,
                    struct truce_view value, int *rc, struct truce_err *err);

/* Main text of an HTML fragment (a feed's description) into *out (arena). */
int truce_html_fragment(struct truce_view html, struct truce_arena *arena,
                        struct truce_view *out);

#endif
