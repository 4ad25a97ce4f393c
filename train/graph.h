/* The network as the trainer sees it: parameters, batches, losses. */
#ifndef TRUCE_TRAIN_NET_H
#define TRUCE_TRAIN_NET_H

#include "lang/netshape.h"
#include "lang/wordfeat.h"
#include "lstm.h"
#include "nn.h"

/* One word of a training sentence; -1 marks labels that give no loss. */
struct item {
    int word; /* row of the vocabulary, -1 when unknown */
    uint16_t affix[TRUCE_WF_MAX_AFFIX], ngram[TRUCE_WF_MAX_NGRAM];
    uint8_t n_affix, n_ngram, shape, space;
    int16_t upos, xpos, script, label, head;
};

struct sentence {
    struct item *item;
    int n;
    int id; /* of the treebank sentence that it was made from */
};

struct net_counts {
    int n_words, n_upos, n_xpos, n_label, n_script;
};

enum net_param {
#define X(name, rows, cols) P_##name,
#include "lang/netparam.def"
#undef X
    P_word, /* what training adds to the given word vectors */
    P_COUNT
};

struct dropout {
    float input, layer, recurrent, hidden, word, delta;
};

/* Teacher's distributions for one sentence, row-major, or NULL. */
struct soft {
    float *arc;   /* [n][n + 1] */
    float *label; /* [n][n_label] */
    float *upos, *xpos;
};

struct net {
    struct param p[P_COUNT];
    struct net_counts count;
    const float *vectors; /* [n_words][NET_WORD], given */
    const int *word_freq; /* in the training set */
    const uint8_t *has_vector;
    struct lstm lstm[4]; /* l0f l0b l1f l1b */
    struct pool pool;
    struct rng rng;
};

/* Activations of a batch; rows are in packed order. */
struct batch {
    const struct sentence **sent; /* by falling length */
    int n_sent;
    struct pack pk;
    int *sent_of, *pos_of; /* of each row */
    struct dropout drop;   /* all 0 when not training */
    float *x, *mask_x, *h[2], *mask_h[2];
    float *arc_dep, *arc_head, *lab_dep, *lab_head, *lab_in, *tag, *lem;
    float *mask_arc, *mask_lab, *mask_tag, *mask_lem;
    uint8_t *word_kind; /* 0 vector+delta, 1 vector, 2 unknown */
    float *upos, *xpos, *script, *label; /* logits, then gradients */
    float **arc;                         /* per sentence [n][n + 1] */
    const struct soft *soft;             /* per sentence, or NULL */
    float soft_weight;
};

struct losses {
    double arc, label, upos, xpos, script;
    long words;
};

void net_init(struct net *net, const struct net_counts *count, uint64_t seed);
/* Fresh random weights in a net that is initialised. */
void net_reset(struct net *net, uint64_t seed);
/* Packs `n` sentences (sorted by falling length) into `batch`. */
void batch_pack(struct batch *batch, const struct sentence **sent, int n);
void batch_free(struct batch *batch);
void net_forward(struct net *net, struct batch *batch);
/* Label logits for head[row] (0..n of the row's sentence) into batch->label. */
void net_labels(struct net *net, struct batch *batch, const int *head);
/* Losses and all gradients of a forward pass. */
void net_backward(struct net *net, struct batch *batch, struct losses *losses);
void net_step(struct net *net, float lr, int step, float clip);

/* heads.c */
void heads_forward(struct net *net, struct batch *batch);
void heads_backward(struct net *net, struct batch *batch, float *dh[2],
                    float *dx, struct losses *losses);
void dropout_mask(struct rng *rng, float *mask, size_t n, float p);
void gold_heads(const struct batch *batch, int *head);

#endif
