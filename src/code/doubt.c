/* What speaks against telling an event; see doubt.h. The rules come from
 * judging free news text: each names a cause of wrong events there. */
#include "code/doubt.h"

#include <string.h>

#include "code/bygone.h"
#include "code/entry.h"
#include "code/slots_int.h"

enum { PAST_YEARS = 2 }; /* from here on an act is background */

/* The year is a name's: "the 1991 ceasefire". */
static bool names(const struct truce_tree *tree, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(tree, token);
    return rel == TRUCE_REL_nummod || rel == TRUCE_REL_compound ||
           rel == TRUCE_REL_amod;
}

/* "the first since 2012": the act is not of that year. */
static bool only_since(const struct truce_tree *tree, int32_t token)
{
    return truce_tree_word_in(truce_tree_prep(tree, token), " since until ",
                              13);
}

/* "the 1967 war", "the 1950s" after a preposition of time. */
static bool dates_noun(const struct truce_tree *tree, int32_t token)
{
    static const char times[] = " in during ";
    int32_t noun = truce_tree_token(tree, token)->head;
    if (truce_tree_word_in(truce_tree_prep(tree, token), times,
                           sizeof times - 1))
        return true;
    return noun >= 0 &&
           truce_tree_lemma_in(tree, noun, " war revolution uprising ") &&
           truce_tree_word_in(truce_tree_prep(tree, noun), times,
                              sizeof times - 1);
}

/* "in the 1950s", "in the 1967 war" tell when something was only where
 * they hang on it. */
static bool hangs_on(const struct truce_scan *scan,
                     const struct truce_candidate *c, int32_t token)
{
    for (int step = 0; step < 4 && token >= 0; step++) {
        if (token == c->token || token == c->clause.top)
            return true;
        if (truce_tree_verbal(&scan->tree, token))
            return false;
        token = truce_tree_token(&scan->tree, token)->head;
    }
    return false;
}

/* A year that lies well before the document: "in the war of 1990-91"; an
 * entry of a chronology may be as old as it likes. */
static bool long_ago(const struct truce_scan *scan,
                     const struct truce_candidate *c)
{
    const struct truce_sentence *s = scan->tree.sentence;
    int now = scan->context->document->date.year;
    for (size_t i = truce_entry_tokens(s); now > 0 && i < s->n_tokens; i++) {
        struct truce_view form = s->tokens[i].form;
        int year = 0;
        if (truce_view_starts(form, "mid-")) {
            form.ptr += 4;
            form.len -= 4;
        }
        if (form.len < 4 ||
            (form.len > 4 && form.ptr[4] != '-' && form.ptr[4] != 's'))
            continue;
        for (int d = 0; d < 4; d++)
            year = form.ptr[d] >= '0' && form.ptr[d] <= '9'
                       ? year * 10 + (form.ptr[d] - '0')
                       : -99999;
        if (year <= 1000 || year > now - PAST_YEARS ||
            only_since(&scan->tree, (int32_t)i))
            continue;
        if (hangs_on(scan, c, (int32_t)i) &&
            (!(names(&scan->tree, (int32_t)i) || form.len == 5) ||
             dates_noun(&scan->tree, (int32_t)i)))
            return true;
    }
    return false;
}

/* The press; doctors bear the same sector. */
static bool is_press(const struct truce_actor *actor)
{
    static const char *const medical[] = {"doctor",    "medic",   "nurse",
                                          "physician", "surgeon", "hospital"};
    if (!actor->sector || strcmp(actor->sector, "MED") != 0)
        return false;
    for (size_t i = 0; i < sizeof medical / sizeof *medical; i++)
        if (actor->office && strstr(actor->office, medical[i]))
            return false;
    return true;
}

static bool all_reporters(const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++)
        if (!is_press(&slot->items[i]))
            return false;
    return slot->n > 0;
}

static bool is_pronoun(const struct truce_scan *scan,
                       const struct truce_actor *actor)
{
    const struct truce_sentence *s = scan->tree.sentence;
    for (size_t i = 0; i < s->n_tokens; i++)
        if (s->tokens[i].begin == actor->begin &&
            s->tokens[i].end == actor->end)
            return s->tokens[i].upos == TRUCE_UPOS_PRON;
    return false;
}

