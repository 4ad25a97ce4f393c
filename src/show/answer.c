/*
 * Prints an assessment so that its first lines answer the question and each
 * later part says why. See answer.h.
 */
#include <math.h>
#include <string.h>

#include "show/answer.h"
#include "show/paper.h"
#include "show/table.h"

struct page {
    FILE *out;
    sqlite3 *db;
    struct truce_assessment *assessment;
    size_t width;
    struct truce_str text; /* scratch of one paragraph */
};

static void put_paragraph(struct page *page, const char *first,
                          const char *rest)
{
    truce_show_wrap(page->out, truce_str_view(&page->text), first, rest,
                    page->width);
    truce_str_clear(&page->text);
}

static void put_heading(struct page *page, const char *text)
{
    fprintf(page->out, "\n%s\n", text);
}

static double number_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static void put_percent(struct truce_str *text, double p)
{
    truce_str_printf(text, p < 0.1 ? "%.1f%%" : "%.0f%%", 100 * p);
}

void truce_show_risk_line(struct truce_str *text, const json_t *risk)
{
    double p = number_at(risk, "p_escalation");
    double deaths = number_at(risk, "expected_deaths");
    const json_t *interval = json_object_get(risk, "interval");
    if (isnan(p))
        return;
    put_percent(text, p);
    if (json_array_size(interval) == 2) {
        truce_str_puts(text, " (");
        put_percent(text, json_number_value(json_array_get(interval, 0)));
        truce_str_puts(text, " to ");
        put_percent(text, json_number_value(json_array_get(interval, 1)));
        truce_str_puts(text, ")");
    }
    truce_str_printf(text,
                     " that at least one of the next %.0f months sees 25 or "
                     "more battle deaths",
                     number_at(risk, "horizon_months"));
    if (!isnan(deaths))
        truce_str_printf(text, "; %.0f deaths expected in all", deaths);
    truce_str_puts(text, ".");
}

enum { MAX_DRIVERS = 3 };

/* What raises or lowers the risk most, strongest first. */
static void say_drivers(struct truce_str *text, const json_t *risk)
{
    const json_t *drivers = json_object_get(risk, "drivers");
    const char *model = json_string_value(json_object_get(risk, "model"));
    size_t n = json_array_size(drivers);
    for (size_t i = 0; i < n && i < MAX_DRIVERS; i++) {
        const json_t *driver = json_array_get(drivers, i);
        const char *what = json_string_value(json_object_get(driver, "what"));
        double value = number_at(driver, "value");
        truce_str_puts(text, i ? "; " : " Driven by: ");
        truce_str_puts(text, what ? what : "");
        if (!isnan(value))
            truce_str_printf(text, " (%.*f)", value < 10 ? 1 : 0, value);
        truce_str_puts(text,
                       number_at(driver, "effect") < 0 ? " lowers it" : "");
    }
    if (n)
        truce_str_puts(text, ".");
    if (model)
        truce_str_printf(text, " Model: %s.", model);
}

static void put_risk(struct page *page, const json_t *risk)
{
    if (!risk || json_is_null(risk))
        truce_str_puts(&page->text,
                       "unknown: the conflict file has too little to "
                       "forecast from (see truce risk).");
    else
        truce_show_risk_line(&page->text, risk);
    say_drivers(&page->text, risk);
    put_paragraph(page, "Risk    ", "        ");
}

/* ---- the answer in words ---- */

static const struct truce_mediator *leader(const struct truce_assessment *a,
                                           enum truce_standing_id standing)
{
    for (size_t i = 0; i < a->n_mediators; i++)
        if (a->mediators[i].rank_by[standing] == 1)
            return &a->mediators[i];
    return NULL;
}

