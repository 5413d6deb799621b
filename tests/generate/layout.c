/* The tables as lines of cells, as each family of reports prints them. */
#include "generate/accounts.h"

#include <string.h>

#include "base/money.h"

/* ---- lines and pieces */

GenLine *
gen_line(GenReport *report, GenLineKind kind, int table)
{
    GenLine line = {kind, table, -1, 0, g_array_new(FALSE, TRUE, sizeof(GenPiece))};
    g_array_append_val(report->lines, line);
    return &g_array_index(report->lines, GenLine, report->lines->len - 1);
}

void
gen_piece(GenLine *line, GenPieceKind kind, const char *text)
{
    GenPiece piece = {.kind = kind, .text = text, .claim = -1};
    g_array_append_val(line->pieces, piece);
}

void
gen_blanks(GenLine *line, guint n)
{
    for (guint i = 0; i < n; i++)
        gen_piece(line, GEN_PIECE_WORD, "");
}

const char *
gen_money(const GenReport *report, gint64 units)
{
    MzMoney money = {units * GEN_UNIT, 2, MZ_UNIT_WAN};
    char buffer[MZ_MONEY_TEXT];
    if (report->grouped)
        mz_money_grouped(money, buffer);
    else
        mz_money_plain(money, buffer);
    if (report->short_decimals) {
        gsize length = strlen(buffer);
        while (buffer[length - 1] == '0')
            buffer[--length] = '\0';
        /* In flat text a whole number looks like a code or the number of a line. */
        if (buffer[length - 1] == '.')
            g_strlcpy(buffer + length - 1, report->style == GEN_STYLE_FLAT ? ".00" : "", 4);
    }
    return mz_arena_strdup(report->truth->arena, buffer);
}

void
gen_amount_piece(const GenReport *report, GenLine *line, MzCell *cell)
{
    GenPiece piece = {.kind = GEN_PIECE_AMOUNT, .text = "", .claim = -1};
    if (cell->present) {
        piece.text = gen_money(report, cell->amount.fen / GEN_UNIT);
        piece.cell = cell;
    }
    g_array_append_val(line->pieces, piece);
}

static const char *
number(const GenAccounts *accounts, guint n)
{
    return mz_arena_printf(accounts->report->truth->arena, "%u", n);
}

/* ---- titles and heads */

typedef struct {
    GenAccounts *accounts;
    GenReport *report;
    MzTable *table;
    int index;
} Layout;

static gboolean
tabs(const Layout *layout)
{
    return !layout->report->looks[layout->index].flat;
}

static void
head_lines(const Layout *layout)
{
    const GenAccounts *accounts = layout->accounts;
    MzArena *arena = layout->report->truth->arena;
    gboolean final = accounts->kind == MZ_KIND_FINAL;
    gboolean blank = layout->report->style != GEN_STYLE_CLEAN;
    const char *title = layout->table->form->title;
    layout->table->title =
        final ? mz_arena_printf(arena, "%d%s年度%s", accounts->year, blank ? " " : "", title) : title;
    layout->table->number =
        final ? mz_arena_printf(arena, "公开%s0%d%s表", blank ? " " : "", layout->index + 1, blank ? " " : "")
              : mz_arena_printf(arena, "表%s%d", blank ? " " : "", layout->index + 1);
    gen_piece(gen_line(layout->report, final ? GEN_LINE_TITLE : GEN_LINE_NUMBER, layout->index), GEN_PIECE_WORD,
              final ? layout->table->title : layout->table->number);
    gen_piece(gen_line(layout->report, final ? GEN_LINE_NUMBER : GEN_LINE_TITLE, layout->index), GEN_PIECE_WORD,
              final ? layout->table->number : layout->table->title);
    gboolean together = !final || !tabs(layout) || gen_random_chance(&layout->report->random, 30);
    const char *owner = mz_arena_printf(arena, "%s：%s", final ? "部门" : "编制部门", accounts->department);
    const char *unit = "单位：万元";
    if (together) {
        GenLine *line = gen_line(layout->report, GEN_LINE_UNIT, layout->index);
        gen_piece(line, GEN_PIECE_WORD, mz_arena_printf(arena, "%s %s", owner, unit));
    } else {
        gen_piece(gen_line(layout->report, GEN_LINE_UNIT, layout->index), GEN_PIECE_WORD, owner);
        gen_piece(gen_line(layout->report, GEN_LINE_UNIT, layout->index), GEN_PIECE_WORD, unit);
    }
}

