/*
 * Loading the network. The weights lie in the file as integers with a scale
 * for each column and are laid out once for the kernels (some 2 MB, shared by
 * all threads); the big tables stay mapped.
 */
#include <string.h>

#include "base/mem.h"
#include "lang/netparts.h"
#include "lang/wordfeat.h"

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
                      uint32_t rows, uint32_t cols, struct net_table *out,
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

/* A file made wrong must not make the kernels' sums overflow. */
static int16_t clip(int16_t code)
{
    const int16_t max = TRUCE_KERNEL_LEVELS;
    return code > max ? max : code < -max ? (int16_t)-max : code;
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
    d->padded = (d->out + TRUCE_KERNEL_LANES - 1u) / TRUCE_KERNEL_LANES *
                TRUCE_KERNEL_LANES;
    d->weight = own(net, (size_t)d->in * d->padded, sizeof *d->weight);
    d->scale = own(net, d->padded, sizeof(float));
    d->bias = own(net, d->padded, sizeof(float));
    if (!d->weight || !d->scale || !d->bias)
        return TRUCE_ENOMEM;
    for (size_t r = 0; r < d->in; r++)
        for (size_t c = 0; c < d->out; c++)
            d->weight[(r / 2 * d->padded + c) * 2 + r % 2] =
                clip(code[r * d->out + c]);
    memcpy(d->scale, scale, d->out * sizeof *scale);
    if (add)
        memcpy(d->bias, add, d->out * sizeof *add);
    return TRUCE_OK;
}

static int load_strings(struct truce_network *net,
                        const struct truce_modelfile *file, const char *name,
                        size_t max, struct net_strings *out,
                        struct truce_err *err)
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
    for (uint32_t k = 0; rc == TRUCE_OK && k < net->list[TRUCE_NETWORK_LABEL].n;
         k++)
        if (!strcmp(net->list[TRUCE_NETWORK_LABEL].item[k], "root"))
            net->root_label = (uint8_t)k;
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
        struct net_direction *d = &net->layer[i / 2][i % 2];
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
    if (rc == TRUCE_OK)
        net->kernel = truce_kernel_best();
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
