/* One sentence while its events are sought: tree, actor mentions, candidate
 * predicates. Memory from the document's arena. */
#ifndef TRUCE_CODE_SCAN_H
#define TRUCE_CODE_SCAN_H

#include "code/clause.h"
#include "code/coder_impl.h"
#include "code/extract.h"

struct truce_candidate {
    struct truce_match match; /* best act frame; frame NULL if none */
    struct truce_match cue;   /* best cue frame; frame NULL if none */
    struct truce_clause clause;
    int32_t token;
    int32_t light;
    bool noun;
    bool passive;
    bool resolved; /* cues have been applied */
    bool busy;     /* guard against circles */
    bool dropped;
    int type; /* PLOVER type after cues, -1 none */
    const char *mode;
    const char *cameo;
    int32_t inner; /* candidate whose act is embedded here, -1 */
    int32_t outer; /* candidate that took this one as its act, -1 */
    bool is_cue;   /* the cue frame decided */
    bool demanded; /* a "must" made it a demand */
    bool planned;
    const char *back; /* PETRARCH: code of the reverse event, or NULL */
    bool negated;
    float score;
    float rank;
};

struct truce_scan {
    const struct truce_context *context;
    const struct truce_coder *coder;
    struct truce_arena *arena;
    size_t sentence;
    struct truce_tree tree;
    struct truce_mention *mentions; /* [n_mentions] */
    size_t n_mentions;
    uint8_t *actors;       /* [n_tokens] 2 head, 1 has one below, 0 none */
    int32_t *candidate_at; /* [n_tokens] candidate of token, -1 */
    struct truce_candidate *candidates;
    size_t n;
    size_t cap;
    struct truce_usage_near near; /* of the sentence */
};

/* Sets up the scan of a sentence and finds its candidates, cues applied.
 * TRUCE_OK or TRUCE_ENOMEM. */
int truce_scan_sentence(struct truce_scan *scan,
                        const struct truce_context *context, size_t sentence);

/* First mention whose head is `token`, else one that covers it, or NULL. */
const struct truce_mention *truce_scan_mention(const struct truce_scan *scan,
                                               int32_t token);

/* A frame that only says subject and object; in the scan's arena, NULL when
 * memory is out. `id` is borrowed. */
struct truce_frame *truce_scan_plain(const struct truce_scan *scan,
                                     struct truce_view lemma, int type,
                                     const char *id);

/* Adds the verbs that a PETRARCH dictionary knows as candidates. */
int truce_scan_petrarch(struct truce_scan *scan);

#endif
