/*
 * The splitter: left to right over the gaps inside each stretch without white
 * space, then over the words for sentence ends. A blank line always ends a
 * sentence.
 */
#include "lang/splitter.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

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
                        struct truce_splitter_scratch *s,
                        struct truce_chunk *chunk)
{
    int start = SPLIT_TOKEN;
    for (size_t i = chunk->begin + 1; i <= chunk->end; i++) {
        int cls = SPLIT_TOKEN;
        if (i < chunk->end)
            cls = truce_splitfeat_joins(&s->atoms, chunk, i)
                      ? SPLIT_JOIN
                      : classify_gap(sp, &s->atoms, chunk, i);
        if (cls != SPLIT_JOIN) {
            s->starts[s->n] = (uint8_t)start;
            truce_splitfeat_piece(&s->atoms, chunk->token, i,
                                  &s->pieces[s->n++]);
            chunk->token = i;
            start = cls;
        }
        chunk->last = cls;
    }
}

static bool is_dash(const struct truce_piece *p, const char *text)
{
    size_t at = p->begin;
    uint32_t c = truce_utf8_next(text, p->end, &at);
    return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015;
}

/* Words of the dateline that opens a paragraph at word i ("BAKU, Azerbaijan,
 * Nov. 9 (AP) -"), its dash included, or 0: capitals first, then no small
 * word, and a dash between spaces within sixteen words. */
static size_t dateline_length(const struct truce_splitter_scratch *s, size_t i,
                              const char *text)
{
    enum { MAX_WORDS = 16, MIN_CAPITALS = 3 };
    const struct truce_piece *first = &s->pieces[i];
    if (first->end - first->begin < MIN_CAPITALS)
        return 0;
    for (size_t b = first->begin; b < first->end; b++)
        if (text[b] < 'A' || text[b] > 'Z')
            return 0;
    for (size_t k = 1; k < MAX_WORDS && i + k < s->n; k++) {
        const struct truce_piece *p = &s->pieces[i + k];
        if (p->gap == GAP_PARAGRAPH ||
            (text[p->begin] >= 'a' && text[p->begin] <= 'z'))
            return 0;
        if (p->gap != GAP_NONE && is_dash(p, text) && i + k + 1 < s->n &&
            s->pieces[i + k + 1].gap == GAP_SPACE)
            return k + 1;
    }
    return 0;
}

/* Words of the number or bullet that opens a paragraph at word i: "1.",
 * "a)", "(2)"; what follows belongs to the same sentence. */
static size_t label_length(const struct truce_splitter_scratch *s, size_t i,
                           const char *text)
{
    size_t k = i, digits = 0;
    bool open = s->pieces[i].mark == '(';
    if (open && ++k >= s->n)
        return 0;
    const struct truce_piece *p = &s->pieces[k];
    size_t len = p->end - p->begin;
    while (digits < len && text[p->begin + digits] >= '0' &&
           text[p->begin + digits] <= '9')
        digits++;
    if (digits == 0 && !open && p->mark && len == 1)
        return p->mark == '*' || p->mark == '-';
    char low = (char)(text[p->begin] | 32);
    bool letter = digits == 0 && low >= 'a' && low <= 'z';
    size_t rest = digits ? digits : 1;
    if (digits > 2 || (!digits && !letter) || len > rest + 1)
        return 0;
    if (len == rest + 1)
        return text[p->end - 1] == '.' || text[p->end - 1] == ')' ? k + 1 - i
                                                                  : 0;
    if (++k < s->n && s->pieces[k].gap == GAP_NONE &&
        (s->pieces[k].mark == '.' || s->pieces[k].mark == ')'))
        return k + 1 - i;
    return 0;
}

/* Two names side by side on one line ("Wang Yi"): no mark, no end. */
static bool inside_name(const struct truce_splitter_scratch *s, size_t i,
                        const char *text)
{
    const struct truce_piece *p = &s->pieces[i - 1];
    const struct truce_piece *q = &s->pieces[i];
    char last = text[p->end - 1];
    return q->gap == GAP_SPACE && text[p->begin] >= 'A' &&
           text[p->begin] <= 'Z' && text[q->begin] >= 'A' &&
           text[q->begin] <= 'Z' && last >= 'a' && last <= 'z';
}

/* An initial before a name, or an abbreviation before a number: the join that
 * made the word also says that no sentence ends here. */
static bool goes_on(const struct truce_splitter_scratch *s, size_t i,
                    const char *text)
{
    const struct truce_piece *p = &s->pieces[i - 1];
    const char *word = text + p->begin;
    size_t len = p->end - p->begin;
    char next = text[s->pieces[i].begin];
    if (!p->listed || word[len - 1] != '.')
        return false;
    if (next >= '0' && next <= '9')
        return p->listed > 1;
    return len == 2 && i > 1 && word[0] >= 'A' && word[0] <= 'Z' &&
           next >= 'A' && next <= 'Z' && word[0] != 'I';
}

static bool piece_is(const struct truce_piece *p, const char *text,
                     const char *word)
{
    size_t len = strlen(word);
    return p->end - p->begin == len && !memcmp(text + p->begin, word, len);
}

/* "... at 6 p.m. Swiss diplomats said": a capital behind the hour begins a
 * sentence, but for days, months and "Moscow time". */
static bool behind_hour(const struct truce_splitter_scratch *s, size_t i,
                        const char *text)
{
    static const char days[] = " Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr "
                               "May Jun Jul Aug Sep Oct Nov Dec ";
    const struct truce_piece *p = &s->pieces[i - 1], *q = &s->pieces[i];
    char head[6] = {' ', 0, 0, 0, ' ', 0};
    if ((!piece_is(p, text, "p.m.") && !piece_is(p, text, "a.m.")) ||
        q->end - q->begin < 3 || text[q->begin] < 'A' || text[q->begin] > 'Z' ||
        text[q->begin + 1] < 'a' || text[q->begin + 1] > 'z')
        return false;
    memcpy(head + 1, text + q->begin, 3);
    return !strstr(days, head) &&
           !(i + 1 < s->n && (piece_is(&s->pieces[i + 1], text, "time") ||
                              piece_is(&s->pieces[i + 1], text, "Time")));
}

static void find_ends(const struct truce_splitter *sp,
                      struct truce_splitter_scratch *s, const char *text)
{
    struct truce_ending state = {0};
    size_t dateline = s->n ? dateline_length(s, 0, text) : 0;
    size_t label = s->n ? label_length(s, 0, text) : 0;
    for (size_t i = 1; i < s->n; i++) {
        bool ends = s->pieces[i].gap == GAP_PARAGRAPH;
        truce_splitfeat_advance(&state, &s->pieces[i - 1], false);
        if (ends) {
            dateline = i + dateline_length(s, i, text);
            label = i + label_length(s, i, text);
        }
        if (i <= dateline) {
            ends |= i == dateline;
        } else if (!ends && i > label && s->starts[i] != SPLIT_WORD &&
                   !goes_on(s, i, text) && !inside_name(s, i, text)) {
            uint32_t feats[SPLIT_MAX_FEATS];
            size_t n = truce_splitfeat_end(s->pieces, s->n, i, &state, feats);
            ends = sum(sp->end, feats, n) > 0 || behind_hour(s, i, text);
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
        split_chunk(splitter, s, &chunk);
        b = chunk.end;
    }
    find_ends(splitter, s, text.ptr);
    return build(s, text, arena, out);
}
