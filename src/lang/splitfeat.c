/*
 * Atoms and gap features. Everything is hashed to buckets of a linear model;
 * windows are bounded, so time is linear in the text even without spaces.
 */
#include "lang/splitfeat.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"

/* Atom classes, the low bits of a shape. */
enum { LETTERS = 1, DIGITS, MARK, OTHER };
enum { CASE_LOWER, CASE_FIRST, CASE_UPPER, CASE_MIXED };
enum { WINDOW = 6, MAX_CHUNK_LOOK = 64 };

static const struct {
    const char *text;
    uint8_t cut;
} cut_words[] = {
#define X(spelling, first) {spelling, first},
#include "lang/cutwords.def"
#undef X
};

static const char *const abbreviations[] = {
#define X(spelling) spelling,
#include "lang/abbreviations.def"
#undef X
};

enum { PREFIX = 1, SUFFIX };
static const struct {
    const char *text;
    uint8_t kind;
} bound_parts[] = {
#define X(spelling, kind) {spelling, kind},
#include "lang/boundparts.def"
#undef X
};

static uint32_t mix32(uint32_t h)
{
    h ^= h >> 16;
    h *= 0x85ebca6bu;
    h ^= h >> 13;
    h *= 0xc2b2ae35u;
    return h ^ (h >> 16);
}

static uint32_t combine(uint32_t a, uint32_t b)
{
    return mix32(a * 0x9e3779b1u + b + 0x7f4a7c15u);
}

static uint32_t plain(uint32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
        return '"';
    case 0x2010:
    case 0x2011:
        return '-';
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return 0x2014;
    default:
        return c;
    }
}

static bool is_space(uint32_t c)
{
    return c <= ' ' || (c >= 0x7f && u_isUWhiteSpace((UChar32)c)) ||
           c == 0xFEFF || c == 0x200B;
}

static int class_of(uint32_t c)
{
    if (c < 128)
        return (c | 32) - 'a' < 26 ? LETTERS : c - '0' < 10 ? DIGITS : MARK;
    if (u_isdigit((UChar32)c))
        return DIGITS;
    int8_t type = u_charType((UChar32)c);
    if (u_isalpha((UChar32)c) || type == U_NON_SPACING_MARK ||
        type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK)
        return LETTERS;
    return MARK;
}

/* Running description of the atom being read. */
struct reading {
    uint32_t hash, length, last;
    bool upper_first, upper_later, lower;
};

static void read_char(struct reading *r, uint32_t c)
{
    bool upper = c < 128 ? c - 'A' < 26 : u_isupper((UChar32)c);
    uint32_t low = !upper    ? c
                   : c < 128 ? c + 32
                             : (uint32_t)u_tolower((UChar32)c);
    if (r->length == 0)
        r->upper_first = upper;
    else
        r->upper_later |= upper;
    r->lower |= !upper;
    r->hash = combine(r->hash, low);
    r->last = low;
    r->length++;
}

static uint8_t shape_of(const struct reading *r, int cls)
{
    int how = CASE_LOWER;
    uint32_t length = r->length < 7 ? r->length : 7;
    if (cls == LETTERS && (r->upper_first || r->upper_later))
        how = !r->lower ? CASE_UPPER : r->upper_later ? CASE_MIXED : CASE_FIRST;
    return (uint8_t)((unsigned)cls | (unsigned)how << 3 | length << 5);
}

/* Letters that a stop often follows inside a sentence: "Gen", "Art". */
static bool is_abbreviation(const char *text, size_t begin, size_t end)
{
    char low[8];
    size_t n = end - begin;
    if (n >= sizeof low)
        return false;
    for (size_t i = 0; i < n; i++)
        low[i] = (char)(text[begin + i] | 32);
    low[n] = '\0';
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
        if (!strcmp(low, abbreviations[i]))
            return true;
    return false;
}

/* PREFIX or SUFFIX when the letters are one and a hyphen is on that side. */
static uint8_t bound_kind(const char *text, size_t len, size_t begin,
                          size_t end)
{
    char low[8];
    size_t n = end - begin;
    if (n >= sizeof low)
        return 0;
    for (size_t i = 0; i < n; i++)
        low[i] = (char)(text[begin + i] | 32);
    low[n] = '\0';
    for (size_t i = 0; i < sizeof bound_parts / sizeof *bound_parts; i++) {
        uint8_t kind = bound_parts[i].kind;
        bool there = kind == PREFIX ? end < len && text[end] == '-'
                                    : begin > 0 && text[begin - 1] == '-';
        if (there && !strcmp(low, bound_parts[i].text))
            return kind;
    }
    return 0;
}

