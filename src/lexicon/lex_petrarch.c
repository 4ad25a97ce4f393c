/*
 * Actor and agent dictionaries of PETRARCH and TABARI, for people who have
 * them: "NAME [CODE] [CODE <date] [CODE >date] [CODE date-date]" with
 * synonyms on lines that begin with '+', and agents "NAME {PLURALS} [~CODE]"
 * with substitution sets "!SET! = A, B".
 */
#include <ctype.h>
#include <string.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/mem.h"
#include "lexicon/lexicon_int.h"

#define MAX_NAMES 64

struct petrarch {
    struct truce_lexicon *lexicon;
    const char *path;
    uint32_t line;
    uint16_t file;
    uint8_t layer;
    bool agents;
    /* Names of the actor being read; its codes come after them. */
    struct truce_view names[MAX_NAMES];
    size_t n_names;
    /* Substitution sets, views into the file. */
    struct {
        struct truce_view name, items;
    } sets[16];
    size_t n_sets;
    const struct truce_log *log;
};

/* An odd line is passed over, with a word. */
static int complain(struct petrarch *p, const char *why)
{
    truce_log(p->log, TRUCE_LOG_WARNING, "%s:%u: line passed over: %s", p->path,
              p->line, why);
    return TRUCE_OK;
}

/* YYMMDD, YYYYMMDD; other lengths are refused. */
static bool parse_day(struct truce_view text, struct truce_date *out)
{
    int value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!isdigit((unsigned char)text.ptr[i]))
            return false;
        value = value * 10 + (text.ptr[i] - '0');
    }
    if (text.len == 6)
        value += value / 10000 < 30 ? 20000000 : 19000000;
    else if (text.len != 8)
        return false;
    *out =
        (struct truce_date){(int16_t)(value / 10000),
                            (int8_t)(value / 100 % 100), (int8_t)(value % 100)};
    return truce_date_valid(*out);
}

/* "<19911226", ">20130119", "20100109-20100112". */
static bool parse_span(struct truce_view text, struct truce_date_span *out)
{
    if (!text.len)
        return true;
    if (text.ptr[0] == '<')
        return parse_day(
            truce_view_trim((struct truce_view){text.ptr + 1, text.len - 1}),
            &out->to);
    if (text.ptr[0] == '>')
        return parse_day(
            truce_view_trim((struct truce_view){text.ptr + 1, text.len - 1}),
            &out->from);
    size_t dash = truce_view_find(text, TRUCE_VIEW("-"));
    if (dash == (size_t)-1)
        return false;
    struct truce_view left = {text.ptr, dash};
    struct truce_view right = {text.ptr + dash + 1, text.len - dash - 1};
    return parse_day(truce_view_trim(left), &out->from) &&
           parse_day(truce_view_trim(right), &out->to);
}

static const char *copy(struct petrarch *p, struct truce_view text)
{
    return text.len
               ? truce_arena_strndup(&p->lexicon->arena, text.ptr, text.len)
               : NULL;
}

/* First three letters are the actor, the rest its sector. */
static void set_code(struct petrarch *p, struct lex_entry *entry,
                     struct truce_view code)
{
    if (p->agents) {
        size_t n = 0;
        char buf[32];
        for (size_t i = 0; i < code.len && n < sizeof buf; i++)
            if (code.ptr[i] != '~' && code.ptr[i] != ' ')
                buf[n++] = (char)toupper((unsigned char)code.ptr[i]);
        entry->sector = copy(p, (struct truce_view){buf, n > 3 ? 3 : n});
        return;
    }
    if (code.len < 3 || !isalpha((unsigned char)code.ptr[0]))
        return; /* [---], [+++]: an actor that is to be passed over */
    char buf[3];
    for (size_t i = 0; i < 3; i++)
        buf[i] = (char)toupper((unsigned char)code.ptr[i]);
    entry->code = copy(p, (struct truce_view){buf, 3});
    if (code.len >= 6)
        entry->sector = copy(p, (struct truce_view){code.ptr + 3, 3});
}

