/* The heads: arcs and labels (Dozat and Manning 2017, the label scorer with a
 * sum and a product instead of a tensor), tags, lemma scripts. */
#include <stdlib.h>
#include <string.h>

#include "graph.h"

static float *affine(struct net *net, const struct batch *batch,
                     const float *in, int width, int w, int b)
{
    int n = batch->pk.n, cols = net->p[w].cols;
    float *out = pool_get(&net->pool, (size_t)n * (size_t)cols);
    if (b >= 0)
        for (int r = 0; r < n; r++)
            memcpy(out + (size_t)r * (size_t)cols, net->p[b].w,
                   (size_t)cols * sizeof *out);
    gemm_nn(n, cols, width, in, width, net->p[w].w, cols, 1.f, out, cols);
    return out;
}

static void affine_add(struct net *net, const struct batch *batch,
                       const float *in, int width, int w, float *out)
{
    int cols = net->p[w].cols;
    gemm_nn(batch->pk.n, cols, width, in, width, net->p[w].w, cols, 1.f, out,
            cols);
}

/* Gradients of y = x W + b; dx may be NULL, b -1. */
static void affine_back(struct net *net, const struct batch *batch,
                        const float *in, int width, int w, int b,
                        const float *dy, float *dx)
{
    int n = batch->pk.n, cols = net->p[w].cols;
    gemm_tn(width, cols, n, in, width, dy, cols, 1.f, net->p[w].g, cols);
    if (b >= 0)
        for (int r = 0; r < n; r++)
            for (int k = 0; k < cols; k++)
                net->p[b].g[k] += dy[(size_t)r * (size_t)cols + (size_t)k];
    if (dx)
        gemm_nt(n, width, cols, dy, cols, net->p[w].w, cols, 1.f, dx, width);
}

static float *relu_drop(struct net *net, const struct batch *batch, float *x,
                        size_t n)
{
    float *mask = pool_get(&net->pool, n);
    dropout_mask(&net->rng, mask, n, batch->drop.hidden);
    for (size_t i = 0; i < n; i++) {
        if (x[i] <= 0)
            mask[i] = 0;
        x[i] *= mask[i];
    }
    return mask;
}

static int row_of(const struct batch *batch, int sent, int pos)
{
    return batch->pk.offset[pos] + sent;
}

static void gather(const struct batch *batch, int s, const float *from,
                   float *to, int width)
{
    for (int i = 0; i < batch->sent[s]->n; i++)
        memcpy(to + (size_t)i * (size_t)width,
               from + (size_t)row_of(batch, s, i) * (size_t)width,
               (size_t)width * sizeof *to);
}

static void scatter_add(const struct batch *batch, int s, const float *from,
                        float *to, int width)
{
    for (int i = 0; i < batch->sent[s]->n; i++) {
        float *dst = to + (size_t)row_of(batch, s, i) * (size_t)width;
        for (int k = 0; k < width; k++)
            dst[k] += from[(size_t)i * (size_t)width + (size_t)k];
    }
}

/* The heads of a sentence: the root's vector, then each word's. */
static float *head_rows(struct net *net, const struct batch *batch, int s)
{
    int n = batch->sent[s]->n;
    float *hd = pool_get(&net->pool, (size_t)(n + 1) * NET_ARC);
    memcpy(hd, net->p[P_arc_root].w, NET_ARC * sizeof *hd);
    gather(batch, s, batch->arc_head, hd + NET_ARC, NET_ARC);
    return hd;
}

static void score_arcs(struct net *net, struct batch *batch, int s)
{
    int n = batch->sent[s]->n;
    float *dep = pool_get(&net->pool, (size_t)n * NET_ARC);
    float *du = pool_get(&net->pool, (size_t)n * NET_ARC);
    float *score = pool_get(&net->pool, (size_t)n * (size_t)(n + 1));
    gather(batch, s, batch->arc_dep, dep, NET_ARC);
    float *hd = head_rows(net, batch, s);
    for (int i = 0; i < n; i++)
        memcpy(du + (size_t)i * NET_ARC, net->p[P_arc_hb].w,
               NET_ARC * sizeof *du);
    gemm_nn(n, NET_ARC, NET_ARC, dep, NET_ARC, net->p[P_arc_u].w, NET_ARC, 1.f,
            du, NET_ARC);
    gemm_nt(n, n + 1, NET_ARC, du, NET_ARC, hd, NET_ARC, 0.f, score, n + 1);
    for (int i = 0; i < n; i++) {
        float *row = score + (size_t)i * (size_t)(n + 1);
        for (int j = 0; j < n; j++)
            row[j + 1] += net->p[P_arc_dist].w[net_dist_bin(i, j)];
        row[i + 1] = -1e9f;
    }
    batch->arc[s] = score;
}

