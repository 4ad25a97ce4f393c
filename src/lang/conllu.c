/*
 * CoNLL-U. The reader is strict on what later steps rely on (ten columns,
 * numbers in order, heads inside the sentence) and keeps the rest as it is.
 */
#include "lang/conllu.h"

#include <string.h>

enum { COLUMNS = 10, MAX_WORDS = 100000 };
enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

/* Growing arrays of the sentence being read. */
struct build {
    struct truce_conllu *out;
    struct truce_arena *arena;
    size_t cap_tokens, cap_misc, cap_surface, cap_surface_misc, cap_comments;
    size_t range_begin; /* first and last word of the open multiword token */
    size_t range_end;   /* (0-based, 1-based), 0 where none is open */
    bool range_space;
    size_t offset; /* bytes of text spelled so far */
};

static int bad(const struct truce_conllu_reader *reader, struct truce_err *err,
               const char *what)
{
    truce_err_set(err, TRUCE_EFORMAT, "%s", what);
    return truce_err_at(err, NULL, reader->line, (size_t)-1);
}

static bool next_line(struct truce_conllu_reader *reader,
                      struct truce_view *line)
{
    const char *start = reader->text.ptr + reader->pos;
    size_t left = reader->text.len - reader->pos;
    if (!left)
        return false;
    const char *end = memchr(start, '\n', left);
    line->ptr = start;
    line->len = end ? (size_t)(end - start) : left;
    reader->pos += line->len + (end ? 1 : 0);
    reader->line++;
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    return true;
}

static bool to_number(struct truce_view text, size_t *out)
{
    size_t n = 0;
    if (!text.len || text.len > 7)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        n = n * 10 + (size_t)(text.ptr[i] - '0');
    }
    *out = n;
    return true;
}

static bool space_after(struct truce_view misc)
{
    return truce_view_find(misc, TRUCE_VIEW("SpaceAfter=No")) == (size_t)-1;
}

static int grow_all(struct build *b)
{
    struct truce_conllu *out = b->out;
    size_t n = out->sentence.n_tokens;
    int rc = truce_arena_grow(b->arena, &out->sentence.tokens, n,
                              &b->cap_tokens, sizeof(struct truce_token));
    if (rc == TRUCE_OK)
        rc = truce_arena_grow(b->arena, &out->misc, n, &b->cap_misc,
                              sizeof *out->misc);
    if (rc == TRUCE_OK)
        rc = truce_arena_grow(b->arena, &out->surface, n, &b->cap_surface,
                              sizeof *out->surface);
    if (rc == TRUCE_OK)
        rc = truce_arena_grow(b->arena, &out->surface_misc, n,
                              &b->cap_surface_misc, sizeof *out->surface_misc);
    if (rc == TRUCE_OK && n >= MAX_WORDS)
        rc = TRUCE_ELIMIT;
    if (rc == TRUCE_OK) {
        out->surface[n] = (struct truce_view){NULL, 0};
        out->surface_misc[n] = TRUCE_VIEW("_");
    }
    return rc;
}

/* "3-4": a multiword token; its words follow. */
static int add_range(const struct truce_conllu_reader *reader, struct build *b,
                     const struct truce_view *field, struct truce_err *err)
{
    struct truce_view rest = field[ID], from, to;
    size_t first, last, n = b->out->sentence.n_tokens;
    truce_view_split(&rest, '-', &from);
    to = rest;
    if (!to_number(from, &first) || !to_number(to, &last) || first != n + 1 ||
        last <= first || last - first > 200 || b->range_end > n)
        return bad(reader, err, "wrong range of a multiword token");
    int rc = grow_all(b);
    if (rc < 0)
        return truce_err_set(err, rc, "out of memory");
    b->out->surface[n] = field[FORM];
    b->out->surface_misc[n] = field[MISC];
    b->range_begin = n;
    b->range_end = last;
    b->range_space = space_after(field[MISC]);
    return TRUCE_OK;
}

static void set_labels(const struct truce_view *field,
                       struct truce_token *token)
{
    int upos = truce_upos_find(field[UPOS]),
        rel = truce_rel_find(field[DEPREL]);
    token->upos = (uint8_t)(upos < 0 ? TRUCE_UPOS_X : upos);
    token->rel = (uint8_t)(rel < 0 ? TRUCE_REL_dep : rel);
    token->lemma = field[LEMMA];
    token->xpos = field[XPOS];
    if (!truce_view_eq_text(field[FEATS], "_"))
        token->feats = field[FEATS];
}

