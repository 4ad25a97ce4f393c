/* The library's version; see truce.h. */
#include "truce.h"

const char *truce_version(void)
{
    return TRUCE_VERSION;
}
