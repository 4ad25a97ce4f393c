/* Charts of forecasts, through Cairo. */
#ifndef TRUCE_FORECAST_CHART_H
#define TRUCE_FORECAST_CHART_H

#include "base/err.h"
#include "forecast/score.h"

/*
 * Writes a calibration chart to path (.svg or .png): a dot for each bin of
 * the forecast probability at the share of events that followed, as large as
 * its number of cases, with a 90% interval (Wilson 1927), and the diagonal.
 * `title` is UTF-8. TRUCE_OK, TRUCE_EUSAGE (other suffix), TRUCE_EIO,
 * TRUCE_EUNSUPPORTED (a build without Cairo).
 */
int truce_chart_calibration(const struct truce_reliability *table,
                            const char *title, const char *path,
                            struct truce_err *err);

#endif
