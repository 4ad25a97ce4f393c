/*
 * Parties of imported rows; see parties.h. Three letters mean three things
 * in these sets: a country, an organisation or a role, in that order here,
 * with the regions of CAMEO ("EUR" Europe, "MEA" Middle East) being none.
 */
#include "import/parties.h"

#include <string.h>

struct pair {
    const char *from;
    const char *to;
};

static const struct pair roles[] = {
#define TRUCE_IMPORT_ROLE(role, sector) {role, sector},
#include "import/sectors.def"
#undef TRUCE_IMPORT_ROLE
};

static const struct pair sectors[] = {
#define TRUCE_IMPORT_ROLE(role, sector)
#define TRUCE_IMPORT_SECTOR(words, role) {words, role},
#include "import/sectors.def"
#undef TRUCE_IMPORT_SECTOR
#undef TRUCE_IMPORT_ROLE
};

static const struct pair organisations[] = {
#define TRUCE_IMPORT_ORGANISATION(cameo, own) {cameo, own},
#include "import/organisations.def"
#undef TRUCE_IMPORT_ORGANISATION
};

static const struct pair named[] = {
#define TRUCE_IMPORT_ORGANISATION(cameo, own)
#define TRUCE_IMPORT_NAMED(name, own) {name, own},
#include "import/organisations.def"
#undef TRUCE_IMPORT_NAMED
#undef TRUCE_IMPORT_ORGANISATION
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Alpha-3 code that CAMEO keeps for a state that ISO renamed. */
static const struct pair renamed[] = {
    {"ROM", "ROU"}, {"KSV", "XKX"}, {"KOS", "XKX"}, {"TMP", "TLS"},
    {"ZAR", "COD"}, {"BUR", "MMR"}, {"PAL", "PSE"}, {"IMY", "IMN"}};

static const char *lookup(const struct pair *pairs, size_t n,
                          struct truce_view key)
{
    if (key.len != 3)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (!memcmp(pairs[i].from, key.ptr, 3))
            return pairs[i].to;
    return NULL;
}

const char *truce_import_country(const struct truce_import_line *line,
                                 enum truce_code_system system,
                                 struct truce_view text, struct truce_date date)
{
    const char *other;
    const char *code;
    if (truce_import_absent(text))
        return NULL;
    if (truce_view_ends(text, ".0")) /* a number that was a float once */
        text.len -= 2;
    code =
        truce_country_codes_from(line->tables->countries, system, text, date);
    if (code || system != TRUCE_CODES_ISO3)
        return code;
    other = lookup(renamed, COUNT(renamed), text);
    return other ? other
                 : truce_country_codes_from(line->tables->countries,
                                            TRUCE_CODES_OWN, text, date);
}

const char *truce_import_any_country(const struct truce_import_line *line,
                                     struct truce_view text,
                                     struct truce_date date)
{
    const char *code = truce_import_country(line, TRUCE_CODES_ISO3, text, date);
    if (code || truce_import_absent(text))
        return code;
    return truce_country_codes_find(line->tables->countries, text);
}

const char *truce_import_dyad(const struct truce_import_line *line,
                              const char *a, const char *b)
{
    int order = a && b ? strcmp(a, b) : 0;
    if (order == 0)
        return NULL;
    return truce_arena_printf(line->arena, "%s-%s", order < 0 ? a : b,
                              order < 0 ? b : a);
}

const char *truce_import_unit(const struct truce_import_line *line,
                              struct truce_view text, struct truce_date date)
{
    const char *code = truce_import_any_country(line, text, date);
    size_t dash = truce_view_find(text, TRUCE_VIEW("-"));
    struct truce_view a;
    struct truce_view b;
    if (code || dash == (size_t)-1)
        return code;
    a = truce_import_trim((struct truce_view){text.ptr, dash});
    b = truce_import_trim(
        (struct truce_view){text.ptr + dash + 1, text.len - dash - 1});
    return truce_import_dyad(line, truce_import_any_country(line, a, date),
                             truce_import_any_country(line, b, date));
}

const char *truce_import_role_sector(struct truce_view role)
{
    return lookup(roles, COUNT(roles), role);
}

const char *truce_import_organisation(struct truce_view code)
{
    return lookup(organisations, COUNT(organisations), code);
}

const char *truce_import_organisation_named(struct truce_view name)
{
    for (size_t i = 0; i < COUNT(named); i++)
        if (truce_view_eq_nocase(name, truce_view_of(named[i].from)))
            return named[i].to;
    return NULL;
}

const char *truce_import_named_code(const struct truce_import_line *line,
                                    struct truce_view name,
                                    struct truce_date date)
{
    static const char of[] = " of ";
    size_t open = truce_view_find(name, TRUCE_VIEW("("));
    struct truce_view head = name;
    const char *code = truce_import_organisation_named(name);
    size_t at;
    if (!code)
        code = truce_import_any_country(line, name, date);
    if (code)
        return code;
    if (open != (size_t)-1)
        head.len = open;
    at = truce_view_find(head, TRUCE_VIEW(" of "));
    while (!code && at != (size_t)-1) {
        head.ptr += at + sizeof of - 1;
        head.len -= at + sizeof of - 1;
        if (truce_view_starts(head, "the "))
            head = (struct truce_view){head.ptr + 4, head.len - 4};
        code = truce_import_any_country(line, truce_import_trim(head), date);
        at = truce_view_find(head, TRUCE_VIEW(" of "));
    }
    return code;
}

/* The state whose name the text begins with: the longest of its first one to
 * five words that is one. */
static const char *code_at(const struct truce_import_line *line,
                           struct truce_view text)
{
    const char *best = NULL;
    size_t words = 0;
    if (truce_view_starts(text, "the "))
        text = (struct truce_view){text.ptr + 4, text.len - 4};
    for (size_t end = 1; end <= text.len && words < 5; end++) {
        struct truce_view name = {text.ptr, end};
        const char *code;
        if (end < text.len && !strchr(" ,.;:()\n", text.ptr[end]))
            continue;
        words++;
        code = truce_country_codes_find(line->tables->countries, name);
        best = code ? code : best;
    }
    return best;
}

static bool is_among(const char *code, const char *const *codes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(code, codes[i]))
            return true;
    return false;
}

