#include "read/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const float NARROW = 0.8F;     /* em: a gap this narrow must be seen in two rows to part columns */
static const float BLANK = 0.3F;      /* em: a blank within a cell is no wider ("201 一般公共服务支出") */
static const float WIDE_BLANK = 0.5F; /* the same where lines are justified */
static const float LETTER_GAP = 1.3F; /* em: characters of a spaced heading ("金 额") stand this near */
static const float ALONE_COST = 0.45F;
static const float SHORT_COST = 0.6F; /* of a line that ends although the next one's beginning had room on it */
static const float SAME_HEIGHT = 0.25F;
static const float SAME_CELL = 1.05F; /* em: lines stand no nearer */
static const float SAME_SIZE = 0.05F; /* of letters */
static const float EDGE = 0.5F;       /* points: left edges of a column differ by less */
static const float JITTER = 0.8F;     /* points: lines and rows are set on whole pixels */
static const float EVEN_COST = 0.5F;  /* of lines that stand no nearer to each other than to the next cell's */

enum { MOST_COLUMNS = 64, MOST_LINES = 8 /* of a wrapped cell */, BAG = 509 /* of characters */, FEW_CHARS = 4 };

typedef struct {
    float x0, x1;
    gboolean words, numbers; /* what it has in the table's body; a heading: it stands in the row of numbers */
    gboolean matched;        /* a heading stands over it */
    float lowest;            /* of a heading: middle of its lowest line */
    float middle;            /* of its heading, or else of itself */
    float widest;            /* of the body's lines in it */
} Column;

/* What a row is in its table. */
typedef enum { PART_HEAD, PART_NUMBERS /* 栏次 1 2 3 */, PART_BODY, PART_OTHER /* page number */ } Part;

typedef struct {
    const MzLayout *layout;
    guint begin, end;
    Part *part;       /* by row - begin */
    GArray *columns;  /* of Column, from left to right */
    guint first_body; /* the row; `end`: none */
    float em, width;
    float line_step, row_step; /* least distance of lines of a column, and of such as have numbers beside them */
    float second_step;         /* the next one to `line_step` */
    guint taken;               /* body rows before this one were written with the page before */
    float line_limit;          /* lines of one cell stand nearer, rows further apart; 0: not known */
    gboolean numbered;         /* the head numbers the columns */
} Grid;

static const MzTextRow *
row_at(const Grid *grid, guint r)
{
    return &g_array_index(grid->layout->rows, MzTextRow, r);
}

static const MzSegment *
segment_at(const Grid *grid, guint s)
{
    return &g_array_index(grid->layout->segments, MzSegment, s);
}

static Column *
column_at(const GArray *columns, guint c)
{
    return &g_array_index(columns, Column, c);
}

static gunichar
glyph(const Grid *grid, guint i)
{
    return mz_fold_char(g_array_index(grid->layout->glyphs, MzGlyph, i).c);
}

/* ---- head and body */

/* A segment's whole number; -1: it is none or has more than nine digits. */
static int
whole_number(const Grid *grid, const MzSegment *segment)
{
    int value = 0;
    for (guint i = segment->first; i < segment->first + segment->n; i++) {
        gunichar c = glyph(grid, i);
        if (c < '0' || c > '9' || i - segment->first > 8)
            return -1;
        value = value * 10 + (int)(c - '0');
    }
    return value;
}

/* "栏次 1 2 3", "1 2 3 4": whole numbers in order; both sides of a table may go on counting. */
static gboolean
is_number_row(const Grid *grid, const MzTextRow *row)
{
    int expected = 1, count = 0;
    gboolean marked = FALSE;
    for (guint s = row->first; s < row->first + row->n; s++) {
        const MzSegment *segment = segment_at(grid, s);
        gunichar first = glyph(grid, segment->first);
        marked = marked || first == 0x680F /* 栏 */ || first == 0x203B /* ※ */;
        if (!segment->number)
            continue;
        if (whole_number(grid, segment) != expected)
            return FALSE;
        expected++;
        count++;
    }
    return count >= 4 || (marked && count >= 1);
}

/* Chinese digits at the beginning of a segment: four at most are counted. */
static guint
ordinal_digits(const Grid *grid, const MzSegment *segment)
{
    static const char digits[] = "一二三四五六七八九十";
    guint i = 0;
    while (i < MIN(segment->n, 4) && g_utf8_strchr(digits, -1, glyph(grid, segment->first + i)) != NULL)
        i++;
    return i;
}

/* "一、", "二十三、". */
static gboolean
has_ordinal(const Grid *grid, const MzSegment *segment)
{
    guint i = ordinal_digits(grid, segment);
    return i > 0 && i < segment->n && glyph(grid, segment->first + i) == 0x3001 /* 、 */;
}

static gboolean
is_data_row(const Grid *grid, const MzTextRow *row)
{
    guint numbers = 0;
    for (guint s = row->first; s < row->first + row->n; s++) {
        const MzSegment *segment = segment_at(grid, s);
        int value = segment->number ? whole_number(grid, segment) : -1;
        gboolean code = value >= 0 && (segment->n == 3 || segment->n == 5 || segment->n == 7);
        if (segment->decimal || (code && row->n > 1) || has_ordinal(grid, segment))
            return TRUE;
        numbers += segment->number && segment->n >= 2 && value < 0;
    }
    return numbers > 0;
}

/* The characters of rows in no order: heads repeated on other pages may break at other heights. Running rows count only
 * where `running` says so: the first rows of a head that is repeated on every page look like them. */
static void
count_chars(const Grid *grid, guint begin, guint end, gboolean running, guint *counts)
{
    for (guint r = begin; r < end; r++) {
        const MzTextRow *row = row_at(grid, r);
        if (row->kind == MZ_ROW_RUNNING && !running)
            continue;
        for (guint s = row->first; s < row->first + row->n; s++) {
            const MzSegment *segment = segment_at(grid, s);
            for (guint i = segment->first; i < segment->first + segment->n; i++)
                counts[glyph(grid, i) % BAG]++;
        }
    }
}

/* Whether the first rows of the head before `head_end`, how many ever, have the characters that are counted. */
static gboolean
begins_head(const Grid *grid, guint head_end, const guint *counts)
{
    guint head[BAG] = {0}, all = 0;
    for (guint c = 0; c < BAG; c++)
        all += counts[c];
    gboolean same = FALSE;
    for (guint r = grid->begin; r < head_end && all >= FEW_CHARS && !same; r++) {
        count_chars(grid, r, r + 1, FALSE, head);
        same = memcmp(head, counts, sizeof head) == 0;
    }
    return same;
}

/* Whether a row of numbers alone stands in the head as well, each number at the same place: numbers of columns are
 * repeated like that, be they ever so few. */
static gboolean
repeats_numbers(const Grid *grid, guint r, guint head_end)
{
    const MzTextRow *row = row_at(grid, r);
    for (guint h = grid->begin; h < head_end; h++) {
        const MzTextRow *head = row_at(grid, h);
        gboolean same = head->n == row->n && row->kind != MZ_ROW_RUNNING;
        for (guint i = 0; i < row->n && same; i++) {
            const MzSegment *one = segment_at(grid, row->first + i);
            const MzSegment *other = segment_at(grid, head->first + i);
            same = one->number && fabsf(one->x0 - other->x0) < EDGE && whole_number(grid, one) >= 0 &&
                   whole_number(grid, one) == whole_number(grid, other);
        }
        if (same)
            return TRUE;
    }
    return FALSE;
}

/* Whether the row above row `r` and the one below it are the lines of names that are wrapped around its numbers: they
 * stand as far from it, one below the other. */
static gboolean
is_wrapped_around(const Grid *grid, guint r)
{
    const MzTextRow *row = row_at(grid, r), *above = row_at(grid, r - 1);
    const MzTextRow *below = r + 1 < grid->end ? row_at(grid, r + 1) : NULL;
    if (below == NULL || below->page != row->page || below->n != above->n ||
        fabsf(above->y + below->y - 2 * row->y) > grid->em * SAME_HEIGHT || row->y - above->y > grid->em * 1.7F)
        return FALSE;
    for (guint i = 0; i < above->n; i++) {
        const MzSegment *one = segment_at(grid, above->first + i), *other = segment_at(grid, below->first + i);
        if (one->number || other->number || MIN(one->x1, other->x1) <= MAX(one->x0, other->x0))
            return FALSE;
    }
    return TRUE;
}

