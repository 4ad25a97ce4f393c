/* Best dependency tree for a matrix of arc scores. */
#ifndef TRUCE_LANG_TREEDECODE_H
#define TRUCE_LANG_TREEDECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Floats of working memory that truce_treedecode needs for n words. */
size_t truce_treedecode_memory(size_t n);

/*
 * score[n][n + 1]: of head j (column 0 the root, column j word j - 1) for
 * word i. Writes head[n]: index of the head, -1 for the one root. Takes each
 * word's best head where that is a tree, otherwise the best projective tree
 * (Eisner 1996). `work` holds truce_treedecode_memory(n) floats.
 */
void truce_treedecode(const float *score, size_t n, int32_t *head, float *work);

/* Whether head[n] is a tree with exactly one root. */
bool truce_treedecode_is_tree(const int32_t *head, size_t n);

#endif
