/* Loads the table of modal cues. */
#include "code/cues.h"

#include <string.h>

#include "base/io.h"
#include "base/limits.h"

static const char *const names[TRUCE_N_CUES] = {
#define TRUCE_CUE(id, name) name,
#include "code/cues.def"
#undef TRUCE_CUE
};

static int find_cue(struct truce_view name)
{
    for (int i = 0; i < TRUCE_N_CUES; i++)
        if (truce_view_eq_text(name, names[i]))
            return i;
    return -1;
}

static void set(struct truce_cues *cues, int cue, int embedded, int type,
                struct truce_view cameo)
{
    char *code = cues->cameo[cue][embedded];
    cues->type[cue][embedded] = (int8_t)type;
    if (cameo.len < sizeof cues->cameo[0][0] && !truce_view_eq_text(cameo, "-"))
        memcpy(code, cameo.ptr, cameo.len);
}

/* Lines with "*" fill what no line before them named. */
static bool read_line(struct truce_cues *cues,
                      bool known[TRUCE_N_CUES][TRUCE_N_PLOVER],
                      struct truce_view line)
{
    struct truce_view field[4], rest = line;
    int cue, type, embedded;
    for (int i = 0; i < 4; i++)
        if (!truce_view_split(&rest, '\t', &field[i]))
            return false;
    cue = find_cue(field[0]);
    type = truce_view_eq_text(field[2], "=")   ? TRUCE_CUE_SAME_TYPE
           : truce_view_eq_text(field[2], "-") ? TRUCE_CUE_DROP
                                               : truce_plover_find(field[2]);
    if (cue < 0 || (type < 0 && field[2].len != 1))
        return false;
    if (truce_view_eq_text(field[1], "*")) {
        for (int i = 0; i < TRUCE_N_PLOVER; i++)
            if (!known[cue][i])
                set(cues, cue, i, type, field[3]);
        return true;
    }
    embedded = truce_plover_find(field[1]);
    if (embedded < 0)
        return false;
    known[cue][embedded] = true;
    set(cues, cue, embedded, type, field[3]);
    return true;
}

int truce_cues_load(struct truce_cues *cues, const char *path,
                    struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_view rest, line;
    bool known[TRUCE_N_CUES][TRUCE_N_PLOVER] = {{false}};
    size_t number = 0;
    int rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    memset(cues, 0, sizeof *cues);
    memset(cues->type, TRUCE_CUE_DROP, sizeof cues->type);
    rest = truce_str_view(&text);
    while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line)) {
        number++;
        if (line.len == 0 || line.ptr[0] == '#' || read_line(cues, known, line))
            continue;
        rc = truce_err_set(err, TRUCE_EFORMAT,
                           "expected cue, act, type, CAMEO code: '%.*s'",
                           TRUCE_VIEW_ARG(line));
        truce_err_at(err, path, number, (size_t)-1);
    }
    truce_str_release(&text);
    return rc;
}
