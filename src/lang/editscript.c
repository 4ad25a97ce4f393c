/* Lemma edit scripts. English lemmas differ from forms at the end and in case,
 * so a suffix rule covers all but some 150 irregular words of the treebanks. */
#include "lang/editscript.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

/* Cases the form as the script's letter says; returns bytes written or 0. */
static size_t recase(char *out, size_t size, char how, const char *form,
                     size_t len)
{
    size_t used = 0;
    for (size_t i = 0; i < len;) {
        size_t start = i;
        UChar32 c = (UChar32)truce_utf8_next(form, len, &i);
        if (how == 'l' || (how == 'c' && start > 0))
            c = u_tolower(c);
        if (used + 4 >= size)
            return 0;
        used += truce_utf8_put((uint32_t)c, out + used);
    }
    out[used] = '\0';
    return used;
}

/* Characters to cut from `cased` so that it becomes a prefix of `lemma`;
 * `*keep` receives the bytes kept. */
static int chars_to_cut(const char *cased, const char *lemma, size_t *keep)
{
    size_t k = 0, n = strlen(cased);
    while (cased[k] && cased[k] == lemma[k])
        k++;
    while (k > 0 && k < n && ((unsigned char)cased[k] & 0xC0) == 0x80)
        k--;
    int cut = 0;
    for (size_t i = k; i < n; i++)
        cut += ((unsigned char)cased[i] & 0xC0) != 0x80;
    *keep = k;
    return cut;
}

int truce_editscript_make(char *out, const char *form, const char *lemma)
{
    static const char cases[] = "lkc";
    char cased[256], best = 0;
    int best_cut = 10;
    size_t best_keep = 0, lemma_len = strlen(lemma);
    for (const char *how = cases; *how; how++) {
        size_t keep;
        if (!recase(cased, sizeof cased, *how, form, strlen(form)))
            continue;
        int cut = chars_to_cut(cased, lemma, &keep);
        if (cut < best_cut && (keep > 0 || cut == 0)) {
            best = *how;
            best_cut = cut;
            best_keep = keep;
        }
    }
    size_t tail = best ? lemma_len - best_keep : lemma_len;
    if (tail + 3 > TRUCE_EDIT_MAX)
        return -1;
    if (!best || best_cut > 7) {
        out[0] = '=';
        memcpy(out + 1, lemma, lemma_len + 1);
        return 0;
    }
    out[0] = best;
    out[1] = (char)('0' + best_cut);
    memcpy(out + 2, lemma + best_keep, tail + 1);
    return 0;
}

static size_t copy_cut(char *out, size_t size, const char *text, size_t len)
{
    if (len >= size)
        len = size - 1;
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
        len--;
    memcpy(out, text, len);
    out[len] = '\0';
    return len;
}

size_t truce_editscript_apply(char *out, size_t size, const char *script,
                              const char *form, size_t len)
{
    if (script[0] == '=')
        return copy_cut(out, size, script + 1, strlen(script + 1));
    size_t used = 0;
    if (script[0] && script[1] >= '0' && script[1] <= '9')
        used = recase(out, size, script[0], form, len);
    if (!used)
        return copy_cut(out, size, form, len);
    for (int cut = script[1] - '0'; cut > 0; cut--) {
        if (!used)
            return copy_cut(out, size, form, len);
        do
            used--;
        while (used > 0 && ((unsigned char)out[used] & 0xC0) == 0x80);
    }
    size_t tail = strlen(script + 2);
    if (used + tail == 0 || used + tail >= size)
        return copy_cut(out, size, form, len);
    memcpy(out + used, script + 2, tail + 1);
    return used + tail;
}