size_t truce_import_codes_in(const struct truce_import_line *line,
                             struct truce_view text, const char **out,
                             size_t max)
{
    static const char of[] = " of ";
    size_t n = 0;
    size_t at;
    while ((at = truce_view_find(text, TRUCE_VIEW(" of "))) != (size_t)-1) {
        const char *code;
        text.ptr += at + sizeof of - 2; /* keeps a space for "of X of Y" */
        text.len -= at + sizeof of - 2;
        code = code_at(line, truce_import_trim(text));
        if (code && n < max && !is_among(code, out, n))
            out[n++] = code;
    }
    return n;
}

static bool contains_nocase(struct truce_view text, struct truce_view word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (truce_view_eq_nocase((struct truce_view){text.ptr + i, word.len},
                                 word))
            return true;
    return false;
}

/* Role of one sector name; COUNT(roles) when it is not known. Returned as
 * its rank in sectors.def. */
static size_t sector_rank(struct truce_view name)
{
    const char *role = NULL;
    size_t rank = 0;
    if (name.len == 3 && lookup(roles, COUNT(roles), name))
        role = name.ptr;
    for (size_t i = 0; i < COUNT(sectors) && !role; i++)
        if (contains_nocase(name, truce_view_of(sectors[i].from)))
            role = sectors[i].to;
    while (role && rank < COUNT(roles) && memcmp(roles[rank].from, role, 3))
        rank++;
    return role ? rank : COUNT(roles);
}

const char *truce_import_named_sector(struct truce_view names)
{
    size_t best = COUNT(roles);
    struct truce_view name;
    char sep = memchr(names.ptr ? names.ptr : "", ';', names.len) ? ';' : ',';
    if (truce_import_absent(names))
        return NULL;
    while (truce_view_split(&names, sep, &name)) {
        size_t rank = sector_rank(truce_import_trim(name));
        best = rank < best ? rank : best;
    }
    return best < COUNT(roles) ? roles[best].to : NULL;
}

void truce_import_cameo_actor(const struct truce_import_line *line,
                              struct truce_view code, struct truce_view name,
                              struct truce_date date,
                              struct truce_import_actor *out)
{
    *out = (struct truce_import_actor){0};
    if (truce_import_absent(code) && truce_import_absent(name))
        return;
    out->text = code;
    out->name = truce_import_absent(name) ? code : name;
    for (size_t i = 0; i + 3 <= code.len; i += 3) {
        struct truce_view part = {code.ptr + i, 3};
        const char *organisation = truce_import_organisation(part);
        const char *role = truce_import_role_sector(part);
        if (organisation && !out->code) {
            out->code = organisation;
            out->sector = "IGO";
        } else if (role && !out->sector) {
            out->sector = role;
        } else if (!organisation && !role && !out->code) {
            out->code =
                truce_import_country(line, TRUCE_CODES_ISO3, part, date);
        }
    }
}
