#include "site/reports.h"

#include <string.h>

#include "base/error.h"
#include "base/parallel.h"
#include "base/text.h"
#include "check/gate.h"
#include "read/pdf.h"
#include "content/forms_file.h"
#include "content/reading.h"
#include "site/report_pages.h"

/* A report that was read and checked. */
typedef struct {
    MzReport *report;
    MzCorrections *corrections;
    MzChecks *checks;
    GPtrArray *warnings; /* GError* about the suppressions beside it; NULL: none */
} Read;

static void
free_read(Read *read)
{
    mz_checks_free(read->checks);
    mz_corrections_free(read->corrections);
    mz_report_free(read->report);
    g_clear_pointer(&read->warnings, g_ptr_array_unref);
}

/* One report of this build. */
typedef struct {
    const MzBody *body;
    const MzFiling *filing;
    const MzRecord *before; /* what the last build remembers of it; NULL: nothing */
    MzRecord now;           /* what the next one will; `said` stands in the array below */
    GArray *said;           /* MzSaid, owns its texts; NULL: nothing */
    char *digest;           /* packed; NULL: that of `before` stays, or there is none yet */
    gsize n_digest;
    Read *kept;          /* as the gate has read it; NULL: it is to be read */
    guint index;         /* in its body: who comes later counts where two state the same year */
    gboolean looked;     /* now.read is known, as far as it can be */
    gboolean understood; /* now.memory, now.kind and now.year are known */
    gboolean remembered; /* in the series of its body */
    gboolean added_up;   /* in the series of its department; of a unit's report */
    gboolean has_totals;
    MzLastYear totals; /* for the figures of the next year's report */
} Work;

/* A department with its units: what the threads that treat them share. */
typedef struct {
    guint first, n;     /* bodies of the discovery */
    const MzBody *head; /* the department, if it has reports and units; else NULL */
    gint n_open;        /* units that are not finished (atomic): the head waits for them */
    GMutex lock;        /* of what follows */
    MzSeries *whole;    /* of the head */
} Family;

/* A body in hand. */
typedef struct {
    MzReports *reports;
    Family *family;
    const MzBody *body;
    MzSeries *series;
    MzReportJob job;  /* of the report in hand */
    GBytes *bytes;    /* of its file; NULL: not read yet */
    guint n_findings; /* of the report in hand, if it was read anew */
} Desk;

struct MzReports {
    MzRun *run;
    Work *works;   /* in the order of the discovery */
    guint *starts; /* for each body the index of its first work; one more at the end */
    char *context; /* of messages: their language, and the folder that they name files in */
    MzBasis frame;
    MzBasis forms; /* of content/forms.json, by which every report is read */
    void (*treat)(Desk *desk, Work *work);
    gint n_kept; /* reports that the gate has kept (atomic) */
    GMutex lock; /* of what follows */
    MzBuildProgress progress;
};

/* ---- what was said */

static void
say(Work *work, MzSaidKind kind, const GError *error)
{
    MzPlace place = mz_error_place(error);
    MzSaid said = {kind,
                   error->domain == MZ_ERROR ? error->code : (int)MZ_ERROR_IO,
                   g_strdup(place.file),
                   place.line,
                   place.column,
                   g_strdup(error->message)};
    if (work->said == NULL)
        work->said = g_array_new(FALSE, FALSE, sizeof(MzSaid));
    g_array_append_val(work->said, said);
}

static void
say_all(Work *work, MzSaidKind kind, GPtrArray *errors)
{
    for (guint i = 0; i < errors->len; i++)
        say(work, kind, g_ptr_array_index(errors, i));
    g_ptr_array_set_size(errors, 0);
}

/* Takes over what the last build said; `reasons` of the gate or all the rest. */
static void
say_again(Work *work, gboolean reasons)
{
    for (guint i = 0; i < work->before->n_said; i++) {
        MzSaid said = work->before->said[i];
        if ((said.kind == MZ_SAID_REASON) != reasons)
            continue;
        said.file = g_strdup(said.file);
        said.message = g_strdup(said.message);
        if (work->said == NULL)
            work->said = g_array_new(FALSE, FALSE, sizeof(MzSaid));
        g_array_append_val(work->said, said);
    }
}

static void
free_said(Work *work)
{
    for (guint i = 0; work->said != NULL && i < work->said->len; i++) {
        g_free((char *)g_array_index(work->said, MzSaid, i).file);
        g_free((char *)g_array_index(work->said, MzSaid, i).message);
    }
    g_clear_pointer(&work->said, g_array_unref);
}

static void
hand_over_said(const Work *work, MzSaidKind kind, GPtrArray *errors)
{
    for (guint i = 0; work->said != NULL && i < work->said->len; i++) {
        const MzSaid *said = &g_array_index(work->said, MzSaid, i);
        MzPlace place = {said->file, said->line, said->column};
        GError *error = NULL;
        if (said->kind != kind)
            continue;
        mz_error_set(&error, (MzErrorCode)said->code, &place, "%s", said->message);
        g_ptr_array_add(errors, error);
    }
}

