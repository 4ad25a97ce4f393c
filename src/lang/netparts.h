/* Inside of the network: shared by its loader and its runner only. */
#ifndef TRUCE_LANG_NETPARTS_H
#define TRUCE_LANG_NETPARTS_H

#include "base/limits.h"
#include "lang/kernel.h"
#include "lang/netshape.h"
#include "lang/network.h"

/* Rows of 8-bit codes with a scale each, in the mapped file. */
struct net_table {
    const int8_t *code;
    const float *scale;
    uint32_t rows, cols;
};

struct net_strings {
    const char **item; /* [n], into the mapped file */
    uint32_t n;
};

struct net_direction {
    struct truce_dense in, back;
};

struct truce_network {
    struct net_strings list[TRUCE_NETWORK_LISTS];
    const uint64_t *key; /* [n_words], rising */
    uint32_t n_words;
    struct net_table word, affix, ngram, shape, space;
    const uint64_t *dict_key; /* [n_dict], rising */
    const uint16_t *dict_script;
    uint32_t n_dict;
    struct net_direction layer[2][2];
    struct truce_dense arc_dep, arc_head, arc_u, lab_dep, lab_head, lab_out;
    struct truce_dense tag0, tag1, upos, xpos, lem_x, lem0, script;
    const float *arc_root, *lab_root, *arc_dist, *unk;
    const struct truce_kernel *kernel;
    uint8_t root_label; /* number of the label "root" */
    void *owned[96];
    size_t n_owned;
};

/* Working memory: activations of one sentence, row by row. */
struct truce_network_scratch {
    struct truce_quant quant_x, quant_h[2], quant_more, quant_step;
    float *x, *gates, *h[2], *arc_dep, *arc_mid, *arc_head, *score, *tree;
    float *lab_dep, *lab_head, *lab_in, *logits, *tag, *lem;
    float cell[NET_HID];
    int32_t head[TRUCE_MAX_SENTENCE_TOKENS];
    char *memory;
};

#endif
