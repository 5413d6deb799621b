/* What the checks say: beside each table and section, on the page of a report's checks, and on the page of all reports
 * with each rule explained. Factual: two places do not agree; the published original is decisive. */
#include <string.h>

#include "view/view_rows.h"
#include "view/views.h"

/* ---- one finding */

/* Where the page of the report's tables is, seen from this one. */
static const char *
report_page(const MzPageView *page)
{
    return g_str_has_suffix(page->path, "/index.html") ? "" : "index.html";
}

/* A place is said by the same keys in a finding and in what is related to it. */
enum { PLACE_HAS_CELL, PLACE_CELL, PLACE_HAS_LINE, PLACE_LINE, PLACE_KEYS };
#define PLACE_OF_ALL                                                                                                   \
    [PLACE_HAS_CELL] = "has_cell", [PLACE_CELL] = "cell", [PLACE_HAS_LINE] = "has_line", [PLACE_LINE] = "line"

enum { RELATED_LABEL = PLACE_KEYS, RELATED_VALUE, RELATED_KEYS };
static const char *const related_keys[RELATED_KEYS] = {
    PLACE_OF_ALL, [RELATED_LABEL] = "label", [RELATED_VALUE] = "value"};

enum {
    FINDING_SEVERITY = PLACE_KEYS,
    FINDING_WORD,
    FINDING_MESSAGE,
    FINDING_EQUATION,
    FINDING_HAS_EQUATION,
    FINDING_RULE,
    FINDING_ROOT,
    FINDING_RULE_ID,
    FINDING_RELATED,
    FINDING_HAS_RELATED,
    FINDING_N_RELATED,
    FINDING_IS_SUPPRESSED,
    FINDING_SUPPRESSED,
    FINDING_KEYS
};
static const char *const finding_keys[FINDING_KEYS] = {PLACE_OF_ALL,
                                                       [FINDING_SEVERITY] = "severity",
                                                       [FINDING_WORD] = "word",
                                                       [FINDING_MESSAGE] = "message",
                                                       [FINDING_EQUATION] = "equation",
                                                       [FINDING_HAS_EQUATION] = "has_equation",
                                                       [FINDING_RULE] = "rule",
                                                       [FINDING_ROOT] = "root",
                                                       [FINDING_RULE_ID] = "rule_id",
                                                       [FINDING_RELATED] = "related",
                                                       [FINDING_HAS_RELATED] = "has_related",
                                                       [FINDING_N_RELATED] = "n_related",
                                                       [FINDING_IS_SUPPRESSED] = "is_suppressed",
                                                       [FINDING_SUPPRESSED] = "suppressed"};

typedef struct {
    const MzPageView *page;
    MzArena *arena;
    const MzReport *report;
    MzValue *finding, *related; /* patterns */
} Maker;

static Maker
maker_of(const MzPageView *page, const MzReport *report)
{
    const Maker maker = {page, page->arena, report, mz_value_pattern(page->arena, finding_keys, FINDING_KEYS),
                         mz_value_pattern(page->arena, related_keys, RELATED_KEYS)};
    mz_value_fill(maker.finding, FINDING_ROOT, page->root);
    return maker;
}

/* A blank cell has no address of its own on the page. */
static void
fill_place(const Maker *maker, MzValue *view, const MzEvidence *place)
{
    const MzTable *table =
        place->table >= 0 && place->row >= 0 && place->column >= 0 ? &maker->report->tables[place->table] : NULL;
    gboolean is_cell = table != NULL && table->rows[place->row].cells[place->column].present;
    mz_value_fill_bool(view, PLACE_HAS_CELL, is_cell);
    mz_value_fill(view, PLACE_CELL,
                  !is_cell ? ""
                           : mz_arena_concat(maker->arena, report_page(maker->page), "#", mz_table_key_name(table->key),
                                             ".", table->rows[place->row].key, ".",
                                             table->form->columns[place->column].key, (char *)NULL));
    mz_value_fill_bool(view, PLACE_HAS_LINE, place->span.line > 0);
    mz_value_fill_number(view, PLACE_LINE, place->span.line);
}

static void
add_related(const Maker *maker, MzValue *list, const MzEvidence *related)
{
    MzValue *item = mz_value_append_like(list, maker->related);
    mz_value_fill(item, RELATED_LABEL, related->zh);
    mz_value_fill(item, RELATED_VALUE, related->value[0] != '\0' ? related->value : "空白");
    fill_place(maker, item, related);
}

/* Whether the message tells the equation, or the side of it that matters ("按 12.00 ÷ 10.00 应为 120.0%"). */
static gboolean
is_said(const Maker *maker, const MzFinding *finding)
{
    const char *equals = strstr(finding->equation, " = ");
    gsize length = equals == NULL ? strlen(finding->equation) : (gsize)(equals - finding->equation);
    return strstr(finding->message_zh, mz_arena_strndup(maker->arena, finding->equation, length)) != NULL;
}