/* The end (exclusive) of the head that is repeated from row `r`, the first of its page, on; `r`: there is none. Either
 * a row of numbers ends it, or it has the same characters as the head of rows [begin, head_end) or its first rows. */
static guint
repeated_end(const Grid *grid, guint r, guint head_end, gboolean running)
{
    guint here[BAG] = {0};
    guint32 page = row_at(grid, r)->page;
    guint end = r;
    for (guint k = r; k < grid->end && row_at(grid, k)->page == page; k++) {
        if ((grid->numbered && is_number_row(grid, row_at(grid, k))) || repeats_numbers(grid, k, head_end))
            return k + 1;
        if (is_data_row(grid, row_at(grid, k))) {
            end -= end > r && end == k && is_wrapped_around(grid, k);
            break;
        }
        count_chars(grid, k, k + 1, running, here);
        if (begins_head(grid, head_end, here))
            end = k + 1;
    }
    return end;
}

/* Whether a line of the head is the last one of a wrapped heading: a line above it stands as near as `step` or nearer.
 */
static gboolean
ends_heading(const Grid *grid, guint r, float step)
{
    const MzSegment *own = segment_at(grid, row_at(grid, r)->first);
    for (guint above = r; above > grid->begin && row_at(grid, above - 1)->page == row_at(grid, r)->page; above--) {
        const MzTextRow *row = row_at(grid, above - 1);
        if (row_at(grid, r)->y - row->y > step * 0.96F)
            return FALSE;
        for (guint s = row->first; s < row->first + row->n; s++) {
            const MzSegment *segment = segment_at(grid, s);
            if (MIN(own->x1, segment->x1) > MAX(own->x0, segment->x0))
                return TRUE;
        }
    }
    return FALSE;
}

/* Lines above the first row with data that belong to it: a wrapped name begins higher than the numbers beside it. */
static void
take_back_wrapped(const Grid *grid, guint r)
{
    const MzTextRow *row = row_at(grid, r);
    const MzTextRow *below = r + 1 < grid->end && row_at(grid, r + 1)->page == row->page ? row_at(grid, r + 1) : NULL;
    for (guint above = r; above > grid->begin; above--) {
        const MzTextRow *line = row_at(grid, above - 1);
        float step = row->y - line->y;
        gboolean mirrored = below != NULL && line->n == 1 && fabsf(below->y - row->y - step) < grid->em * 0.15F;
        if (line->page != row->page || grid->part[above - 1 - grid->begin] != PART_HEAD ||
            step > grid->em * (mirrored ? 1.7F : 0.95F) || (mirrored && ends_heading(grid, above - 1, step)))
            return;
        grid->part[above - 1 - grid->begin] = PART_BODY;
    }
}

/* The first head: what stands before the first row with data. Returns the row where the body begins. */
static guint
tell_head(Grid *grid)
{
    for (guint r = grid->begin; r < grid->end; r++) {
        const MzTextRow *row = row_at(grid, r);
        Part *part = &grid->part[r - grid->begin];
        if (row->kind == MZ_ROW_RUNNING) {
            *part = PART_OTHER;
        } else if (is_number_row(grid, row)) {
            *part = PART_NUMBERS;
            grid->numbered = TRUE;
        } else if (is_data_row(grid, row)) {
            take_back_wrapped(grid, r);
            return r;
        } else {
            *part = PART_HEAD;
        }
    }
    return grid->end;
}

/* Tells head from body: the head may be repeated on other pages. */
static void
tell_parts(Grid *grid)
{
    grid->first_body = tell_head(grid);
    guint head_end = grid->first_body, again = 0; /* the end of a repeated head */
    while (head_end > grid->begin && grid->part[head_end - 1 - grid->begin] == PART_BODY)
        head_end--;
    guint32 page = grid->first_body < grid->end ? row_at(grid, grid->first_body)->page : 0;
    for (guint r = grid->first_body; r < grid->end; r++) {
        const MzTextRow *row = row_at(grid, r);
        Part *part = &grid->part[r - grid->begin];
        gboolean turned = r > grid->begin && row_at(grid, r - 1)->page != row->page;
        if (turned)
            again = repeated_end(grid, r, head_end, TRUE);
        if (row->kind == MZ_ROW_RUNNING && r >= again) {
            *part = PART_OTHER;
            continue;
        }
        if (row->page != page)
            again = MAX(again, repeated_end(grid, r, head_end, FALSE));
        page = row->page;
        *part = r >= again ? PART_BODY : is_number_row(grid, row) ? PART_NUMBERS : PART_HEAD;
    }
}

/* ---- columns of the body */

static gint
by_left(gconstpointer a, gconstpointer b)
{
    const Column *one = a, *other = b;
    float d = one->x0 - other->x0;
    if (d == 0)
        d = one->x1 - other->x1;
    return d < 0 ? -1 : d > 0;
}

/* "类", "款", "项": headings of codes that may stand on the row of the sum. */
static gboolean
is_level(const Grid *grid, const MzSegment *segment)
{
    gunichar c = glyph(grid, segment->first);
    return segment->n == 1 && (c == 0x7C7B || c == 0x6B3E || c == 0x9879);
}

/* Rows of the body with a piece of more than one character that begins at `x`: names of a column do. */
static guint
edge_support(const Grid *grid, float x)
{
    guint support = 0;
    for (guint r = grid->begin; r < grid->end; r++) {
        const MzTextRow *row = row_at(grid, r);
        gboolean any = FALSE;
        for (guint s = row->first; s < row->first + row->n && grid->part[r - grid->begin] == PART_BODY; s++)
            any = any || (segment_at(grid, s)->n > 1 && fabsf(segment_at(grid, s)->x0 - x) < EDGE);
        support += any;
    }
    return support;
}

/* Whether two single characters are a word that is set wide apart ("金 额"). */
static gboolean
is_spaced(const Grid *grid, const MzSegment *a, const MzSegment *b)
{
    return a->n == 1 && b->n == 1 && glyph(grid, a->first) >= 0x2E80 && glyph(grid, b->first) >= 0x2E80 &&
           !is_level(grid, b) && b->x0 - a->x1 < grid->em * LETTER_GAP && edge_support(grid, b->x0) < 2;
}

/* Whether a piece is the name of a sum ("公用经费合计") in the middle of a cell across columns: within its width a
 * number ends or begins on other rows. */
static gboolean
stands_across(const Grid *grid, const MzSegment *words)
{
    if (glyph(grid, words->first + words->n - 1) != 0x8BA1 /* 计 */)
        return FALSE;
    guint gaps = 0;
    for (guint r = grid->begin; r < grid->end && gaps < 3; r++) {
        const MzTextRow *row = row_at(grid, r);
        if (grid->part[r - grid->begin] != PART_BODY)
            continue;
        for (guint s = row->first + 1; s < row->first + row->n; s++) {
            const MzSegment *a = segment_at(grid, s - 1), *b = segment_at(grid, s);
            gboolean ends = a->number && a->x1 > words->x0 + EDGE;
            gboolean begins = b->number && b->x0 > words->x0 + EDGE;
            gaps += (ends || begins) && a->x1 < words->x1 - EDGE && b->x0 < words->x1 - EDGE &&
                    b->x0 - a->x1 > grid->em * WIDE_BLANK;
        }
    }
    return gaps >= 3;
}

/* Pieces of the body's rows, one by one. Names of sums across columns are left out, and wide rows of one piece, which
 * may be anything. */