static int add_word(const struct truce_conllu_reader *reader, struct build *b,
                    const struct truce_view *field, struct truce_err *err)
{
    size_t n = b->out->sentence.n_tokens, id, head = 0;
    struct truce_view surface = {NULL, 0}, surface_misc = TRUCE_VIEW("_");
    bool opens = b->range_end > n && b->range_begin == n;
    if (!to_number(field[ID], &id) || id != n + 1)
        return bad(reader, err, "word numbers are not in order");
    if (!field[FORM].len)
        return bad(reader, err, "empty form");
    if (!truce_view_eq_text(field[HEAD], "_") && !to_number(field[HEAD], &head))
        return bad(reader, err, "the head is not a number");
    if (opens) {
        surface = b->out->surface[n];
        surface_misc = b->out->surface_misc[n];
    }
    int rc = grow_all(b);
    if (rc < 0)
        return truce_err_set(err, rc, "sentence too long or out of memory");
    b->out->surface[n] = surface;
    b->out->surface_misc[n] = surface_misc;
    b->out->misc[n] = field[MISC];
    struct truce_token *token = &b->out->sentence.tokens[n];
    *token = (struct truce_token){.form = field[FORM], .confidence = 1};
    token->head = (int32_t)head - 1;
    set_labels(field, token);
    token->space_after = id < b->range_end    ? false
                         : id == b->range_end ? b->range_space
                                              : space_after(field[MISC]);
    if (opens)
        token->mwt = (uint8_t)(b->range_end - n);
    token->begin = b->offset;
    token->end = b->offset + token->form.len;
    b->offset = token->end + (token->space_after ? 1 : 0);
    b->out->sentence.n_tokens++;
    return TRUCE_OK;
}

static int add_comment(struct build *b, struct truce_view line)
{
    struct truce_conllu *out = b->out;
    int rc = truce_arena_grow(b->arena, &out->comments, out->n_comments,
                              &b->cap_comments, sizeof *out->comments);
    if (rc < 0)
        return rc;
    out->comments[out->n_comments++] = line;
    if (truce_view_eq_text(line, "# newpar") ||
        truce_view_starts(line, "# newpar ") ||
        truce_view_starts(line, "# newdoc"))
        out->new_paragraph = true;
    return TRUCE_OK;
}

static int add_line(const struct truce_conllu_reader *reader, struct build *b,
                    struct truce_view line, struct truce_err *err)
{
    struct truce_view field[COLUMNS], rest = line;
    size_t n = 0;
    while (n < COLUMNS && truce_view_split(&rest, '\t', &field[n]))
        n++;
    if (n != COLUMNS || rest.ptr)
        return bad(reader, err, "a line needs ten columns between tabs");
    if (memchr(field[ID].ptr, '.', field[ID].len))
        return TRUCE_OK;
    if (memchr(field[ID].ptr, '-', field[ID].len))
        return add_range(reader, b, field, err);
    return add_word(reader, b, field, err);
}

static int finish(const struct truce_conllu_reader *reader, struct build *b,
                  struct truce_err *err)
{
    struct truce_sentence *s = &b->out->sentence;
    if (b->range_end > s->n_tokens)
        return bad(reader, err, "a multiword token lacks words");
    for (size_t i = 0; i < s->n_tokens; i++)
        if (s->tokens[i].head >= (int32_t)s->n_tokens)
            return bad(reader, err, "a head lies outside of the sentence");
    s->end = s->n_tokens ? s->tokens[s->n_tokens - 1].end : 0;
    return 1;
}

int truce_conllu_next(struct truce_conllu_reader *reader,
                      struct truce_arena *arena, struct truce_conllu *out,
                      struct truce_err *err)
{
    struct build b = {.out = out, .arena = arena};
    struct truce_view line;
    *out = (struct truce_conllu){0};
    while (next_line(reader, &line)) {
        int rc = TRUCE_OK;
        if (!line.len) {
            if (out->sentence.n_tokens)
                return finish(reader, &b, err);
            *out = (struct truce_conllu){0};
            b = (struct build){.out = out, .arena = arena};
        } else if (line.ptr[0] == '#') {
            rc = add_comment(&b, line);
        } else {
            rc = add_line(reader, &b, line, err);
        }
        if (rc < 0)
            return rc;
    }
    return out->sentence.n_tokens ? finish(reader, &b, err) : 0;
}

