/* Reads lexicon/assess.tsv; see settings.h. A file with a missing or doubled
 * line is refused: a silent default would decide a ranking unseen. */
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

#include "assess/settings.h"
#include "base/io.h"
#include "base/limits.h"

enum { MAX_FIELDS = 6 };

static const struct {
    const char *key, *title, *help;
} component_names[] = {
#define TRUCE_COMPONENT(name, key, title, help) {key, title, help},
#include "assess/components.def"
#undef TRUCE_COMPONENT
};

static const struct {
    const char *key;
    size_t offset;
} parameters[] = {
#define X(field, key) {key, offsetof(struct truce_assess_settings, field)},
    TRUCE_ASSESS_PARAMETERS(X)
#undef X
};

enum { N_PARAMETERS = sizeof parameters / sizeof *parameters };

struct reading {
    struct truce_assess_settings *out;
    bool component_seen[TRUCE_N_COMPONENTS];
    bool parameter_seen[N_PARAMETERS];
    size_t cap_names;
};

const char *truce_component_key(enum truce_component_id id)
{
    return component_names[id].key;
}

const char *truce_component_title(enum truce_component_id id)
{
    return component_names[id].title;
}

const char *truce_component_help(enum truce_component_id id)
{
    return component_names[id].help;
}

static bool read_number(struct truce_view text, double *out)
{
    char digits[32];
    char *end;
    if (text.len == 0 || text.len >= sizeof digits)
        return false;
    memcpy(digits, text.ptr, text.len);
    digits[text.len] = '\0';
    *out = strtod(digits, &end);
    return *end == '\0' && *out >= 0 && *out < 1e9;
}

static const char *read_component(struct reading *reading,
                                  const struct truce_view *field, size_t n)
{
    for (size_t i = 0; i < TRUCE_N_COMPONENTS; i++) {
        struct truce_component_setting *setting = &reading->out->component[i];
        if (!truce_view_eq_text(field[1], component_names[i].key))
            continue;
        if (reading->component_seen[i])
            return "this component is given twice";
        reading->component_seen[i] = true;
        if (n < 5 || !read_number(field[2], &setting->weight[TRUCE_DEAL]) ||
            !read_number(field[3], &setting->weight[TRUCE_DURABILITY]) ||
            !read_number(field[4], &setting->prior) || setting->prior > 1)
            return "expected two weights and a prior in 0..1";
        return NULL;
    }
    return "no such component";
}

static const char *read_parameter(struct reading *reading,
                                  const struct truce_view *field, size_t n)
{
    for (size_t i = 0; i < N_PARAMETERS; i++) {
        if (!truce_view_eq_text(field[1], parameters[i].key))
            continue;
        if (reading->parameter_seen[i])
            return "this parameter is given twice";
        reading->parameter_seen[i] = true;
        if (n < 3 || !read_number(field[2], (double *)((char *)reading->out +
                                                       parameters[i].offset)))
            return "expected a number that is not negative";
        return NULL;
    }
    return "no such parameter";
}

static const char *read_effect(struct reading *reading,
                               const struct truce_view *field, size_t n)
{
    struct truce_effect_setting *effect = &reading->out->mission_leaves;
    if (!truce_view_eq_text(field[1], "mission_leaves"))
        return "no such effect";
    if (n < 6 || !read_number(field[2], &effect->ratio) ||
        !read_number(field[3], &effect->low) ||
        !read_number(field[4], &effect->high) || effect->low > effect->ratio ||
        effect->ratio > effect->high)
        return "expected a ratio, its low and high, and the reason";
    effect->why = truce_arena_view(&reading->out->arena, field[5]).ptr;
    return effect->why ? NULL : "out of memory";
}

static const char *read_name(struct reading *reading,
                             const struct truce_view *field, size_t n)
{
    struct truce_assess_settings *out = reading->out;
    struct truce_code_name *name;
    if (n < 3)
        return "expected a code and a name";
    if (truce_arena_grow(&out->arena, &out->names, out->n_names,
                         &reading->cap_names, sizeof *out->names) != TRUCE_OK)
        return "out of memory";
    name = &out->names[out->n_names++];
    name->code = truce_arena_view(&out->arena, field[1]).ptr;
    name->name = truce_arena_view(&out->arena, field[2]).ptr;
    name->article = n > 3 && truce_view_eq_text(field[3], "the");
    return name->code && name->name ? NULL : "out of memory";
}

/* NULL, or what is wrong with the line. */
static const char *read_line(struct reading *reading, struct truce_view line)
{
    struct truce_view field[MAX_FIELDS];
    size_t n = 0;
    if (line.len == 0 || line.ptr[0] == '#')
        return NULL;
    while (n < MAX_FIELDS && truce_view_split(&line, '\t', &field[n]))
        n++;
    if (n < 3)
        return "expected at least three fields separated by tabs";
    if (truce_view_eq_text(field[0], "component"))
        return read_component(reading, field, n);
    if (truce_view_eq_text(field[0], "parameter"))
        return read_parameter(reading, field, n);
    if (truce_view_eq_text(field[0], "effect"))
        return read_effect(reading, field, n);
    if (truce_view_eq_text(field[0], "name"))
        return read_name(reading, field, n);
    return "expected component, parameter, effect or name first";
}