static GArray *
body_pieces(const Grid *grid)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Column));
    for (guint r = grid->begin; r < grid->end; r++) {
        const MzTextRow *row = row_at(grid, r);
        if (grid->part[r - grid->begin] != PART_BODY)
            continue;
        float width = segment_at(grid, row->first + row->n - 1)->x1 - segment_at(grid, row->first)->x0;
        if (row->n < 2 && width > grid->width * 0.35F)
            continue;
        for (guint s = row->first; s < row->first + row->n; s++) {
            const MzSegment *segment = segment_at(grid, s);
            gboolean level = is_level(grid, segment);
            if (stands_across(grid, segment))
                continue;
            if (s > row->first && is_spaced(grid, segment - 1, segment)) {
                g_array_index(pieces, Column, pieces->len - 1).x1 = segment->x1;
                continue;
            }
            Column piece = {
                .x0 = segment->x0, .x1 = segment->x1, .words = !segment->number && !level, .numbers = segment->number};
            g_array_append_val(pieces, piece);
        }
    }
    g_array_sort(pieces, by_left);
    return pieces;
}

/* An amount and another amount or a code: such never share a cell. */
static gboolean
never_share(const MzSegment *a, const MzSegment *b)
{
    return a->number && b->number && (a->decimal || b->decimal) && MIN(a->n, b->n) >= 3;
}

/* Rows in which a piece ends left of the gap and the next one begins right of it; twice those in which one of them is a
 * number, three times those that never share a cell. */
static guint
gap_support(const Grid *grid, float left, float right)
{
    guint support = 0;
    for (guint r = grid->begin; r < grid->end; r++) {
        const MzTextRow *row = row_at(grid, r);
        if (grid->part[r - grid->begin] != PART_BODY)
            continue;
        for (guint s = row->first + 1; s < row->first + row->n; s++) {
            float reach = (right - left) + grid->em;
            const MzSegment *a = segment_at(grid, s - 1);
            const MzSegment *b = segment_at(grid, s);
            if (a->x1 <= left + 0.1F && b->x0 >= right - 0.1F && b->x0 - a->x1 < reach * 4)
                support += never_share(a, b) ? 3 : a->number != b->number ? 2 : 1;
        }
    }
    return support;
}

/* Codes beside names, names beside amounts: then even a narrow gap parts columns. */
static gboolean
other_sort(const Column *column, const Column *piece)
{
    return column->words != column->numbers && column->words == piece->numbers;
}

/* Codes and their names in one cell, a blank between them: words begin where the codes do, as the next lines of wrapped
 * names. */
static gboolean
is_code_with_name(const Grid *grid, const Column *column, const Column *piece)
{
    if (!column->words || !column->numbers || !piece->words)
        return FALSE;
    guint near = 0, far = 0;
    for (guint r = grid->begin; r < grid->end; r++) {
        const MzTextRow *row = row_at(grid, r);
        for (guint s = row->first + 1; s < row->first + row->n && grid->part[r - grid->begin] == PART_BODY; s++) {
            const MzSegment *a = segment_at(grid, s - 1), *b = segment_at(grid, s);
            if (!a->number || b->number || a->x0 < column->x0 - EDGE || a->x1 > column->x1 + EDGE)
                continue;
            near += b->x0 - a->x1 < grid->em * BLANK;
            far += b->x0 - a->x1 >= grid->em * BLANK;
        }
    }
    return near > far;
}

static void
find_body_columns(Grid *grid)
{
    g_autoptr(GArray) pieces = body_pieces(grid);
    for (guint i = 0; i < pieces->len; i++) {
        const Column *piece = column_at(pieces, i);
        Column *last = grid->columns->len == 0 ? NULL : column_at(grid->columns, grid->columns->len - 1);
        float gap = last == NULL ? 0 : piece->x0 - last->x1;
        gboolean apart = last == NULL || gap > grid->em * 0.12F;
        if (last != NULL && is_code_with_name(grid, last, piece))
            apart = FALSE;
        else if (apart && last != NULL && gap < grid->em * NARROW)
            apart = other_sort(last, piece) || gap_support(grid, last->x1, piece->x0) >= 2 ||
                    (gap > grid->em * 0.25F && edge_support(grid, piece->x0) >= 3);
        else if (!apart && gap > grid->em * -0.15F) /* a justified name may reach into the border */
            apart = gap_support(grid, last->x1, piece->x0) >= 3;
        if (apart && grid->columns->len < MOST_COLUMNS)
            g_array_append_val(grid->columns, *piece);
        else if (last != NULL) {
            last->x1 = MAX(last->x1, piece->x1);
            last->words = last->words || piece->words;
            last->numbers = last->numbers || piece->numbers;
        }
    }
}

/* ---- columns that the row of numbers parts */

/* What stands in the row of numbers over the column, from left to right: one for each column there is. */
static GArray *
marks_over(const Grid *grid, const Column *column)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(Column));
    for (guint r = grid->begin; r < grid->first_body; r++) {
        const MzTextRow *row = row_at(grid, r);
        for (guint s = row->first; s < row->first + row->n && grid->part[r - grid->begin] == PART_NUMBERS; s++) {
            const MzSegment *segment = segment_at(grid, s);
            float middle = (segment->x0 + segment->x1) / 2;
            Column mark = {.x0 = segment->x0, .x1 = segment->x1};
            if (middle > column->x0 && middle < column->x1)
                g_array_append_val(marks, mark);
        }
    }
    g_array_sort(marks, by_left);
    return marks;
}

/* Where between two marks nothing of the body stands: the place furthest right, as amounts stand at the right of their
 * cells. Negative: everywhere something does. */
static float
free_between(const GArray *pieces, float left, float right)
{
    float at = right;
    for (guint i = pieces->len; i-- > 0 && at > left;) { /* from right to left, again and again as `at` moves */
        const Column *piece = column_at(pieces, i);
        if (piece->x0 < at - 0.1F && piece->x1 > at + 0.1F) {
            at = piece->x0;
            i = pieces->len;
        }
    }
    return at > left ? at : -1;
}

/* The part of the column between two borders: as wide as what stands in it, or else as its mark. */
static Column
part_of(const GArray *pieces, const Column *mark, float left, float right)
{
    Column part = {.x0 = mark->x0, .x1 = mark->x1};
    gboolean any = FALSE;
    for (guint i = 0; i < pieces->len; i++) {
        const Column *piece = column_at(pieces, i);
        if (piece->x0 < left - 0.1F || piece->x1 > right + 0.1F)
            continue;
        part.x0 = any ? MIN(part.x0, piece->x0) : piece->x0;
        part.x1 = any ? MAX(part.x1, piece->x1) : piece->x1;
        part.words = part.words || piece->words;
        part.numbers = part.numbers || piece->numbers;
        any = TRUE;
    }
    return part;
}

/* Columns that stand too near, or have too little in them, to be told apart by the body alone. */
static void
split_by_marks(Grid *grid)
{
    g_autoptr(GArray) pieces = body_pieces(grid);
    GArray *columns = g_array_new(FALSE, FALSE, sizeof(Column));
    for (guint c = 0; c < grid->columns->len; c++) {
        const Column *column = column_at(grid->columns, c);
        g_autoptr(GArray) marks = marks_over(grid, column);
        float left = column->x0;
        guint taken = 0; /* marks left of the border */
        for (guint m = 0; m + 1 < marks->len && grid->columns->len + columns->len < MOST_COLUMNS; m++) {
            float border = free_between(pieces, column_at(marks, m)->x1, column_at(marks, m + 1)->x0);
            if (border < 0)
                continue;
            Column part = part_of(pieces, column_at(marks, m), left, border);
            g_array_append_val(columns, part);
            left = border;
            taken = m + 1;
        }
        Column last = taken == 0 ? *column : part_of(pieces, column_at(marks, marks->len - 1), left, column->x1);
        g_array_append_val(columns, last);
    }
    g_array_unref(grid->columns);
    grid->columns = columns;
}

/* ---- columns that only the head knows */

static gboolean
overlaps(const Column *a, const Column *b)
{
    return MIN(a->x1, b->x1) - MAX(a->x0, b->x0) > 0.5F;
}

/* Whether two pieces of a row are one heading: characters set wide apart ("金 额"), or words with a blank between them
 * in a table that has nothing but words. */
