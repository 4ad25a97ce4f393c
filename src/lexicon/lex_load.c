/*
 * Files of the lexicon: which there are, what their columns mean, and what is
 * wrong with a line that is refused.
 */
#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/mem.h"
#include "lexicon/lexicon_int.h"

#define MAX_COLUMNS 12

/* One line on its way into the lexicon. */
struct row {
    struct truce_lexicon *lexicon;
    struct truce_view f[MAX_COLUMNS];
    size_t n;
    uint32_t line;
    uint16_t file;
    uint8_t layer;
    const char *why; /* reason of a refusal */
};

typedef int (*row_fn)(struct row *row);

static int refuse(struct row *row, const char *why)
{
    row->why = why;
    return TRUCE_EFORMAT;
}

/* Copy of a column, NULL when it is empty or absent. */
static const char *text(struct row *row, size_t i)
{
    if (i >= row->n || !row->f[i].len)
        return NULL;
    return truce_arena_strndup(&row->lexicon->arena, row->f[i].ptr,
                               row->f[i].len);
}

static struct truce_view column(const struct row *row, size_t i)
{
    return i < row->n ? row->f[i] : (struct truce_view){0};
}

static int span(struct row *row, size_t i, struct truce_date_span *out)
{
    struct truce_view from = column(row, i), to = column(row, i + 1);
    if (from.len && truce_date_parse(from, &out->from))
        return refuse(row, "the first date is none");
    if (to.len && truce_date_parse(to, &out->to))
        return refuse(row, "the last date is none");
    if (from.len && to.len &&
        truce_date_cmp(truce_date_last(out->to), truce_date_first(out->from)) <
            0)
        return refuse(row, "it ends before it begins");
    return TRUCE_OK;
}

static bool is_code(struct truce_view v)
{
    if (v.len != 3)
        return v.len == 4 && truce_view_eq_text(v, "ICRC");
    for (size_t i = 0; i < 3; i++)
        if (v.ptr[i] < 'A' || v.ptr[i] > 'Z')
            return false;
    return true;
}

/* Adds the forms of a '|'-separated column. */
static int forms(struct row *row, uint32_t entry, size_t i, uint8_t flags)
{
    struct truce_view rest = column(row, i), form;
    if (!rest.len)
        return TRUCE_OK;
    while (truce_view_split(&rest, '|', &form)) {
        int rc =
            lex_add_form(row->lexicon, entry, truce_view_trim(form), flags);
        if (rc == TRUCE_EFORMAT)
            return refuse(row, "an alias is empty or too long");
        if (rc)
            return rc;
    }
    return TRUCE_OK;
}

static int new_entry(struct row *row, enum lex_kind kind, size_t code,
                     uint32_t *index)
{
    struct truce_view v = column(row, code);
    if (v.len && !is_code(v))
        return refuse(row, "the code is not three capital letters");
    struct lex_entry *entry = lex_add_entry(row->lexicon, kind, index);
    if (!entry)
        return TRUCE_ENOMEM;
    entry->code = text(row, code);
    entry->line = row->line;
    entry->file = row->file;
    entry->layer = row->layer;
    entry->lat = entry->lon = NAN;
    return v.len && !entry->code ? TRUCE_ENOMEM : TRUCE_OK;
}

static float number(struct row *row, size_t i)
{
    const char *s = text(row, i);
    return s ? strtof(s, NULL) : NAN;
}

/* Entry of a kind that shares code and name with its country. */
static int kin(struct row *row, enum lex_kind kind, const char *name, size_t i,
               uint8_t flags)
{
    uint32_t index;
    if (!column(row, i).len)
        return TRUCE_OK;
    int rc = new_entry(row, kind, 0, &index);
    if (rc)
        return rc;
    struct lex_entry *entry = &row->lexicon->entries[index];
    entry->name = name;
    entry->flags = flags;
    entry->sector = kind == LEX_SEAT ? "GOV" : NULL;
    return forms(row, index, i, 0);
}

/* countries.tsv: code name official demonym capitals neighbours state lat lon
 */
static int load_country(struct row *row)
{
    uint32_t index;
    if (row->n < 9)
        return refuse(row, "9 columns are expected");
    int rc = new_entry(row, LEX_COUNTRY, 0, &index);
    if (rc)
        return rc;
    struct lex_entry *entry = &row->lexicon->entries[index];
    const char *name = entry->name = text(row, 1);
    entry->lat = number(row, 7);
    entry->lon = number(row, 8);
    if (truce_map_set(&row->lexicon->countries, row->f[0], index))
        return TRUCE_ENOMEM;
    rc = forms(row, index, 1, 0);
    if (!rc)
        rc = forms(row, index, 2, 0);
    if (!rc)
        rc = kin(row, LEX_PEOPLE, name, 3, 0);
    return rc ? rc : kin(row, LEX_SEAT, name, 4, 0);
}

