/*
 * Words as the lexicon compares them: lower case, without accents,
 * apostrophes and full stops, cut at hyphens; so that "al-Assad", "Al Assad"
 * and "U.S." and "US" meet whatever the tokenizer did with them.
 */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "lexicon/lexicon_int.h"

/* Letters that Unicode does not decompose but news writers do. */
static const char *plain_letter(uint32_t c)
{
    switch (c) {
    case 0xF8:
        return "o";
    case 0x142:
        return "l";
    case 0x111:
    case 0xF0:
        return "d";
    case 0xDF:
        return "ss";
    case 0x131:
        return "i";
    case 0xE6:
        return "ae";
    case 0x153:
        return "oe";
    case 0x259:
        return "e";
    case 0xFE:
        return "th";
    default:
        return NULL;
    }
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2BC ||
           c == 0x2BB || c == 0x60 || c == 0xB4;
}

static size_t put(char *buf, size_t n, size_t size, const char *text,
                  size_t len)
{
    if (n + len >= size)
        return size;
    memcpy(buf + n, text, len);
    return n + len;
}

/* Appends the folded form of one character outside ASCII. */
static size_t fold_wide(uint32_t c, char *buf, size_t n, size_t size)
{
    c = (uint32_t)u_tolower((UChar32)c);
    const char *plain = plain_letter(c);
    if (plain)
        return put(buf, n, size, plain, strlen(plain));
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    UChar parts[8];
    int32_t len =
        nfd ? unorm2_getDecomposition(nfd, (UChar32)c, parts, 8, &status) : -1;
    char out[4];
    if (len <= 0 || U_FAILURE(status))
        return put(buf, n, size, out, truce_utf8_put(c, out));
    uint32_t base = parts[0];
    plain = plain_letter(base);
    if (plain)
        return put(buf, n, size, plain, strlen(plain));
    return put(buf, n, size, out, truce_utf8_put(base, out));
}

size_t lex_fold(struct truce_view word, char *buf, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < word.len && n < size;) {
        unsigned char b = (unsigned char)word.ptr[i];
        if (b < 0x80) {
            i++;
            if (b == '.' || b == '\'' || b == '`')
                continue;
            if (b >= 'A' && b <= 'Z')
                b = (unsigned char)(b + 32);
            char c = (char)b;
            n = put(buf, n, size, &c, 1);
            continue;
        }
        uint32_t c = truce_utf8_next(word.ptr, word.len, &i);
        if (!is_apostrophe(c) && u_charType((UChar32)c) != U_NON_SPACING_MARK)
            n = fold_wide(c, buf, n, size);
    }
    return n < size ? n : 0;
}

uint32_t lex_add_word(struct truce_lexicon *lexicon, struct truce_view folded)
{
    size_t fresh = lexicon->n_words + 1;
    bool added;
    const uint64_t *id;
    if (truce_grow(&lexicon->cues, &lexicon->cap_words, fresh + 1,
                   sizeof *lexicon->cues) ||
        truce_grow(&lexicon->roots, &lexicon->cap_roots, fresh + 1,
                   sizeof *lexicon->roots))
        return 0;
    id = truce_map_put(&lexicon->words, folded, fresh, &added);
    if (!id)
        return 0;
    if (added) {
        lexicon->n_words = fresh;
        lexicon->cues[fresh] = 0;
        lexicon->roots[fresh] = (struct lex_root){0, 0};
    }
    return (uint32_t)*id;
}

uint32_t lex_word(const struct truce_lexicon *lexicon, struct truce_view word)
{
    char buf[64];
    size_t len = lex_fold(word, buf, sizeof buf);
    if (!len)
        return 0;
    const uint64_t *id =
        truce_map_get(&lexicon->words, (struct truce_view){buf, len});
    return id ? (uint32_t)*id : 0;
}

bool lex_is_cue(const struct truce_lexicon *lexicon, struct truce_view word,
                uint16_t bits)
{
    return (lexicon->cues[lex_word(lexicon, word)] & bits) != 0;
}

