/* Which country or body a speaker belongs to when the name does not tell. */
#include "code/speaker.h"

#include <string.h>

bool truce_speaker_holds(struct truce_view text, struct truce_view word)
{
    size_t at = truce_view_find(text, word);
    return at != (size_t)-1 && text.len > word.len &&
           (at == 0 || text.ptr[at - 1] == ' ') &&
           (at + word.len == text.len || text.ptr[at + word.len] == ' ');
}

/* "General Tadesse" after "General Tadesse Werede, the commander of ...": the
 * code of who shares the last word of the name. */
static bool borrow_code(const struct truce_senses *senses, size_t sentence,
                        struct truce_actor *speaker)
{
    struct truce_view last = speaker->text;
    for (size_t i = last.len; i-- > 0;)
        if (last.ptr[i] == ' ') {
            last.ptr += i + 1;
            last.len -= i + 1;
            break;
        }
    for (size_t i = 0; last.len > 3 && i <= sentence; i++) {
        const struct truce_sense *sense = &senses->items[i];
        for (size_t k = 0; k < sense->n_mentions; k++) {
            const struct truce_actor *actor = &sense->mentions[k].actor;
            if (!actor->code || actor->begin == speaker->begin ||
                !truce_speaker_holds(actor->text, last))
                continue;
            speaker->code = actor->code;
            if (!speaker->sector)
                speaker->sector = actor->sector;
            return true;
        }
    }
    return false;
}

/* First token of what explains a name behind its comma ("the head of ...",
 * "who leads ..."); SIZE_MAX: nothing does. */
static size_t explanation(const struct truce_sense *sense,
                          const struct truce_actor *speaker)
{
    const struct truce_sentence *s = sense->sentence;
    size_t k = 0;
    while (k < s->n_tokens && s->tokens[k].begin < speaker->end)
        k++;
    if (k + 1 >= s->n_tokens || !truce_view_eq_text(s->tokens[k].form, ","))
        return SIZE_MAX;
    k++;
    return s->tokens[k].upos == TRUCE_UPOS_VERB ||
                   s->tokens[k].upos == TRUCE_UPOS_AUX ||
                   s->tokens[k].upos == TRUCE_UPOS_ADV ||
                   s->tokens[k].upos == TRUCE_UPOS_PUNCT ||
                   s->tokens[k].upos == TRUCE_UPOS_CCONJ
               ? SIZE_MAX
               : k;
}

/* Does what explains the name behind its comma speak of the land's own
 * ("the head of the rebels' political wing", "who leads the opposition")? */
static bool is_explained(const struct truce_sense *sense,
                         const struct truce_actor *speaker)
{
    static const char own[] =
        " rebel rebels opposition government army wing party movement militia "
        "guerrilla junta parliament spokesman spokeswoman president minister "
        "leader commander senator lawmaker chairman negotiator chief ";
    const struct truce_sentence *s = sense->sentence;
    size_t k = explanation(sense, speaker);
    for (size_t j = k; k != SIZE_MAX && j < s->n_tokens && j < k + 11 &&
                       !truce_view_eq_text(s->tokens[j].form, ",");
         j++) {
        const struct truce_mention *m = truce_sense_mention(sense, (int32_t)j);
        if (m && m->actor.code)
            return false;
        if (truce_sense_lemma(sense, (int32_t)j, own))
            return true;
    }
    return false;
}

/* The first coded actor in what explains the name behind its comma ("the
 * Polisario's representative in New York"). */
static const struct truce_actor *explaining(const struct truce_sense *sense,
                                            const struct truce_actor *speaker)
{
    const struct truce_sentence *s = sense->sentence;
    size_t k = explanation(sense, speaker);
    for (size_t j = k; k != SIZE_MAX && j < s->n_tokens && j < k + 7 &&
                       !truce_view_eq_text(s->tokens[j].form, ",");
         j++) {
        const struct truce_mention *m = truce_sense_mention(sense, (int32_t)j);
        if (m && m->actor.code &&
            !truce_view_eq_text(truce_sense_prep(sense, (int32_t)m->head),
                                "in"))
            return &m->actor;
    }
    return NULL;
}

/* The one country whose sides act together in the document, or NULL. */
static const char *common_code(const struct truce_senses *senses)
{
    const char *code = NULL;
    for (size_t i = 0; i < senses->context->out->n_events; i++) {
        const struct truce_event *event = &senses->context->out->events[i];
        if (event->type != TRUCE_CONSULT && event->type != TRUCE_AGREE &&
            event->type != TRUCE_SUPPORT)
            continue;
        for (size_t k = 0; k < event->source.n; k++) {
            const char *own = event->source.items[k].code;
            if (own && code && strcmp(own, code))
                return NULL;
            code = own ? own : code;
        }
    }
    return code;
}

/* A speaker whose body or country the name does not tell: by who explains
 * it, by the same name before, or as one of the document's own country. */
void truce_speaker_settle(const struct truce_senses *senses,
                          const struct truce_sense *sense,
                          struct truce_actor *speaker)
{
    const char *home = senses->context->home;
    const struct truce_actor *owner;
    if (speaker->code)
        return;
    owner = explaining(sense, speaker);
    if (owner) {
        speaker->code = owner->code;
        if (!speaker->sector)
            speaker->sector = owner->sector;
        return;
    }
    if (borrow_code(senses, sense->index, speaker))
        return;
    if (!home)
        home = common_code(senses);
    if (!home)
        return;
    if ((speaker->sector &&
         (!strcmp(speaker->sector, "MIL") || !strcmp(speaker->sector, "GOV") ||
          !strcmp(speaker->sector, "REB") ||
          !strcmp(speaker->sector, "OPP"))) ||
        is_explained(sense, speaker))
        speaker->code = home;
}
