#!/usr/bin/env python3
"""recalibrate.py DIR: would P(25 deaths or more) be better for being mended by
how past forecasts fared?

DIR is what `PROBABILITIES=1 KEEP=DIR bench/forecast.sh 1995 2021` left. Each
way is fitted, for each window from 1999 on, on the forecasts of earlier windows
whose outcomes were known by its origin (October of the year before) and on
nothing else. Prints Brier and log score and the farthest tenth of 100 cases.
  slope     intercept and slope of the log-odds; `age` 4: older windows weigh
            half every 4 years
  lead      the same, both moving with the lead
  state     the same, apart for series whose last month with 25 deaths is less
            than 3, 3 to 11, 12 to 59 or more months ago
  beta      beta calibration (Kull, Silva Filho and Flach 2017)
  isotonic  half of the way to a rising step function
  country   each country's own shift of the log-odds, by its past errors
"""
import bisect
import csv
import glob
import math
import os
import sys

FIRST = 1999
FLOOR = 0.002     # smaller p are left as they are
SPANS = ((1999, 2009), (2010, 2017), (2018, 2021))


class Row:
    """One forecast of a unit and month."""
    __slots__ = ('window', 'lead', 'unit', 'p', 'hit', 'state', 'x')


def log_odds(p):
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def sigmoid(z):
    return 1 / (1 + math.exp(-max(-30, min(30, z))))


def months_since(history, unit, window):
    """Months before November of the year before since one with 25 deaths."""
    last = (window - 1) * 12 + 10
    for age in range(60):
        if history.get((unit, last - age), 0) >= 25:
            return age
    return 60


def load(folder):
    history, actual, rows = {}, {}, []
    for name, into in (('history', history), ('actuals', actual)):
        with open(os.path.join(folder, name + '.csv'),
                  encoding='utf-8') as file:
            for row in csv.DictReader(file):
                year, month = row['month'].split('-')
                into[row['unit'], int(year) * 12 + int(month)] = \
                    float(row['deaths'])
    for path in sorted(glob.glob(os.path.join(folder, '[0-9]' * 4 + '.csv'))):
        window = int(os.path.basename(path)[:4])
        with open(path, encoding='utf-8') as file:
            for line in csv.DictReader(file):
                month = int(line['month'][5:])
                deaths = actual.get((line['unit'], window * 12 + month))
                if deaths is None:
                    continue
                row = Row()
                row.window, row.lead = window, month + 2
                row.unit, row.p = line['unit'], float(line['p25'])
                row.hit = deaths >= 25
                since = months_since(history, row.unit, window) \
                    if row.p > FLOOR else 60
                row.state = sum(since >= limit for limit in (3, 12, 60))
                rows.append(row)
    return rows


def solve(a, b):
    """a x = b by elimination; a is positive definite."""
    n = len(b)
    for i in range(n):
        for j in range(i + 1, n):
            f = a[j][i] / a[i][i]
            for k in range(i, n):
                a[j][k] -= f * a[i][k]
            b[j] -= f * b[i]
    for i in reversed(range(n)):
        b[i] = (b[i] - sum(a[i][k] * b[k] for k in range(i + 1, n))) / a[i][i]
    return b


def logistic(rows, weights, start, pull):
    """Logistic regression on row.x, held to `start` by a ridge."""
    n, beta = len(start), list(start)
    for _ in range(12):
        gradient = [pull * (s - b) for s, b in zip(start, beta)]
        hessian = [[pull * (i == j) for j in range(n)] for i in range(n)]
        for row, w in zip(rows, weights):
            p = sigmoid(sum(b * x for b, x in zip(beta, row.x)))
            v = w * p * (1 - p)
            for i in range(n):
                gradient[i] += w * (row.hit - p) * row.x[i]
                for j in range(i + 1):
                    hessian[i][j] += v * row.x[i] * row.x[j]
        for i in range(n):
            for j in range(i):
                hessian[j][i] = hessian[i][j]
        step = solve(hessian, gradient)
        beta = [b + s for b, s in zip(beta, step)]
        if max(abs(s) for s in step) < 1e-5:
            break
    return beta


def plain_columns(row):
    return [1, log_odds(row.p)]


