/*
 * The confidence of an event: a logistic curve over its features (features.h)
 * and boosted trees that ask which features hold, trained on judged events
 * (models/CONFIDENCE-CARD.md). Weights of a text's words tell whether it is
 * written like news; from which confidence an event is told when nobody set a
 * floor depends on that. Read-only after loading, shared by threads.
 */
#ifndef TRUCE_CODE_CONFIDENCE_H
#define TRUCE_CODE_CONFIDENCE_H

#include "base/err.h"
#include "code/features.h"

#define TRUCE_CONFIDENCE_MAGIC "truce-confidence"
enum { TRUCE_CONFIDENCE_VERSION = 3, TRUCE_MAX_SPLITS = 8192 };

/* In preorder: behind a node stands what follows where its feature does not
 * hold. */
struct truce_tree_node {
    int32_t split; /* number of the feature asked for, -1: a leaf */
    uint32_t held; /* the node that follows where it holds */
    float value;   /* log odds; of an inner node, the mean */
};

struct truce_feature_row {
    uint64_t key; /* hash of name and value, 0: free */
    float weight;
    int32_t split; /* its number in the trees, -1: in none */
};

struct truce_confidence {
    struct truce_feature_row *rows; /* [cap], a power of two */
    size_t cap;
    size_t n; /* lines of the table, nodes among them */
    struct truce_tree_node *nodes; /* [n_nodes] */
    size_t n_nodes;
    uint32_t *roots; /* [n_trees] */
    size_t n_trees;
    size_t n_splits;
    double floors[2];  /* in text like news, in other text; 0..1 */
    uint64_t checksum; /* of the file's rows */
    uint64_t starts[TRUCE_N_FEATURE_NAMES]; /* hashes of the names */
};

/*
 * Reads the table at `path`: a line "truce-confidence, version, rows,
 * checksum, floor in text like news, floor in other text", then rows
 * "feature, value, weight" and trees in preorder ("?, feature, value, mean"
 * before what follows where it does not hold and where it does; "=, value" a
 * leaf), separated by tabs; lines that begin with '#' are comments.
 * TRUCE_OK, TRUCE_ENOENT, TRUCE_EIO, TRUCE_EVERSION, TRUCE_ECHECKSUM,
 * TRUCE_EFORMAT (with the line), TRUCE_ENOMEM. On an error *out is empty.
 */
int truce_confidence_load(struct truce_confidence *out, const char *path,
                          struct truce_err *err);
void truce_confidence_release(struct truce_confidence *confidence);

/* Weight of a feature, 0 for one that the table does not know. */
double truce_confidence_weight(const struct truce_confidence *confidence,
                               const struct truce_feature *feature);
/* The chance that an event is right, 0..1: the sum of weight * x and of the
 * trees is its log odds. */
double truce_confidence_of(const struct truce_confidence *confidence,
                           const struct truce_features *features);
/* What each feature adds to the log odds, into parts [features->n]: its weight
 * and what the trees give where it holds. */
void truce_confidence_parts(const struct truce_confidence *confidence,
                            const struct truce_features *features,
                            double *parts);

/* Checksum of rows [len bytes], as the file's first line has it. */
uint64_t truce_confidence_sum(struct truce_view rows);

#endif
