/* Which country an agent belongs to that names none; see home.h. Judged free
 * news text gave the rules, in order of worth: its companion's, the clause's,
 * the other side's, the document's (homeland.c). */
#include "code/home.h"

#include <string.h>

#include "code/home_int.h"
#include "code/slots_int.h"
#include "code/told.h"

/* Protesters and their own police or army; an army may fight abroad. */
static bool fights_state(int type)
{
    return type == TRUCE_ASSAULT || type == TRUCE_COERCE ||
           type == TRUCE_PROTEST;
}

static bool hurts_own(int type)
{
    return type == TRUCE_COERCE || type == TRUCE_ACCUSE;
}

/* What is known of the slots while an agent is settled. */
struct setting {
    const struct truce_candidate *candidate;
    const struct truce_slot *slot;
    const struct truce_slot *other;
    bool is_target;
};

/* Rebels talk and sign with the state that they fight. */
static bool parleys(const struct truce_candidate *c)
{
    return c->type == TRUCE_CONSULT || c->type == TRUCE_AGREE ||
           c->type == TRUCE_SUPPORT;
}

/* "Opposition parties and France's president": a foreign state beside them
 * lends them nothing. */
static const char *code_beside(const struct truce_scan *scan,
                               const struct setting *setting,
                               const struct truce_actor *actor)
{
    const char *home = scan->context->home;
    const char *code = truce_home__companion_code(setting->slot, actor);
    if (code && truce_home__is_gov(actor) &&
        truce_home__has_person(setting->slot, code) &&
        truce_home__is_single(actor))
        return NULL; /* "the prime minister and President Hollande" */
    if (code && home && strcmp(code, home) != 0 && actor->sector &&
        truce_tree_word_in(truce_view_of(actor->sector), " OPP PTY REB ", 13) &&
        !(strcmp(actor->sector, "REB") == 0 && parleys(setting->candidate)) &&
        truce_home__has_rulers(setting->slot, code))
        return NULL;
    return code;
}

static const char *code_of_gov(const struct truce_scan *scan,
                               const struct setting *setting,
                               const struct truce_actor *actor,
                               const char **why)
{
    const struct truce_slot *other = setting->other;
    const char *home = scan->context->home, *code;
    int type = setting->candidate->type;
    bool named = !strcmp(actor->kind, "person");
    if (named && home && truce_home__has_rulers(other, home) &&
        !(actor->why && !strcmp(actor->why, "named in full before")))
        return NULL; /* "Kerry met President Williams" */
    code = home || named ? home : truce_home__only_country(scan, actor);
    *why = truce_home__of_document;
    if (setting->is_target && hurts_own(type) && home &&
        truce_home__own_state(other, home))
        return home; /* "police arrested a deputy minister" */
    *why = "country of the other side";
    if (setting->is_target && type == TRUCE_ASSAULT &&
        truce_home__armed_code(other) && !truce_home__is_definite(scan, actor))
        return truce_home__armed_code(
            other); /* "rebels beheaded two officials" */
    *why = home ? truce_home__of_document : "domestic default";
    if (!truce_home__is_definite(scan, actor))
        return NULL;
    if (setting->is_target && truce_home__own_people(other, !home))
        return truce_home__own_people(other, !home); /* "Peru's miners urged the
                                            government" */
    if (code &&
        !(type == TRUCE_CONSULT ? truce_home__has_rulers(other, code)
                                : truce_home__speaks_for_state(other, code)))
        return code;
    *why = "country of the sentence before";
    return truce_home__state_before(scan, other);
}

/* By the clause: where it happens, who else is in it. */
static const char *code_of_clause(const struct truce_scan *scan,
                                  const struct setting *setting,
                                  const struct truce_actor *actor,
                                  const char **why)
{
    const struct truce_candidate *c = setting->candidate;
    const struct truce_slot *other = setting->other;
    const char *home = scan->context->home, *code;
    *why = "country of the other side";
    if (setting->is_target && truce_home__slot_code(other) &&
        truce_home__is_local(scan, actor))
        return truce_home__slot_code(other);
    *why = "country of the place";
    code = setting->is_target && (truce_home__is_armed(actor) ||
                                  truce_home__is_anybody(actor))
               ? truce_home__posted_in(scan, other)
               : NULL;
    if (!code && c->type != TRUCE_CONSULT)
        code = truce_home__place_code(
            scan, c,
            setting->is_target ? truce_slot__mention(scan, actor) : NULL);
    if (code && (setting->is_target || truce_home__is_at_place(actor) ||
                 !home || c->type == TRUCE_PROTEST))
        return code;
    *why = "told of such before";
    code = truce_told_agent(scan, truce_slot__mention(scan, actor));
    if (code)
        return code;
    *why = "domestic default";
    code = other->n ? truce_home__only_country(scan, actor) : NULL;
    if (code && home && strcmp(code, home) != 0 &&
        (!setting->is_target || truce_home__is_armed(actor)))
        code = NULL; /* "police arrested 10 Czech nationals" */
    return code;
}