def lead_columns(row):
    lead = (row.lead - 8.5) / 3.5
    return [1, log_odds(row.p), lead, lead * log_odds(row.p)]


def state_columns(row):
    out = [1, log_odds(row.p)]
    for state in range(3):
        out += [row.state == state, (row.state == state) * log_odds(row.p)]
    return out


def beta_columns(row):
    p = min(max(row.p, 1e-4), 1 - 1e-4)
    return [1, log_odds(p), math.log(p) + math.log(1 - p)]


def by_regression(columns):
    def way(past, now, weights):
        for row in past + now:
            row.x = columns(row)
        start = [0, 1] + [0] * (len(now[0].x) - 2)
        beta = logistic(past, weights, start, 5)
        return [sigmoid(sum(b * x for b, x in zip(beta, row.x)))
                for row in now]
    return way


def by_steps(past, now, weights):
    pairs = sorted(zip(past, weights), key=lambda pair: pair[0].p)
    blocks = []     # share, weight, first p
    for row, w in pairs:
        blocks.append([float(row.hit), w, row.p])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            share, weight, _ = blocks.pop()
            below = blocks[-1]
            below[0] = (below[0] * below[1] + share * weight) / \
                (below[1] + weight)
            below[1] += weight
    firsts = [block[2] for block in blocks]
    return [(row.p + blocks[max(0, bisect.bisect(firsts, row.p) - 1)][0]) / 2
            for row in now]


def by_country(past, now, weights):
    off, chance = {}, {}
    for row, w in zip(past, weights):
        off[row.unit] = off.get(row.unit, 0) + w * (row.hit - row.p)
        chance[row.unit] = chance.get(row.unit, 0) + w * row.p * (1 - row.p)
    return [sigmoid(log_odds(row.p) + 0.3 * off.get(row.unit, 0) /
                    (chance.get(row.unit, 0) + 6)) for row in now]


WAYS = (
    ('none', None, 0),
    ('slope', by_regression(plain_columns), 0),
    ('slope, age 4', by_regression(plain_columns), 4),
    ('lead', by_regression(lead_columns), 0),
    ('state', by_regression(state_columns), 0),
    ('state, age 6', by_regression(state_columns), 6),
    ('beta', by_regression(beta_columns), 0),
    ('isotonic', by_steps, 0),
    ('isotonic, age 6', by_steps, 6),
    ('country, age 8', by_country, 8),
)


def mend(rows, way, age):
    """{row index: p} of the windows from FIRST on."""
    out = {}
    clear = [i for i, row in enumerate(rows) if row.p > FLOOR]
    for window in sorted({row.window for row in rows}):
        if window < FIRST:
            continue
        # by the origin the year before has told of January to October
        past = [rows[i] for i in clear if rows[i].window < window - 1 or
                (rows[i].window == window - 1 and rows[i].lead <= 12)]
        at = [i for i in clear if rows[i].window == window]
        weights = [0.5 ** ((window - row.window) / age) if age else 1
                   for row in past]
        new = way(past, [rows[i] for i in at], weights)
        out.update(zip(at, new))
    return out


def judge(rows, mended, first, last):
    brier = log = count = 0
    n, p_sum, hits = [0] * 10, [0.0] * 10, [0] * 10
    for i, row in enumerate(rows):
        if not first <= row.window <= last:
            continue
        p = mended.get(i, row.p)
        tenth = min(9, int(p * 10))
        n[tenth] += 1
        p_sum[tenth] += p
        hits[tenth] += row.hit
        brier += (p - row.hit) ** 2
        log -= math.log(max(1e-6, p if row.hit else 1 - p))
        count += 1
    far = max(abs(hits[t] - p_sum[t]) / n[t] for t in range(10)
              if n[t] >= 100)
    return '%.4f %.4f %.3f' % (brier / count, log / count, far)


def main():
    rows = load(sys.argv[1])
    spans = SPANS + ((FIRST, 2021),)
    print('| way | ' + ' | '.join('%d-%d' % span for span in spans) + ' |')
    print('|' + ' --- |' * (len(spans) + 1))
    for name, way, age in WAYS:
        mended = mend(rows, way, age) if way else {}
        print('| %s | %s |' % (name, ' | '.join(
            judge(rows, mended, *span) for span in spans)), flush=True)


main()
