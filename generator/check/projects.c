/* Projects by name: one name in text and self-evaluations, and the same rate there. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* Names further apart are other projects. */
#define NEAR 3
/* Shorter names have neighbours by nature. */
#define SHORTEST 5

typedef struct {
    const char *key; /* as compared: folded, without what may follow a project's name */
    const char *name;
    guint32 line;
    int claim; /* index; -1 */
    int annex; /* index; -1 */
} Project;

/* "甲工作经费项目" is 甲. */
static const char *
project_key(MzArena *scratch, const char *name)
{
    static const char *const endings[] = {"项目", "工作经费", "经费", "资金", "支出"};
    char *key = mz_text_key(scratch, name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        gsize length = strlen(key), ending = strlen(endings[i]);
        if (length > ending + 6 && g_str_has_suffix(key, endings[i]))
            key[length - ending] = '\0';
    }
    return key;
}

static void
add_project(const MzChecker *checker, GArray *projects, const char *name, guint32 line, int claim, int annex)
{
    Project project = {project_key(checker->scratch, name), name, line, claim, annex};
    for (guint i = 0; i < projects->len; i++) {
        if (strcmp(g_array_index(projects, Project, i).key, project.key) == 0)
            return;
    }
    g_array_append_val(projects, project);
}

/* The projects that the text reviews, and those that have a table of self-evaluation. */
static void
collect(const MzChecker *checker, GArray *told, GArray *evaluated)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->section >= 0 && claim->measure == MZ_MEASURE_FINAL &&
            strstr(report->sections[claim->section].title, "项目支出自评") != NULL)
            add_project(checker, told, claim->subject, claim->span.line, (int)i, -1);
    }
    for (guint a = 0; a < report->n_annexes; a++) {
        const MzAnnexTable *annex = &report->annexes[a];
        if (annex->kind == MZ_ANNEX_PROJECT && annex->project.text != NULL)
            add_project(checker, evaluated, annex->project.text, annex->project.line, -1, (int)a);
    }
}

static const Project *
same_project(const GArray *projects, const Project *project)
{
    for (guint i = 0; i < projects->len; i++) {
        if (strcmp(g_array_index(projects, Project, i).key, project->key) == 0)
            return &g_array_index(projects, Project, i);
    }
    return NULL;
}

/* The one project whose name is nearly the same and that has no namesake itself; NULL: none. */
static const Project *
near_project(const GArray *projects, const GArray *others, const Project *project)
{
    const Project *near = NULL;
    for (guint i = 0; i < projects->len; i++) {
        const Project *one = &g_array_index(projects, Project, i);
        if (mz_text_count(one->key, -1) < SHORTEST || mz_text_count(project->key, -1) < SHORTEST ||
            same_project(others, one) != NULL || mz_text_distance(one->key, project->key, NEAR) > NEAR)
            continue;
        if (near != NULL)
            return NULL;
        near = one;
    }
    return near;
}

static MzEvidence
evidence_of_project(const MzChecker *checker, const Project *project)
{
    MzEvidence place = project->claim >= 0 ? mz_evidence_of_claim(checker, (guint)project->claim)
                                           : mz_evidence_of_line(checker, (MzSpan){project->line, 0, 0},
                                                                 "项目绩效自评表", "the self-evaluation");
    if (project->claim >= 0)
        place.span = mz_span_of_words(checker->report, project->line, project->line, project->name);
    place.value = project->name;
    return place;
}