/* The same party on both sides, also when a pronoun stands for it. */
static bool same_party(const struct truce_scan *scan,
                       const struct truce_slots *slots)
{
    const struct truce_actor *a = slots->source.items;
    const struct truce_actor *b = slots->target.items;
    if (slots->source.n != 1 || slots->target.n != 1 || !a->code || !b->code ||
        strcmp(a->code, b->code) != 0)
        return false;
    if (a->name && b->name && !strcmp(a->name, b->name) &&
        (!a->sector || !b->sector ? a->sector == b->sector
                                  : !strcmp(a->sector, b->sector)))
        return true;
    return is_pronoun(scan, a) || is_pronoun(scan, b);
}

static bool filled_by(const struct truce_slot *slot, const char *rule)
{
    return slot->from && !strcmp(slot->from, rule);
}

/* Acts that need a second party: "they worked closely" tells of none. */
static bool needs_other(int type)
{
    return type == TRUCE_COOPERATE;
}

/* Acts whose target stands in their frame: the next actor to the right of
 * them is mostly a place or belongs to another act. */
static bool names_target(int type)
{
    return type == TRUCE_CONSULT || type == TRUCE_COOPERATE ||
           type == TRUCE_ACCUSE || type == TRUCE_COERCE ||
           type == TRUCE_ASSAULT || type == TRUCE_REQUEST;
}

/* The target is guessed, and what is known besides does not bear it out. */
static bool bad_guess(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      const struct truce_slots *slots)
{
    bool right = filled_by(&slots->target, "actor to the right");
    if (filled_by(&slots->target, "only other country"))
        return true;
    if (!right)
        return false;
    return names_target(c->type) || same_party(scan, slots) ||
           (slots->source.n && !slots->source.items[0].code);
}

static bool unreal(const struct truce_candidate *c)
{
    const struct truce_clause *clause = &c->clause;
    return clause->questioned || clause->conditional || clause->never ||
           clause->hoped || (clause->would && !c->is_cue && clause->say < 0);
}

static int32_t verb_of(const struct truce_candidate *c)
{
    return c->clause.top;
}

/* "an air strike killed": its subject is the attack itself. */
static bool attack_acts(const struct truce_scan *scan,
                        const struct truce_candidate *c)
{
    static const char attacks[] =
        " strike airstrike attack assault raid ambush bomb bombing blast "
        "explosion shelling bombardment shell rocket missile mortar grenade "
        "mine drone gunfire fire artillery ";
    const struct truce_tree *tree = &scan->tree;
    int32_t subject = truce_tree_child(tree, c->token, TRUCE_REL_nsubj);
    return subject >= 0 && truce_tree_lemma_in(tree, subject, attacks);
}

/* The frame is of an attack whose doer has no slot: "a bomber blew himself up
 * at [target]". */
static bool slotless(const struct truce_candidate *c)
{
    const struct truce_frame *frame = c->is_cue ? NULL : c->match.frame;
    for (size_t i = 0; frame && i < frame->n; i++)
        if (frame->elements[i].item == TRUCE_ITEM_SOURCE)
            return false;
    return frame != NULL;
}

/* Victims are told without a doer: "three soldiers were killed". */
static bool victims(const struct truce_scan *scan,
                    const struct truce_candidate *c,
                    const struct truce_slots *slots)
{
    return c->type == TRUCE_ASSAULT && slots->target.n &&
           slots->target.items[0].code &&
           (c->passive || c->noun || attack_acts(scan, c) || slotless(c) ||
            truce_tree_lemma_is(&scan->tree, c->token, "die")) &&
           filled_by(&slots->target, "frame");
}

/* Nobody known does it: "the law allows", "fighting killed ten". */
static bool no_doer(const struct truce_scan *scan,
                    const struct truce_candidate *c,
                    const struct truce_slots *slots)
{
    if (!slots->source.n)
        return !victims(scan, c, slots);
    return filled_by(&slots->source, "only other country") ||
           all_reporters(&slots->source);
}

