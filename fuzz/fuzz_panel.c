/* Any bytes as a table of unit, month, deaths. */
#include <math.h>
#include <stdlib.h>

#include "fuzz.h"
#include "series/panel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct truce_view csv = {(const char *)data, size};
    struct truce_panel panel;
    if (truce_panel_parse(csv, "fuzz", TRUCE_PANEL_ANY_MONTH, &panel, NULL,
                          NULL) != TRUCE_OK)
        return 0;
    for (size_t i = 0; i < panel.n_units * panel.n_months; i++)
        if (panel.deaths[i] < 0 || isinf(panel.deaths[i]))
            abort();
    truce_panel_release(&panel);
    return 0;
}