static void put_view(struct truce_str *out, struct truce_view view)
{
    if (view.len)
        truce_str_add(out, view.ptr, view.len);
    else
        truce_str_putc(out, '_');
}

static void put_number(struct truce_str *out, size_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    truce_str_add(out, digits + at, sizeof digits - at);
}

static void put_range(struct truce_str *out, size_t first, size_t words,
                      struct truce_view surface, struct truce_view misc)
{
    put_number(out, first + 1);
    truce_str_putc(out, '-');
    put_number(out, first + words);
    truce_str_putc(out, '\t');
    put_view(out, surface);
    truce_str_puts(out, "\t_\t_\t_\t_\t_\t_\t_\t");
    put_view(out, misc);
    truce_str_putc(out, '\n');
}

static void put_word(struct truce_str *out, size_t i,
                     const struct truce_token *token, struct truce_view misc)
{
    put_number(out, i + 1);
    truce_str_putc(out, '\t');
    put_view(out, token->form);
    truce_str_putc(out, '\t');
    put_view(out, token->lemma);
    truce_str_putc(out, '\t');
    truce_str_puts(out, truce_upos_name((enum truce_upos)token->upos));
    truce_str_putc(out, '\t');
    put_view(out, token->xpos);
    truce_str_putc(out, '\t');
    put_view(out, token->feats);
    truce_str_putc(out, '\t');
    put_number(out, (size_t)(token->head + 1));
    truce_str_putc(out, '\t');
    truce_str_puts(out, truce_rel_name((enum truce_rel)token->rel));
    truce_str_puts(out, "\t_\t");
    put_view(out, misc);
    truce_str_putc(out, '\n');
}

int truce_conllu_write(const struct truce_conllu *in, struct truce_str *out)
{
    const struct truce_sentence *s = &in->sentence;
    for (size_t i = 0; i < in->n_comments; i++) {
        truce_str_add(out, in->comments[i].ptr, in->comments[i].len);
        truce_str_putc(out, '\n');
    }
    for (size_t i = 0; i < s->n_tokens; i++) {
        if (s->tokens[i].mwt)
            put_range(out, i, s->tokens[i].mwt, in->surface[i],
                      in->surface_misc[i]);
        put_word(out, i, &s->tokens[i], in->misc[i]);
    }
    truce_str_putc(out, '\n');
    return out->failed ? TRUCE_ENOMEM : TRUCE_OK;
}

int truce_conllu_spell(const struct truce_sentence *s, struct truce_str *out)
{
    for (size_t i = 0; i < s->n_tokens; i++) {
        truce_str_add(out, s->tokens[i].form.ptr, s->tokens[i].form.len);
        if (s->tokens[i].space_after && i + 1 < s->n_tokens)
            truce_str_putc(out, ' ');
    }
    return out->failed ? TRUCE_ENOMEM : TRUCE_OK;
}

int truce_conllu_write_text(const struct truce_sentence *s, size_t number,
                            bool new_paragraph, struct truce_str *out)
{
    static const char no_space[] = "SpaceAfter=No";
    size_t inside = 0; /* words of the open multiword token still to come */
    if (new_paragraph)
        truce_str_puts(out, "# newpar\n");
    truce_str_puts(out, "# sent_id = ");
    put_number(out, number);
    truce_str_puts(out, "\n# text = ");
    truce_conllu_spell(s, out);
    truce_str_putc(out, '\n');
    for (size_t i = 0; i < s->n_tokens; i++) {
        const struct truce_token *t = &s->tokens[i];
        struct truce_view misc = TRUCE_VIEW("_");
        if (t->mwt) {
            const struct truce_token *last = t + t->mwt - 1;
            inside = t->mwt;
            put_range(out, i, t->mwt,
                      (struct truce_view){t->form.ptr, last->end - t->begin},
                      last->space_after ? misc : truce_view_of(no_space));
        }
        if (!inside && !t->space_after)
            misc = truce_view_of(no_space);
        put_word(out, i, t, misc);
        inside -= inside > 0;
    }
    truce_str_putc(out, '\n');
    return out->failed ? TRUCE_ENOMEM : TRUCE_OK;
}