static const MzValue *
add_finding(const Maker *maker, MzValue *list, const MzFinding *finding)
{
    MzValue *item = mz_value_append_like(list, maker->finding);
    mz_value_fill(item, FINDING_SEVERITY, mz_severity_key(finding->severity));
    mz_value_fill(item, FINDING_WORD, mz_severity_on_pages(finding->severity));
    mz_value_fill(item, FINDING_MESSAGE, finding->message_zh);
    mz_value_fill(item, FINDING_EQUATION, finding->equation);
    mz_value_fill_bool(item, FINDING_HAS_EQUATION, !is_said(maker, finding));
    mz_value_fill(item, FINDING_RULE, finding->check->zh);
    mz_value_fill(item, FINDING_RULE_ID, finding->check->id);
    fill_place(maker, item, &finding->place);
    MzValue *related = mz_value_fill_array_of(item, FINDING_RELATED, finding->n_related);
    for (guint i = 0; i < finding->n_related; i++)
        add_related(maker, related, &finding->related[i]);
    mz_value_fill_bool(item, FINDING_HAS_RELATED, finding->n_related > 0);
    mz_value_fill_number(item, FINDING_N_RELATED, finding->n_related);
    mz_value_fill_bool(item, FINDING_IS_SUPPRESSED, finding->suppressed != NULL);
    mz_value_fill(item, FINDING_SUPPRESSED, finding->suppressed != NULL ? finding->suppressed : "");
    return item;
}

/* The section that a finding stands in: that of its claim, else the one of its line, if that is not in a table. */
static int
section_of(const MzReport *report, const MzFinding *finding)
{
    const MzEvidence *place = &finding->place;
    if (place->claim >= 0)
        return report->claims[place->claim].section;
    if (place->table >= 0 || place->span.line == 0)
        return -1;
    int section = -1;
    for (guint s = 0; s < report->n_sections; s++) {
        const MzSection *one = &report->sections[s];
        if (one->line <= place->span.line && place->span.line <= one->last_line)
            section = (int)s;
    }
    return section;
}

/* Of one severity, in the order of the report; `list` NULL: they are only counted. Returns how many. */
static guint
add_findings(const Maker *maker, MzValue *list, const MzChecks *checks, MzSeverity severity, MzShownFinding *shown)
{
    guint n = 0;
    for (guint i = 0; checks != NULL && i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        if (finding->suppressed != NULL || finding->severity != severity)
            continue;
        if (list != NULL)
            shown[i] = (MzShownFinding){add_finding(maker, list, finding), section_of(maker->report, finding)};
        n++;
    }
    return n;
}

/* ---- a report as a whole */

void
mz_view_report_checks(MzPageView *page, const MzReportInput *input, gboolean shows_hints)
{
    const MzChecks *checks = input->checks;
    MzValue *view = mz_value_set_object(page->view, "checks");
    mz_value_set_bool(view, "is_done", checks != NULL);
    guint holds = 0, undecided = 0;
    MzValue *findings = mz_value_set_array(view, "findings");
    MzValue *hints = shows_hints ? mz_value_set_array(view, "hints") : NULL;
    for (guint i = 0; checks != NULL && i < checks->n_results; i++) {
        holds += checks->results[i].tally.holds;
        undecided += checks->results[i].tally.undecided;
    }
    const Maker maker = maker_of(page, input->report);
    MzShownFinding *shown = mz_arena_new0(page->arena, MzShownFinding, checks != NULL ? checks->n_findings : 0);
    guint errors = add_findings(&maker, findings, checks, MZ_SEVERITY_ERROR, shown);
    guint n = errors + add_findings(&maker, findings, checks, MZ_SEVERITY_WARNING, shown);
    guint n_hints = add_findings(&maker, hints, checks, MZ_SEVERITY_NOTE, shown);
    page->findings = shown;
    mz_view_set_count(view, "holds", holds);
    mz_value_set_number(view, "undecided", undecided);
    mz_value_set_bool(view, "has_undecided", undecided > 0);
    mz_value_set_number(view, "n_findings", n);
    mz_value_set_bool(view, "has_findings", n > 0);
    mz_value_set_bool(view, "has_errors", errors > 0);
    mz_value_set_number(view, "n_hints", n_hints);
    mz_value_set_bool(view, "has_hints", n_hints > 0);
    mz_value_set_bool(view, "is_unread", checks != NULL && checks->unread);
}

/* ---- a table, a section */

