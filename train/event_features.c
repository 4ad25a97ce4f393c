/* event_features [-k] < DOCUMENTS.jsonl: codes documents and writes each event
 * that would be told at any confidence, with its features, as a line of JSON;
 * with -k a line for each document instead, with the features of its kind.
 * Training data for train_confidence. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/io.h"
#include "code/coder_impl.h"
#include "code/extract.h"
#include "code/features.h"
#include "code/kind.h"
#include "code/refs.h"
#include "lang/lang.h"

struct work {
    struct truce_context context;
    const char *id;
};

static json_t *text_of(const struct truce_feature *f)
{
    char buf[800];
    snprintf(buf, sizeof buf, "%.*s%s%.*s%s%.*s%s%.*s",
             TRUCE_VIEW_ARG(f->value), f->more.ptr ? "|" : "",
             TRUCE_VIEW_ARG(f->more), f->also.ptr ? "&" : "",
             TRUCE_VIEW_ARG(f->also), f->also_more.ptr ? "|" : "",
             TRUCE_VIEW_ARG(f->also_more));
    for (char *c = buf; *c; c++)
        if (*c == '\t' || *c == '\n' || *c == '\r')
            *c = ' ';
    return json_string(buf);
}

static json_t *actors_of(const struct truce_actors *actors)
{
    json_t *out = json_array();
    for (size_t i = 0; i < actors->n; i++) {
        const struct truce_actor *a = &actors->items[i];
        json_array_append_new(
            out, json_pack("{s:s?, s:s?, s:s%}", "code", a->code, "sector",
                           a->sector, "text", a->text.ptr ? a->text.ptr : "",
                           a->text.len));
    }
    return out;
}

static void watch(void *payload, const struct truce_event *event,
                  const struct truce_features *features)
{
    struct work *work = payload;
    json_t *list = json_array();
    json_t *line;
    for (size_t i = 0; i < features->n; i++) {
        const struct truce_feature *f = &features->items[i];
        json_array_append_new(
            list, json_pack("[s, o, f]", truce_feature_name(f->name),
                            text_of(f), (double)f->x));
    }
    line = json_pack(
        "{s:s, s:i, s:s, s:s?, s:o, s:o, s:s, s:b, s:f, s:s, s:i, s:i, s:o}",
        "id", work->id, "sentence", (int)event->span.sentence, "type",
        truce_plover_name(event->type), "cameo", event->cameo, "source",
        actors_of(&event->source), "target", actors_of(&event->target),
        "modality", truce_modality_name(event->modality), "background",
        event->background, "confidence", event->confidence, "frame",
        event->frame, "begin", (int)event->trigger_begin, "end",
        (int)event->trigger_end, "features", list);
    if (line)
        json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(line);
}

static void put_kind(struct truce_kind *kind,
                     const struct truce_feature *feature)
{
    json_array_append_new(kind->payload,
                          json_pack("[s, o, f]",
                                    truce_feature_name(feature->name),
                                    text_of(feature), (double)feature->x));
}

static void tell_kind(struct work *work)
{
    json_t *list = json_array();
    struct truce_kind kind = {put_kind, list};
    json_t *line;
    if (truce_refs_mentions(&work->context) == TRUCE_OK)
        truce_kind_describe(&work->context, &kind);
    line = json_pack("{s:s, s:o}", "id", work->id, "features", list);
    if (line)
        json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(line);
}

static int code(const struct truce_coder *coder,
                struct truce_coder_scratch *scratch, const json_t *object,
                bool kinds)
{
    struct truce_document document = {0};
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_coded coded;
    struct truce_err err = TRUCE_ERR_INIT;
    struct work work;
    const char *date = json_string_value(json_object_get(object, "date"));
    int rc;
    document.text =
        truce_view_of(json_string_value(json_object_get(object, "text")));
    if (date)
        truce_date_parse(truce_view_of(date), &document.date);
    work.id = json_string_value(json_object_get(object, "id"));
    work.context = (struct truce_context){.coder = coder,
                                          .document = &document,
                                          .arena = &arena,
                                          .out = &coded,
                                          .watch = kinds ? NULL : watch,
                                          .payload = &work,
                                          .watch_doubted = true};
    rc = truce_coder__run(&work.context, scratch, &err);
    if (rc == TRUCE_OK && kinds)
        tell_kind(&work);
    truce_arena_release(&arena);
    return rc;
}

int main(int argc, char **argv)
{
    bool kinds = argc > 1 && !strcmp(argv[1], "-k");
    struct truce_coder_options options = {.min_confidence = -1};
    struct truce_coder *coder;
    struct truce_coder_scratch *scratch;
    struct truce_str line = TRUCE_STR_INIT;
    struct truce_err err = TRUCE_ERR_INIT;
    if (truce_coder_open(&options, &coder, &err) != TRUCE_OK ||
        truce_coder_scratch_new(coder, &scratch) != TRUCE_OK) {
        fprintf(stderr, "event_features: %s\n", err.message);
        return 2;
    }
    while (truce_io_line(stdin, 0, &line) > 0) {
        json_t *object = json_loadb(line.ptr, line.len, 0, NULL);
        if (object)
            code(coder, scratch, object, kinds);
        json_decref(object);
    }
    truce_coder_scratch_free(scratch);
    truce_coder_close(coder);
    truce_str_release(&line);
    return 0;
}
