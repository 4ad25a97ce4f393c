/* Events of a document: candidates of each sentence are ranked, acts inside
 * other acts are left out, and what remains is told with its slots. A
 * prototype scored best with one main event a sentence; others are kept only
 * when coordinate with it and sure. */
#include <math.h>
#include <string.h>

#include "code/kind.h"
#include "code/doubt.h"
#include "code/extract.h"
#include "code/features.h"
#include "code/retype.h"
#include "code/slots_int.h"
#include "code/third.h"
#include "code/when.h"
#include "code/where.h"

/* Ranks below which the main and any further event are not told. */
static const float least_main = 0.55f, least_more = 1.55f, depth_more = 0.65f;

struct builder {
    struct truce_context *context;
    size_t cap;
    bool later;               /* the main act of the sentence is done */
    bool doubted;             /* what is told now, for a watcher only */
    struct truce_date before; /* of the act whose parties are taken over */
};

static bool under_bound(const struct truce_scan *scan, int32_t token,
                        const struct truce_bound *bound)
{
    for (size_t i = 0; i < bound->n; i++)
        if (truce_tree_within(&scan->tree, token, bound->heads[i]))
            return true;
    return false;
}

/* True when `inner` only fills a place in what `outer` tells. */
static bool suppresses(const struct truce_scan *scan,
                       const struct truce_candidate *outer,
                       const struct truce_candidate *inner)
{
    const struct truce_match *match =
        outer->is_cue ? &outer->cue : &outer->match;
    if (inner->outer >= 0)
        return true;
    if (outer->light >= 0 && inner->token == outer->light)
        return true;
    if (inner->light >= 0 && inner->light == outer->light)
        return true;
    if (inner->clause.beside && !inner->noun) /* "... when he met X" */
        return false;
    if (under_bound(scan, inner->token, &match->words) ||
        under_bound(scan, inner->token, &match->act) ||
        under_bound(scan, inner->token, &match->source) ||
        under_bound(scan, inner->token, &match->target))
        return true;
    return inner->noun && inner->light < 0 &&
           truce_tree_within(&scan->tree, inner->token, outer->token);
}

/* "signed it in their tenth round of talks", "after their second day of talks":
 * a meeting of the parties, told by the way. */
static bool is_their_meeting(const struct truce_scan *scan,
                             const struct truce_candidate *c)
{
    const struct truce_tree *tree = &scan->tree;
    bool their = false, nth = false;
    if (!c->noun || c->type != TRUCE_CONSULT || scan->coder->petrarch.n ||
        !truce_tree_word_in(truce_tree_prep(tree, c->token),
                            " in at after during following ", 29))
        return false;
    for (int32_t t = tree->first[c->token]; t >= 0 && t < c->token;
         t = tree->next[t]) {
        their = their || truce_tree_lemma_in(tree, t, " they their ");
        nth = nth || truce_view_ends(truce_tree_token(tree, t)->form, "th") ||
              truce_tree_lemma_in(tree, t, " first second third latest ");
    }
    return their && nth;
}

static void rank(struct truce_scan *scan)
{
    for (size_t i = 0; i < scan->n; i++) {
        struct truce_candidate *c = &scan->candidates[i];
        if (is_their_meeting(scan, c)) {
            c->clause.depth = 0.4f;
            c->score += 1;
        }
        c->rank = c->score - c->clause.depth;
        if (c->clause.conditional || c->clause.questioned || c->negated)
            c->rank -= 0.8f;
        if (c->type < 0 || c->dropped)
            c->rank = -99;
    }
}

static int32_t best_of(const struct truce_scan *scan, const bool *gone)
{
    int32_t best = -1;
    for (size_t i = 0; i < scan->n; i++)
        if (!gone[i] && (best < 0 || scan->candidates[i].rank >
                                         scan->candidates[best].rank + 1e-4f))
            best = (int32_t)i;
    return best;
}

