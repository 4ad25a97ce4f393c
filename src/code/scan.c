/* Finds candidate predicates of a sentence and applies modal cues; see
 * CODER-level rules in docs/codebook.md ("modality"). */
#include "code/scan.h"

#include <string.h>

static const float cue_bonus = 0.6f, inner_share = 0.5f;

const struct truce_mention *truce_scan_mention(const struct truce_scan *scan,
                                               int32_t token)
{
    const struct truce_mention *covering = NULL;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        if (m->head == (size_t)token)
            return m;
        if (m->first <= (size_t)token && (size_t)token <= m->last)
            covering = m;
    }
    return covering;
}

/* Heads get 2; tokens above one inside the same noun phrase get 1. */
static void mark_actors(struct truce_scan *scan)
{
    for (size_t i = 0; i < scan->n_mentions; i++)
        scan->actors[scan->mentions[i].head] = 2;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        int32_t at = (int32_t)scan->mentions[i].head;
        for (int step = 0; step < 4; step++) {
            enum truce_rel rel = truce_tree_rel(&scan->tree, at);
            if (rel != TRUCE_REL_nmod && rel != TRUCE_REL_compound &&
                rel != TRUCE_REL_amod && rel != TRUCE_REL_conj &&
                rel != TRUCE_REL_appos && rel != TRUCE_REL_flat)
                break;
            at = truce_tree_token(&scan->tree, at)->head;
            if (at < 0 || scan->actors[at])
                break;
            scan->actors[at] = 1;
        }
    }
}

static int32_t embedded_at(const struct truce_scan *scan, int32_t token)
{
    int32_t own = scan->candidate_at[token];
    if (own >= 0)
        return own;
    for (size_t i = 0; i < scan->n; i++)
        if (scan->candidates[i].light == token)
            return (int32_t)i;
    /* "is ready to begin to withdraw", "agreed to (go and) meet" */
    for (int32_t c = scan->tree.first[token]; c >= 0; c = scan->tree.next[c])
        if (truce_tree_rel(&scan->tree, c) == TRUCE_REL_xcomp)
            return embedded_at(scan, c);
    return -1;
}

static void try_frames(struct truce_scan *scan, const struct truce_pred *pred,
                       struct truce_frame_gates gates,
                       struct truce_candidate *candidate)
{
    const struct truce_frames *frames = &scan->coder->frames;
    struct truce_sieve sieve;
    struct truce_ruled ruled;
    bool asked = false;
    if (gates.n)
        truce_frame_sieve(frames, &scan->tree, pred, &sieve);
    for (size_t i = 0; i < gates.n; i++) {
        const struct truce_frame *frame = &frames->items[gates.items[i].frame];
        struct truce_match match, *best;
        if (!truce_frame_may_match(&gates.items[i], &sieve))
            continue;
        if (!asked)
            truce_usage_read(&scan->coder->usage, &scan->tree, pred,
                             scan->actors, &scan->near, &ruled);
        asked = true;
        best = frame->cue >= 0 ? &candidate->cue : &candidate->match;
        if (!truce_usage_bars(&ruled, frame) &&
            truce_frame_match(frames, frame, &scan->tree, pred, scan->actors,
                              &match) &&
            (!best->frame || match.score > best->score + 1e-4f))
            *best = match;
    }
}

/* Nouns that only modify another noun ("peace talks proposal") and parts of
 * names are no predicates. */
static bool may_be_predicate(const struct truce_scan *scan, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(&scan->tree, token);
    uint8_t upos = truce_tree_token(&scan->tree, token)->upos;
    if (upos == TRUCE_UPOS_NOUN || upos == TRUCE_UPOS_PROPN)
        return rel != TRUCE_REL_compound && rel != TRUCE_REL_flat &&
               scan->actors[token] != 2;
    if (upos == TRUCE_UPOS_VERB)
        return rel != TRUCE_REL_amod && rel != TRUCE_REL_case;
    return upos == TRUCE_UPOS_AUX ||
           (upos == TRUCE_UPOS_ADJ && rel != TRUCE_REL_amod);
}