void
mz_view_tally(const MzPageView *page, MzValue *view, const MzReportInput *input, int table, int section)
{
    const MzChecks *checks = input->checks;
    MzTally tally = {0, 0, 0};
    if (checks != NULL)
        tally = table >= 0 ? checks->tables[table] : checks->sections[section];
    MzValue *list = mz_value_set_array(view, "findings");
    guint n = 0;
    for (guint i = 0; checks != NULL && i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        const MzShownFinding *shown = &page->findings[i];
        gboolean here = table >= 0 ? finding->place.table == table : shown->section == section;
        if (!here || shown->view == NULL || finding->severity == MZ_SEVERITY_NOTE)
            continue;
        mz_value_append_value(list, shown->view);
        n++;
    }
    mz_value_set_bool(view, "is_checked", n + tally.holds + tally.undecided > 0);
    mz_view_set_count(view, "holds", tally.holds);
    mz_value_set_number(view, "undecided", tally.undecided);
    mz_value_set_bool(view, "has_undecided", tally.undecided > 0);
    mz_value_set_number(view, "n_findings", n);
    mz_value_set_bool(view, "has_findings", n > 0);
}

/* ---- the catalogue by families */

static const struct {
    const char *prefix, *label;
} families[] = {
    {"split", "表内横向"},
    {"sum", "表内合计"},
    {"total", "收支总表"},
    {"cross", "表与表之间"},
    {"empty", "空表与说“无”"},
    {"cell", "金额的正负"},
    {"sangong", "“三公”经费"},
    {"link", "两表同一项目"},
    {"narrative", "文字与表、比率"},
    {"class", "科目编码与名称"},
    {"perf", "绩效"},
    {"procurement", "政府采购"},
    {"assets", "国有资产"},
    {"budget", "部门预算"},
    {"doc", "报告结构"},
    {"text", "用语"},
    {"series", "跨年与上下级"},
    {"extract", "读取"},
};

static gboolean
is_of(const char *id, const char *family)
{
    for (; *family != '\0'; id++, family++) {
        if (*id != *family)
            return FALSE;
    }
    return *id == '.' || *id == '-';
}

/* Each rule of the catalogue is of one. */
static guint
family_of(const char *id)
{
    guint family = 0;
    while (family < G_N_ELEMENTS(families) && !is_of(id, families[family].prefix))
        family++;
    g_assert(family < G_N_ELEMENTS(families));
    return family;
}

/* Calls for each rule with the list of its family; a family without rules is left out. */
static void
add_families(const MzPageView *page, const char *key, gboolean (*add)(MzValue *rules, guint check, gconstpointer user),
             gconstpointer user)
{
    guint n_checks, n[G_N_ELEMENTS(families)] = {0};
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    MzValue *rules[G_N_ELEMENTS(families)], *list = mz_value_set_array(page->view, key);
    for (guint f = 0; f < G_N_ELEMENTS(families); f++)
        rules[f] = mz_value_array(page->arena);
    for (guint i = 0; i < n_checks; i++) {
        guint f = family_of(catalogue[i].id);
        n[f] += add(rules[f], i, user);
    }
    for (guint f = 0; f < G_N_ELEMENTS(families); f++) {
        if (n[f] == 0)
            continue;
        MzValue *family = mz_value_append_object(list);
        mz_value_set_static(family, "family", families[f].prefix);
        mz_value_set_static(family, "label", families[f].label);
        mz_value_set_number(family, "n_rules", n[f]);
        mz_value_set_value(family, "rules", rules[f]);
    }
}

/* ---- report-checks: what became of each check of a report */

enum {
    RESULT_ROOT, /* said in each, because it is asked for in each */
    RESULT_ID,
    RESULT_NAME,
    RESULT_STATE,
    RESULT_WORD,
    RESULT_IS_COUNTED,
    RESULT_HOLDS,
    RESULT_FAILS,
    RESULT_HAS_FAILS,
    RESULT_UNDECIDED,
    RESULT_HAS_UNDECIDED,
    RESULT_SKIP,
    RESULT_KEYS
};
static const char *const result_keys[RESULT_KEYS] = {[RESULT_ROOT] = "root",
                                                     [RESULT_ID] = "id",
                                                     [RESULT_NAME] = "name",
                                                     [RESULT_STATE] = "state",
                                                     [RESULT_WORD] = "word",
                                                     [RESULT_IS_COUNTED] = "is_counted",
                                                     [RESULT_HOLDS] = "holds",
                                                     [RESULT_FAILS] = "fails",
                                                     [RESULT_HAS_FAILS] = "has_fails",
                                                     [RESULT_UNDECIDED] = "undecided",
                                                     [RESULT_HAS_UNDECIDED] = "has_undecided",
                                                     [RESULT_SKIP] = "skip"};

typedef struct {
    const MzChecks *checks;
    const MzValue *pattern;
} Results;