/* Headings of the columns from `first` on, over one or two lines: groups above, their columns below. */
static void
column_heads(const Layout *layout, GenLine *line, gboolean below, guint first)
{
    const MzForm *form = layout->table->form;
    const char *group = NULL;
    for (guint c = first; c < form->n_columns; c++) {
        const MzColumnForm *column = &form->columns[c];
        gboolean same = group != NULL && column->group != NULL && strcmp(group, column->group) == 0;
        const char *above = column->group == NULL ? column->heading : same ? "" : column->group;
        gen_piece(line, GEN_PIECE_WORD, below ? (column->group == NULL ? "" : column->heading) : above);
        group = column->group;
    }
}

static void
words(GenLine *line, const char *const *texts)
{
    for (; *texts != NULL; texts++)
        gen_piece(line, GEN_PIECE_WORD, *texts);
}

#define WORDS(line, ...) words(line, (const char *const[]){__VA_ARGS__, NULL})

/* ---- tables with codes */

/* Cells before the amounts in each kind of line, and how codes stand there. */
typedef struct {
    guint rows, total, marks; /* cells before the first amount or number */
    guint code_cell;          /* first cell of the code */
    gboolean name_next;       /* the name right behind the code, blanks after it */
    guint pieces;             /* 0: the code in one; 1: "201","28","01" in cells of their own */
    gboolean nameless;
    guint trailing; /* blank cells at the end */
    guint gap;      /* blank cells more before the last column in rows */
} CodedLook;

static CodedLook
coded_look(const Layout *layout, guint code_cells)
{
    GenRandom *random = &layout->report->random;
    CodedLook look = {.rows = code_cells + 1, .total = code_cells + 1, .marks = code_cells + 1};
    if (layout->accounts->kind == MZ_KIND_BUDGET)
        look.pieces = 1;
    if (layout->report->style == GEN_STYLE_SPANNED) {
        static const struct {
            int total, marks;
        } shifts[] = {{0, 0}, {1, 0}, {0, -1}, {-1, -1}, {1, 1}, {0, 1}};
        guint s = gen_random_index(random, G_N_ELEMENTS(shifts));
        look.total = (guint)((int)look.total + shifts[s].total);
        look.marks = (guint)((int)look.marks + shifts[s].marks);
        look.name_next = gen_random_chance(random, 40);
        look.trailing = gen_random_index(random, 3);
        gboolean three = layout->table->form->n_columns == 3;
        look.gap = three && gen_random_chance(random, 15) ? 1 : 0;
    }
    if (layout->report->style == GEN_STYLE_CODES) {
        look.pieces = gen_random_chance(random, 50);
        look.nameless = layout->table->key == MZ_TABLE_GENERAL;
        look.code_cell = look.pieces == 1 || layout->accounts->kind == MZ_KIND_BUDGET ? 0 : gen_random_index(random, 3);
        look.trailing = gen_random_index(random, 2);
        if (look.nameless)
            look.rows = look.total = look.marks = code_cells;
        if (look.nameless && layout->accounts->kind == MZ_KIND_FINAL)
            look.total = code_cells;
    }
    return look;
}

static void
row_code(const Layout *layout, GenLine *line, const MzRow *row, const CodedLook *look)
{
    MzArena *arena = layout->report->truth->arena;
    if (look->pieces == 0) {
        gen_blanks(line, look->code_cell);
        gen_piece(line, GEN_PIECE_CODE, row->code);
        return;
    }
    gen_piece(line, GEN_PIECE_CODE, mz_arena_strndup(arena, row->code, 3));
    for (gsize at = 3; at < strlen(row->code); at += 2)
        gen_piece(line, GEN_PIECE_CODE, mz_arena_strndup(arena, row->code + at, 2));
}