static struct truce_actors copy_actors(struct truce_arena *arena,
                                       const struct truce_slot *slot)
{
    struct truce_actors actors = {NULL, 0};
    actors.items = truce_arena_alloc(arena, slot->n + 1, sizeof *actors.items);
    if (actors.items) {
        memcpy(actors.items, slot->items, slot->n * sizeof *slot->items);
        actors.n = slot->n;
    }
    return actors;
}

static size_t countries(const struct truce_slot *slot)
{
    size_t n = 0;
    for (size_t i = 0; i < slot->n; i++) {
        bool seen = !slot->items[i].code;
        for (size_t j = 0; j < i && !seen; j++)
            seen = slot->items[j].code &&
                   !strcmp(slot->items[j].code, slot->items[i].code);
        n += !seen;
    }
    return n;
}

/* "The president witnessed the signing between his government and rebels":
 * who belongs to a side does not stand between. */
static bool is_side(const struct truce_actor *actor,
                    const struct truce_slot *sides)
{
    for (size_t i = 0; i < sides->n; i++) {
        const struct truce_actor *side = &sides->items[i];
        if (sides->n > 1 && actor->code && side->code && actor->sector &&
            side->sector && !strcmp(actor->code, side->code) &&
            !strcmp(actor->sector, side->sector))
            return true;
    }
    return false;
}

/* Third parties leave the slots of a meeting; the host of two others is a
 * third party and they are the parties (docs/codebook.md). */
static void settle_thirds(const struct truce_candidate *c,
                          struct truce_slots *slots,
                          struct truce_thirds *thirds)
{
    bool hosts = c->mode && !strcmp(c->mode, "host");
    for (size_t i = 0; i < slots->third.n; i++)
        if (slots->third_role && strcmp(slots->third_role, "forum") != 0)
            truce_thirds_add(thirds, slots->third_role, &slots->third.items[i]);
    if (c->type != TRUCE_CONSULT)
        return;
    if (hosts && countries(&slots->target) >= 2) {
        for (size_t i = 0; i < slots->source.n; i++)
            truce_thirds_add(thirds, "host", &slots->source.items[i]);
        slots->source = slots->target;
        slots->target.n = 0;
    } else if (c->cameo && !strcmp(c->cameo, "045")) {
        for (size_t i = 0; i < slots->source.n; i++)
            if (!is_side(&slots->source.items[i], &slots->target))
                truce_thirds_add(thirds, "mediator", &slots->source.items[i]);
    }
}

/* A third party found elsewhere in the sentence does not count as a party
 * while two others do. */
static void drop_thirds(struct truce_slot *slot,
                        const struct truce_thirds *thirds, size_t parties)
{
    size_t n = 0;
    for (size_t i = 0; i < slot->n; i++) {
        bool third = false;
        for (size_t j = 0; j < thirds->n; j++)
            third = third ||
                    truce_slot_same(&slot->items[i], &thirds->items[j].actor);
        if (!third || parties < 3)
            slot->items[n++] = slot->items[i];
    }
    slot->n = n;
}

static enum truce_modality modality_of(const struct truce_candidate *c,
                                       const struct truce_slots *slots)
{
    const struct truce_actor *speaker = slots->speaker;
    if (c->clause.depends && c->type == TRUCE_AGREE)
        return TRUCE_CONDITIONAL;
    if (c->clause.conditional && !c->is_cue && c->type != TRUCE_THREATEN)
        return TRUCE_CONDITIONAL;
    if (c->clause.questioned)
        return TRUCE_QUESTIONED;
    if (c->negated)
        return TRUCE_NEGATED;
    if (c->planned)
        return TRUCE_PLANNED;
    if (speaker && speaker->code &&
        !(slots->source.n && slots->source.items[0].code &&
          !strcmp(slots->source.items[0].code, speaker->code)))
        return TRUCE_REPORTED;
    return TRUCE_ASSERTED;
}