static gboolean
is_one_heading(const Grid *grid, const MzSegment *left, const MzSegment *right)
{
    float gap = right->x0 - left->x1;
    if (left->n == 1 && right->n == 1 && !left->number)
        return gap < grid->em * LETTER_GAP;
    return grid->first_body == grid->end && gap < grid->em * BLANK;
}

static void
add_headings(const Grid *grid, const MzTextRow *row, Part part, GArray *headings)
{
    for (guint s = row->first; s < row->first + row->n; s++) {
        const MzSegment *segment = segment_at(grid, s);
        Column heading = {.x0 = segment->x0, .x1 = segment->x1, .lowest = row->y, .numbers = part == PART_NUMBERS};
        for (; s + 1 < row->first + row->n && is_one_heading(grid, segment_at(grid, s), segment_at(grid, s + 1)); s++)
            heading.x1 = segment_at(grid, s + 1)->x1;
        g_array_append_val(headings, heading);
    }
}

/* Whether one heading's lowest line stands so far above another's that they are not of one row of headings. */
static gboolean
is_far_above(const Grid *grid, const Column *heading, const Column *other)
{
    return other->lowest - heading->lowest >= grid->em * 2.6F;
}

/* Whether a heading under which nothing stands may be that of a group: between its neighbours of the same row stand
 * headings far lower, which may be its columns'. */
static gboolean
may_head_group(const Grid *grid, const GArray *leaves, const Column *heading)
{
    float left = -1e6F, right = 1e6F;
    for (guint k = 0; k < leaves->len; k++) {
        const Column *leaf = column_at(leaves, k);
        if (leaf == heading || is_far_above(grid, heading, leaf))
            continue;
        if (leaf->x1 <= heading->x0)
            left = MAX(left, leaf->x1);
        if (leaf->x0 >= heading->x1)
            right = MIN(right, leaf->x0);
    }
    for (guint k = 0; k < leaves->len; k++) {
        const Column *leaf = column_at(leaves, k);
        if (is_far_above(grid, heading, leaf) && leaf->x1 > left && leaf->x0 < right)
            return TRUE;
    }
    return FALSE;
}

/* Joins the lines of each heading, and its number, from the lowest upwards; one that stretches over several is the
 * heading of a group and drops out. One that stands well above others may be a group's too: it may name a column of the
 * body, but makes none. */
static GArray *
leaf_headings(const Grid *grid, GArray *headings)
{
    GArray *leaves = g_array_new(FALSE, FALSE, sizeof(Column));
    for (guint i = headings->len; i-- > 0;) {
        const Column *heading = column_at(headings, i);
        guint over = 0, which = 0;
        for (guint k = 0; k < leaves->len; k++) {
            if (overlaps(heading, column_at(leaves, k))) {
                over++;
                which = k;
            }
        }
        if (over == 1) {
            Column *leaf = column_at(leaves, which);
            leaf->x0 = MIN(leaf->x0, heading->x0);
            leaf->x1 = MAX(leaf->x1, heading->x1);
        } else if (over == 0) {
            g_array_append_val(leaves, *heading);
        }
    }
    for (guint k = 0; k < leaves->len; k++)
        column_at(leaves, k)->matched = may_head_group(grid, leaves, column_at(leaves, k));
    return leaves;
}

static GArray *
find_headings(const Grid *grid)
{
    GArray *headings = g_array_new(FALSE, FALSE, sizeof(Column));
    for (guint r = grid->begin; r < grid->first_body; r++) {
        const MzTextRow *row = row_at(grid, r);
        Part part = grid->part[r - grid->begin];
        if (part != PART_NUMBERS && (part != PART_HEAD || grid->numbered))
            continue; /* where columns are numbered, the numbers tell all that matter */
        add_headings(grid, row, part, headings);
    }
    GArray *leaves = leaf_headings(grid, headings);
    g_array_unref(headings);
    return leaves;
}

/* The body's columns under a heading: how many, and which it covers most. */
static guint
columns_under(const Grid *grid, const Column *heading, guint *which)
{
    guint over = 0;
    float most = 0;
    for (guint c = 0; c < grid->columns->len; c++) {
        const Column *column = column_at(grid->columns, c);
        if (!overlaps(column, heading))
            continue;
        float cover = MIN(column->x1, heading->x1) - MAX(column->x0, heading->x0);
        *which = cover > most ? c : *which;
        most = MAX(most, cover);
        over++;
    }
    return over;
}

/* The column of the body beside a heading, without a heading of its own and with none between; -1: none. To the right
 * stand amounts at the right of their cell, to the left anything at the left of its. */
static int
column_beside(const Grid *grid, const GArray *headings, const Column *heading, gboolean right)
{
    int best = -1;
    float best_gap = grid->em * 12;
    for (guint c = 0; c < grid->columns->len; c++) {
        const Column *column = column_at(grid->columns, c);
        float gap = right ? column->x0 - heading->x1 : heading->x0 - column->x1;
        if (column->matched || gap < -0.5F || gap >= best_gap || (right && column->words))
            continue;
        gboolean blocked = FALSE;
        for (guint h = 0; h < headings->len && !blocked; h++) {
            const Column *other = column_at(headings, h);
            blocked = right ? other->x0 >= heading->x1 && other->x1 <= column->x0 + 0.5F
                            : other->x1 <= heading->x0 && other->x0 >= column->x1 - 0.5F;
        }
        if (blocked)
            continue;
        best = (int)c;
        best_gap = gap;
    }
    return best;
}

/* A column is where its heading stands, too. */
static void
widen(Column *column, const Column *heading)
{
    column->middle = (heading->x0 + heading->x1) / 2;
    column->x0 = MIN(column->x0, heading->x0);
    column->x1 = MAX(column->x1, heading->x1);
}

/* Gives headings that stand over no column the one beside them. */
static void
match_beside(Grid *grid, const GArray *headings, gboolean *free_one, gboolean right)
{
    for (guint h = 0; h < headings->len; h++) {
        const Column *heading = column_at(headings, h);
        int beside = free_one[h] ? column_beside(grid, headings, heading, right) : -1;
        if (beside < 0)
            continue;
        Column *column = column_at(grid->columns, (guint)beside);
        column->matched = TRUE;
        widen(column, heading);
        free_one[h] = FALSE;
    }
}

/* A heading wider than its column reaches over the next one: where all but one of the columns under it have headings of
 * their own, that one is its. */
static void
match_reaching(Grid *grid, const Column *heading)
{
    Column *own = NULL;
    for (guint c = 0; c < grid->columns->len; c++) {
        Column *column = column_at(grid->columns, c);
        if (!overlaps(column, heading) || column->matched)
            continue;
        if (own != NULL)
            return;
        own = column;
    }
    if (own != NULL)
        own->matched = TRUE;
}

/* Whether something of a row of the body stands in a column. */
static gboolean
has_in(const Grid *grid, guint r, const Column *column)
{
    const MzTextRow *row = row_at(grid, r);
    gboolean any = FALSE;
    for (guint s = row->first; s < row->first + row->n && grid->part[r - grid->begin] == PART_BODY; s++)
        any = any || (segment_at(grid, s)->x0 < column->x1 && segment_at(grid, s)->x1 > column->x0);
    return any;
}

/* Whether both columns have something on one row, or so near that it cannot be two lines of one cell. */
static gboolean
share_row(const Grid *grid, const Column *a, const Column *b)
{
    for (guint r = grid->begin; r < grid->end; r++) {
        const MzTextRow *row = row_at(grid, r);
        gboolean in_a = has_in(grid, r, a), in_b = has_in(grid, r, b);
        for (guint k = r; k < grid->end && (in_a || in_b) && row_at(grid, k)->page == row->page &&
                          row_at(grid, k)->y - row->y < grid->em * SAME_CELL;
             k++) {
            if ((in_a && has_in(grid, k, b)) || (in_b && has_in(grid, k, a)))
                return TRUE;
        }
    }
    return FALSE;
}

/* How much of a stretch lies within the column's cells. Their width its heading tells: that stands in their middle, and
 * amounts reach to their right or left end. */
