/*
 * Running the network on one sentence at a time, so that a result never
 * depends on what else is parsed.
 */
#include "lang/network.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "lang/netparts.h"
#include "lang/treedecode.h"
#include "lang/wordfeat.h"

struct part {
    void *at; /* of the pointer to set */
    size_t bytes;
};

/* Where each array of a scratch begins in its one block of memory. */
static size_t lay_out(struct truce_network_scratch *s, char *memory)
{
    enum { N = TRUCE_MAX_SENTENCE_TOKENS, F = sizeof(float), C = 2 };
    const struct part parts[] = {
        {&s->x, F * N * NET_IN},
        {&s->gates, F * N * NET_GATES},
        {&s->h[0], F * N * NET_OUT},
        {&s->h[1], F * N * NET_OUT},
        {&s->arc_dep, F * N * NET_ARC},
        {&s->arc_mid, F * N * NET_ARC},
        {&s->arc_head, F * (N + 1) * NET_ARC},
        {&s->score, F * N * (N + 1)},
        {&s->tree, F * truce_treedecode_memory(N)},
        {&s->lab_dep, F * N * NET_LAB},
        {&s->lab_head, F * N * NET_LAB},
        {&s->lab_in, F * N * 2 * NET_LAB},
        {&s->logits, F * N * NET_MAX_SCRIPTS},
        {&s->tag, F * N * NET_TAG},
        {&s->lem, F * N * NET_LEM},
        {&s->quant_x.code, C * N * NET_IN},
        {&s->quant_x.scale, F * N},
        {&s->quant_h[0].code, C * N * NET_OUT},
        {&s->quant_h[0].scale, F * N},
        {&s->quant_h[1].code, C * N * NET_OUT},
        {&s->quant_h[1].scale, F * N},
        {&s->quant_more.code, C * N * NET_OUT},
        {&s->quant_more.scale, F * N},
        {&s->quant_step.code, C * NET_HID},
        {&s->quant_step.scale, F},
    };
    size_t used = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *at = memory ? memory + used : NULL;
        memcpy(parts[i].at, &at, sizeof at);
        used += (parts[i].bytes + 63) & ~(size_t)63;
    }
    return used;
}

struct truce_network_scratch *truce_network_scratch_new(void)
{
    struct truce_network_scratch *s = truce_zalloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->memory = truce_alloc(lay_out(s, NULL), 1);
    if (!s->memory) {
        truce_free(s);
        return NULL;
    }
    lay_out(s, s->memory);
    s->quant_step.scale[0] = 1.f / (float)TRUCE_KERNEL_LEVELS;
    return s;
}

void truce_network_scratch_free(struct truce_network_scratch *scratch)
{
    if (scratch)
        truce_free(scratch->memory);
    truce_free(scratch);
}

/* Position of `key` in a rising array, or -1. Keys are hashes, so the place
 * can be guessed from the value; a few steps of bisection finish. */