static void fill_kind(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      struct truce_event *event)
{
    uint64_t bits =
        truce_contexts_of(&scan->coder->contexts, &scan->tree, c->clause.top);
    const struct truce_cameo *act;
    event->type = (enum truce_plover)c->type;
    event->mode = c->mode;
    event->cameo = c->cameo ? c->cameo : truce_plover_cameo(event->type);
    act = truce_cameo_nearest(scan->coder->cameo, truce_view_of(event->cameo));
    event->goldstein =
        act ? act->goldstein : truce_plover_goldstein(event->type);
    event->quad = truce_cameo_quad(truce_view_of(event->cameo));
    if (!event->quad)
        event->quad = truce_plover_quad(event->type);
    event->contexts = truce_contexts_names(&scan->coder->contexts, bits,
                                           scan->arena, &event->n_contexts);
}

static void fill_evidence(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_event *event)
{
    const struct truce_sentence *s = scan->tree.sentence;
    const struct truce_token *t = &s->tokens[c->token];
    const struct truce_match *match = c->is_cue ? &c->cue : &c->match;
    event->span = (struct truce_evidence){s->begin, s->end, scan->sentence};
    event->trigger_begin = t->begin;
    event->trigger_end = t->end;
    event->frame = match->frame->id;
    event->secondary = c->clause.depth > 1;
    event->place.lat = event->place.lon = NAN;
    event->date = (struct truce_date){0};
}

static struct truce_event *new_event(struct builder *builder)
{
    struct truce_coded *out = builder->context->out;
    if (truce_arena_grow(builder->context->arena, &out->events, out->n_events,
                         &builder->cap, sizeof *out->events) != TRUCE_OK)
        return NULL;
    memset(&out->events[out->n_events], 0, sizeof *out->events);
    return &out->events[out->n_events++];
}

static int fill_actors(const struct truce_scan *scan,
                       const struct truce_slots *slots,
                       const struct truce_thirds *thirds,
                       struct truce_event *event)
{
    event->source = copy_actors(scan->arena, &slots->source);
    event->target = copy_actors(scan->arena, &slots->target);
    event->third =
        truce_arena_alloc(scan->arena, thirds->n + 1, sizeof *event->third);
    if (!event->source.items || !event->target.items || !event->third)
        return TRUCE_ENOMEM;
    memcpy(event->third, thirds->items, thirds->n * sizeof *event->third);
    event->n_third = thirds->n;
    event->slots_from =
        truce_arena_printf(scan->arena, "source: %s%s; target: %s%s",
                           slots->source.from ? slots->source.from : "none",
                           slots->source.inside ? ", inside a phrase" : "",
                           slots->target.from ? slots->target.from : "none",
                           slots->target.inside ? ", inside a phrase" : "");
    if (event->modality == TRUCE_REPORTED) {
        event->reported_by =
            truce_arena_alloc(scan->arena, 1, sizeof *event->reported_by);
        if (!event->reported_by)
            return TRUCE_ENOMEM;
        *event->reported_by = *slots->speaker;
    }
    return event->slots_from ? TRUCE_OK : TRUCE_ENOMEM;
}

static bool all_bodies(const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++)
        if (!slot->items[i].sector || strcmp(slot->items[i].sector, "IGO") != 0)
            return false;
    return slot->n > 0;
}

static bool is_to(const struct truce_tree *tree, int32_t token)
{
    bool be = false, to = false;
    for (int32_t c = tree->first[token]; c >= 0 && c < token;
         c = tree->next[c]) {
        be = be || truce_tree_lemma_is(tree, c, "be");
        to = to || truce_tree_lemma_is(tree, c, "to");
    }
    return be && to;
}

/* "NATO will send troops to collect weapons", "the rebels are to disarm
 * within thirty days": what a deal foresees, told by nobody in particular, is
 * a term of it and no act. */