static int push_atom(struct truce_atoms *out, size_t begin, size_t end,
                     const struct reading *r, int cls, uint32_t mark,
                     uint8_t gap)
{
    int rc = truce_grow(&out->item, &out->cap, out->n + 1, sizeof *out->item);
    if (rc < 0)
        return rc;
    out->item[out->n++] =
        (struct truce_atom){.begin = (uint32_t)begin,
                            .end = (uint32_t)end,
                            .word = r->hash,
                            .shape = shape_of(r, cls),
                            .mark = mark < 128 ? (uint8_t)mark : 0,
                            .suffix = (uint8_t)(r->last & 0xff),
                            .gap = gap};
    return TRUCE_OK;
}

/* Whether several of this mark make one atom, as in "..." and "--". */
static bool runs(uint32_t c)
{
    return c >= 128 || !strchr("'()[]", (int)c);
}

/* End of the atom that starts at `begin`; fills `r`. */
static size_t read_atom(const char *text, size_t len, size_t begin, int cls,
                        struct reading *r)
{
    size_t at = begin, end = begin;
    uint32_t first = plain(truce_utf8_next(text, len, &at));
    *r = (struct reading){.hash = (uint32_t)cls};
    read_char(r, first);
    for (end = at; at < len && r->length < 1000; end = at) {
        uint32_t c = plain(truce_utf8_next(text, len, &at));
        bool same = cls == MARK ? c == first && runs(c) : class_of(c) == cls;
        if (is_space(c) || !same)
            break;
        read_char(r, c);
    }
    return end;
}

/* Bytes of the first word when the letters [begin, end) may be two words:
 * "don" before "'t", "cannot"; else 0. */
static size_t cut_of(const char *text, size_t len, size_t begin, size_t end)
{
    size_t n = end - begin, at = end;
    char low[16];
    if (n > 1 && (text[end - 1] | 32) == 'n' && end < len) {
        uint32_t c = plain(truce_utf8_next(text, len, &at));
        if (c == '\'' && at < len && (text[at] | 32) == 't' &&
            (at + 1 == len || (unsigned char)((text[at + 1] | 32) - 'a') >= 26))
            return n - 1;
    }
    if (n >= sizeof low)
        return 0;
    for (size_t i = 0; i < n; i++)
        low[i] = text[begin + i] >= 'A' && text[begin + i] <= 'Z'
                     ? (char)(text[begin + i] + 32)
                     : text[begin + i];
    low[n] = '\0';
    for (size_t i = 0; i < sizeof cut_words / sizeof *cut_words; i++)
        if (!strcmp(low, cut_words[i].text))
            return cut_words[i].cut;
    return 0;
}

static int add_atom(const char *text, size_t len, size_t *pos, uint8_t gap,
                    struct truce_atoms *out)
{
    struct reading r;
    size_t begin = *pos, at = begin, cut = 0;
    uint32_t c = plain(truce_utf8_next(text, len, &at));
    int cls = class_of(c), rc;
    size_t end = read_atom(text, len, begin, cls, &r);
    *pos = end;
    if (cls == LETTERS)
        cut = cut_of(text, len, begin, end);
    if (cut) {
        read_atom(text, begin + cut, begin, cls, &r);
        rc = push_atom(out, begin, begin + cut, &r, cls, 128, gap);
        if (rc < 0)
            return rc;
        read_atom(text, end, begin + cut, cls, &r);
        return push_atom(out, begin + cut, end, &r, cls, 128, GAP_NONE);
    }
    rc = push_atom(out, begin, end, &r, cls, cls == MARK ? c : 128, gap);
    if (rc == TRUCE_OK && cls == LETTERS && end < len && text[end] == '.')
        out->item[out->n - 1].listed = is_abbreviation(text, begin, end);
    if (rc == TRUCE_OK && cls == LETTERS)
        out->item[out->n - 1].bound = bound_kind(text, len, begin, end);
    if (rc == TRUCE_OK && end - begin == 3 && !memcmp(text + begin, "www", 3))
        out->item[out->n - 1].www = true;
    return rc;
}

