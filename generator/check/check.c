#include "check/checker.h"

#include <string.h>

#include "base/sha256.h"

const char *
mz_check_state_key(MzCheckState state)
{
    static const char *const keys[] = {"skipped", "holds", "undecided", "fails"};
    return keys[state];
}

/* ---- what became of each check */

static inline void
count_state(MzTally *tally, MzCheckState state, guint times)
{
    if (state == MZ_STATE_HOLDS)
        tally->holds += times;
    else if (state == MZ_STATE_FAILS)
        tally->fails += times;
    else if (state == MZ_STATE_UNDECIDED)
        tally->undecided += times;
}

static inline void
record(MzChecker *checker, const MzCheck *check, MzCheckState state, int table, int section, guint times)
{
    MzCheckResult *result = &checker->checks->results[mz_check_index(check)];
    count_state(&result->tally, state, times);
    result->state = MAX(result->state, state);
    if (table >= 0)
        count_state(&checker->checks->tables[table], state, times);
    if (section >= 0)
        count_state(&checker->checks->sections[section], state, times);
}

void
mz_record(MzChecker *checker, const MzCheck *check, MzCheckState state, int table, int section)
{
    record(checker, check, state, table, section, 1);
}

void
mz_record_held(MzChecker *checker, const MzCheck *check, int table, guint times)
{
    if (times > 0)
        record(checker, check, MZ_STATE_HOLDS, table, -1, times);
}

void
mz_record_tally(MzChecker *checker, const MzCheck *check, int table, const MzTally *tally)
{
    mz_record_held(checker, check, table, tally->holds);
    if (tally->undecided > 0)
        record(checker, check, MZ_STATE_UNDECIDED, table, -1, tally->undecided);
    if (tally->fails > 0)
        record(checker, check, MZ_STATE_FAILS, table, -1, tally->fails);
}

int
mz_row_index(const MzChecker *checker, guint table, const char *key)
{
    return mz_related_row(checker->related, table, key);
}

void
mz_skip(MzChecker *checker, const MzCheck *check, MzSkip skip)
{
    MzCheckResult *result = &checker->checks->results[mz_check_index(check)];
    result->skip = skip;
    if (skip == MZ_SKIP_MISSING_TABLE)
        result->state = MAX(result->state, MZ_STATE_UNDECIDED);
}

void
mz_skip_if_unused(MzChecker *checker, const MzCheck *check, MzSkip skip)
{
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, skip);
}

/* Whether an id is in a list of ids and families ("narrative.list" for "narrative.list.basic"). */
static gboolean
is_listed(const char *const *list, const char *id)
{
    for (; list != NULL && *list != NULL; list++) {
        gsize length = strlen(*list);
        if (strncmp(id, *list, length) == 0 && (id[length] == '\0' || id[length] == '.'))
            return TRUE;
    }
    return FALSE;
}

gboolean
mz_check_is_on(const MzChecker *checker, const MzCheck *check)
{
    guint kind = checker->report->kind == MZ_KIND_FINAL ? MZ_FOR_FINAL : MZ_FOR_BUDGET;
    return (check->kinds & kind) != 0 && !is_listed(checker->options->off, check->id);
}

static void
run_checks(MzChecker *checker)
{
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    guint kind = checker->report->kind == MZ_KIND_FINAL ? MZ_FOR_FINAL : MZ_FOR_BUDGET;
    for (guint i = 0; i < n_checks; i++) {
        const MzCheck *check = &catalogue[i];
        if (mz_check_is_on(checker, check))
            check->run(checker, check);
        else
            mz_skip(checker, check, (check->kinds & kind) == 0 ? MZ_SKIP_OTHER_KIND : MZ_SKIP_OFF);
    }
}

/* ---- findings in their final form */

static void
fingerprint(const MzReport *report, const char *year, MzArena *scratch, MzFinding *finding)
{
    const char *text =
        mz_arena_concat(scratch, finding->check->id, "|", report->department ? report->department : "", "|", year, "|",
                        finding->place.address, "|", finding->printed, "|", finding->expected, "|",
                        finding->place.address[0] != '\0' ? "" : finding->message_en, NULL);
    guint8 digest[MZ_SHA256_SIZE];
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256(text, strlen(text), digest);
    mz_sha256_hex(digest, hex);
    memcpy(finding->fingerprint, hex, sizeof finding->fingerprint - 1);
    finding->fingerprint[sizeof finding->fingerprint - 1] = '\0';
}

