/*
 * The language core behind one door: splitter and network over one model
 * file. A word's label numbers in the model are turned into the program's
 * enums once, at opening.
 */
#include "lang/lang.h"

#include <string.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/mem.h"
#include "lang/editscript.h"
#include "lang/feats.h"
#include "lang/netshape.h"
#include "lang/network.h"
#include "lang/splitter.h"
#include "lang/verblemma.h"

struct truce_lang {
    struct truce_modelfile file;
    struct truce_network *net;
    struct truce_splitter splitter;
    uint8_t upos[NET_MAX_UPOS]; /* of the model's numbers */
    uint8_t rel[NET_MAX_LABELS];
    struct truce_view xpos[NET_MAX_XPOS];
};

struct truce_lang_scratch {
    struct truce_splitter_scratch splitter;
    struct truce_network_scratch *net;
    struct truce_network_in in[TRUCE_MAX_SENTENCE_TOKENS];
    struct truce_network_out out[TRUCE_MAX_SENTENCE_TOKENS];
};

static int map_names(struct truce_lang *lang, struct truce_err *err)
{
    const struct truce_network *net = lang->net;
    for (size_t i = 0; i < truce_network_count(net, TRUCE_NETWORK_UPOS); i++) {
        const char *name = truce_network_string(net, TRUCE_NETWORK_UPOS, i);
        int upos = truce_upos_find(truce_view_of(name));
        if (upos < 0)
            return truce_err_set(err, TRUCE_EFORMAT, "unknown tag '%s'", name);
        lang->upos[i] = (uint8_t)upos;
    }
    for (size_t i = 0; i < truce_network_count(net, TRUCE_NETWORK_LABEL); i++) {
        const char *name = truce_network_string(net, TRUCE_NETWORK_LABEL, i);
        int rel = truce_rel_find(truce_view_of(name));
        if (rel < 0)
            return truce_err_set(err, TRUCE_EFORMAT, "unknown relation '%s'",
                                 name);
        lang->rel[i] = (uint8_t)rel;
    }
    for (size_t i = 0; i < truce_network_count(net, TRUCE_NETWORK_XPOS); i++)
        lang->xpos[i] =
            truce_view_of(truce_network_string(net, TRUCE_NETWORK_XPOS, i));
    return TRUCE_OK;
}

int truce_lang_open(const char *path, struct truce_lang **out,
                    struct truce_err *err)
{
    char found[4096];
    int rc = TRUCE_OK;
    struct truce_lang *lang = truce_zalloc(1, sizeof *lang);
    *out = NULL;
    if (!lang)
        return truce_err_set(err, TRUCE_ENOMEM,
                             "cannot load the model: out of memory");
    if (!path) {
        rc = truce_io_data("models/english.model", found, sizeof found, err);
        path = found;
    }
    if (rc == TRUCE_OK)
        rc = truce_modelfile_open(path, &lang->file, err);
    if (rc == TRUCE_OK) {
        rc = truce_network_open(&lang->file, &lang->net, err);
        if (rc == TRUCE_OK)
            rc = truce_splitter_open(&lang->file, &lang->splitter, err);
        if (rc == TRUCE_OK)
            rc = map_names(lang, err);
        if (rc < 0)
            truce_err_prefix(err, "cannot read model '%s'", path);
    }
    if (rc < 0) {
        truce_lang_close(lang);
        return rc;
    }
    *out = lang;
    return TRUCE_OK;
}

void truce_lang_close(struct truce_lang *lang)
{
    if (!lang)
        return;
    truce_network_close(lang->net);
    truce_modelfile_close(&lang->file);
    truce_free(lang);
}

int truce_lang_scratch_new(const struct truce_lang *lang,
                           struct truce_lang_scratch **out)
{
    struct truce_lang_scratch *scratch = truce_zalloc(1, sizeof *scratch);
    (void)lang;
    *out = NULL;
    if (scratch)
        scratch->net = truce_network_scratch_new();
    if (!scratch || !scratch->net) {
        truce_lang_scratch_free(scratch);
        return TRUCE_ENOMEM;
    }
    *out = scratch;
    return TRUCE_OK;
}

void truce_lang_scratch_free(struct truce_lang_scratch *scratch)
{
    if (!scratch)
        return;
    truce_splitter_scratch_release(&scratch->splitter);
    truce_network_scratch_free(scratch->net);
    truce_free(scratch);
}

/* "N.V.", "U.S.": letters each with its stop, whose lemma they are. */
static bool is_initials(struct truce_view form)
{
    size_t i = 0;
    while (i + 1 < form.len && form.ptr[i] >= 'A' && form.ptr[i] <= 'Z' &&
           form.ptr[i + 1] == '.')
        i += 2;
    return i >= 4 && i == form.len;
}

