/*
 * truce: the public C API. Opaque handles; int results (0 or a negative
 * enum truce_code); out-parameters named `out`.
 */
#ifndef TRUCE_H
#define TRUCE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Version of the library, "X.Y.Z". Static string, borrowed. */
const char *truce_version(void);

#ifdef __cplusplus
}
#endif

#endif
