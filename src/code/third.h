/* Third parties of events: mediator, host, guarantor, observer, witness. */
#ifndef TRUCE_CODE_THIRD_H
#define TRUCE_CODE_THIRD_H

#include "code/slots.h"

enum { TRUCE_MAX_THIRD = 8 };

struct truce_thirds {
    struct truce_third items[TRUCE_MAX_THIRD];
    size_t n;
};

/* Finds the third parties of the whole document (code/mediators.h), so that
 * the slots of its events can leave them out. TRUCE_OK or TRUCE_ENOMEM. */
int truce_thirds_seek(struct truce_context *context);

/* Those that the scanned sentence names ("under Russian mediation",
 * "brokered by Qatar", "hosted by Egypt"), whatever the event. Needs
 * truce_thirds_seek. */
void truce_thirds_find(const struct truce_scan *scan,
                       struct truce_thirds *thirds);

/* Adds one unless it is there; a mediator wins over a host. */
void truce_thirds_add(struct truce_thirds *thirds, const char *role,
                      const struct truce_actor *actor);

/* Once all events are told: gives each third party to the acts that it was
 * third to, in its sentence or around it ("Norway mediated the talks." goes
 * to the talks told before), and takes out meetings that only named a role.
 * TRUCE_OK or TRUCE_ENOMEM. */
int truce_thirds_attach(struct truce_context *context);

/* Takes event number `at` out of the document. */
void truce_thirds_drop_event(struct truce_context *context, size_t at);

/* True for acts that parties do together: meetings, agreements, also what
 * they fail to agree on; praise is done alone. */
bool truce_third_joint(const struct truce_event *event);

#endif