static int
compare_findings(const void *a, const void *b)
{
    const MzFinding *one = a, *other = b;
    if (one->place.span.line != other->place.span.line)
        return one->place.span.line < other->place.span.line ? -1 : 1;
    if (one->place.span.start != other->place.span.start)
        return one->place.span.start < other->place.span.start ? -1 : 1;
    int order = strcmp(one->check->id, other->check->id);
    return order != 0 ? order : strcmp(one->fingerprint, other->fingerprint);
}

static void
finish_findings(MzChecker *checker)
{
    MzChecks *checks = checker->checks;
    char year[16];
    g_snprintf(year, sizeof year, "%d", checker->report->year);
    checks->n_findings = checker->findings->len;
    checks->findings = mz_arena_memdup(checker->arena, checker->findings->data, checks->n_findings * sizeof(MzFinding));
    for (guint i = 0; i < checks->n_findings; i++) {
        MzFinding *finding = &checks->findings[i];
        if (finding->severity > MZ_SEVERITY_NOTE &&
            (is_listed(checker->options->errors, finding->check->id) || checker->options->strict))
            finding->severity = MZ_SEVERITY_ERROR;
        if (finding->tolerance[0] == '\0')
            finding->tolerance = mz_tolerance_key(finding->check->tolerance);
        fingerprint(checker->report, year, checker->scratch, finding);
    }
    qsort(checks->findings, checks->n_findings, sizeof(MzFinding), compare_findings);
}

/* How much of a check is decided, in thousandths: the share of its relations that hold or fail. One amount whose place
 * nothing decides leaves a relation or two of a large table open, not all that the check says of it. */
static guint
decided_share(const MzCheckResult *result)
{
    guint decided = result->tally.holds + result->tally.fails, all = decided + result->tally.undecided;
    return all == 0 ? 0 : 1000 * decided / all; /* none: its table is missing */
}

static void
count_core(MzChecks *checks)
{
    guint decided = 0;
    for (guint i = 0; i < checks->n_results; i++) {
        const MzCheckResult *result = &checks->results[i];
        if (!mz_check_is_core(result->check) || result->state == MZ_STATE_SKIPPED)
            continue;
        checks->n_core++;
        decided += decided_share(result);
    }
    checks->n_core_decided = decided / 1000;
    checks->unread = checks->n_core == 0 || 10 * checks->n_core_decided < 9 * checks->n_core;
}

MzChecks *
mz_check(const MzReport *report, const MzCheckOptions *options)
{
    static const MzCheckOptions no_options = {NULL, NULL, FALSE, NULL, NULL};
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    MzArena *arena = mz_arena_new();
    MzChecks *checks = mz_arena_new0(arena, MzChecks, 1);
    *checks = (MzChecks){
        .arena = arena,
        .report = report,
        .results = mz_arena_new0(arena, MzCheckResult, n_checks),
        .n_results = n_checks,
        .tables = mz_arena_new0(arena, MzTally, report->n_tables),
        .sections = mz_arena_new0(arena, MzTally, report->n_sections),
    };
    for (guint i = 0; i < n_checks; i++)
        checks->results[i].check = &catalogue[i];
    MzChecker checker = {
        .report = report,
        .options = options == NULL ? &no_options : options,
        .checks = checks,
        .arena = arena,
        .scratch = mz_arena_new(),
        .fiscal_only = mz_report_fiscal_only(report),
        .findings = g_array_new(FALSE, FALSE, sizeof(MzFinding)),
        .not_fiscal = mz_arena_new0(arena, guint8, n_checks),
    };
    checker.headings = mz_arena_new0(checker.scratch, const char *const *, report->n_sections);
    checker.related = mz_related(report, checker.scratch);
    mz_find_rows(&checker);
    mz_find_ends(&checker);
    mz_constraints_build(&checker);
    mz_constraints_solve(&checker);
    run_checks(&checker);
    finish_findings(&checker);
    count_core(checks);
    mz_constraints_free(&checker);
    mz_paths_free(checker.paths);
    g_clear_pointer(&checker.slips, g_array_unref);
    mz_arena_free(checker.scratch);
    g_array_free(checker.findings, TRUE);
    return checks;
}

void
mz_checks_free(MzChecks *checks)
{
    if (checks != NULL)
        mz_arena_free(checks->arena);
}

guint
mz_checks_count(const MzChecks *checks, MzSeverity severity)
{
    guint count = 0;
    if (checks->unread)
        severity = MZ_SEVERITY_ERROR;
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        count += finding->severity >= severity && finding->suppressed == NULL && !finding->known;
    }
    return count;
}
