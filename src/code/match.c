/* Matching a frame against the arguments of a predicate. Words are
 * obligatory; slots bind the nearest argument of their role, and an actor
 * there raises the score. */
#include "code/frames.h"

#include <string.h>

/* Scores: an exact word, a word of the same class, a slot with an actor as
 * its head, with an actor inside, with something else. */
static const float score_word = 1.5f, score_class = 1.2f, score_head = 0.7f,
                   score_inside = 0.45f, score_filled = 0.15f,
                   cost_empty = 1.3f, cost_far = 0.1f, cost_other_prep = 0.3f,
                   cost_unknown = 0.7f;

/* Prepositions that say the same of a slot often enough. */
static const char *const prep_groups[] = {
    " against on upon at over in into toward towards ",
    " with to between among ",
    " to for toward towards into ",
    " from of out ",
    " about on over regarding of for ",
};

static bool same_group(struct truce_view a, struct truce_view b)
{
    char x[24], y[24];
    if (a.len == 0 || b.len == 0 || a.len > 20 || b.len > 20)
        return false;
    snprintf(x, sizeof x, " %.*s ", TRUCE_VIEW_ARG(a));
    snprintf(y, sizeof y, " %.*s ", TRUCE_VIEW_ARG(b));
    for (size_t i = 0; i < sizeof prep_groups / sizeof *prep_groups; i++)
        if (strstr(prep_groups[i], x) && strstr(prep_groups[i], y))
            return true;
    return false;
}

uint64_t truce_frame_bit(struct truce_view word)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < word.len; i++)
        hash = (hash ^ ((uint8_t)word.ptr[i] | 32)) * 16777619u;
    return 1ull << (hash >> 26);
}

/* What frames a word of this part of speech may have. */
static uint8_t positions(uint8_t upos)
{
    switch (upos) {
    case TRUCE_UPOS_NOUN:
    case TRUCE_UPOS_PROPN:
        return truce_frame_pos('N');
    case TRUCE_UPOS_ADJ:
        return truce_frame_pos('A');
    case TRUCE_UPOS_VERB:
        return truce_frame_pos('A') | truce_frame_pos('V');
    case TRUCE_UPOS_AUX:
        return truce_frame_pos('V');
    default:
        return 0;
    }
}

void truce_frame_sieve(const struct truce_frames *frames,
                       const struct truce_tree *tree,
                       const struct truce_pred *pred, struct truce_sieve *sieve)
{
    sieve->pos = positions(truce_tree_token(tree, pred->token)->upos);
    sieve->words = sieve->classes = 0;
    for (size_t i = 0; i < pred->n; i++) {
        struct truce_view lemma =
            truce_tree_token(tree, pred->args[i].head)->lemma;
        sieve->words |= truce_frame_bit(lemma);
        sieve->classes |= truce_frames_class(frames, lemma);
    }
}

struct state {
    const struct truce_frames *frames;
    const struct truce_frame *frame;
    const struct truce_tree *tree;
    const struct truce_pred *pred;
    const uint8_t *actors;
    struct truce_match *match;
    uint64_t used; /* bits of pred->args */
    bool embeds;   /* the frame has an embedded verb of its own */
};

/* "accused the Commission probing the crackdown of ...": the object of the
 * verb itself, a name, goes before that of the embedded verb. */
static bool takes_other(const struct state *s, const struct truce_element *e)
{
    if (e->item != TRUCE_ITEM_TARGET || e->role != TRUCE_ROLE_OBJ)
        return false;
    for (size_t i = 0; i < s->pred->n; i++) {
        const struct truce_arg *arg = &s->pred->args[i];
        if (arg->role == TRUCE_ROLE_OBJ && !arg->nested && !arg->shared &&
            truce_tree_token(s->tree, arg->head)->upos == TRUCE_UPOS_PROPN)
            return true;
    }
    return false;
}

/* How well an argument's role fits an element's: 0 not at all, 2 exactly,
 * 1 as a variant. Possessor, adjective and "of"/"by" phrase of an event noun
 * are the same thing; so is the subject of its light verb. */
