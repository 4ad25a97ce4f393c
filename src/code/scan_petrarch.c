/* Candidates by a PETRARCH verb dictionary: its code as it stands, who does
 * it to whom by grammar. */
#include <string.h>

#include "code/scan.h"

/* Root CAMEO codes to PLOVER types; 01 (statements) is none. */
static const int8_t types[21] = {-1,
                                 -1,
                                 TRUCE_REQUEST,
                                 TRUCE_AGREE,
                                 TRUCE_CONSULT,
                                 TRUCE_SUPPORT,
                                 TRUCE_COOPERATE,
                                 TRUCE_AID,
                                 TRUCE_CONCEDE,
                                 TRUCE_ACCUSE,
                                 TRUCE_REQUEST,
                                 TRUCE_ACCUSE,
                                 TRUCE_REJECT,
                                 TRUCE_THREATEN,
                                 TRUCE_PROTEST,
                                 TRUCE_MOBILIZE,
                                 TRUCE_SANCTION,
                                 TRUCE_COERCE,
                                 TRUCE_ASSAULT,
                                 TRUCE_ASSAULT,
                                 TRUCE_ASSAULT};

static const float score_code = 2.4f;

static int type_of(const char *code)
{
    int root;
    if (!code || strlen(code) < 2)
        return -1;
    root = (code[0] - '0') * 10 + (code[1] - '0');
    return root >= 0 && root <= 20 ? types[root] : -1;
}

static int add_verb(struct truce_scan *scan, int32_t token,
                    const struct truce_petrarch_hit *hit)
{
    struct truce_candidate c = {.token = token,
                                .inner = -1,
                                .outer = -1,
                                .light = -1,
                                .resolved = true,
                                .score = score_code};
    struct truce_frame *frame;
    struct truce_view lemma;
    const char *id;
    struct truce_pred pred;
    int rc;
    c.type = type_of(hit->code ? hit->code : hit->back);
    c.cameo = hit->code;
    c.back = hit->back ? hit->back : hit->mutual ? hit->code : NULL;
    lemma = truce_tree_token(&scan->tree, token)->lemma;
    id =
        truce_arena_printf(scan->arena, "PETRARCH/%.*s", TRUCE_VIEW_ARG(lemma));
    frame = truce_scan_plain(scan, lemma, c.type, id);
    if (!frame || !id)
        return TRUCE_ENOMEM;
    truce_tree_pred(&scan->tree, token, &pred);
    truce_frame_match(&scan->coder->frames, frame, &scan->tree, &pred,
                      scan->actors, &c.match);
    c.match.frame = frame;
    truce_clause_read(&scan->tree, token, -1, &c.clause);
    rc = truce_arena_grow(scan->arena, &scan->candidates, scan->n, &scan->cap,
                          sizeof *scan->candidates);
    if (rc != TRUCE_OK)
        return rc;
    scan->candidate_at[token] = (int32_t)scan->n;
    scan->candidates[scan->n++] = c;
    return TRUCE_OK;
}

int truce_scan_petrarch(struct truce_scan *scan)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; i < scan->tree.sentence->n_tokens && rc == TRUCE_OK;
         i++) {
        const struct truce_token *t = &scan->tree.sentence->tokens[i];
        struct truce_petrarch_hit hit;
        if (t->upos == TRUCE_UPOS_VERB &&
            truce_petrarch_match(&scan->coder->petrarch, &scan->tree,
                                 (int32_t)i, &hit))
            rc = add_verb(scan, (int32_t)i, &hit);
    }
    return rc;
}
