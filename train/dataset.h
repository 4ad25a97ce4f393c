/* Treebanks turned into features and label numbers. */
#ifndef TRUCE_TRAIN_DATASET_H
#define TRUCE_TRAIN_DATASET_H

#include "graph.h"
#include "treebank.h"

enum {                            /* of the vectors file, most frequent first */
       DATASET_TOP_WORDS = 50000, /* known in training */
       DATASET_SHIPPED_WORDS = 90000 /* in the model file */
};

struct strings {
    char **s;
    int *freq;
    int n;
};

struct dataset {
    struct treebank train;
    struct strings upos, xpos, label, script;
    /* vocabulary, sorted by key */
    int n_words;
    uint64_t *key;
    int8_t *code;   /* [n_words][NET_WORD] */
    float *scale;   /* of each row of code */
    float *vectors; /* code * scale */
    int *freq;
    uint8_t *has_vector;
    /* rare names, for augmentation */
    char **name;
    int n_names;
};

/* Builds string lists and vocabulary from the training treebanks, the first
 * `top` words of the vectors file, and its words that occur in training. */
void dataset_init(struct dataset *set, const char *vectors, int top);
int strings_find(const struct strings *list, const char *s);
int vocab_find(const struct dataset *set, const struct truce_wordfeat *f);

/* Features of one treebank sentence into `out` (items are owned). */
void make_sentence(const struct dataset *set, const struct tb_sentence *in,
                   struct sentence *out);
/* The same of a changed copy: case, names, final stop, spaces. Returns 0 and
 * leaves `out` alone when the dice say to use the sentence as it is. */
int augment_sentence(const struct dataset *set, const struct tb_sentence *in,
                     struct sentence *out, struct rng *rng);

#endif