/* The cells of a row before its amounts. `cells`: how many there are. */
static void
row_front(const Layout *layout, GenLine *line, const MzRow *row, const CodedLook *look, guint name_cells)
{
    guint cells = look->rows;
    row_code(layout, line, row, look);
    guint names = look->nameless ? 0 : name_cells;
    if (!look->name_next && line->pieces->len + names < cells)
        gen_blanks(line, cells - names - line->pieces->len);
    if (names > 0)
        gen_piece(line, GEN_PIECE_NAME, row->label);
    if (names > 1)
        gen_piece(line, GEN_PIECE_NAME, row->project == NULL ? "" : row->project);
    if (line->pieces->len < cells)
        gen_blanks(line, cells - line->pieces->len);
}

static void
row_amounts(const Layout *layout, GenLine *line, const MzRow *row, const CodedLook *look)
{
    guint n = layout->table->form->n_columns;
    for (guint c = 0; c < n; c++) {
        if (look != NULL && row->code != NULL && c + 1 == n)
            gen_blanks(line, look->gap);
        gen_amount_piece(layout->report, line, &row->cells[c]);
    }
    if (look != NULL)
        gen_blanks(line, look->trailing);
}

static void
coded_rows(const Layout *layout, const CodedLook *look, guint name_cells)
{
    const char *total = layout->accounts->kind == MZ_KIND_FINAL ? "合计" : "总计";
    for (guint r = 0; r < layout->table->n_rows; r++) {
        const MzRow *row = &layout->table->rows[r];
        GenLine *line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
        line->row = (int)r;
        if (row->code != NULL) {
            row_front(layout, line, row, look, name_cells);
        } else {
            guint before = look->total > name_cells ? look->total - name_cells : 0;
            gen_blanks(line, before);
            gen_piece(line, GEN_PIECE_WORD, strcmp(row->key, "total") == 0 ? total : row->label);
            gen_blanks(line, look->total > before + 1 ? look->total - before - 1 : 0);
        }
        row_amounts(layout, line, row, look);
    }
}

/* What stands over all amount columns of a budget's table. */
static const char *
whole_heading(MzTableKey key)
{
    switch (key) {
    case MZ_TABLE_EXPENDITURE:
        return "支出预算";
    case MZ_TABLE_GENERAL:
        return "一般公共预算支出";
    case MZ_TABLE_BASIC:
        return "一般公共预算基本支出";
    case MZ_TABLE_FUND:
        return "政府性基金预算支出";
    case MZ_TABLE_CAPITAL:
        return "国有资本经营预算支出";
    default:
        return NULL;
    }
}

/* 项目 or 科目, codes and names, headings of the columns, over two or three lines. */
static void
coded_headings(const Layout *layout, guint code_cells, guint name_cells)
{
    const MzForm *form = layout->table->form;
    gboolean final = layout->accounts->kind == MZ_KIND_FINAL, groups = FALSE;
    gboolean economic = form->shape == MZ_SHAPE_ECONOMIC;
    const char *whole = final ? NULL : whole_heading(layout->table->key);
    for (guint c = 0; c < form->n_columns; c++)
        groups = groups || form->columns[c].group != NULL;
    GenLine *line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    if (final || whole != NULL) {
        gen_piece(line, GEN_PIECE_WORD, final ? "项目" : "科目");
        gen_blanks(line, code_cells + name_cells - 1);
        if (final)
            column_heads(layout, line, FALSE, 0);
        else
            gen_piece(line, GEN_PIECE_WORD, whole);
        gen_blanks(line, final ? 0 : form->n_columns - 1);
        line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    }
    gen_piece(line, GEN_PIECE_WORD, economic ? "经济分类科目编码" : "功能分类科目编码");
    gen_blanks(line, code_cells - 1);
    gen_piece(line, GEN_PIECE_WORD, economic ? "经济分类科目名称" : final ? "科目名称" : "功能分类科目名称");
    if (name_cells > 1)
        gen_piece(line, GEN_PIECE_WORD, "项目名称");
    if (!final)
        column_heads(layout, line, FALSE, 0);
    if (!final && groups) {
        line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
        gen_blanks(line, code_cells + name_cells);
    }
    if (groups)
        column_heads(layout, line, TRUE, 0);
}