static bool only_foreseen(const struct truce_case *told)
{
    const struct truce_candidate *c = told->candidate;
    const struct truce_candidate *act =
        c->is_cue && c->inner >= 0 ? &told->scan->candidates[c->inner] : c;
    int kind = act->match.frame ? act->match.frame->type : -1;
    bool force = kind == TRUCE_MOBILIZE || kind == TRUCE_AID;
    if (c->clause.say >= 0 || kind == c->type)
        return false;
    if (c->type == TRUCE_THREATEN && force && all_bodies(&told->slots->source))
        return true;
    return c->planned && c->type == TRUCE_AGREE && !c->is_cue &&
           (force || kind == TRUCE_RETREAT || kind == TRUCE_COOPERATE) &&
           is_to(&told->scan->tree, c->token);
}

/* Fills what is known of the event and where it is told. */
static int fill_event(struct builder *builder, const struct truce_case *told,
                      const struct truce_thirds *thirds,
                      struct truce_event *event)
{
    const struct truce_scan *scan = told->scan;
    size_t token = (size_t)told->candidate->token;
    int rc;
    fill_kind(scan, told->candidate, event);
    fill_evidence(scan, told->candidate, event);
    event->modality = modality_of(told->candidate, told->slots);
    event->background = only_foreseen(told);
    rc = fill_actors(scan, told->slots, thirds, event);
    if (rc == TRUCE_OK)
        rc = truce_when_event(builder->context, scan->sentence, token,
                              &event->date, &event->date_text);
    if (!event->date_text.ptr && truce_date_known(builder->before))
        event->date = builder->before;
    if (rc == TRUCE_OK)
        rc = truce_where_event(builder->context, scan->sentence, token,
                               &event->place);
    return rc;
}

/* Leaves out an act that was found; a watcher hears why. */
static int leave_out(const struct builder *builder,
                     const struct truce_scan *scan,
                     const struct truce_candidate *c, const char *why)
{
    const struct truce_context *context = builder->context;
    if (context->left_out)
        context->left_out(context->payload, scan->sentence, (size_t)c->token,
                          why);
    return TRUCE_OK;
}

static const char *below(const struct truce_context *context, double chance)
{
    char *text = NULL;
    if (context->left_out)
        text = truce_arena_printf(context->arena,
                                  "confidence %.2f, told from %.2f", chance,
                                  context->floor);
    return text ? text : "confidence below the floor";
}

/* Tells an event unless it names no political actor ("the police arrested a
 * man") or its confidence is too low; the user's dictionaries decide alone. */
static int tell_one(struct builder *builder, const struct truce_scan *scan,
                    const struct truce_candidate *c,
                    const struct truce_slots *slots,
                    const struct truce_thirds *thirds)
{
    const struct truce_context *context = builder->context;
    const struct truce_case told = {scan,
                                    c,
                                    slots,
                                    thirds->items,
                                    thirds->n,
                                    builder->later,
                                    builder->doubted};
    bool own = scan->coder->petrarch.n > 0;
    struct truce_features features;
    struct truce_event *event;
    double chance;
    int rc;
    if (!slots->source.n && !slots->target.n)
        return leave_out(builder, scan, c, "no party is known");
    if (!own && !countries(&slots->source) && !countries(&slots->target))
        return leave_out(builder, scan, c, "no party has a country");
    truce_features_of(&told, &features);
    chance = truce_confidence_of(&scan->coder->confidence, &features);
    if (!own && chance < context->floor) {
        context->out->n_unsure += scan->coder->min_confidence == 0 &&
                                  chance >= scan->coder->confidence.floors[0];
        return leave_out(builder, scan, c, below(context, chance));
    }
    event = new_event(builder);
    if (!event)
        return TRUCE_ENOMEM;
    event->confidence = chance;
    rc = fill_event(builder, &told, thirds, event);
    if (rc == TRUCE_OK && context->watch)
        context->watch(context->payload, event, &features);
    return rc;
}

