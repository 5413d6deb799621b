#include "check/face.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Columns of a terminal that a source line may take. */
#define WINDOW 60
/* Most related places that are told. */
#define NOTES 6

gboolean
mz_face_shows(const MzChecks *checks, const MzFinding *finding, const MzFaceOptions *options)
{
    if (finding->severity < options->least || (finding->suppressed != NULL && !options->suppressed))
        return FALSE;
    return !checks->unread || finding->severity == MZ_SEVERITY_ERROR || finding->kind == MZ_FINDING_EXTRACTION;
}

static const char *
colour_of(MzSeverity severity)
{
    static const char *const colours[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
    return colours[severity];
}

static void
append_place(GString *out, const char *path, MzSpan span, gboolean colour)
{
    g_string_append(out, colour ? "\033[1m" : "");
    g_string_append(out, path);
    if (span.line > 0)
        g_string_append_printf(out, ":%u:%u", span.line, span.start + 1);
    g_string_append_printf(out, ":%s ", colour ? "\033[0m" : "");
}

/* The code points [start, end) of a line with tabs as two blanks; returns their width on a terminal. */
static guint
append_part(GString *out, const char *line, guint start, guint end)
{
    const char *from = line + mz_text_offset(line, start), *to = line + mz_text_offset(line, end);
    gsize before = out->len;
    for (const char *c = from; c < to; c++) {
        if (*c == '\t')
            g_string_append(out, "  ");
        else
            g_string_append_c(out, *c);
    }
    return mz_text_width(out->str + before, (gssize)(out->len - before));
}

/* How many code points before `start` fit in `width` columns. */
static guint
reach_back(const char *line, guint start, guint width)
{
    guint from = start;
    while (from > 0) {
        const char *at = line + mz_text_offset(line, from - 1);
        if (mz_text_width(at, (gssize)(mz_text_offset(line, start) - mz_text_offset(line, from - 1))) > width)
            break;
        from--;
    }
    return from;
}

static guint
reach_on(const char *line, guint end, guint count, guint width)
{
    guint to = end;
    while (to < count && mz_text_width(line + mz_text_offset(line, end),
                                       (gssize)(mz_text_offset(line, to + 1) - mz_text_offset(line, end))) <= width)
        to++;
    return to;
}

/* The source line, cut to a window around the span, and carets under it. */
static void
append_source(GString *out, const MzReport *report, MzSpan span, gboolean colour)
{
    if (span.line == 0 || span.line > report->n_lines)
        return;
    const char *line = report->lines[span.line - 1];
    guint count = mz_text_count(line, -1);
    guint start = MIN(span.start, count), end = CLAMP(span.end, start, count);
    gboolean has_caret = end > start;
    guint from = reach_back(line, start, WINDOW / 2), to = reach_on(line, end, count, has_caret ? WINDOW / 2 : WINDOW);
    g_string_append_printf(out, "%6u | %s", span.line, from > 0 ? "… " : "");
    guint indent = from > 0 ? 2 : 0;
    indent += append_part(out, line, from, start);
    guint width = append_part(out, line, start, end);
    append_part(out, line, end, to);
    g_string_append(out, to < count ? " …\n" : "\n");
    if (!has_caret)
        return;
    g_string_append_printf(out, "       | %*s%s^", (int)indent, "", colour ? "\033[1;32m" : "");
    for (guint i = 1; i < width; i++)
        g_string_append_c(out, '~');
    g_string_append(out, colour ? "\033[0m\n" : "\n");
}

static void
append_related(GString *out, const char *path, const MzFinding *finding, gboolean colour)
{
    for (guint i = 0; i < MIN(finding->n_related, NOTES); i++) {
        const MzEvidence *related = &finding->related[i];
        append_place(out, path, related->span, colour);
        g_string_append_printf(out, "%snote:%s %s %s", colour ? colour_of(MZ_SEVERITY_NOTE) : "",
                               colour ? "\033[0m" : "", mz_lang() == MZ_LANG_ZH ? related->zh : related->en,
                               related->value[0] != '\0' ? related->value : mz_tr("空白", "blank"));
        if (related->check != NULL)
            g_string_append_printf(out, " [%s]", related->check);
        g_string_append_c(out, '\n');
    }
    if (finding->n_related > NOTES)
        g_string_append_printf(out, mz_tr("%s: note: 另有 %u 处\n", "%s: note: %u more places\n"), path,
                               finding->n_related - NOTES);
}

void
mz_face_text(GString *out, const char *path, const MzChecks *checks, const MzFaceOptions *options)
{
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        if (!mz_face_shows(checks, finding, options) || finding->known)
            continue;
        append_place(out, path, finding->place.span, options->colour);
        g_string_append_printf(out, "%s%s:%s %s [%s]\n", options->colour ? colour_of(finding->severity) : "",
                               mz_severity_key(finding->severity), options->colour ? "\033[0m" : "",
                               mz_finding_message(finding), finding->check->id);
        append_source(out, checks->report, finding->place.span, options->colour);
        append_related(out, path, finding, options->colour);
    }
}

void
mz_face_summary(GString *out, const char *path, const MzChecks *checks)
{
    guint n[4] = {0};
    for (guint i = 0; i < checks->n_results; i++)
        n[checks->results[i].state]++;
    g_string_append_printf(
        out,
        mz_tr("%s：成立 %u 项，不成立 %u 项，不能判定 %u 项，不适用 %u 项；核心关系判定 %u/%u%s\n",
              "%s: %u checks hold, %u fail, %u are undecided, %u not applicable; %u of %u core checks decided%s\n"),
        path, n[MZ_STATE_HOLDS], n[MZ_STATE_FAILS], n[MZ_STATE_UNDECIDED], n[MZ_STATE_SKIPPED], checks->n_core_decided,
        checks->n_core, checks->unread ? mz_tr("，视为未读出", ", counts as unread") : "");
    for (guint i = 0; i < checks->n_results; i++) {
        const MzCheckResult *result = &checks->results[i];
        if (result->state == MZ_STATE_HOLDS || result->skip == MZ_SKIP_OTHER_KIND)
            continue;
        static const char *const zh[] = {"不适用", "成立", "不能判定", "不成立"};
        const char *state = mz_lang() == MZ_LANG_ZH ? zh[result->state] : mz_check_state_key(result->state);
        g_string_append_printf(out, "  %-34s %s", result->check->id, state);
        if (result->skip != MZ_SKIP_NONE && result->state != MZ_STATE_FAILS)
            g_string_append_printf(out, mz_tr("（%s）", " (%s)"), mz_skip_text(result->skip));
        else
            g_string_append_printf(out,
                                   mz_tr("（成立 %u，不成立 %u，不能判定 %u）", " (%u hold, %u fail, %u undecided)"),
                                   result->tally.holds, result->tally.fails, result->tally.undecided);
        g_string_append_c(out, '\n');
    }
}