static float
cell_cover(const Column *column, const Column *stretch)
{
    float half = MAX(column->middle - column->x0, column->x1 - column->middle) + EDGE;
    return MIN(stretch->x1, column->middle + half) - MAX(stretch->x0, column->middle - half);
}

/* Whether column `c`, which is one of amounts and has no heading, is a part of the column before or behind it. */
static gboolean
may_unite(const Grid *grid, guint c, gboolean before)
{
    if ((before && c == 0) || (!before && c + 1 >= grid->columns->len))
        return FALSE;
    const Column *own = column_at(grid->columns, c);
    const Column *other = column_at(grid->columns, before ? c - 1 : c + 1);
    return other->matched && !other->words && !share_row(grid, own, other);
}

/* Amounts that are set in other ways within one cell ("12" in the middle, "12.34" at the right) may seem to be two
 * columns. There is one heading for both, and no row has both. */
static void
unite_columns(Grid *grid)
{
    for (guint c = 0; c < grid->columns->len; c++) {
        const Column own = *column_at(grid->columns, c);
        gboolean before = may_unite(grid, c, TRUE), behind = may_unite(grid, c, FALSE);
        if (own.matched || own.words || (!before && !behind))
            continue;
        if (before && behind)
            before =
                cell_cover(column_at(grid->columns, c - 1), &own) >= cell_cover(column_at(grid->columns, c + 1), &own);
        Column *other = column_at(grid->columns, before ? c - 1 : c + 1);
        other->x0 = MIN(other->x0, own.x0);
        other->x1 = MAX(other->x1, own.x1);
        g_array_remove_index(grid->columns, c--);
    }
}

static void
add_head_columns(Grid *grid)
{
    g_autoptr(GArray) headings = find_headings(grid);
    gboolean *free_one = g_new0(gboolean, headings->len + 1);
    for (guint c = 0; c < grid->columns->len; c++)
        column_at(grid->columns, c)->middle = (column_at(grid->columns, c)->x0 + column_at(grid->columns, c)->x1) / 2;
    for (guint h = 0; h < headings->len; h++) {
        guint which = 0;
        guint over = columns_under(grid, column_at(headings, h), &which);
        free_one[h] = over == 0;
        if (over == 1 || (over > 1 && grid->numbered))
            column_at(grid->columns, which)->matched = TRUE;
        if (over == 1)
            widen(column_at(grid->columns, which), column_at(headings, h));
    }
    for (guint h = 0; h < headings->len; h++) {
        if (!free_one[h])
            match_reaching(grid, column_at(headings, h));
    }
    match_beside(grid, headings, free_one, TRUE);
    match_beside(grid, headings, free_one, FALSE);
    unite_columns(grid);
    guint n_body = grid->columns->len;
    for (guint h = 0; h < headings->len; h++) {
        const Column *heading = column_at(headings, h);
        if (!free_one[h] || (heading->matched && n_body > 0) || grid->columns->len >= MOST_COLUMNS)
            continue;
        Column column = {.x0 = heading->x0, .x1 = heading->x1, .matched = TRUE};
        g_array_append_val(grid->columns, column);
    }
    g_free(free_one);
    g_array_sort(grid->columns, by_left);
}

/* The column that a segment stands in: the one it covers most, else the nearest. */
static guint
column_of(const Grid *grid, const MzSegment *segment)
{
    guint best = 0;
    float best_cover = -1e9F;
    for (guint c = 0; c < grid->columns->len; c++) {
        const Column *column = column_at(grid->columns, c);
        float cover = MIN(segment->x1, column->x1) - MAX(segment->x0, column->x0);
        if (cover > best_cover + 0.01F) {
            best_cover = cover;
            best = c;
        }
    }
    return best;
}

/* ---- rows of cells */

/* What stands in one column on one row of text. */
typedef struct {
    guint row, column;
    guint first, n; /* segments */
    float y, width;
    float end_y;       /* of its cell's last line; y: not known to have more lines */
    guint head;        /* the piece that begins its cell */
    gboolean number;   /* nothing but numbers: an amount, a code, a 行次 */
    gboolean opens;    /* its words begin a row: "二、", "223 …", "其中：" */
    gboolean anchored; /* a number stands on its row */
    gboolean joined;   /* it was given to a row with numbers */
    gboolean overleaf; /* it stands on the next page, to which its row goes on */
    guint target;      /* row of text on whose line it is written */
} Piece;

/* Whether words can only be a row's first: they begin with an ordinal, a code or "其中". */
static gboolean
opens_row(const Grid *grid, const MzSegment *segment)
{
    guint digits = 0;
    while (digits < segment->n && g_unichar_isdigit(glyph(grid, segment->first + digits)))
        digits++;
    gboolean code = (digits == 3 || digits == 5 || digits == 7) && !(segment->number && digits < segment->n);
    gboolean part = segment->n > 2 && glyph(grid, segment->first) == 0x5176 /* 其 */ &&
                    glyph(grid, segment->first + 1) == 0x4E2D /* 中 */;
    return code || part || has_ordinal(grid, segment);
}

/* An ordinal may be broken: "二十" over "一、国有". Then the lower line opens no row. */
static void
mend_ordinals(const Grid *grid, GArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = &g_array_index(pieces, Piece, i);
        for (guint k = i; piece->opens && k-- > 0;) {
            const Piece *above = &g_array_index(pieces, Piece, k);
            if (above->column != piece->column || above->row == piece->row)
                continue;
            const MzSegment *segment = segment_at(grid, above->first);
            if (ordinal_digits(grid, segment) == segment->n && has_ordinal(grid, segment_at(grid, piece->first)))
                piece->opens = FALSE;
            break;
        }
    }
}

static GArray *
find_pieces(const Grid *grid, guint begin, guint end)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    for (guint r = begin; r < end; r++) {
        const MzTextRow *row = row_at(grid, r);
        for (guint s = row->first; s < row->first + row->n; s++) {
            const MzSegment *segment = segment_at(grid, s);
            guint column = column_of(grid, segment);
            Piece *last = pieces->len == 0 ? NULL : &g_array_index(pieces, Piece, pieces->len - 1);
            if (last != NULL && last->row == r && last->column == column) {
                last->n++;
                last->width += segment->x1 - segment_at(grid, s - 1)->x1;
                last->number = last->number && segment->number;
                continue;
            }
            Piece piece = {.row = r, .column = column, .first = s, .n = 1, .y = segment->y, .number = segment->number};
            piece.width = segment->x1 - segment->x0;
            piece.opens = opens_row(grid, segment);
            piece.target = r;
            piece.end_y = piece.y;
            piece.head = pieces->len;
            g_array_append_val(pieces, piece);
        }
    }
    mend_ordinals(grid, pieces);
    return pieces;
}

/* Joining the lines of one column to rows that have numbers ("anchors"). */
typedef struct {
    Piece **lines; /* from top to bottom */
    guint n_lines;
    const guint *anchors; /* rows */
    const float *anchor_y;
    guint n_anchors;
    float em;
    float widest; /* of the column's lines */
    float step;   /* lines of a cell stand at most so far apart */
    gboolean top; /* cells begin at one height, else their middles do */
    guint most;   /* lines of a cell that are joined; 1: they are joined already */
} Joining;

/* Whether lines [first, first + n) stand no nearer to each other than to the line above or below them: blank rows look
 * like that. Lines of which none stands on the number's own row cannot be such. */
static gboolean
is_even(const Joining *joining, guint first, guint n, guint a)
{
    Piece *const *lines = joining->lines + first;
    float step = lines[n - 1]->y - lines[n - 2]->y;
    gboolean beside = FALSE;
    for (guint i = 0; i < n; i++)
        beside = beside || lines[i]->row == joining->anchors[a];
    gboolean above = first > 0 && lines[0]->y - lines[-1]->y < step * 1.04F;
    gboolean below = first + n < joining->n_lines && lines[n]->y - lines[n - 1]->y < step * 1.04F;
    return beside && (above || below);
}