/* Adds name, with each member of a substitution set put in. */
static int add_name(struct petrarch *p, uint32_t index, struct truce_view name)
{
    size_t bang = truce_view_find(name, TRUCE_VIEW("!"));
    if (bang != (size_t)-1) {
        for (size_t i = 0; i < p->n_sets; i++) {
            size_t at = truce_view_find(name, p->sets[i].name);
            if (at == (size_t)-1)
                continue;
            struct truce_view rest = p->sets[i].items, item;
            while (truce_view_split(&rest, ',', &item)) {
                item = truce_view_trim(item);
                size_t tail = at + p->sets[i].name.len;
                char *full =
                    truce_arena_printf(&p->lexicon->arena, "%.*s %.*s%.*s",
                                       (int)at, name.ptr, TRUCE_VIEW_ARG(item),
                                       (int)(name.len - tail), name.ptr + tail);
                if (!full)
                    return TRUCE_ENOMEM;
                int rc =
                    lex_add_form(p->lexicon, index, truce_view_of(full), 0);
                if (rc == TRUCE_ENOMEM)
                    return rc;
            }
        }
        return TRUCE_OK;
    }
    int rc = lex_add_form(p->lexicon, index, name, 0);
    return rc == TRUCE_EFORMAT ? TRUCE_OK : rc;
}

/* Plural in -S unless "{}" or "{PLURAL}" says otherwise. */
static int add_plurals(struct petrarch *p, uint32_t index,
                       struct truce_view line, struct truce_view name)
{
    size_t open = truce_view_find(line, TRUCE_VIEW("{"));
    size_t close = truce_view_find(line, TRUCE_VIEW("}"));
    if (open != (size_t)-1 && close != (size_t)-1 && close > open) {
        struct truce_view rest = {line.ptr + open + 1, close - open - 1}, item;
        while (rest.len && truce_view_split(&rest, ',', &item)) {
            item = truce_view_trim(item);
            int rc = item.len ? add_name(p, index, item) : TRUCE_OK;
            if (rc)
                return rc;
        }
        return TRUCE_OK;
    }
    bool y = name.len && (name.ptr[name.len - 1] | 32) == 'y';
    char *plural =
        truce_arena_printf(&p->lexicon->arena, "%.*s%s", (int)(name.len - y),
                           name.ptr, y ? "IES" : "S");
    return plural ? add_name(p, index, truce_view_of(plural)) : TRUCE_ENOMEM;
}

/* One "[CODE DATES]" for all names that are waiting. */
static int add_coded(struct petrarch *p, struct truce_view inside,
                     struct truce_view line)
{
    struct truce_view rest = truce_view_trim(inside), code;
    uint32_t index;
    struct truce_date_span held = {0};
    if (!rest.len || !truce_view_split(&rest, ' ', &code))
        return complain(p, "the code is empty");
    if (!p->agents && !parse_span(truce_view_trim(rest), &held))
        return complain(p, "the date is none");
    struct lex_entry *entry =
        lex_add_entry(p->lexicon, p->agents ? LEX_AGENT : LEX_GROUP, &index);
    if (!entry)
        return TRUCE_ENOMEM;
    entry->line = p->line;
    entry->file = p->file;
    entry->layer = p->layer;
    entry->held = held;
    if (p->agents)
        code = truce_view_trim(inside);
    set_code(p, entry, code);
    int rc = TRUCE_OK;
    for (size_t i = 0; i < p->n_names && rc == TRUCE_OK; i++) {
        entry = &p->lexicon->entries[index];
        if (!i) {
            char *name = truce_arena_strndup(&p->lexicon->arena,
                                             p->names[i].ptr, p->names[i].len);
            for (char *c = name; c && *c; c++)
                *c = *c != '_' ? *c : c[1] ? ' ' : '\0';
            entry->name = name;
        }
        rc = add_name(p, index, p->names[i]);
        if (rc == TRUCE_OK && p->agents)
            rc = add_plurals(p, index, line, p->names[i]);
    }
    return rc;
}

static int read_codes(struct petrarch *p, struct truce_view line)
{
    struct truce_view rest = line;
    for (;;) {
        size_t open = truce_view_find(rest, TRUCE_VIEW("["));
        if (open == (size_t)-1)
            return TRUCE_OK;
        rest = (struct truce_view){rest.ptr + open + 1, rest.len - open - 1};
        size_t close = truce_view_find(rest, TRUCE_VIEW("]"));
        if (close == (size_t)-1)
            return complain(p, "']' is missing");
        int rc = add_coded(p, (struct truce_view){rest.ptr, close}, line);
        if (rc)
            return rc;
        rest = (struct truce_view){rest.ptr + close, rest.len - close};
    }
}

