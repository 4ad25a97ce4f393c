/*
 * The tagger and parser: one recurrent network with heads for tags, lemma
 * scripts, arcs and labels. Read-only after opening, shared by threads.
 */
#ifndef TRUCE_LANG_NETWORK_H
#define TRUCE_LANG_NETWORK_H

#include <stdbool.h>

#include "lang/modelfile.h"

struct truce_network;
struct truce_network_scratch;

/* One word given to the network. */
struct truce_network_in {
    struct truce_view form;
    bool space_before, space_after;
};

/* What it says of the word. */
struct truce_network_out {
    uint8_t upos;     /* index into the model's list */
    uint8_t xpos;     /* index into the model's list */
    uint8_t label;    /* index into the model's list */
    uint16_t script;  /* index into the model's list */
    int32_t head;     /* index in the sentence, -1 for the root */
    float confidence; /* of the head, 0..1 */
};

/* Lists of strings in the model. */
enum truce_network_list {
    TRUCE_NETWORK_UPOS,
    TRUCE_NETWORK_XPOS,
    TRUCE_NETWORK_LABEL,
    TRUCE_NETWORK_SCRIPT,
    TRUCE_NETWORK_LISTS
};

/* `file` must outlive the network. Owned: truce_network_close. TRUCE_OK,
 * TRUCE_EFORMAT, TRUCE_ENOMEM. */
int truce_network_open(const struct truce_modelfile *file,
                       struct truce_network **out, struct truce_err *err);
void truce_network_close(struct truce_network *net); /* NULL accepted */

/* String i of a list, borrowed and NUL-terminated; count of a list. */
const char *truce_network_string(const struct truce_network *net,
                                 enum truce_network_list list, size_t i);
size_t truce_network_count(const struct truce_network *net,
                           enum truce_network_list list);

/* Working memory of one thread, owned; NULL when memory is out. */
struct truce_network_scratch *truce_network_scratch_new(void);
void truce_network_scratch_free(struct truce_network_scratch *scratch);

/* Analyses the n (1 to TRUCE_MAX_SENTENCE_TOKENS) words of one sentence. The
 * heads form a tree with one root. Cannot fail. */
void truce_network_run(const struct truce_network *net,
                       struct truce_network_scratch *scratch,
                       const struct truce_network_in *in, size_t n,
                       struct truce_network_out *out);

/* Copies the word vector of `form` (NET_WORD floats) to out; false when the
 * model has none. */
bool truce_network_vector(const struct truce_network *net,
                          struct truce_view form, float *out);

#endif