static void say_leaders(struct page *page)
{
    const struct truce_mediator *deal = leader(page->assessment, TRUCE_DEAL);
    const struct truce_mediator *durable =
        leader(page->assessment, TRUCE_DURABILITY);
    if (deal == durable)
        truce_str_printf(&page->text,
                         "First, both for getting a deal (%.2f) and for "
                         "making it last (%.2f), stands %s.",
                         deal->standing[TRUCE_DEAL].value,
                         deal->standing[TRUCE_DURABILITY].value, deal->said);
    else
        truce_str_printf(&page->text,
                         "For getting a deal %s stands first (%.2f), for "
                         "making it last %s (%.2f).",
                         deal->said, deal->standing[TRUCE_DEAL].value,
                         durable->said,
                         durable->standing[TRUCE_DURABILITY].value);
}

static void say_certainty(struct page *page)
{
    const struct truce_assessment *a = page->assessment;
    const struct truce_mediator *first = &a->mediators[0];
    if (a->n_mediators < 2)
        return;
    if (first->share_first >= 0.9)
        truce_str_printf(&page->text,
                         " Over both, %s comes first in %.0f%% of the draws "
                         "of weights and evidence.",
                         first->said, 100 * first->share_first);
    else
        truce_str_printf(
            &page->text,
            " Over both, %s comes first in %.0f%% of the draws of weights "
            "and evidence and %s in %.0f%%: %s.",
            first->said, 100 * first->share_first, a->mediators[1].said,
            100 * a->mediators[1].share_first,
            first->share_first > 0.65 ? "a lead, not a certainty"
                                      : "the order is not settled");
}

static double total_weight(const struct page *page, size_t component)
{
    const struct truce_component_setting *setting =
        &page->assessment->settings.component[component];
    return setting->weight[TRUCE_DEAL] + setting->weight[TRUCE_DURABILITY];
}

/* Mean of a component over the mediators but the first, unknown ones at the
 * prior. */
static double mean_of_others(const struct page *page, size_t component)
{
    const struct truce_assessment *a = page->assessment;
    double sum = 0;
    for (size_t i = 1; i < a->n_mediators; i++) {
        double value = a->mediators[i].component[component].estimate.value;
        sum += isnan(value) ? a->settings.component[component].prior : value;
    }
    return a->n_mediators > 1 ? sum / (double)(a->n_mediators - 1) : 0.5;
}

static void say_component(struct page *page, const char *words, size_t c)
{
    const struct truce_component *component =
        &page->assessment->mediators[0].component[c];
    if (c < TRUCE_N_COMPONENTS)
        truce_str_printf(&page->text, " %s is %s (%.2f; %s).", words,
                         truce_component_key(c), component->estimate.value,
                         component->why);
}

/* The component that lifts the first mediator most above the others, and the
 * one that keeps it farthest from 1. */
static void say_strong_and_weak(struct page *page)
{
    const struct truce_mediator *first = &page->assessment->mediators[0];
    size_t best = TRUCE_N_COMPONENTS;
    size_t worst = TRUCE_N_COMPONENTS;
    double gain = 0;
    double loss = 0;
    for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++) {
        double value = first->component[c].estimate.value;
        double above =
            total_weight(page, c) * (value - mean_of_others(page, c));
        double below = total_weight(page, c) * (1 - value);
        if (isnan(value))
            continue;
        if (above > gain) {
            gain = above;
            best = c;
        }
        if (value < 0.5 && below > loss) {
            loss = below;
            worst = c;
        }
    }
    say_component(page, "What sets it apart", best);
    say_component(page, "What holds it back most", worst);
}

static void say_rivalry(struct page *page)
{
    const struct truce_assessment *a = page->assessment;
    for (size_t i = 0; i < a->n_mediators; i++) {
        const struct truce_mediator *mediator = &a->mediators[i];
        double value =
            mediator->component[TRUCE_COMPONENT_COORDINATION].estimate.value;
        if (mediator->rivals && value < 0.45) {
            truce_str_printf(&page->text,
                             " The tracks are rivals: %s is at odds with %s.",
                             mediator->said, mediator->rivals);
            return;
        }
    }
}

static void put_answer(struct page *page)
{
    say_leaders(page);
    say_certainty(page);
    say_strong_and_weak(page);
    say_rivalry(page);
    put_paragraph(page, "Answer  ", "        ");
}