static void
coded_head(const Layout *layout, const CodedLook *look, guint code_cells, guint name_cells)
{
    gboolean final = layout->accounts->kind == MZ_KIND_FINAL;
    coded_headings(layout, code_cells, name_cells);
    GenLine *line = gen_line(layout->report, GEN_LINE_MARKS, layout->index);
    for (guint i = 0; i < code_cells; i++)
        gen_piece(line, GEN_PIECE_WORD, i == 0 ? "类" : i == 1 ? "款" : "项");
    if (!final) {
        line = gen_line(layout->report, GEN_LINE_MARKS, layout->index);
        for (guint i = 0; i < look->marks; i++)
            gen_piece(line, GEN_PIECE_WORD, "※");
    } else if (look->marks > code_cells) {
        gen_piece(line, GEN_PIECE_WORD, "栏次");
        gen_blanks(line, look->marks - code_cells - 1);
    }
    for (guint c = 0; c < layout->table->form->n_columns; c++)
        gen_piece(line, GEN_PIECE_MARK, number(layout->accounts, c + 1));
}

static void
layout_coded(const Layout *layout)
{
    gboolean final = layout->accounts->kind == MZ_KIND_FINAL;
    guint code_cells = layout->table->form->shape == MZ_SHAPE_ECONOMIC ? 2 : 3;
    guint name_cells = layout->table->key == MZ_TABLE_PROJECTS ? 2 : 1;
    CodedLook look = coded_look(layout, code_cells + name_cells - 1);
    coded_head(layout, &look, code_cells, name_cells);
    if (!layout->table->empty || final)
        coded_rows(layout, &look, name_cells);
}

/* ---- two-sided tables */

/* A form's ordinal for people: "一、", "其中：", "201 ". */
static const char *
label_of(const Layout *layout, const MzRow *row)
{
    const MzRowForm *form = &layout->table->form->rows[row->form_row];
    gboolean code = g_ascii_isdigit(form->ordinal[0]) && strlen(form->ordinal) == 3;
    if (form->unlabelled)
        return "";
    return mz_arena_printf(layout->report->truth->arena, "%s%s%s", form->ordinal, code ? " " : "", form->label);
}

static void
side_cells(const Layout *layout, GenLine *line, const MzRow *row, MzSide side, guint mark)
{
    const MzForm *form = layout->table->form;
    const char *label = row == NULL ? "" : label_of(layout, row);
    if (row != NULL && layout->accounts->kind == MZ_KIND_BUDGET && row->key[0] == 'i' && row->form_row >= 0 &&
        strcmp(row->key, "in-total") == 0)
        label = "收入总计";
    if (row != NULL && layout->accounts->kind == MZ_KIND_BUDGET && strcmp(row->key, "ex-total") == 0)
        label = "支出总计";
    gen_piece(line, GEN_PIECE_NAME, label);
    if (mark > 0)
        gen_piece(line, GEN_PIECE_MARK, number(layout->accounts, mark));
    for (guint c = 0; c < form->n_columns; c++) {
        if (form->columns[c].side != MZ_SIDE_NONE && form->columns[c].side != side)
            continue;
        if (row == NULL)
            gen_blanks(line, 1);
        else
            gen_amount_piece(layout->report, line, &row->cells[c]);
    }
}

/* Rows of each side by printed line: the last ones (totals) stand beside each other. Returns the number of lines. */
static guint
side_lines(const MzTable *table, gboolean budget, const MzRow **left, const MzRow **right)
{
    guint n_left = 0, n_right = 0, tail = 0;
    const MzRow *income[64], *expenditure[64];
    for (guint r = 0; r < table->n_rows; r++) {
        if (table->rows[r].side == MZ_SIDE_INCOME)
            income[n_left++] = &table->rows[r];
        else
            expenditure[n_right++] = &table->rows[r];
    }
    guint lines = MAX(n_left, n_right);
    /* From 本年…合计 on, final accounts print both sides beside each other; budgets only the totals. */
    for (guint r = 0; r < n_left && !budget; r++)
        tail += tail > 0 || strcmp(income[r]->key, "in-year") == 0;
    tail = budget ? 1 : tail;
    for (guint l = 0; l < lines; l++)
        left[l] = right[l] = NULL;
    for (guint r = 0; r < n_left; r++)
        left[r + tail < n_left ? r : lines - (n_left - r)] = income[r];
    for (guint r = 0; r < n_right; r++)
        right[budget && r + 1 == n_right ? lines - 1 : r] = expenditure[r];
    return lines;
}

