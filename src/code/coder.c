/* The coder: opens model, lexicon and frames, and runs the extraction steps
 * on a document. */
#include "code/coder.h"
#include "read/dateline.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/mem.h"
#include "code/attribution.h"
#include "code/coder_impl.h"
#include "code/entry.h"
#include "code/extract.h"
#include "code/mend.h"
#include "code/refs.h"
#include "code/voice.h"

/* Raised when coding rules change, so that documents are coded again. */
static const char rules[] = "rules 3";

/* Path of a data file: in the lexicon folder the user named, else shipped. */
static int data_path(const struct truce_coder_options *options,
                     const char *name, char *buf, size_t size,
                     struct truce_err *err)
{
    char shipped[256];
    if (options->lexicon.dir) {
        int n = snprintf(buf, size, "%s/%s", options->lexicon.dir, name);
        if (n > 0 && (size_t)n < size)
            return TRUCE_OK;
    }
    snprintf(shipped, sizeof shipped, "lexicon/%s", name);
    return truce_io_data(shipped, buf, size, err);
}

static int load_tables(struct truce_coder *coder,
                       const struct truce_coder_options *options,
                       struct truce_err *err)
{
    char path[4096];
    int rc = data_path(options, "classes.tsv", path, sizeof path, err);
    if (rc == TRUCE_OK)
        rc = truce_frames_classes(&coder->frames, path, err);
    if (rc == TRUCE_OK)
        rc = data_path(options, "modality.tsv", path, sizeof path, err);
    if (rc == TRUCE_OK)
        rc = truce_cues_load(&coder->cues, path, err);
    if (rc == TRUCE_OK)
        rc = data_path(options, "contexts.tsv", path, sizeof path, err);
    if (rc == TRUCE_OK)
        rc = truce_contexts_load(&coder->contexts, path, err);
    if (rc == TRUCE_OK)
        rc = data_path(options, "frames.tsv", path, sizeof path, err);
    if (rc == TRUCE_OK)
        rc = truce_frames_load(&coder->frames, path, coder->lang,
                               options->fresh_frames, err);
    return rc;
}

static int load_usage(struct truce_coder *coder,
                       const struct truce_coder_options *options,
                       struct truce_err *err)
{
    char nouns[4096], usage[4096];
    int rc = data_path(options, "nouns.tsv", nouns, sizeof nouns, err);
    if (rc == TRUCE_OK)
        rc = data_path(options, "usage.tsv", usage, sizeof usage, err);
    return rc == TRUCE_OK
               ? truce_usage_load(&coder->usage, nouns, usage, err)
               : rc;
}

static int load_confidence(struct truce_coder *coder, struct truce_err *err)
{
    char path[4096];
    int rc = truce_io_data("models/confidence.tsv", path, sizeof path, err);
    return rc == TRUCE_OK
               ? truce_confidence_load(&coder->confidence, path, err)
               : rc;
}

static int is_verbs(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);
    return strstr(entry->d_name, ".verbs.") && len > 4 &&
           !strcmp(entry->d_name + len - 4, ".txt");
}

/* PETRARCH verb dictionaries of a folder; of several versions of one the
 * last by name ("X.verbs.txt" sorts behind "X.verbs.2.0.txt", so the name
 * with a version wins). */
static int load_verbs(struct truce_coder *coder, const char *dir,
                      struct truce_err *err)
{
    struct dirent **names = NULL;
    char path[4096];
    int n = scandir(dir, &names, is_verbs, alphasort);
    int rc = TRUCE_OK;
    if (n > 0) {
        snprintf(path, sizeof path, "%s/%s", dir, names[0]->d_name);
        rc = truce_petrarch_load(&coder->petrarch, path, err);
    }
    for (int i = 0; i < n; i++)
        free(names[i]);
    free(names);
    return rc;
}

/* Frames of the user's own folders come on top of the shipped ones. */
static int load_extra(struct truce_coder *coder,
                      const struct truce_coder_options *options,
                      struct truce_err *err)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; i < options->lexicon.n_extra && rc == TRUCE_OK; i++) {
        char path[4096];
        struct truce_mapping mapping;
        rc = load_verbs(coder, options->lexicon.extra[i], err);
        snprintf(path, sizeof path, "%s/frames.tsv", options->lexicon.extra[i]);
        if (rc != TRUCE_OK ||
            truce_mapping_open(path, &mapping, NULL) != TRUCE_OK)
            continue;
        truce_mapping_close(&mapping);
        rc = truce_frames_load(&coder->frames, path, coder->lang, false, err);
    }
    return rc;
}

/* Program version, rules, weights and every frame decide how a text is coded. */
static void make_version(struct truce_coder *coder)
{
    uint64_t hash = truce_hash(rules, sizeof rules);
    hash = truce_hash_more(hash, TRUCE_VERSION, sizeof TRUCE_VERSION);
    for (size_t i = 0; i < coder->frames.n; i++) {
        const struct truce_frame *frame = &coder->frames.items[i];
        hash = truce_hash_more(hash, frame->id, strlen(frame->id));
        hash = truce_hash_more(hash, frame->example, strlen(frame->example));
    }
    hash = truce_hash_more(hash, &coder->usage.checksum,
                           sizeof coder->usage.checksum);
    hash = truce_hash_more(hash, &coder->confidence.checksum,
                           sizeof coder->confidence.checksum);
    snprintf(coder->version, sizeof coder->version, "%016" PRIx64, hash);
}