/* country-names.tsv: code names adjectives peoples seats */
static int load_country_names(struct row *row)
{
    uint32_t index;
    const uint64_t *known = truce_map_get(&row->lexicon->countries, row->f[0]);
    if (!known && !is_code(row->f[0]))
        return refuse(row, "the code is not three capital letters");
    const char *name =
        known ? row->lexicon->entries[*known].name : text(row, 0);
    if (truce_view_eq_text(row->f[0], "EUR"))
        name = "European Union";
    int rc = new_entry(row, LEX_COUNTRY, 0, &index);
    if (rc)
        return rc;
    row->lexicon->entries[index].name = name;
    if (!known && truce_map_set(&row->lexicon->countries, row->f[0], index))
        return TRUCE_ENOMEM;
    rc = forms(row, index, 1, 0);
    if (!rc)
        rc = kin(row, LEX_PEOPLE, name, 2, 0);
    if (!rc)
        rc = kin(row, LEX_PEOPLE, name, 3, LEX_PLURAL);
    return rc ? rc : kin(row, LEX_SEAT, name, 4, 0);
}

/* organisations, groups, institutions: code name aliases sector from to */
static int load_body(struct row *row, enum lex_kind kind)
{
    uint32_t index;
    if (row->n < 4 || !row->f[1].len)
        return refuse(row, "code, name, aliases and sector are expected");
    int rc = new_entry(row, kind, 0, &index);
    if (rc)
        return rc;
    struct lex_entry *entry = &row->lexicon->entries[index];
    entry->name = text(row, 1);
    entry->sector = text(row, 3);
    rc = span(row, 4, &entry->held);
    if (!rc)
        rc = forms(row, index, 1, 0);
    return rc ? rc : forms(row, index, 2, 0);
}

static int load_organisation(struct row *row)
{
    return load_body(row, LEX_ORG);
}

static int load_group(struct row *row)
{
    return load_body(row, LEX_GROUP);
}

/* Groups of a published list: anything else of their name goes before. */
static int load_listed_group(struct row *row)
{
    int rc = load_body(row, LEX_GROUP);
    if (rc == TRUCE_OK)
        row->lexicon->entries[row->lexicon->n_entries - 1].flags |= LEX_GENERIC;
    return rc;
}

static int load_institution(struct row *row)
{
    return load_body(row, LEX_INST);
}

static const uint64_t NO_ENTRY = UINT64_MAX;

/* The person of this row, made when new. */
static int person(struct row *row, uint32_t *index, bool *added)
{
    char key[300];
    size_t len = row->f[0].len + row->f[1].len + 1;
    if (len > sizeof key)
        return refuse(row, "the name is too long");
    memcpy(key, row->f[0].ptr, row->f[0].len);
    key[row->f[0].len] = ' ';
    memcpy(key + row->f[0].len + 1, row->f[1].ptr, row->f[1].len);
    /* NO_ENTRY stays where the row is refused: another may name him again */
    uint64_t *known = truce_map_put(
        &row->lexicon->people, (struct truce_view){key, len}, NO_ENTRY, added);
    if (!known)
        return TRUCE_ENOMEM;
    *index = (uint32_t)*known;
    *added = *known == NO_ENTRY;
    if (!*added)
        return TRUCE_OK;
    int rc = new_entry(row, LEX_PERSON, 0, index);
    if (rc)
        return rc;
    *known = *index;
    row->lexicon->entries[*index].name = text(row, 1);
    return TRUCE_OK;
}

/* Remembers who held an office, for "the French president". */
static int add_leader(struct row *row, uint32_t entry, uint32_t office)
{
    struct truce_lexicon *lexicon = row->lexicon;
    char key[160];
    size_t len = row->f[0].len + 1 + row->f[6].len;
    if (len > sizeof key)
        return TRUCE_OK;
    memcpy(key, row->f[0].ptr, row->f[0].len);
    key[row->f[0].len] = ' ';
    memcpy(key + row->f[0].len + 1, row->f[6].ptr, row->f[6].len);
    uint64_t *head = truce_map_put(&lexicon->leaders,
                                   (struct truce_view){key, len}, 0, NULL);
    if (!head ||
        truce_grow(&lexicon->leader_items, &lexicon->cap_leaders,
                   lexicon->n_leaders + 1, sizeof *lexicon->leader_items))
        return TRUCE_ENOMEM;
    lexicon->leader_items[lexicon->n_leaders] = (struct lex_leader){
        .entry = entry, .office = office, .next = (uint32_t)*head};
    *head = ++lexicon->n_leaders;
    return TRUCE_OK;
}

