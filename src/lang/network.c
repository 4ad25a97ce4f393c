/*
 * Loading and running the network. The weights lie in the file as 16-bit
 * integers with a scale for each column and are spread into aligned floats
 * once (some 4 MB, shared by all threads); the big tables stay mapped.
 */
#include "lang/network.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "lang/kernel.h"
#include "lang/netshape.h"
#include "lang/treedecode.h"
#include "lang/wordfeat.h"

enum { MAX_TOKENS = TRUCE_MAX_SENTENCE_TOKENS };

/* Rows of 8-bit codes with a scale each, in the mapped file. */
struct table {
    const int8_t *code;
    const float *scale;
    uint32_t rows, cols;
};

struct strings {
    const char **item; /* [n], into the mapped file */
    uint32_t n;
};

struct direction {
    struct truce_dense in, back;
};

struct truce_network {
    struct strings list[TRUCE_NETWORK_LISTS];
    const uint64_t *key; /* [n_words], rising */
    uint32_t n_words;
    struct table word, affix, ngram, shape, space;
    const uint64_t *dict_key; /* [n_dict], rising */
    const uint16_t *dict_script;
    uint32_t n_dict;
    struct direction layer[2][2];
    struct truce_dense arc_dep, arc_head, arc_u, lab_dep, lab_head, lab_out;
    struct truce_dense tag0, tag1, upos, xpos, lem_x, lem0, script;
    const float *arc_root, *lab_root, *arc_dist, *unk;
    void *owned[64];
    size_t n_owned;
};

struct truce_network_scratch {
    float *x, *gates, *h[2], *arc_dep, *arc_mid, *arc_head, *score, *tree;
    float *lab_dep, *lab_head, *lab_in, *logits, *tag, *lem;
    float cell[NET_HID];
    int32_t head[MAX_TOKENS];
    float *memory;
};

static int want(const struct truce_modelfile *file, const char *name,
                struct truce_modelfile_want *shape, const void *out,
                struct truce_err *err)
{
    shape->name = name;
    const void *ptr = truce_modelfile_get(file, shape, err);
    if (!ptr)
        return TRUCE_EFORMAT;
    memcpy((void *)(uintptr_t)out, &ptr, sizeof ptr);
    return TRUCE_OK;
}

static int load_table(const struct truce_modelfile *file, const char *name,
                      uint32_t rows, uint32_t cols, struct table *out,
                      struct truce_err *err)
{
    char scale[32];
    struct truce_modelfile_want code = {
        .rows = rows, .cols = cols, .element = 1};
    int rc = want(file, name, &code, &out->code, err);
    snprintf(scale, sizeof scale, "%s.scale", name);
    struct truce_modelfile_want s = {
        .rows = code.rows, .cols = 1, .element = 4};
    if (rc == TRUCE_OK)
        rc = want(file, scale, &s, &out->scale, err);
    out->rows = code.rows;
    out->cols = code.cols;
    return rc;
}

static void *own(struct truce_network *net, size_t n, size_t size)
{
    void *ptr = NULL;
    if (net->n_owned < sizeof net->owned / sizeof *net->owned)
        ptr = truce_zalloc(n, size);
    if (ptr)
        net->owned[net->n_owned++] = ptr;
    return ptr;
}

/* Reads matrix NAME (and NAME_b unless `bias` is NULL) into a dense layer. */
static int load_dense(struct truce_network *net,
                      const struct truce_modelfile *file, const char *name,
                      const char *bias, struct truce_dense *d,
                      struct truce_err *err)
{
    struct truce_modelfile_want w = {
        .rows = d->in, .cols = d->out, .element = 2};
    struct truce_modelfile_want s = {.rows = 1, .cols = d->out, .element = 4};
    struct truce_modelfile_want b = s;
    const int16_t *code;
    const float *scale, *add = NULL;
    char name_scale[32];
    snprintf(name_scale, sizeof name_scale, "%s.scale", name);
    if (want(file, name, &w, &code, err) ||
        want(file, name_scale, &s, &scale, err) ||
        (bias && want(file, bias, &b, &add, err)))
        return TRUCE_EFORMAT;
    d->padded = (d->out + 15u) & ~15u;
    d->weight = own(net, (size_t)d->in * d->padded, sizeof(float));
    d->bias = own(net, d->padded, sizeof(float));
    if (!d->weight || !d->bias)
        return TRUCE_ENOMEM;
    for (size_t r = 0; r < d->in; r++)
        for (size_t c = 0; c < d->out; c++)
            d->weight[r * d->padded + c] =
                scale[c] * (float)code[r * d->out + c];
    if (add)
        memcpy(d->bias, add, d->out * sizeof *add);
    return TRUCE_OK;
}