/* What lies at the system or the site, not at the report, may be gone the next time. */
static gboolean
is_lasting(const Work *work)
{
    gboolean lasting = TRUE;
    for (guint i = 0; work->said != NULL && i < work->said->len; i++) {
        const MzSaid *said = &g_array_index(work->said, MzSaid, i);
        lasting = lasting && (said->code == MZ_ERROR_INPUT || said->code == MZ_ERROR_UNREAD);
    }
    return lasting;
}

/* Messages of another language or folder are of no use. */
static gboolean
may_say_again(const MzReports *reports, const MzRecord *before)
{
    return before->n_said == 0 || g_strcmp0(before->context, reports->context) == 0;
}

/* ---- on what a report depends */

/* First basis: the files. If the report's own had to be read for that, `bytes` (may be NULL) is set to what is in it.
 */
static void
look(MzReports *reports, Work *work, GBytes **bytes)
{
    const MzFiling *filing = work->filing;
    MzBasisMaker maker;
    gboolean readable = TRUE;
    if (work->looked)
        return;
    work->looked = TRUE;
    mz_basis_init(&maker, "read");
    mz_basis_add(&maker, reports->forms);
    mz_basis_number(&maker, filing->format);
    mz_basis_number(&maker, filing->kind);
    mz_basis_number(&maker, filing->year);
    mz_basis_number(&maker, mz_pdf_recognises());
    for (guint i = 0; i < filing->n_files && readable; i++) {
        const char *slash = strrchr(filing->files[i].path, '/');
        mz_basis_text(&maker, slash != NULL ? slash + 1 : filing->files[i].path);
        readable = mz_inputs_take_bytes(reports->run->cache->inputs, filing->files[i].path, &filing->files[i].stamp,
                                        &maker, strcmp(filing->files[i].path, filing->path) == 0 ? bytes : NULL);
    }
    if (filing->suppressions != NULL) /* whose patterns are held against it */
        mz_basis_text(&maker, filing->path);
    if (readable)
        work->now.read = mz_basis_done(&maker);
    if (work->before != NULL && mz_basis_equal(work->before->read, work->now.read) &&
        mz_basis_known(work->before->memory)) {
        work->now.memory = work->before->memory;
        work->now.kind = work->before->kind;
        work->now.year = work->before->year;
        work->understood = TRUE;
    }
}

/* Whether a report asks another one, which was understood. */
static gboolean
asks(const Work *work, const Work *other, gboolean is_unit)
{
    if (!mz_basis_known(other->now.memory))
        return FALSE;
    gboolean draws =
        !is_unit && other->filing->kind == work->filing->kind && other->filing->year == work->filing->year - 1;
    return draws ||
           mz_series_asks((MzKind)work->now.kind, work->now.year, (MzKind)other->now.kind, other->now.year, is_unit);
}

typedef void (*TakeOther)(Desk *desk, Work *other, gpointer user);

/* Every report that a report asks: those of its units, then the earlier ones of its body. */
static void
each_asked(Desk *desk, Work *work, TakeOther take, gpointer user)
{
    const MzReports *reports = desk->reports;
    if (work->body == desk->family->head) {
        for (guint i = reports->starts[desk->family->first + 1];
             i < reports->starts[desk->family->first + desk->family->n]; i++) {
            if (asks(work, &reports->works[i], TRUE))
                take(desk, &reports->works[i], user);
        }
    }
    for (Work *other = work - work->index; other < work; other++) {
        if (asks(work, other, FALSE))
            take(desk, other, user);
    }
}

static void
take_memory(Desk *desk, Work *other, gpointer maker)
{
    (void)desk;
    mz_basis_text(maker, other->body->unit);
    mz_basis_number(maker, other->index);
    mz_basis_number(maker, other->filing->kind);
    mz_basis_number(maker, other->filing->year);
    mz_basis_add(maker, other->now.memory);
}

/* What its place says that it is. */
static void
take_identity(const Desk *desk, const Work *work, MzBasisMaker *maker)
{
    const MzDepartment *known = mz_settings_department(desk->reports->run->settings, work->body->folder);
    mz_basis_text(maker, work->body->folder);
    mz_basis_number(maker, work->filing->kind);
    mz_basis_number(maker, work->filing->year);
    mz_basis_text(maker, known != NULL ? known->name : NULL);
    for (guint i = 0; known != NULL && known->former[i] != NULL; i++)
        mz_basis_text(maker, known->former[i]);
}

/* Second basis: also its place, and what it asks others. */
static MzBasis
checked_basis(Desk *desk, Work *work)
{
    MzBasisMaker maker;
    if (!work->understood || !mz_basis_known(work->now.read))
        return (MzBasis){{0, 0}};
    mz_basis_init(&maker, "checked");
    mz_basis_add(&maker, work->now.read);
    take_identity(desk, work, &maker);
    each_asked(desk, work, take_memory, &maker);
    return mz_basis_done(&maker);
}

/* Third basis: all that its pages show. Beside the report that is the site's frame, the names of its body, and which
 * other reports of the body there are. */