void heads_forward(struct net *net, struct batch *batch)
{
    const float *h0 = batch->h[0], *h1 = batch->h[1];
    size_t n = (size_t)batch->pk.n;
    batch->arc_dep = affine(net, batch, h1, NET_OUT, P_arc_dep_w, P_arc_dep_b);
    batch->mask_arc = relu_drop(net, batch, batch->arc_dep, n * NET_ARC);
    batch->arc_head =
        affine(net, batch, h1, NET_OUT, P_arc_head_w, P_arc_head_b);
    batch->lab_dep = affine(net, batch, h1, NET_OUT, P_lab_dep_w, P_lab_dep_b);
    batch->lab_head = affine(net, batch, h1, NET_OUT, P_lab_head_w, -1);
    batch->tag = affine(net, batch, h1, NET_OUT, P_tag_w1, P_tag_b);
    affine_add(net, batch, h0, NET_OUT, P_tag_w0, batch->tag);
    batch->mask_tag = relu_drop(net, batch, batch->tag, n * NET_TAG);
    batch->upos = affine(net, batch, batch->tag, NET_TAG, P_upos_w, P_upos_b);
    batch->xpos = affine(net, batch, batch->tag, NET_TAG, P_xpos_w, P_xpos_b);
    batch->lem = affine(net, batch, batch->x, NET_IN, P_lem_wx, P_lem_b);
    affine_add(net, batch, h0, NET_OUT, P_lem_w0, batch->lem);
    batch->mask_lem = relu_drop(net, batch, batch->lem, n * NET_LEM);
    batch->script =
        affine(net, batch, batch->lem, NET_LEM, P_script_w, P_script_b);
    for (int s = 0; s < batch->n_sent; s++)
        score_arcs(net, batch, s);
}

void gold_heads(const struct batch *batch, int *head)
{
    for (int r = 0; r < batch->pk.n; r++)
        head[r] = batch->sent[batch->sent_of[r]]->item[batch->pos_of[r]].head;
}

static const float *label_head(const struct net *net, const struct batch *batch,
                               int row, int head)
{
    if (head == 0)
        return net->p[P_lab_root].w;
    return batch->lab_head +
           (size_t)row_of(batch, batch->sent_of[row], head - 1) * NET_LAB;
}

void net_labels(struct net *net, struct batch *batch, const int *head)
{
    size_t n = (size_t)batch->pk.n;
    batch->lab_in = pool_get(&net->pool, n * 2 * NET_LAB);
    batch->mask_lab = pool_get(&net->pool, n * 2 * NET_LAB);
    dropout_mask(&net->rng, batch->mask_lab, n * 2 * NET_LAB,
                 batch->drop.hidden);
    for (int r = 0; r < batch->pk.n; r++) {
        const float *d = batch->lab_dep + (size_t)r * NET_LAB;
        const float *h = label_head(net, batch, r, head[r]);
        float *in = batch->lab_in + (size_t)r * 2 * NET_LAB;
        float *mask = batch->mask_lab + (size_t)r * 2 * NET_LAB;
        for (int k = 0; k < NET_LAB; k++) {
            float sum = d[k] + h[k];
            if (sum <= 0)
                mask[k] = 0;
            in[k] = sum * mask[k];
            in[NET_LAB + k] = d[k] * h[k] * mask[NET_LAB + k];
        }
    }
    batch->label = affine(net, batch, batch->lab_in, 2 * NET_LAB, P_lab_out_w,
                          P_lab_out_b);
}

/* Turns logits into the gradient of the cross entropy; returns the loss. With
 * a teacher the target is (1 - a) gold + a teacher. */
static double softmax_loss(float *x, int n, int gold, const float *teacher,
                           float a, float weight)
{
    float max = x[0], sum = 0;
    double loss;
    if (gold < 0) {
        memset(x, 0, (size_t)n * sizeof *x);
        return 0;
    }
    for (int k = 1; k < n; k++)
        max = x[k] > max ? x[k] : max;
    for (int k = 0; k < n; k++)
        sum += x[k] = fast_exp(x[k] - max);
    loss = -log((double)(x[gold] / sum) + 1e-12);
    for (int k = 0; k < n; k++) {
        float target = teacher ? a * teacher[k] : 0.f;
        if (k == gold)
            target += teacher ? 1.f - a : 1.f;
        x[k] = weight * (x[k] / sum - target);
    }
    return loss;
}