/* "the U.N. and rights groups": of no country, as the union beside them. */
static bool beside_union(const struct truce_slot *slot,
                         const struct truce_actor *actor)
{
    bool found = false;
    for (size_t i = 0; i < slot->n; i++) {
        const char *code = slot->items[i].code;
        if (code && !truce_home_union(code))
            return false;
        found = found || code;
    }
    return found && actor->sector && !strcmp(actor->sector, "NGO");
}

static const char *code_for(const struct truce_scan *scan,
                            const struct setting *setting,
                            const struct truce_actor *actor, const char **why)
{
    if (!scan->coder->petrarch.n && beside_union(setting->slot, actor))
        return NULL;
    const struct truce_candidate *c = setting->candidate;
    const struct truce_slot *other = setting->other;
    const char *home = scan->context->home;
    const char *code = code_beside(scan, setting, actor);
    *why = "country of its companion";
    if (code)
        return code;
    *why = truce_home__of_document;
    if (truce_home__is_side(actor))
        return home && truce_home__has_rulers(other, home) ? home : NULL;
    *why = "servant of who orders";
    if (c->type == TRUCE_REQUEST && setting->is_target &&
        truce_home__is_servant(actor) && truce_home__is_definite(scan, actor) &&
        truce_home__slot_code(other) &&
        truce_home__speaks_for_state(other, truce_home__slot_code(other)))
        return truce_home__slot_code(other);
    if (truce_home__is_gov(actor))
        return code_of_gov(scan, setting, actor, why);
    code = code_of_clause(scan, setting, actor, why);
    if (code)
        return code;
    *why = "country of the other side";
    if (truce_home__is_anybody(actor) && fights_state(c->type) &&
        truce_home__forces_code(other, !setting->is_target))
        return truce_home__forces_code(other, !setting->is_target);
    *why = truce_home__of_document;
    if (truce_home__is_anybody(actor) && home &&
        !truce_home__own_state(other, home))
        return NULL;
    return home;
}

static void settle(const struct truce_scan *scan, const struct setting *setting,
                   struct truce_slot *slot, struct truce_slots *slots)
{
    for (size_t i = 0; i < slot->n; i++) {
        struct truce_actor *actor = &slot->items[i];
        const char *why = NULL;
        if (truce_home__is_ethnic(scan, actor))
            actor->code = NULL;
        const char *code = truce_home__is_open(scan, actor)
                               ? code_for(scan, setting, actor, &why)
                               : NULL;
        if (!code)
            continue;
        actor->code = code;
        actor->why = why;
        slots->domestic = true;
    }
}

/* "the country", "the tiny Pacific nation": the state told before. */
static void settle_states(const struct truce_scan *scan,
                          struct truce_slot *slot,
                          const struct truce_slot *other)
{
    for (size_t i = 0; i < slot->n; i++) {
        struct truce_actor *actor = &slot->items[i];
        const struct truce_mention *m = truce_slot__mention(scan, actor);
        if (actor->code || !m)
            continue;
        actor->code = truce_told_state(scan, m, other);
        if (!actor->code)
            continue;
        actor->why = "the state told before";
        actor->sector = NULL;
    }
}

static bool offers_troops(int type)
{
    return type == TRUCE_AGREE || type == TRUCE_REJECT || type == TRUCE_AID;
}

/* "troops for a peacekeeping force in Liberia": the force is of many
 * countries, but it is Liberia that gets or does not get it. */
static void settle_abroad(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n && offers_troops(c->type); i++) {
        const struct truce_mention *m =
            truce_slot__mention(scan, &slot->items[i]);
        if (!m || !slot->items[i].abroad || slot->items[i].code ||
            !slot->items[i].sector || strcmp(slot->items[i].sector, "MIL") != 0)
            continue;
        for (size_t k = 0; k < scan->n_mentions; k++) {
            const struct truce_mention *there = &scan->mentions[k];
            struct truce_view prep =
                truce_tree_prep(&scan->tree, (int32_t)there->head);
            if (there->actor.code &&
                truce_tree_within(&scan->tree, (int32_t)there->head,
                                  (int32_t)m->head) &&
                truce_tree_word_in(prep, " in for to ", 11))
                slot->items[i] = there->actor;
        }
    }
}

void truce_home_settle(const struct truce_scan *scan,
                       const struct truce_candidate *c,
                       struct truce_slots *slots)
{
    struct setting target = {c, &slots->target, &slots->source, true};
    struct setting source = {c, &slots->source, &slots->target, false};
    settle_abroad(scan, c, &slots->target);
    settle_states(scan, &slots->target, &slots->source);
    settle_states(scan, &slots->source, &slots->target);
    settle(scan, &target, &slots->target, slots);
    settle(scan, &source, &slots->source, slots);
    /* those whom a government, told now, deals with */
    settle(scan, &target, &slots->target, slots);
}