static gboolean
add_result(MzValue *rules, guint check, gconstpointer user)
{
    static const char *const states[] = {"skipped", "ok", "undecided", "bad"};
    static const char *const words[] = {"不适用", "成立", "不能判定"};
    const Results *results = user;
    const MzCheckResult *result = &results->checks->results[check];
    if (result->skip == MZ_SKIP_OTHER_KIND)
        return FALSE;
    MzValue *rule = mz_value_append_like(rules, results->pattern);
    gboolean fails = result->state == MZ_STATE_FAILS;
    gboolean noted = fails && result->check->severity != MZ_SEVERITY_ERROR;
    mz_value_fill(rule, RESULT_ID, result->check->id);
    mz_value_fill(rule, RESULT_NAME, result->check->zh);
    mz_value_fill(rule, RESULT_STATE, noted ? "noted" : states[result->state]);
    mz_value_fill(rule, RESULT_WORD, fails ? mz_severity_on_pages(result->check->severity) : words[result->state]);
    gboolean counted = result->state == MZ_STATE_HOLDS || result->state == MZ_STATE_FAILS;
    const MzTally *tally = &result->tally;
    mz_value_fill_bool(rule, RESULT_IS_COUNTED, counted);
    mz_value_fill_number(rule, RESULT_HOLDS, tally->holds);
    mz_value_fill_number(rule, RESULT_FAILS, tally->fails);
    mz_value_fill_bool(rule, RESULT_HAS_FAILS, tally->fails > 0);
    mz_value_fill_number(rule, RESULT_UNDECIDED, tally->undecided);
    mz_value_fill_bool(rule, RESULT_HAS_UNDECIDED, tally->undecided > 0);
    mz_value_fill(rule, RESULT_SKIP, counted ? "" : mz_skip_text(result->skip));
    return TRUE;
}

void
mz_view_checks_of_report(MzPageView *page, const MzReportInput *input)
{
    mz_view_crumb(page, input->department, mz_arena_printf(page->arena, "%s/index.html", input->body->address));
    mz_view_crumb(page, mz_filing_title(page->arena, input->filing),
                  mz_arena_printf(page->arena, "%s/index.html", input->filing->address));
    mz_view_crumb(page, "核对", NULL);
    mz_value_set_static(page->view, "department", input->department);
    mz_value_set_static(page->view, "report_title", mz_filing_title(page->arena, input->filing));
    mz_view_report_checks(page, input, TRUE);
    guint n[4] = {0};
    for (guint i = 0; i < input->checks->n_results; i++) {
        if (input->checks->results[i].skip != MZ_SKIP_OTHER_KIND)
            n[input->checks->results[i].state]++;
    }
    mz_value_set_number(page->view, "n_hold", n[MZ_STATE_HOLDS]);
    mz_value_set_number(page->view, "n_fail", n[MZ_STATE_FAILS]);
    mz_value_set_number(page->view, "n_undecided", n[MZ_STATE_UNDECIDED]);
    mz_value_set_number(page->view, "n_skipped", n[MZ_STATE_SKIPPED]);
    MzValue *suppressed = mz_value_set_array(page->view, "suppressed");
    const Maker maker = maker_of(page, input->report);
    for (guint i = 0; i < input->checks->n_findings; i++) {
        if (input->checks->findings[i].suppressed != NULL)
            add_finding(&maker, suppressed, &input->checks->findings[i]);
    }
    mz_value_set_bool(page->view, "has_suppressed", mz_value_length(suppressed) > 0);
    MzValue *pattern = mz_value_pattern(page->arena, result_keys, RESULT_KEYS);
    mz_value_fill(pattern, RESULT_ROOT, page->root);
    const Results results = {input->checks, pattern};
    add_families(page, "families", add_result, &results);
}

/* ---- checks: each rule explained */

static gboolean
add_rule(MzValue *rules, guint check, gconstpointer user)
{
    (void)user;
    guint n_checks;
    const MzCheck *one = &mz_catalogue(&n_checks)[check];
    MzValue *rule = mz_value_append_object(rules);
    mz_value_set_static(rule, "id", one->id);
    mz_value_set_static(rule, "name", one->zh);
    mz_value_set_static(rule, "relation", one->relation_zh);
    mz_value_set_static(rule, "reason", mz_reason_text(one->reason));
    mz_value_set_static(rule, "severity", mz_severity_on_pages(one->severity));
    mz_value_set_bool(rule, "has_tolerance", one->tolerance != MZ_TOLERANCE_NONE);
    mz_value_set_static(rule, "tolerance", mz_tolerance_text(one->tolerance));
    mz_value_set_static(rule, "fails", one->fails);
    mz_value_set_static(rule, "holds", one->holds);
    return TRUE;
}

void
mz_view_rules(MzPageView *page)
{
    guint n_checks;
    mz_catalogue(&n_checks);
    mz_value_set_number(page->view, "n_rules", n_checks);
    add_families(page, "families", add_rule, NULL);
}
