/*
 * Text is cut at blank lines, which always end a sentence, into blocks of
 * some 16 KB whatever the number of threads; so the output never depends on
 * that number. A batch of blocks is in memory at a time.
 */
#include "cli/parse_job.h"

#include <jansson.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"

enum { BLOCK_BYTES = 16 << 10, MAX_BLOCK_BYTES = 1 << 20, BATCH = 64 };

struct block {
    struct truce_view text;
    size_t offset; /* of the block in the whole text */
    struct truce_arena arena;
    struct truce_text parsed;
    size_t first_number; /* of its first sentence, from 1 */
    struct truce_str out;
    bool opens; /* starts a paragraph */
};

struct batch {
    const struct truce_parse_job *job;
    struct truce_lang_scratch **scratch; /* [threads] */
    struct block block[BATCH];
    size_t n;
};

/* A line that ends behind a full stop, question or exclamation mark: text of
 * one sentence a line has no blank lines. */
static bool ends_sentence(struct truce_view rest, size_t newline)
{
    char last = rest.ptr[newline - 1];
    if (last == '\r' || last == '"' || last == ')')
        last = rest.ptr[newline - 2];
    return last == '.' || last == '!' || last == '?';
}

/* Length of the next block: to the blank line behind BLOCK_BYTES, behind
 * twice that also to the end of a line and sentence, or to the last white
 * space before MAX_BLOCK_BYTES. */
