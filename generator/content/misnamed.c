#include "content/misnamed.h"

#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "content/discover.h"

/* How people write what kind of report it is. The longer words of a kind go first. */
static const struct {
    const char *word;
    MzKind kind;
} words[] = {{"部门决算", MZ_KIND_FINAL},  {"决算", MZ_KIND_FINAL},  {"final", MZ_KIND_FINAL},
             {"部门预算", MZ_KIND_BUDGET}, {"预算", MZ_KIND_BUDGET}, {"budget", MZ_KIND_BUDGET}};

/* A name that is mended step by step. */
typedef struct {
    char *stem;   /* what is left of it */
    char *ending; /* that was taken off it, in small letters; "": none */
    GString *why; /* what was mended */
} Repair;

static void
note(Repair *repair, const char *zh, const char *en)
{
    if (repair->why->len > 0)
        g_string_append(repair->why, mz_tr("、", ", "));
    g_string_append(repair->why, mz_lang() == MZ_LANG_EN ? en : zh);
}

/* Takes the ending off, also one that is written twice. FALSE: it is of nothing that is read. */
static gboolean
take_ending(Repair *repair)
{
    MzFilingFormat format;
    char *dot = strrchr(repair->stem, '.');
    repair->ending = g_ascii_strdown(dot != NULL ? dot : "", -1);
    if (dot == NULL || !mz_filing_format(dot, &format))
        return FALSE;
    gboolean twice = FALSE;
    for (*dot = '\0'; (dot = strrchr(repair->stem, '.')) != NULL && mz_filing_format(dot, &format); *dot = '\0')
        twice = TRUE;
    if (twice)
        note(repair, "后缀写了两次（Windows 可能没有显示后缀）", "the ending is there twice (Windows may not show it)");
    return TRUE;
}

static void
take_blanks(Repair *repair)
{
    GString *kept = g_string_new(NULL);
    for (const char *p = repair->stem; *p != '\0'; p = g_utf8_next_char(p)) {
        if (!g_unichar_isspace(g_utf8_get_char(p)))
            g_string_append_unichar(kept, g_utf8_get_char(p));
    }
    if (kept->len < strlen(repair->stem))
        note(repair, "有空格", "there is a blank in it");
    g_free(repair->stem);
    repair->stem = g_string_free(kept, FALSE);
}

static void
lower(Repair *repair)
{
    char *small = g_ascii_strdown(repair->stem, -1);
    if (strcmp(small, repair->stem) != 0)
        note(repair, "有大写字母", "there are capital letters");
    g_free(repair->stem);
    repair->stem = small;
}

/* The only year in it; NULL: there is none, or several. */
static char *
find_year(char *stem)
{
    char *found = NULL;
    for (char *p = stem; *p != '\0';) {
        gsize n = strspn(p, "0123456789");
        if (n == 4 && (g_str_has_prefix(p, "19") || g_str_has_prefix(p, "20"))) {
            if (found != NULL)
                return NULL;
            found = p;
        }
        p += MAX(n, 1);
    }
    return found;
}

/* The word that says the kind; -1: there is none. One that is misspelt is put right. */
static int
find_kind(Repair *repair)
{
    int found = -1;
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strstr(repair->stem, words[i].word) == NULL)
            continue;
        if (found >= 0 && words[i].kind != words[found].kind)
            return -1;
        found = found < 0 ? (int)i : found;
    }
    if (found >= 0)
        return found;
    static const char *const kinds[] = {"final", "budget", NULL};
    char *run = repair->stem + strcspn(repair->stem, "abcdefghijklmnopqrstuvwxyz");
    g_autofree char *word = g_strndup(run, strspn(run, "abcdefghijklmnopqrstuvwxyz"));
    const char *near = mz_nearest(word, kinds);
    if (near == NULL)
        return -1;
    *run = '\0';
    char *mended = g_strconcat(repair->stem, near, run + strlen(word), NULL);
    g_free(repair->stem);
    repair->stem = mended;
    g_autofree char *zh = g_strdup_printf("“%s”应写作 %s", word, near);
    g_autofree char *en = g_strdup_printf("'%s' should be %s", word, near);
    note(repair, zh, en);
    return strcmp(near, "final") == 0 ? 2 : 5;
}