static MzBasis
built_basis(Desk *desk, const Work *work)
{
    const MzBody *body = work->body;
    MzBasisMaker maker;
    if (!mz_basis_known(work->now.checked) || !mz_basis_known(desk->reports->frame))
        return (MzBasis){{0, 0}};
    mz_basis_init(&maker, "built");
    mz_basis_add(&maker, work->now.checked);
    mz_basis_add(&maker, desk->reports->frame);
    const char *const texts[] = {body->region, body->department, body->unit, body->address, body->name, body->mark};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        mz_basis_text(&maker, texts[i]);
    for (guint i = 0; i < body->n_filings; i++) {
        mz_basis_number(&maker, body->filings[i].kind);
        mz_basis_number(&maker, body->filings[i].year);
    }
    const MzRegisterEntry *entry =
        mz_settings_entry(desk->reports->run->settings, body->folder, work->filing->year, work->filing->kind);
    mz_basis_text(&maker, entry != NULL ? entry->approved : NULL);
    mz_basis_text(&maker, entry != NULL ? entry->url : NULL);
    return mz_basis_done(&maker);
}

/* ---- what other reports need of a report */

/* Remembers a report that was read. Its memory is what the series and the figures of others will ever see of it. */
static void
remember(Desk *desk, Work *work, const MzReport *report)
{
    const MzBody *body = work->body;
    MzBasisMaker maker;
    work->totals = mz_last_year(report);
    work->has_totals = TRUE;
    mz_basis_init(&maker, "memory");
    if (!work->remembered) {
        const MzRemembered *remembered = mz_series_add_ranked(desk->series, report, NULL, work->index);
        mz_basis_bytes(&maker, mz_remembered_digest(remembered), sizeof(MzBasis));
        work->remembered = TRUE;
    }
    if (!work->understood) {
        const MzMoney totals[] = {work->totals.income, work->totals.expenditure, work->totals.appropriation_income,
                                  work->totals.appropriation_expenditure};
        for (gsize i = 0; i < G_N_ELEMENTS(totals); i++) {
            mz_basis_number(&maker, totals[i].fen);
            mz_basis_number(&maker, totals[i].decimals);
            mz_basis_number(&maker, totals[i].unit);
        }
        mz_basis_number(&maker, work->totals.has_appropriation);
        work->now.kind = (int)report->kind;
        work->now.year = report->year;
        work->now.memory = mz_basis_done(&maker);
        work->understood = TRUE;
    }
    if (desk->family->head != NULL && body != desk->family->head && !work->added_up) {
        g_mutex_lock(&desk->family->lock);
        mz_series_add(desk->family->whole, report, body->unit);
        g_mutex_unlock(&desk->family->lock);
        work->added_up = TRUE;
    }
}

/* Reads a report again whose pages stay, because another one asks it. */
static void
recall(Desk *desk, Work *other, gpointer user)
{
    (void)user;
    gboolean is_unit = other->body != desk->job.body;
    if (is_unit ? other->added_up : other->remembered)
        return;
    g_autoptr(MzReport) report = mz_reading_report(other->filing->path, NULL, other->filing->corrections, NULL, NULL);
    if (report == NULL)
        return;
    if (is_unit) {
        mz_series_add(desk->family->whole, report, other->body->unit);
        other->added_up = TRUE;
    } else {
        remember(desk, other, report);
    }
}

/* ---- a report that is read */

/* Takes a report over from the gate, which has checked it. FALSE: it did not keep it. */
static gboolean
take_kept(Desk *desk, Work *work, Read *read)
{
    if (work->kept == NULL)
        return FALSE;
    *read = *work->kept;
    g_clear_pointer(&work->kept, g_free);
    g_atomic_int_add(&desk->reports->n_kept, -1);
    g_ptr_array_extend_and_steal(desk->job.warnings, g_steal_pointer(&read->warnings));
    remember(desk, work, read->report);
    work->now.checked = checked_basis(desk, work);
    return TRUE;
}

/* Keeps a report that the gate has read for the pages that are made of it: one that was saved is read once. Of many
 * only the first are kept, for they are large. */
static gboolean
keep_read(Desk *desk, Work *work, Read *read)
{
    enum { KEPT_MAX = 32 };
    if (g_atomic_int_add(&desk->reports->n_kept, 1) >= KEPT_MAX) {
        g_atomic_int_add(&desk->reports->n_kept, -1);
        return FALSE;
    }
    read->warnings = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    gsize n = 0;
    gpointer *warnings = g_ptr_array_steal(desk->job.warnings, &n);
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(read->warnings, warnings[i]);
    g_free(warnings);
    work->kept = g_memdup2(read, sizeof *read);
    return TRUE;
}

/* Checks a report against itself, those it asks, and its place. */
static MzChecks *
check_report(const Desk *desk, const Work *work, const MzReport *report)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    MzIdentity identity = {work->filing->year, work->filing->kind,
                           mz_settings_names(desk->reports->run->settings, work->body->folder, arena)};
    MzCheckOptions options = {.series = desk->series, .identity = &identity};
    return mz_check(report, &options);
}

/* Reads a report and checks it against itself and those it asks; findings that the user has looked into stay silent.
 * FALSE with an error: there is no report to read. */