void
mz_check_project_names(MzChecker *checker, const MzCheck *check)
{
    g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(Project));
    g_autoptr(GArray) evaluated = g_array_new(FALSE, FALSE, sizeof(Project));
    collect(checker, told, evaluated);
    for (guint i = 0; i < evaluated->len; i++) {
        const Project *project = &g_array_index(evaluated, Project, i);
        const Project *same = same_project(told, project);
        const Project *near = same != NULL ? NULL : near_project(told, evaluated, project);
        if (same == NULL && near == NULL)
            continue; /* told under another name, or not at all */
        mz_record(checker, check, near == NULL ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
        if (near == NULL)
            continue;
        MzEvidence place = evidence_of_project(checker, project), related = evidence_of_project(checker, near);
        MzFinding *finding =
            mz_finding_add(checker, check, check->severity, place,
                           mz_arena_printf(checker->arena, "自评表的项目“%s”，正文写作“%s”", project->name, near->name),
                           mz_arena_printf(checker->arena, "the self-evaluation's project '%s' is '%s' in the text",
                                           project->name, near->name));
        finding->expected = near->name;
        mz_finding_relate(checker, finding, &related, 1);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- perf.text-table: the rate in the review and in the table */

/* Whether two percentages are one, printed with more and with fewer decimals: rounded or cut. */
static gboolean
is_same_rate(const MzClaim *a, const MzClaim *b)
{
    const MzClaim *coarse = a->decimals <= b->decimals ? a : b, *fine = coarse == a ? b : a;
    gint64 scale = 1;
    for (guint i = coarse->decimals; i < fine->decimals && scale < G_MAXINT64 / 10; i++)
        scale *= 10;
    return fine->value / scale == coarse->value || (fine->value + scale / 2) / scale == coarse->value;
}

/* What a self-evaluation and its review both tell. */
static gboolean
is_of_evaluation(const MzClaim *claim)
{
    return claim->measure == MZ_MEASURE_COMPLETION || claim->measure == MZ_MEASURE_FINAL ||
           claim->measure == MZ_MEASURE_FULL_BUDGET;
}

/* A claim of the text about a project. */
typedef struct {
    const char *key;
    guint claim;
} Told;

/* What the text tells of projects, in its order. */
static GArray *
told_projects(const MzChecker *checker)
{
    const MzReport *report = checker->report;
    GArray *told = g_array_new(FALSE, FALSE, sizeof(Told));
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (!is_of_evaluation(claim) || claim->section < 0 ||
            strstr(report->sections[claim->section].title, "项目支出自评") == NULL)
            continue;
        Told one = {project_key(checker->scratch, claim->subject), i};
        g_array_append_val(told, one);
    }
    return told;
}

/* The claim of the text about the same project and measure; -1: none. */
static int
told_of(const MzReport *report, const GArray *told, const char *key, MzMeasure measure)
{
    for (guint i = 0; i < told->len; i++) {
        const Told *one = &g_array_index(told, Told, i);
        if (report->claims[one->claim].measure == measure && strcmp(one->key, key) == 0)
            return (int)one->claim;
    }
    return -1;
}

/* Money of one name in both is narrative.amount.same-fact; here are the rates, and money where the names differ in what
 * may follow them. */
static void
compare_with_text(MzChecker *checker, const MzCheck *check, const GArray *told, guint index)
{
    const MzReport *report = checker->report;
    const MzClaim *claim = &report->claims[index];
    gboolean rate = claim->measure == MZ_MEASURE_COMPLETION;
    int other = told_of(report, told, project_key(checker->scratch, claim->subject), claim->measure);
    if (other < 0 || (!rate && strcmp(report->claims[other].subject, claim->subject) == 0))
        return;
    gint64 d = mz_variable(checker, mz_variable_of_claim(checker, index))->fen -
               mz_variable(checker, mz_variable_of_claim(checker, (guint)other))->fen;
    gboolean holds = rate ? is_same_rate(claim, &report->claims[other]) : mz_agreement(d, 10000, 1) != MZ_DIFFERS;
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, claim->section);
    if (holds)
        return;
    MzEvidence place = mz_evidence_of_claim(checker, index), related = mz_evidence_of_claim(checker, (guint)other);
    const char *unit = rate ? "%" : "";
    MzFinding *finding =
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "自评表“%s”%s为 %s%s，正文为 %s%s", claim->subject,
                                       mz_measure_name(claim->measure), place.value, unit, related.value, unit),
                       mz_arena_printf(checker->arena, "the self-evaluation of '%s' has %s%s, the text %s%s",
                                       claim->subject, place.value, unit, related.value, unit));
    finding->expected = related.value;
    mz_finding_relate(checker, finding, &related, 1);
}

void
mz_check_evaluations(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    g_autoptr(GArray) told = told_projects(checker);
    for (guint i = 0; i < report->n_claims && told->len > 0; i++) {
        const MzClaim *claim = &report->claims[i];
        if (is_of_evaluation(claim) && claim->section >= 0 &&
            strstr(report->sections[claim->section].title, "自评表") != NULL)
            compare_with_text(checker, check, told, i);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}