static int load_strings(struct truce_network *net,
                        const struct truce_modelfile *file, const char *name,
                        size_t max, struct strings *out, struct truce_err *err)
{
    struct truce_modelfile_want shape = {.name = name, .cols = 1, .element = 1};
    const char *text = truce_modelfile_get(file, &shape, err);
    if (!text)
        return TRUCE_EFORMAT;
    out->item = own(net, max, sizeof *out->item);
    if (!out->item)
        return TRUCE_ENOMEM;
    for (size_t at = 0; at < shape.rows;) {
        const char *end = memchr(text + at, '\0', shape.rows - at);
        if (!end || out->n >= max)
            return truce_err_set(err, TRUCE_EFORMAT,
                                 "model list '%s' is malformed", name);
        out->item[out->n++] = text + at;
        at = (size_t)(end - text) + 1;
    }
    if (!out->n)
        return truce_err_set(err, TRUCE_EFORMAT, "model list '%s' is empty",
                             name);
    return TRUCE_OK;
}

static int load_lists(struct truce_network *net,
                      const struct truce_modelfile *file, struct truce_err *err)
{
    static const struct {
        const char *name;
        size_t max;
    } lists[TRUCE_NETWORK_LISTS] = {{"upos", NET_MAX_UPOS},
                                    {"xpos", NET_MAX_XPOS},
                                    {"label", NET_MAX_LABELS},
                                    {"script", NET_MAX_SCRIPTS}};
    int rc = TRUCE_OK;
    for (int i = 0; i < TRUCE_NETWORK_LISTS && rc == TRUCE_OK; i++)
        rc = load_strings(net, file, lists[i].name, lists[i].max, &net->list[i],
                          err);
    return rc;
}

static int load_tables(struct truce_network *net,
                       const struct truce_modelfile *file,
                       struct truce_err *err)
{
    struct truce_modelfile_want key = {.cols = 1, .element = 8};
    struct truce_modelfile_want dict = {.cols = 1, .element = 8};
    struct truce_modelfile_want script = {.cols = 1, .element = 2};
    int rc = want(file, "key", &key, &net->key, err);
    net->n_words = key.rows;
    if (rc == TRUCE_OK)
        rc = load_table(file, "word", key.rows, NET_WORD, &net->word, err);
    if (rc == TRUCE_OK)
        rc = load_table(file, "affix", TRUCE_WF_AFFIX_BUCKETS, NET_AFFIX,
                        &net->affix, err);
    if (rc == TRUCE_OK)
        rc = load_table(file, "ngram", TRUCE_WF_NGRAM_BUCKETS, NET_NGRAM,
                        &net->ngram, err);
    if (rc == TRUCE_OK)
        rc = load_table(file, "shape", TRUCE_WF_SHAPE_BUCKETS, NET_SHAPE,
                        &net->shape, err);
    if (rc == TRUCE_OK)
        rc = load_table(file, "space", TRUCE_WF_SPACE_KINDS, NET_SHAPE,
                        &net->space, err);
    if (rc == TRUCE_OK)
        rc = want(file, "dict.key", &dict, &net->dict_key, err);
    script.rows = dict.rows;
    if (rc == TRUCE_OK)
        rc = want(file, "dict.script", &script, &net->dict_script, err);
    net->n_dict = dict.rows;
    return rc;
}

static int load_vectors(struct truce_network *net,
                        const struct truce_modelfile *file,
                        struct truce_err *err)
{
    const struct {
        const char *name;
        uint32_t cols;
        const float **out;
    } vectors[] = {{"unk", NET_WORD, &net->unk},
                   {"arc_root", NET_ARC, &net->arc_root},
                   {"lab_root", NET_LAB, &net->lab_root},
                   {"arc_dist", 2 * NET_DIST, &net->arc_dist}};
    int rc = TRUCE_OK;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        struct truce_modelfile_want shape = {
            .rows = 1, .cols = vectors[i].cols, .element = 4};
        if (rc == TRUCE_OK)
            rc = want(file, vectors[i].name, &shape, vectors[i].out, err);
    }
    return rc;
}

static int load_layers(struct truce_network *net,
                       const struct truce_modelfile *file,
                       struct truce_err *err)
{
    static const char *const names[2][2] = {{"l0f", "l0b"}, {"l1f", "l1b"}};
    int rc = TRUCE_OK;
    for (int i = 0; i < 4 && rc == TRUCE_OK; i++) {
        char wx[16], wh[16], b[16];
        struct direction *d = &net->layer[i / 2][i % 2];
        snprintf(wx, sizeof wx, "%s_wx", names[i / 2][i % 2]);
        snprintf(wh, sizeof wh, "%s_wh", names[i / 2][i % 2]);
        snprintf(b, sizeof b, "%s_b", names[i / 2][i % 2]);
        d->in.in = i < 2 ? NET_IN : NET_OUT;
        d->back.in = NET_HID;
        d->in.out = d->back.out = NET_GATES;
        rc = load_dense(net, file, wx, b, &d->in, err);
        if (rc == TRUCE_OK)
            rc = load_dense(net, file, wh, NULL, &d->back, err);
    }
    return rc;
}