static int add_office(struct row *row, uint32_t index)
{
    struct truce_lexicon *lexicon = row->lexicon;
    if (truce_grow(&lexicon->offices, &lexicon->cap_offices,
                   lexicon->n_offices + 1, sizeof *lexicon->offices))
        return TRUCE_ENOMEM;
    struct lex_office *office = &lexicon->offices[lexicon->n_offices];
    *office = (struct lex_office){.office = text(row, 6),
                                  .sector = text(row, 7),
                                  .party = text(row, 5),
                                  .line = row->line};
    int rc = span(row, 8, &office->held);
    if (rc)
        return rc;
    uint32_t *tail = &lexicon->entries[index].offices;
    while (*tail)
        tail = &lexicon->offices[*tail - 1].next;
    *tail = (uint32_t)++lexicon->n_offices;
    return add_leader(row, index, (uint32_t)lexicon->n_offices - 1);
}

/* people.tsv: code name aliases short weak party office sector from to */
static int load_person(struct row *row)
{
    uint32_t index;
    bool added;
    if (row->n < 8 || !row->f[1].len || !row->f[6].len)
        return refuse(row, "10 columns are expected");
    int rc = person(row, &index, &added);
    if (rc)
        return rc;
    rc = add_office(row, index);
    if (rc || !added)
        return rc;
    uint8_t weak = row->f[4].len ? LEX_SHORT | LEX_WEAK : LEX_SHORT;
    rc = forms(row, index, 1, 0);
    if (!rc)
        rc = forms(row, index, 2, 0);
    return rc ? rc : forms(row, index, 3, weak);
}

/* Flags of a role, separated by '|'. */
static int agent_flags(struct row *row, uint8_t *flags)
{
    struct truce_view rest = column(row, 3), word;
    while (rest.len && truce_view_split(&rest, '|', &word)) {
        if (truce_view_eq_text(word, "generic"))
            *flags |= LEX_GENERIC;
        else if (truce_view_eq_text(word, "abroad"))
            *flags |= LEX_ABROAD;
        else
            return refuse(row, "the flags are generic and abroad");
    }
    return TRUCE_OK;
}

/* agents.tsv: name forms sector flags */
static int load_agent(struct row *row)
{
    uint32_t index;
    if (row->n < 3 || !row->f[0].len)
        return refuse(row, "name, forms and sector are expected");
    struct lex_entry *entry = lex_add_entry(row->lexicon, LEX_AGENT, &index);
    if (!entry)
        return TRUCE_ENOMEM;
    entry->name = text(row, 0);
    entry->sector = text(row, 2);
    entry->line = row->line;
    entry->file = row->file;
    entry->layer = row->layer;
    entry->lat = entry->lon = NAN;
    int rc = agent_flags(row, &entry->flags);
    if (!rc)
        rc = forms(row, index, 0, 0);
    return rc ? rc : forms(row, index, 1, 0);
}

/* regions.tsv: name, other names, adjectives. Parts of the world with many
 * countries, waters named after one: entries without a code. */
static int load_region(struct row *row)
{
    static const enum lex_kind kinds[] = {LEX_COUNTRY, LEX_COUNTRY, LEX_PEOPLE};
    const char *name = text(row, 0);
    if (!name)
        return refuse(row, "a name is expected");
    for (size_t i = 0; i < 3; i++) {
        uint32_t index;
        struct lex_entry *entry;
        int rc;
        if (!column(row, i).len)
            continue;
        entry = lex_add_entry(row->lexicon, kinds[i], &index);
        if (!entry)
            return TRUCE_ENOMEM;
        entry->name = name;
        entry->line = row->line;
        entry->file = row->file;
        entry->layer = row->layer;
        entry->lat = entry->lon = NAN;
        entry->flags = LEX_ABROAD;
        rc = forms(row, index, i, 0);
        if (rc)
            return rc;
    }
    return TRUCE_OK;
}

