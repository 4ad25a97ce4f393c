/* Trains the tokenizer and sentence splitter: train_split OUT SEED DIR
 * Two linear models (softmax over gap classes, logistic over sentence ends),
 * AdaGrad, on the text rebuilt from the treebanks. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/splitfeat.h"
#include "nn.h"
#include "treebank.h"

enum { GAP_EPOCHS = 2, END_EPOCHS = 3 };

/* Chosen on the dev sets: a sentence ends from a probability of 0.3 on, which
 * finds more of the ends that no mark shows (EWT dev F1 86.8 to 88.0). */
static const float end_bias = 0.847f;

/* Text with, for each byte, what starts there. */
struct corpus {
    char *text;
    uint8_t *start; /* 0, SPLIT_TOKEN or SPLIT_WORD, +4 at a sentence start */
    size_t len, cap;
};

struct linear {
    float *w, *g2; /* [classes][buckets] */
    int classes, buckets;
};

static void add_bytes(struct corpus *c, const char *s, size_t n, int start)
{
    if (c->len + n + 1 > c->cap) {
        c->cap = (c->len + n + 1) * 2;
        c->text = realloc(c->text, c->cap);
        c->start = realloc(c->start, c->cap);
    }
    memcpy(c->text + c->len, s, n);
    memset(c->start + c->len, 0, n);
    c->start[c->len] = (uint8_t)start;
    c->len += n;
    c->text[c->len] = '\0';
}

/* A multiword token whose words do not spell it stays one word. */
static int spells(const struct tb_word *w)
{
    size_t at = 0, len = strlen(w->surface);
    for (int k = 0; k < w->range; k++) {
        size_t n = strlen(w[k].form);
        if (at + n > len || strncmp(w->surface + at, w[k].form, n) != 0)
            return 0;
        at += n;
    }
    return at == len;
}

static int add_token(struct corpus *c, const struct tb_word *w, int start)
{
    if (!w->surface) {
        add_bytes(c, w->form, strlen(w->form), start);
        return 1;
    }
    if (!spells(w)) {
        add_bytes(c, w->surface, strlen(w->surface), start);
        return w->range;
    }
    for (int k = 0; k < w->range; k++)
        add_bytes(c, w[k].form, strlen(w[k].form), k ? SPLIT_WORD : start);
    return w->range;
}

static void add_bank(struct corpus *c, const struct treebank *bank)
{
    int space = 0;
    for (int i = 0; i < bank->n; i++) {
        const struct tb_sentence *s = &bank->sent[i];
        if (s->new_par)
            add_bytes(c, "\n\n", 2, 0);
        else if (space)
            add_bytes(c, " ", 1, 0);
        for (int k = 0; k < s->n;) {
            int from = k;
            k += add_token(c, &s->word[k], SPLIT_TOKEN + (k == 0 ? 4 : 0));
            space = s->word[k - 1].space_after;
            (void)from;
            if (space && k < s->n)
                add_bytes(c, " ", 1, 0);
        }
    }
}

static float score(const struct linear *m, int cls, const uint32_t *f, size_t n)
{
    const float *w = m->w + (size_t)cls * (size_t)m->buckets;
    float s = 0;
    for (size_t k = 0; k < n; k++)
        s += w[f[k]];
    return s;
}

static int classify(const struct linear *m, const uint32_t *f, size_t n,
                    float *p)
{
    float sum = 0;
    int best = 0;
    if (m->classes == 1) {
        p[0] = 1.f / (1.f + expf(-score(m, 0, f, n)));
        return p[0] > 0.5f;
    }
    for (int c = 0; c < m->classes; c++) {
        p[c] = score(m, c, f, n);
        best = p[c] > p[best] ? c : best;
    }
    float max = p[best];
    for (int c = 0; c < m->classes; c++)
        sum += p[c] = expf(p[c] - max);
    for (int c = 0; c < m->classes; c++)
        p[c] /= sum;
    return best;
}

static void update(struct linear *m, const uint32_t *f, size_t n, int gold,
                   float lr)
{
    float p[SPLIT_CLASSES];
    classify(m, f, n, p);
    for (int c = 0; c < m->classes; c++) {
        float target = m->classes == 1 ? (float)gold : (float)(c == gold);
        float d = p[c] - target;
        size_t base = (size_t)c * (size_t)m->buckets;
        for (size_t k = 0; k < n; k++) {
            size_t at = base + f[k];
            float g = d + 1e-5f * m->w[at];
            m->g2[at] += g * g;
            m->w[at] -= lr * g / sqrtf(m->g2[at] + 1e-4f);
        }
    }
}

static void linear_init(struct linear *m, int classes, int buckets)
{
    size_t n = (size_t)classes * (size_t)buckets;
    *m = (struct linear){calloc(n, sizeof(float)), calloc(n, sizeof(float)),
                         classes, buckets};
}