static int role_fits(const struct state *s, const struct truce_element *e,
                     const struct truce_arg *arg)
{
    bool slot = e->item != TRUCE_ITEM_WORD;
    if (arg->nested && (!s->embeds || (slot && takes_other(s, e))))
        return 0;
    if (arg->role == TRUCE_ROLE_COMP && e->role == TRUCE_ROLE_COMP)
        return !e->prep.len || truce_view_eq(arg->prep, e->prep) ? 2 : 0;
    if (arg->role == e->role) {
        if (e->role != TRUCE_ROLE_PREP || truce_view_eq(arg->prep, e->prep))
            return 2;
        return slot && e->item != TRUCE_ITEM_ANY &&
               same_group(arg->prep, e->prep);
    }
    if (!slot)
        return e->role == TRUCE_ROLE_COMP && arg->role == TRUCE_ROLE_OBJ &&
               e->item == TRUCE_ITEM_ACT;
    if (e->item == TRUCE_ITEM_ACT)
        return e->role == TRUCE_ROLE_OBJ && arg->role == TRUCE_ROLE_COMP;
    if (e->item == TRUCE_ITEM_SOURCE && s->pred->noun && arg->distance &&
        arg->via != s->pred->token && arg->via != s->pred->light)
        return 0; /* "an attack against PKK targets" is not the PKK's */
    if (e->role == TRUCE_ROLE_POSS || e->role == TRUCE_ROLE_MOD)
        return arg->role == TRUCE_ROLE_POSS || arg->role == TRUCE_ROLE_MOD ||
               (s->pred->noun && arg->role == TRUCE_ROLE_SUBJ) ||
               (arg->role == TRUCE_ROLE_PREP &&
                (truce_view_eq_text(arg->prep, "by") ||
                 truce_view_eq_text(arg->prep, "of") ||
                 truce_view_eq_text(arg->prep, "from")));
    if (e->role == TRUCE_ROLE_PREP && s->pred->noun)
        return arg->role == TRUCE_ROLE_MOD && truce_view_eq_text(e->prep, "of");
    if (e->role == TRUCE_ROLE_OBJ)
        return arg->role == TRUCE_ROLE_CSUBJ;
    return e->role == TRUCE_ROLE_CSUBJ && arg->role == TRUCE_ROLE_OBJ;
}

static void bind(struct truce_bound *bound, int32_t head)
{
    if (bound->n < TRUCE_MAX_BOUND)
        bound->heads[bound->n++] = head;
}

static bool match_word(struct state *s, const struct truce_element *e)
{
    float best = 0;
    size_t at = 0;
    for (size_t i = 0; i < s->pred->n; i++) {
        const struct truce_arg *arg = &s->pred->args[i];
        struct truce_view lemma = truce_tree_token(s->tree, arg->head)->lemma;
        float score = 0;
        if (s->used >> i & 1 || !role_fits(s, e, arg))
            continue;
        if (truce_view_eq_nocase(lemma, e->word))
            score = score_word;
        else if (e->classes &&
                 (truce_frames_class(s->frames, lemma) & e->classes))
            score = score_class;
        if (score > 0)
            score -= cost_far * (float)arg->distance;
        if (score > best) {
            best = score;
            at = i;
        }
    }
    if (best <= 0)
        return false;
    s->used |= 1ull << at;
    s->match->score += best;
    bind(&s->match->words, s->pred->args[at].head);
    return true;
}

static struct truce_bound *bound_of(struct state *s,
                                    const struct truce_element *e)
{
    switch (e->item) {
    case TRUCE_ITEM_SOURCE:
        return &s->match->source;
    case TRUCE_ITEM_TARGET:
        return &s->match->target;
    case TRUCE_ITEM_ACT:
        return &s->match->act;
    case TRUCE_ITEM_THIRD:
        s->match->third_role = e->word.ptr;
        return &s->match->third;
    default:
        return NULL;
    }
}

