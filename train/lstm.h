/* One direction of a recurrent layer over a packed batch, with gradients. */
#ifndef TRUCE_TRAIN_LSTM_H
#define TRUCE_TRAIN_LSTM_H

#include "nn.h"

/* Time-major packing: sentences sorted by falling length; step t holds
 * count[t] rows from offset[t]; row b of every step is sentence b. */
struct pack {
    int steps, n;
    int *count, *offset;
};

struct lstm {
    struct param *wx, *wh, *b;
    int din, backward;
    /* of the batch */
    float *gates, *c, *tc, *hprev, *cprev;
    const float *mask; /* [sentences][NET_HID], recurrent dropout, or NULL */
};

/* x [n][din] -> h, rows of width ldh. */
void lstm_forward(struct lstm *l, const struct pack *pk, const float *x,
                  float *h, int ldh, struct pool *pool);
/* dh (rows of width ldh) is changed; adds to dx [n][din] and the gradients. */
void lstm_backward(struct lstm *l, const struct pack *pk, const float *x,
                   float *dh, int ldh, float *dx, struct pool *pool);

#endif