/* How badly lines [first, first + n) fit the cell beside anchor `a`; huge: not at all. */
static float
group_cost(const Joining *joining, guint first, guint n, guint a)
{
    const float never = 1e6F;
    float strangers = 0; /* lines that stand beside a number of their own */
    float unfilled = 0;
    for (guint i = first; i < first + n; i++) {
        const Piece *line = joining->lines[i];
        if (line->number && line->end_y <= line->y && line->row != joining->anchors[a])
            return never;
        if (line->anchored && line->row != joining->anchors[a])
            strangers += 1;
        float step = i == first ? 0 : line->y - joining->lines[i - 1]->y;
        if (step > joining->step || (i > first && line->opens && !line->number))
            return never;
        if (i > first && joining->lines[i - 1]->width + joining->em * 2 < joining->widest)
            unfilled += SHORT_COST;
    }
    float y = joining->lines[first]->y;
    if (!joining->top)
        y = (y + joining->lines[first + n - 1]->end_y) / 2;
    /* Many lines for one cell are unlikely where other cells could have them. */
    float many = 0.03F * (float)((n - 1) * (n - 1));
    float even = n > 1 && is_even(joining, first, n, a) ? EVEN_COST : 0;
    return strangers + many + unfilled + even + fabsf(y - joining->anchor_y[a]) / joining->em;
}

/* The cheapest way to give lines to anchors in order; lines may stand alone. Sets the targets, returns the cost. */
static float
join_lines(const Joining *joining)
{
    guint width = joining->n_anchors + 1;
    gsize size = (gsize)(joining->n_lines + 1) * width;
    float *cost = g_new(float, size);
    int *step = g_new0(int, size); /* -1: the line stands alone; 0…: lines taken by the anchor */
    for (guint i = 0; i <= joining->n_lines; i++) {
        for (guint j = 0; j < width; j++) {
            gsize at = (gsize)i * width + j;
            cost[at] = i == 0 ? 0 : 1e9F;
            if (i > 0 && cost[at - width] + ALONE_COST < cost[at]) {
                cost[at] = cost[at - width] + ALONE_COST;
                step[at] = -1;
            }
            for (guint k = 0; j > 0 && k <= MIN(i, joining->most); k++) {
                float here = cost[at - 1 - (gsize)k * width] + (k == 0 ? 0 : group_cost(joining, i - k, k, j - 1));
                if (here < cost[at] - 1e-4F) {
                    cost[at] = here;
                    step[at] = (int)k;
                }
            }
        }
    }
    guint i = joining->n_lines, j = joining->n_anchors;
    while (i > 0) {
        int taken = step[(gsize)i * width + j];
        if (taken < 0) {
            i--;
            joining->lines[i]->target = joining->lines[i]->row;
            joining->lines[i]->joined = FALSE;
            continue;
        }
        j--;
        for (; taken > 0; taken--) {
            joining->lines[--i]->target = joining->anchors[j];
            joining->lines[i]->joined = TRUE;
        }
    }
    float total = cost[size - 1];
    g_free(cost);
    g_free(step);
    return total;
}

/* Joins the wrapped lines of every column. Returns the cost. */
static float
join_columns(const Grid *grid, GArray *pieces, Joining *joining)
{
    float cost = 0;
    for (guint c = 0; c < grid->columns->len; c++) {
        joining->n_lines = 0;
        joining->widest = column_at(grid->columns, c)->widest;
        for (guint i = 0; i < pieces->len; i++) {
            Piece *piece = &g_array_index(pieces, Piece, i);
            if (piece->column == c && piece->head == i)
                joining->lines[joining->n_lines++] = piece;
        }
        if (joining->n_lines > 0)
            cost += join_lines(joining);
    }
    return cost;
}

/* Whether two lines of numbers are one amount. */
static gboolean
is_broken(const Grid *grid, const Piece *above, const Piece *below)
{
    return above->n == 1 && below->n == 1 &&
           mz_layout_goes_on(grid->layout, segment_at(grid, above->first), segment_at(grid, below->first));
}

/* Makes cells of the lines that stand as near as lines of one cell do. */
static void
join_cells(const Grid *grid, GArray *pieces, float limit)
{
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = &g_array_index(pieces, Piece, i);
        Piece *above = NULL;
        for (guint k = i; k-- > 0 && above == NULL;) {
            Piece *other = &g_array_index(pieces, Piece, k);
            above = other->column == piece->column && other->row != piece->row ? other : NULL;
        }
        if (above == NULL || piece->y - above->y > limit)
            continue;
        gboolean words = !piece->number && !above->number && !piece->opens;
        if (words || (piece->number && above->number && is_broken(grid, above, piece))) {
            piece->head = above->head;
            g_array_index(pieces, Piece, piece->head).end_y = piece->y;
        }
    }
}

/* Whether the piece is a number of one line. */
static gboolean
is_anchor(const GArray *pieces, const Piece *piece)
{
    const Piece *head = &g_array_index(pieces, Piece, piece->head);
    return piece->number && head->end_y <= head->y;
}

/* Marks the pieces on whose row a number stands. */
static void
mark_anchored(GArray *pieces)
{
    for (guint i = 0; i < pieces->len;) {
        guint end = i;
        gboolean number = FALSE;
        guint row = g_array_index(pieces, Piece, i).row;
        for (; end < pieces->len && g_array_index(pieces, Piece, end).row == row; end++)
            number = number || is_anchor(pieces, &g_array_index(pieces, Piece, end));
        for (; i < end; i++)
            g_array_index(pieces, Piece, i).anchored = number;
    }
}

/* Learns from a page's part of the body how near lines of a column and rows with numbers stand, and how wide lines
 * are. Rows of text between two others mean that their cells have more lines. */
static void
learn_steps(Grid *grid, const GArray *pieces)
{
    for (guint c = 0; c < grid->columns->len; c++) {
        const Piece *above = NULL;
        for (guint i = 0; i < pieces->len; i++) {
            const Piece *piece = &g_array_index(pieces, Piece, i);
            if (piece->column != c)
                continue;
            column_at(grid->columns, c)->widest = MAX(column_at(grid->columns, c)->widest, piece->width);
            float step = above == NULL ? 0 : piece->y - above->y;
            if (step > grid->em * SAME_CELL) {
                grid->second_step = MIN(grid->second_step, MAX(step, grid->line_step));
                grid->line_step = MIN(grid->line_step, step);
            }
            if (above != NULL && piece->row == above->row + 1 && ((above->anchored && piece->anchored) || piece->opens))
                grid->row_step = MIN(grid->row_step, step);
            above = piece;
        }
    }
}

/* How far lines of one cell stand apart at most: nearer than two rows with numbers ever are. Where cells have their
 * middles at one height, these tell more, and the step may be larger; else no line is wrapped (0) unless lines do stand
 * nearer than rows. */
static float
cell_step(const Grid *grid, gboolean top)
{
    if (!top)
        return grid->row_step < 1e6F ? MIN(grid->row_step * 0.97F, grid->em * 3.2F) : grid->em * 2.2F;
    gboolean wrapped = grid->row_step < 1e6F && grid->line_step < grid->row_step * 0.96F;
    return wrapped ? MIN(grid->line_step * 1.08F, grid->row_step * 0.96F) : 0;
}

/* Cells of one row have their middles at one height, however many lines each has. Those that no number stands beside
 * get the row of the first one. */
static void
level_cells(const Grid *grid, GArray *pieces)
{
    for (guint i = 1; i < pieces->len; i++) {
        Piece *piece = &g_array_index(pieces, Piece, i);
        const Piece *head = &g_array_index(pieces, Piece, piece->head);
        if (piece->head != i) {
            piece->target = head->target;
            continue;
        }
        for (guint k = 0; k < i && !piece->joined; k++) {
            const Piece *other = &g_array_index(pieces, Piece, k);
            float distance = (piece->y + piece->end_y - other->y - other->end_y) / 2;
            if (other->head == k && !other->joined && other->column != piece->column &&
                fabsf(distance) < grid->em * 0.15F) {
                piece->target = other->target;
                break;
            }
        }
    }
}

/* Finds the rows that have numbers, and their heights: those of single lines first, then those of broken numbers that
 * no other number stands beside. Returns how many. */