/* Longest line, and whether single line ends look like those of text wrapped
 * to a width: nearly always the next word would not have fitted. */
static bool is_wrapped(const char *text, size_t len)
{
    size_t width = 0, line = 0, breaks = 0, full = 0;
    for (size_t i = 0; i < len; i++, line++)
        if (text[i] == '\n') {
            width = line > width ? line : width;
            line = (size_t)-1;
        }
    width = line > width ? line : width;
    if (width > 160 || width < 30)
        return false;
    line = 0;
    for (size_t i = 0; i < len; i++, line++) {
        if (text[i] != '\n')
            continue;
        size_t next = i + 1;
        while (next < len && (unsigned char)text[next] > ' ')
            next++;
        if (next > i + 1 && line > 0) {
            breaks++;
            full += line + (next - i) > width;
        }
        line = (size_t)-1;
    }
    return breaks >= 1 && full * 10 >= breaks * 9;
}

static bool starts_item(const char *text, size_t len, size_t pos)
{
    size_t at = pos, digits = 0;
    uint32_t c = truce_utf8_next(text, len, &at);
    if (c == 0x2022 || c == 0x25CF || c == 0x2023 || c == '*' || c == 0x2013)
        return true;
    if (c == '-' && at < len && text[at] == ' ')
        return true;
    for (at = pos; at < len && text[at] >= '0' && text[at] <= '9'; at++)
        digits++;
    return digits > 0 && digits < 3 && at + 1 < len &&
           (text[at] == '.' || text[at] == ')') && text[at + 1] == ' ';
}

/* What a single line end in front of text[pos] counts as: a space in wrapped
 * text, else a paragraph's end, unless a small letter goes on. */
static uint8_t line_gap(const char *text, size_t len, size_t pos, bool wrapped)
{
    size_t at = pos;
    if (starts_item(text, len, pos))
        return GAP_PARAGRAPH;
    if (wrapped)
        return GAP_SPACE;
    return u_islower((UChar32)truce_utf8_next(text, len, &at)) ? GAP_LINE
                                                               : GAP_PARAGRAPH;
}

int truce_splitfeat_atoms(const char *text, size_t len, struct truce_atoms *out)
{
    bool wrapped = is_wrapped(text, len);
    uint8_t gap = GAP_PARAGRAPH;
    unsigned lines = 0;
    out->n = 0;
    if (len >= UINT32_MAX)
        return TRUCE_ELIMIT;
    for (size_t pos = 0; pos < len;) {
        size_t at = pos;
        uint32_t c = truce_utf8_next(text, len, &at);
        if (is_space(c)) {
            lines += c == '\n';
            if (c == 0x2029 || c == '\f' || lines > 1)
                gap = GAP_PARAGRAPH;
            else if (gap != GAP_PARAGRAPH)
                gap = lines ? GAP_LINE : GAP_SPACE;
            pos = at;
            continue;
        }
        if (gap == GAP_LINE)
            gap = line_gap(text, len, pos, wrapped);
        int rc = add_atom(text, len, &pos, gap, out);
        if (rc < 0)
            return rc;
        gap = GAP_NONE;
        lines = 0;
    }
    return TRUCE_OK;
}

void truce_splitfeat_release(struct truce_atoms *atoms)
{
    truce_free(atoms->item);
    *atoms = (struct truce_atoms){0};
}

static bool is_mark(const struct truce_atom *a, uint8_t mark, uint32_t length)
{
    return a->mark == mark && a->end - a->begin == length;
}

/* Atoms of an e-mail address around the '@' at atom i. */
static void widen_mail(const struct truce_atoms *atoms, size_t begin,
                       size_t end, size_t i, size_t *from, size_t *to)
{
    size_t a = i, b = i + 1;
    while (a > begin && (!atoms->item[a - 1].mark ||
                         strchr("._-+", atoms->item[a - 1].mark)))
        a--;
    while (b < end &&
           (!atoms->item[b].mark || strchr(".-", atoms->item[b].mark)))
        b++;
    if (a < i && b > i + 1) {
        *from = a;
        *to = b;
    }
}