/* What is left beside year and kind, without what stands between them. */
static gboolean
has_more(const char *stem, const char *year, const char *kind, gsize kind_length)
{
    static const char *const between[] = {"年度", "年", "-", "_", "—", "–", "−", "."};
    for (const char *p = stem; *p != '\0';) {
        gsize n = p == year ? 4 : p == kind ? kind_length : 0;
        for (guint i = 0; n == 0 && i < G_N_ELEMENTS(between); i++)
            n = g_str_has_prefix(p, between[i]) ? strlen(between[i]) : 0;
        if (n == 0)
            return TRUE;
        p += n;
    }
    return FALSE;
}

/* Says what is wrong with what is left; the name it should be without ending. NULL: it cannot be told. */
static char *
judge_words(Repair *repair, gboolean only_these)
{
    int kind = find_kind(repair);
    const char *year = find_year(repair->stem);
    if (kind < 0 || year == NULL)
        return NULL;
    const char *word = words[kind].word, *at = strstr(repair->stem, word);
    const char *key = mz_kind_key(words[kind].kind);
    if (has_more(repair->stem, year, at, strlen(word))) {
        if (only_these)
            return NULL;
        note(repair, "年份和种类之外还有别的字", "there is more in it than year and kind");
    } else if (at < year) {
        note(repair, "年份应写在前面", "the year comes first");
    } else if (strcmp(word, key) != 0) {
        g_autofree char *zh = g_strdup_printf("“%s”应写作 %s", word, key);
        g_autofree char *en = g_strdup_printf("'%s' should be %s", word, key);
        note(repair, zh, en);
    } else if (at != year + 5 || year[4] != '-') {
        note(repair, "年份和种类之间应是一个连字符“-”", "year and kind are joined by one hyphen");
    }
    return g_strdup_printf("%.4s-%s", year, key);
}

/* The same with full-width letters and digits as ASCII. */
static char *
fold(Repair *repair, const char *name)
{
    char *folded = g_utf8_normalize(name, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *usual = g_utf8_normalize(name, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    if (g_strcmp0(usual, folded) != 0)
        note(repair, "有全角字符", "there are full-width characters");
    return folded != NULL ? folded : g_strdup("");
}

char *
mz_misnamed(const char *name, gboolean is_folder, char **why)
{
    Repair repair = {.why = g_string_new(NULL)};
    char *stem = NULL, *should = NULL;
    repair.stem = fold(&repair, name);
    take_blanks(&repair);
    if (is_folder || take_ending(&repair)) {
        lower(&repair);
        /* a .json with more words may have been meant to stand beside a report */
        stem = judge_words(&repair, is_folder || strcmp(repair.ending, ".json") == 0);
    }
    if (stem != NULL && repair.why->len > 0)
        should = g_strconcat(stem, is_folder ? "" : repair.ending, NULL);
    *why = g_string_free(repair.why, should == NULL);
    g_free(stem);
    g_free(repair.stem);
    g_free(repair.ending);
    return should;
}

const char *
mz_misnamed_ending(const char *name)
{
    static const struct {
        const char *endings; /* each with a blank behind it */
        const char *zh, *en;
    } known[] = {
        {".zip .rar .7z .tar .gz ",
         "压缩包不能读：请解压，把里面的报告按“年份-final.pdf”的样子命名，放在这里；一份报告有几个文件的，放进“年份-"
         "final”文件夹",
         "archives are not read: unpack it and put the report in it here as YEAR-final.pdf, or several files of one "
         "report into a folder YEAR-final"},
        {".ofd ", "OFD 不能读：请用阅读软件另存或打印为 PDF", "OFD is not read: save or print it as PDF"},
        {".jpg .jpeg .png .tif .tiff .bmp .gif .webp ", "图片不能读：请把各页合成一个 PDF，生成时加 --ocr",
         "pictures are not read: make one PDF of the pages, and build with --ocr"},
        {".crdownload .part .download .tmp .td .xltd ", "没有下载完：请重新下载",
         "the download is not complete: get it again"},
    };
    const char *dot = strrchr(name, '.');
    g_autofree char *ending = g_ascii_strdown(dot != NULL ? dot : "", -1);
    g_autofree char *word = g_strconcat(ending, " ", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        if (dot != NULL && strstr(known[i].endings, word) != NULL)
            return mz_lang() == MZ_LANG_EN ? known[i].en : known[i].zh;
    }
    return dot != NULL ? NULL
                       : mz_tr("文件名没有后缀：请按内容加上 .txt、.pdf 等",
                               "the name has no ending: add .txt, .pdf or what it is");
}