struct truce_frame *truce_scan_plain(const struct truce_scan *scan,
                                     struct truce_view lemma, int type,
                                     const char *id)
{
    struct truce_frame *frame =
        truce_arena_zalloc(scan->arena, 1, sizeof *frame);
    struct truce_element *e = truce_arena_zalloc(scan->arena, 2, sizeof *e);
    if (!frame || !e)
        return NULL;
    e[0].role = TRUCE_ROLE_SUBJ;
    e[0].item = TRUCE_ITEM_SOURCE;
    e[1].role = TRUCE_ROLE_OBJ;
    e[1].item = TRUCE_ITEM_TARGET;
    *frame = (struct truce_frame){.type = type,
                                  .cue = -1,
                                  .pos = 'V',
                                  .elements = e,
                                  .n = 2,
                                  .lemma = lemma,
                                  .id = id};
    return frame;
}

/* "A said that B must return the helicopter": a demand whatever the verb. */
static int bare_demand(struct truce_scan *scan, const struct truce_pred *pred,
                       struct truce_candidate *candidate)
{
    struct truce_frame *frame;
    if (!candidate->clause.must || candidate->clause.say < 0)
        return TRUCE_OK;
    frame = truce_scan_plain(scan,
                             truce_tree_token(&scan->tree, pred->token)->lemma,
                             TRUCE_REQUEST, "REQUEST/must");
    if (!frame)
        return TRUCE_ENOMEM;
    truce_frame_match(&scan->coder->frames, frame, &scan->tree, pred,
                      scan->actors, &candidate->match);
    candidate->match.frame = frame;
    return TRUCE_OK;
}

static int find_candidate(struct truce_scan *scan, int32_t token)
{
    struct truce_frame_gates gates = truce_frames_find(
        &scan->coder->frames, truce_tree_token(&scan->tree, token)->lemma);
    struct truce_candidate candidate = {
        .token = token, .inner = -1, .outer = -1, .type = -1};
    struct truce_pred pred;
    int rc;
    bool verb = truce_tree_token(&scan->tree, token)->upos == TRUCE_UPOS_VERB;
    if ((!gates.n && !verb) || !may_be_predicate(scan, token))
        return TRUCE_OK;
    if (!gates.n && truce_tree_child(&scan->tree, token, TRUCE_REL_aux) < 0)
        return TRUCE_OK;
    truce_tree_pred(&scan->tree, token, &pred);
    candidate.light = pred.light;
    candidate.noun = pred.noun;
    candidate.passive = pred.passive;
    try_frames(scan, &pred, gates, &candidate);
    truce_clause_read(&scan->tree, token, pred.light, &candidate.clause);
    if (!candidate.match.frame && verb) {
        rc = bare_demand(scan, &pred, &candidate);
        if (rc != TRUCE_OK)
            return rc;
    }
    if (!candidate.match.frame && !candidate.cue.frame)
        return TRUCE_OK;
    rc = truce_arena_grow(scan->arena, &scan->candidates, scan->n, &scan->cap,
                          sizeof *scan->candidates);
    if (rc != TRUCE_OK)
        return rc;
    scan->candidate_at[token] = (int32_t)scan->n;
    scan->candidates[scan->n++] = candidate;
    return TRUCE_OK;
}

/* What `cue` makes of the candidate's type. */
static void apply_cue(const struct truce_scan *scan, enum truce_cue cue,
                      struct truce_candidate *candidate)
{
    const struct truce_cues *cues = &scan->coder->cues;
    int type = candidate->type;
    int made = type >= 0 ? cues->type[cue][type] : TRUCE_CUE_DROP;
    if (made == TRUCE_CUE_SAME_TYPE)
        return;
    if (made == TRUCE_CUE_DROP) {
        candidate->dropped = true;
        candidate->type = -1;
        return;
    }
    candidate->cameo =
        cues->cameo[cue][type][0] ? cues->cameo[cue][type] : NULL;
    if (made != type)
        candidate->mode = NULL;
    candidate->type = made;
}

/* "we would urge": a polite demand. */
static bool first_person(const struct truce_scan *scan, int32_t verb)
{
    int32_t subject = truce_tree_child(&scan->tree, verb, TRUCE_REL_nsubj);
    return subject >= 0 &&
           truce_tree_lemma_in(&scan->tree, subject, " I we We i ");
}