/* The part of a line before its codes, plurals and comment. */
static struct truce_view name_part(struct truce_view line)
{
    size_t end = 0;
    while (end < line.len && !strchr("[{#;", line.ptr[end]))
        end++;
    return truce_view_trim((struct truce_view){line.ptr, end});
}

static int read_set(struct petrarch *p, struct truce_view line)
{
    size_t eq = truce_view_find(line, TRUCE_VIEW("="));
    if (p->n_sets >= sizeof p->sets / sizeof *p->sets)
        return complain(p, "there are more than 16 substitution sets");
    p->sets[p->n_sets].name =
        truce_view_trim((struct truce_view){line.ptr, eq});
    p->sets[p->n_sets++].items =
        name_part((struct truce_view){line.ptr + eq + 1, line.len - eq - 1});
    return TRUCE_OK;
}

static int read_line(struct petrarch *p, struct truce_view raw)
{
    struct truce_view line = truce_view_trim(raw);
    if (!line.len || line.ptr[0] == '#' || line.ptr[0] == '<')
        return TRUCE_OK;
    size_t hash = truce_view_find(line, TRUCE_VIEW("#"));
    if (hash != (size_t)-1)
        line.len = hash;
    if (line.ptr[0] == '!' &&
        truce_view_find(line, TRUCE_VIEW("=")) != (size_t)-1)
        return read_set(p, line);
    bool indented = raw.ptr[0] == '\t' || raw.ptr[0] == ' ';
    struct truce_view name = name_part(line);
    if (line.ptr[0] == '+' && name.len > 1)
        name = (struct truce_view){name.ptr + 1, name.len - 1};
    else if (!indented && name.len)
        p->n_names = 0;
    if (name.len && line.ptr[0] != '[' && p->n_names < MAX_NAMES)
        p->names[p->n_names++] = name;
    return read_codes(p, line);
}

/* Synonyms follow the line with the code: they are linked to it too. */
static int read_synonym(struct petrarch *p, struct truce_view line,
                        uint32_t first_entry)
{
    struct truce_view name = name_part(line);
    name = (struct truce_view){name.ptr + 1, name.len - 1};
    for (uint32_t i = first_entry; i < p->lexicon->n_entries; i++) {
        int rc = add_name(p, i, truce_view_trim(name));
        if (rc)
            return rc;
    }
    return TRUCE_OK;
}

static int read_all(struct petrarch *p, struct truce_view rest)
{
    uint32_t group = (uint32_t)p->lexicon->n_entries;
    struct truce_view line;
    bool comment = false;
    while (truce_view_split(&rest, '\n', &line)) {
        p->line++;
        bool opens = truce_view_find(line, TRUCE_VIEW("<!")) != (size_t)-1;
        bool closes = truce_view_find(line, TRUCE_VIEW("->")) != (size_t)-1;
        if (comment || opens) {
            comment = !closes && (comment || opens);
            continue;
        }
        if (!line.len)
            continue;
        int rc;
        bool synonym =
            line.ptr[0] == '+' && line.len > 1 && p->lexicon->n_entries > group;
        if (line.ptr[0] != '+' && !isspace((unsigned char)line.ptr[0]))
            group = (uint32_t)p->lexicon->n_entries;
        rc = synonym ? read_synonym(p, line, group) : read_line(p, line);
        if (rc)
            return rc;
    }
    return TRUCE_OK;
}

int lex_load_petrarch(struct truce_lexicon *lexicon, const char *path,
                      uint8_t layer, const struct truce_log *log,
                      struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct petrarch p = {
        .lexicon = lexicon,
        .path = path,
        .layer = layer,
        .agents = truce_view_ends(truce_view_of(path), ".agents.txt"),
        .log = log};
    int rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    if (rc == TRUCE_OK &&
        truce_grow(&lexicon->files, &lexicon->cap_files, lexicon->n_files + 1,
                   sizeof *lexicon->files))
        rc = TRUCE_ENOMEM;
    if (rc == TRUCE_OK) {
        const char *slash = strrchr(path, '/');
        const char *name = slash ? slash + 1 : path;
        p.file = (uint16_t)lexicon->n_files;
        lexicon->files[lexicon->n_files++] =
            truce_arena_strndup(&lexicon->arena, name, strlen(name));
        rc = read_all(&p, truce_str_view(&text));
    }
    truce_str_release(&text);
    return rc;
}
