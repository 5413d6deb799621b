#include "check/gate.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "check/checker.h"

const char *
mz_gate_reason(const MzGateReason *reason)
{
    return mz_lang() == MZ_LANG_ZH ? reason->zh : reason->en;
}

typedef struct {
    const MzReport *report;
    const MzChecks *checks;
    GArray *reasons; /* of MzGateReason */
} Gate;

static void
refuse(const Gate *gate, MzGateKind kind, MzSpan span, const char *zh, const char *en)
{
    MzGateReason reason = {kind, span, zh, en};
    g_array_append_val(gate->reasons, reason);
}

static char *
text(const Gate *gate, const char *format, const char *word)
{
    g_autofree char *words = g_strdup_printf("“%s”", word);
    GString *out = g_string_new(format);
    g_string_replace(out, "%", words, 1);
    char *kept = mz_arena_strdup(gate->checks->arena, out->str);
    g_string_free(out, TRUE);
    return kept;
}

/* A finding refuses with its message and the id that a suppression names. */
static void
refuse_for(const Gate *gate, MzGateKind kind, const MzFinding *finding)
{
    refuse(gate, kind, finding->place.span,
           mz_arena_printf(gate->checks->arena, "%s [%s]", finding->message_zh, finding->check->id),
           mz_arena_printf(gate->checks->arena, "%s [%s]", finding->message_en, finding->check->id));
}

/* ---- what must be there */

static void
require_tables(const Gate *gate)
{
    guint n_forms;
    const MzForm *forms = mz_forms(&n_forms);
    for (guint f = 0; f < n_forms; f++) {
        if (forms[f].kind != gate->report->kind)
            continue;
        const MzTable *table = mz_report_table(gate->report, forms[f].table);
        if (table == NULL)
            refuse(gate, MZ_GATE_TABLE, (MzSpan){0, 0, 0}, text(gate, "缺少应公开的表%", forms[f].title),
                   text(gate, "the required table % is missing", forms[f].title));
        else if (mz_has_no_amounts(table))
            refuse(gate, MZ_GATE_TABLE, (MzSpan){table->first_line, 0, 0}, text(gate, "%没有金额", forms[f].title),
                   text(gate, "the required table % has no amounts", forms[f].title));
    }
}

/* Also of warning level, a table without amounts and without a word why is not to be published. */
static void
require_notes(const Gate *gate)
{
    for (guint i = 0; i < gate->checks->n_findings; i++) {
        const MzFinding *finding = &gate->checks->findings[i];
        if (g_str_has_prefix(finding->check->id, "empty.") && finding->suppressed == NULL)
            refuse_for(gate, MZ_GATE_NOTE, finding);
    }
}

static void
require_sections(const Gate *gate)
{
    guint n, missing = mz_sections_missing(gate->report);
    const MzRequiredSection *sections = mz_required_sections(&n);
    for (guint i = 0; i < n; i++) {
        if ((missing >> i & 1) != 0)
            refuse(gate, MZ_GATE_SECTION, (MzSpan){0, 0, 0}, text(gate, "没有%的说明", sections[i].name),
                   text(gate, "the section % is missing", sections[i].name));
    }
}