static const float *teacher_row(const struct batch *batch, int row, int which,
                                int width)
{
    if (!batch->soft)
        return NULL;
    const struct soft *s = &batch->soft[batch->sent_of[row]];
    const float *base = which == 0 ? s->upos : which == 1 ? s->xpos : s->label;
    return base ? base + (size_t)batch->pos_of[row] * (size_t)width : NULL;
}

static void token_losses(struct net *net, struct batch *batch, float weight,
                         struct losses *losses)
{
    const struct net_counts *c = &net->count;
    for (int r = 0; r < batch->pk.n; r++) {
        const struct item *it =
            &batch->sent[batch->sent_of[r]]->item[batch->pos_of[r]];
        size_t row = (size_t)r;
        float a = batch->soft_weight;
        losses->upos += softmax_loss(
            batch->upos + row * (size_t)c->n_upos, c->n_upos, it->upos,
            teacher_row(batch, r, 0, c->n_upos), a, weight);
        losses->xpos += softmax_loss(
            batch->xpos + row * (size_t)c->n_xpos, c->n_xpos, it->xpos,
            teacher_row(batch, r, 1, c->n_xpos), a, weight);
        losses->script +=
            softmax_loss(batch->script + row * (size_t)c->n_script, c->n_script,
                         it->script, NULL, 0, weight);
        losses->label += softmax_loss(
            batch->label + row * (size_t)c->n_label, c->n_label, it->label,
            teacher_row(batch, r, 2, c->n_label), a, weight);
    }
}

static void arcs_back(struct net *net, struct batch *batch, int s, float weight,
                      float *ddep, float *dhead, struct losses *losses)
{
    const struct sentence *sent = batch->sent[s];
    int n = sent->n;
    float *score = batch->arc[s];
    const float *teacher = batch->soft ? batch->soft[s].arc : NULL;
    for (int i = 0; i < n; i++) {
        size_t at = (size_t)i * (size_t)(n + 1);
        losses->arc += softmax_loss(score + at, n + 1, sent->item[i].head,
                                    teacher ? teacher + at : NULL,
                                    batch->soft_weight, weight);
        for (int j = 0; j < n; j++)
            if (j != i)
                net->p[P_arc_dist].g[net_dist_bin(i, j)] +=
                    score[at + 1 + (size_t)j];
    }
    float *dep = pool_get(&net->pool, (size_t)n * NET_ARC);
    float *du = pool_get(&net->pool, (size_t)n * NET_ARC);
    float *dh = pool_get(&net->pool, (size_t)(n + 1) * NET_ARC);
    gather(batch, s, batch->arc_dep, dep, NET_ARC);
    float *hd = head_rows(net, batch, s);
    gemm_nn(n, NET_ARC, n + 1, score, n + 1, hd, NET_ARC, 0.f, du, NET_ARC);
    /* du is now the gradient of dep U + hb; rebuild that for the heads */
    float *mid = pool_get(&net->pool, (size_t)n * NET_ARC);
    for (int i = 0; i < n; i++)
        memcpy(mid + (size_t)i * NET_ARC, net->p[P_arc_hb].w,
               NET_ARC * sizeof *mid);
    gemm_nn(n, NET_ARC, NET_ARC, dep, NET_ARC, net->p[P_arc_u].w, NET_ARC, 1.f,
            mid, NET_ARC);
    gemm_tn(n + 1, NET_ARC, n, score, n + 1, mid, NET_ARC, 0.f, dh, NET_ARC);
    gemm_tn(NET_ARC, NET_ARC, n, dep, NET_ARC, du, NET_ARC, 1.f,
            net->p[P_arc_u].g, NET_ARC);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < NET_ARC; k++)
            net->p[P_arc_hb].g[k] += du[(size_t)i * NET_ARC + (size_t)k];
    for (int k = 0; k < NET_ARC; k++)
        net->p[P_arc_root].g[k] += dh[k];
    scatter_add(batch, s, dh + NET_ARC, dhead, NET_ARC);
    gemm_nt(n, NET_ARC, NET_ARC, du, NET_ARC, net->p[P_arc_u].w, NET_ARC, 0.f,
            mid, NET_ARC);
    scatter_add(batch, s, mid, ddep, NET_ARC);
}