static guint
find_anchors(const Grid *grid, const GArray *pieces, guint *anchors, float *anchor_y)
{
    guint n = 0;
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        if (!is_anchor(pieces, piece) || (n > 0 && anchors[n - 1] == piece->row))
            continue;
        anchors[n] = piece->row;
        anchor_y[n++] = piece->y;
    }
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        float middle = (piece->y + piece->end_y) / 2;
        if (!piece->number || piece->head != i || is_anchor(pieces, piece))
            continue;
        guint at = 0;
        while (at < n && anchor_y[at] < middle - grid->em * SAME_HEIGHT &&
               anchor_y[at] < piece->y - grid->em * SAME_HEIGHT)
            at++;
        if (at < n && anchor_y[at] < middle + grid->em * SAME_HEIGHT)
            continue;
        memmove(anchors + at + 1, anchors + at, (n - at) * sizeof *anchors);
        memmove(anchor_y + at + 1, anchor_y + at, (n - at) * sizeof *anchor_y);
        anchors[at] = piece->row;
        anchor_y[at] = middle;
        n++;
    }
    return n;
}

/* Whether a cell begins on both rows in one column. */
static gboolean
share_column(const GArray *pieces, guint row, guint other)
{
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *a = &g_array_index(pieces, Piece, i);
        for (guint k = 0; k < pieces->len && a->row == row && a->head == i; k++) {
            const Piece *b = &g_array_index(pieces, Piece, k);
            if (b->row == other && b->head == k && b->column == a->column)
                return TRUE;
        }
    }
    return FALSE;
}

/* Makes one of anchor `a` and the next one: the row of the first, the height of the one nearer to `middle`. */
static void
unite_two(GArray *pieces, guint *anchors, float *anchor_y, guint n, guint a, float middle)
{
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = &g_array_index(pieces, Piece, i);
        if (piece->row == anchors[a + 1] && piece->head == i)
            piece->row = piece->target = anchors[a];
    }
    if (fabsf(anchor_y[a + 1] - middle) < fabsf(anchor_y[a] - middle))
        anchor_y[a] = anchor_y[a + 1];
    memmove(anchors + a + 1, anchors + a + 2, (n - a - 2) * sizeof *anchors);
    memmove(anchor_y + a + 1, anchor_y + a + 2, (n - a - 2) * sizeof *anchor_y);
}

/* Numbers of one row may stand at two heights, some at the top of their cells and some in the middle: all that stand
 * beside the lines of one cell are of its row. Returns how many anchors are left. */
static guint
unite_anchors(const Grid *grid, GArray *pieces, guint *anchors, float *anchor_y, guint n)
{
    float same = grid->em * SAME_HEIGHT;
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *cell = &g_array_index(pieces, Piece, i);
        float top = cell->y, bottom = cell->end_y;
        guint a = 0;
        if (cell->number || cell->head != i || bottom <= top)
            continue;
        while (a < n && anchor_y[a] < top - same)
            a++;
        for (; a + 1 < n && anchor_y[a + 1] < bottom + same && !share_column(pieces, anchors[a], anchors[a + 1]); n--)
            unite_two(pieces, anchors, anchor_y, n, a, (top + bottom) / 2);
    }
    return n;
}

static void
join_pieces(const Grid *grid, GArray *pieces)
{
    guint *anchors = g_new(guint, pieces->len + 1);
    float *anchor_y = g_new(float, pieces->len + 1);
    float limit = grid->line_limit;
    if (limit > 0)
        join_cells(grid, pieces, limit);
    mark_anchored(pieces);
    guint n_anchors = find_anchors(grid, pieces, anchors, anchor_y);
    n_anchors = unite_anchors(grid, pieces, anchors, anchor_y, n_anchors);
    Piece **lines = g_new(Piece *, pieces->len + 1);
    Joining joining = {.lines = lines, .anchors = anchors, .anchor_y = anchor_y, .n_anchors = n_anchors};
    joining.em = grid->em;
    joining.step = cell_step(grid, FALSE);
    joining.most = limit > 0 ? 1 : MOST_LINES;
    /* Cells of a table either have their middles at one height or their tops: what joins the lines better. */
    if (n_anchors > 0) {
        float middle = join_columns(grid, pieces, &joining);
        joining.top = TRUE;
        joining.step = cell_step(grid, TRUE);
        if (join_columns(grid, pieces, &joining) + 0.01F >= middle) {
            joining.top = FALSE;
            joining.step = cell_step(grid, FALSE);
            join_columns(grid, pieces, &joining);
        }
    }
    level_cells(grid, pieces);
    g_free(lines);
    g_free(anchor_y);
    g_free(anchors);
}

/* Whether two lines of headings, one below the other, are of one cell: they stand one em and a half apart at most, or
 * as far as the lines of wrapped names do in the body, around the single lines beside them. */
static gboolean
is_same_heading(const Grid *grid, const Piece *above, const Piece *below)
{
    const MzSegment *one = segment_at(grid, above->first);
    const MzSegment *other = segment_at(grid, below->first);
    float step = below->y - above->y;
    if (MIN(one->x1, other->x1) - MAX(one->x0, other->x0) <= 0)
        return FALSE;
    if (step <= grid->em * 1.5F || step < grid->line_limit)
        return TRUE;
    gboolean wrapped = grid->line_step < grid->row_step * 0.96F && grid->line_step < grid->em * 2.2F;
    gboolean aligned = fabsf(one->x0 + one->x1 - other->x0 - other->x1) < grid->em * 0.6F ||
                       fabsf(one->x0 - other->x0) < grid->em * 0.3F;
    return wrapped && aligned && below->row > above->row + 1 && fabsf(step - grid->line_step) < grid->em * 0.08F;
}

/* Joins the lines of headings ("行" over "次"). */
static void
join_headings(const Grid *grid, GArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = &g_array_index(pieces, Piece, i);
        const Piece *above = NULL;
        for (guint k = 0; k < i; k++) {
            const Piece *other = &g_array_index(pieces, Piece, k);
            if (other->column == piece->column && other->row < piece->row)
                above = other;
        }
        if (above != NULL && grid->part[piece->row - grid->begin] != PART_NUMBERS && !piece->number && !above->number &&
            is_same_heading(grid, above, piece)) {
            piece->head = above->head;
            piece->target = above->target;
            g_array_index(pieces, Piece, piece->head).end_y = piece->y;
        }
    }
    level_cells(grid, pieces);
}

/* ---- writing */

static void
put_piece(const Grid *grid, const Piece *piece, MzBuilder *builder)
{
    for (guint s = piece->first; s < piece->first + piece->n; s++) {
        if (s > piece->first && mz_layout_blank_between(grid->layout, segment_at(grid, s - 1), segment_at(grid, s)))
            mz_builder_char(builder, ' ', NULL);
        const MzSegment *segment = segment_at(grid, s);
        if (!piece->overleaf)
            mz_layout_put_segment(grid->layout, segment, builder);
        for (guint i = segment->first; i < segment->first + segment->n && piece->overleaf; i++)
            mz_builder_char(builder, g_array_index(grid->layout->glyphs, MzGlyph, i).c, NULL);
    }
}

/* The line of row `r`: all pieces that were joined to it, a tab at each column border. */
static void
put_line(const Grid *grid, const GArray *pieces, guint r, MzBuilder *builder)
{
    /* A head repeated on another page is kept but nothing to read: its words may be labels of rows as well. */
    gboolean repeated = grid->part[r - grid->begin] != PART_BODY && r > grid->first_body;
    gboolean any = FALSE;
    for (guint i = 0; i < pieces->len && !any; i++)
        any = g_array_index(pieces, Piece, i).target == r;
    if (!any)
        return;
    for (guint c = 0; c < grid->columns->len; c++) {
        gunichar before = 0;
        if (c > 0)
            mz_builder_char(builder, '\t', NULL);
        for (guint i = 0; i < pieces->len; i++) {
            const Piece *piece = &g_array_index(pieces, Piece, i);
            if (piece->target != r || piece->column != c)
                continue;
            gunichar first = glyph(grid, segment_at(grid, piece->first)->first);
            if (before != 0 && before < 0x80 && first < 0x80 && !(piece->number && piece->head != i))
                mz_builder_char(builder, ' ', NULL);
            put_piece(grid, piece, builder);
            const MzSegment *last = segment_at(grid, piece->first + piece->n - 1);
            before = glyph(grid, last->first + last->n - 1);
        }
    }
    mz_builder_end_line(builder, row_at(grid, r)->page, repeated);
}

