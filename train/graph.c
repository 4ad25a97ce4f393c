/* Embedding and encoder: forward and backward of everything below the heads. */
#include "graph.h"

#include <stdlib.h>
#include <string.h>

static int is_table(int k)
{
    return k == P_affix || k == P_ngram || k == P_shape || k == P_space ||
           k == P_word;
}

static int is_bias(const char *name)
{
    size_t len = strlen(name);
    return strcmp(name + len - 2, "_b") == 0 || strcmp(name, "arc_hb") == 0 ||
           strcmp(name, "arc_dist") == 0;
}

static void init_lstms(struct net *net)
{
    static const int first[4] = {P_l0f_wx, P_l0b_wx, P_l1f_wx, P_l1b_wx};
    for (int k = 0; k < 4; k++) {
        struct param *p = &net->p[first[k]];
        net->lstm[k] = (struct lstm){.wx = p,
                                     .wh = p + 1,
                                     .b = p + 2,
                                     .din = p->rows,
                                     .backward = k & 1};
        for (int i = 0; i < NET_HID; i++)
            p[2].w[i] = 1.f; /* remember at first */
    }
}

void net_init(struct net *net, const struct net_counts *count, uint64_t seed)
{
    int n_label = count->n_label, n_upos = count->n_upos;
    int n_xpos = count->n_xpos, n_script = count->n_script, k = 0;
    net->count = *count;
    net->rng.s = seed;
    struct rng *r = &net->rng;
#define X(id, rows, cols)                                                      \
    param_init(&net->p[k], #id, rows, cols, is_table(k),                       \
               is_bias(#id)  ? 0.f                                             \
               : is_table(k) ? 0.1f                                            \
                             : 1.f / sqrtf((float)(rows) + 1.f),               \
               r);                                                             \
    k++;
#include "lang/netparam.def"
#undef X
    param_init(&net->p[P_word], "word", count->n_words, NET_WORD, 1, 0.f, r);
    init_lstms(net);
    net->pool.size = (size_t)96 << 20;
    net->pool.base = malloc(net->pool.size * sizeof(float));
}

void net_reset(struct net *net, uint64_t seed)
{
    net->rng.s = seed;
    for (int k = 0; k < P_COUNT; k++)
        param_reset(&net->p[k], &net->rng);
    init_lstms(net);
}

void dropout_mask(struct rng *rng, float *mask, size_t n, float p)
{
    float keep = 1.f / (1.f - p);
    for (size_t i = 0; i < n; i++)
        mask[i] = p > 0 && rng_unit(rng) < p ? 0.f : keep;
}

void batch_pack(struct batch *batch, const struct sentence **sent, int n)
{
    memset(batch, 0, sizeof *batch);
    batch->sent = sent;
    batch->n_sent = n;
    struct pack *pk = &batch->pk;
    pk->steps = sent[0]->n;
    pk->count = calloc((size_t)pk->steps, sizeof(int));
    pk->offset = calloc((size_t)pk->steps, sizeof(int));
    for (int t = 0; t < pk->steps; t++) {
        while (pk->count[t] < n && sent[pk->count[t]]->n > t)
            pk->count[t]++;
        pk->offset[t] = pk->n;
        pk->n += pk->count[t];
    }
    batch->sent_of = malloc((size_t)pk->n * sizeof(int));
    batch->pos_of = malloc((size_t)pk->n * sizeof(int));
    batch->word_kind = calloc((size_t)pk->n, 1);
    batch->arc = calloc((size_t)n, sizeof *batch->arc);
    for (int t = 0; t < pk->steps; t++)
        for (int b = 0; b < pk->count[t]; b++) {
            batch->sent_of[pk->offset[t] + b] = b;
            batch->pos_of[pk->offset[t] + b] = t;
        }
}

void batch_free(struct batch *batch)
{
    free(batch->pk.count);
    free(batch->pk.offset);
    free(batch->sent_of);
    free(batch->pos_of);
    free(batch->word_kind);
    free(batch->arc);
}

static const struct item *item_at(const struct batch *batch, int row)
{
    return &batch->sent[batch->sent_of[row]]->item[batch->pos_of[row]];
}

static int choose_kind(struct net *net, const struct batch *batch,
                       const struct item *it)
{
    if (it->word < 0)
        return 2;
    int has = net->has_vector[it->word], freq = net->word_freq[it->word];
    if (batch->drop.word > 0 && rng_unit(&net->rng) < batch->drop.word)
        return 2;
    float p = batch->drop.delta;
    if (p > 0 && rng_unit(&net->rng) < p / (p + (float)freq))
        return has ? 1 : 2;
    return 0;
}

static void add_row(float *to, const struct param *p, int row)
{
    const float *w = p->w + (size_t)row * (size_t)p->cols;
    for (int k = 0; k < p->cols; k++)
        to[k] += w[k];
}

static void embed(struct net *net, struct batch *batch, int row)
{
    const struct item *it = item_at(batch, row);
    float *x = batch->x + (size_t)row * NET_IN;
    int kind = choose_kind(net, batch, it);
    batch->word_kind[row] = (uint8_t)kind;
    if (kind == 2) {
        memcpy(x, net->p[P_unk].w, NET_WORD * sizeof *x);
    } else {
        memcpy(x, net->vectors + (size_t)it->word * NET_WORD,
               NET_WORD * sizeof *x);
        if (kind == 0)
            add_row(x, &net->p[P_word], it->word);
    }
    for (int k = 0; k < it->n_affix; k++)
        add_row(x + NET_WORD, &net->p[P_affix], it->affix[k]);
    float *ng = x + NET_WORD + NET_AFFIX;
    for (int k = 0; k < it->n_ngram; k++)
        add_row(ng, &net->p[P_ngram], it->ngram[k]);
    float scale = 1.f / sqrtf((float)it->n_ngram);
    for (int k = 0; k < NET_NGRAM; k++)
        ng[k] *= scale;
    add_row(ng + NET_NGRAM, &net->p[P_shape], it->shape);
    add_row(ng + NET_NGRAM, &net->p[P_space], it->space);
}

static void grad_row(struct param *p, int row, const float *d, float scale)
{
    float *g = p->g + (size_t)row * (size_t)p->cols;
    if (p->sparse)
        param_touch(p, row);
    for (int k = 0; k < p->cols; k++)
        g[k] += scale * d[k];
}

static void embed_back(struct net *net, struct batch *batch, int row,
                       const float *dx)
{
    const struct item *it = item_at(batch, row);
    int kind = batch->word_kind[row];
    if (kind == 2)
        grad_row(&net->p[P_unk], 0, dx, 1.f);
    else if (kind == 0)
        grad_row(&net->p[P_word], it->word, dx, 1.f);
    for (int k = 0; k < it->n_affix; k++)
        grad_row(&net->p[P_affix], it->affix[k], dx + NET_WORD, 1.f);
    const float *ng = dx + NET_WORD + NET_AFFIX;
    float scale = 1.f / sqrtf((float)it->n_ngram);
    for (int k = 0; k < it->n_ngram; k++)
        grad_row(&net->p[P_ngram], it->ngram[k], ng, scale);
    grad_row(&net->p[P_shape], it->shape, ng + NET_NGRAM, 1.f);
    grad_row(&net->p[P_space], it->space, ng + NET_NGRAM, 1.f);
}

static void multiply(float *restrict x, const float *restrict m, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] *= m[i];
}

