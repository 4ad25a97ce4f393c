/* UTF-8; see utf8.h. */
#include "base/utf8.h"

#include <unicode/uchar.h>

/* Length of the sequence that byte b starts, 0 when it starts none. */
static size_t sequence_length(unsigned char b)
{
    if (b < 0x80)
        return 1;
    if (b >= 0xC2 && b <= 0xDF)
        return 2;
    if (b >= 0xE0 && b <= 0xEF)
        return 3;
    if (b >= 0xF0 && b <= 0xF4)
        return 4;
    return 0;
}

/* Decodes a whole sequence; 0xFFFFFFFF when it is not valid. */
static uint32_t decode(const unsigned char *s, size_t n)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t c = n == 1 ? s[0] : (uint32_t)s[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return UINT32_MAX;
        c = c << 6 | (s[i] & 0x3Fu);
    }
    if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return UINT32_MAX;
    return c;
}

uint32_t truce_utf8_next(const char *text, size_t len, size_t *pos)
{
    const unsigned char *s = (const unsigned char *)text + *pos;
    size_t n = sequence_length(s[0]);
    uint32_t c = UINT32_MAX;
    if (n && n <= len - *pos)
        c = decode(s, n);
    if (c == UINT32_MAX) {
        *pos += 1;
        return 0xFFFD;
    }
    *pos += n;
    return c;
}

size_t truce_utf8_check(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;
    while (i < len) {
        size_t n = sequence_length(s[i]);
        if (n == 0 || n > len - i || decode(s + i, n) == UINT32_MAX)
            break;
        i += n;
    }
    return i;
}

size_t truce_utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

static size_t char_width(UChar32 c)
{
    int east = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    int type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
        type == U_FORMAT_CHAR || type == U_CONTROL_CHAR)
        return 0;
    return east == U_EA_WIDE || east == U_EA_FULLWIDTH ? 2 : 1;
}

size_t truce_utf8_width(struct truce_view text)
{
    size_t width = 0;
    size_t pos = 0;
    while (pos < text.len) {
        uint32_t c = truce_utf8_next(text.ptr, text.len, &pos);
        width += c >= 0x20 && c < 0x7F ? 1 : char_width((UChar32)c);
    }
    return width;
}