/* The web or mail address inside the atoms [begin, end): [*from, *to), marks
 * at its end left out; both stay as they are where there is none. */
static void find_address(const struct truce_atoms *atoms, size_t begin,
                         size_t end, size_t *from, size_t *to)
{
    for (size_t i = begin; i + 1 < end; i++) {
        const struct truce_atom *a = &atoms->item[i];
        bool letters = !a->mark && (a->shape & 7) == LETTERS;
        bool scheme = letters && i + 2 < end && is_mark(a + 1, ':', 1) &&
                      is_mark(a + 2, '/', 2);
        bool www = letters && a->www && is_mark(a + 1, '.', 1);
        if (a->mark == '@' && i > begin)
            widen_mail(atoms, begin, end, i, from, to);
        if (!scheme && !www)
            continue;
        *from = i;
        *to = end;
        break;
    }
    while (*to > *from && atoms->item[*to - 1].mark &&
           strchr(".,;:!?)]}>'\"", atoms->item[*to - 1].mark))
        --*to;
}

void truce_splitfeat_chunk(const struct truce_atoms *atoms, size_t begin,
                           struct truce_chunk *out)
{
    size_t end = begin + 1;
    uint32_t kind = 0;
    while (end < atoms->n && atoms->item[end].gap == GAP_NONE)
        end++;
    for (size_t i = begin; i < end && i < begin + MAX_CHUNK_LOOK; i++) {
        const struct truce_atom *a = &atoms->item[i];
        bool slashes = a->mark == '/' && a->end - a->begin > 1;
        kind |= (a->mark == '@' ? 1u : 0u) | (slashes ? 2u : 0u) |
                (a->mark == '_' ? 4u : 0u) | (a->mark == '/' ? 8u : 0u) |
                (a->mark == '.' && i > begin && i + 1 < end ? 16u : 0u) |
                (a->mark == '[' ? 32u : 0u);
    }
    size_t from = end, to = end;
    find_address(atoms, begin, end, &from, &to);
    *out = (struct truce_chunk){.address = from,
                                .address_end = to,
                                .begin = begin,
                                .end = end,
                                .kind = kind,
                                .last = SPLIT_TOKEN,
                                .token = begin};
}

/* Feature list under construction. */
struct feats {
    uint32_t *out;
    size_t n;
    uint32_t mask;
};

static void put(struct feats *f, uint32_t template, uint32_t value)
{
    f->out[f->n++] = combine(template * 0x61c88647u, value) & f->mask;
}

static void put2(struct feats *f, uint32_t template, uint32_t a, uint32_t b)
{
    put(f, template, combine(a, b));
}

static const struct truce_atom nothing = {0};

static const struct truce_atom *atom_at(const struct truce_atoms *atoms,
                                        const struct truce_chunk *chunk,
                                        size_t i, int offset)
{
    size_t at = i + (size_t)offset;
    return at >= chunk->begin && at < chunk->end ? &atoms->item[at] : &nothing;
}

static uint32_t text_hash(const struct truce_atoms *atoms, size_t from,
                          size_t to)
{
    uint32_t h = (uint32_t)(to - from);
    for (size_t i = from; i < to; i++)
        h = combine(h, atoms->item[i].word);
    return h;
}

/* Atoms from..to when they are single capitals and stops in turn, as in
 * "U.S." and "N.V.", else 0. */
static uint32_t initials(const struct truce_atoms *atoms, size_t from,
                         size_t to)
{
    const uint8_t capital = LETTERS | CASE_UPPER << 3 | 1 << 5;
    if (to - from > WINDOW)
        return 0;
    for (size_t i = from; i < to; i++) {
        const struct truce_atom *a = &atoms->item[i];
        bool stop = a->mark == '.' && a->end - a->begin == 1;
        if ((i - from) % 2 ? !stop : a->shape != capital)
            return 0;
    }
    return (uint32_t)(to - from < 4 ? to - from : 4);
}