/* PETRARCH's "040:040": the act and its reverse. */
static int tell_both(struct builder *builder, const struct truce_scan *scan,
                     const struct truce_candidate *c, struct truce_slots *slots,
                     const struct truce_thirds *thirds)
{
    struct truce_candidate reverse = *c;
    struct truce_slot source;
    int rc;
    if (!slots->target.n && slots->source.n == 2) { /* A and B met */
        slots->target.items[0] = slots->source.items[1];
        slots->target.n = slots->source.n = 1;
    } else if (!slots->target.n) {
        return tell_one(builder, scan, c, slots, thirds);
    }
    source = slots->source;
    rc = c->cameo ? tell_one(builder, scan, c, slots, thirds) : TRUCE_OK;
    slots->source = slots->target;
    slots->target = source;
    reverse.cameo = c->back;
    return rc == TRUCE_OK ? tell_one(builder, scan, &reverse, slots, thirds)
                          : rc;
}

/* An event noun that is neither carried by a verb nor its subject or object
 * ("two years since the signing"): too little to tell without an actor. */
static bool remote_noun(const struct truce_scan *scan,
                        const struct truce_candidate *c)
{
    enum truce_rel rel = truce_tree_rel(&scan->tree, c->token);
    return c->noun && c->light < 0 && rel != TRUCE_REL_nsubj &&
           rel != TRUCE_REL_obj && rel != TRUCE_REL_root;
}

/* Nobody mediates an accusation or an attack, whoever else mediates in the
 * sentence. */
static bool unmediated(int type)
{
    return type == TRUCE_ACCUSE || type == TRUCE_REQUEST ||
           type == TRUCE_THREATEN || type == TRUCE_PROTEST ||
           type == TRUCE_COERCE || type == TRUCE_ASSAULT ||
           type == TRUCE_MOBILIZE;
}

/* "The accord was reached with X and Y shepherding": an act without those
 * whose it is. */
static bool only_between(const struct truce_candidate *c,
                         const struct truce_slots *slots,
                         const struct truce_thirds *thirds)
{
    if (!c->passive || c->is_cue ||
        (c->type != TRUCE_AGREE && c->type != TRUCE_SUPPORT) ||
        !slots->source.n || slots->target.n)
        return false;
    for (size_t i = 0; i < slots->source.n; i++) {
        bool third = false;
        for (size_t k = 0; k < thirds->n; k++)
            third = third || (slots->source.items[i].code &&
                              !strcmp(slots->source.items[i].code,
                                      thirds->items[k].actor.code));
        if (!third)
            return false;
    }
    return true;
}

/* "The truce took effect at noon": between those who agreed on it. */
static bool takes_effect(const struct truce_scan *scan,
                         const struct truce_candidate *c, int32_t subject)
{
    return c->type == TRUCE_RETREAT && !c->is_cue && subject >= 0 &&
           !scan->coder->petrarch.n &&
           truce_view_eq_text(truce_tree_token(&scan->tree, c->token)->xpos,
                              "VBD") &&
           truce_tree_lemma_in(&scan->tree, subject,
                               " ceasefire truce cease-fire armistice ") &&
           truce_tree_lemma_in(&scan->tree, c->token,
                               " take come begin enter go start ");
}

/* "A joint statement was adopted": by those of the last meeting told. What
 * has "the" before it was told with its parties before. */
static bool made_by_nobody(const struct truce_scan *scan,
                           const struct truce_candidate *c,
                           const struct truce_slots *slots)
{
    int32_t subject = truce_tree_child(&scan->tree, c->token, TRUCE_REL_nsubj);
    if (takes_effect(scan, c, subject))
        return !slots->source.n && !slots->target.n;
    if (!c->passive || c->is_cue || slots->source.n || slots->target.n ||
        (c->type != TRUCE_AGREE && c->type != TRUCE_SUPPORT) || subject < 0 ||
        scan->coder->petrarch.n)
        return false;
    for (int32_t t = scan->tree.first[subject]; t >= 0; t = scan->tree.next[t])
        if (truce_tree_lemma_in(&scan->tree, t, " a an "))
            return true;
    return false;
}

