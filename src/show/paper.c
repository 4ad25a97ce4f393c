/* Width, wrapping and bars; see paper.h. Display columns come from the UTF-8
 * tables of base, so that names with diacritics line up. */
#include <langinfo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "show/paper.h"

enum { MIN_WIDTH = 40, MAX_WIDTH = 200, PLAIN_WIDTH = 100 };

size_t truce_show_width(FILE *out)
{
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    struct winsize size;
    if (width <= 0 && isatty(fileno(out)) &&
        ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    if (width <= 0)
        width = PLAIN_WIDTH;
    if (width < MIN_WIDTH)
        width = MIN_WIDTH;
    return width > MAX_WIDTH ? MAX_WIDTH : (size_t)width;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static struct truce_view skip_space(struct truce_view text)
{
    while (text.len && is_space(*text.ptr)) {
        text.ptr++;
        text.len--;
    }
    return text;
}

/* Bytes of `text` that fit into `width` columns, at least one character. */
static size_t fit_bytes(struct truce_view text, size_t width)
{
    size_t pos = 0;
    while (pos < text.len) {
        size_t next = pos;
        truce_utf8_next(text.ptr, text.len, &next);
        if (pos > 0 &&
            truce_utf8_width((struct truce_view){text.ptr, next}) > width)
            break;
        pos = next;
    }
    return pos;
}

bool truce_show_line(struct truce_view *rest, size_t width,
                     struct truce_view *line)
{
    struct truce_view text = skip_space(*rest);
    size_t fits;
    size_t cut;
    if (text.len == 0)
        return false;
    fits = fit_bytes(text, width);
    cut = fits;
    if (fits < text.len && !is_space(text.ptr[fits])) {
        while (cut > 0 && !is_space(text.ptr[cut - 1]))
            cut--;
        if (cut == 0)
            cut = fits; /* one word wider than the line */
    }
    *rest = (struct truce_view){text.ptr + cut, text.len - cut};
    *line = truce_view_trim((struct truce_view){text.ptr, cut});
    return true;
}

/* Line ends and tabs become blanks, so that wrapping alone decides. */
static void put_folded(FILE *out, struct truce_view line)
{
    bool blank = false;
    for (size_t i = 0; i < line.len; i++) {
        if (is_space(line.ptr[i])) {
            blank = true;
            continue;
        }
        if (blank)
            fputc(' ', out);
        blank = false;
        fputc(line.ptr[i], out);
    }
}

void truce_show_wrap(FILE *out, struct truce_view text, const char *first,
                     const char *rest, size_t width)
{
    const char *lead = first;
    struct truce_view line;
    bool any = false;
    for (;;) {
        size_t used = truce_utf8_width(truce_view_of(lead));
        size_t room = width > used + 10 ? width - used : 10;
        if (!truce_show_line(&text, room, &line))
            break;
        fputs(lead, out);
        put_folded(out, line);
        fputc('\n', out);
        lead = rest;
        any = true;
    }
    if (!any)
        fprintf(out, "%s\n", first);
}

void truce_show_bar(struct truce_str *out, double value, size_t cells)
{
    bool utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
    size_t full = 0;
    if (!isnan(value))
        full = (size_t)lround(fmin(fmax(value, 0), 1) * (double)cells);
    for (size_t i = 0; i < cells; i++) {
        if (isnan(value))
            truce_str_putc(out, ' ');
        else if (utf8)
            truce_str_puts(out, i < full ? "\u2588" : "\u2591");
        else
            truce_str_putc(out, i < full ? '#' : '.');
    }
}

void truce_show_pad(FILE *out, size_t used, size_t columns)
{
    for (; used < columns; used++)
        fputc(' ', out);
}