/* The same mask for every word of a sentence (Gal and Ghahramani 2016). */
static float *sentence_mask(struct net *net, struct batch *batch, float p,
                            size_t width)
{
    float *per_row = pool_get(&net->pool, (size_t)batch->pk.n * width);
    float *per_sent = pool_get(&net->pool, (size_t)batch->n_sent * width);
    dropout_mask(&net->rng, per_sent, (size_t)batch->n_sent * width, p);
    for (int r = 0; r < batch->pk.n; r++)
        memcpy(per_row + (size_t)r * width,
               per_sent + (size_t)batch->sent_of[r] * width,
               width * sizeof *per_row);
    return per_row;
}

static void layer_forward(struct net *net, struct batch *batch, int layer,
                          const float *x)
{
    size_t n = (size_t)batch->pk.n;
    batch->h[layer] = pool_get(&net->pool, n * NET_OUT);
    for (int d = 0; d < 2; d++) {
        struct lstm *l = &net->lstm[2 * layer + d];
        l->mask = NULL;
        if (batch->drop.recurrent > 0) {
            size_t m = (size_t)batch->n_sent * NET_HID;
            float *mask = pool_get(&net->pool, m);
            dropout_mask(&net->rng, mask, m, batch->drop.recurrent);
            l->mask = mask;
        }
        lstm_forward(l, &batch->pk, x, batch->h[layer] + d * NET_HID, NET_OUT,
                     &net->pool);
    }
    if (batch->drop.layer > 0) {
        batch->mask_h[layer] =
            sentence_mask(net, batch, batch->drop.layer, NET_OUT);
        multiply(batch->h[layer], batch->mask_h[layer], n * NET_OUT);
    }
}

