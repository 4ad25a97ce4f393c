/*
 * Audience and occasion of a statement. The audience is whom the verb tells
 * ("told parliament"), or whom a letter, a call, an interview or an address
 * goes to. The occasion is told by words of its own ("at a news conference"),
 * else by the audience: what is told to a newspaper is an interview.
 */
#include "code/hearing.h"

#include <string.h>

static int add_hearer(struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t token,
                      struct truce_statement *statement)
{
    struct truce_arena *arena = senses->context->arena;
    struct truce_actors found = {0};
    struct truce_actor one = {0};
    struct truce_evidence span;
    if (truce_sense_actors(senses, sense, token, &found) < 0)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < found.n; i++)
        if (!truce_same_side(&found.items[i], &statement->speaker) ||
            found.items[i].begin != statement->speaker.begin) {
            if (truce_actors_add(arena, &statement->audience, &found.items[i]) <
                0)
                return TRUCE_ENOMEM;
        }
    if (statement->audience.n)
        return TRUCE_OK;
    span = truce_sense_span(sense, token);
    if (span.end - span.begin > 60)
        span.begin = sense->sentence->tokens[token].begin,
        span.end = sense->sentence->tokens[token].end;
    one.text = truce_senses_view(senses, span.begin, span.end);
    /* "to the press": the preposition is none of it */
    if (truce_view_starts(one.text, "to ") ||
        truce_view_starts(one.text, "with ")) {
        size_t skip = one.text.ptr[0] == 't' ? 3 : 5;
        one.text.ptr += skip;
        one.text.len -= skip;
        span.begin += skip;
    }
    one.name = truce_arena_strndup(arena, one.text.ptr, one.text.len);
    one.begin = span.begin;
    one.end = span.end;
    return one.name ? truce_actors_add(arena, &statement->audience, &one)
                    : TRUCE_ENOMEM;
}

/* The one under "to" or "with" below a token; -1: nobody. */
static int32_t receiver(const struct truce_sense *sense, int32_t token)
{
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view prep = truce_sense_prep(sense, c);
        if (c > token && (rel == TRUCE_REL_nmod || rel == TRUCE_REL_obl) &&
            (truce_view_eq_text(prep, "to") ||
             truce_view_eq_text(prep, "with")))
            return c;
    }
    return -1;
}

static int32_t told(const struct truce_sense *sense, int32_t verb)
{
    static const char tellers[] = " tell inform brief remind assure ";
    static const char senders[] = " write complain explain report announce "
                                  "confirm say confide ";
    int32_t object = -1;
    if (truce_sense_lemma(sense, verb, tellers)) {
        object = truce_tree_child(&sense->tree, verb, TRUCE_REL_iobj);
        return object >= 0
                   ? object
                   : truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    }
    for (int32_t c = truce_sense_lemma(sense, verb, senders)
                         ? sense->tree.first[verb]
                         : -1;
         c >= 0; c = sense->tree.next[c])
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_obl &&
            truce_view_eq_text(truce_sense_prep(sense, c), "to"))
            return c;
    return object;
}

/* "in a letter to X", "addressing X", "speaking to X", in the sentence of
 * the verb, outside quotations. */
static int32_t sent(const struct truce_senses *senses,
                    const struct truce_sense *sense, int32_t verb)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        int32_t token = (int32_t)k;
        int32_t head = sense->sentence->tokens[k].head;
        enum truce_rel rel = truce_tree_rel(&sense->tree, token);
        if (head != verb ||
            truce_senses_quote(senses, sense->sentence->tokens[k].begin))
            continue;
        if (rel == TRUCE_REL_obl &&
            truce_sense_lemma(sense, token,
                              " letter message note email interview call "
                              "conversation address speech remarks remark "
                              "briefing phone "))
            return receiver(sense, token);
        if (rel == TRUCE_REL_advcl &&
            truce_sense_lemma(sense, token, " address brief "))
            return truce_tree_child(&sense->tree, token, TRUCE_REL_obj);
        if (rel == TRUCE_REL_advcl &&
            truce_sense_lemma(sense, token, " speak talk write "))
            return receiver(sense, token);
    }
    return -1;
}

/* Words of an occasion outside quotations: in the sentence, or in the one
 * before of the same paragraph when the speaker goes on as "he". */
static const char *told_occasion(const struct truce_senses *senses,
                                 const struct truce_said *said,
                                 const struct truce_statement *statement)
{
    for (size_t back = 0; back <= 1 && back <= said->sentence; back++) {
        const struct truce_sense *sense = &senses->items[said->sentence - back];
        struct truce_cue_hit hit;
        size_t at = 0;
        if (sense->sentence->paragraph !=
            senses->items[said->sentence].sentence->paragraph)
            break;
        while (truce_sense_next(senses, sense, TRUCE_FACT_OCCASION, &at, &hit))
            if (!truce_senses_quote(senses,
                                    sense->sentence->tokens[hit.first].begin))
                return hit.code;
        if (statement->speaker.text.len > 3)
            break;
    }
    return NULL;
}

/* What is told to whom tells where: reporters, a newspaper, a parliament. */
static const char *by_audience(const struct truce_senses *senses,
                               const struct truce_sense *sense,
                               const struct truce_actors *audience)
{
    struct truce_cue_hit hit;
    size_t at = 0;
    if (!audience->n)
        return NULL;
    while (truce_sense_next(senses, sense, TRUCE_FACT_HEARER, &at, &hit)) {
        const struct truce_token *tokens = sense->sentence->tokens;
        if (tokens[hit.first].begin >= audience->items[0].begin &&
            tokens[hit.last].end <= audience->items[0].end)
            return hit.code;
    }
    return audience->items[0].sector &&
                   !strcmp(audience->items[0].sector, "MED")
               ? "interview"
               : NULL;
}

int truce_hearing_read(struct truce_senses *senses,
                       const struct truce_said *said,
                       struct truce_statement *statement)
{
    const struct truce_sense *sense = &senses->items[said->sentence];
    int32_t hearer = -1;
    if (said->verb >= 0 && !statement->audience.n) {
        hearer = told(sense, said->verb);
        if (hearer < 0)
            hearer = sent(senses, sense, said->verb);
        if (hearer >= 0 && add_hearer(senses, sense, hearer, statement) < 0)
            return TRUCE_ENOMEM;
    }
    /* "told the House of Commons": his own parliament */
    if (!statement->speaker.code && statement->speaker.office &&
        statement->audience.n && statement->audience.items[0].sector &&
        !strcmp(statement->audience.items[0].sector, "LEG"))
        statement->speaker.code = statement->audience.items[0].code;
    statement->occasion = told_occasion(senses, said, statement);
    if (!statement->occasion)
        statement->occasion = by_audience(senses, sense, &statement->audience);
    return TRUCE_OK;
}