/* A stop at the end of a chunk: an abbreviation's or a sentence's? */
static void put_abbreviation(struct feats *f, const struct truce_atoms *atoms,
                             const struct truce_chunk *c, size_t i,
                             uint32_t after)
{
    const struct truce_atom *left = &atoms->item[i - 1];
    uint32_t before = c->begin > 0 ? atoms->item[c->begin - 1].shape : 0;
    uint32_t stop = combine(atoms->item[i].word, c->end - i == 1);
    uint32_t listed = left->listed;
    put2(f, 48, combine(stop, left->shape), combine(before, after));
    put2(f, 49, combine(stop, left->shape), after);
    put2(f, 50, combine(stop, listed), after);
    put2(f, 51, combine(stop, listed), combine(left->shape, before));
    put2(f, 52, stop, combine(listed, c->last == SPLIT_JOIN));
    uint32_t before_stop = initials(atoms, c->token, i);
    put2(f, 53, before_stop, atoms->item[i].word);
    put2(f, 54, combine(before_stop, atoms->item[i].mark), after);
    put2(f, 55, initials(atoms, c->token, i + 1), c->end - i == 1);
}

static void put_chunk(struct feats *f, const struct truce_atoms *atoms,
                      const struct truce_chunk *c, size_t i)
{
    size_t left = i - c->token, right = c->end - i;
    /* the end of a text is read as if another paragraph began behind it */
    uint32_t after = LETTERS | CASE_FIRST << 3 | 3u << 5 | GAP_PARAGRAPH << 8;
    if (left <= WINDOW)
        put(f, 40, text_hash(atoms, c->token, i));
    if (right <= WINDOW)
        put(f, 41, text_hash(atoms, i, c->end));
    if (c->end - c->begin <= WINDOW) {
        uint32_t all = text_hash(atoms, c->begin, c->end);
        put2(f, 42, all, (uint32_t)(i - c->begin));
    }
    if (left <= WINDOW)
        put2(f, 43, text_hash(atoms, c->token, i), atoms->item[i].word);
    if (left <= WINDOW)
        put2(f, 44, text_hash(atoms, c->token, i + 1), right == 1);
    if (c->end < atoms->n)
        after = atoms->item[c->end].shape | (uint32_t)atoms->item[c->end].gap
                                                << 8;
    put2(f, 45, combine(atoms->item[i].word, right == 1),
         combine(after, (uint32_t)left));
    if (right == 1 && c->end < atoms->n && left <= WINDOW)
        put2(f, 46, text_hash(atoms, c->token, i),
             combine(atoms->item[i].word, after));
    if (right == 1 && c->end < atoms->n)
        put2(f, 47, atoms->item[i].word, atoms->item[c->end].word);
    put_abbreviation(f, atoms, c, i, after);
}

/* Whether a single quotation mark that opens stands in front of atom i, not
 * closed since: then the one at i may close it, after "readers" too. */
static bool in_single_quote(const struct truce_atoms *atoms, size_t i)
{
    enum { MAX_BACK = 60 };
    for (size_t k = i; k > 0 && i - k < MAX_BACK; k--) {
        const struct truce_atom *a = &atoms->item[k - 1];
        bool spaced = k < atoms->n && atoms->item[k].gap != GAP_NONE;
        if (a->mark == '\'' && !spaced)
            return a->gap != GAP_NONE ||
                   (k > 1 && strchr("([\"", atoms->item[k - 2].mark) &&
                    atoms->item[k - 2].mark);
        if (a->mark == '\'' || a->gap == GAP_PARAGRAPH)
            return false;
    }
    return false;
}

static uint32_t kind_of(const struct truce_atom *a)
{
    return a->shape & 31u;
}

/* The gaps on both sides of a hyphen: bound parts, and the case of the words
 * around it, as in "Kwok Ka-ki" and "L-band". */
static void put_hyphen(struct feats *f, const struct truce_atoms *atoms,
                       const struct truce_chunk *c, size_t i)
{
    size_t at = atoms->item[i].mark == '-' ? i : i - 1;
    const struct truce_atom *left = atom_at(atoms, c, at, -1);
    const struct truce_atom *right = atom_at(atoms, c, at, 1);
    const struct truce_atom *before =
        c->begin > 0 ? &atoms->item[c->begin - 1] : &nothing;
    uint32_t side = (at == i ? 0u : 1u) | (at - c->begin > 1 ? 2u : 0u) |
                    (c->end - at > 2 ? 4u : 0u) |
                    (c->last == SPLIT_JOIN ? 8u : 0u);
    uint32_t bound =
        (left->bound == PREFIX ? 1u : 0u) | (right->bound == SUFFIX ? 2u : 0u);
    uint32_t kinds = combine(kind_of(left), kind_of(right));
    put2(f, 66, combine(side, bound), 0);
    put2(f, 67, combine(side, bound), kinds);
    put2(f, 68, combine(side, kinds), kind_of(before));
}