/* ---- tables ---- */

/* ".43", since the table must fit 80 columns. */
static const char *short_number(double value, char buf[16])
{
    snprintf(buf, 16, "%.2f", value);
    return buf[0] == '0' ? buf + 1 : buf;
}

static void put_interval(struct truce_table *table,
                         struct truce_estimate estimate)
{
    char text[48];
    char low[16];
    char high[16];
    if (isnan(estimate.value)) {
        truce_table_null(table);
        return;
    }
    snprintf(text, sizeof text, "%.2f (%s-%s)", estimate.value,
             short_number(estimate.low, low),
             short_number(estimate.high, high));
    truce_table_puts(table, text);
}

static void put_mediator_row(struct truce_table *table,
                             const struct truce_mediator *mediator)
{
    char text[48];
    truce_table_int(table, (int64_t)mediator->rank);
    truce_table_puts(table, mediator->name);
    put_interval(table, mediator->standing[TRUCE_DEAL]);
    put_interval(table, mediator->standing[TRUCE_DURABILITY]);
    if (mediator->rank_low == mediator->rank_high)
        snprintf(text, sizeof text, "%zu", mediator->rank_low);
    else
        snprintf(text, sizeof text, "%zu-%zu", mediator->rank_low,
                 mediator->rank_high);
    truce_table_puts(table, text);
    truce_table_int(table, (int64_t)mediator->n_episodes);
    truce_table_puts(table, mediator->last ? mediator->last->date : NULL);
    truce_table_puts(table, mediator->trend);
}

static int put_mediators(struct page *page)
{
    static const struct truce_column columns[] = {
        {.name = "rank", .title = "", .kind = TRUCE_COLUMN_INT},
        {.name = "name", .title = "Mediator", .flags = TRUCE_COLUMN_WRAP},
        {.name = "deal", .title = "Deal"},
        {.name = "durability", .title = "Durability"},
        {.name = "ranks", .title = "Rank"},
        {.name = "meetings", .title = "Met", .kind = TRUCE_COLUMN_INT},
        {.name = "last", .title = "Last"},
        {.name = "trend", .title = "Trend"},
    };
    const struct truce_assessment *a = page->assessment;
    struct truce_table *table;
    int rc = truce_table_new(columns, sizeof columns / sizeof *columns, &table);
    if (rc != TRUCE_OK)
        return rc;
    for (size_t i = 0; i < a->n_mediators; i++)
        put_mediator_row(table, &a->mediators[i]);
    rc = truce_table_print(table, page->out, TRUCE_SHOW_TABLE, page->width,
                           NULL);
    truce_table_free(table);
    return rc;
}

enum { MAX_ACROSS = 12 };

/* Components down, mediators across, since their number is small and each
 * component needs its meaning beside it. */
static int put_component_table(struct page *page)
{
    struct truce_column columns[MAX_ACROSS + 2];
    const struct truce_assessment *a = page->assessment;
    size_t across = a->n_mediators < MAX_ACROSS ? a->n_mediators : MAX_ACROSS;
    struct truce_table *table;
    int rc;
    columns[0] =
        (struct truce_column){.name = "component", .title = "Component"};
    for (size_t i = 0; i < across; i++)
        columns[i + 1] = (struct truce_column){.name = a->mediators[i].code,
                                               .kind = TRUCE_COLUMN_REAL,
                                               .decimals = 2};
    columns[across + 1] = (struct truce_column){.name = "meaning",
                                                .title = "What it tells",
                                                .flags = TRUCE_COLUMN_WRAP};
    rc = truce_table_new(columns, across + 2, &table);
    if (rc != TRUCE_OK)
        return rc;
    for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++) {
        truce_table_puts(table, truce_component_key(c));
        for (size_t i = 0; i < across; i++)
            truce_table_real(table,
                             a->mediators[i].component[c].estimate.value);
        truce_table_puts(table, truce_component_help(c));
    }
    rc = truce_table_print(table, page->out, TRUCE_SHOW_TABLE, page->width,
                           NULL);
    truce_table_free(table);
    return rc;
}