/* places.tsv: name country lat lon thousands */
static int load_place(struct row *row)
{
    uint32_t index;
    if (row->n < 4)
        return refuse(row, "name, country, latitude, longitude are expected");
    int rc = new_entry(row, LEX_PLACE, 1, &index);
    if (rc)
        return rc;
    struct lex_entry *entry = &row->lexicon->entries[index];
    entry->name = text(row, 0);
    entry->lat = number(row, 2);
    entry->lon = number(row, 3);
    if (!(entry->lat >= -90 && entry->lat <= 90 && entry->lon >= -180 &&
          entry->lon <= 180))
        return refuse(row, "the coordinates are not on the Earth");
    float people = number(row, 4);
    entry->people = people >= 0 ? (uint32_t)people : 0;
    return forms(row, index, 0, 0);
}

/* places-extra.tsv: country name aliases kind lat lon */
static int load_place_extra(struct row *row)
{
    uint32_t index;
    if (row->n < 4 || !row->f[1].len)
        return refuse(row, "country, name, aliases and kind are expected");
    int rc = new_entry(row, LEX_PLACE, 0, &index);
    if (rc)
        return rc;
    struct lex_entry *entry = &row->lexicon->entries[index];
    entry->name = text(row, 1);
    entry->lat = number(row, 4);
    entry->lon = number(row, 5);
    entry->people = 5000; /* named by hand: preferred to namesakes */
    if (!truce_view_eq_text(row->f[3], "town"))
        entry->flags |= LEX_REGION;
    rc = forms(row, index, 1, 0);
    return rc ? rc : forms(row, index, 2, 0);
}

static int cue_bit(struct truce_view class)
{
    static const struct {
        const char *name;
        uint16_t bit;
    } bits[] = {{"backed", CUE_BACKED}, {"country-state", CUE_STATE},
                {"former", CUE_FORMER}, {"not", CUE_NOT},
                {"of", CUE_OF},         {"prep", CUE_PREP},
                {"title", CUE_TITLE},   {"folk", CUE_FOLK},
                {"abroad", CUE_ABROAD}, {"thing", CUE_THING},
                {"where", CUE_WHERE},   {"venue", CUE_VENUE},
                {"common", CUE_COMMON}};
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
        if (truce_view_eq_text(class, bits[i].name))
            return bits[i].bit;
    return 0;
}

/* actor-cues.tsv: class words. A cue is a form of no entry: only its word
 * counts. */
static int load_cue(struct row *row)
{
    int bit = cue_bit(row->f[0]);
    struct truce_view rest = column(row, 1), word;
    if (!bit)
        return refuse(row, "there is no such word class");
    while (rest.len && truce_view_split(&rest, '|', &word)) {
        char buf[64];
        size_t len = lex_fold(word, buf, sizeof buf);
        uint32_t id =
            len ? lex_add_word(row->lexicon, (struct truce_view){buf, len}) : 0;
        if (!id)
            return TRUCE_ENOMEM;
        row->lexicon->cues[id] |= (uint16_t)bit;
    }
    return TRUCE_OK;
}

/* members.tsv: body country from to */
static int load_member(struct row *row)
{
    struct truce_lexicon *lexicon = row->lexicon;
    struct lex_member member = {0};
    char key[16];
    if (row->n < 2 || !is_code(row->f[0]) || !is_code(row->f[1]))
        return refuse(row, "two codes of three capital letters are expected");
    int rc = span(row, 2, &member.held);
    if (rc)
        return rc;
    int len = snprintf(key, sizeof key, "%.*s %.*s", TRUCE_VIEW_ARG(row->f[0]),
                       TRUCE_VIEW_ARG(row->f[1]));
    uint64_t *head = truce_map_put(
        &lexicon->members, (struct truce_view){key, (size_t)len}, 0, NULL);
    if (!head ||
        truce_grow(&lexicon->member_items, &lexicon->cap_members,
                   lexicon->n_members + 1, sizeof *lexicon->member_items))
        return TRUCE_ENOMEM;
    member.next = (uint32_t)*head;
    lexicon->member_items[lexicon->n_members] = member;
    *head = ++lexicon->n_members;
    return TRUCE_OK;
}