static void
put_other(const Grid *grid, guint r, MzBuilder *builder)
{
    const MzTextRow *row = row_at(grid, r);
    for (guint s = row->first; s < row->first + row->n; s++) {
        if (s > row->first)
            mz_builder_char(builder, ' ', NULL);
        mz_layout_put_segment(grid->layout, segment_at(grid, s), builder);
    }
    mz_builder_end_line(builder, row->page, TRUE);
}

/* The last piece of a column that a row from `begin` on goes on from: it is of the page's last row, and full, or a
 * broken number. NULL: there is none. */
static const Piece *
continued(const Grid *grid, const GArray *pieces, guint last_target, const Piece *next)
{
    const Piece *above = NULL;
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        if (piece->column == next->column && !piece->overleaf)
            above = piece;
    }
    if (above == NULL || above->target != last_target || above->number != next->number || next->opens)
        return NULL;
    if (next->number)
        return is_broken(grid, above, next) ? above : NULL;
    float room = column_at(grid->columns, next->column)->widest - above->width;
    return room < grid->em * 1.6F ? above : NULL;
}

/* The first row of a page's part of the body on which a number stands that is no broken one's rest, or words that open
 * a row; or a line above it whose cell goes on beside it. */
static guint
first_own_row(const Grid *grid, const GArray *next, guint end)
{
    guint own = end;
    for (guint i = 0; i < next->len && own == end; i++) {
        const Piece *piece = &g_array_index(next, Piece, i);
        if (piece->opens || (piece->number && whole_number(grid, segment_at(grid, piece->first)) < 0))
            own = piece->row;
    }
    for (guint i = next->len; i-- > 0;) {
        const Piece *piece = &g_array_index(next, Piece, i);
        if (piece->row >= own)
            own = MIN(own, g_array_index(next, Piece, piece->head).row);
    }
    return own;
}

/* A row may be broken between two pages: what stands on the next page before its first row and is the rest of the last
 * row's cells, all of it, joins these. Returns the row where the next page's own rows begin. */
static guint
take_rest(const Grid *grid, GArray *pieces, guint begin, guint end)
{
    if (grid->line_limit <= 0 || pieces->len == 0)
        return begin;
    g_autoptr(GArray) next = find_pieces(grid, begin, end);
    join_cells(grid, next, grid->line_limit);
    guint own = first_own_row(grid, next, end), last_target = 0, n = 0;
    gboolean blank = FALSE; /* there are rows without numbers: words may be one */
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        last_target = MAX(last_target, piece->target);
        blank = blank || (piece->head == i && !piece->number && !piece->joined && !piece->anchored);
    }
    for (guint i = 0; i < next->len; i++) {
        const Piece *piece = &g_array_index(next, Piece, i);
        if (piece->row < own && piece->head == i &&
            ((blank && !piece->number) || continued(grid, pieces, last_target, piece) == NULL))
            return begin;
        n += piece->row < own;
    }
    for (guint i = 0; i < n; i++) {
        Piece piece = g_array_index(next, Piece, i);
        piece.target = last_target;
        piece.overleaf = TRUE;
        piece.head = 0;
        g_array_append_val(pieces, piece);
    }
    return n > 0 ? own : begin;
}

/* The end (exclusive) of the rows of one page and part from row `r` on. */
static guint
part_end(const Grid *grid, guint r)
{
    Part part = grid->part[r - grid->begin];
    guint end = r + 1;
    while (end < grid->end && row_at(grid, end)->page == row_at(grid, r)->page && part != PART_OTHER &&
           grid->part[end - grid->begin] != PART_OTHER &&
           (grid->part[end - grid->begin] == PART_BODY) == (part == PART_BODY))
        end++;
    return end;
}

/* The next row of the body on another page, from row `r` on; the table's end: there is none. */
static guint
next_body(const Grid *grid, guint r)
{
    while (r < grid->end && grid->part[r - grid->begin] != PART_BODY)
        r++;
    return r;
}

/* Rows of the same page and part; wrapped cells are joined in the body only. */
static void
put_rows(Grid *grid, guint begin, guint end, gboolean body, MzBuilder *builder)
{
    g_autoptr(GArray) pieces = find_pieces(grid, body ? MAX(begin, grid->taken) : begin, end);
    if (body) {
        join_pieces(grid, pieces);
        guint next = next_body(grid, end);
        grid->taken = next < grid->end ? take_rest(grid, pieces, next, part_end(grid, next)) : next;
    } else {
        join_headings(grid, pieces);
    }
    for (guint r = begin; r < end; r++)
        put_line(grid, pieces, r, builder);
}

/* The distance below which two lines of a column are of one cell, above which of two; 0: not known. Known it is where
 * lines, more than two, stand nearer to each other than rows ever do, by the padding of the cells. */
static float
own_limit(const Grid *grid)
{
    if (grid->row_step >= 1e6F || grid->line_step > grid->row_step - MAX(grid->row_step * 0.08F, JITTER))
        return 0;
    float limit = MIN(grid->line_step * 1.1F, grid->line_step + 0.6F * (grid->row_step - grid->line_step));
    return grid->second_step <= limit ? limit : 0;
}

/* Learns the same for the table, from itself or else from tables of the same letters before it. */
static void
learn_limit(Grid *grid, MzLayout *layout)
{
    grid->line_limit = own_limit(grid);
    if (grid->line_limit > 0) {
        layout->line_limit = grid->line_limit;
        layout->line_em = grid->em;
    } else if (fabsf(grid->em - layout->line_em) < grid->em * SAME_SIZE && grid->row_step > layout->line_limit) {
        grid->line_limit = layout->line_limit;
    }
}

static void
put_all(Grid *grid, MzLayout *layout, MzBuilder *builder)
{
    for (guint r = grid->begin; r < grid->end; r = part_end(grid, r)) {
        if (grid->part[r - grid->begin] != PART_BODY)
            continue;
        g_autoptr(GArray) pieces = find_pieces(grid, r, part_end(grid, r));
        mark_anchored(pieces);
        learn_steps(grid, pieces);
    }
    learn_limit(grid, layout);
    for (guint r = grid->begin; r < grid->end; r = part_end(grid, r)) {
        Part part = grid->part[r - grid->begin];
        if (part == PART_OTHER)
            put_other(grid, r, builder);
        else
            put_rows(grid, r, part_end(grid, r), part == PART_BODY, builder);
    }
}

void
mz_grid_write(MzLayout *layout, guint begin, guint end, MzBuilder *builder)
{
    Grid grid = {.layout = layout,
                 .begin = begin,
                 .end = end,
                 .first_body = end,
                 .line_step = 1e6F,
                 .row_step = 1e6F,
                 .second_step = 1e6F};
    grid.part = g_new0(Part, end - begin);
    grid.columns = g_array_new(FALSE, FALSE, sizeof(Column));
    grid.em = row_at(&grid, begin)->em;
    float left = 1e6F, right = 0;
    for (guint r = begin; r < end; r++) {
        const MzTextRow *row = row_at(&grid, r);
        if (row->kind == MZ_ROW_WIDE)
            grid.em = MIN(grid.em, row->em);
        left = MIN(left, segment_at(&grid, row->first)->x0);
        right = MAX(right, segment_at(&grid, row->first + row->n - 1)->x1);
    }
    grid.width = right - left;
    tell_parts(&grid);
    find_body_columns(&grid);
    if (grid.numbered)
        split_by_marks(&grid);
    add_head_columns(&grid);
    put_all(&grid, layout, builder);
    g_free(grid.part);
    g_array_unref(grid.columns);
}
