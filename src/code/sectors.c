/* Sectors that a word alone does not tell; see sectors.h. */
#include "code/sectors.h"

#include <string.h>

#include "code/coder_impl.h"
#include "code/slots_int.h"

struct open_word {
    const char *office;
    const char *sector; /* as the lexicon has it */
    const char *other;  /* as it may be */
    /* words of the phrase that settle it: "army officer" */
    const char *const *settled;
};

static const char *const of_army[] = {
    "army",         "Army",  "militar", "Militar", "naval",  "Naval",
    "navy",         "Navy",  "air",     "Air",     "marine", "Marine",
    "intelligence", "rebel", "guard",   "Guard",   "armed",  NULL};
static const char *const of_assembly[] = {
    "parliament", "Parliament", "Duma",       "assembly", "Assembly",
    "party",      "Party",      "opposition", "minister", NULL};

static const struct open_word open_words[] = {
    {"officer", "MIL", "COP", of_army},
    {"deputy", "LEG", "COP", of_assembly},
};

static bool is_sector(const struct truce_actor *actor, const char *sector)
{
    return actor->sector && !strcmp(actor->sector, sector);
}

static bool is_open(const struct truce_actor *actor,
                    const struct open_word *word)
{
    if (!actor->office || strcmp(actor->office, word->office) != 0 ||
        !is_sector(actor, word->sector) || !actor->kind ||
        !strcmp(actor->kind, "organisation"))
        return false;
    for (size_t i = 0; word->settled[i]; i++)
        if (truce_view_find(actor->text, truce_view_of(word->settled[i])) !=
            (size_t)-1)
            return false;
    return true;
}

static void settle_word(struct truce_context *context,
                        const struct open_word *word)
{
    size_t n_sector = 0, n_other = 0, n_open = 0;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            bool open = is_open(actor, word);
            n_open += open;
            n_sector += !open && is_sector(actor, word->sector);
            n_other += is_sector(actor, word->other);
        }
    if (!n_open || n_other <= n_sector)
        return;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_actor *actor = &context->mentions[s][i].actor;
            if (is_open(actor, word))
                actor->sector = word->other;
        }
}

/* "urged all parties to stop", "the warring parties": sides of a matter. */
static bool is_side(const struct truce_sentence *s,
                    const struct truce_mention *m)
{
    const struct truce_token *before =
        m->first ? &s->tokens[m->first - 1] : NULL;
    const struct truce_token *head = &s->tokens[m->head];
    if (!before || m->actor.code || !is_sector(&m->actor, "PTY") ||
        !truce_view_eq_text(head->xpos, "NNS") ||
        !truce_view_eq_text(head->lemma, "party") || m->first != m->last)
        return false;
    return truce_tree_word_in(before->lemma,
                              " all both warring concerned conflicting rival "
                              "hostile third interested ",
                              71);
}

static void settle_sides(struct truce_context *context)
{
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_mention *m = &context->mentions[s][i];
            if (!is_side(&context->out->text.sentences[s], m))
                continue;
            m->actor.sector = NULL;
        }
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

/* "an F-16 fighter", "two MiG-29 fighters": aircraft, no rebels. */
static bool is_aircraft(const struct truce_sentence *s,
                        const struct truce_mention *m)
{
    const struct truce_token *type;
    bool digit = false;
    if (m->head < 3 || !is_sector(&m->actor, "REB") ||
        !truce_view_eq_text(s->tokens[m->head].lemma, "fighter"))
        return false;
    type = &s->tokens[m->head - 1];
    for (size_t i = 0; i < type->form.len; i++)
        digit = digit || is_digit(type->form.ptr[i]);
    if (digit && truce_view_eq_text((type - 1)->form, "-"))
        return !is_digit((type - 2)->form.ptr[0]); /* not "10-15 fighters" */
    return digit && !is_digit(type->form.ptr[0]) &&
           truce_view_find(type->form, TRUCE_VIEW("-")) != (size_t)-1;
}

static void settle_aircraft(struct truce_context *context)
{
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_mention *m = &context->mentions[s][i];
            if (is_aircraft(&context->out->text.sentences[s], m))
                m->actor.sector = "MIL";
        }
}

void truce_sectors_settle(struct truce_context *context)
{
    settle_sides(context);
    settle_aircraft(context);
    for (size_t i = 0; i < sizeof open_words / sizeof *open_words; i++)
        settle_word(context, &open_words[i]);
}

static void arm(struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++) {
        struct truce_actor *actor = &slot->items[i];
        if (is_sector(actor, "REL") &&
            truce_view_find(actor->text, TRUCE_VIEW("slamist")) != (size_t)-1)
            actor->sector = "REB";
    }
}

void truce_sectors_by_act(int type, struct truce_slots *slots)
{
    if (type == TRUCE_ASSAULT || type == TRUCE_COERCE ||
        type == TRUCE_THREATEN || type == TRUCE_RETREAT)
        arm(&slots->source);
    if (type == TRUCE_ASSAULT)
        arm(&slots->target);
}

/* The sector of the group that leads or sends the people of `m`, or NULL. */
static const char *group_of(const struct truce_scan *scan,
                            const struct truce_mention *m)
{
    static const char sectors[] = " REB OPP PTY PRM CRM LAB UAF ";
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[m->head]; c >= 0; c = tree->next[c]) {
        const struct truce_mention *group = truce_scan_mention(scan, c);
        if (group && group->actor.sector &&
            truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss &&
            truce_tree_lemma_in(tree, c,
                                " protester demonstrator striker rebel "
                                "opposition activist student worker "))
            return group->actor.sector; /* "the protesters' leaders" */
        if (group && (int32_t)group->head == c && group->actor.sector &&
            truce_tree_rel(tree, c) == TRUCE_REL_nmod &&
            truce_tree_word_in(truce_tree_prep(tree, c), " of from ", 9) &&
            truce_tree_word_in(truce_view_of(group->actor.sector), sectors,
                               sizeof sectors - 1))
            return group->actor.sector;
    }
    return NULL;
}

static void lead(const struct truce_scan *scan, struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_mention *m =
            truce_slot__mention(scan, &slot->items[i]);
        const char *sector;
        if (!m || !is_sector(&slot->items[i], "GOV") ||
            !truce_tree_lemma_in(&scan->tree, (int32_t)m->head,
                                 " leader chief head official representative "
                                 "delegate negotiator spokesman spokeswoman "
                                 "spokesperson member delegation envoy "))
            continue;
        sector = group_of(scan, m);
        if (sector)
            slot->items[i].sector = sector;
    }
}

void truce_sectors_by_phrase(const struct truce_scan *scan,
                             struct truce_slots *slots)
{
    struct truce_slot *target = &slots->target;
    lead(scan, &slots->source);
    lead(scan, target);
    if (target->inside && target->n == 1 && !target->items[0].sector &&
        slots->source.n &&
        truce_tree_lemma_in(&scan->tree, target->noun, " counterpart "))
        target->items[0].sector = slots->source.items[0].sector;
}