static int gold_class(const struct corpus *c, const struct truce_atom *a)
{
    return c->start[a->begin] & 3;
}

/* One pass over all gaps inside chunks, in random order of chunks. */
static void gap_epoch(struct linear *m, const struct corpus *c,
                      const struct truce_atoms *atoms, struct rng *rng,
                      float lr)
{
    size_t n_chunks = 0, *chunk = malloc(atoms->n * sizeof *chunk);
    for (size_t i = 0; i < atoms->n; i++)
        if (atoms->item[i].gap != GAP_NONE)
            chunk[n_chunks++] = i;
    for (size_t i = n_chunks; i > 1; i--) {
        size_t j = rng_next(rng) % i, t = chunk[i - 1];
        chunk[i - 1] = chunk[j];
        chunk[j] = t;
    }
    for (size_t k = 0; k < n_chunks; k++) {
        struct truce_chunk ch;
        truce_splitfeat_chunk(atoms, chunk[k], &ch);
        for (size_t i = ch.begin + 1; i < ch.end; i++) {
            uint32_t f[SPLIT_MAX_FEATS];
            size_t n = truce_splitfeat_gap(atoms, &ch, i, f);
            int gold = gold_class(c, &atoms->item[i]);
            update(m, f, n, gold, lr);
            ch.last = gold;
            if (gold != SPLIT_JOIN)
                ch.token = i;
        }
    }
    free(chunk);
}

/* Words as pieces; `gold` tells where the boundaries come from. */
static struct truce_piece *make_pieces(const struct corpus *c,
                                       const struct truce_atoms *atoms,
                                       const struct linear *m, size_t *count)
{
    struct truce_piece *out = malloc((atoms->n + 1) * sizeof *out);
    size_t n = 0;
    for (size_t b = 0; b < atoms->n;) {
        struct truce_chunk ch;
        truce_splitfeat_chunk(atoms, b, &ch);
        for (size_t i = ch.begin + 1; i <= ch.end; i++) {
            int cls = SPLIT_TOKEN;
            if (i < ch.end && m) {
                uint32_t f[SPLIT_MAX_FEATS];
                float p[SPLIT_CLASSES];
                size_t k = truce_splitfeat_gap(atoms, &ch, i, f);
                cls = classify(m, f, k, p);
            } else if (i < ch.end) {
                cls = gold_class(c, &atoms->item[i]);
            }
            if (cls != SPLIT_JOIN) {
                truce_splitfeat_piece(atoms, ch.token, i, &out[n++]);
                ch.token = i;
            }
            ch.last = cls;
        }
        b = ch.end;
    }
    *count = n;
    return out;
}

static void end_epoch(struct linear *m, const struct corpus *c,
                      struct truce_piece *pieces, size_t n, struct rng *rng,
                      float lr)
{
    struct truce_ending state = {0};
    for (size_t i = 1; i < n; i++) {
        int gold = (c->start[pieces[i].begin] & 4) != 0;
        uint8_t gap = pieces[i].gap;
        truce_splitfeat_advance(&state, &pieces[i - 1],
                                (c->start[pieces[i - 1].begin] & 4) && 0);
        if (gap != GAP_PARAGRAPH) {
            uint32_t f[SPLIT_MAX_FEATS];
            float dice = rng_unit(rng);
            if (gap == GAP_SPACE && dice < (gold ? 0.1f : 0.001f))
                pieces[i].gap = GAP_LINE;
            size_t k = truce_splitfeat_end(pieces, n, i, &state, f);
            update(m, f, k, gold, lr);
            pieces[i].gap = gap;
        }
        if (gold || gap == GAP_PARAGRAPH)
            state = (struct truce_ending){.in_quote = state.in_quote};
    }
}

static void print_f1(const char *what, size_t hit, size_t system, size_t gold)
{
    double p = 100.0 * (double)hit / (double)(system ? system : 1);
    double r = 100.0 * (double)hit / (double)(gold ? gold : 1);
    printf("  %s P %.2f R %.2f F1 %.2f", what, p, r,
           p + r > 0 ? 2 * p * r / (p + r) : 0);
}

