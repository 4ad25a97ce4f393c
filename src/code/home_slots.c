/* What those beside an agent, or on the other side of the act, tell of its
 * country; see home_int.h. */
#include "code/home_int.h"

#include <string.h>

#include "code/slots_int.h"

const char truce_home__of_document[] = "country of the document";

const char *truce_home__slot_code(const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !truce_home__is_body(&slot->items[i]))
            return slot->items[i].code;
    return NULL;
}

/* Whose an agent is who acts together with others; an army is not that of
 * the foreign group beside it. */
const char *truce_home__companion_code(const struct truce_slot *slot,
                                       const struct truce_actor *agent)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_actor *actor = &slot->items[i];
        bool group = actor->kind && !strcmp(actor->kind, "group");
        if (actor->code && !truce_home__is_body(actor) &&
            !(group && truce_home__is_servant(agent)))
            return actor->code;
    }
    return NULL;
}

/* States and governments of the other slot deal with other states; their own
 * people do with their own government, and so do bodies ("authorities") that
 * are only taken for the document's own. */
bool truce_home__speaks_for_state(const struct truce_slot *slot,
                                  const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code) &&
            slot->items[i].why != truce_home__of_document &&
            (!slot->items[i].sector || truce_home__is_gov(&slot->items[i])))
            return true;
    return false;
}

/* The state itself, its government, or who once was of it. */
bool truce_home__has_rulers(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code) &&
            (!slot->items[i].sector || truce_home__is_gov(&slot->items[i]) ||
             !strcmp(slot->items[i].sector, "ELI")))
            return true;
    return false;
}

const char *truce_home__armed_code(const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && truce_home__is_armed(&slot->items[i]))
            return slot->items[i].code;
    return NULL;
}

const char *truce_home__forces_code(const struct truce_slot *slot, bool army)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_actor *actor = &slot->items[i];
        if (actor->code && actor->sector &&
            (!strcmp(actor->sector, "COP") || !strcmp(actor->sector, "UAF") ||
             (army && truce_home__is_servant(actor))))
            return actor->code;
    }
    return NULL;
}

/* Activists face the government of the country that the text is about. */
bool truce_home__own_state(const struct truce_slot *slot, const char *home)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_actor *actor = &slot->items[i];
        if (actor->code && !strcmp(actor->code, home) && actor->sector &&
            truce_home__is_kind(actor, "agent") &&
            (truce_home__is_gov(actor) || truce_home__is_servant(actor) ||
             !strcmp(actor->sector, "JUD")))
            return true;
    }
    return false;
}

/* A president, minister or king of the country is there in person. */
bool truce_home__has_person(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code) &&
            truce_home__is_kind(&slot->items[i], "person") &&
            truce_home__is_single(&slot->items[i]))
            return true;
    return false;
}

/* The country inside the phrase of an army's mention: "U.S. troops in the
 * Philippines". */
const char *truce_home__posted_in(const struct truce_scan *scan,
                                  const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_actor *actor = &slot->items[i];
        struct truce_actor there = {0};
        size_t at = truce_view_find(actor->text, TRUCE_VIEW(" in "));
        struct truce_view tail;
        if (at == (size_t)-1 || !truce_home__is_servant(actor) || !actor->code)
            continue;
        tail = (struct truce_view){actor->text.ptr + at + 4,
                                   actor->text.len - at - 4};
        if (truce_lexicon_resolve(scan->coder->lexicon, tail,
                                  scan->context->document->date, scan->arena,
                                  &there) == TRUCE_OK &&
            there.code && !truce_home_union(there.code))
            return there.code;
    }
    return NULL;
}

/* The country of people who mostly deal with their own government. */
const char *truce_home__own_people(const struct truce_slot *slot, bool armed)
{
    static const char all[] =
        " OPP CVL LAB NGO JUD LEG REB EDU REL PTY AGR COP MIL ";
    static const char unarmed[] = " OPP CVL LAB NGO JUD LEG EDU ";
    const char *sectors = armed ? all : unarmed;
    const struct truce_actor *actor = slot->n == 1 ? slot->items : NULL;
    return actor && actor->code && actor->sector &&
                   !truce_home_union(actor->code) &&
                   truce_tree_word_in(truce_view_of(actor->sector), sectors,
                                      strlen(sectors))
               ? actor->code
               : NULL;
}
