/* Acts of imported events; see acts.h. */
#include "import/acts.h"

#include <math.h>

#include "code/coded.h"

void truce_import_event_init(struct truce_import_row *row)
{
    struct truce_import_event *event = &row->as.event;
    row->kind = TRUCE_IMPORT_EVENT;
    event->goldstein = event->lat = event->lon = event->confidence = NAN;
    event->best = event->low = event->high = -1;
}

void truce_import_act_row(const struct truce_cameo *act,
                          struct truce_import_event *event)
{
    event->cameo = truce_view_of(act->code);
    event->type = act->type;
    event->mode = act->mode;
    event->contexts = truce_view_of(act->contexts);
    event->goldstein = act->goldstein;
    event->quad = act->type ? truce_cameo_quad(event->cameo) : 0;
}

bool truce_import_act(const struct truce_import_line *line,
                      struct truce_view code, struct truce_import_event *event)
{
    const struct truce_cameo *act = truce_cameo_find(line->tables->cameo, code);
    if (act)
        truce_import_act_row(act, event);
    return act != NULL;
}

bool truce_import_plover(struct truce_view name,
                         struct truce_import_event *event)
{
    for (int i = 0; i < TRUCE_N_PLOVER; i++) {
        const char *type = truce_plover_name((enum truce_plover)i);
        if (truce_view_eq_nocase(name, truce_view_of(type))) {
            event->type = type;
            event->quad = truce_plover_quad((enum truce_plover)i);
            return true;
        }
    }
    return false;
}
