/* Treebanks in memory, for the trainers. */
#ifndef TRUCE_TRAIN_TREEBANK_H
#define TRUCE_TRAIN_TREEBANK_H

#include <stddef.h>

struct tb_word {
    char *form, *lemma, *upos, *xpos, *deprel;
    int head;        /* 0 for the root, else 1..n */
    int space_after; /* of the surface token; inside a token 0 */
    int range;       /* words of the multiword token that starts here */
    char *surface;   /* of that token, else NULL */
};

struct tb_sentence {
    struct tb_word *word;
    int n;
    int new_par; /* a paragraph or document starts here */
};

struct treebank {
    struct tb_sentence *sent;
    int n;
};

/* Appends the sentences of a CoNLL-U file (.conllu or .conllu.xz) to `bank`.
 * Exits with a message on failure: trainers are makers' programs. */
void treebank_read(struct treebank *bank, const char *path);

#endif