static int check_complete(const struct reading *reading, const char *path,
                          struct truce_err *err)
{
    const char *missing = NULL;
    for (size_t i = 0; i < TRUCE_N_COMPONENTS && !missing; i++)
        if (!reading->component_seen[i])
            missing = component_names[i].key;
    for (size_t i = 0; i < N_PARAMETERS && !missing; i++)
        if (!reading->parameter_seen[i])
            missing = parameters[i].key;
    if (!missing && !reading->out->mission_leaves.why)
        missing = "mission_leaves";
    if (missing)
        return truce_err_set(err, TRUCE_EFORMAT,
                             "cannot use settings '%s': '%s' is missing", path,
                             missing);
    return TRUCE_OK;
}

int truce_assess_settings_parse(struct truce_view text, const char *name,
                                struct truce_assess_settings *out,
                                struct truce_err *err)
{
    struct reading reading = {.out = out};
    struct truce_view line;
    const char *problem = NULL;
    size_t number = 0;
    int rc;
    *out = (struct truce_assess_settings){0};
    while (!problem && truce_view_split(&text, '\n', &line)) {
        problem = read_line(&reading, line);
        number++;
    }
    if (problem) {
        truce_err_at(err, name, number, (size_t)-1);
        rc = truce_err_set(err, TRUCE_EFORMAT, "bad setting: %s", problem);
    } else {
        rc = check_complete(&reading, name, err);
    }
    if (rc != TRUCE_OK)
        truce_assess_settings_release(out);
    return rc;
}

int truce_assess_settings_load(const char *path,
                               struct truce_assess_settings *out,
                               struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    char found[4096];
    int rc = TRUCE_OK;
    if (!path) {
        rc = truce_io_data("lexicon/assess.tsv", found, sizeof found, err);
        path = found;
    }
    if (rc == TRUCE_OK)
        rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    if (rc == TRUCE_OK)
        rc = truce_assess_settings_parse(truce_str_view(&text), path, out, err);
    truce_str_release(&text);
    return rc;
}

void truce_assess_settings_release(struct truce_assess_settings *settings)
{
    if (settings) {
        truce_arena_release(&settings->arena);
        *settings = (struct truce_assess_settings){0};
    }
}

/* English name of an alpha-2 country into buf; names are short and in the
 * Latin script, others are refused. */
static bool display_name(const char *country, char *buf, size_t size)
{
    char locale[16];
    UChar name[128];
    UErrorCode status = U_ZERO_ERROR;
    size_t len = 0;
    snprintf(locale, sizeof locale, "und_%s", country);
    uloc_getDisplayCountry(locale, "en", name, 128, &status);
    if (U_FAILURE(status))
        return false;
    while (name[len] && name[len] < 0x80 && len + 1 < size) {
        buf[len] = (char)name[len];
        len++;
    }
    buf[len] = '\0';
    return name[len] == 0;
}

static const char *alpha3(const char *country)
{
    char locale[16];
    snprintf(locale, sizeof locale, "und_%s", country);
    return uloc_getISO3Country(locale);
}

const char *truce_assess_country_code(const char *name)
{
    const char *const *countries = uloc_getISOCountries();
    char buf[128];
    for (; *countries; countries++)
        if (display_name(*countries, buf, sizeof buf) &&
            truce_view_eq_nocase(truce_view_of(buf), truce_view_of(name)))
            return alpha3(*countries);
    return NULL;
}

/* ICU knows display names by alpha-2 code. */
static bool country_name(const char *code, char *buf, size_t size)
{
    const char *const *countries = uloc_getISOCountries();
    for (; *countries; countries++)
        if (!strcmp(alpha3(*countries), code))
            return display_name(*countries, buf, size);
    return false;
}

bool truce_assess_is_country(const char *code)
{
    char buf[128];
    return !strcmp(code, "XKX") || country_name(code, buf, sizeof buf);
}

const char *truce_assess_name(const struct truce_assess_settings *settings,
                              const char *code, char *buf, size_t size)
{
    for (size_t i = 0; i < settings->n_names; i++)
        if (!strcmp(settings->names[i].code, code))
            return settings->names[i].name;
    return country_name(code, buf, size) ? buf : code;
}

const char *truce_assess_article(const struct truce_assess_settings *settings,
                                 const char *code)
{
    for (size_t i = 0; i < settings->n_names; i++)
        if (!strcmp(settings->names[i].code, code))
            return settings->names[i].article ? "the " : "";
    return "";
}