/* ---- one mediator ---- */

static void say_sides(struct page *page, const struct truce_mediator *mediator)
{
    static const struct {
        enum truce_component_id id;
        const char *label;
    } sided[] = {{TRUCE_COMPONENT_CONSENT, "consent"},
                 {TRUCE_COMPONENT_LEVERAGE, "leverage"},
                 {TRUCE_COMPONENT_BIAS, "warmth to each (0.5 neutral)"}};
    for (size_t i = 0; i < sizeof sided / sizeof *sided; i++) {
        const struct truce_component *c = &mediator->component[sided[i].id];
        if (isnan(c->side[0]) && isnan(c->side[1]))
            continue;
        truce_str_printf(&page->text, "%s%s:", page->text.len ? "; " : "",
                         sided[i].label);
        for (int side = 0; side < 2; side++) {
            truce_str_printf(&page->text, "%s %s ", side ? "," : "",
                             page->assessment->party_name[side]);
            if (isnan(c->side[side]))
                truce_str_puts(&page->text, "unknown");
            else
                truce_str_printf(&page->text, "%.2f", c->side[side]);
        }
    }
    if (page->text.len)
        put_paragraph(page, "   By side   ", "             ");
}

static void say_why(struct page *page, const struct truce_mediator *mediator)
{
    static const enum truce_component_id told[] = {
        TRUCE_COMPONENT_ACTIVITY, TRUCE_COMPONENT_RECORD,
        TRUCE_COMPONENT_HOLD,     TRUCE_COMPONENT_PRESENCE,
        TRUCE_COMPONENT_TREND,    TRUCE_COMPONENT_COORDINATION};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const struct truce_component *c = &mediator->component[told[i]];
        if (c->why)
            truce_str_printf(&page->text, "%s%s: %s",
                             page->text.len ? "; " : "",
                             truce_component_key(told[i]), c->why);
    }
    if (page->text.len)
        put_paragraph(page, "   Why       ", "             ");
}

static void say_effect(struct page *page, const struct truce_mediator *mediator)
{
    const struct truce_effect *effect = &mediator->effect;
    if (isnan(effect->ratio.value))
        return;
    truce_str_printf(&page->text,
                     "escalation in %zu of the %zu months after its meetings: "
                     "%.1f times the base rate (%.1f to %.1f)",
                     effect->escalations, effect->months, effect->ratio.value,
                     effect->ratio.low, effect->ratio.high);
    put_paragraph(page, "   After     ", "             ");
}

static int put_evidence(struct page *page,
                        const struct truce_mediator *mediator,
                        struct truce_err *err)
{
    bool first = true;
    for (size_t i = 0; i < mediator->n_highlights; i++) {
        struct truce_evidence_text text = {NULL, NULL, NULL};
        char lead[32];
        int rc = truce_assess_evidence(page->db, page->assessment,
                                       &mediator->highlights[i], &text, err);
        if (rc == TRUCE_ENOENT)
            continue;
        if (rc != TRUCE_OK)
            return rc;
        snprintf(lead, sizeof lead, "   %-8s  %-10.10s  ",
                 first ? "Evidence" : "", text.date ? text.date : "undated");
        truce_str_printf(&page->text, "%s [%s]", text.text, text.document);
        put_paragraph(page, lead, "                         ");
        first = false;
    }
    return TRUCE_OK;
}

static int put_mediator(struct page *page,
                        const struct truce_mediator *mediator,
                        struct truce_err *err)
{
    fprintf(page->out, "\n%zu. %s (%s)\n", mediator->rank, mediator->name,
            mediator->code);
    say_why(page, mediator);
    say_sides(page, mediator);
    say_effect(page, mediator);
    return put_evidence(page, mediator, err);
}

