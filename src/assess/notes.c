/* What must be said beside the figures: where they come from, what they do
 * not show, and what is about to lapse. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "assess/rank.h"

struct writer {
    struct truce_assessment *assessment;
    size_t cap;
    bool failed;
};

static void add_note(struct writer *writer, const char *note)
{
    struct truce_assessment *a = writer->assessment;
    if (!note || truce_arena_grow(&a->arena, &a->notes, a->n_notes,
                                  &writer->cap, sizeof *a->notes) != TRUCE_OK)
        writer->failed = true;
    else
        a->notes[a->n_notes++] = note;
}

static void note_missions(struct writer *writer)
{
    struct truce_assessment *a = writer->assessment;
    for (size_t i = 0; i < a->n_mediators; i++) {
        const struct truce_fact_mission *mission = a->mediators[i].mission;
        if (!mission || mission->expires_day == INT32_MAX)
            continue;
        add_note(writer,
                 truce_arena_printf(
                     &a->arena,
                     "the term of the mission (%s%s%s) ends on %s%s%s",
                     a->mediators[i].name, mission->area ? ", " : "",
                     mission->area ? mission->area : "", mission->expires,
                     mission->notice ? "; last day to give notice: " : "",
                     mission->notice ? mission->notice : ""));
    }
}

static void note_unknown(struct writer *writer)
{
    struct truce_assessment *a = writer->assessment;
    size_t unknown = 0;
    for (size_t i = 0; i < a->n_mediators; i++)
        for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++)
            unknown += isnan(a->mediators[i].component[c].estimate.value);
    if (unknown)
        add_note(writer,
                 truce_arena_printf(
                     &a->arena,
                     "%zu components have no evidence and are shown as "
                     "unknown; in the standings they stand at the prior of "
                     "the settings file, with a wide interval",
                     unknown));
}

int truce_assess_notes(struct truce_assess_context *context)
{
    struct truce_assessment *a = context->assessment;
    struct writer writer = {.assessment = a};
    char date[TRUCE_DATE_SIZE];
    truce_date_format(truce_date_from_days(a->facts.as_of), date);
    add_note(&writer,
             truce_arena_printf(&a->arena,
                                "built on %zu document%s up to %s: what is not "
                                "told there is not known here",
                                a->n_documents, a->n_documents == 1 ? "" : "s",
                                date));
    note_missions(&writer);
    note_unknown(&writer);
    add_note(&writer,
             "transfer is an assumption: much of the evidence behind the "
             "weights is about civil wars and missions of the United Nations");
    add_note(&writer,
             "the weights are the analyst's (lexicon/assess.tsv); the rank "
             "intervals come from drawing them anew around those values");
    add_note(&writer,
             "mediators choose hard or ripe cases: the effects after their "
             "meetings are no proof of cause");
    return writer.failed ? TRUCE_ENOMEM : TRUCE_OK;
}