static gboolean
read_report(Desk *desk, Work *work, Read *read, GPtrArray *errors, GError **error)
{
    const MzFiling *filing = work->filing;
    if (take_kept(desk, work, read))
        return TRUE;
    *read = (Read){NULL, NULL, NULL, NULL};
    read->report = mz_reading_report(filing->path, desk->bytes, filing->corrections, &read->corrections, error);
    if (read->report == NULL)
        return FALSE;
    if (work->body->mark != NULL)
        read->report->mark = work->body->mark;
    work->now.kind = (int)read->report->kind;
    work->now.year = read->report->year;
    each_asked(desk, work, recall, NULL);
    mz_series_turn_to(desk->series, read->report->kind, read->report->year);
    GError *trouble = NULL;
    read->checks = check_report(desk, work, read->report);
    if (!mz_reading_suppress(filing->path, filing->suppressions, read->checks, desk->job.warnings, &trouble))
        g_ptr_array_add(errors, trouble);
    remember(desk, work, read->report);
    work->now.checked = checked_basis(desk, work);
    return TRUE;
}

/* Whether the text says that its figures are made up, and the site does not: NULL, or what is to be said. */
static GError *
mark_doubt(const MzReportJob *job, const MzReport *report)
{
    MzPlace place = {job->filing->path, 0, 0};
    GError *error = NULL;
    if (report->mark != NULL && job->body->mark == NULL)
        mz_error_set(
            &error, MZ_ERROR_INPUT, &place,
            mz_tr("报告标有“%s”，所在部门却没有标记，网页上不会标明；请写在 content/departments.csv 的 mark 列",
                  "the report is marked '%s', its department is not, so pages will not say it; please write "
                  "it in the column mark of content/departments.csv"),
            report->mark);
    return error;
}

/* Meta data that cannot be read are an error of their own; the report is published without them. */
static void
note_meta(MzReportJob *job, MzDigest *digest)
{
    MzMeta meta;
    GError *error = NULL;
    if (job->filing->meta == NULL)
        return;
    if (mz_meta_load(job->filing->meta, job->arena, &meta, &error))
        mz_digest_meta(digest, &meta);
    else
        g_ptr_array_add(job->errors, error);
}

/* The totals of last year's report of the same kind; NULL: it is not on the site. */
static const MzLastYear *
last_year(const Work *work)
{
    for (const Work *other = work - work->index; other < work; other++) {
        if (other->filing->kind == work->filing->kind && other->filing->year == work->filing->year - 1)
            return other->has_totals ? &other->totals : NULL;
    }
    return NULL;
}

/* ---- the gate */

static void
gate_read(Desk *desk, Work *work)
{
    GError *error = NULL;
    Read read;
    gboolean kept = FALSE;
    GPtrArray *errors = desk->job.errors;
    if (!read_report(desk, work, &read, errors, &error)) {
        if (!desk->reports->run->options->allow_held)
            say(work, MZ_SAID_REASON, error);
        g_error_free(error);
    } else if (errors->len > 0) {
        say_all(work, MZ_SAID_REASON, errors);
    } else {
        const MzGateReason *reasons;
        guint n;
        mz_gate(read.report, read.checks, &reasons, &n);
        for (guint i = 0; i < n; i++) {
            MzPlace place = {work->filing->path, reasons[i].span.line,
                             reasons[i].span.line == 0 ? 0 : reasons[i].span.start + 1};
            mz_error_set(&error, MZ_ERROR_INPUT, &place, "%s", mz_gate_reason(&reasons[i]));
            say(work, MZ_SAID_REASON, error);
            g_clear_error(&error);
        }
        work->now.gated = TRUE;
        kept = keep_read(desk, work, &read);
    }
    g_ptr_array_set_size(errors, 0);
    g_ptr_array_set_size(desk->job.warnings, 0); /* said when its pages are made */
    if (!kept)
        free_read(&read);
}

/* Takes over what the last build knows of the report's reasons, if it still counts. */
static void
gate_as_before(Desk *desk, Work *work)
{
    const MzRecord *before = work->before;
    if (!work->now.gated && before != NULL && before->gated && mz_basis_equal(before->checked, work->now.checked) &&
        may_say_again(desk->reports, before)) {
        work->now.gated = TRUE;
        say_again(work, TRUE);
    }
}

static void
gate_report(Desk *desk, Work *work)
{
    look(desk->reports, work, &desk->bytes);
    work->now.checked = checked_basis(desk, work);
    gate_as_before(desk, work);
    if (!work->now.gated)
        gate_read(desk, work);
}

/* ---- building */

/* A report whose last good pages stay is in lists and feed what it was then: its digest takes that over from the last
 * build. */
static void
remember_held(Desk *desk, const Work *work, MzDigest *held)
{
    const MzRun *run = desk->reports->run;
    MzDigest last;
    if (!run->fits || work->before == NULL ||
        !mz_digest_read(&last, run->cache->strings, work->before->digest, work->before->n_digest, desk->job.arena) ||
        last.status == MZ_STATUS_FAILED)
        return;
    if (last.department != NULL)
        held->department = last.department;
    held->published = last.published;
    held->unit = last.unit;
    memcpy(held->facts, last.facts, sizeof held->facts);
    held->corrections = last.corrections;
    held->n_corrections = last.n_corrections;
    held->pages = last.pages;
    held->n_pages = last.n_pages;
}