static void put_notes(struct page *page, const json_t *risk)
{
    const json_t *notes = json_object_get(risk, "notes");
    put_heading(page, "Notes");
    for (size_t i = 0; i < json_array_size(notes); i++) {
        truce_str_printf(&page->text, "risk: %s",
                         json_string_value(json_array_get(notes, i)));
        put_paragraph(page, " - ", "   ");
    }
    for (size_t i = 0; i < page->assessment->n_notes; i++)
        truce_show_wrap(page->out, truce_view_of(page->assessment->notes[i]),
                        " - ", "   ", page->width);
}

static int put_all(struct page *page, struct truce_err *err)
{
    const struct truce_assessment *a = page->assessment;
    int rc;
    put_answer(page);
    put_heading(page, "Mediators (0 to 1, with 90% intervals; met: meetings "
                      "of both sides)");
    rc = put_mediators(page);
    if (rc == TRUCE_OK) {
        put_heading(page, "Components (0 to 1; - where there is no evidence)");
        rc = put_component_table(page);
    }
    for (size_t i = 0; i < a->n_mediators && rc == TRUCE_OK; i++)
        rc = put_mediator(page, &a->mediators[i], err);
    return rc;
}

int truce_show_answer(FILE *out, sqlite3 *db,
                      struct truce_assessment *assessment, const json_t *risk,
                      size_t width, struct truce_err *err)
{
    struct page page = {.out = out,
                        .db = db,
                        .assessment = assessment,
                        .width = width,
                        .text = TRUCE_STR_INIT};
    char date[TRUCE_DATE_SIZE];
    int rc = TRUCE_OK;
    fprintf(
        out, "Who can prevent a new war between %s and %s?  (as of %s)\n\n",
        assessment->party_name[0], assessment->party_name[1],
        truce_date_format(truce_date_from_days(assessment->facts.as_of), date));
    put_risk(&page, risk);
    if (assessment->n_mediators == 0)
        fputs("Answer  no mediator between them is known in this conflict "
              "file on that day.\n",
              out);
    else
        rc = put_all(&page, err);
    put_notes(&page, risk);
    if (rc == TRUCE_OK && page.text.failed)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    truce_str_release(&page.text);
    return rc;
}

/* ---- rows ---- */

static json_t *sides_json(const struct truce_assessment *a,
                          const struct truce_component *component)
{
    json_t *sides;
    if (!component->sided)
        return NULL;
    sides = json_object();
    for (int i = 0; i < 2; i++)
        json_object_set_new(sides, a->facts.label[i],
                            isnan(component->side[i])
                                ? json_null()
                                : json_real(component->side[i]));
    return sides;
}

int truce_show_components(FILE *out, const struct truce_assessment *assessment,
                          int format)
{
    static const struct truce_column columns[] = {
        {.name = "code"},
        {.name = "name"},
        {.name = "component"},
        {.name = "value", .kind = TRUCE_COLUMN_REAL, .decimals = 3},
        {.name = "low", .kind = TRUCE_COLUMN_REAL, .decimals = 3},
        {.name = "high", .kind = TRUCE_COLUMN_REAL, .decimals = 3},
        {.name = "sides", .kind = TRUCE_COLUMN_JSON},
        {.name = "why"},
    };
    struct truce_table *table;
    int rc = truce_table_new(columns, sizeof columns / sizeof *columns, &table);
    if (rc != TRUCE_OK)
        return rc;
    for (size_t i = 0; i < assessment->n_mediators; i++) {
        const struct truce_mediator *m = &assessment->mediators[i];
        for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++) {
            truce_table_puts(table, m->code);
            truce_table_puts(table, m->name);
            truce_table_puts(table, truce_component_key(c));
            truce_table_real(table, m->component[c].estimate.value);
            truce_table_real(table, m->component[c].estimate.low);
            truce_table_real(table, m->component[c].estimate.high);
            truce_table_json(table, sides_json(assessment, &m->component[c]));
            truce_table_puts(table, m->component[c].why);
        }
    }
    rc = truce_table_print(table, out, (enum truce_show_format)format, 0, NULL);
    truce_table_free(table);
    return rc;
}