/* What stands around the chunk: its place in the paragraph, the end of an
 * address in it, the quotation that may end here. */
static void put_place(struct feats *f, const struct truce_atoms *atoms,
                      const struct truce_chunk *c, size_t i)
{
    const struct truce_atom *left = &atoms->item[i - 1];
    const struct truce_atom *right = &atoms->item[i];
    uint32_t gap = atoms->item[c->begin].gap;
    uint32_t rest = c->end - i < 3 ? (uint32_t)(c->end - i) : 3;
    put2(f, 60, combine(gap, right->word), combine(left->shape & 7, rest));
    put2(f, 61, combine(gap, left->word), combine(right->shape & 7, rest));
    if (i == c->address_end && c->address < i)
        put2(f, 62, right->word, rest);
    put2(f, 70, combine(kind_of(left), kind_of(right)),
         combine(kind_of(atom_at(atoms, c, i, -2)),
                 kind_of(atom_at(atoms, c, i, 1))));
    put2(f, 71, combine(left->word, kind_of(right)), i - 1 == c->begin);
    put2(f, 72, combine(kind_of(left), right->word), rest);
    if (right->mark == '-' || left->mark == '-')
        put_hyphen(f, atoms, c, i);
    if (right->mark == '\'' || left->mark == '\'') {
        uint32_t open = in_single_quote(atoms, i);
        put2(f, 63, combine(open, right->word), combine(left->suffix, rest));
        put2(f, 64, combine(open, left->word), rest);
        put2(f, 65, combine(open, right->word), combine(left->shape, rest));
    }
}

static bool is_capitalised(const struct truce_atom *a)
{
    return (a->shape & 7) == LETTERS && (a->shape >> 3 & 3) != CASE_LOWER;
}

/* Whether the atoms from..to are single letters and stops in turn: "N.V",
 * "e.g"; a letter first and last. */
static bool stopped_letters(const struct truce_atoms *atoms, size_t from,
                            size_t to)
{
    if (to - from > WINDOW || (to - from) % 2 == 0)
        return false;
    for (size_t i = from; i < to; i++) {
        const struct truce_atom *a = &atoms->item[i];
        bool letter = (a->shape & 7) == LETTERS && a->shape >> 5 == 1;
        bool stop = a->mark == '.' && a->end - a->begin == 1;
        if ((i - from) % 2 ? !stop : !letter)
            return false;
    }
    return true;
}

bool truce_splitfeat_joins(const struct truce_atoms *atoms,
                           const struct truce_chunk *chunk, size_t i)
{
    const struct truce_atom *left = &atoms->item[i - 1];
    const struct truce_atom *stop = &atoms->item[i];
    size_t length = i - chunk->token;
    if (i > chunk->address && i < chunk->address_end)
        return true;
    if (stop->mark != '.' || stop->end - stop->begin != 1 || i + 1 < chunk->end)
        return false;
    if (length >= 3 && stopped_letters(atoms, chunk->token, i))
        return true;
    if (length != 1 || chunk->end >= atoms->n || chunk->begin == 0 ||
        atoms->item[chunk->end].gap != GAP_SPACE)
        return false;
    const struct truce_atom *next = &atoms->item[chunk->end];
    if (left->listed && (next->shape & 7) == DIGITS)
        return true;
    return initials(atoms, chunk->token, i) && stop->end - left->begin == 2 &&
           left->gap == GAP_SPACE &&
           is_capitalised(&atoms->item[chunk->begin - 1]) &&
           is_capitalised(next);
}