static void
two_sided_head(const Layout *layout)
{
    GenReport *report = layout->report;
    gboolean final = layout->accounts->kind == MZ_KIND_FINAL;
    gboolean summary = layout->table->key == MZ_TABLE_SUMMARY;
    GenLine *line = gen_line(report, GEN_LINE_HEAD, layout->index);
    if (final) {
        WORDS(line, "收入", "", "", "支出", "", "");
        if (!summary)
            gen_blanks(line, 3);
        line = gen_line(report, GEN_LINE_HEAD, layout->index);
        WORDS(line, "项目", "行次", summary ? "金额" : "决算数", "项目", "行次", summary ? "金额" : "决算数");
        if (!summary) {
            gen_blanks(line, 3);
            line = gen_line(report, GEN_LINE_HEAD, layout->index);
            gen_blanks(line, 5);
            column_heads(layout, line, TRUE, 1);
        }
        line = gen_line(report, GEN_LINE_MARKS, layout->index);
        WORDS(line, "栏次", "", "1", "栏次", "", "2");
        for (guint c = 3; !summary && c <= 5; c++)
            gen_piece(line, GEN_PIECE_MARK, number(layout->accounts, c));
        return;
    }
    if (summary)
        WORDS(line, "收入", "", "支出", "");
    else
        WORDS(line, "财政拨款收入", "", "财政拨款支出", "", "", "", "");
    line = gen_line(report, GEN_LINE_HEAD, layout->index);
    WORDS(line, "项目", summary ? "预算数" : "合计", "支出功能分类");
    column_heads(layout, line, FALSE, summary ? 0 : 1);
}

static void
layout_two_sided(const Layout *layout)
{
    const MzRow *left[64], *right[64];
    gboolean budget = layout->accounts->kind == MZ_KIND_BUDGET;
    two_sided_head(layout);
    guint lines = side_lines(layout->table, budget, left, right);
    for (guint l = 0; l < lines; l++) {
        GenLine *line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
        side_cells(layout, line, left[l], MZ_SIDE_INCOME, budget ? 0 : l + 1);
        side_cells(layout, line, right[l], MZ_SIDE_EXPENDITURE, budget ? 0 : lines + l + 1);
    }
}

/* ---- the other forms */

/* 基本支出决算明细表: three panels side by side. */
static void
layout_panels(const Layout *layout)
{
    const MzTable *table = layout->table;
    const MzRow *panel[3][64];
    guint n[3] = {0}, lines = 0;
    for (guint r = 0; r < table->n_rows; r++) {
        const char *code = table->rows[r].code;
        guint p = code == NULL ? 3 : code[2] == '2' ? 1 : code[1] == '1' ? 2 : 0;
        if (p < 3)
            panel[p][n[p]++] = &table->rows[r];
    }
    lines = MAX(n[0], MAX(n[1], n[2]));
    GenLine *line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    WORDS(line, "人员经费", "", "", "公用经费", "", "", "", "", "");
    line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    for (guint p = 0; p < 3; p++)
        WORDS(line, "经济分类科目编码", "科目名称", "决算数");
    for (guint l = 0; l < lines; l++) {
        line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
        for (guint p = 0; p < 3; p++) {
            if (l >= n[p]) {
                gen_blanks(line, 3);
                continue;
            }
            gen_piece(line, GEN_PIECE_CODE, panel[p][l]->code);
            gen_piece(line, GEN_PIECE_NAME, panel[p][l]->label);
            gen_amount_piece(layout->report, line, &panel[p][l]->cells[0]);
        }
    }
    line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
    WORDS(line, "人员经费合计", "");
    gen_amount_piece(layout->report, line, &table->rows[table->n_rows - 2].cells[0]);
    WORDS(line, "公用经费合计", "", "", "", "");
    gen_amount_piece(layout->report, line, &table->rows[table->n_rows - 1].cells[0]);
}