static void take_last_parties(struct builder *builder,
                              const struct truce_scan *scan,
                              struct truce_slots *slots)
{
    const struct truce_coded *out = builder->context->out;
    for (size_t i = out->n_events; i-- > 0;) {
        const struct truce_event *e = &out->events[i];
        size_t n = e->source.n + e->target.n;
        if (e->span.sentence + 6 < scan->sentence)
            return;
        if ((e->type != TRUCE_CONSULT && e->type != TRUCE_AGREE &&
             !(e->type == TRUCE_SUPPORT && e->cameo &&
               !strcmp(e->cameo, "057"))) ||
            n < 2)
            continue;
        for (size_t k = 0; k < n; k++)
            truce_slot__put(&slots->source,
                            k < e->source.n
                                ? &e->source.items[k]
                                : &e->target.items[k - e->source.n]);
        slots->source.from = "parties of the last act";
        builder->before = e->date;
        return;
    }
}

/* "India turned the offer down": an offer, call or demand that no word of the
 * clause tells the maker of. */
static bool of_untold_maker(const struct truce_scan *scan,
                            const struct truce_candidate *c,
                            const struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t object = truce_tree_child(tree, c->token, TRUCE_REL_obj);
    bool the = false;
    if (scan->coder->petrarch.n || slots->target.n || slots->source.n != 1 ||
        !slots->source.items[0].code || object < 0 || c->passive ||
        (c->type != TRUCE_REJECT &&
         !(c->type == TRUCE_AGREE &&
           truce_tree_lemma_in(tree, c->token, " accept welcome "))) ||
        !truce_tree_lemma_in(tree, object,
                             " offer proposal call appeal demand request "
                             "invitation suggestion ultimatum overture "))
        return false;
    for (int32_t t = tree->first[object]; t >= 0; t = tree->next[t]) {
        the = the || truce_tree_lemma_in(tree, t, " the this that ");
        if (truce_tree_rel(tree, t) == TRUCE_REL_nmod ||
            truce_tree_rel(tree, t) == TRUCE_REL_amod ||
            truce_tree_rel(tree, t) == TRUCE_REL_compound)
            return false;
    }
    return the;
}

/* Who offered or asked last, in one of the two sentences before. */
static void take_maker(const struct builder *builder,
                       const struct truce_scan *scan, struct truce_slots *slots)
{
    const struct truce_coded *out = builder->context->out;
    for (size_t i = out->n_events; i-- > 0;) {
        const struct truce_event *e = &out->events[i];
        if (e->span.sentence + 2 < scan->sentence ||
            e->span.sentence == scan->sentence)
            continue;
        if ((e->type != TRUCE_AGREE && e->type != TRUCE_REQUEST &&
             e->type != TRUCE_THREATEN) ||
            e->source.n != 1 || !e->source.items[0].code ||
            truce_slot_same(&e->source.items[0], &slots->source.items[0]))
            continue;
        truce_slot__put(&slots->target, &e->source.items[0]);
        slots->target.from = "maker of the offer told before";
        return;
    }
}