static int64_t find_key(const uint64_t *keys, uint32_t n, uint64_t key)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (keys[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && keys[lo] == key ? (int64_t)lo : -1;
}

static int64_t find_word(const struct truce_network *net,
                         const struct truce_wordfeat *f)
{
    int64_t row = find_key(net->key, net->n_words, f->key);
    if (row < 0 && f->has_digit)
        row = find_key(net->key, net->n_words, f->digit_key);
    return row;
}

static void add(const struct net_table *t, uint32_t row, float *to)
{
    truce_kernel_add_row(to, t->code + (size_t)row * t->cols, t->scale[row],
                         t->cols);
}

static void embed(const struct truce_network *net,
                  const struct truce_network_in *in, float *x)
{
    struct truce_wordfeat f;
    float *affix = x + NET_WORD, *ngram = affix + NET_AFFIX;
    float *shape = ngram + NET_NGRAM;
    truce_wordfeat_init(&f, in->form.ptr, in->form.len);
    int64_t row = find_word(net, &f);
    memset(x, 0, NET_IN * sizeof *x);
    if (row < 0)
        memcpy(x, net->unk, NET_WORD * sizeof *x);
    else
        add(&net->word, (uint32_t)row, x);
    for (int k = 0; k < f.n_affix; k++)
        add(&net->affix, f.affix[k], affix);
    for (int k = 0; k < f.n_ngram; k++)
        add(&net->ngram, f.ngram[k], ngram);
    float scale = 1.f / sqrtf((float)f.n_ngram);
    for (int k = 0; k < NET_NGRAM; k++)
        ngram[k] *= scale;
    add(&net->shape, f.shape, shape);
    add(&net->space, (in->space_before ? 2u : 0u) + (in->space_after ? 1u : 0u),
        shape);
}

static void dense(const struct truce_network *net, const struct truce_dense *d,
                  const struct truce_quant *x, size_t n, float *y, size_t ldy,
                  int add_to)
{
    truce_kernel_dense(net->kernel, d, x, n, y, ldy, add_to);
}

static void run_layer(const struct truce_network *net,
                      const struct net_direction *layer,
                      struct truce_network_scratch *s,
                      const struct truce_quant *x, size_t n, float *h)
{
    for (int back = 0; back < 2; back++) {
        const struct net_direction *d = &layer[back];
        memset(s->cell, 0, sizeof s->cell);
        dense(net, &d->in, x, n, s->gates, NET_GATES, 0);
        for (size_t i = 0; i < n; i++) {
            size_t t = back ? n - 1 - i : i;
            float *gates = s->gates + t * NET_GATES;
            float *out = h + t * NET_OUT + (back ? NET_HID : 0);
            if (i > 0)
                dense(net, &d->back, &s->quant_step, 1, gates, NET_GATES, 1);
            truce_kernel_cell(gates, s->cell, out, NET_HID);
            truce_kernel_quantise_unit(out, NET_HID, s->quant_step.code);
        }
    }
}

static size_t argmax(const float *x, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i] > x[best])
            best = i;
    return best;
}

static void run_tags(const struct truce_network *net,
                     struct truce_network_scratch *s, size_t n,
                     struct truce_network_out *out)
{
    dense(net, &net->tag1, &s->quant_h[1], n, s->tag, NET_TAG, 0);
    dense(net, &net->tag0, &s->quant_h[0], n, s->tag, NET_TAG, 1);
    truce_kernel_relu(s->tag, n * NET_TAG);
    truce_kernel_quantise(s->tag, n, NET_TAG, &s->quant_more);
    dense(net, &net->upos, &s->quant_more, n, s->logits, net->upos.padded, 0);
    for (size_t i = 0; i < n; i++)
        out[i].upos =
            (uint8_t)argmax(s->logits + i * net->upos.padded, net->upos.out);
    dense(net, &net->xpos, &s->quant_more, n, s->logits, net->xpos.padded, 0);
    for (size_t i = 0; i < n; i++)
        out[i].xpos =
            (uint8_t)argmax(s->logits + i * net->xpos.padded, net->xpos.out);
}

/* The dictionary of training words goes before the network's guess. */
static void run_lemmas(const struct truce_network *net,
                       struct truce_network_scratch *s,
                       const struct truce_network_in *in, size_t n,
                       struct truce_network_out *out)
{
    dense(net, &net->lem_x, &s->quant_x, n, s->lem, NET_LEM, 0);
    dense(net, &net->lem0, &s->quant_h[0], n, s->lem, NET_LEM, 1);
    truce_kernel_relu(s->lem, n * NET_LEM);
    truce_kernel_quantise(s->lem, n, NET_LEM, &s->quant_more);
    dense(net, &net->script, &s->quant_more, n, s->logits, net->script.padded,
          0);
    for (size_t i = 0; i < n; i++) {
        uint64_t key =
            truce_wordfeat_hash(in[i].form.ptr, in[i].form.len) + out[i].xpos;
        int64_t row = find_key(net->dict_key, net->n_dict, key);
        out[i].script =
            row >= 0 ? net->dict_script[row]
                     : (uint16_t)argmax(s->logits + i * net->script.padded,
                                        net->script.out);
    }
}