static const struct truce_frame *cue_of(const struct truce_candidate *c,
                                        enum truce_cue cue)
{
    return c->is_cue && c->cue.frame && c->cue.frame->cue == (int)cue
               ? c->cue.frame
               : NULL;
}

/* An infinitive without a subject of its own: "wanted to reiterate". */
static bool own_wish(const struct truce_scan *scan,
                     const struct truce_candidate *c)
{
    const struct truce_tree *tree = &scan->tree;
    bool object = truce_tree_child(tree, c->token, TRUCE_REL_obj) >= 0 ||
                  truce_tree_child(tree, c->token, TRUCE_REL_iobj) >= 0;
    int32_t x = truce_tree_child(tree, c->token, TRUCE_REL_xcomp);
    return truce_tree_lemma_in(tree, c->token, " want need like wish ") &&
           x >= 0 && !object && truce_tree_child(tree, x, TRUCE_REL_nsubj) < 0;
}

static bool hostile(int type)
{
    return type == TRUCE_ASSAULT || type == TRUCE_COERCE;
}

/* A past tense or participle, no infinitive or gerund. */
static bool is_past(const struct truce_tree *tree, int32_t verb)
{
    struct truce_view tag = truce_tree_token(tree, verb)->xpos;
    return truce_view_eq_text(tag, "VBD") || truce_view_eq_text(tag, "VBN");
}

/* Trying, being able, having to, being expected to: not yet an act. */
static bool attempt(const struct truce_scan *scan,
                    const struct truce_candidate *c)
{
    static const char tries[] = " try attempt seek help able force oblige use "
                                "come ";
    static const char persuades[] = " persuade convince induce get prompt ";
    const struct truce_tree *tree = &scan->tree;
    if (cue_of(c, TRUCE_CUE_SAME))
        return (truce_tree_lemma_in(tree, c->token, tries) &&
                !(hostile(c->type) &&
                  truce_tree_lemma_in(tree, c->token, " try attempt "))) ||
               (truce_tree_lemma_in(tree, c->token, persuades) &&
                !is_past(tree, c->token));
    if (cue_of(c, TRUCE_CUE_COMMIT))
        return truce_tree_lemma_in(tree, c->token,
                                   " expect free likely hope wish ");
    if (cue_of(c, TRUCE_CUE_REFUSE))
        return truce_tree_lemma_in(tree, c->token,
                                   " unable reluctant hesitate ");
    return c->type == TRUCE_REQUEST && own_wish(scan, c);
}

/* "declined to give his name", "to provide details". */
static bool about_facts(const struct truce_scan *scan, int32_t verb)
{
    int32_t object = truce_tree_child(&scan->tree, verb, TRUCE_REL_obj);
    return object >= 0 &&
           truce_tree_lemma_in(&scan->tree, object,
                               " name detail information comment figure "
                               "reason number identity statement interview ");
}

/* "declined to comment", "refused to say": no refusal of an act. */
static bool keeps_silent(const struct truce_scan *scan,
                         const struct truce_candidate *c)
{
    int32_t x = truce_tree_child(&scan->tree, verb_of(c), TRUCE_REL_xcomp);
    return c->type == TRUCE_REJECT && x >= 0 &&
           (truce_tree_lemma_in(&scan->tree, x,
                                " comment say answer elaborate speculate "
                                "discuss disclose confirm identify talk "
                                "speak describe divulge specify reveal name "
                                "explain ") ||
            about_facts(scan, x));
}

/* "The president's aide warned that Kyiv would respond": his own side. */
static bool same_side(const struct truce_scan *scan, int32_t a, int32_t b)
{
    const struct truce_mention *one = truce_scan_mention(scan, a);
    const struct truce_mention *other =
        b >= 0 ? truce_scan_mention(scan, b) : NULL;
    return one && other && one->actor.code && other->actor.code &&
           !strcmp(one->actor.code, other->actor.code);
}

/* "warned that prices could rise": a warning of what others or things do is
 * no threat. */
