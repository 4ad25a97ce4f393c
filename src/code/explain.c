/* Explanations for people: the same scan that codes, printed. */
#include "code/explain.h"

#include <string.h>

#include "code/extract.h"
#include "code/kind.h"
#include "code/refs.h"
#include "code/scan.h"

static void print_tree(const struct truce_scan *scan, int32_t token, int depth,
                       FILE *out)
{
    const struct truce_token *t = truce_tree_token(&scan->tree, token);
    fprintf(out, "    %*s%.*s  %s %s%s\n", 2 * depth, "",
            TRUCE_VIEW_ARG(t->form), truce_upos_name((enum truce_upos)t->upos),
            truce_rel_name((enum truce_rel)t->rel),
            scan->actors[token] == 2 ? "  (actor)" : "");
    for (int32_t c = scan->tree.first[token]; c >= 0; c = scan->tree.next[c])
        if (truce_tree_rel(&scan->tree, c) != TRUCE_REL_punct)
            print_tree(scan, c, depth + 1, out);
}

static void print_actors(const struct truce_scan *scan, FILE *out)
{
    fputs("  actors\n", out);
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_actor *a = &scan->mentions[i].actor;
        fprintf(out, "    %.*s: %s%s%s%s%s%s%s\n", TRUCE_VIEW_ARG(a->text),
                a->code ? a->code : "no code", a->sector ? " " : "",
                a->sector ? a->sector : "", a->name ? ", " : "",
                a->name ? a->name : "", a->why ? "; " : "",
                a->why ? a->why : "");
    }
    if (scan->n_mentions == 0)
        fputs("    none\n", out);
}