size_t truce_splitfeat_gap(const struct truce_atoms *atoms,
                           const struct truce_chunk *chunk, size_t i,
                           uint32_t *feats)
{
    struct feats f = {feats, 0, SPLIT_GAP_BUCKETS - 1};
    const struct truce_atom *l1 = atom_at(atoms, chunk, i, -1);
    const struct truce_atom *l2 = atom_at(atoms, chunk, i, -2);
    const struct truce_atom *l3 = atom_at(atoms, chunk, i, -3);
    const struct truce_atom *r1 = atom_at(atoms, chunk, i, 0);
    const struct truce_atom *r2 = atom_at(atoms, chunk, i, 1);
    const struct truce_atom *r3 = atom_at(atoms, chunk, i, 2);
    uint32_t last = (uint32_t)chunk->last,
             shapes = combine(l1->shape, r1->shape);
    put(&f, 1, 0);
    put(&f, 2, l1->word);
    put(&f, 3, r1->word);
    put(&f, 4, l2->word);
    put(&f, 5, r2->word);
    put2(&f, 6, l1->word, r1->word);
    put2(&f, 7, l1->word, r1->shape);
    put2(&f, 8, l1->shape, r1->word);
    put(&f, 9, shapes);
    put2(&f, 10, shapes, l2->shape);
    put2(&f, 11, shapes, r2->shape);
    put2(&f, 12, combine(shapes, l2->shape), r2->shape);
    put2(&f, 13, combine(l1->word, r1->word), l2->word);
    put2(&f, 14, combine(l1->word, r1->word), r2->word);
    put2(&f, 15, combine(l2->word, l1->word), combine(r1->word, r2->word));
    put2(&f, 16, combine(l1->word, r1->word), combine(l2->shape, r2->shape));
    put2(&f, 17, combine(l2->word, l1->word), r1->shape);
    put2(&f, 18, l1->shape, combine(r1->word, r2->word));
    put2(&f, 19, combine(l1->shape, l2->shape), combine(r1->word, r2->shape));
    put2(&f, 20, combine(l3->shape, l2->shape), combine(shapes, r2->shape));
    put2(&f, 21, combine(l2->shape, r3->shape), combine(shapes, r2->shape));
    put2(&f, 22, last, combine(l1->word, r1->word));
    put2(&f, 23, last, shapes);
    put2(&f, 24, combine(last, l1->word), r1->shape);
    put2(&f, 25, combine(last, l1->shape), r1->word);
    put2(&f, 26, combine(last, l2->word), combine(l1->word, r1->shape));
    put2(&f, 27, chunk->kind, combine(l1->word, r1->shape));
    put2(&f, 28, chunk->kind, combine(l1->shape, r1->word));
    put2(&f, 29, combine(chunk->kind, last), shapes);
    put2(&f, 30, chunk->kind, 0);
    put_chunk(&f, atoms, chunk, i);
    put_place(&f, atoms, chunk, i);
    return f.n;
}

void truce_splitfeat_piece(const struct truce_atoms *atoms, size_t from,
                           size_t to, struct truce_piece *out)
{
    const struct truce_atom *first = &atoms->item[from];
    const struct truce_atom *last = &atoms->item[to - 1];
    uint8_t shape = first->shape;
    uint8_t stopped = to - from > 1 && last->mark == '.';
    if (to - from > 1)
        shape = (uint8_t)((shape & 0x1f) |
                          (to - from < 4 ? (to - from) << 5 : 4u << 5));
    *out = (struct truce_piece){
        .begin = first->begin,
        .end = last->end,
        .word = to - from == 1
                    ? first->word
                    : text_hash(atoms, from, to - from > 12 ? from + 12 : to),
        .shape = shape,
        .mark = first->mark,
        .gap = first->gap,
        .listed = (uint8_t)(stopped + first->listed)};
}

void truce_splitfeat_advance(struct truce_ending *state,
                             const struct truce_piece *piece, bool ended)
{
    if (piece->gap == GAP_PARAGRAPH)
        state->in_quote = false;
    if (piece->mark == '"')
        state->in_quote = !state->in_quote;
    if (piece->mark == '(' || piece->mark == '[')
        state->depth++;
    if ((piece->mark == ')' || piece->mark == ']') && state->depth > 0)
        state->depth--;
    state->length++;
    if (ended)
        *state = (struct truce_ending){.in_quote = state->in_quote};
}

static const struct truce_piece no_piece = {0};

static const struct truce_piece *piece_at(const struct truce_piece *pieces,
                                          size_t n, size_t i, int offset)
{
    size_t at = i + (size_t)offset;
    return at < n ? &pieces[at] : &no_piece;
}

static uint32_t length_bin(size_t n)
{
    return n < 4    ? (uint32_t)n
           : n < 8  ? 4
           : n < 16 ? 5
           : n < 32 ? 6
           : n < 64 ? 7
                    : 8;
}