static bool only_warns(const struct truce_scan *scan,
                       const struct truce_candidate *c)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t clause = truce_tree_child(tree, c->token, TRUCE_REL_ccomp);
    int32_t subject;
    if (c->type != TRUCE_THREATEN || clause < 0 ||
        !truce_tree_lemma_is(tree, c->token, "warn"))
        return false;
    subject = truce_tree_child(tree, clause, TRUCE_REL_nsubj);
    /* "warned Belgrade that bombers were ready" */
    if (subject >= 0 &&
        truce_tree_lemma_in(tree, subject,
                            " bomber force troop army missile warship strike "
                            "retaliation response sanction war "))
        return false;
    if (subject < 0 ||
        truce_tree_token(tree, subject)->upos == TRUCE_UPOS_PRON)
        return subject < 0;
    return !same_side(scan, subject,
                      truce_tree_child(tree, c->token, TRUCE_REL_nsubj));
}

/* "Americans", "three of its citizens": people, not their state. */
static bool is_folk(const struct truce_scan *scan,
                    const struct truce_actor *actor)
{
    const struct truce_sentence *s = scan->tree.sentence;
    if (actor->sector || !actor->kind || strcmp(actor->kind, "country") != 0)
        return false;
    for (size_t i = 0; i < s->n_tokens; i++)
        if (s->tokens[i].end == actor->end)
            return truce_view_eq_text(s->tokens[i].xpos, "NNPS") &&
                   truce_view_ends(actor->text, "ns");
    return false;
}

/* First auxiliary of a verb, or the verb itself. */
static int32_t first_aux(const struct truce_tree *tree, int32_t verb)
{
    int32_t aux = truce_tree_child(tree, verb, TRUCE_REL_aux);
    return aux >= 0 ? aux : verb;
}

/* The frame has a word of its own: "arrived for talks". */
static bool to_talk(const struct truce_candidate *c)
{
    return c->match.words.n > 0;
}

/* Trips of the public, of fighters and firms are no diplomacy. */
static bool private_trip(const struct truce_scan *scan,
                         const struct truce_candidate *c,
                         const struct truce_slots *slots)
{
    static const char trips[] = " visit arrive travel trip return go head fly "
                                "come leave tour journey move gather assemble ";
    const struct truce_candidate *act = c;
    if (c->is_cue && c->inner >= 0)
        act = &scan->candidates[c->inner];
    if (!act->match.frame || act->match.frame->type != TRUCE_CONSULT ||
        !truce_tree_lemma_in(&scan->tree, act->token, trips) || to_talk(act))
        return false;
    for (size_t i = 0; i < slots->source.n; i++) {
        const char *sector = slots->source.items[i].sector;
        if (!sector || !strstr("CVL REB UAF MIL BUS EDU CRM LAB REF MED AGR "
                               "PRM COP",
                               sector))
            return is_folk(scan, &slots->source.items[i]);
    }
    return true;
}

/* "the Royal Navy called members into action": asking is for somebody to do
 * something. "told a news conference", "insists it is legal": only saying. */
static bool only_tells(const struct truce_scan *scan,
                       const struct truce_candidate *c)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t clause = truce_tree_child(tree, c->token, TRUCE_REL_ccomp);
    if (c->type != TRUCE_REQUEST || c->is_cue)
        return false;
    if (truce_tree_lemma_is(tree, c->token, "tell"))
        return truce_tree_child(tree, c->token, TRUCE_REL_xcomp) < 0;
    if (truce_tree_lemma_is(tree, c->token, "insist") && clause >= 0)
        return !truce_tree_lemma_in(tree, first_aux(tree, clause),
                                    " must should ");
    return false;
}

/* Who is asked is not who asks: a passive read twice. */
static bool same_words(const struct truce_slots *slots)
{
    return slots->source.n && slots->target.n &&
           slots->source.items[0].begin == slots->target.items[0].begin;
}

/* "advice on how to end the conflict". */
static bool is_how_to(const struct truce_tree *tree, int32_t verb)
{
    int32_t to = truce_tree_child(tree, verb, TRUCE_REL_mark);
    return to > 0 && truce_tree_lemma_is(tree, to, "to") &&
           truce_tree_lemma_in(tree, to - 1, " how what where when which ");
}

/* "The court decided that the rebels have resigned": what it found, not what
 * it will do. */