static void print_clause(const struct truce_clause *clause, FILE *out)
{
    static const struct {
        const char *word;
        size_t offset;
    } flags[] = {
        {"negated", offsetof(struct truce_clause, negated)},
        {"will", offsetof(struct truce_clause, will)},
        {"must", offsetof(struct truce_clause, must)},
        {"may", offsetof(struct truce_clause, may)},
        {"can", offsetof(struct truce_clause, can)},
        {"conditional", offsetof(struct truce_clause, conditional)},
        {"question", offsetof(struct truce_clause, questioned)},
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (*(const bool *)((const char *)clause + flags[i].offset))
            fprintf(out, ", %s", flags[i].word);
}

static void print_frame(const struct truce_scan *scan, const char *what,
                        const struct truce_match *match, FILE *out)
{
    const struct truce_frame *frame = match->frame;
    if (!frame)
        return;
    fprintf(out, "      %s %s, score %.2f\n", what, frame->id,
            (double)match->score);
    if (frame->example)
        fprintf(out, "        example: %s\n        pattern: %s\n",
                frame->example, truce_frame_pattern(frame, scan->arena));
}

static void print_candidate(const struct truce_scan *scan,
                            const struct truce_candidate *c, FILE *out)
{
    fprintf(out, "    '%.*s': %s",
            TRUCE_VIEW_ARG(truce_tree_token(&scan->tree, c->token)->form),
            c->type >= 0 ? truce_plover_name((enum truce_plover)c->type)
            : c->dropped ? "no event (cue)"
                         : "no event");
    fprintf(out, ", clause depth %.1f", (double)c->clause.depth);
    print_clause(&c->clause, out);
    if (c->inner >= 0)
        fprintf(
            out, ", takes '%.*s' as its act",
            TRUCE_VIEW_ARG(
                truce_tree_token(&scan->tree, scan->candidates[c->inner].token)
                    ->form));
    if (c->outer >= 0)
        fputs(", told inside another act", out);
    fputc('\n', out);
    print_frame(scan, "frame", &c->match, out);
    print_frame(scan, c->is_cue ? "cue (decided)" : "cue", &c->cue, out);
}

static void print_names(const char *role, const struct truce_actors *actors,
                        FILE *out)
{
    fprintf(out, "      %s: ", role);
    for (size_t i = 0; i < actors->n; i++)
        fprintf(out, "%s%.*s (%s%s%s)", i ? ", " : "",
                TRUCE_VIEW_ARG(actors->items[i].text),
                actors->items[i].code ? actors->items[i].code : "no code",
                actors->items[i].sector ? " " : "",
                actors->items[i].sector ? actors->items[i].sector : "");
    fputs(actors->n ? "\n" : "nobody\n", out);
}

enum { MAX_REASONS = 3 };

/* The strongest features of an event, for and against it. */
struct reasons {
    size_t trigger; /* byte, with the type: of which event */
    enum truce_plover type;
    struct truce_feature feature[2][MAX_REASONS];
    double weight[2][MAX_REASONS]; /* falling, 0: none */
};

/* An act that was found and not told. */
struct omission {
    size_t sentence, token;
    const char *why;
};

struct watcher {
    const struct truce_coder *coder;
    struct truce_arena *arena;
    struct reasons *all; /* [n] */
    size_t n, cap;
    struct omission *omitted; /* [n_omitted] */
    size_t n_omitted, omitted_cap;
    int rc;
};

static void keep_omission(void *payload, size_t sentence, size_t token,
                          const char *why)
{
    struct watcher *watcher = payload;
    if (truce_arena_grow(watcher->arena, &watcher->omitted, watcher->n_omitted,
                         &watcher->omitted_cap,
                         sizeof *watcher->omitted) != TRUCE_OK)
        watcher->rc = TRUCE_ENOMEM;
    else
        watcher->omitted[watcher->n_omitted++] =
            (struct omission){sentence, token, why};
}

static void print_omitted(const struct watcher *watcher,
                          const struct truce_sentence *sentence, size_t index,
                          FILE *out)
{
    for (size_t i = 0; i < watcher->n_omitted; i++) {
        const struct omission *o = &watcher->omitted[i];
        if (o->sentence == index)
            fprintf(out, "    '%.*s' left out: %s\n",
                    TRUCE_VIEW_ARG(sentence->tokens[o->token].form), o->why);
    }
}

static void keep_reason(struct reasons *reasons,
                        const struct truce_feature *feature, double weight)
{
    int side = weight < 0;
    double size = side ? -weight : weight;
    size_t at = MAX_REASONS;
    while (at > 0 && size > reasons->weight[side][at - 1])
        at--;
    for (size_t i = MAX_REASONS - 1; i > at; i--) {
        reasons->weight[side][i] = reasons->weight[side][i - 1];
        reasons->feature[side][i] = reasons->feature[side][i - 1];
    }
    if (at < MAX_REASONS) {
        reasons->weight[side][at] = size;
        reasons->feature[side][at] = *feature;
    }
}

/* What all events share explains none. */
static bool tells(enum truce_feature_name name)
{
    return name != TRUCE_FEATURE_bias;
}

static void watch(void *payload, const struct truce_event *event,
                  const struct truce_features *features)
{
    struct watcher *w = payload;
    struct reasons *reasons;
    double parts[TRUCE_MAX_FEATURES];
    if (w->rc == TRUCE_OK)
        w->rc = truce_arena_grow(w->arena, &w->all, w->n, &w->cap,
                                 sizeof *w->all);
    if (w->rc != TRUCE_OK)
        return;
    reasons = &w->all[w->n++];
    memset(reasons, 0, sizeof *reasons);
    reasons->trigger = event->trigger_begin;
    reasons->type = event->type;
    truce_confidence_parts(&w->coder->confidence, features, parts);
    for (size_t i = 0; i < features->n; i++)
        if (tells(features->items[i].name))
            keep_reason(reasons, &features->items[i], parts[i]);
}

static const struct reasons *reasons_of(const struct watcher *w,
                                        const struct truce_event *event)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->all[i].trigger == event->trigger_begin &&
            w->all[i].type == event->type)
            return &w->all[i];
    return NULL;
}

static void print_reasons(const struct reasons *reasons, FILE *out)
{
    static const char *const sides[] = {"for it", "against it"};
    for (int side = 0; side < 2 && reasons; side++) {
        if (reasons->weight[side][0] < 0.05)
            continue;
        fprintf(out, "      %s: ", sides[side]);
        for (size_t i = 0;
             i < MAX_REASONS && reasons->weight[side][i] >= 0.05; i++) {
            const struct truce_feature *f = &reasons->feature[side][i];
            fprintf(out, "%s%s %.*s%s%.*s%s%.*s%s%.*s (%.2f)", i ? ", " : "",
                    truce_feature_name(f->name), TRUCE_VIEW_ARG(f->value),
                    f->more.ptr ? " " : "", TRUCE_VIEW_ARG(f->more),
                    f->also.ptr ? " & " : "", TRUCE_VIEW_ARG(f->also),
                    f->also_more.ptr ? " " : "", TRUCE_VIEW_ARG(f->also_more),
                    reasons->weight[side][i]);
        }
        fputc('\n', out);
    }
}

