/* Word features. Everything is hashed, so the model carries no strings for
 * them, and a form never seen in training still has its affixes and shape. */
#include "lang/wordfeat.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

struct norm {
    UChar32 lower[TRUCE_WF_MAX_CHARS + 2]; /* normalised, without markers */
    UChar32 cased[TRUCE_WF_MAX_CHARS + 2];
    int n;
};

static uint64_t mix(uint64_t h)
{
    h ^= h >> 33;
    h *= UINT64_C(0xff51afd7ed558ccd);
    h ^= h >> 33;
    h *= UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ (h >> 33);
}

uint64_t truce_wordfeat_hash(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < len; i++)
        h = (h ^ p[i]) * UINT64_C(0x100000001b3);
    return mix(h);
}

static UChar32 plain(UChar32 c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x201B:
    case 0x60:
    case 0xB4:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
        return '-';
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return 0x2014;
    case 0xA0:
        return ' ';
    default:
        return c;
    }
}

static void push(struct norm *norm, UChar32 c)
{
    if (norm->n >= TRUCE_WF_MAX_CHARS)
        return;
    norm->cased[norm->n] = c;
    norm->lower[norm->n++] = u_tolower(c);
}

static void normalise(struct norm *norm, const char *form, size_t len)
{
    norm->n = 0;
    for (size_t i = 0; i < len && norm->n < TRUCE_WF_MAX_CHARS;) {
        UChar32 c = plain((UChar32)truce_utf8_next(form, len, &i));
        if (c == 0x2026) {
            push(norm, '.');
            push(norm, '.');
            push(norm, '.');
        } else {
            push(norm, c);
        }
    }
    /* `` and '' are quotes in the treebanks */
    if (norm->n == 2 && norm->lower[0] == '\'' && norm->lower[1] == '\'') {
        norm->lower[0] = norm->cased[0] = '"';
        norm->n = 1;
    }
}

static uint64_t hash_chars(const UChar32 *c, int n, uint64_t seed)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325) ^ seed;
    for (int i = 0; i < n; i++)
        h = (h ^ (uint64_t)(uint32_t)c[i]) * UINT64_C(0x100000001b3);
    return mix(h);
}

static char char_class(UChar32 c)
{
    if (u_isdigit(c))
        return 'd';
    if (u_isupper(c) || u_istitle(c))
        return 'X';
    if (u_isalpha(c))
        return u_islower(c) ? 'x' : 'z'; /* z: scripts without case */
    return c < 128 ? (char)c : 'p';
}

/* "Aliyev" and "Baku" -> "Xx", "U.S." -> "X.X.", "2022" -> "dd", "9" -> "d":
 * runs longer than two count as two, the pattern is cut at 8. */
static uint8_t hash_shape(const struct norm *norm)
{
    char pattern[8];
    size_t used = 0;
    int run = 0;
    for (int i = 0; i < norm->n && used < sizeof pattern; i++) {
        char cls = char_class(norm->cased[i]);
        run = used && pattern[used - 1] == cls ? run + 1 : 1;
        if (run <= 2 && !(cls == 'x' && run > 1))
            pattern[used++] = cls;
    }
    return (uint8_t)(truce_wordfeat_hash(pattern, used) &
                     (TRUCE_WF_SHAPE_BUCKETS - 1));
}

static void add_affixes(struct truce_wordfeat *out, const UChar32 *c, int n)
{
    for (int k = 1; k <= 4 && k <= n; k++)
        out->affix[out->n_affix++] = (uint16_t)(hash_chars(c, k, (uint64_t)k) &
                                                (TRUCE_WF_AFFIX_BUCKETS - 1));
    for (int k = 1; k <= 5 && k <= n; k++)
        out->affix[out->n_affix++] =
            (uint16_t)(hash_chars(c + n - k, k, 64 + (uint64_t)k) &
                       (TRUCE_WF_AFFIX_BUCKETS - 1));
}

static void add_ngrams(struct truce_wordfeat *out, const UChar32 *c, int n)
{
    UChar32 marked[TRUCE_WF_MAX_CHARS + 2];
    marked[0] = '<';
    memcpy(marked + 1, c, (size_t)n * sizeof *c);
    marked[n + 1] = '>';
    int total = n + 2 < 3 ? 1 : n;
    for (int i = 0; i < total && out->n_ngram < TRUCE_WF_MAX_NGRAM; i++)
        out->ngram[out->n_ngram++] =
            (uint16_t)(hash_chars(marked + i, n + 2 < 3 ? n + 2 : 3, 128) &
                       (TRUCE_WF_NGRAM_BUCKETS - 1));
}

void truce_wordfeat_init(struct truce_wordfeat *out, const char *form,
                         size_t len)
{
    struct norm norm;
    memset(out, 0, sizeof *out);
    normalise(&norm, form, len);
    out->key = hash_chars(norm.lower, norm.n, 0);
    out->shape = hash_shape(&norm);
    for (int i = 0; i < norm.n; i++)
        if (u_isdigit(norm.lower[i])) {
            norm.lower[i] = '0';
            out->has_digit = 1;
        }
    out->digit_key = hash_chars(norm.lower, norm.n, 0);
    add_affixes(out, norm.lower, norm.n);
    add_ngrams(out, norm.lower, norm.n);
}
