/* Calibration charts; see chart.h. */
#include "forecast/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

#ifdef TRUCE_WITH_CAIRO
#include <cairo-svg.h>
#include <cairo.h>

/* Picture and plot area, in points. */
#define WIDTH 480.0
#define HEIGHT 510.0
#define LEFT 62.0
#define TOP 46.0
#define SIDE 390.0

static double at_x(double p)
{
    return LEFT + p * SIDE;
}

static double at_y(double p)
{
    return TOP + (1 - p) * SIDE;
}

static void label(cairo_t *cr, double x, double y, double align,
                  const char *text)
{
    cairo_text_extents_t size;
    cairo_text_extents(cr, text, &size);
    cairo_move_to(cr, x - align * size.x_advance, y);
    cairo_show_text(cr, text);
}

static void draw_axes(cairo_t *cr, const char *title)
{
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_line_width(cr, 0.6);
    cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                           CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, 11);
    for (int i = 0; i <= 5; i++) {
        double p = i / 5.0;
        char text[8];
        snprintf(text, sizeof text, "%.1f", p);
        cairo_set_source_rgb(cr, 0.88, 0.88, 0.88);
        cairo_move_to(cr, at_x(p), at_y(0));
        cairo_line_to(cr, at_x(p), at_y(1));
        cairo_move_to(cr, at_x(0), at_y(p));
        cairo_line_to(cr, at_x(1), at_y(p));
        cairo_stroke(cr);
        cairo_set_source_rgb(cr, 0.25, 0.25, 0.25);
        label(cr, at_x(p), at_y(0) + 16, 0.5, text);
        label(cr, at_x(0) - 7, at_y(p) + 4, 1, text);
    }
    label(cr, at_x(0.5), at_y(0) + 36, 0.5, "forecast probability");
    cairo_set_font_size(cr, 8.5);
    label(cr, at_x(0.5), at_y(0) + 56, 0.5,
          "numbers: unit-months behind a point; bars: 90% of what chance would "
          "do were these independent");
    cairo_set_font_size(cr, 11);
    cairo_save(cr);
    cairo_move_to(cr, 18, at_y(0.5) + 62);
    cairo_rotate(cr, -M_PI / 2);
    cairo_show_text(cr, "share that came about");
    cairo_restore(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_set_font_size(cr, 13);
    label(cr, at_x(0), TOP - 18, 0, title);
}

/* Wilson's interval at 90% for `share` of n. */
static void wilson(double share, double n, double *low, double *high)
{
    double z = 1.6449, z2 = z * z;
    double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
    double half =
        z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    *low = fmax(0, centre - half);
    *high = fmin(1, centre + half);
}

static void draw_bins(cairo_t *cr, const struct truce_reliability *table)
{
    cairo_set_source_rgb(cr, 0.5, 0.5, 0.5);
    cairo_set_line_width(cr, 1);
    cairo_move_to(cr, at_x(0), at_y(0));
    cairo_line_to(cr, at_x(1), at_y(1));
    cairo_stroke(cr);
    cairo_set_source_rgb(cr, 0.10, 0.32, 0.55);
    cairo_set_font_size(cr, 9);
    for (size_t i = 0; i < TRUCE_RELIABILITY_BINS; i++) {
        double n = (double)table->n[i], low, high;
        char text[32];
        if (!table->n[i])
            continue;
        wilson(table->observed[i], n, &low, &high);
        cairo_move_to(cr, at_x(table->forecast[i]), at_y(low));
        cairo_line_to(cr, at_x(table->forecast[i]), at_y(high));
        cairo_stroke(cr);
        cairo_arc(cr, at_x(table->forecast[i]), at_y(table->observed[i]),
                  2 + log10(n), 0, 2 * M_PI);
        cairo_fill(cr);
        snprintf(text, sizeof text, "%zu", table->n[i]);
        label(cr, at_x(table->forecast[i]) + 8,
              at_y(table->observed[i]) + (table->observed[i] < 0.05 ? -6 : 12),
              0, text);
    }
}

static cairo_surface_t *open_surface(const char *path, bool svg)
{
    return svg ? cairo_svg_surface_create(path, WIDTH, HEIGHT)
               : cairo_image_surface_create(
                     CAIRO_FORMAT_RGB24, (int)(2 * WIDTH), (int)(2 * HEIGHT));
}

int truce_chart_calibration(const struct truce_reliability *table,
                            const char *title, const char *path,
                            struct truce_err *err)
{
    bool svg = truce_view_ends(truce_view_of(path), ".svg");
    cairo_surface_t *surface;
    cairo_status_t status;
    cairo_t *cr;
    if (!svg && !truce_view_ends(truce_view_of(path), ".png"))
        return truce_err_set(err, TRUCE_EUSAGE,
                             "cannot draw '%s': .svg or .png expected", path);
    surface = open_surface(path, svg);
    cr = cairo_create(surface);
    if (!svg)
        cairo_scale(cr, 2, 2);
    draw_axes(cr, title);
    draw_bins(cr, table);
    status = cairo_status(cr);
    cairo_destroy(cr);
    if (status == CAIRO_STATUS_SUCCESS && !svg)
        status = cairo_surface_write_to_png(surface, path);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS
               ? TRUCE_OK
               : truce_err_set(err, TRUCE_EIO, "cannot write '%s': %s", path,
                               cairo_status_to_string(status));
}

#else

int truce_chart_calibration(const struct truce_reliability *table,
                            const char *title, const char *path,
                            struct truce_err *err)
{
    (void)table, (void)title;
    return truce_err_set(err, TRUCE_EUNSUPPORTED,
                         "cannot draw '%s': charts are not in this build",
                         path);
}
#endif