static int tell(struct builder *builder, struct truce_scan *scan, int32_t index,
                const struct truce_thirds *named)
{
    struct truce_candidate *c = &scan->candidates[index];
    struct truce_thirds thirds = *named;
    struct truce_slots slots;
    const char *why;
    size_t parties;
    truce_slots_fill(scan, index, &slots);
    builder->before = (struct truce_date){0};
    if (made_by_nobody(scan, c, &slots) ||
        (!slots.source.n && !slots.target.n && is_their_meeting(scan, c)))
        take_last_parties(builder, scan, &slots);
    if (of_untold_maker(scan, c, &slots))
        take_maker(builder, scan, &slots);
    truce_retype(scan, c, &slots);
    settle_thirds(c, &slots, &thirds);
    parties = slots.source.n + slots.target.n;
    if (c->type == TRUCE_CONSULT || c->type == TRUCE_SUPPORT ||
        c->type == TRUCE_AGREE) {
        struct truce_slot doers = slots.source;
        if (!c->cameo || strcmp(c->cameo, "045") != 0)
            drop_thirds(&slots.source, &thirds, parties);
        /* "thanked X for hosting": who is thanked stays */
        if (c->type != TRUCE_SUPPORT || (c->cameo && !strcmp(c->cameo, "057")))
            drop_thirds(&slots.target, &thirds, parties);
        /* "will visit A and B to mediate": it is the one who goes */
        if (!slots.source.n && c->type != TRUCE_CONSULT)
            slots.source = doers;
    }
    if (slots.target.from && strcmp(slots.target.from, "frame") != 0)
        drop_thirds(&slots.target, &thirds, 3);
    /* "chaired the talks": between whom, only its own words tell */
    if (c->cameo && !strcmp(c->cameo, "045") && slots.target.from &&
        !strcmp(slots.target.from, "actor to the right")) {
        slots.target.n = 0;
        slots.target.from = NULL;
    }
    if (unmediated(c->type))
        thirds.n = 0;
    /* "X opened talks between A and B": theirs */
    if (c->type == TRUCE_CONSULT && !slots.source.n && slots.target.n >= 2) {
        slots.source = slots.target;
        slots.target.n = 0;
    }
    if (c->demanded && !slots.target.n)
        return leave_out(builder, scan, c, "nobody in particular is asked");
    if (only_between(c, &slots, &thirds)) /* "reached with X shepherding" */
        return leave_out(builder, scan, c, "only those in between are known");
    why = !slots.source.n && remote_noun(scan, c)
              ? "a noun told in passing"
              : truce_doubt(scan, c, &slots);
    builder->doubted = why != NULL;
    if (why && !builder->context->watch_doubted)
        return leave_out(builder, scan, c, why);
    if (c->back)
        return tell_both(builder, scan, c, &slots, &thirds);
    return tell_one(builder, scan, c, &slots, &thirds);
}

/* Tells the main act, then coordinate ones, suppressing what they contain. */
static int tell_sentence(struct builder *builder, struct truce_scan *scan)
{
    bool *gone = truce_arena_zalloc(scan->arena, scan->n + 1, sizeof *gone);
    struct truce_thirds thirds;
    size_t n_told;
    int32_t at;
    int rc = gone ? TRUCE_OK : TRUCE_ENOMEM;
    bool main = true;
    if (rc != TRUCE_OK || scan->tree.root < 0)
        return rc;
    builder->later = false;
    rank(scan);
    truce_thirds_find(scan, &thirds);
    while (rc == TRUCE_OK && (at = best_of(scan, gone)) >= 0) {
        const struct truce_candidate *c = &scan->candidates[at];
        gone[at] = true;
        if (c->rank < (main ? least_main : least_more))
            break;
        if (c->outer >= 0 && (scan->candidates[c->outer].type >= 0 ||
                              scan->candidates[c->outer].dropped))
            continue;
        if (!main && c->clause.depth > depth_more)
            continue;
        n_told = builder->context->out->n_events;
        rc = tell(builder, scan, at, &thirds);
        main = main && builder->context->out->n_events == n_told;
        builder->later = true;
        for (size_t i = 0; i < scan->n; i++)
            gone[i] =
                gone[i] || (suppresses(scan, c, &scan->candidates[i]) &&
                            !is_their_meeting(scan, &scan->candidates[i]));
    }
    return rc;
}

int truce_extract_events(struct truce_context *context)
{
    struct builder builder = {.context = context};
    int rc = truce_kind_floor(context);
    if (rc == TRUCE_OK)
        rc = truce_thirds_seek(context);
    for (size_t i = 0; i < context->out->text.n_sentences && rc == TRUCE_OK;
         i++) {
        struct truce_scan scan;
        rc = truce_scan_sentence(&scan, context, i);
        if (rc == TRUCE_OK)
            rc = tell_sentence(&builder, &scan);
    }
    return rc == TRUCE_OK ? truce_thirds_attach(context) : rc;
}