/* What a page says of why a report cannot be read. The caller frees. */
static char *
published_reason(const MzFiling *filing, const GError *error)
{
    GError *again = NULL;
    if (mz_lang() == MZ_LANG_ZH)
        return g_strdup(error->message);
    mz_publishing_begin(TRUE);
    MzReport *report = mz_reading_report(filing->path, NULL, filing->corrections, NULL, &again);
    mz_publishing_end();
    char *reason = g_strdup(again != NULL ? again->message : error->message);
    mz_report_free(report);
    g_clear_error(&again);
    return reason;
}

/* Of all findings, only those are told beside the pages that may mean that the pages are another report's. */
static void
note_identity(MzReportJob *job, const MzChecks *checks)
{
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        if (finding->suppressed != NULL || strcmp(finding->check->id, "doc.identity") != 0)
            continue;
        MzPlace place = {job->filing->path, finding->place.span.line, finding->place.span.start + 1};
        GError *error = NULL;
        mz_error_set(&error, MZ_ERROR_INPUT, &place, "%s [%s]", mz_finding_message(finding), finding->check->id);
        g_ptr_array_add(job->warnings, error);
    }
}

/* A correction is told with its day: one that is still to come is a slip, or as_of was forgotten. The first will do. */
static void
note_future(MzReportJob *job, const MzCorrections *corrections)
{
    const char *as_of = job->run->settings->as_of;
    for (guint i = 0; as_of != NULL && corrections != NULL && i < corrections->n_items; i++) {
        const MzCorrection *item = &corrections->items[i];
        if (strcmp(item->date, as_of) <= 0)
            continue;
        MzPlace place = {job->filing->corrections, item->line, item->place};
        GError *error = NULL;
        mz_error_set(&error, MZ_ERROR_INPUT, &place,
                     mz_tr("更正的日期 %s 比 site.json 的“as_of”（%s）晚；请核对日期，或把 as_of 改成最近核对的那一天",
                           "the correction's date %s is later than 'as_of' of site.json (%s); check the date, or set "
                           "as_of to the day on which you looked last"),
                     item->date, as_of);
        g_ptr_array_add(job->warnings, error);
        return;
    }
}

/* A report whose text is damaged has its pages, but ends the build with another status: that wants a reason. */
static void
note_unread(MzReportJob *job, const MzChecks *checks)
{
    if (!checks->unread)
        return;
    MzPlace place = {job->filing->path, 0, 0};
    GError *error = NULL;
    mz_error_set(&error, MZ_ERROR_INPUT, &place,
                 mz_tr("视为未读出：核心关系 %u 项中只有 %u 项可以判定，多半是文本不完整或在转换中损坏；网页照常生成，"
                       "请与原件核对（缺什么见 mingzhang check）",
                       "counts as unread: of %u core checks only %u are decided, so the text is probably cut short or "
                       "damaged; its pages are made, please compare it with the original (mingzhang check says what "
                       "is missing)"),
                 checks->n_core, checks->n_core_decided);
    g_ptr_array_add(job->warnings, error);
}

/* The document that a text was made of is offered if it may be; who put it there would look for it. */
static void
note_original(MzReportJob *job, const MzDigest *digest)
{
    gboolean is_there = FALSE;
    for (guint i = 0; i < digest->n_files; i++)
        is_there = is_there || g_str_has_prefix(digest->files[i].name, "original.");
    if (job->filing->original == NULL || is_there || job->run->settings->offer_originals == MZ_ORIGINALS_NEVER)
        return;
    MzPlace place = {job->filing->original, 0, 0};
    GError *error = NULL;
    mz_error_set(
        &error, MZ_ERROR_INPUT, &place, "%s",
        mz_tr("这份原件没有供下载：里面或同名的文本里查到个人信息，或者有没能识别的页，或者读不出。核实可以公开的，在 "
              "site.json 里写 \"offer_originals\": true",
              "the document is not offered: in it or the text of its name there is personal data, or pages that "
              "were not recognised, or it cannot be read. If it may be shown, say \"offer_originals\": true in "
              "site.json"));
    g_ptr_array_add(job->warnings, error);
}

static void
make_pages(Desk *desk, Work *work, MzDigest **digest)
{
    MzReportJob *job = &desk->job;
    GError *error = NULL;
    Read read;
    if (!read_report(desk, work, &read, job->errors, &error)) {
        g_autofree char *reason = published_reason(work->filing, error);
        *digest = mz_report_fail(job, error, reason);
        free_read(&read);
        return;
    }
    error = mark_doubt(job, read.report);
    if (error != NULL)
        g_ptr_array_add(job->warnings, error);
    note_identity(job, read.checks);
    note_future(job, read.corrections);
    note_unread(job, read.checks);
    *digest = mz_digest(job->body, job->filing, read.report, read.checks, read.corrections, job->arena);
    note_meta(job, *digest);
    MzReportInput input = {job->body,       job->filing,      read.report, read.checks,
                           last_year(work), read.corrections, *digest,     (*digest)->department};
    mz_publishing_begin(FALSE);
    gboolean good = mz_report_pages(job, &input, *digest);
    mz_publishing_end();
    if (!good)
        *digest = mz_report_unwritten(job, *digest);
    note_original(job, *digest);
    free_read(&read);
}

