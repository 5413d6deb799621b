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
gen_money_text(const GenReport *report, MzMoney money)
{
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

const char *
gen_money(const GenReport *report, gint64 units)
{
    gint64 fen = units * report->unit, half = fen < 0 ? -5000 : 5000;
    return gen_money_text(report, (MzMoney){(fen + half) / 10000 * 10000, 2, MZ_UNIT_WAN});
}

void
gen_amount_piece(const GenReport *report, GenLine *line, MzCell *cell)
{
    GenPiece piece = {.kind = GEN_PIECE_AMOUNT, .text = "", .claim = -1};
    if (cell->present) {
        piece.text = gen_money_text(report, cell->amount);
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
    const MzFamily *family;
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
    const char *of_family = layout->family->tables[layout->index].title;
    const char *title = of_family != NULL ? of_family : layout->table->form->title;
    layout->table->title =
        final ? mz_arena_printf(arena, "%d%s年度%s", accounts->year, blank ? " " : "", title) : title;
    layout->table->number =
        final ? mz_arena_printf(arena, "公开%s0%d%s表", blank ? " " : "", layout->index + 1, blank ? " " : "")
              : mz_arena_printf(arena, "表%s%d", blank ? " " : "", layout->index + 1);
    if (!final)
        gen_piece(gen_line(layout->report, GEN_LINE_NUMBER, layout->index), GEN_PIECE_WORD, layout->table->number);
    gen_piece(gen_line(layout->report, GEN_LINE_TITLE, layout->index), GEN_PIECE_WORD, layout->table->title);
    if (final && layout->family->numbers)
        gen_piece(gen_line(layout->report, GEN_LINE_NUMBER, layout->index), GEN_PIECE_WORD, layout->table->number);
    gboolean together = !final || !tabs(layout) || gen_random_chance(&layout->report->random, 30);
    const char *owner = mz_arena_printf(arena, "%s：%s", final ? "部门" : "编制部门", accounts->department);
    const char *unit = layout->family->unit == MZ_UNIT_YUAN ? "单位：元" : "单位：万元";
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
        gboolean renamed = layout->family->whole != NULL && strcmp(column->heading, "小计") == 0;
        const char *heading = renamed ? layout->family->whole : column->heading;
        const char *above = column->group == NULL ? heading : same ? "" : column->group;
        gen_piece(line, GEN_PIECE_WORD, below ? (column->group == NULL ? "" : heading) : above);
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
    if (layout->family->codes == MZ_CODES_CELLS)
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
        look.pieces = gen_random_chance(random, 50) || layout->family->total == MZ_TOTAL_HEAD;
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
coded_row(const Layout *layout, const CodedLook *look, guint name_cells, guint r)
{
    const char *total = layout->accounts->kind == MZ_KIND_FINAL ? "合计" : "总计";
    const MzRow *row = &layout->table->rows[r];
    GenLine *line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
    line->row = (int)r;
    if (row->code != NULL) {
        row_front(layout, line, row, look, name_cells);
    } else {
        guint before = look->total > name_cells ? look->total - name_cells : 0;
        if (layout->family->total == MZ_TOTAL_HEAD && before == 3)
            words(line, (const char *const[]){"类", "款", "项", NULL});
        else
            gen_blanks(line, before);
        gen_piece(line, GEN_PIECE_WORD, strcmp(row->key, "total") == 0 ? total : row->label);
        gen_blanks(line, look->total > before + 1 ? look->total - before - 1 : 0);
    }
    row_amounts(layout, line, row, look);
}

/* The row of totals is the first one of the table; where it is printed is the family's. */
static void
coded_rows(const Layout *layout, const CodedLook *look, guint name_cells)
{
    gboolean last = layout->family->total == MZ_TOTAL_LAST;
    for (guint r = last ? 1 : 0; r < layout->table->n_rows; r++)
        coded_row(layout, look, name_cells, r);
    if (last)
        coded_row(layout, look, name_cells, 0);
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
    if (!layout->family->column_numbers && layout->family->codes == MZ_CODES_WHOLE)
        return;
    GenLine *line = gen_line(layout->report, GEN_LINE_MARKS, layout->index);
    if (layout->family->total == MZ_TOTAL_HEAD)
        gen_blanks(line, code_cells); /* 类, 款, 项 stand beside 合计 */
    for (guint i = 0; i < code_cells && layout->family->total != MZ_TOTAL_HEAD; i++)
        gen_piece(line, GEN_PIECE_WORD, i == 0 ? "类" : i == 1 ? "款" : "项");
    if (!layout->family->column_numbers)
        return;
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
    if (form->unlabelled && layout->family->line_numbers)
        return "";
    gboolean fewer = layout->family->classes == 24 && g_strcmp0(form->code, "234") == 0;
    return mz_arena_printf(layout->report->truth->arena, "%s%s%s", fewer ? "二十四、" : form->ordinal, code ? " " : "",
                           form->label);
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
side_lines(const Layout *layout, gboolean budget, const MzRow **left, const MzRow **right)
{
    const MzTable *table = layout->table;
    guint n_left = 0, n_right = 0, tail = 0;
    const MzRow *income[64], *expenditure[64];
    for (guint r = 0; r < table->n_rows; r++) {
        const char *code = table->rows[r].code;
        gboolean left_out = code != NULL && (strcmp(code, "231") == 0 || strcmp(code, "232") == 0);
        if (table->rows[r].side == MZ_SIDE_INCOME)
            income[n_left++] = &table->rows[r];
        else if (!left_out || layout->family->classes != 24)
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

/* The head of a family without 行次, or with several columns on each side. */
static void
final_sides_head(const Layout *layout, GenLine *line)
{
    GenReport *report = layout->report;
    const MzForm *form = layout->table->form;
    gboolean summary = layout->table->key == MZ_TABLE_SUMMARY, marks = layout->family->line_numbers;
    guint cells[2] = {summary ? form->n_columns : 1, summary ? form->n_columns : form->n_columns - 1};
    guint first[2] = {0, summary ? 0 : 1}, number_of = 0;
    for (guint side = 0; side < 2; side++) {
        gen_piece(line, GEN_PIECE_WORD, side == 0 ? "收入" : "支出");
        gen_blanks(line, cells[side] + marks);
    }
    line = gen_line(report, GEN_LINE_HEAD, layout->index);
    for (guint side = 0; side < 2; side++) {
        gen_piece(line, GEN_PIECE_WORD, "项目");
        if (marks)
            gen_piece(line, GEN_PIECE_WORD, "行次");
        for (guint c = first[side]; c < first[side] + cells[side]; c++) {
            gboolean renamed = layout->family->whole != NULL && strcmp(form->columns[c].heading, "小计") == 0;
            gen_piece(line, GEN_PIECE_WORD, renamed ? layout->family->whole : form->columns[c].heading);
        }
    }
    if (!layout->family->column_numbers)
        return;
    line = gen_line(report, GEN_LINE_MARKS, layout->index);
    for (guint side = 0; side < 2; side++) {
        gen_piece(line, GEN_PIECE_WORD, "栏次");
        gen_blanks(line, marks);
        for (guint c = 0; c < cells[side]; c++)
            gen_piece(line, GEN_PIECE_MARK, number(layout->accounts, ++number_of));
    }
}

static void
two_sided_head(const Layout *layout)
{
    GenReport *report = layout->report;
    gboolean final = layout->accounts->kind == MZ_KIND_FINAL;
    gboolean summary = layout->table->key == MZ_TABLE_SUMMARY;
    GenLine *line = gen_line(report, GEN_LINE_HEAD, layout->index);
    if (final && (!layout->family->line_numbers || layout->table->form->n_columns == 3)) {
        final_sides_head(layout, line);
        return;
    }
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
    guint lines = side_lines(layout, budget, left, right);
    gboolean numbered = layout->family->line_numbers;
    for (guint l = 0; l < lines; l++) {
        GenLine *line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
        side_cells(layout, line, left[l], MZ_SIDE_INCOME, numbered ? l + 1 : 0);
        side_cells(layout, line, right[l], MZ_SIDE_EXPENDITURE, numbered ? lines + l + 1 : 0);
    }
}

/* ---- the other forms */

/* 基本支出决算明细表: panels side by side, 301 and 303, 302, 310; or two, of different length. */
typedef struct {
    const MzRow *row[3][80];
    guint n[3], n_panels, code_cells;
} Panels;

static Panels
panels_of(const Layout *layout)
{
    Panels panels = {.n_panels = layout->family->two_panels ? 2 : 3};
    panels.code_cells = layout->family->codes == MZ_CODES_CELLS ? 2 : 1;
    for (guint r = 0; r < layout->table->n_rows; r++) {
        const char *code = layout->table->rows[r].code;
        guint p = code == NULL ? 3 : code[2] == '2' ? 1 : code[1] == '1' ? panels.n_panels - 1 : 0;
        if (p < 3)
            panels.row[p][panels.n[p]++] = &layout->table->rows[r];
    }
    return panels;
}

static void
panel_cells(const Layout *layout, GenLine *line, const MzRow *row, guint code_cells)
{
    MzArena *arena = layout->report->truth->arena;
    if (row == NULL) {
        gen_blanks(line, code_cells + 2);
        return;
    }
    gen_piece(line, GEN_PIECE_CODE, code_cells == 1 ? row->code : mz_arena_strndup(arena, row->code, 3));
    if (code_cells > 1)
        gen_piece(line, GEN_PIECE_CODE, row->code + 3);
    gen_piece(line, GEN_PIECE_NAME, row->label);
    gen_amount_piece(layout->report, line, &row->cells[0]);
}

static void
layout_panels(const Layout *layout)
{
    const MzTable *table = layout->table;
    Panels panels = panels_of(layout);
    guint lines = MAX(panels.n[0], MAX(panels.n[1], panels.n[2])), more = panels.code_cells - 1;
    GenLine *line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    gen_piece(line, GEN_PIECE_WORD, "人员经费");
    gen_blanks(line, 2 + more);
    gen_piece(line, GEN_PIECE_WORD, "公用经费");
    gen_blanks(line, (panels.n_panels - 1) * (3 + more) - 1);
    line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    for (guint p = 0; p < panels.n_panels; p++) {
        gen_piece(line, GEN_PIECE_WORD, "经济分类科目编码");
        gen_blanks(line, more);
        WORDS(line, "科目名称", "决算数");
    }
    for (guint l = 0; l < lines; l++) {
        line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
        for (guint p = 0; p < panels.n_panels; p++)
            panel_cells(layout, line, l < panels.n[p] ? panels.row[p][l] : NULL, panels.code_cells);
    }
    line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
    gen_piece(line, GEN_PIECE_WORD, "人员经费合计");
    gen_blanks(line, 1 + more);
    gen_amount_piece(layout->report, line, &table->rows[table->n_rows - 2].cells[0]);
    gen_piece(line, GEN_PIECE_WORD, "公用经费合计");
    gen_blanks(line, (panels.n_panels - 1) * (3 + more) - 2);
    gen_amount_piece(layout->report, line, &table->rows[table->n_rows - 1].cells[0]);
}

/* Headings over groups of columns, and those below, once for each of the rows that stand side by side. */
static void
wide_heads(const Layout *layout, guint times)
{
    GenLine *above = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    for (guint i = 0; i < times; i++)
        column_heads(layout, above, FALSE, 0);
    GenLine *below = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    for (guint i = 0; i < times; i++)
        column_heads(layout, below, TRUE, 0);
}

/* “三公” with the amounts of 预算数 and 决算数 under each heading. */
static void
layout_paired(const Layout *layout)
{
    const MzTable *table = layout->table;
    guint n = table->form->n_columns;
    for (guint below = 0; below < 2; below++) {
        GenLine *head = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
        GenLine *single = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
        column_heads(layout, single, below == 1, 0);
        head = &g_array_index(layout->report->lines, GenLine, layout->report->lines->len - 2);
        for (guint c = 0; c < n; c++) {
            gen_piece(head, GEN_PIECE_WORD, g_array_index(single->pieces, GenPiece, c).text);
            gen_blanks(head, 1);
        }
        g_array_unref(single->pieces);
        g_array_set_size(layout->report->lines, layout->report->lines->len - 1);
    }
    GenLine *line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    for (guint c = 0; c < n; c++)
        WORDS(line, "预算数", "决算数");
    if (table->empty)
        return;
    line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
    for (guint c = 0; c < n; c++) {
        for (guint r = 0; r < table->n_rows; r++)
            gen_amount_piece(layout->report, line, &table->rows[r].cells[c]);
    }
}

/* “三公” with a line for each of 年初预算数, 全年预算数 and 决算数. */
static void
layout_rows_of_wide(const Layout *layout)
{
    const MzTable *table = layout->table;
    GenLine *line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    gen_piece(line, GEN_PIECE_WORD, "项目");
    column_heads(layout, line, FALSE, 0);
    line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    gen_blanks(line, 1);
    column_heads(layout, line, TRUE, 0);
    for (guint r = 0; r < table->n_rows; r++) {
        line = gen_line(layout->report, GEN_LINE_ROW, layout->index);
        line->row = (int)r;
        gen_piece(line, GEN_PIECE_WORD, table->form->rows[r].label);
        row_amounts(layout, line, &table->rows[r], NULL);
    }
}

/* “三公” of final accounts: twelve cells in one line. */
static void
layout_wide(const Layout *layout)
{
    if (layout->table->form->paired) {
        layout_paired(layout);
        return;
    }
    if (layout->table->n_rows > 2) {
        layout_rows_of_wide(layout);
        return;
    }
    GenLine *line = gen_line(layout->report, GEN_LINE_HEAD, layout->index);
    WORDS(line, "预算数", "", "", "", "", "", "决算数", "", "", "", "", "");
    wide_heads(layout, 2);
    if (layout->family->column_numbers) {
        line = gen_line(layout->report, GEN_LINE_MARKS, layout->index);
        for (guint c = 1; c <= 12; c++)
            gen_piece(line, GEN_PIECE_MARK, number(layout->accounts, c));
    }
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

/* A table that no form describes: its numbers belong to nobody. */
static void
layout_extra(const Layout *layout)
{
    MzArena *arena = layout->report->truth->arena;
    gboolean flat = layout->report->style == GEN_STYLE_FLAT;
    const char *between = flat ? " " : "\t";
    const char *const lines[] = {
        mz_arena_printf(arena, "%d年度%s", layout->accounts->year, layout->family->extra),
        "单位：万元",
        mz_arena_printf(arena, "科目编码%s科目名称%s合计%s工资福利支出%s商品和服务支出", between, between, between,
                        between),
        mz_arena_printf(arena, "合计%s91.25%s61.00%s30.25", between, between, between),
        mz_arena_printf(arena, "201%s一般公共服务支出%s91.25%s61.00%s30.25", between, between, between, between),
        mz_arena_printf(arena, "20103%s综合事务%s91.25%s61.00%s30.25", between, between, between, between)};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        gen_piece(gen_line(layout->report, GEN_LINE_PROSE, -1), GEN_PIECE_WORD, lines[i]);
}

void
gen_layout_tables(GenAccounts *accounts)
{
    for (guint t = 0; t < accounts->report->truth->n_tables; t++) {
        Layout layout = {accounts, accounts->report, accounts->report->family, &accounts->report->truth->tables[t],
                         (int)t};
        if (layout.family->extra != NULL && t == layout.family->extra_before)
            layout_extra(&layout);
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