/* "reached no agreement": nobody refuses. */
static bool comes_to_nothing(const struct truce_scan *scan,
                             const struct truce_candidate *c)
{
    return c->type == TRUCE_AGREE &&
           truce_tree_lemma_in(&scan->tree, c->token,
                               " reach conclude strike clinch find come ");
}

/* Modal verbs and negation of the candidate's own clause. */
static void apply_clause(const struct truce_scan *scan,
                         struct truce_candidate *c)
{
    const struct truce_clause *clause = &c->clause;
    if (c->type < 0)
        return;
    if (clause->must && clause->say < 0) { /* nobody demands it */
        c->dropped = true;
        c->type = -1;
    } else if (clause->must) {
        apply_cue(scan, TRUCE_CUE_MUST, c);
        c->demanded = true;
    } else if (clause->will && clause->negated) {
        apply_cue(scan, TRUCE_CUE_WILLNOT, c);
    } else if (clause->will) {
        bool verbal = c->type == TRUCE_AGREE;
        apply_cue(scan, TRUCE_CUE_WILL, c);
        c->planned = (!verbal && c->type == TRUCE_AGREE) ||
                     (!c->is_cue && !first_person(scan, c->token) &&
                      (c->type == TRUCE_ACCUSE || c->type == TRUCE_REQUEST));
    } else if (clause->may) {
        apply_cue(scan, TRUCE_CUE_MAY, c);
    } else if (clause->can || clause->negated) {
        int before = c->type;
        if (clause->negated && !comes_to_nothing(scan, c))
            apply_cue(scan, TRUCE_CUE_NOT, c);
        else
            c->dropped = true;
        if (c->dropped) {
            c->dropped = false;
            c->type = before;
            c->negated = true;
        }
    }
}

/* "agreed not to use force": agreeing, as to a ceasefire; "agreed not to
 * attend": still an agreement on what is left out. */
static void settle_negated(struct truce_candidate *c)
{
    if (!c->negated || c->cue.frame->cue != TRUCE_CUE_COMMIT)
        return;
    if (c->type == TRUCE_ASSAULT || c->type == TRUCE_COERCE ||
        c->type == TRUCE_MOBILIZE || c->type == TRUCE_THREATEN) {
        c->type = TRUCE_RETREAT;
        c->negated = false;
    }
}

static void resolve(struct truce_scan *scan, int32_t index);

/* The embedded act of a cue: the first bound act with a type. */
static int32_t find_inner(struct truce_scan *scan,
                          const struct truce_candidate *c)
{
    for (size_t i = 0; i < c->cue.act.n; i++) {
        int32_t inner = embedded_at(scan, c->cue.act.heads[i]);
        if (inner < 0 || &scan->candidates[inner] == c ||
            scan->candidates[inner].busy)
            continue;
        resolve(scan, inner);
        if (scan->candidates[inner].type >= 0 ||
            scan->candidates[inner].dropped)
            return inner;
    }
    return -1;
}

/* "Officials reported that A shelled B": who only tells of an act that has a
 * verb of its own has no part in it. */
static bool only_tells(const struct truce_scan *scan,
                       const struct truce_candidate *c, int32_t inner)
{
    const struct truce_candidate *in = &scan->candidates[inner];
    return c->cue.frame->cue == TRUCE_CUE_SAME && !in->noun &&
           truce_clause_says(&scan->tree, c->token) &&
           truce_tree_rel(&scan->tree, in->token) == TRUCE_REL_ccomp;
}

/* "signed no agreement", "took no issue". */
static bool of_none(const struct truce_scan *scan,
                    const struct truce_match *match)
{
    for (size_t i = 0; i < match->words.n; i++) {
        int32_t head = match->words.heads[i];
        if (truce_tree_rel(&scan->tree, head) == TRUCE_REL_compound)
            continue; /* "a no-fly zone" */
        for (int32_t t = scan->tree.first[head]; t >= 0 && t < head;
             t = scan->tree.next[t])
            if (truce_tree_rel(&scan->tree, t) == TRUCE_REL_det &&
                truce_tree_lemma_is(&scan->tree, t, "no"))
                return true;
    }
    return false;
}