static void labels_back(struct net *net, struct batch *batch, const int *head,
                        const float *din, float *ddep, float *dhead)
{
    for (int r = 0; r < batch->pk.n; r++) {
        size_t row = (size_t)r;
        const float *d = batch->lab_dep + row * NET_LAB;
        const float *h = label_head(net, batch, r, head[r]);
        const float *mask = batch->mask_lab + row * 2 * NET_LAB;
        const float *g = din + row * 2 * NET_LAB;
        float *dd = ddep + row * NET_LAB;
        float *dh = head[r] == 0
                        ? net->p[P_lab_root].g
                        : dhead + (size_t)row_of(batch, batch->sent_of[r],
                                                 head[r] - 1) *
                                      NET_LAB;
        for (int k = 0; k < NET_LAB; k++) {
            float sum = g[k] * mask[k];
            float prod = g[NET_LAB + k] * mask[NET_LAB + k];
            dd[k] += sum + prod * h[k];
            dh[k] += sum + prod * d[k];
        }
    }
}

static void times(float *restrict x, const float *restrict m, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] *= m[i];
}

static void parser_back(struct net *net, struct batch *batch, float weight,
                        const int *head, float *dh1, struct losses *losses)
{
    size_t n = (size_t)batch->pk.n;
    struct pool *pool = &net->pool;
    float *ddep = pool_get(pool, n * NET_ARC);
    float *dhead = pool_get(pool, n * NET_ARC);
    for (int s = 0; s < batch->n_sent; s++)
        arcs_back(net, batch, s, weight, ddep, dhead, losses);
    times(ddep, batch->mask_arc, n * NET_ARC);
    affine_back(net, batch, batch->h[1], NET_OUT, P_arc_dep_w, P_arc_dep_b,
                ddep, dh1);
    affine_back(net, batch, batch->h[1], NET_OUT, P_arc_head_w, P_arc_head_b,
                dhead, dh1);
    float *din = pool_get(pool, n * 2 * NET_LAB);
    float *dld = pool_get(pool, n * NET_LAB);
    float *dlh = pool_get(pool, n * NET_LAB);
    affine_back(net, batch, batch->lab_in, 2 * NET_LAB, P_lab_out_w,
                P_lab_out_b, batch->label, din);
    labels_back(net, batch, head, din, dld, dlh);
    affine_back(net, batch, batch->h[1], NET_OUT, P_lab_dep_w, P_lab_dep_b, dld,
                dh1);
    affine_back(net, batch, batch->h[1], NET_OUT, P_lab_head_w, -1, dlh, dh1);
}

void heads_backward(struct net *net, struct batch *batch, float *dh[2],
                    float *dx, struct losses *losses)
{
    size_t n = (size_t)batch->pk.n;
    struct pool *pool = &net->pool;
    float weight = 1.f / (float)batch->n_sent;
    int *head = malloc(n * sizeof *head);
    gold_heads(batch, head);
    net_labels(net, batch, head);
    token_losses(net, batch, weight, losses);
    parser_back(net, batch, weight, head, dh[1], losses);
    float *dtag = pool_get(pool, n * NET_TAG);
    affine_back(net, batch, batch->tag, NET_TAG, P_upos_w, P_upos_b,
                batch->upos, dtag);
    affine_back(net, batch, batch->tag, NET_TAG, P_xpos_w, P_xpos_b,
                batch->xpos, dtag);
    times(dtag, batch->mask_tag, n * NET_TAG);
    affine_back(net, batch, batch->h[1], NET_OUT, P_tag_w1, P_tag_b, dtag,
                dh[1]);
    affine_back(net, batch, batch->h[0], NET_OUT, P_tag_w0, -1, dtag, dh[0]);
    float *dlem = pool_get(pool, n * NET_LEM);
    affine_back(net, batch, batch->lem, NET_LEM, P_script_w, P_script_b,
                batch->script, dlem);
    times(dlem, batch->mask_lem, n * NET_LEM);
    affine_back(net, batch, batch->x, NET_IN, P_lem_wx, P_lem_b, dlem, dx);
    affine_back(net, batch, batch->h[0], NET_OUT, P_lem_w0, -1, dlem, dh[0]);
    free(head);
}