static bool only_finds(const struct truce_scan *scan,
                       const struct truce_candidate *c)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t inner = cue_of(c, TRUCE_CUE_COMMIT)
                        ? truce_tree_child(tree, c->token, TRUCE_REL_ccomp)
                        : -1;
    return inner >= 0 && is_past(tree, inner) &&
           truce_tree_lemma_in(tree, c->token, " decide determine conclude ") &&
           truce_tree_child(tree, inner, TRUCE_REL_nsubj) >= 0;
}

/* "is considering whether to send arms" is no threat; "will not attack" is no
 * agreement. */
static bool only_weighs(const struct truce_scan *scan,
                        const struct truce_candidate *c)
{
    if (is_how_to(&scan->tree, verb_of(c)) || only_finds(scan, c))
        return true;
    if (cue_of(c, TRUCE_CUE_COMMIT) && c->type == TRUCE_THREATEN)
        return truce_tree_lemma_in(&scan->tree, c->token,
                                   " consider contemplate ");
    return !c->is_cue && c->clause.will && c->clause.negated &&
           c->type == TRUCE_AGREE;
}

/* A police raid is no battle. */
static bool police_raid(const struct truce_scan *scan,
                        const struct truce_candidate *c,
                        const struct truce_slots *slots)
{
    const struct truce_match *match = c->is_cue ? &c->cue : &c->match;
    if (c->type != TRUCE_ASSAULT || !slots->source.n ||
        !slots->source.items[0].sector ||
        strcmp(slots->source.items[0].sector, "COP") != 0)
        return false;
    for (size_t i = 0; i < match->words.n; i++)
        if (truce_tree_lemma_is(&scan->tree, match->words.heads[i], "raid"))
            return true;
    return truce_tree_lemma_is(&scan->tree, c->token, "raid");
}

static bool all_in(const struct truce_slot *slot, const char *sectors)
{
    for (size_t i = 0; i < slot->n; i++)
        if (!slot->items[i].sector || !strstr(sectors, slot->items[i].sector))
            return false;
    return slot->n > 0;
}

/* "spoke to reporters", "speaking to the Assembly": a speech is no meeting. */
static bool speech(const struct truce_scan *scan,
                   const struct truce_candidate *c,
                   const struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    if (c->type != TRUCE_CONSULT || c->is_cue ||
        !truce_tree_lemma_in(tree, c->token, " speak talk "))
        return false;
    if (all_reporters(&slots->target))
        return true;
    for (int32_t t = tree->first[c->token]; t >= 0; t = tree->next[t])
        if (truce_view_eq_text(truce_tree_prep(tree, t), "to") &&
            truce_tree_lemma_in(tree, t,
                                " assembly Assembly parliament Parliament "
                                "congress Congress crowd audience rally "
                                "conference radio television "))
            return true;
    return false;
}

/* "fired up a drone", "stands as a country", "seeks to calm", "negotiations
 * failed to produce a contract". */
static bool other_sense(const struct truce_scan *scan,
                        const struct truce_candidate *c,
                        const struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t inf = truce_tree_child(tree, c->token, TRUCE_REL_xcomp);
    if (c->type == TRUCE_ASSAULT && truce_tree_lemma_is(tree, c->token, "fire"))
        return (size_t)c->token + 1 < tree->sentence->n_tokens &&
               truce_tree_lemma_is(tree, c->token + 1, "up");
    if (c->type == TRUCE_REQUEST && truce_tree_lemma_is(tree, c->token, "seek"))
        return !c->is_cue && inf >= 0 &&
               truce_tree_token(tree, inf)->upos == TRUCE_UPOS_VERB;
    if (c->type == TRUCE_SUPPORT &&
        truce_tree_lemma_is(tree, c->token, "stand"))
        return !slots->target.n;
    return c->type == TRUCE_REJECT && slots->source.inside &&
           truce_tree_lemma_is(tree, c->token, "fail");
}

/* What residents and firms plan, and what anybody only considers. */
static bool private_plan(const struct truce_scan *scan,
                         const struct truce_candidate *c,
                         const struct truce_slots *slots)
{
    if (!cue_of(c, TRUCE_CUE_COMMIT) || c->type != TRUCE_AGREE)
        return false;
    if (truce_tree_lemma_in(&scan->tree, c->token, " consider contemplate "))
        return true;
    return truce_tree_lemma_in(&scan->tree, c->token,
                               " prepare plan hope wish intend ready willing "
                               "decide prepared look ") &&
           all_in(&slots->source, "CVL BUS LAB EDU REF MED CRM");
}