int truce_coder_open(const struct truce_coder_options *options,
                     struct truce_coder **out, struct truce_err *err)
{
    struct truce_coder *coder = truce_zalloc(1, sizeof *coder);
    int rc = coder ? TRUCE_OK : TRUCE_ENOMEM;
    *out = NULL;
    if (rc != TRUCE_OK)
        return truce_err_set(err, rc, "out of memory");
    coder->no_defaults = options->no_defaults;
    coder->min_confidence = options->min_confidence;
    rc = truce_lang_open(options->model, &coder->lang, err);
    if (rc == TRUCE_OK)
        rc = truce_lexicon_open(&options->lexicon, &coder->lexicon, err);
    if (rc == TRUCE_OK)
        rc = truce_cameo_open(NULL, &coder->cameo, err);
    if (rc == TRUCE_OK)
        rc = load_tables(coder, options, err);
    if (rc == TRUCE_OK)
        rc = load_usage(coder, options, err);
    if (rc == TRUCE_OK)
        rc = truce_cuebook_load(&coder->cuebook, err);
    if (rc == TRUCE_OK)
        rc = load_confidence(coder, err);
    if (rc == TRUCE_OK)
        rc = load_extra(coder, options, err);
    if (rc == TRUCE_OK) {
        make_version(coder);
        *out = coder;
    } else {
        truce_coder_close(coder);
    }
    return rc;
}

void truce_coder_close(struct truce_coder *coder)
{
    if (!coder)
        return;
    truce_frames_release(&coder->frames);
    truce_contexts_release(&coder->contexts);
    truce_usage_release(&coder->usage);
    truce_petrarch_release(&coder->petrarch);
    truce_cuebook_release(&coder->cuebook);
    truce_confidence_release(&coder->confidence);
    truce_lexicon_close(coder->lexicon);
    truce_cameo_close(coder->cameo);
    truce_lang_close(coder->lang);
    truce_free(coder);
}

int truce_coder_scratch_new(const struct truce_coder *coder,
                            struct truce_coder_scratch **out)
{
    struct truce_coder_scratch *scratch = truce_zalloc(1, sizeof *scratch);
    int rc = scratch ? truce_lang_scratch_new(coder->lang, &scratch->lang)
                     : TRUCE_ENOMEM;
    if (rc != TRUCE_OK) {
        truce_free(scratch);
        scratch = NULL;
    }
    *out = scratch;
    return rc;
}

void truce_coder_scratch_free(struct truce_coder_scratch *scratch)
{
    if (!scratch)
        return;
    truce_lang_scratch_free(scratch->lang);
    truce_free(scratch);
}

/* Moves spans that count from the report to count from the document. */
static void shift(struct truce_text *text, size_t by)
{
    for (size_t i = 0; i < text->n_sentences; i++) {
        struct truce_sentence *sentence = &text->sentences[i];
        sentence->begin += by;
        sentence->end += by;
        for (size_t t = 0; t < sentence->n_tokens; t++) {
            sentence->tokens[t].begin += by;
            sentence->tokens[t].end += by;
        }
    }
}

/* Parses what stands behind the dateline: "JEDDAH, May 21 - " is no part of
 * the first sentence, whose tree it would turn upside down. */
static int parse_report(const struct truce_coder *coder,
                        struct truce_coder_scratch *scratch,
                        struct truce_context *context, struct truce_err *err)
{
    const struct truce_document *document = context->document;
    struct truce_text *text = &context->out->text;
    struct truce_view report = document->text;
    struct truce_date date;
    size_t len = 0;
    int rc;
    if (truce_dateline_parse(report, document->date, &date, &len, NULL) !=
        TRUCE_OK)
        len = 0;
    if (len) {
        report.ptr += len;
        report.len -= len;
    }
    rc = truce_lang_parse(coder->lang, scratch->lang, report, context->arena,
                          text, err);
    if (rc == TRUCE_OK)
        rc = truce_attribution_mend(coder->lang, scratch->lang,
                                    context->arena, text, err);
    if (rc == TRUCE_OK && len)
        shift(text, len);
    if (rc == TRUCE_OK) {
        truce_entry_mend(text);
        truce_voice_mend(text);
        truce_mend_trees(text);
    }
    text->text = document->text;
    return rc;
}

int truce_coder__run(struct truce_context *context,
                     struct truce_coder_scratch *scratch, struct truce_err *err)
{
    static int (*const steps[])(struct truce_context *) = {
        truce_refs_mentions,      truce_extract_events,
        truce_extract_statements, truce_extract_agreements,
        truce_extract_missions,   truce_extract_episodes,
        truce_extract_issues,
    };
    int rc;
    memset(context->out, 0, sizeof *context->out);
    rc = parse_report(context->coder, scratch, context, err);
    for (size_t i = 0; i < sizeof steps / sizeof *steps && rc == TRUCE_OK;
         i++) {
        rc = steps[i](context);
        if (rc != TRUCE_OK)
            truce_err_set(err, rc, "out of memory");
    }
    return rc;
}

int truce_coder_code(const struct truce_coder *coder,
                     struct truce_coder_scratch *scratch,
                     const struct truce_document *document,
                     struct truce_arena *arena, struct truce_coded *out,
                     struct truce_err *err)
{
    struct truce_context context = {
        .coder = coder, .document = document, .arena = arena, .out = out};
    return truce_coder__run(&context, scratch, err);
}

const struct truce_lang *truce_coder_lang(const struct truce_coder *coder)
{
    return coder->lang;
}

const struct truce_lexicon *truce_coder_lexicon(const struct truce_coder *coder)
{
    return coder->lexicon;
}

const char *truce_coder_version(const struct truce_coder *coder)
{
    return coder->version;
}