/* 0: no capital; 1: the first letter is one; 2: all letters, at least two. */
static uint8_t capitals(struct truce_view form)
{
    size_t upper = 0, lower = 0, pos = 0;
    bool first = false;
    while (pos < form.len) {
        uint32_t c = truce_utf8_next(form.ptr, form.len, &pos);
        if (c < 0x80 ? (c >= 'A' && c <= 'Z') : u_isupper((UChar32)c)) {
            first |= !lower && !upper;
            upper++;
        } else if (c < 0x80 ? (c >= 'a' && c <= 'z') : u_islower((UChar32)c)) {
            lower++;
        }
    }
    if (upper > 1 && !lower)
        return 2;
    return first;
}

static bool is_hyphen(struct truce_view v)
{
    return truce_view_eq_text(v, "-") || truce_view_eq_text(v, "\u2013") ||
           truce_view_eq_text(v, "\u2010");
}

/* Nothing but punctuation. */
static bool is_stop(struct truce_view v)
{
    for (size_t pos = 0; pos < v.len;) {
        uint32_t c = truce_utf8_next(v.ptr, v.len, &pos);
        if (c >= 0x80 ? !u_ispunct((UChar32)c)
                      : (c >= '0' && c <= '9') ||
                            ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '&' ||
                            c == '$')
            return false;
    }
    return true;
}

/* Length of a possessive ending in bytes, 0: none. */
static size_t possessive_len(struct truce_view v)
{
    if (v.len > 2 && truce_view_ends(v, "'s"))
        return 2;
    if (v.len > 4 && truce_view_ends(v, "\u2019s"))
        return 4;
    if (v.len > 2 && truce_view_ends(v, "'"))
        return 1;
    if (v.len > 4 && truce_view_ends(v, "\u2019"))
        return 3;
    return 0;
}

static bool is_possessive(struct truce_view v)
{
    return truce_view_eq_text(v, "'s") || truce_view_eq_text(v, "\u2019s") ||
           truce_view_eq_text(v, "'") || truce_view_eq_text(v, "\u2019");
}

static void push(const struct truce_lexicon *lexicon, struct lex_atom atom,
                 struct lex_atom *atoms, size_t *n, size_t cap)
{
    if (*n >= cap || !atom.form.len)
        return;
    if (!atom.possessive && !atom.stop) {
        atom.word = lex_word(lexicon, atom.form);
        atom.caps = capitals(atom.form);
    }
    atoms[(*n)++] = atom;
}

void lex_atomise(const struct truce_lexicon *lexicon, struct truce_view form,
                 uint32_t token, struct lex_atom *atoms, size_t *n, size_t cap)
{
    struct lex_atom atom = {.form = form, .token = token};
    if (is_hyphen(form))
        return; /* the next atom knows from the token numbers */
    if (is_possessive(form)) {
        atom.possessive = true;
        push(lexicon, atom, atoms, n, cap);
        return;
    }
    if (is_stop(form)) {
        atom.stop = true;
        push(lexicon, atom, atoms, n, cap);
        return;
    }
    size_t tail = possessive_len(form);
    size_t end = form.len - tail, begin = 0;
    for (size_t i = 0; i <= end; i++) {
        if (i < end && form.ptr[i] != '-' && form.ptr[i] != '/')
            continue;
        atom.form = (struct truce_view){form.ptr + begin, i - begin};
        atom.hyphen = begin > 0;
        push(lexicon, atom, atoms, n, cap);
        begin = i + 1;
    }
    if (tail) {
        atom.form = (struct truce_view){form.ptr + end, tail};
        atom.possessive = true;
        atom.hyphen = false;
        push(lexicon, atom, atoms, n, cap);
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '_';
}

size_t lex_phrase(const struct truce_lexicon *lexicon, struct truce_view text,
                  struct lex_atom *atoms, size_t cap)
{
    size_t n = 0, i = 0;
    uint32_t token = 0;
    while (i < text.len) {
        while (i < text.len && is_space(text.ptr[i]))
            i++;
        size_t begin = i;
        if (i < text.len && strchr(",;:()[]\"!?", text.ptr[i])) {
            i++;
        } else {
            while (i < text.len && !is_space(text.ptr[i]) &&
                   !strchr(",;:()[]\"!?", text.ptr[i]))
                i++;
        }
        if (i > begin)
            lex_atomise(lexicon,
                        (struct truce_view){text.ptr + begin, i - begin},
                        token++, atoms, &n, cap);
    }
    return n;
}