/* The nearest sentence mark among the last three tokens, and how far. */
static uint32_t last_stop(const struct truce_piece *pieces, size_t n, size_t i)
{
    for (int k = 1; k <= 3; k++) {
        uint8_t m = piece_at(pieces, n, i, -k)->mark;
        if (m == '.' || m == '!' || m == '?' || m == ':' || m == ';')
            return (uint32_t)m << 2 | (uint32_t)k;
    }
    return 0;
}

size_t truce_splitfeat_end(const struct truce_piece *pieces, size_t n, size_t i,
                           const struct truce_ending *state, uint32_t *feats)
{
    struct feats f = {feats, 0, SPLIT_END_BUCKETS - 1};
    const struct truce_piece *l1 = piece_at(pieces, n, i, -1);
    const struct truce_piece *l2 = piece_at(pieces, n, i, -2);
    const struct truce_piece *l3 = piece_at(pieces, n, i, -3);
    const struct truce_piece *r1 = piece_at(pieces, n, i, 0);
    const struct truce_piece *r2 = piece_at(pieces, n, i, 1);
    const struct truce_piece *r3 = piece_at(pieces, n, i, 2);
    uint32_t gap = r1->gap, length = length_bin(state->length);
    uint32_t stop = last_stop(pieces, n, i);
    uint32_t open = (state->in_quote ? 1u : 0u) | (state->depth ? 2u : 0u);
    put(&f, 1, gap);
    put2(&f, 2, l1->word, gap);
    put2(&f, 3, r1->word, gap);
    put2(&f, 4, l1->shape, combine(r1->shape, gap));
    put2(&f, 5, l1->word, combine(r1->shape, gap));
    put2(&f, 6, l1->shape, combine(r1->word, gap));
    put2(&f, 7, l1->word, combine(r1->word, gap));
    put2(&f, 8, combine(l2->word, l1->word), combine(r1->shape, gap));
    put2(&f, 9, combine(l2->shape, l1->word), combine(r1->shape, r2->shape));
    put2(&f, 10, combine(l2->shape, l1->shape), combine(r1->shape, r2->shape));
    put2(&f, 11, l1->word, combine(r1->word, r2->word));
    put2(&f, 12, combine(l1->word, l2->word), r1->word);
    put2(&f, 13, combine(stop, r1->shape), gap);
    put2(&f, 14, combine(stop, r1->word), gap);
    put2(&f, 15, combine(stop, open), combine(l1->mark, r1->shape));
    put2(&f, 16, combine(stop, open), combine(l1->mark, r1->mark));
    put2(&f, 17, combine(length, stop), combine(r1->shape, gap));
    put2(&f, 18, length, combine(l1->word, r1->shape));
    put2(&f, 19, combine(length, open), combine(l1->mark, r1->shape));
    put2(&f, 20, r1->word, r2->word);
    put2(&f, 21, l2->word, l1->word);
    put2(&f, 22, combine(l3->shape, l2->shape), combine(l1->word, r1->shape));
    put2(&f, 23, combine(r1->shape, r2->shape), combine(r3->shape, l1->word));
    put2(&f, 24, combine(r1->word, r2->word), combine(stop, gap));
    put2(&f, 25, combine(r1->shape, r2->word), combine(stop, gap));
    put2(&f, 26, combine(l1->word, gap), combine(r1->shape, r2->mark));
    put2(&f, 27, combine(l2->mark, l1->mark), combine(r1->mark, gap));
    put2(&f, 28, open, combine(l1->word, r1->word));
    put2(&f, 29, length, combine(l2->word, l1->word));
    put2(&f, 30, length, combine(stop, r1->word));
    put2(&f, 31, l2->word, combine(l1->mark, r1->shape));
    put2(&f, 32, l3->word, combine(l2->mark, l1->mark));
    put2(&f, 33, combine(l1->mark, r1->mark), combine(r2->shape, r2->gap));
    put2(&f, 34, combine(stop, r1->mark), combine(r2->shape, r2->gap));
    put2(&f, 35, combine(l1->listed, l1->shape), combine(r1->shape, gap));
    put2(&f, 36, combine(l1->listed, l1->shape), combine(r1->word, gap));
    return f.n;
}