static gboolean
is_told(const MzReport *report, const char *subject)
{
    for (guint i = 0; i < report->n_claims; i++) {
        if (strcmp(report->claims[i].subject, subject) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Each of the three public expenses is told, also where it is 0; all at once where the table is explained as empty. */
static void
require_sangong(const Gate *gate)
{
    static const char *const parts[][3] = {
        {"因公出国（境）费", NULL}, {"公务用车购置及运行费", "公务用车购置费", NULL}, {"公务接待费", NULL}};
    const MzTable *table = mz_report_table(gate->report, MZ_TABLE_SANGONG);
    if (table == NULL || (table->empty && table->empty_note != NULL))
        return;
    for (guint p = 0; p < G_N_ELEMENTS(parts); p++) {
        gboolean told = FALSE;
        for (guint s = 0; parts[p][s] != NULL; s++)
            told = told || is_told(gate->report, parts[p][s]);
        if (!told)
            refuse(gate, MZ_GATE_SANGONG, (MzSpan){table->first_line, 0, 0}, text(gate, "正文没有说明%", parts[p][0]),
                   text(gate, "the text does not tell %", parts[p][0]));
    }
}

/* ---- what must not be there */

static void
refuse_uncertain(const Gate *gate)
{
    const MzReport *report = gate->report;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; r < table->n_rows; r++) {
            for (guint c = 0; c < table->form->n_columns; c++) {
                const MzCell *cell = &table->rows[r].cells[c];
                if (!cell->present || cell->origin != MZ_ORIGIN_UNCERTAIN)
                    continue;
                const char *name = mz_arena_printf(gate->checks->arena, "%s %s %s", table->form->title,
                                                   table->rows[r].name, cell->text);
                refuse(gate, MZ_GATE_UNCERTAIN, cell->span, text(gate, "%的金额位置不能证明，可用更正文件写明", name),
                       text(gate, "the place of the amount % is not proven; a corrections file can tell it", name));
            }
        }
    }
}

/* Numbers of a table that no cell took: a row may be missing from what is published. */
static void
refuse_untaken(const Gate *gate)
{
    for (guint i = 0; i < gate->checks->n_findings; i++) {
        const MzFinding *finding = &gate->checks->findings[i];
        if (strcmp(finding->check->id, "extract.coverage") == 0 && finding->suppressed == NULL)
            refuse_for(gate, MZ_GATE_UNCERTAIN, finding);
    }
}

/* A mobile number (11 digits that begin with 13–19) or an identity number (18 digits with a date in the middle, the
 * last may be X) that stands by itself. Returns its beginning; NULL: none. */
static const char *
personal_number(const char *line, gsize *length)
{
    for (const char *c = line; *c != '\0'; c++) {
        gsize digits = strspn(c, "0123456789");
        if (digits == 0)
            continue;
        gboolean joined = c > line && (g_ascii_isalnum(c[-1]) || strchr("-_./=&", c[-1]) != NULL);
        gboolean ended = c[digits] == '\0' || (!g_ascii_isalnum(c[digits]) && strchr("-_./=&", c[digits]) == NULL);
        gboolean identity = (digits == 18 || (digits == 17 && (c[17] == 'X' || c[17] == 'x'))) &&
                            (strncmp(c + 6, "19", 2) == 0 || strncmp(c + 6, "20", 2) == 0) && c[10] <= '1';
        *length = identity ? 18 : 11;
        if (!joined && (identity || (digits == 11 && c[0] == '1' && c[1] >= '3' && ended)))
            return c;
        c += digits - 1;
    }
    return NULL;
}

static void
refuse_number(const Gate *gate, const char *words, guint32 line)
{
    gsize length;
    const char *at = words == NULL ? NULL : personal_number(words, &length);
    if (at == NULL)
        return;
    guint start = mz_text_index(words, (gsize)(at - words));
    refuse(gate, MZ_GATE_PERSONAL, (MzSpan){line, start, start + (guint)length},
           length == 18 ? "有未遮盖的身份证号" : "有未遮盖的手机号",
           length == 18 ? "an identity number is not masked" : "a mobile number is not masked");
}

/* What the pages would show: the source's lines, and where there are none (report.json) paragraphs and annexes. */
static void
refuse_personal(const Gate *gate)
{
    const MzReport *report = gate->report;
    for (guint i = 0; i < report->n_lines; i++)
        refuse_number(gate, report->lines[i], i + 1);
    for (guint s = 0; report->n_lines == 0 && s < report->n_sections; s++) {
        for (guint p = 0; p < report->sections[s].n_paragraphs; p++)
            refuse_number(gate, report->sections[s].paragraphs[p], report->sections[s].paragraph_lines[p]);
    }
    for (guint a = 0; report->n_lines == 0 && a < report->n_annexes; a++) {
        const MzAnnexTable *annex = &report->annexes[a];
        for (guint f = 0; f < annex->n_fields; f++)
            refuse_number(gate, annex->fields[f].text.text, annex->fields[f].text.line);
        for (guint r = 0; r < annex->n_rows; r++) {
            for (guint c = 0; c < MZ_ANNEX_COLUMNS; c++)
                refuse_number(gate, annex->rows[r].cells[c].text, annex->rows[r].cells[c].line);
        }
    }
}

static void
refuse_findings(const Gate *gate)
{
    for (guint i = 0; i < gate->checks->n_findings; i++) {
        const MzFinding *finding = &gate->checks->findings[i];
        gboolean told = strcmp(finding->check->id, "doc.tables") == 0 || g_str_has_prefix(finding->check->id, "empty.");
        if (finding->severity == MZ_SEVERITY_ERROR && finding->suppressed == NULL && !told)
            refuse_for(gate, MZ_GATE_FINDING, finding);
    }
}

gboolean
mz_gate(const MzReport *report, const MzChecks *checks, const MzGateReason **reasons, guint *n_reasons)
{
    Gate gate = {report, checks, g_array_new(FALSE, FALSE, sizeof(MzGateReason))};
    if (checks->unread)
        refuse(&gate, MZ_GATE_UNREAD, (MzSpan){0, 0, 0}, "核心关系能判定的不到九成，视为未读出",
               "of the core checks less than nine tenths are decided: it counts as unread");
    require_tables(&gate);
    require_notes(&gate);
    require_sangong(&gate);
    require_sections(&gate);
    refuse_uncertain(&gate);
    refuse_untaken(&gate);
    refuse_personal(&gate);
    refuse_findings(&gate);
    *n_reasons = gate.reasons->len;
    *reasons = mz_arena_memdup(checks->arena, gate.reasons->data, gate.reasons->len * sizeof(MzGateReason));
    g_array_free(gate.reasons, TRUE);
    return *n_reasons == 0;
}
