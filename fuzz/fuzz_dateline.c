/* Dates and datelines in any text. */
#include <stdlib.h>

#include "fuzz.h"
#include "read/dateline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct truce_view text = {(const char *)data, size};
    struct truce_date date;
    struct truce_date near = {2022, 11, 9};
    size_t len;
    if (truce_dateline_date(text, &date, NULL) == TRUCE_OK &&
        !truce_date_valid(date))
        abort();
    if (truce_dateline_parse(text, near, &date, &len, NULL) == TRUCE_OK &&
        (!truce_date_valid(date) || len > size))
        abort();
    return 0;
}
