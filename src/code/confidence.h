/*
 * The confidence of an event: a logistic curve over its features
 * (features.h), whose weights were trained on judged events
 * (models/CONFIDENCE-CARD.md). A second sum over the same features decides
 * whether an event is told when nobody set a floor: it asks more of texts that
 * are unlike news. Read-only after loading, shared by threads.
 */
#ifndef TRUCE_CODE_CONFIDENCE_H
#define TRUCE_CODE_CONFIDENCE_H

#include "base/err.h"
#include "code/features.h"

#define TRUCE_CONFIDENCE_MAGIC "truce-confidence"
enum { TRUCE_CONFIDENCE_VERSION = 2 };

/* Of a feature: its weight for the chance and for the margin. */
struct truce_weights {
    float chance, margin;
};

/* What the features of an event say. */
struct truce_belief {
    double chance; /* 0..1, that it is right */
    double margin; /* told by default from 0 on */
};

struct truce_confidence {
    uint64_t *keys;                /* [cap], 0: free; a power of two */
    struct truce_weights *weights; /* [cap] */
    size_t cap;
    size_t n;
    uint64_t checksum; /* of the file's rows */
    uint64_t starts[TRUCE_N_FEATURE_NAMES]; /* hashes of the names */
};

/*
 * Reads the table of weights at `path`: a line "truce-confidence, version,
 * rows, checksum", then rows "feature, value, weight for the chance, for the
 * margin", separated by tabs; lines that begin with '#' are comments.
 * TRUCE_OK, TRUCE_ENOENT, TRUCE_EIO, TRUCE_EVERSION, TRUCE_ECHECKSUM,
 * TRUCE_EFORMAT (with the line), TRUCE_ENOMEM. On an error *out is empty.
 */
int truce_confidence_load(struct truce_confidence *out, const char *path,
                          struct truce_err *err);
void truce_confidence_release(struct truce_confidence *confidence);

/* Weights of a feature, 0 for one that the table does not know. */
struct truce_weights
truce_confidence_weights(const struct truce_confidence *confidence,
                         const struct truce_feature *feature);
/* The chance is 1 / (1 + exp(-sum of weight * x)), the margin such a sum. */
struct truce_belief truce_confidence_of(
    const struct truce_confidence *confidence,
    const struct truce_features *features);

/* Checksum of rows [len bytes], as the file's first line has it. */
uint64_t truce_confidence_sum(struct truce_view rows);

#endif