/* "in protest against the police's failure to act". */
static bool remote_cue(const struct truce_scan *scan,
                       const struct truce_candidate *c)
{
    enum truce_rel rel = truce_tree_rel(&scan->tree, c->token);
    return c->is_cue && c->noun && c->light < 0 &&
           (rel == TRUCE_REL_nmod || rel == TRUCE_REL_obl);
}

/* "Congress is scheduled to meet": a house that sits. */
static bool session(const struct truce_candidate *c,
                    const struct truce_slots *slots)
{
    bool met =
        c->type == TRUCE_CONSULT || (c->cameo && !strcmp(c->cameo, "036"));
    return met && slots->source.n == 1 && !slots->target.n && !slots->third.n &&
           all_in(&slots->source, "LEG JUD");
}

/* "hosted the ceremony, which was attended by X": whose ceremony it is was
 * told before; its guests are no parties. */
static bool others_ceremony(const struct truce_scan *scan,
                            const struct truce_candidate *c)
{
    int32_t object = truce_tree_child(&scan->tree, c->token, TRUCE_REL_obj);
    return c->type == TRUCE_CONSULT && c->mode && !strcmp(c->mode, "host") &&
           object >= 0 &&
           truce_tree_lemma_in(&scan->tree, object, " ceremony signing event ");
}

/* Firms among themselves: contracts and markets. */
static bool only_firms(const struct truce_candidate *c,
                       const struct truce_slots *slots)
{
    bool deal = c->type == TRUCE_AGREE || c->type == TRUCE_COOPERATE ||
                c->type == TRUCE_CONSULT || c->type == TRUCE_RETREAT ||
                (c->cameo && !strcmp(c->cameo, "057"));
    return deal && all_in(&slots->source, "BUS") &&
           (!slots->target.n || all_in(&slots->target, "BUS"));
}

/* Clubs and citizens who call something off impose no sanction. */
static bool private_break(const struct truce_candidate *c,
                          const struct truce_slots *slots)
{
    return c->type == TRUCE_SANCTION &&
           all_in(&slots->source, "CVL BUS EDU REF MED CRM LAB AGR");
}

/* "a resident said that we must ...". */
static bool private_must(const struct truce_candidate *c,
                         const struct truce_slots *slots)
{
    return c->demanded && all_in(&slots->source, "CVL BUS EDU");
}

/* "wants Senegal to become a hub": of one's own country. */
static bool own_country(const struct truce_scan *scan,
                        const struct truce_candidate *c,
                        const struct truce_slots *slots)
{
    const struct truce_actor *a = slots->source.items;
    const struct truce_actor *b = slots->target.items;
    return c->type == TRUCE_REQUEST && slots->source.n == 1 &&
           slots->target.n == 1 && a->code && b->code && !b->sector &&
           !strcmp(a->code, b->code) &&
           truce_tree_lemma_is(&scan->tree, c->token, "want");
}

/* "a perception that its neighbours are going to war". */
static bool imagined(const struct truce_scan *scan,
                     const struct truce_candidate *c)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t head = truce_tree_token(tree, verb_of(c))->head;
    enum truce_rel rel = truce_tree_rel(tree, verb_of(c));
    return head >= 0 && (rel == TRUCE_REL_acl || rel == TRUCE_REL_ccomp) &&
           truce_tree_lemma_in(tree, head,
                               " perception rumor rumour possibility belief "
                               "suspicion speculation ");
}

/* "the aim is to recover weapons seized by rebels". */
static bool attribute(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      const struct truce_slots *slots)
{
    return c->type == TRUCE_COERCE && c->passive && !slots->target.n &&
           truce_tree_rel(&scan->tree, c->token) == TRUCE_REL_acl &&
           truce_tree_child(&scan->tree, c->token, TRUCE_REL_aux) < 0;
}

