/* Printed tables: characters at given places become lines with a tab at every border of columns. The pages are cut out
 * of such as LibreOffice and Chromium print, with their measures. */
#include "read/grid.h"

#include "read/builder.h"

enum { MOST_PIECES = 128 };

/* A piece of text on a page: where its first character begins and the middle of its line. What justification adds
 * stands in the boxes of characters, but behind '|' (no character) and the last one. */
typedef struct {
    guint32 page;
    float x, y;
    const char *text;
    float spread;
} Print;

typedef struct {
    const char *name;
    float em;
    const char *wanted; /* running lines in brackets */
    Print prints[MOST_PIECES];
} Page;

static float
char_width(gunichar c, float em)
{
    return c == '.' || c == ',' ? em * 0.28F : c < 0x80 ? em * 0.555F : em;
}

static void
set_print(const Print *print, float em, GArray *glyphs)
{
    float x = print->x;
    for (const char *p = print->text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '|')
            continue;
        const char *next = g_utf8_next_char(p);
        float width = char_width(c, em);
        float own = *next == '|' || *next == '\0' ? width : width + print->spread;
        MzGlyph glyph = {.c = c, .shown = {x, print->y - em * 0.65F, x + own, print->y + em * 0.65F}};
        g_array_append_val(glyphs, glyph);
        x += width + print->spread;
    }
}

/* Adds the pieces of one page; returns how many there are of it. */
static guint
set_page(const Page *page, guint32 number, MzLayout *layout)
{
    g_autoptr(GArray) glyphs = g_array_new(FALSE, FALSE, sizeof(MzGlyph));
    for (guint i = 0; i < MOST_PIECES && page->prints[i].text != NULL; i++) {
        if (page->prints[i].page == number)
            set_print(&page->prints[i], page->em, glyphs);
    }
    if (glyphs->len > 0)
        mz_layout_page(layout, number, (const MzGlyph *)(const void *)glyphs->data, glyphs->len, 0, 595, 842);
    return glyphs->len;
}

static char *
read_lines(const Page *page)
{
    g_autoptr(MzLayout) layout = mz_layout_new();
    MzBuilder *builder = mz_builder_new("test", "PDF", TRUE);
    for (guint32 number = 1; set_page(page, number, layout) > 0; number++)
        mz_builder_page(builder, (MzPrintedPage){595, 842, MZ_PAGE_TEXT});
    mz_layout_write(layout, builder);
    GError *error = NULL;
    g_autoptr(MzSource) source = mz_builder_finish(builder, &error);
    g_assert_no_error(error);
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < source->n_lines; i++)
        g_string_append_printf(lines, source->places[i].running ? "[%s]\n" : "%s\n", source->lines[i].text);
    return g_string_free(lines, FALSE);
}