static float slot_score(const struct state *s, const struct truce_element *e,
                        const struct truce_arg *arg, int fit)
{
    uint8_t actor = s->actors[arg->head];
    float score = actor == 2   ? score_head
                  : actor == 1 ? score_inside
                               : score_filled;
    if (e->item == TRUCE_ITEM_ANY || e->item == TRUCE_ITEM_ACT)
        score = score_filled;
    if (e->role == TRUCE_ROLE_MOD && actor == 0)
        return 0;
    if (fit == 1)
        score -= cost_other_prep;
    return score - cost_far * (float)arg->distance;
}

/* An embedded act hangs on the predicate or on a word of the frame, not
 * deeper: "demanded that the US cancel plans to sell" is about cancelling. */
static bool near_enough(const struct state *s, const struct truce_arg *arg)
{
    if (arg->via == s->pred->token || arg->role != TRUCE_ROLE_COMP)
        return true;
    for (size_t i = 0; i < s->match->words.n; i++)
        if (s->match->words.heads[i] == arg->via)
            return true;
    return s->pred->light >= 0 && arg->via == s->pred->light;
}

/* [party]: a target that only an actor can be. */
static bool needs_actor(const struct truce_element *e)
{
    return e->item == TRUCE_ITEM_TARGET && e->word.len;
}

/* The word that an argument hangs on is a subject of the predicate. */
static bool under_subject(const struct state *s, const struct truce_arg *arg)
{
    for (size_t i = 0; i < s->pred->n; i++)
        if (s->pred->args[i].role == TRUCE_ROLE_SUBJ &&
            s->pred->args[i].head == arg->via)
            return true;
    return false;
}

/* "[source]'s forces left [target]": whose forces they are, the subject's
 * owner tells, not that of the object; and the other way round for targets. */
static bool owner_fits(const struct state *s, const struct truce_element *e,
                       const struct truce_arg *arg)
{
    const struct truce_frame *frame = s->match->frame;
    if (s->pred->noun || e->role != TRUCE_ROLE_POSS)
        return true;
    for (size_t i = 0; i < frame->n; i++) {
        const struct truce_element *other = &frame->elements[i];
        if (other->role != TRUCE_ROLE_SUBJ)
            continue;
        if (e->item == TRUCE_ITEM_SOURCE && other->item == TRUCE_ITEM_WORD)
            return under_subject(s, arg);
        if (e->item == TRUCE_ITEM_TARGET && other->item == TRUCE_ITEM_SOURCE)
            return !under_subject(s, arg);
    }
    return true;
}

/* Binds the best argument of the role and its companions (conjuncts hang on
 * the same token with the same preposition). */
static bool match_slot(struct state *s, const struct truce_element *e)
{
    float best = 0;
    size_t at = s->pred->n;
    struct truce_bound *bound = bound_of(s, e);
    for (size_t i = 0; i < s->pred->n; i++) {
        int fit = s->used >> i & 1 ? 0 : role_fits(s, e, &s->pred->args[i]);
        if (e->item == TRUCE_ITEM_ACT && !near_enough(s, &s->pred->args[i]))
            fit = 0;
        if ((needs_actor(e) && !s->actors[s->pred->args[i].head]) ||
            !owner_fits(s, e, &s->pred->args[i]))
            fit = 0;
        float score = fit ? slot_score(s, e, &s->pred->args[i], fit) : 0;
        if (fit && (at == s->pred->n || score > best)) {
            best = score;
            at = i;
        }
    }
    if (at == s->pred->n)
        return false;
    s->match->score += best;
    for (size_t i = 0; i < s->pred->n; i++) {
        const struct truce_arg *arg = &s->pred->args[i];
        const struct truce_arg *main = &s->pred->args[at];
        if (arg->role != main->role || arg->via != main->via ||
            arg->distance != main->distance ||
            !truce_view_eq(arg->prep, main->prep) || s->used >> i & 1)
            continue;
        s->used |= 1ull << i;
        if (bound)
            bind(bound, arg->head);
    }
    return true;
}

