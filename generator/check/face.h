/* # The faces of findings (check/face.h)
 *
 * The same findings for people (like a compiler's diagnostics), for programs (JSON Lines, one finding a line, the form
 * that a baseline is kept in) and for code review tools (SARIF 2.1.0). Pure functions of report, findings and options;
 * the text face alone speaks the language of messages.
 */
#ifndef MZ_CHECK_FACE_H
#define MZ_CHECK_FACE_H

#include "check/check.h"

typedef struct {
    MzSeverity least;    /* findings below it are left out */
    gboolean colour;     /* ANSI colours, for a terminal */
    gboolean suppressed; /* also the suppressed ones (machine-readable faces mark them) */
    gboolean baseline;   /* a baseline was given: known findings are left out of the text, marked in the others */
} MzFaceOptions;

/* Whether a finding is shown. An unread report shows errors and notes of reading only. */
gboolean mz_face_shows(const MzChecks *checks, const MzFinding *finding, const MzFaceOptions *options);

/* `PATH:LINE:COL: error: message [check]`, the source line cut to a window, carets under the words, and the related
 * places as notes. Appends to `out`. */
void mz_face_text(GString *out, const char *path, const MzChecks *checks, const MzFaceOptions *options);

/* What became of the checks: counts of the four states, and the checks that do not simply hold. */
void mz_face_summary(GString *out, const char *path, const MzChecks *checks);

/* One JSON object a line. */
void mz_face_json(GString *out, const char *path, const MzChecks *checks, const MzFaceOptions *options);

/* SARIF holds many reports in one document. */
typedef struct MzSarif MzSarif;
MzSarif *mz_sarif_new(void);
/* `all_results`: also checks that hold, are not applicable or undecided. */
void mz_sarif_add(MzSarif *sarif, const char *path, const MzChecks *checks, const MzFaceOptions *options,
                  gboolean all_results);
/* Appends the document and frees `sarif`. */
void mz_sarif_finish(MzSarif *sarif, GString *out);

#endif