static void print_event(const struct truce_event *event,
                        const struct reasons *reasons, FILE *out)
{
    char date[TRUCE_DATE_SIZE];
    fprintf(out, "    %s%s%s, CAMEO %s, %s, confidence %.2f\n",
            truce_plover_name(event->type), event->mode ? "/" : "",
            event->mode ? event->mode : "",
            event->cameo ? event->cameo : "none",
            truce_modality_name(event->modality), event->confidence);
    print_reasons(reasons, out);
    print_names("source", &event->source, out);
    print_names("target", &event->target, out);
    for (size_t i = 0; i < event->n_third; i++)
        fprintf(out, "      %s: %.*s (%s)\n", event->third[i].role,
                TRUCE_VIEW_ARG(event->third[i].actor.text),
                event->third[i].actor.code ? event->third[i].actor.code
                                           : "no code");
    fprintf(out, "      slots from %s\n", event->slots_from);
    if (truce_date_known(event->date))
        fprintf(out, "      date %s%s%.*s%s\n",
                truce_date_format(event->date, date),
                event->date_text.ptr ? " from '" : " (dateline)",
                TRUCE_VIEW_ARG(event->date_text),
                event->date_text.ptr ? "'" : "");
    if (event->place.text.ptr)
        fprintf(out, "      place %.*s%s%s\n",
                TRUCE_VIEW_ARG(event->place.text),
                event->place.country ? ", " : "",
                event->place.country ? event->place.country : "");
}

static int explain_sentence(const struct truce_context *context,
                            const struct watcher *watcher, size_t index,
                            FILE *out)
{
    const struct truce_sentence *s = &context->out->text.sentences[index];
    struct truce_scan scan;
    bool told = false;
    int rc = truce_scan_sentence(&scan, context, index);
    if (rc != TRUCE_OK)
        return rc;
    fprintf(out, "%s%.*s\n", index ? "\n" : "", (int)(s->end - s->begin),
            context->document->text.ptr + s->begin);
    fputs("  tree\n", out);
    if (scan.tree.root >= 0)
        print_tree(&scan, scan.tree.root, 0, out);
    print_actors(&scan, out);
    fputs("  predicates with frames\n", out);
    for (size_t i = 0; i < scan.n; i++)
        print_candidate(&scan, &scan.candidates[i], out);
    if (scan.n == 0)
        fputs("    none\n", out);
    fputs("  coded as\n", out);
    for (size_t i = 0; i < context->out->n_events; i++)
        if (context->out->events[i].span.sentence == index) {
            print_event(&context->out->events[i],
                        reasons_of(watcher, &context->out->events[i]), out);
            told = true;
        }
    if (!told)
        fputs("    no event\n", out);
    print_omitted(watcher, s, index, out);
    return TRUCE_OK;
}

static void print_kind(const struct truce_context *context, FILE *out)
{
    if (context->coder->min_confidence != 0 || context->coder->petrarch.n)
        return;
    if (context->kind >= TRUCE_KIND_SHORT)
        fputs("text too short to tell its kind", out);
    else
        fprintf(out, "text %s news (log odds %.1f)",
                context->kind < 0 ? "unlike" : "like", context->kind);
    fprintf(out, ": events are told from confidence %.2f\n\n",
            context->floor);
}

int truce_explain(const struct truce_coder *coder,
                  const struct truce_document *document, size_t sentence,
                  FILE *out, struct truce_err *err)
{
    struct truce_coder_scratch *scratch = NULL;
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_coded coded;
    struct watcher watcher = {.coder = coder, .arena = &arena};
    struct truce_context context = {.coder = coder,
                                    .document = document,
                                    .arena = &arena,
                                    .out = &coded,
                                    .watch = watch,
                                    .left_out = keep_omission,
                                    .payload = &watcher};
    int rc = truce_coder_scratch_new(coder, &scratch);
    if (rc == TRUCE_OK)
        rc = truce_coder__run(&context, scratch, err);
    if (rc == TRUCE_OK)
        rc = watcher.rc;
    if (rc == TRUCE_OK)
        rc = truce_refs_mentions(&context);
    if (rc == TRUCE_OK && sentence != SIZE_MAX &&
        sentence >= coded.text.n_sentences)
        rc = truce_err_set(err, TRUCE_ERANGE, "no sentence %zu, only %zu",
                           sentence, coded.text.n_sentences);
    if (rc == TRUCE_OK)
        print_kind(&context, out);
    if (rc == TRUCE_OK)
        for (size_t i = 0; rc == TRUCE_OK && i < coded.text.n_sentences; i++)
            if (sentence == SIZE_MAX || sentence == i)
                rc = explain_sentence(&context, &watcher, i, out);
    truce_coder_scratch_free(scratch);
    truce_arena_release(&arena);
    return rc;
}