static void run_arcs(const struct truce_network *net,
                     struct truce_network_scratch *s, size_t n,
                     struct truce_network_out *out)
{
    float *heads = s->arc_head + NET_ARC;
    dense(net, &net->arc_dep, &s->quant_h[1], n, s->arc_dep, NET_ARC, 0);
    truce_kernel_relu(s->arc_dep, n * NET_ARC);
    truce_kernel_quantise(s->arc_dep, n, NET_ARC, &s->quant_more);
    dense(net, &net->arc_u, &s->quant_more, n, s->arc_mid, NET_ARC, 0);
    dense(net, &net->arc_head, &s->quant_h[1], n, heads, NET_ARC, 0);
    memcpy(s->arc_head, net->arc_root, NET_ARC * sizeof(float));
    truce_kernel_dots(s->arc_mid, n, s->arc_head, n + 1, NET_ARC, s->score,
                      n + 1);
    for (size_t i = 0; i < n; i++) {
        float *row = s->score + i * (n + 1);
        for (size_t j = 0; j < n; j++)
            row[j + 1] += net->arc_dist[net_dist_bin((int)i, (int)j)];
        row[i + 1] = -1e9f;
    }
    truce_treedecode(s->score, n, s->head, s->tree);
    for (size_t i = 0; i < n; i++) {
        float *row = s->score + i * (n + 1);
        truce_kernel_softmax(row, n + 1);
        out[i].head = s->head[i];
        out[i].confidence = row[s->head[i] + 1];
    }
}

/* The label "root" goes to the root and to nothing else. */
static void run_labels(const struct truce_network *net,
                       struct truce_network_scratch *s, size_t n,
                       struct truce_network_out *out)
{
    uint32_t n_labels = net->list[TRUCE_NETWORK_LABEL].n;
    dense(net, &net->lab_dep, &s->quant_h[1], n, s->lab_dep, NET_LAB, 0);
    dense(net, &net->lab_head, &s->quant_h[1], n, s->lab_head, NET_LAB, 0);
    for (size_t i = 0; i < n; i++) {
        const float *d = s->lab_dep + i * NET_LAB;
        const float *h = out[i].head < 0
                             ? net->lab_root
                             : s->lab_head + (size_t)out[i].head * NET_LAB;
        float *in = s->lab_in + i * 2 * NET_LAB;
        for (int k = 0; k < NET_LAB; k++) {
            in[k] = d[k] + h[k] > 0 ? d[k] + h[k] : 0;
            in[NET_LAB + k] = d[k] * h[k];
        }
    }
    truce_kernel_quantise(s->lab_in, n, 2 * NET_LAB, &s->quant_more);
    dense(net, &net->lab_out, &s->quant_more, n, s->logits, net->lab_out.padded,
          0);
    for (size_t i = 0; i < n; i++) {
        float *row = s->logits + i * net->lab_out.padded;
        row[net->root_label] = out[i].head < 0 ? INFINITY : -INFINITY;
        out[i].label = (uint8_t)argmax(row, n_labels);
    }
}

void truce_network_run(const struct truce_network *net,
                       struct truce_network_scratch *s,
                       const struct truce_network_in *in, size_t n,
                       struct truce_network_out *out)
{
    for (size_t i = 0; i < n; i++)
        embed(net, &in[i], s->x + i * NET_IN);
    truce_kernel_quantise(s->x, n, NET_IN, &s->quant_x);
    run_layer(net, net->layer[0], s, &s->quant_x, n, s->h[0]);
    truce_kernel_quantise(s->h[0], n, NET_OUT, &s->quant_h[0]);
    run_layer(net, net->layer[1], s, &s->quant_h[0], n, s->h[1]);
    truce_kernel_quantise(s->h[1], n, NET_OUT, &s->quant_h[1]);
    run_tags(net, s, n, out);
    run_lemmas(net, s, in, n, out);
    run_arcs(net, s, n, out);
    run_labels(net, s, n, out);
}

bool truce_network_vector(const struct truce_network *net,
                          struct truce_view form, float *out)
{
    struct truce_wordfeat f;
    truce_wordfeat_init(&f, form.ptr, form.len);
    int64_t row = find_word(net, &f);
    if (row < 0)
        return false;
    memset(out, 0, NET_WORD * sizeof *out);
    add(&net->word, (uint32_t)row, out);
    return true;
}