/* Makes the pages of a report anew. */
static void
renew(Desk *desk, Work *work)
{
    MzReportJob *job = &desk->job;
    MzDigest *digest = NULL;
    mz_arena_reset(job->arena);
    make_pages(desk, work, &digest);
    digest->pages = (const char *const *)(gpointer)job->pages->pdata;
    digest->n_pages = job->pages->len;
    if (digest->status == MZ_STATUS_HELD)
        remember_held(desk, work, digest);
    desk->n_findings = digest->n_errors + digest->n_warnings;
    g_string_truncate(job->buffer, 0);
    mz_digest_write(digest, desk->reports->run->cache->strings, job->buffer);
    work->n_digest = job->buffer->len;
    work->digest = g_memdup2(job->buffer->str, work->n_digest);
    g_ptr_array_set_size(job->pages, 0);
    say_all(work, MZ_SAID_WARNING, job->warnings);
    say_all(work, MZ_SAID_ERROR, job->errors);
    if (digest->status == MZ_STATUS_BUILT && is_lasting(work))
        work->now.built = built_basis(desk, work);
}

static void
build_report(Desk *desk, Work *work)
{
    const MzRun *run = desk->reports->run;
    const MzRecord *before = work->before;
    look(desk->reports, work, &desk->bytes);
    work->now.checked = checked_basis(desk, work);
    gate_as_before(desk, work);
    gboolean stays = run->fits && before != NULL && mz_basis_equal(before->built, built_basis(desk, work)) &&
                     may_say_again(desk->reports, before);
    char *folder = stays ? g_strconcat(work->filing->address, "/", NULL) : NULL;
    if (stays && mz_tree_keep_intact(run->tree, folder)) {
        work->now.built = before->built;
        say_again(work, FALSE);
    } else {
        renew(desk, work);
    }
    g_free(folder);
}

/* ---- bodies */

static void
tell_progress(const Desk *desk)
{
    MzReports *reports = desk->reports;
    const MzBuildOptions *options = reports->run->options;
    if (options->progress == NULL)
        return;
    g_mutex_lock(&reports->lock);
    reports->progress.n_done++;
    reports->progress.n_findings += desk->n_findings;
    options->progress(&reports->progress, options->user);
    g_mutex_unlock(&reports->lock);
}

static void
treat_reports(Desk *desk)
{
    MzReports *reports = desk->reports;
    guint index = (guint)(desk->body - reports->run->discovery->bodies);
    for (guint i = reports->starts[index]; i < reports->starts[index + 1]; i++) {
        Work *work = &reports->works[i];
        work->remembered = work->added_up = FALSE; /* in the series of this turn */
        desk->job.filing = work->filing;
        desk->n_findings = 0;
        reports->treat(desk, work);
        g_clear_pointer(&desk->bytes, g_bytes_unref);
        tell_progress(desk);
    }
}

static void
treat_body(Desk *desk)
{
    gboolean is_head = desk->body == desk->family->head;
    desk->series = is_head ? desk->family->whole : mz_series_new();
    desk->job = (MzReportJob){.run = desk->reports->run,
                              .body = desk->body,
                              .arena = mz_arena_new(),
                              .page_arena = mz_arena_new(),
                              .buffer = g_string_sized_new(1 << 18),
                              .errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free),
                              .warnings = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free),
                              .pages = g_ptr_array_new_with_free_func(g_free)};
    treat_reports(desk);
    mz_series_free(desk->series);
    mz_arena_free(desk->job.arena);
    mz_arena_free(desk->job.page_arena);
    g_string_free(desk->job.buffer, TRUE);
    g_ptr_array_free(desk->job.errors, TRUE);
    g_ptr_array_free(desk->job.warnings, TRUE);
    g_ptr_array_free(desk->job.pages, TRUE);
}

/* The department asks its units, so it comes behind the last of them, which is not always the last to begin. */
static void
treat_in_turn(gpointer data, gpointer unused)
{
    (void)unused;
    Desk *desk = data;
    Family *family = desk->family;
    if (desk->body == family->head)
        return;
    treat_body(desk);
    if (family->head == NULL || !g_atomic_int_dec_and_test(&family->n_open))
        return;
    Desk last = {.reports = desk->reports, .family = family, .body = family->head};
    treat_body(&last);
}

static gboolean
same_family(const MzBody *a, const MzBody *b)
{
    return strcmp(a->region, b->region) == 0 && strcmp(a->department, b->department) == 0;
}

/* The family that begins with a body. */
static void
open_family(const MzDiscovery *discovery, guint first, Family *family)
{
    const MzBody *body = &discovery->bodies[first];
    *family = (Family){.first = first, .n = 1};
    while (first + family->n < discovery->n_bodies && same_family(body, body + family->n))
        family->n++;
    g_mutex_init(&family->lock);
    if (family->n > 1 && body->unit == NULL && body->n_filings > 0) {
        family->head = body;
        family->whole = mz_series_new();
        family->n_open = (gint)family->n - 1;
    }
}