static const Page pages[] = {
    {"a justified sum in a column of codes",
     8.5F,
     "经济分类科目编码\t科目名称\t决算数\n"
     "30201\t办公费\t125.00\n"
     "30202\t印刷费\t7.50\n"
     "30203\t咨询费\t\n"
     "公用经费合计\t\t132.50\n",
     {{1, 242, 70, "经济分类科", 0.6F},
      {1, 242, 85.4F, "目编码", 0},
      {1, 295.1F, 77.7F, "科目名称", 0},
      {1, 353.9F, 77.7F, "决算数", 0},
      {1, 242, 102.9F, "30201", 0},
      {1, 295.1F, 102.9F, "办公费", 0},
      {1, 353.9F, 102.9F, "125.00", 0},
      {1, 242, 120.4F, "30202", 0},
      {1, 295.1F, 120.4F, "印刷费", 0},
      {1, 353.9F, 120.4F, "7.50", 0},
      {1, 242, 137.9F, "30203", 0},
      {1, 295.1F, 137.9F, "咨询费", 0},
      {1, 242, 155.4F, "公用经|费|合", 1.94F},
      {1, 242, 170.8F, "计", 0},
      {1, 353.9F, 163.1F, "132.50", 0}}},
    {"an amount at the other end of its cell",
     8,
     "科目编码\t科目名称\t基本支出\t项目支出\t经营支出\n"
     "栏次\t\t1\t2\t3\n"
     "2010501\t行政运行\t120,129.73\t195,311.23\t0.07\n"
     "2010502\t管理事务\t\t260\t\n"
     "2010503\t机关服务\t40,000.11\t51.23\t\n",
     {{1, 58, 70, "科目编码", 0},       {1, 194, 70, "科目名称", 0},      {1, 385.2F, 70, "基本支出", 0},
      {1, 469.1F, 70, "项目支出", 0},   {1, 553.1F, 70, "经营支出", 0},   {1, 66, 83.5F, "栏次", 0},
      {1, 399, 83.5F, "1", 0},          {1, 482.9F, 83.5F, "2", 0},       {1, 566.9F, 83.5F, "3", 0},
      {1, 50, 97, "2010501", 0},        {1, 162, 97, "行政运行", 0},      {1, 401.3F, 97, "120,129.73", 0},
      {1, 485.2F, 97, "195,311.23", 0}, {1, 593.6F, 97, "0.07", 0},       {1, 50, 110.5F, "2010502", 0},
      {1, 162, 110.5F, "管理事务", 0},  {1, 445, 110.5F, "260", 0},       {1, 50, 124, "2010503", 0},
      {1, 162, 124, "机关服务", 0},     {1, 405.7F, 124, "40,000.11", 0}, {1, 505.2F, 124, "51.23", 0}}},
    {"a row whose name goes on overleaf, above a wrapped one",
     8.5F,
     "科目编码\t科目名称\t项目名称\t合计\n"
     "※\t※\t※\t1\n"
     "\t总计\t\t5.67\n"
     "\t虚构市石塘镇档案馆\t\t5.67\n"
     "[科目编码\t科目名称\t项目名称\t合计]\n"
     "[※\t※\t※\t1]\n"
     "2010607\t信息化建设\t图书采购\t0.57\n"
     "2010608\t财政委托业务支出\t场馆开放\t5.10\n",
     {{1, 58.2F, 700, "科目编码", 0},     {1, 129.6F, 700, "科目名称", 0},    {1, 169.4F, 700, "项目名称", 0},
      {1, 207.7F, 700, "合计", 0},        {1, 58.2F, 717.5F, "※", 0},         {1, 129.6F, 717.5F, "※", 0},
      {1, 169.4F, 717.5F, "※", 0},        {1, 207.7F, 717.5F, "1", 0},        {1, 129.6F, 735, "总计", 0},
      {1, 207.7F, 735, "5.67", 0},        {1, 129.6F, 752.5F, "虚构市石", 1}, {1, 129.6F, 767.8F, "塘镇档案", 1},
      {1, 207.7F, 752.5F, "5.67", 0},     {2, 58.2F, 37, "科目编码", 0},      {2, 129.6F, 37, "科目名称", 0},
      {2, 169.4F, 37, "项目名称", 0},     {2, 207.7F, 37, "合计", 0},         {2, 58.2F, 54.5F, "※", 0},
      {2, 129.6F, 54.5F, "※", 0},         {2, 169.4F, 54.5F, "※", 0},         {2, 207.7F, 54.5F, "1", 0},
      {2, 129.6F, 72, "馆", 0},           {2, 129.6F, 89.5F, "信息化建", 1},  {2, 129.6F, 104.9F, "设", 0},
      {2, 58.2F, 97.2F, "2010607", 0},    {2, 169.4F, 97.2F, "图书采购", 0},  {2, 207.7F, 97.2F, "0.57", 0},
      {2, 129.6F, 122.4F, "财政委托", 1}, {2, 129.6F, 137.7F, "业务支出", 0}, {2, 58.2F, 130.1F, "2010608", 0},
      {2, 169.4F, 130.1F, "场馆开放", 0}, {2, 207.7F, 130.1F, "5.10", 0}}},
    {"numbers of columns first on a page, their head before it",
     8,
     "项目\t\t合计\t基本支出\t项目支出\t经营支出\n"
     "编码\t名称\t\t\t\t\n"
     "\t\t1\t2\t3\t4\n"
     "201\t一般公共服务\t7.00\t\t7.00\t\n"
     "20126\t档案事务\t7.00\t\t7.00\t\n",
     {
         {1, 50, 760, "项目", 0},
         {1, 250, 760, "合计", 0},
         {1, 330, 760, "基本支出", 0},
         {1, 410, 760, "项目支出", 0},
         {1, 490, 760, "经营支出", 0},
         {1, 50, 775, "编码", 0},
         {1, 120, 775, "名称", 0},
         {2, 250, 60, "1", 0},
         {2, 330, 60, "2", 0},
         {2, 410, 60, "3", 0},
         {2, 490, 60, "4", 0},
         {2, 50, 75, "201", 0},
         {2, 120, 75, "一般公共服务", 0},
         {2, 250, 75, "7.00", 0},
         {2, 410, 75, "7.00", 0},
         {2, 50, 90, "20126", 0},
         {2, 120, 90, "档案事务", 0},
         {2, 250, 90, "7.00", 0},
         {2, 410, 90, "7.00", 0},
     }},
    {"numbers of columns repeated on every page",
     8,
     "编码\t名称\t合计\t基本支出\t项目支出\t经营支出\n"
     "\t\t1\t2\t3\t4\n"
     "201\t一般公共服务\t7.00\t\t7.00\t\n"
     "[\t\t1\t2\t3\t4]\n"
     "20126\t档案事务\t7.00\t\t7.00\t\n"
     "[\t\t1\t2\t3\t4]\n"
     "2012604\t档案馆\t7.00\t\t\t7.00\n",
     {
         {1, 50, 60, "编码", 0},      {1, 120, 60, "名称", 0},     {1, 250, 60, "合计", 0},
         {1, 330, 60, "基本支出", 0}, {1, 410, 60, "项目支出", 0}, {1, 490, 60, "经营支出", 0},
         {1, 250, 75, "1", 0},        {1, 330, 75, "2", 0},        {1, 410, 75, "3", 0},
         {1, 490, 75, "4", 0},        {1, 50, 90, "201", 0},       {1, 120, 90, "一般公共服务", 0},
         {1, 250, 90, "7.00", 0},     {1, 410, 90, "7.00", 0},     {2, 250, 60, "1", 0},
         {2, 330, 60, "2", 0},        {2, 410, 60, "3", 0},        {2, 490, 60, "4", 0},
         {2, 50, 75, "20126", 0},     {2, 120, 75, "档案事务", 0}, {2, 250, 75, "7.00", 0},
         {2, 410, 75, "7.00", 0},     {3, 250, 60, "1", 0},        {3, 330, 60, "2", 0},
         {3, 410, 60, "3", 0},        {3, 490, 60, "4", 0},        {3, 50, 75, "2012604", 0},
         {3, 120, 75, "档案馆", 0},   {3, 250, 75, "7.00", 0},     {3, 490, 75, "7.00", 0},
     }},
    {"numbers of blank rows first and last on a page",
     8,
     "项目\t行次\t金额\t项目\t行次\t金额\n"
     "一、拨款收入\t1\t7.00\t一、一般公共服务\t5\t7.00\n"
     "\t2\t\t\t6\t\n"
     "\t3\t\t\t7\t\n"
     "总计\t4\t7.00\t总计\t8\t7.00\n",
     {
         {1, 50, 745, "项目", 0},
         {1, 120, 745, "行次", 0},
         {1, 250, 745, "金额", 0},
         {1, 330, 745, "项目", 0},
         {1, 410, 745, "行次", 0},
         {1, 490, 745, "金额", 0},
         {1, 50, 760, "一、拨款收入", 0},
         {1, 120, 760, "1", 0},
         {1, 250, 760, "7.00", 0},
         {1, 330, 760, "一、一般公共服务", 0},
         {1, 410, 760, "5", 0},
         {1, 490, 760, "7.00", 0},
         {1, 120, 775, "2", 0},
         {1, 410, 775, "6", 0},
         {2, 120, 60, "3", 0},
         {2, 410, 60, "7", 0},
         {2, 50, 75, "总计", 0},
         {2, 120, 75, "4", 0},
         {2, 250, 75, "7.00", 0},
         {2, 330, 75, "总计", 0},
         {2, 410, 75, "8", 0},
         {2, 490, 75, "7.00", 0},
     }},
    {"numbers of one row at two heights",
     8.5F,
     "类\t款\t名称\t项目名称\t合计\t基本支出\n"
     "224\t01\t行政运行\t\t1.00\t1.00\n"
     "224\t02\t机关服务\t\t1.00\t1.00\n"
     "224\t06\t森林草原防灾减灾\t宣传培训\t3.67\t3.67\n"
     "224\t07\t其他自然灾害救灾及恢复重建支出\t物业托管第一期\t0.09\t0.09\n",
     {{1, 67, 70, "类", 0},
      {1, 89, 70, "款", 0},
      {1, 130, 70, "名称", 0},
      {1, 175, 70, "项目名称", 0},
      {1, 217.8F, 70, "合计", 0},
      {1, 266, 70, "基本支出", 0},
      {1, 64.3F, 199.1F, "224", 0},
      {1, 88.4F, 199.1F, "01", 0},
      {1, 118.5F, 199.1F, "行政运行", 0},
      {1, 217.8F, 199.1F, "1.00", 0},
      {1, 276.3F, 199.1F, "1.00", 0},
      {1, 64.3F, 216.6F, "224", 0},
      {1, 88.4F, 216.6F, "02", 0},
      {1, 118.5F, 216.6F, "机关服务", 0},
      {1, 217.8F, 216.6F, "1.00", 0},
      {1, 276.3F, 216.6F, "1.00", 0},
      {1, 118.5F, 234.1F, "森林草原防", 0},
      {1, 64.3F, 241.8F, "224", 0},
      {1, 88.4F, 241.8F, "06", 0},
      {1, 217.8F, 241.8F, "3.67", 0},
      {1, 276.3F, 241.8F, "3.67", 0},
      {1, 127, 249.5F, "灾减灾", 0},
      {1, 88.4F, 267, "07", 0},
      {1, 118.5F, 267, "其他自然灾", 0},
      {1, 217.8F, 267, "0.09", 0},
      {1, 276.3F, 267, "0.09", 0},
      {1, 64.3F, 282.3F, "224", 0},
      {1, 118.5F, 282.3F, "害救灾及恢", 0},
      {1, 171, 241.8F, "宣传培训", 0},
      {1, 171, 274.6F, "物业托管第", 0},
      {1, 184.8F, 290, "一期", 0},
      {1, 118.5F, 297.7F, "复重建支出", 0}}},
    {"rows beside one name",
     8.5F,
     "款\t名称\t合计\t基本支出\n"
     "01\t行政运行\t1.00\t1.00\n"
     "02\t机关服务\t1.00\t1.00\n"
     "06\t森林草原防灾减灾\t3.67\t3.67\n"
     "07\t\t0.09\t0.09\n"
     "08\t其他自然灾害救灾及恢复重建支出\t0.08\t0.08\n"
     "09\t\t0.07\t0.07\n",
     {{1, 89, 70, "款", 0},
      {1, 130, 70, "名称", 0},
      {1, 217.8F, 70, "合计", 0},
      {1, 266, 70, "基本支出", 0},
      {1, 88.4F, 199.1F, "01", 0},
      {1, 118.5F, 199.1F, "行政运行", 0},
      {1, 217.8F, 199.1F, "1.00", 0},
      {1, 276.3F, 199.1F, "1.00", 0},
      {1, 88.4F, 216.6F, "02", 0},
      {1, 118.5F, 216.6F, "机关服务", 0},
      {1, 217.8F, 216.6F, "1.00", 0},
      {1, 276.3F, 216.6F, "1.00", 0},
      {1, 118.5F, 234.1F, "森林草原防", 0},
      {1, 88.4F, 241.8F, "06", 0},
      {1, 217.8F, 241.8F, "3.67", 0},
      {1, 276.3F, 241.8F, "3.67", 0},
      {1, 127, 249.5F, "灾减灾", 0},
      {1, 88.4F, 267, "07", 0},
      {1, 217.8F, 267, "0.09", 0},
      {1, 276.3F, 267, "0.09", 0},
      {1, 118.5F, 272, "其他自然灾", 0},
      {1, 118.5F, 287.4F, "害救灾及恢", 0},
      {1, 118.5F, 302.8F, "复重建支出", 0},
      {1, 88.4F, 284.5F, "08", 0},
      {1, 217.8F, 284.5F, "0.08", 0},
      {1, 276.3F, 284.5F, "0.08", 0},
      {1, 88.4F, 302, "09", 0},
      {1, 217.8F, 302, "0.07", 0},
      {1, 276.3F, 302, "0.07", 0}}},
};

static void
test_page(gconstpointer data)
{
    const Page *page = data;
    g_autofree char *got = read_lines(page);
    if (strcmp(got, page->wanted) != 0)
        g_test_fail_printf("wanted:\n%s\ngot:\n%s", page->wanted, got);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *name = g_strdup_printf("/grid/%s", pages[i].name);
        g_test_add_data_func(name, &pages[i], test_page);
    }
    return g_test_run();
}
