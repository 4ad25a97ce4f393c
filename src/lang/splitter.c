/*
 * The splitter: left to right over the gaps inside each stretch without white
 * space, then over the words for sentence ends. A blank line always ends a
 * sentence.
 */
#include "lang/splitter.h"

#include <string.h>

#include "base/mem.h"

int truce_splitter_open(const struct truce_modelfile *file,
                        struct truce_splitter *out, struct truce_err *err)
{
    struct truce_modelfile_want gap = {"split.gap", SPLIT_CLASSES,
                                       SPLIT_GAP_BUCKETS, 2};
    struct truce_modelfile_want end = {"split.end", 1, SPLIT_END_BUCKETS, 2};
    out->gap = truce_modelfile_get(file, &gap, err);
    out->end = out->gap ? truce_modelfile_get(file, &end, err) : NULL;
    return out->end ? TRUCE_OK : TRUCE_EFORMAT;
}

void truce_splitter_scratch_release(struct truce_splitter_scratch *scratch)
{
    if (!scratch)
        return;
    truce_splitfeat_release(&scratch->atoms);
    truce_free(scratch->pieces);
    truce_free(scratch->starts);
    truce_free(scratch->ends);
    *scratch = (struct truce_splitter_scratch){0};
}

static int32_t sum(const int16_t *weights, const uint32_t *feats, size_t n)
{
    int32_t total = 0;
    for (size_t k = 0; k < n; k++)
        total += weights[feats[k]];
    return total;
}

static int classify_gap(const struct truce_splitter *sp,
                        const struct truce_atoms *atoms,
                        const struct truce_chunk *chunk, size_t i)
{
    uint32_t feats[SPLIT_MAX_FEATS];
    size_t n = truce_splitfeat_gap(atoms, chunk, i, feats);
    int best = 0;
    int32_t best_score = INT32_MIN;
    for (int c = 0; c < SPLIT_CLASSES; c++) {
        int32_t score = sum(sp->gap + (size_t)c * SPLIT_GAP_BUCKETS, feats, n);
        if (score > best_score) {
            best_score = score;
            best = c;
        }
    }
    return best;
}

static int reserve(struct truce_splitter_scratch *s, size_t n)
{
    int rc = truce_grow(&s->pieces, &s->cap_pieces, n, sizeof *s->pieces);
    if (rc == TRUCE_OK)
        rc = truce_grow(&s->starts, &s->cap_starts, n, sizeof *s->starts);
    if (rc == TRUCE_OK)
        rc = truce_grow(&s->ends, &s->cap_ends, n, sizeof *s->ends);
    return rc;
}

static void split_chunk(const struct truce_splitter *sp,
                        struct truce_splitter_scratch *s, const char *text,
                        struct truce_chunk *chunk)
{
    int start = SPLIT_TOKEN;
    for (size_t i = chunk->begin + 1; i <= chunk->end; i++) {
        int cls = i == chunk->end ? SPLIT_TOKEN
                                  : classify_gap(sp, &s->atoms, chunk, i);
        if (cls != SPLIT_JOIN) {
            s->starts[s->n] = (uint8_t)start;
            truce_splitfeat_piece(text, &s->atoms, chunk->token, i,
                                  &s->pieces[s->n++]);
            chunk->token = i;
            start = cls;
        }
        chunk->last = cls;
    }
}

static void find_ends(const struct truce_splitter *sp,
                      struct truce_splitter_scratch *s)
{
    struct truce_ending state = {0};
    for (size_t i = 1; i < s->n; i++) {
        bool ends = s->pieces[i].gap == GAP_PARAGRAPH;
        truce_splitfeat_advance(&state, &s->pieces[i - 1], false);
        if (!ends && s->starts[i] != SPLIT_WORD) {
            uint32_t feats[SPLIT_MAX_FEATS];
            size_t n = truce_splitfeat_end(s->pieces, s->n, i, &state, feats);
            ends = sum(sp->end, feats, n) > 0;
        }
        s->ends[i - 1] = ends;
        if (ends)
            state = (struct truce_ending){.in_quote = state.in_quote};
    }
    if (s->n)
        s->ends[s->n - 1] = true;
}

static void fill_token(const struct truce_splitter_scratch *s, size_t i,
                       struct truce_view text, struct truce_token *token)
{
    const struct truce_piece *p = &s->pieces[i];
    token->begin = p->begin;
    token->end = p->end;
    token->form = (struct truce_view){text.ptr + p->begin, p->end - p->begin};
    token->space_after = i + 1 == s->n || s->pieces[i + 1].gap != GAP_NONE;
    token->head = -1;
    token->confidence = 1;
    size_t words = 1;
    while (i + words < s->n && s->starts[i + words] == SPLIT_WORD)
        words++;
    if (words > 1 && words < 256 && s->starts[i] != SPLIT_WORD)
        token->mwt = (uint8_t)words;
}

static int build(const struct truce_splitter_scratch *s, struct truce_view text,
                 struct truce_arena *arena, struct truce_text *out)
{
    size_t n_sentences = 0, at = 0;
    uint32_t paragraph = 0;
    struct truce_token *tokens;
    for (size_t i = 0; i < s->n; i++)
        n_sentences += s->ends[i];
    *out = (struct truce_text){.text = text};
    if (!s->n)
        return TRUCE_OK;
    tokens = truce_arena_zalloc(arena, s->n, sizeof *tokens);
    out->sentences =
        truce_arena_zalloc(arena, n_sentences, sizeof *out->sentences);
    if (!tokens || !out->sentences)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < s->n; i++) {
        struct truce_sentence *sent = &out->sentences[out->n_sentences];
        fill_token(s, i, text, &tokens[i]);
        if (i == at) {
            paragraph += i > 0 && s->pieces[i].gap == GAP_PARAGRAPH;
            sent->tokens = tokens + i;
            sent->begin = tokens[i].begin;
            sent->paragraph = paragraph;
        }
        if (s->ends[i]) {
            sent->end = tokens[i].end;
            sent->n_tokens = i + 1 - at;
            at = i + 1;
            out->n_sentences++;
        }
    }
    return TRUCE_OK;
}

int truce_splitter_run(const struct truce_splitter *splitter,
                       struct truce_splitter_scratch *s, struct truce_view text,
                       struct truce_arena *arena, struct truce_text *out)
{
    int rc = truce_splitfeat_atoms(text.ptr, text.len, &s->atoms);
    s->n = 0;
    if (rc == TRUCE_OK)
        rc = reserve(s, s->atoms.n + 1);
    if (rc < 0)
        return rc;
    for (size_t b = 0; b < s->atoms.n;) {
        struct truce_chunk chunk;
        truce_splitfeat_chunk(&s->atoms, b, &chunk);
        split_chunk(splitter, s, text.ptr, &chunk);
        b = chunk.end;
    }
    find_ends(splitter, s);
    return build(s, text, arena, out);
}