static int set_lemma(const struct truce_lang *lang, struct truce_arena *arena,
                     const struct truce_network_out *out,
                     struct truce_token *token)
{
    const char *script =
        truce_network_string(lang->net, TRUCE_NETWORK_SCRIPT, out->script);
    if (!strcmp(script, "k0") || is_initials(token->form)) {
        token->lemma = token->form;
        return TRUCE_OK;
    }
    size_t size = token->form.len * 2 + TRUCE_EDIT_MAX;
    char buf[256], *lemma = buf;
    if (size > sizeof buf)
        lemma = truce_arena_alloc(arena, size, 1);
    if (!lemma)
        return TRUCE_ENOMEM;
    size_t len =
        truce_editscript_apply(lemma, size > sizeof buf ? size : sizeof buf,
                               script, token->form.ptr, token->form.len);
    if (lemma == buf)
        lemma = truce_arena_strndup(arena, buf, len);
    token->lemma = (struct truce_view){lemma, len};
    return lemma ? TRUCE_OK : TRUCE_ENOMEM;
}

/* Words from..from+n of a sentence; heads of a later part hang its root on
 * `root`, the root of the first. */
static int analyse_part(const struct truce_lang *lang,
                        struct truce_lang_scratch *s, struct truce_arena *arena,
                        struct truce_token *tokens, size_t from, size_t n,
                        int32_t *root)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = from + i;
        s->in[i].form = tokens[at].form;
        s->in[i].space_after = tokens[at].space_after;
        s->in[i].space_before = at == 0 || tokens[at - 1].space_after;
    }
    truce_network_run(lang->net, s->net, s->in, n, s->out);
    for (size_t i = 0; i < n; i++) {
        struct truce_token *token = &tokens[from + i];
        const struct truce_network_out *out = &s->out[i];
        token->upos = lang->upos[out->upos];
        token->xpos = lang->xpos[out->xpos];
        token->rel = lang->rel[out->label];
        token->confidence = out->confidence;
        token->head = out->head < 0 ? *root : (int32_t)from + out->head;
        if (out->head < 0 && *root >= 0)
            token->rel = TRUCE_REL_parataxis;
        else if (out->head < 0)
            *root = (int32_t)(from + i);
        if (set_lemma(lang, arena, out, token) < 0)
            return TRUCE_ENOMEM;
        token->lemma = truce_verblemma(token->form, token->xpos, token->lemma,
                                       arena);
        if (!token->lemma.ptr)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static int add_feats(struct truce_arena *arena, struct truce_sentence *sent)
{
    struct truce_feats_fact *facts =
        truce_arena_alloc(arena, sent->n_tokens, sizeof *facts);
    if (!facts)
        return TRUCE_ENOMEM;
    truce_feats_facts(sent->tokens, sent->n_tokens, facts);
    truce_feats_assign(sent->tokens, sent->n_tokens, facts);
    return TRUCE_OK;
}

/* Where to cut a sentence too long for one parse: after the last comma,
 * semicolon or the like of the part, or where it is full. */
static size_t part_length(const struct truce_token *tokens, size_t n)
{
    enum { MAX = TRUCE_MAX_SENTENCE_TOKENS };
    if (n <= MAX)
        return n;
    for (size_t i = MAX; i > MAX / 2; i--)
        if (tokens[i - 1].form.len == 1 &&
            strchr(";,:)|", tokens[i - 1].form.ptr[0]))
            return i;
    return MAX;
}

int truce_lang_analyse(const struct truce_lang *lang,
                       struct truce_lang_scratch *scratch,
                       struct truce_arena *arena,
                       struct truce_sentence *sentences, size_t n,
                       struct truce_err *err)
{
    for (size_t i = 0; i < n; i++) {
        struct truce_sentence *sent = &sentences[i];
        int32_t root = -1;
        for (size_t at = 0; at < sent->n_tokens;) {
            size_t len = part_length(sent->tokens + at, sent->n_tokens - at);
            int rc = analyse_part(lang, scratch, arena, sent->tokens, at, len,
                                  &root);
            if (rc < 0)
                return truce_err_set(err, rc, "out of memory");
            at += len;
        }
        if (add_feats(arena, sent) < 0)
            return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    }
    return TRUCE_OK;
}

int truce_lang_parse(const struct truce_lang *lang,
                     struct truce_lang_scratch *scratch, struct truce_view text,
                     struct truce_arena *arena, struct truce_text *out,
                     struct truce_err *err)
{
    int rc = truce_splitter_run(&lang->splitter, &scratch->splitter, text,
                                arena, out);
    if (rc < 0)
        return truce_err_set(err, rc, "cannot split the text: %s",
                             truce_code_help(rc));
    return truce_lang_analyse(lang, scratch, arena, out->sentences,
                              out->n_sentences, err);
}

bool truce_lang_vector(const struct truce_lang *lang, struct truce_view form,
                       float *out)
{
    _Static_assert((int)TRUCE_LANG_VECTOR == (int)NET_WORD,
                   "sizes of word vectors");
    return truce_network_vector(lang->net, form, out);
}