static bool same_sector(const struct truce_actor *a,
                        const struct truce_actor *b)
{
    return a->sector == b->sector ||
           (a->sector && b->sector && !strcmp(a->sector, b->sector));
}

/* A pronoun as target that owns something else, or that was taken for who
 * acts. */
static bool only_itself(const struct truce_scan *scan,
                        const struct truce_slots *slots)
{
    const struct truce_actor *target = slots->target.items;
    const struct truce_mention *m = truce_slot__mention(scan, target);
    if (!m || !is_pronoun(scan, target))
        return false;
    if (slots->target.inside || !target->code ||
        truce_tree_token(&scan->tree, (int32_t)m->head)->rel ==
            TRUCE_REL_nmod_poss)
        return true;
    for (size_t i = 0; i < slots->source.n; i++)
        if (slots->source.items[i].code &&
            !strcmp(slots->source.items[i].code, target->code) &&
            same_sector(&slots->source.items[i], target))
            return true;
    return false;
}

/* "the group said it was responsible": owns up, and accuses nobody. */
static bool owns_up(const struct truce_scan *scan,
                    const struct truce_candidate *c,
                    const struct truce_slots *slots)
{
    return c->type == TRUCE_ACCUSE && !slots->target.n &&
           c->match.target.n == 1 &&
           truce_tree_token(&scan->tree, c->match.target.heads[0])->upos ==
               TRUCE_UPOS_PRON;
}

/* What grammar and date alone tell. */
static const char *doubt_act(const struct truce_scan *scan,
                             const struct truce_candidate *c)
{
    if (unreal(c))
        return "asked, supposed or hoped, not told";
    if (attempt(scan, c))
        return "tried or wished for, not done";
    if (only_weighs(scan, c))
        return "only weighed";
    if (long_ago(scan, c))
        return "of years ago";
    if (truce_bygone(scan, c))
        return "of years ago, or going on since then";
    if (keeps_silent(scan, c))
        return "refuses no act, only an answer";
    if (only_tells(scan, c))
        return "says something and asks for nothing";
    if (only_warns(scan, c))
        return "warns of what others do";
    if (remote_cue(scan, c) || imagined(scan, c))
        return "a noun told in passing";
    return others_ceremony(scan, c) ? "a ceremony of others" : NULL;
}

/* Acts of the public, of firms and houses that are none of the codebook. */
static const char *doubt_private(const struct truce_scan *scan,
                                 const struct truce_candidate *c,
                                 const struct truce_slots *slots)
{
    if (private_trip(scan, c, slots))
        return "a private journey";
    if (speech(scan, c, slots))
        return "a speech, no meeting";
    if (police_raid(scan, c, slots))
        return "a police raid";
    if (private_plan(scan, c, slots) || private_must(c, slots) ||
        private_break(c, slots) || only_firms(c, slots))
        return "private business";
    if (session(c, slots))
        return "a house that sits";
    return NULL;
}

const char *truce_doubt(const struct truce_scan *scan,
                        const struct truce_candidate *c,
                        const struct truce_slots *slots)
{
    const char *why;
    if (scan->coder->petrarch.n)
        return NULL;
    why = doubt_act(scan, c);
    if (!why)
        why = doubt_private(scan, c, slots);
    if (why)
        return why;
    if (truce_bygone_own(scan, c, slots))
        return "concerns nobody but the doer";
    if (slots->source.n == 1 && !slots->target.n && needs_other(c->type))
        return "needs a second party";
    if ((slots->target.n && only_itself(scan, slots)) || same_words(slots) ||
        owns_up(scan, c, slots))
        return "nobody but the doer as target";
    if (no_doer(scan, c, slots))
        return "no doer is known";
    if (bad_guess(scan, c, slots))
        return "its target is only guessed";
    if (slots->source.n && is_pronoun(scan, slots->source.items) && c->demanded)
        return "a demand of a pronoun";
    if (own_country(scan, c, slots))
        return "wanted of one's own country";
    if (attribute(scan, c, slots))
        return "an attribute, no act";
    if (c->type == TRUCE_REQUEST && all_reporters(&slots->target))
        return "told to reporters";
    return other_sense(scan, c, slots) ? "an everyday sense" : NULL;
}