/* formats.tsv: format member from to */
static int load_format(struct row *row)
{
    struct truce_lexicon *lexicon = row->lexicon;
    struct lex_format format = {0};
    if (row->n < 2 || !row->f[0].len || !is_code(row->f[1]))
        return refuse(row, "a name and a code are expected");
    int rc = span(row, 2, &format.held);
    if (rc)
        return rc;
    format.format = text(row, 0);
    format.code = text(row, 1);
    if (!format.format || !format.code ||
        truce_grow(&lexicon->formats, &lexicon->cap_formats,
                   lexicon->n_formats + 1, sizeof *lexicon->formats))
        return TRUCE_ENOMEM;
    lexicon->formats[lexicon->n_formats++] = format;
    return TRUCE_OK;
}

/* In the order of loading: country-names need countries. */
static const struct {
    const char *name;
    row_fn fn;
} kinds[] = {
    {"actor-cues.tsv", load_cue},
    {"countries.tsv", load_country},
    {"country-names.tsv", load_country_names},
    {"regions.tsv", load_region},
    {"organisations.tsv", load_organisation},
    {"members.tsv", load_member},
    {"formats.tsv", load_format},
    {"groups.tsv", load_group},
    {"ucdp-groups.tsv", load_listed_group},
    {"institutions.tsv", load_institution},
    {"people.tsv", load_person},
    {"agents.tsv", load_agent},
    {"places.tsv", load_place},
    {"places-extra.tsv", load_place_extra},
};

static int add_file(struct truce_lexicon *lexicon, const char *name,
                    uint16_t *index)
{
    if (truce_grow(&lexicon->files, &lexicon->cap_files, lexicon->n_files + 1,
                   sizeof *lexicon->files))
        return TRUCE_ENOMEM;
    const char *copy = truce_arena_strndup(&lexicon->arena, name, strlen(name));
    if (!copy)
        return TRUCE_ENOMEM;
    *index = (uint16_t)lexicon->n_files;
    lexicon->files[lexicon->n_files++] = copy;
    return TRUCE_OK;
}

static int load_line(struct row *row, struct truce_view line, row_fn fn,
                     const char *path, struct truce_err *err)
{
    row->n = 0;
    row->why = NULL;
    struct truce_view field;
    while (row->n < MAX_COLUMNS && truce_view_split(&line, '\t', &field))
        row->f[row->n++] = truce_view_trim(field);
    int rc = fn(row);
    if (rc == TRUCE_OK)
        return rc;
    truce_err_set(err, rc,
                  row->why ? "cannot use this line: %s" : "out of memory%s",
                  row->why ? row->why : "");
    return truce_err_at(err, path, row->line, (size_t)-1);
}

static int load_file(struct truce_lexicon *lexicon, const char *path,
                     size_t kind, uint8_t layer, struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct row row = {.lexicon = lexicon, .layer = layer};
    int rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    if (rc == TRUCE_OK)
        rc = add_file(lexicon, kinds[kind].name, &row.file);
    struct truce_view rest = truce_str_view(&text), line;
    while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line)) {
        row.line++;
        if (line.len && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (line.len && line.ptr[0] != '#')
            rc = load_line(&row, line, kinds[kind].fn, path, err);
    }
    truce_str_release(&text);
    return rc;
}

static bool exists(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file)
        fclose(file);
    return file != NULL;
}

/* PETRARCH files of a folder, in the order of their names. */
static int load_foreign(struct truce_lexicon *lexicon, const char *dir,
                        uint8_t layer, const struct truce_log *log,
                        struct truce_err *err)
{
    struct dirent **names;
    int n = scandir(dir, &names, NULL, alphasort);
    int rc = TRUCE_OK;
    for (int i = 0; i < n; i++) {
        struct truce_view name = truce_view_of(names[i]->d_name);
        char path[4096];
        int len = snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name);
        if (rc == TRUCE_OK && len > 0 && (size_t)len < sizeof path &&
            (truce_view_ends(name, ".agents.txt") ||
             truce_view_ends(name, ".actors.txt")))
            rc = lex_load_petrarch(lexicon, path, layer, log, err);
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    return rc;
}

int lex_load_dir(struct truce_lexicon *lexicon, const char *dir, uint8_t layer,
                 const struct truce_log *log, struct truce_err *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char path[4096];
        int len = snprintf(path, sizeof path, "%s/%s", dir, kinds[i].name);
        if (len < 0 || (size_t)len >= sizeof path)
            return truce_err_set(err, TRUCE_ELIMIT, "path too long: '%s'", dir);
        if (!exists(path))
            continue;
        int rc = load_file(lexicon, path, i, layer, err);
        if (rc)
            return rc;
    }
    return layer ? load_foreign(lexicon, dir, layer, log, err) : TRUCE_OK;
}