/* A frame with no word of its own says something only with its slots. */
static bool enough(const struct truce_frame *frame, size_t words,
                   const struct truce_match *match, bool object_missing)
{
    if (words == 0 && object_missing)
        return false;
    return frame->pos != 'N' || words || match->source.n || match->target.n ||
           match->act.n;
}

/* Whether the frame has an element of this role. */
static bool frame_has(const struct truce_frame *frame, uint8_t role)
{
    for (size_t i = 0; i < frame->n; i++)
        if (frame->elements[i].role == role)
            return true;
    return false;
}

/* A particle that makes another verb of the verb: called off, gave up. */
static bool rel_particle(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_token(tree, token)->rel == TRUCE_REL_compound_prt ||
           truce_view_eq_text(truce_tree_token(tree, token)->xpos, "RP");
}

/* A subject, object or clause that the frame does not know of makes another
 * sense of the verb likely: demonstrated that ..., fought the decision. */
static float unknown_cost(const struct state *s)
{
    bool object = frame_has(s->frame, TRUCE_ROLE_OBJ);
    bool clause = frame_has(s->frame, TRUCE_ROLE_COMP);
    bool subject = frame_has(s->frame, TRUCE_ROLE_SUBJ);
    if (s->frame->pos != 'V')
        return 0;
    for (size_t i = 0; i < s->pred->n; i++) {
        const struct truce_arg *arg = &s->pred->args[i];
        enum truce_rel rel = truce_tree_rel(s->tree, arg->head);
        if (s->used >> i & 1)
            continue;
        if (arg->role == TRUCE_ROLE_PRT && rel_particle(s->tree, arg->head))
            return cost_unknown;
        if (arg->via != s->pred->token)
            continue;
        if (arg->role == TRUCE_ROLE_SUBJ && !subject)
            return 2 * cost_unknown;
        if (arg->role == TRUCE_ROLE_OBJ && !arg->nested && !object && !clause &&
            rel == TRUCE_REL_obj)
            return cost_unknown;
        if (arg->role == TRUCE_ROLE_COMP && !clause &&
            (rel == TRUCE_REL_ccomp || rel == TRUCE_REL_xcomp))
            return cost_unknown;
    }
    return 0;
}

bool truce_frame_match(const struct truce_frames *frames,
                       const struct truce_frame *frame,
                       const struct truce_tree *tree,
                       const struct truce_pred *pred, const uint8_t *actors,
                       struct truce_match *match)
{
    struct state s = {frames, frame, tree, pred, actors, match, 0, false};
    size_t words = 0;
    bool object_missing = false;
    if (!(positions(truce_tree_token(tree, pred->token)->upos) &
          truce_frame_pos(frame->pos)))
        return false;
    memset(match, 0, sizeof *match);
    match->frame = frame;
    match->score = 1;
    for (size_t i = 0; i < frame->n; i++)
        s.embeds = s.embeds || frame->elements[i].role == TRUCE_ROLE_COMP;
    for (size_t i = 0; i < frame->n; i++) {
        if (frame->elements[i].item != TRUCE_ITEM_WORD)
            continue;
        if (!match_word(&s, &frame->elements[i]))
            return false;
        words++;
    }
    for (size_t i = 0; i < frame->n; i++) {
        const struct truce_element *e = &frame->elements[i];
        if (e->item == TRUCE_ITEM_WORD || match_slot(&s, e))
            continue;
        if (e->item == TRUCE_ITEM_ACT || needs_actor(e))
            return false;
        match->score -= cost_empty;
        object_missing =
            object_missing || e->role == TRUCE_ROLE_OBJ ||
            e->role == TRUCE_ROLE_CSUBJ ||
            (e->role == TRUCE_ROLE_PREP && e->item != TRUCE_ITEM_THIRD);
    }
    match->score -= unknown_cost(&s);
    return enough(frame, words, match, object_missing);
}