/* “三公” of final accounts: twelve cells in one line. */
static void
layout_wide(const Layout *layout)
{
    GenLine *line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    WORDS(line, "预算数", "", "", "", "", "", "决算数", "", "", "", "", "");
    GenLine *above = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    column_heads(layout, above, FALSE, 0);
    column_heads(layout, above, FALSE, 0);
    GenLine *below = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    column_heads(layout, below, TRUE, 0);
    column_heads(layout, below, TRUE, 0);
    line = gen_line(layout->report, GEN_LINE_MARKS, layout->index);
    for (guint c = 1; c <= 12; c++)
        gen_piece(line, GEN_PIECE_MARK, number(layout->accounts, c));
    if (layout->table->empty)
        return;
    line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
    for (guint r = 0; r < 2; r++)
        row_amounts(layout, line, &layout->table->rows[r], NULL);
}

static void
layout_labelled(const Layout *layout)
{
    GenReport *report = layout->report;
    gboolean sangong = layout->table->key == MZ_TABLE_SANGONG;
    GenLine *line = gen_line(report, GEN_LINE_HEAD, layout->index);
    gen_piece(line, GEN_PIECE_WORD, sangong ? "“三公”经费支出内容" : "项目名称");
    column_heads(layout, line, FALSE, 0);
    line = gen_line(report, GEN_LINE_HEAD, layout->index);
    gen_blanks(line, 1);
    column_heads(layout, line, TRUE, 0);
    line = gen_line(report, GEN_LINE_MARKS, layout->index);
    gen_piece(line, GEN_PIECE_WORD, "※");
    for (guint c = 0; c < layout->table->form->n_columns; c++)
        gen_piece(line, GEN_PIECE_MARK, number(layout->accounts, c + 1));
    for (guint r = 0; r < layout->table->n_rows && (sangong || !layout->table->empty); r++) {
        const MzRow *row = &layout->table->rows[r];
        line = gen_line(report, GEN_LINE_ROW, layout->index);
        line->row = (int)r;
        gen_piece(line, GEN_PIECE_NAME, sangong ? label_of(layout, row) : row->label);
        row_amounts(layout, line, row, NULL);
    }
}

/* ---- notes */

static const char *
subject_of_empty(const MzTable *table)
{
    switch (table->key) {
    case MZ_TABLE_FUND:
        return "政府性基金预算财政拨款收入和支出";
    case MZ_TABLE_CAPITAL:
        return "国有资本经营预算财政拨款支出";
    case MZ_TABLE_SANGONG:
        return "财政拨款“三公”经费支出";
    case MZ_TABLE_PROJECTS:
        return "一般公共预算项目支出";
    case MZ_TABLE_CARRYOVER:
        return "上年结转结余";
    default:
        return "此项支出";
    }
}

static void
layout_notes(const Layout *layout)
{
    const GenAccounts *accounts = layout->accounts;
    if (accounts->kind == MZ_KIND_FINAL)
        gen_say(layout->report, GEN_LINE_NOTE, layout->index, "注：本表列示部门本年度的%s情况。",
                layout->table->key == MZ_TABLE_SUMMARY  ? "收入、支出和年末结转结余"
                : layout->table->key == MZ_TABLE_INCOME ? "收入"
                                                        : "支出");
    if (layout->table->empty)
        gen_say(layout->report, GEN_LINE_NOTE, layout->index, "本部门%d年%s没有%s，本表为空。", accounts->year,
                accounts->kind == MZ_KIND_FINAL ? "度" : "", subject_of_empty(layout->table));
}

void
gen_layout_tables(GenAccounts *accounts)
{
    for (guint t = 0; t < accounts->report->truth->n_tables; t++) {
        Layout layout = {accounts, accounts->report, &accounts->report->truth->tables[t], (int)t};
        head_lines(&layout);
        switch (layout.table->form->shape) {
        case MZ_SHAPE_TWO_SIDED:
            layout_two_sided(&layout);
            break;
        case MZ_SHAPE_CODED:
            layout_coded(&layout);
            break;
        case MZ_SHAPE_ECONOMIC:
            if (accounts->kind == MZ_KIND_FINAL)
                layout_panels(&layout);
            else
                layout_coded(&layout);
            break;
        case MZ_SHAPE_WIDE:
            layout_wide(&layout);
            break;
        case MZ_SHAPE_LABELLED:
            layout_labelled(&layout);
            break;
        }
        layout_notes(&layout);
    }
}