/* Treats every report, bodies in parallel. */
static void
treat_all(MzReports *reports, void (*treat)(Desk *desk, Work *work))
{
    const MzDiscovery *discovery = reports->run->discovery;
    Family *families = g_new0(Family, discovery->n_bodies + 1);
    Desk *desks = g_new0(Desk, discovery->n_bodies + 1);
    guint n = 0;
    reports->treat = treat;
    reports->progress = (MzBuildProgress){.gate = treat == gate_report, .n_reports = discovery->n_filings};
    for (guint i = 0; i < discovery->n_bodies; n++) {
        open_family(discovery, i, &families[n]);
        for (guint end = i + families[n].n; i < end; i++)
            desks[i] = (Desk){.reports = reports, .family = &families[n], .body = &discovery->bodies[i]};
    }
    mz_parallel(desks, discovery->n_bodies, sizeof *desks, reports->run->options->threads, treat_in_turn, NULL);
    for (guint i = 0; i < n; i++)
        g_mutex_clear(&families[i].lock);
    g_free(families);
    g_free(desks);
}

/* ---- all reports */

static MzBasis
forms_basis(const char *root)
{
    gsize length;
    g_autofree char *bytes = mz_forms_file_bytes(root, &length);
    MzBasisMaker maker;
    mz_basis_init(&maker, "forms");
    mz_basis_bytes(&maker, bytes != NULL ? bytes : "", length);
    return mz_basis_done(&maker);
}

MzReports *
mz_reports_new(MzRun *run)
{
    const MzDiscovery *discovery = run->discovery;
    MzReports *reports = g_new0(MzReports, 1);
    reports->run = run;
    g_mutex_init(&reports->lock);
    reports->works = g_new0(Work, discovery->n_filings + 1);
    reports->starts = g_new0(guint, discovery->n_bodies + 1);
    reports->context = g_strdup_printf("%d %s", (int)mz_lang(), run->options->root);
    reports->forms = forms_basis(run->options->root);
    guint n = 0;
    for (guint b = 0; b < discovery->n_bodies; b++) {
        const MzBody *body = &discovery->bodies[b];
        for (guint f = 0; f < body->n_filings; f++, n++) {
            const char *name = mz_arena_printf(run->arena, "%s/%d-%s", body->folder, body->filings[f].year,
                                               mz_kind_key(body->filings[f].kind));
            reports->works[n] = (Work){.body = body,
                                       .filing = &body->filings[f],
                                       .before = mz_cache_find(run->cache, name),
                                       .now = {.name = name, .context = reports->context},
                                       .index = f};
        }
        reports->starts[b + 1] = n;
    }
    return reports;
}

void
mz_reports_free(MzReports *reports)
{
    if (reports == NULL)
        return;
    for (guint i = 0; i < reports->run->discovery->n_filings; i++) {
        Work *work = &reports->works[i];
        free_said(work);
        g_free(work->digest);
        if (work->kept != NULL)
            free_read(work->kept);
        g_free(work->kept);
    }
    g_mutex_clear(&reports->lock);
    g_free(reports->works);
    g_free(reports->starts);
    g_free(reports->context);
    g_free(reports);
}

gboolean
mz_reports_take(MzReports *reports, MzBasisMaker *site)
{
    gboolean good = TRUE;
    for (guint i = 0; i < reports->run->discovery->n_filings; i++) {
        Work *work = &reports->works[i];
        look(reports, work, NULL);
        mz_basis_text(site, work->now.name);
        mz_basis_text(site, work->body->address);
        mz_basis_text(site, work->body->name);
        mz_basis_text(site, work->body->mark);
        mz_basis_add(site, work->now.read);
        good = good && mz_basis_known(work->now.built);
    }
    return good;
}

gboolean
mz_reports_unchanged(MzReports *reports)
{
    const MzRun *run = reports->run;
    for (guint i = 0; i < run->discovery->n_filings; i++) {
        Work *work = &reports->works[i];
        const MzRecord *before = work->before;
        if (before == NULL || !mz_basis_known(before->built) || !may_say_again(reports, before) ||
            (run->options->gate && !before->gated))
            return FALSE;
        look(reports, work, NULL);
        if (!mz_basis_equal(before->read, work->now.read))
            return FALSE;
    }
    return TRUE;
}

void
mz_reports_reuse(MzReports *reports)
{
    for (guint i = 0; i < reports->run->discovery->n_filings; i++) {
        Work *work = &reports->works[i];
        work->now.checked = work->before->checked;
        work->now.built = work->before->built;
        if (!work->now.gated)
            say_again(work, TRUE);
        work->now.gated = work->before->gated;
        say_again(work, FALSE);
    }
}

void
mz_reports_forget(MzReports *reports)
{
    for (guint i = 0; i < reports->run->discovery->n_filings; i++) {
        Work *work = &reports->works[i];
        work->now.built = (MzBasis){{0, 0}};
        work->now.gated = FALSE;
        free_said(work);
    }
}

gboolean
mz_reports_gate(MzReports *reports)
{
    GPtrArray *errors = reports->run->result->errors;
    guint before = errors->len;
    treat_all(reports, gate_report);
    for (guint i = 0; i < reports->run->discovery->n_filings; i++)
        hand_over_said(&reports->works[i], MZ_SAID_REASON, errors);
    return errors->len == before;
}