void net_forward(struct net *net, struct batch *batch)
{
    size_t n = (size_t)batch->pk.n;
    net->pool.used = 0;
    batch->x = pool_get(&net->pool, n * NET_IN);
    for (int r = 0; r < batch->pk.n; r++)
        embed(net, batch, r);
    if (batch->drop.input > 0) {
        batch->mask_x = pool_get(&net->pool, n * NET_IN);
        dropout_mask(&net->rng, batch->mask_x, n * NET_IN, batch->drop.input);
        multiply(batch->x, batch->mask_x, n * NET_IN);
    }
    layer_forward(net, batch, 0, batch->x);
    layer_forward(net, batch, 1, batch->h[0]);
    heads_forward(net, batch);
}

static void layer_backward(struct net *net, struct batch *batch, int layer,
                           const float *x, float *dh, float *dx)
{
    if (batch->mask_h[layer])
        multiply(dh, batch->mask_h[layer], (size_t)batch->pk.n * NET_OUT);
    for (int d = 0; d < 2; d++)
        lstm_backward(&net->lstm[2 * layer + d], &batch->pk, x,
                      dh + d * NET_HID, NET_OUT, dx, &net->pool);
}

/* Hidden states of lstm.c are the undropped ones while it runs; the dropped
 * ones only feed what lies above, so its own gradients stay right. */
void net_backward(struct net *net, struct batch *batch, struct losses *losses)
{
    size_t n = (size_t)batch->pk.n;
    float *dh[2], *dx = pool_get(&net->pool, n * NET_IN);
    dh[0] = pool_get(&net->pool, n * NET_OUT);
    dh[1] = pool_get(&net->pool, n * NET_OUT);
    heads_backward(net, batch, dh, dx, losses);
    layer_backward(net, batch, 1, batch->h[0], dh[1], dh[0]);
    layer_backward(net, batch, 0, batch->x, dh[0], dx);
    if (batch->mask_x)
        multiply(dx, batch->mask_x, n * NET_IN);
    for (int r = 0; r < batch->pk.n; r++)
        embed_back(net, batch, r, dx + (size_t)r * NET_IN);
    losses->words += batch->pk.n;
}

void net_step(struct net *net, float lr, int step, float clip)
{
    double norm2 = 0;
    for (int k = 0; k < P_COUNT; k++)
        norm2 += param_norm2(&net->p[k]);
    float norm = (float)sqrt(norm2);
    float scale = norm > clip ? clip / norm : 1.f;
    for (int k = 0; k < P_COUNT; k++)
        param_step(&net->p[k], lr, scale, step);
}