static int load_heads(struct truce_network *net,
                      const struct truce_modelfile *file, struct truce_err *err)
{
    uint32_t n_label = net->list[TRUCE_NETWORK_LABEL].n;
    const struct {
        const char *weight, *bias;
        struct truce_dense *layer;
        uint32_t in, out;
    } heads[] = {
        {"arc_dep_w", "arc_dep_b", &net->arc_dep, NET_OUT, NET_ARC},
        {"arc_head_w", "arc_head_b", &net->arc_head, NET_OUT, NET_ARC},
        {"arc_u", "arc_hb", &net->arc_u, NET_ARC, NET_ARC},
        {"lab_dep_w", "lab_dep_b", &net->lab_dep, NET_OUT, NET_LAB},
        {"lab_head_w", NULL, &net->lab_head, NET_OUT, NET_LAB},
        {"lab_out_w", "lab_out_b", &net->lab_out, 2 * NET_LAB, n_label},
        {"tag_w0", NULL, &net->tag0, NET_OUT, NET_TAG},
        {"tag_w1", "tag_b", &net->tag1, NET_OUT, NET_TAG},
        {"upos_w", "upos_b", &net->upos, NET_TAG,
         net->list[TRUCE_NETWORK_UPOS].n},
        {"xpos_w", "xpos_b", &net->xpos, NET_TAG,
         net->list[TRUCE_NETWORK_XPOS].n},
        {"lem_wx", "lem_b", &net->lem_x, NET_IN, NET_LEM},
        {"lem_w0", NULL, &net->lem0, NET_OUT, NET_LEM},
        {"script_w", "script_b", &net->script, NET_LEM,
         net->list[TRUCE_NETWORK_SCRIPT].n},
    };
    int rc = TRUCE_OK;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        heads[i].layer->in = heads[i].in;
        heads[i].layer->out = heads[i].out;
        if (rc == TRUCE_OK)
            rc = load_dense(net, file, heads[i].weight, heads[i].bias,
                            heads[i].layer, err);
    }
    return rc;
}

int truce_network_open(const struct truce_modelfile *file,
                       struct truce_network **out, struct truce_err *err)
{
    struct truce_network *net = truce_zalloc(1, sizeof *net);
    int rc = net ? load_lists(net, file, err) : TRUCE_ENOMEM;
    if (rc == TRUCE_OK)
        rc = load_tables(net, file, err);
    if (rc == TRUCE_OK)
        rc = load_vectors(net, file, err);
    if (rc == TRUCE_OK)
        rc = load_layers(net, file, err);
    if (rc == TRUCE_OK)
        rc = load_heads(net, file, err);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "cannot load the model: out of memory");
    if (rc < 0) {
        truce_network_close(net);
        net = NULL;
    }
    *out = net;
    return rc;
}

void truce_network_close(struct truce_network *net)
{
    if (!net)
        return;
    for (size_t i = 0; i < net->n_owned; i++)
        truce_free(net->owned[i]);
    truce_free(net);
}

const char *truce_network_string(const struct truce_network *net,
                                 enum truce_network_list list, size_t i)
{
    return i < net->list[list].n ? net->list[list].item[i] : "_";
}

size_t truce_network_count(const struct truce_network *net,
                           enum truce_network_list list)
{
    return net->list[list].n;
}