void
mz_reports_refuse(MzReports *reports)
{
    for (guint i = 0; i < reports->run->discovery->n_filings; i++) {
        Work *work = &reports->works[i];
        if (work->before == NULL || !may_say_again(reports, work->before))
            continue;
        work->now.built = work->before->built;
        say_again(work, FALSE);
    }
}

void
mz_reports_build(MzReports *reports)
{
    MzBasisMaker maker;
    mz_basis_init(&maker, "report");
    mz_basis_add(&maker, reports->run->frame_basis);
    mz_run_take_template(reports->run, "report", &maker);
    mz_run_take_template(reports->run, "report-source", &maker);
    mz_run_take_template(reports->run, "report-checks", &maker);
    reports->frame = mz_basis_known(reports->run->frame_basis) ? mz_basis_done(&maker) : (MzBasis){{0, 0}};
    treat_all(reports, build_report);
}

static const char *
digest_bytes(const Work *work, gsize *length)
{
    *length = work->digest != NULL ? work->n_digest : work->before->n_digest;
    return work->digest != NULL ? work->digest : work->before->digest;
}

static void
count_report(MzBuildResult *result, const MzDigest *digest)
{
    result->n_reports++;
    result->n_built += digest->status == MZ_STATUS_BUILT;
    result->n_held += digest->status == MZ_STATUS_HELD;
    result->n_failed += digest->status == MZ_STATUS_FAILED;
    result->n_unread += digest->unread;
    result->n_amounts += digest->n_amounts;
    result->n_holds += digest->n_holds;
    result->n_findings += digest->n_errors + digest->n_warnings;
    result->n_errors += digest->n_errors;
    result->checked = result->checked || digest->checked;
}

/* What was packed is read back: it was written by this program, and the sum over the cache was right. */
static void
must_be(gboolean good, const Work *work)
{
    if (!good)
        g_error("a digest cannot be read back: %s", work->now.name);
}

void
mz_reports_sum_up(const MzReports *reports)
{
    const MzRun *run = reports->run;
    for (guint i = 0; i < run->discovery->n_filings; i++) {
        const Work *work = &reports->works[i];
        gsize length;
        const char *bytes = digest_bytes(work, &length);
        MzDigest digest;
        must_be(mz_digest_glance(&digest, run->cache->strings, bytes, length), work);
        count_report(run->result, &digest);
        hand_over_said(work, MZ_SAID_WARNING, run->result->warnings);
        hand_over_said(work, MZ_SAID_ERROR, run->result->errors);
    }
}

/* Digests that are unpacked by one thread. */
typedef struct {
    guint first, end; /* works */
    MzArena *arena;
} Share;

typedef struct {
    const MzReports *reports;
    MzDigest *digests;
    const MzDigest **all;
} Unpacking;

static void
unpack_share(gpointer data, gpointer user)
{
    Share *share = data;
    const Unpacking *unpacking = user;
    for (guint i = share->first; i < share->end; i++) {
        const Work *work = &unpacking->reports->works[i];
        MzDigest *digest = &unpacking->digests[i];
        gsize length;
        const char *bytes = digest_bytes(work, &length);
        must_be(mz_digest_read(digest, unpacking->reports->run->cache->strings, bytes, length, share->arena), work);
        digest->body = work->body;
        digest->filing = work->filing;
        unpacking->all[i] = digest;
    }
}

void
mz_reports_with_digests(const MzReports *reports, void (*use)(MzRun *run, MzDigests *digests))
{
    enum { SHARES = 8 };
    MzRun *run = reports->run;
    guint n = run->discovery->n_filings;
    g_autoptr(MzArena) arena = mz_arena_new();
    Unpacking unpacking = {reports, mz_arena_new0(arena, MzDigest, n + 1),
                           mz_arena_new0(arena, const MzDigest *, n + 1)};
    Share shares[SHARES];
    for (guint i = 0; i < SHARES; i++)
        shares[i] = (Share){(guint)((guint64)n * i / SHARES), (guint)((guint64)n * (i + 1) / SHARES), mz_arena_new()};
    mz_parallel(shares, SHARES, sizeof *shares, run->options->threads, unpack_share, &unpacking);
    use(run, mz_digests_join(run->discovery, unpacking.all, arena));
    for (guint i = 0; i < SHARES; i++)
        mz_arena_free(shares[i].arena);
}

const MzRecord **
mz_reports_records(MzReports *reports, guint *n)
{
    *n = reports->run->discovery->n_filings;
    const MzRecord **records = mz_arena_new0(reports->run->arena, const MzRecord *, *n + 1);
    for (guint i = 0; i < *n; i++) {
        Work *work = &reports->works[i];
        work->now.said = work->said != NULL ? (MzSaid *)(gpointer)work->said->data : NULL;
        work->now.n_said = work->said != NULL ? work->said->len : 0;
        if (work->digest != NULL) {
            work->now.digest = work->digest;
            work->now.n_digest = (guint)work->n_digest;
        } else if (work->before != NULL) {
            work->now.digest = work->before->digest;
            work->now.n_digest = work->before->n_digest;
        }
        records[i] = &work->now;
    }
    return records;
}