static size_t block_length(struct truce_view rest)
{
    if (rest.len <= BLOCK_BYTES)
        return rest.len;
    size_t end = rest.len < MAX_BLOCK_BYTES ? rest.len : MAX_BLOCK_BYTES;
    for (size_t i = 2 * BLOCK_BYTES; i + 1 < end; i++)
        if (rest.ptr[i] == '\n' && ends_sentence(rest, i))
            end = i + 1;
    for (size_t i = BLOCK_BYTES; i + 1 < end; i++)
        if (rest.ptr[i] == '\n' && (rest.ptr[i + 1] == '\n' ||
                                    (i + 2 < end && rest.ptr[i + 1] == '\r' &&
                                     rest.ptr[i + 2] == '\n')))
            return i + 1;
    if (end == rest.len || rest.ptr[end - 1] == '\n')
        return end;
    for (size_t i = end; i > BLOCK_BYTES; i--)
        if (rest.ptr[i - 1] == '\n')
            return i;
    for (size_t i = end; i > BLOCK_BYTES; i--)
        if (rest.ptr[i - 1] == ' ')
            return i;
    while (end > 1 && ((unsigned char)rest.ptr[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static struct truce_lang_scratch **
new_scratches(const struct truce_parse_job *job)
{
    struct truce_lang_scratch **list = truce_zalloc(job->threads, sizeof *list);
    for (size_t i = 0; list && i < job->threads; i++)
        if (truce_lang_scratch_new(job->lang, &list[i]) < 0) {
            while (i-- > 0)
                truce_lang_scratch_free(list[i]);
            truce_free(list);
            return NULL;
        }
    return list;
}

static void free_scratches(const struct truce_parse_job *job,
                           struct truce_lang_scratch **list)
{
    for (size_t i = 0; list && i < job->threads; i++)
        truce_lang_scratch_free(list[i]);
    truce_free(list);
}

static int parse_block(void *payload, size_t item, size_t worker)
{
    struct batch *batch = payload;
    struct block *block = &batch->block[item];
    return truce_lang_parse(batch->job->lang, batch->scratch[worker],
                            block->text, &block->arena, &block->parsed, NULL);
}

static json_t *view_json(struct truce_view view)
{
    return view.ptr ? json_stringn(view.ptr, view.len) : json_null();
}

/* "Case=Nom|Number=Sing" as an object; null: no features. */
static json_t *feats_json(struct truce_view feats)
{
    json_t *object = feats.ptr && !truce_view_eq_text(feats, "_")
                         ? json_object()
                         : json_null();
    struct truce_view pair, name;
    while (json_is_object(object) && truce_view_split(&feats, '|', &pair))
        if (truce_view_split(&pair, '=', &name) && pair.ptr)
            json_object_setn_new(object, name.ptr, name.len, view_json(pair));
    return object;
}

static json_t *token_json(const struct truce_token *t, size_t offset)
{
    return json_pack(
        "{s:o, s:o, s:s, s:o, s:o, s:i, s:s, s:I, s:I, s:b}", "form",
        view_json(t->form), "lemma", view_json(t->lemma), "upos",
        truce_upos_name((enum truce_upos)t->upos), "xpos", view_json(t->xpos),
        "feats", feats_json(t->feats), "head", t->head + 1, "deprel",
        truce_rel_name((enum truce_rel)t->rel), "begin",
        (json_int_t)(t->begin + offset), "end", (json_int_t)(t->end + offset),
        "space_after", t->space_after);
}

/* One sentence as one line of JSON. Invalid UTF-8 in the input makes a string
 * null, as it is not text. */
static int put_json(const struct truce_sentence *s, size_t number,
                    size_t offset, struct truce_str *out)
{
    json_t *tokens = json_array(), *root;
    for (size_t i = 0; i < s->n_tokens; i++)
        json_array_append_new(tokens, token_json(&s->tokens[i], offset));
    root = json_pack("{s:I, s:I, s:I, s:o}", "sentence", (json_int_t)number,
                     "begin", (json_int_t)(s->begin + offset), "end",
                     (json_int_t)(s->end + offset), "tokens", tokens);
    char *line = root ? json_dumps(root, JSON_COMPACT) : NULL;
    if (line) {
        truce_str_puts(out, line);
        truce_str_putc(out, '\n');
    }
    free(line);
    json_decref(root);
    return line && !out->failed ? TRUCE_OK : TRUCE_ENOMEM;
}

static int format_block(void *payload, size_t item, size_t worker)
{
    struct batch *batch = payload;
    struct block *block = &batch->block[item];
    int rc = TRUCE_OK;
    (void)worker;
    for (size_t i = 0; i < block->parsed.n_sentences && rc == TRUCE_OK; i++) {
        const struct truce_sentence *s = &block->parsed.sentences[i];
        size_t number = block->first_number + i;
        if (batch->job->format == TRUCE_PARSE_JSON)
            rc = put_json(s, number, block->offset, &block->out);
        else
            rc = truce_conllu_write_text(
                s, number,
                i == 0 ? block->opens : s[-1].paragraph != s->paragraph,
                &block->out);
    }
    return rc;
}

static int run_batch(struct batch *batch, size_t *number, struct truce_err *err)
{
    const struct truce_parse_job *job = batch->job;
    int rc = truce_threads_run(job->threads, batch->n, parse_block, batch);
    for (size_t i = 0; i < batch->n; i++) {
        batch->block[i].first_number = *number;
        *number += batch->block[i].parsed.n_sentences;
    }
    if (rc == TRUCE_OK && job->out)
        rc = truce_threads_run(job->threads, batch->n, format_block, batch);
    for (size_t i = 0; i < batch->n && job->out && rc == TRUCE_OK; i++) {
        const struct truce_str *text = &batch->block[i].out;
        if (text->len && fwrite(text->ptr, 1, text->len, job->out) != text->len)
            rc = truce_err_set(err, TRUCE_EIO, "cannot write the output");
    }
    if (rc < 0 && rc != TRUCE_EIO)
        truce_err_set(err, rc, "cannot parse: %s", truce_code_help(rc));
    return rc;
}

int truce_parse_text(const struct truce_parse_job *job, struct truce_view text,
                     struct truce_err *err)
{
    struct batch *batch = truce_zalloc(1, sizeof *batch);
    size_t at = 0, number = 1;
    int rc = TRUCE_OK;
    if (batch) {
        batch->job = job;
        batch->scratch = new_scratches(job);
    }
    if (!batch || !batch->scratch)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    while (batch && rc == TRUCE_OK && at < text.len) {
        for (batch->n = 0; batch->n < BATCH && at < text.len; batch->n++) {
            struct truce_view rest = {text.ptr + at, text.len - at};
            struct block *block = &batch->block[batch->n];
            block->text = (struct truce_view){rest.ptr, block_length(rest)};
            block->offset = at;
            block->opens =
                at < 2 || text.ptr[at] == '\n' || text.ptr[at - 2] == '\n';
            truce_arena_clear(&block->arena);
            truce_str_clear(&block->out);
            at += block->text.len;
        }
        rc = run_batch(batch, &number, err);
    }
    for (size_t i = 0; batch && i < BATCH; i++) {
        truce_arena_release(&batch->block[i].arena);
        truce_str_release(&batch->block[i].out);
    }
    if (batch)
        free_scratches(job, batch->scratch);
    truce_free(batch);
    return rc;
}

/* Given sentences, in groups of GROUP for each job. */
enum { GROUP = 64 };

struct given {
    const struct truce_parse_job *job;
    struct truce_lang_scratch **scratch;
    struct truce_conllu *sentences;
    struct truce_arena *arenas; /* [groups] */
    size_t n;
};

static int parse_group(void *payload, size_t item, size_t worker)
{
    struct given *given = payload;
    size_t end = (item + 1) * GROUP < given->n ? (item + 1) * GROUP : given->n;
    int rc = TRUCE_OK;
    for (size_t i = item * GROUP; i < end && rc == TRUCE_OK; i++)
        rc = truce_lang_analyse(given->job->lang, given->scratch[worker],
                                &given->arenas[item],
                                &given->sentences[i].sentence, 1, NULL);
    return rc;
}

static int write_given(const struct given *given)
{
    struct truce_str out = TRUCE_STR_INIT;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < given->n && rc == TRUCE_OK; i++) {
        truce_str_clear(&out);
        rc = given->job->format == TRUCE_PARSE_JSON
                 ? put_json(&given->sentences[i].sentence, i + 1, 0, &out)
                 : truce_conllu_write(&given->sentences[i], &out);
        if (rc == TRUCE_OK &&
            fwrite(out.ptr, 1, out.len, given->job->out) != out.len)
            rc = TRUCE_EIO;
    }
    truce_str_release(&out);
    return rc;
}

/* Lemmas move from the groups' arenas into the caller's. */
static int keep_lemmas(struct given *given, struct truce_arena *arena)
{
    for (size_t i = 0; i < given->n; i++) {
        struct truce_sentence *s = &given->sentences[i].sentence;
        for (size_t k = 0; k < s->n_tokens; k++) {
            s->tokens[k].lemma = truce_arena_view(arena, s->tokens[k].lemma);
            if (!s->tokens[k].lemma.ptr)
                return TRUCE_ENOMEM;
        }
    }
    return TRUCE_OK;
}

int truce_parse_given(const struct truce_parse_job *job,
                      struct truce_conllu *sentences, size_t n,
                      struct truce_arena *arena, struct truce_err *err)
{
    size_t groups = (n + GROUP - 1) / GROUP;
    struct given given = {.job = job, .sentences = sentences, .n = n};
    int rc = TRUCE_OK;
    given.scratch = new_scratches(job);
    given.arenas = truce_zalloc(groups ? groups : 1, sizeof *given.arenas);
    if (!given.scratch || !given.arenas)
        rc = TRUCE_ENOMEM;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sentences[i].sentence.n_tokens; k++)
            sentences[i].sentence.tokens[k].feats =
                (struct truce_view){NULL, 0};
    if (rc == TRUCE_OK)
        rc = truce_threads_run(job->threads, groups, parse_group, &given);
    if (rc == TRUCE_OK && job->out)
        rc = write_given(&given);
    if (rc == TRUCE_OK)
        rc = keep_lemmas(&given, arena);
    for (size_t i = 0; given.arenas && i < groups; i++)
        truce_arena_release(&given.arenas[i]);
    truce_free(given.arenas);
    free_scratches(job, given.scratch);
    return rc < 0
               ? truce_err_set(err, rc, "cannot parse: %s", truce_code_help(rc))
               : TRUCE_OK;
}

int truce_parse_read(struct truce_view bytes, const char *name,
                     struct truce_arena *arena, struct truce_conllu **out,
                     size_t *n, struct truce_err *err)
{
    struct truce_conllu_reader reader = {.text = bytes};
    size_t cap = 0;
    int rc;
    *out = NULL;
    *n = 0;
    do {
        rc = truce_arena_grow(arena, out, *n, &cap, sizeof **out);
        if (rc < 0)
            return truce_err_set(err, rc, "out of memory");
        rc = truce_conllu_next(&reader, arena, *out + *n, err);
        *n += rc == 1;
    } while (rc == 1);
    if (rc < 0)
        truce_err_at(err, name, reader.line, (size_t)-1);
    return rc;
}