struct truce_network_scratch *
truce_network_scratch_new(const struct truce_network *net)
{
    enum { N = MAX_TOKENS, WIDE = NET_MAX_SCRIPTS };
    struct truce_network_scratch *s = truce_zalloc(1, sizeof *s);
    const struct {
        float **at;
        size_t n;
    } parts[] = {
        {s ? &s->x : NULL, (size_t)N * NET_IN},
        {s ? &s->gates : NULL, (size_t)N * NET_GATES},
        {s ? &s->h[0] : NULL, (size_t)N * NET_OUT},
        {s ? &s->h[1] : NULL, (size_t)N * NET_OUT},
        {s ? &s->arc_dep : NULL, (size_t)N * NET_ARC},
        {s ? &s->arc_mid : NULL, (size_t)N * NET_ARC},
        {s ? &s->arc_head : NULL, (size_t)(N + 1) * NET_ARC},
        {s ? &s->score : NULL, (size_t)N * (N + 1)},
        {s ? &s->tree : NULL, truce_treedecode_memory(N)},
        {s ? &s->lab_dep : NULL, (size_t)N * NET_LAB},
        {s ? &s->lab_head : NULL, (size_t)N * NET_LAB},
        {s ? &s->lab_in : NULL, (size_t)N * 2 * NET_LAB},
        {s ? &s->logits : NULL, (size_t)N * WIDE},
        {s ? &s->tag : NULL, (size_t)N * NET_TAG},
        {s ? &s->lem : NULL, (size_t)N * NET_LEM},
    };
    size_t total = 0, used = 0;
    (void)net;
    if (!s)
        return NULL;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        total += (parts[i].n + 15) & ~(size_t)15;
    s->memory = truce_alloc(total, sizeof(float));
    if (!s->memory) {
        truce_free(s);
        return NULL;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        *parts[i].at = s->memory + used;
        used += (parts[i].n + 15) & ~(size_t)15;
    }
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

static void add(const struct table *t, uint32_t row, float *to)
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

static void run_layer(const struct direction *layer,
                      struct truce_network_scratch *s, const float *x,
                      size_t width, size_t n, float *h)
{
    for (int back = 0; back < 2; back++) {
        const struct direction *d = &layer[back];
        float *prev = NULL;
        memset(s->cell, 0, sizeof s->cell);
        truce_kernel_dense(&d->in, x, width, n, s->gates, NET_GATES, 0);
        for (size_t i = 0; i < n; i++) {
            size_t t = back ? n - 1 - i : i;
            float *gates = s->gates + t * NET_GATES;
            float *out = h + t * NET_OUT + (back ? NET_HID : 0);
            if (prev)
                truce_kernel_dense(&d->back, prev, NET_HID, 1, gates, NET_GATES,
                                   1);
            truce_kernel_cell(gates, s->cell, out, NET_HID);
            prev = out;
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
    truce_kernel_dense(&net->tag1, s->h[1], NET_OUT, n, s->tag, NET_TAG, 0);
    truce_kernel_dense(&net->tag0, s->h[0], NET_OUT, n, s->tag, NET_TAG, 1);
    truce_kernel_relu(s->tag, n * NET_TAG);
    truce_kernel_dense(&net->upos, s->tag, NET_TAG, n, s->logits,
                       net->upos.padded, 0);
    for (size_t i = 0; i < n; i++)
        out[i].upos =
            (uint8_t)argmax(s->logits + i * net->upos.padded, net->upos.out);
    truce_kernel_dense(&net->xpos, s->tag, NET_TAG, n, s->logits,
                       net->xpos.padded, 0);
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
    truce_kernel_dense(&net->lem_x, s->x, NET_IN, n, s->lem, NET_LEM, 0);
    truce_kernel_dense(&net->lem0, s->h[0], NET_OUT, n, s->lem, NET_LEM, 1);
    truce_kernel_relu(s->lem, n * NET_LEM);
    truce_kernel_dense(&net->script, s->lem, NET_LEM, n, s->logits,
                       net->script.padded, 0);
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
    truce_kernel_dense(&net->arc_dep, s->h[1], NET_OUT, n, s->arc_dep, NET_ARC,
                       0);
    truce_kernel_relu(s->arc_dep, n * NET_ARC);
    truce_kernel_dense(&net->arc_u, s->arc_dep, NET_ARC, n, s->arc_mid, NET_ARC,
                       0);
    truce_kernel_dense(&net->arc_head, s->h[1], NET_OUT, n, heads, NET_ARC, 0);
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
    const struct strings *labels = &net->list[TRUCE_NETWORK_LABEL];
    uint8_t root = 0;
    for (uint32_t k = 0; k < labels->n; k++)
        if (!strcmp(labels->item[k], "root"))
            root = (uint8_t)k;
    truce_kernel_dense(&net->lab_dep, s->h[1], NET_OUT, n, s->lab_dep, NET_LAB,
                       0);
    truce_kernel_dense(&net->lab_head, s->h[1], NET_OUT, n, s->lab_head,
                       NET_LAB, 0);
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
    truce_kernel_dense(&net->lab_out, s->lab_in, 2 * NET_LAB, n, s->logits,
                       net->lab_out.padded, 0);
    for (size_t i = 0; i < n; i++) {
        float *row = s->logits + i * net->lab_out.padded;
        row[root] = out[i].head < 0 ? INFINITY : -INFINITY;
        out[i].label = (uint8_t)argmax(row, labels->n);
    }
}

void truce_network_run(const struct truce_network *net,
                       struct truce_network_scratch *s,
                       const struct truce_network_in *in, size_t n,
                       struct truce_network_out *out)
{
    for (size_t i = 0; i < n; i++)
        embed(net, &in[i], s->x + i * NET_IN);
    run_layer(net->layer[0], s, s->x, NET_IN, n, s->h[0]);
    run_layer(net->layer[1], s, s->h[0], NET_OUT, n, s->h[1]);
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