/* Words match when both ends do; sentences when both ends do. */
static void evaluate(const char *name, const struct corpus *c,
                     const struct linear *gap, const struct linear *end)
{
    struct truce_atoms atoms = {0};
    size_t n, hit = 0, gold = 0, shit = 0, sgold = 0, ssys = 1;
    struct truce_ending state = {0};
    truce_splitfeat_atoms(c->text, c->len, &atoms);
    struct truce_piece *pieces = make_pieces(c, &atoms, gap, &n);
    uint8_t *next_end = calloc(c->len + 1, 1); /* gold word ends */
    size_t last = 0;
    for (size_t i = 0; i < c->len; i++) {
        gold += (c->start[i] & 3) != 0;
        sgold += (c->start[i] & 4) != 0;
        if (c->start[i] & 3) {
            next_end[last] |= 1;
        }
        if ((unsigned char)c->text[i] > ' ')
            last = i + 1;
    }
    next_end[last] |= 1;
    int open = 1;
    for (size_t i = 0; i < n; i++) {
        int clean =
            (c->start[pieces[i].begin] & 3) != 0 && next_end[pieces[i].end];
        for (size_t b = pieces[i].begin + 1; b < pieces[i].end; b++)
            clean &= (c->start[b] & 3) == 0;
        hit += (size_t)clean;
        if (i == 0)
            continue;
        truce_splitfeat_advance(&state, &pieces[i - 1], false);
        int ends = pieces[i].gap == GAP_PARAGRAPH;
        if (!ends) {
            uint32_t f[SPLIT_MAX_FEATS];
            float p[1];
            size_t k = truce_splitfeat_end(pieces, n, i, &state, f);
            ends = classify(end, f, k, p);
        }
        int gold_end = (c->start[pieces[i].begin] & 4) != 0;
        if (ends) {
            ssys++;
            shit += (size_t)(open && gold_end);
            open = gold_end;
            state = (struct truce_ending){.in_quote = state.in_quote};
        } else if (gold_end) {
            open = 0;
        }
    }
    shit += (size_t)open;
    printf("%s", name);
    print_f1("words", hit, n, gold);
    print_f1("sentences", shit, ssys, sgold);
    printf("\n");
    free(next_end);
    free(pieces);
    truce_splitfeat_release(&atoms);
}

static void save(const char *path, const struct linear *gap,
                 const struct linear *end)
{
    FILE *file = fopen(path, "wb");
    size_t n = (size_t)gap->classes * (size_t)gap->buckets;
    int ok = file && fwrite(gap->w, sizeof(float), n, file) == n &&
             fwrite(end->w, sizeof(float), (size_t)end->buckets, file) ==
                 (size_t)end->buckets;
    if (!ok || fclose(file) != 0) {
        fprintf(stderr, "cannot write '%s'\n", path);
        exit(1);
    }
}

static void read_corpus(struct corpus *c, const char *dir, const char *name)
{
    char path[1024];
    struct treebank bank = {0};
    snprintf(path, sizeof path, "%s/%s.conllu.xz", dir, name);
    treebank_read(&bank, path);
    add_bank(c, &bank);
}

/* The first feature of a sentence end is the kind of space: its weights take
 * the bias. */
static void add_bias(struct linear *end)
{
    for (int gap = GAP_NONE; gap <= GAP_PARAGRAPH; gap++) {
        struct truce_piece pieces[2] = {{0}, {.gap = (uint8_t)gap}};
        struct truce_ending state = {0};
        uint32_t f[SPLIT_MAX_FEATS];
        truce_splitfeat_end(pieces, 2, 1, &state, f);
        end->w[f[0]] += end_bias;
    }
}

int main(int argc, char **argv)
{
    struct corpus train = {0}, dev[2] = {{0}, {0}};
    struct linear gap, end;
    struct truce_atoms atoms = {0};
    if (argc != 4) {
        fprintf(stderr, "usage: train_split OUT SEED DIR\n");
        return 2;
    }
    struct rng rng = {.s = (uint64_t)atoll(argv[2])};
    read_corpus(&train, argv[3], "ewt-train");
    read_corpus(&train, argv[3], "gumopen-train");
    read_corpus(&dev[0], argv[3], "ewt-dev");
    read_corpus(&dev[1], argv[3], "gumopen-dev");
    truce_splitfeat_atoms(train.text, train.len, &atoms);
    linear_init(&gap, SPLIT_CLASSES, SPLIT_GAP_BUCKETS);
    linear_init(&end, 1, SPLIT_END_BUCKETS);
    for (int e = 0; e < GAP_EPOCHS; e++)
        gap_epoch(&gap, &train, &atoms, &rng,
                  0.1f * (1.f - (float)e / GAP_EPOCHS));
    size_t n;
    struct truce_piece *pieces = make_pieces(&train, &atoms, NULL, &n);
    for (int e = 0; e < END_EPOCHS; e++)
        end_epoch(&end, &train, pieces, n, &rng,
                  0.08f * (1.f - (float)e / END_EPOCHS));
    add_bias(&end);
    evaluate("train  ", &train, &gap, &end);
    evaluate("ewt-dev", &dev[0], &gap, &end);
    evaluate("gum-dev", &dev[1], &gap, &end);
    save(argv[1], &gap, &end);
    return 0;
}