/* "is due to meet", "plans to visit": announced, not agreed. */
static bool announces(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      const struct truce_candidate *in)
{
    return in->match.frame && in->match.frame->type == TRUCE_CONSULT &&
           truce_tree_lemma_in(&scan->tree, c->token,
                               " schedule due set slate prepare plan expect "
                               "prepared ");
}

/* What a cue makes of the act inside it. */
static void take_inner(const struct truce_scan *scan, struct truce_candidate *c,
                       const struct truce_candidate *in)
{
    enum truce_cue cue = (enum truce_cue)c->cue.frame->cue;
    c->type = in->type;
    c->mode = in->mode;
    c->cameo = in->cameo;
    c->negated = in->negated;
    c->planned = cue == TRUCE_CUE_SAME &&
                 (in->planned || /* "will begin an investigation" */
                  (c->clause.will && in->type == TRUCE_ACCUSE));
    settle_negated(c);
    apply_cue(scan, cue, c);
    if (cue != TRUCE_CUE_COMMIT)
        return;
    if (in->demanded) { /* "agreed that we should work together" */
        c->type = TRUCE_AGREE;
        c->mode = NULL;
        c->cameo = "030";
    }
    if (in->planned && in->cameo) /* "is scheduled to meet" */
        c->cameo = in->cameo;
    c->planned = c->type == TRUCE_AGREE && announces(scan, c, in);
}

/* Decides between the act frame and the cue frame, then applies modal verbs.
 * Embedded acts are resolved first. */
static void resolve(struct truce_scan *scan, int32_t index)
{
    struct truce_candidate *c = &scan->candidates[index];
    float act_score = c->match.frame ? c->match.score : -1;
    float cue_score = -1;
    int32_t inner = -1;
    if (c->resolved)
        return;
    c->busy = true;
    if (c->cue.frame)
        inner = find_inner(scan, c);
    if (inner >= 0 && only_tells(scan, c, inner))
        inner = -1;
    c->busy = false;
    c->resolved = true;
    if (inner >= 0)
        cue_score = c->cue.score + cue_bonus +
                    inner_share * scan->candidates[inner].score;
    if (inner >= 0 && cue_score >= act_score) {
        struct truce_candidate *in = &scan->candidates[inner];
        c->is_cue = true;
        c->inner = inner;
        in->outer = index;
        c->score = cue_score;
        take_inner(scan, c, in);
    } else if (c->match.frame) {
        c->type = c->match.frame->type;
        c->mode = c->match.frame->mode;
        c->cameo = c->match.frame->cameo;
        c->score = act_score;
    }
    if (c->type >= 0 && of_none(scan, c->is_cue ? &c->cue : &c->match))
        c->clause.negated = true;
    apply_clause(scan, c);
}

int truce_scan_sentence(struct truce_scan *scan,
                        const struct truce_context *context, size_t sentence)
{
    const struct truce_sentence *s = &context->out->text.sentences[sentence];
    int rc;
    memset(scan, 0, sizeof *scan);
    scan->context = context;
    scan->coder = context->coder;
    scan->arena = context->arena;
    scan->sentence = sentence;
    scan->mentions = context->mentions[sentence];
    scan->n_mentions = context->n_mentions[sentence];
    scan->actors = truce_arena_zalloc(scan->arena, s->n_tokens + 1, 1);
    scan->candidate_at = truce_arena_alloc(scan->arena, s->n_tokens + 1,
                                           sizeof *scan->candidate_at);
    if (!scan->actors || !scan->candidate_at)
        return TRUCE_ENOMEM;
    memset(scan->candidate_at, -1, s->n_tokens * sizeof *scan->candidate_at);
    rc = truce_tree_init(&scan->tree, s, scan->arena);
    if (rc != TRUCE_OK || scan->tree.root < 0)
        return rc;
    mark_actors(scan);
    if (scan->coder->petrarch.n)
        return truce_scan_petrarch(scan);
    for (size_t i = 0; i < s->n_tokens && rc == TRUCE_OK; i++)
        rc = find_candidate(scan, (int32_t)i);
    for (size_t i = 0; i < scan->n && rc == TRUCE_OK; i++)
        resolve(scan, (int32_t)i);
    return rc;
}
