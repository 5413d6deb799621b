#include "content/discover.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/parallel.h"
#include "content/misnamed.h"
#include "publish/path.h"
#include "read/document.h"
#include "read/source.h"

enum { REGION, DEPARTMENT, UNIT, LEVELS };

typedef struct {
    MzDiscovery *found;
    const MzSettings *settings;
    guint threads;
    char *base; /* real path of content/reports, to stay inside */
    const char *names[LEVELS];
    GArray *bodies;    /* MzBody */
    GArray *filings;   /* MzFiling of the folder just now */
    GPtrArray *beside; /* char*: paths of what stands beside reports in it */
    GError *closed;    /* about the first folder that cannot be looked into; NULL: none */
    guint n_advised;   /* names of which was said what they should be */
} Search;

/* One name in a folder. A province has 30,000 files here, so the system is asked about each only once. */
typedef struct {
    const char *name;
    gboolean is_link, is_folder, is_file; /* the last two of what a link leads to */
    MzStamp stamp;                        /* of a file */
} Entry;

/* The names in a folder, sorted by bytes. */
typedef struct {
    GPtrArray *names;  /* owns them */
    GPtrArray *hidden; /* those that begin with a dot; NULL: none */
    Entry *entries;
    guint n;
} Listing;

/* What may stand beside a report. */
enum { CORRECTIONS, META, SUPPRESSIONS, COMPANIONS };
static const char *const companions[COMPANIONS] = {".corrections.json", ".meta.json", ".suppressions.csv"};

static void
complain(GPtrArray *list, const char *path, const char *zh, const char *en)
{
    GError *error = NULL;
    MzPlace place = {path, 0, 0};
    mz_error_set(&error, MZ_ERROR_INPUT, &place, "%s", mz_lang() == MZ_LANG_EN ? en : zh);
    g_ptr_array_add(list, error);
}

gboolean
mz_filing_name(const char *name, MzFilingName *out)
{
    for (int i = 0; i < 4; i++) {
        if (!g_ascii_isdigit(name[i]))
            return FALSE;
    }
    if (name[4] != '-')
        return FALSE;
    for (int kind = 0; kind < MZ_KINDS; kind++) {
        const char *key = mz_kind_key((MzKind)kind);
        gsize length = strlen(key);
        if (strncmp(name + 5, key, length) == 0 && (name[5 + length] == '.' || name[5 + length] == '\0')) {
            *out = (MzFilingName){atoi(name), (MzKind)kind, name + 5 + length};
            return TRUE;
        }
    }
    return FALSE;
}

/* ---- folders */

static void
look_at(int handle, Entry *entry)
{
    struct stat info;
    if (fstatat(handle, entry->name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    entry->is_link = S_ISLNK(info.st_mode);
    if (entry->is_link && fstatat(handle, entry->name, &info, 0) != 0)
        return;
    entry->is_folder = S_ISDIR(info.st_mode);
    entry->is_file = S_ISREG(info.st_mode);
    if (entry->is_file)
        entry->stamp = mz_stamp(&info);
}

/* A folder that is looked into. */
typedef struct {
    char *path;
    Listing listing;
    GError *error; /* why it cannot be; then there is no listing */
} Folder;

static void
list_folder(gpointer data, gpointer user)
{
    (void)user;
    Folder *folder = data;
    Listing *listing = &folder->listing;
    const char *path = folder->path;
    listing->names = mz_source_list_folder(path, &listing->hidden, &folder->error);
    if (listing->names == NULL)
        return;
    listing->n = listing->names->len;
    listing->entries = g_new0(Entry, listing->n + 1);
    int handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (guint i = 0; i < listing->n; i++) {
        listing->entries[i].name = g_ptr_array_index(listing->names, i);
        look_at(handle, &listing->entries[i]);
    }
    if (handle >= 0)
        close(handle);
}

static void
free_folder(Folder *folder)
{
    g_clear_pointer(&folder->listing.names, g_ptr_array_unref);
    g_clear_pointer(&folder->listing.hidden, g_ptr_array_unref);
    g_free(folder->listing.entries);
    g_clear_error(&folder->error);
    g_free(folder->path);
}

/* A symbolic link must not lead out of content/reports: the site would publish what was never meant to be. */
static gboolean
is_inside(const Search *search, const Entry *entry, const char *path)
{
    if (!entry->is_link)
        return TRUE;
    return mz_source_is_below(path, search->base);
}

/* ---- reports */

static MzFiling *
find_filing(const Search *search, const MzFilingName *name)
{
    for (guint i = 0; i < search->filings->len; i++) {
        MzFiling *filing = &g_array_index(search->filings, MzFiling, i);
        if (filing->year == name->year && filing->kind == name->kind)
            return filing;
    }
    return NULL;
}

/* Who goes on to change a text of which there is a report.json too would wonder why nothing changes. Nobody changes an
 * original document. */
static void
note_passed_over(const Search *search, const char *path, MzFilingFormat format, const char *instead)
{
    if (format == MZ_FILING_DOCUMENT)
        return;
    g_autofree char *name = g_path_get_basename(instead);
    g_autofree char *zh = g_strdup_printf("没有读这个文件：同一份报告另有 %s，以它为准；要读这一个，请移走它", name);
    g_autofree char *en =
        g_strdup_printf("not read: %s of the same report goes before it; take it away to read this", name);
    complain(search->found->warnings, path, zh, en);
}

static void
take_filing(Search *search, const char *path, const MzFilingName *name, MzFilingFormat format)
{
    MzFiling *earlier = find_filing(search, name);
    if (earlier == NULL) {
        MzFiling filing = {.path = mz_arena_strdup(search->found->arena, path),
                           .format = format,
                           .kind = name->kind,
                           .year = name->year};
        g_array_append_val(search->filings, filing);
    } else if (earlier->format == format) {
        char *zh = g_strdup_printf("同一份报告另有同级来源 %s，请只留一个", earlier->path);
        char *en = g_strdup_printf("the same report has another source of equal rank, %s; keep one", earlier->path);
        complain(search->found->errors, path, zh, en);
        g_free(zh);
        g_free(en);
    } else if (format == MZ_FILING_DOCUMENT) {
        earlier->original = mz_arena_strdup(search->found->arena, path);
    } else if (earlier->format == MZ_FILING_JSON) {
        note_passed_over(search, path, format, earlier->path);
    } else if (format < earlier->format) {
        if (format == MZ_FILING_JSON)
            note_passed_over(search, earlier->path, earlier->format, path);
        if (earlier->format == MZ_FILING_DOCUMENT)
            earlier->original = earlier->path;
        earlier->path = mz_arena_strdup(search->found->arena, path);
        earlier->format = format;
    }
}

gboolean
mz_filing_format(const char *ending, MzFilingFormat *format)
{
    *format = MZ_FILING_JSON;
    if (g_ascii_strcasecmp(ending, ".json") == 0)
        return TRUE;
    *format = g_ascii_strcasecmp(ending, ".txt") == 0 ? MZ_FILING_TEXT : MZ_FILING_DOCUMENT;
    for (const char *const *known = mz_document_endings(); *known != NULL; known++) {
        if (g_ascii_strcasecmp(ending, *known) == 0)
            return TRUE;
    }
    return FALSE;
}

/* What a name should be; NULL: nothing that could be told. */
static GError *
advice(const char *path, gboolean is_folder)
{
    g_autofree char *why = NULL;
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *should = mz_misnamed(name, is_folder, &why);
    if (should == NULL)
        return NULL;
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *other = g_build_filename(folder, should, NULL);
    gboolean is_taken = g_file_test(other, G_FILE_TEST_EXISTS);
    MzPlace place = {path, 0, 0};
    GError *error = NULL;
    mz_error_set(
        &error, MZ_ERROR_INPUT, &place,
        is_taken
            ? mz_tr("不是报告的名字：%s；已有“%s”，读的是它", "no report's name: %s; there is '%s', which is read")
            : mz_tr("不是报告的名字：%s；应改名为“%s”。已略过", "no report's name: %s; it should be '%s'. Passed over"),
        why, should);
    return error;
}

/* Says what the name should be. Where there are very many, the general rule must do: equal messages are said once. */
static gboolean
advise(Search *search, const char *path, gboolean is_folder)
{
    enum { ADVISED = 20 };
    GError *error = search->n_advised < ADVISED ? advice(path, is_folder) : NULL;
    if (error == NULL)
        return FALSE;
    search->n_advised++;
    g_ptr_array_add(search->found->warnings, error);
    return TRUE;
}

/* The general rule that a file or folder at this depth breaks. */
static GError *
broken_rule(const char *path, int depth)
{
    MzPlace place = {path, 0, 0};
    GError *error = NULL;
    if (depth < UNIT)
        mz_error_set(&error, MZ_ERROR_INPUT, &place, "%s",
                     mz_tr("报告应放在 " MZ_REPORTS "/地区/部门/ 下，已略过",
                           "reports belong into " MZ_REPORTS "/REGION/DEPARTMENT/; passed over"));
    else if (depth > LEVELS)
        mz_error_set(&error, MZ_ERROR_INPUT, &place, "%s",
                     mz_tr("文件夹层次过深（地区/部门/单位），已略过",
                           "folders nest too deep (REGION/DEPARTMENT/UNIT); passed over"));
    else
        mz_error_set(
            &error, MZ_ERROR_INPUT, &place, "%s",
            mz_tr("不是报告：文件名应为“年份-final.txt”（决算）或“年份-budget.txt”（预算），也可以是 .pdf、.docx "
                  "等，已略过",
                  "no report: a name is YEAR-final.txt (accounts) or YEAR-budget.txt (or .pdf, .docx …); passed over"));
    return error;
}

GError *
mz_filing_passed_over(const char *path, int depth)
{
    GError *error = depth >= UNIT && depth <= LEVELS ? advice(path, FALSE) : NULL;
    return error != NULL ? error : broken_rule(path, depth);
}

/* A file that is no report. */
static void
note_stray(Search *search, const char *path, const char *file, gboolean has_name)
{
    const char *ending = mz_misnamed_ending(file);
    if (advise(search, path, FALSE))
        return;
    if (ending != NULL) {
        g_autofree char *said = g_strdup_printf(mz_tr("%s。已略过", "%s; passed over"), ending);
        complain(search->found->warnings, path, said, said);
    } else if (!has_name) {
        g_ptr_array_add(search->found->warnings, broken_rule(path, UNIT));
    } else {
        complain(search->found->warnings, path, "这种文件不能读，请放入 PDF、DOCX、XLSX、网页或 .txt；已略过",
                 "files of this kind cannot be read, put a PDF, DOCX, XLSX, web page or .txt; passed over");
    }
}

static void
take_file(Search *search, const char *path, const char *file)
{
    MzFilingName name;
    if (!mz_filing_name(file, &name)) {
        note_stray(search, path, file, FALSE);
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(companions); i++) {
        if (strcmp(name.rest, companions[i]) == 0) {
            g_ptr_array_add(search->beside, g_strdup(path));
            return;
        }
    }
    MzFilingFormat format;
    if (mz_filing_format(name.rest, &format))
        take_filing(search, path, &name, format);
    else if (g_str_has_suffix(name.rest, ".json") || g_str_has_suffix(name.rest, ".csv"))
        complain(search->found->warnings, path,
                 "不认识这个文件名；报告旁边可以有 "
                 "年份-final.corrections.json（更正）、年份-final.suppressions.csv（豁免）和 "
                 "年份-final.meta.json（原件），请核对拼写；已略过",
                 "this name is not known; beside a report may stand YEAR-final.corrections.json, "
                 "YEAR-final.suppressions.csv and YEAR-final.meta.json, please check the spelling; passed over");
    else
        note_stray(search, path, file, TRUE);
}

/* The entry of a file by its name; NULL: there is no such file. */
static const Entry *
find_file(const Listing *listing, const char *name)
{
    guint low = 0, high = listing->n;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        int order = strcmp(listing->entries[middle].name, name);
        if (order == 0)
            return listing->entries[middle].is_file ? &listing->entries[middle] : NULL;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Every part of a report that is a folder. What is wrong with it is said when it is read. */
static void
take_parts(MzArena *arena, const char *folder, GArray *files)
{
    Folder parts = {.path = g_strdup(folder)};
    list_folder(&parts, NULL);
    for (guint i = 0; i < parts.listing.n; i++) {
        const Entry *part = &parts.listing.entries[i];
        MzFilingFile file = {mz_arena_printf(arena, "%s/%s", folder, part->name), part->stamp};
        g_array_append_val(files, file);
    }
    free_folder(&parts);
}

/* A file of the folder that is listed. */
static void
take_own(const Listing *listing, const char *path, GArray *files)
{
    const Entry *entry = find_file(listing, strrchr(path, '/') + 1);
    MzFilingFile file = {path, entry != NULL ? entry->stamp : (MzStamp){0, 0, 0, 0}};
    g_array_append_val(files, file);
}

/* Finds the files of a report: its source, and what stands beside it in the folder. */
static void
take_files(const Search *search, const char *folder, const Listing *listing, MzFiling *filing)
{
    MzArena *arena = search->found->arena;
    GArray *files = g_array_new(FALSE, FALSE, sizeof(MzFilingFile));
    const char **companion_paths[COMPANIONS] = {&filing->corrections, &filing->meta, &filing->suppressions};
    if (filing->format == MZ_FILING_FOLDER)
        take_parts(arena, filing->path, files);
    else
        take_own(listing, filing->path, files);
    if (filing->original != NULL)
        take_own(listing, filing->original, files);
    for (guint i = 0; i < COMPANIONS; i++) {
        char name[64];
        g_snprintf(name, sizeof name, "%04d-%s%s", filing->year, mz_kind_key(filing->kind), companions[i]);
        const Entry *entry = find_file(listing, name);
        if (entry == NULL)
            continue;
        MzFilingFile file = {mz_arena_printf(arena, "%s/%s", folder, name), entry->stamp};
        if (!is_inside(search, entry, file.path))
            continue;
        *companion_paths[i] = file.path;
        g_array_append_val(files, file);
    }
    filing->n_files = files->len;
    filing->files = mz_arena_memdup(arena, files->data, files->len * sizeof(MzFilingFile));
    g_array_free(files, TRUE);
}

static gint
by_year(gconstpointer a, gconstpointer b)
{
    const MzFiling *one = a, *other = b;
    if (one->year != other->year)
        return one->year - other->year;
    return (int)other->kind - (int)one->kind; /* the budget comes before the accounts */
}

/* "r/region/department[/unit]" with safe parts. departments.csv may give the last part another name. */
static char *
body_address(Search *search, const MzBody *body, const MzDepartment *known)
{
    GString *address = g_string_new("r");
    const char *parts[] = {body->region, body->department, body->unit};
    guint n_parts = body->unit != NULL ? 3 : 2;
    for (guint i = 0; i < n_parts; i++) {
        gboolean renamed = i == n_parts - 1 && known != NULL && known->address[0] != '\0';
        char *part = mz_path_part(renamed ? known->address : parts[i]);
        gboolean is_page = g_str_has_suffix(part, ".html") || g_str_has_suffix(part, ".js");
        g_string_append_printf(address, is_page ? "/%s_" : "/%s",
                               part); /* one of the pages beside it may be so called */
        g_free(part);
    }
    char *copy = mz_arena_strdup(search->found->arena, address->str);
    g_string_free(address, TRUE);
    return copy;
}

static void
close_body(Search *search, guint depth, const char *folder, const Listing *listing)
{
    MzArena *arena = search->found->arena;
    g_array_sort(search->filings, by_year);
    MzBody body = {.region = mz_arena_strdup(arena, search->names[REGION]),
                   .department = mz_arena_strdup(arena, search->names[DEPARTMENT]),
                   .unit = depth > UNIT ? mz_arena_strdup(arena, search->names[UNIT]) : NULL};
    body.folder = body.unit == NULL ? mz_arena_printf(arena, "%s/%s", body.region, body.department)
                                    : mz_arena_printf(arena, "%s/%s/%s", body.region, body.department, body.unit);
    const MzDepartment *known = mz_settings_department(search->settings, body.folder);
    body.name = known != NULL ? known->name : NULL;
    body.mark = known != NULL && known->mark[0] != '\0' ? known->mark : search->settings->mark;
    body.address = body_address(search, &body, known);
    body.href = mz_path_href_in(arena, body.address);
    body.n_filings = search->filings->len;
    body.filings = mz_arena_memdup(arena, search->filings->data, body.n_filings * sizeof(MzFiling));
    for (guint i = 0; i < body.n_filings; i++) {
        MzFiling *filing = &body.filings[i];
        filing->address = mz_arena_printf(arena, "%s/%d-%s", body.address, filing->year, mz_kind_key(filing->kind));
        filing->href = mz_path_href_in(arena, filing->address);
        take_files(search, folder, listing, filing);
    }
    search->found->n_filings += body.n_filings;
    g_array_append_val(search->bodies, body);
    g_array_set_size(search->filings, 0);
}

/* What stands beside a report that is not there: one of both is misnamed, or the report was taken away. */
static void
note_alone(Search *search)
{
    for (guint i = 0; i < search->beside->len; i++) {
        const char *path = search->beside->pdata[i];
        MzFilingName name;
        if (!mz_filing_name(strrchr(path, '/') + 1, &name) || find_filing(search, &name) != NULL)
            continue;
        g_autofree char *zh = g_strdup_printf("这个文件没有起作用：旁边没有报告 %04d-%s；请核对两者的文件名", name.year,
                                              mz_kind_key(name.kind));
        g_autofree char *en =
            g_strdup_printf("has no effect: there is no report %04d-%s beside it; please check both names", name.year,
                            mz_kind_key(name.kind));
        complain(search->found->warnings, path, zh, en);
    }
    g_ptr_array_set_size(search->beside, 0);
}

/* Folders and reports that begin with a dot are not read, as everywhere; who called one so by mistake would look for
 * its pages in vain. Programs keep their own under such names. */
static void
note_hidden(const Search *search, const char *folder, const char *name)
{
    static const char *const kept[] = {".git", ".svn", ".hg", ".idea", ".vscode"};
    for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
        if (strcmp(name, kept[i]) == 0)
            return;
    }
    MzFilingName filing;
    MzFilingFormat format;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_utf8_validate(name, -1, NULL) && g_file_test(path, G_FILE_TEST_IS_DIR))
        complain(search->found->warnings, path, "名字以点开头的文件夹不读：里面如果有报告，请去掉名字开头的点",
                 "folders whose names begin with a dot are not read: if there are reports in it, take the dot away");
    else if (mz_filing_name(name + 1, &filing) && mz_filing_format(filing.rest, &format))
        complain(search->found->warnings, path, "名字以点开头的文件不读：如果是报告，请去掉名字开头的点",
                 "files whose names begin with a dot are not read: if it is a report, take the dot away");
}

static void visit(Search *search, Folder *folder, guint depth);

static void
visit_entry(Search *search, const char *folder, const Entry *entry, guint depth, GPtrArray *folders)
{
    const char *name = entry->name;
    char *path = g_build_filename(folder, name, NULL);
    MzFilingName parts;
    if (!g_utf8_validate(name, -1, NULL))
        complain(search->found->errors, folder, "里面有一个文件名不是 UTF-8", "a file name in it is not UTF-8");
    else if (!is_inside(search, entry, path))
        complain(search->found->errors, path, "符号链接指向 content/reports 之外，已略过",
                 "the symbolic link leads out of content/reports; passed over");
    else if (entry->is_folder && depth >= UNIT && mz_filing_name(name, &parts) && *parts.rest == '\0')
        take_filing(search, path, &parts, MZ_FILING_FOLDER);
    else if (entry->is_folder) {
        if (depth < UNIT || !advise(search, path, TRUE)) /* else: a report of several files, misnamed */
            g_ptr_array_add(folders, (gpointer)name);
    } else if (depth < UNIT && g_str_has_prefix(name, "README"))
        (void)0; /* says where reports go */
    else if (depth < UNIT)
        g_ptr_array_add(search->found->warnings, broken_rule(path, (int)depth));
    else
        take_file(search, path, name);
    g_free(path);
}

/* The folders in a folder. A region has hundreds: the system is asked about them in parallel. */
static void
visit_folders(Search *search, const char *path, const GPtrArray *names, guint depth)
{
    enum { MANY = 16 }; /* from here on threads are worth their making */
    Folder *folders = g_new0(Folder, names->len + 1);
    for (guint i = 0; i < names->len; i++)
        folders[i].path = g_build_filename(path, g_ptr_array_index(names, i), NULL);
    if (depth < LEVELS)
        mz_parallel(folders, names->len, sizeof *folders, names->len < MANY ? 1 : search->threads, list_folder, NULL);
    for (guint i = 0; i < names->len; i++) {
        if (depth < LEVELS) {
            search->names[depth] = g_ptr_array_index(names, i);
            visit(search, &folders[i], depth + 1);
        } else {
            g_ptr_array_add(search->found->warnings, broken_rule(folders[i].path, LEVELS + 1));
        }
        free_folder(&folders[i]);
    }
    g_free(folders);
}

/* `depth` folders below content/reports. The files of a folder go before the folders in it. */
static void
visit(Search *search, Folder *folder, guint depth)
{
    if (folder->error != NULL) {
        if (search->closed == NULL)
            search->closed = g_steal_pointer(&folder->error);
        return;
    }
    const Listing *listing = &folder->listing;
    GPtrArray *folders = g_ptr_array_new();
    for (guint i = 0; listing->hidden != NULL && i < listing->hidden->len; i++)
        note_hidden(search, folder->path, g_ptr_array_index(listing->hidden, i));
    for (guint i = 0; i < listing->n; i++)
        visit_entry(search, folder->path, &listing->entries[i], depth, folders);
    note_alone(search);
    guint before = search->bodies->len;
    if (search->filings->len > 0)
        close_body(search, depth, folder->path, listing);
    visit_folders(search, folder->path, folders, depth);
    gboolean has_own = before < search->bodies->len && g_array_index(search->bodies, MzBody, before).unit == NULL;
    if (depth == UNIT && before < search->bodies->len && !has_own)
        close_body(search, depth, folder->path, listing);
    g_ptr_array_free(folders, TRUE);
}

/* By region, department and unit, each by bytes: the units of a department come right behind it. */
static gint
by_folder(gconstpointer a, gconstpointer b)
{
    const MzBody *one = a, *other = b;
    int region = strcmp(one->region, other->region);
    if (region != 0)
        return region;
    int department = strcmp(one->department, other->department);
    return department != 0 ? department : g_strcmp0(one->unit, other->unit);
}

static guint
address_hash(gconstpointer address)
{
    return (guint)mz_path_fold_hash(address, strlen(address));
}

static gboolean
address_equal(gconstpointer a, gconstpointer b)
{
    return mz_path_fold_equal(a, strlen(a), b, strlen(b));
}

/* Two bodies at one address: the later one is left out, with an error that names both. */
static void
drop_collisions(Search *search)
{
    GHashTable *taken = g_hash_table_new(address_hash, address_equal);
    guint kept = 0;
    for (guint i = 0; i < search->bodies->len; i++) {
        MzBody body = g_array_index(search->bodies, MzBody, i);
        const MzBody *earlier = g_hash_table_lookup(taken, body.address);
        if (earlier != NULL) {
            char *zh = g_strdup_printf("地址与“%s”相同（%s），请改一个文件夹名，或在 departments.csv 里给 address",
                                       earlier->folder, earlier->address);
            char *en =
                g_strdup_printf("has the same address as '%s' (%s); rename a folder, or set address in departments.csv",
                                earlier->folder, earlier->address);
            complain(search->found->errors, body.folder, zh, en);
            g_free(zh);
            g_free(en);
            search->found->n_filings -= body.n_filings;
            continue;
        }
        MzBody *place = &g_array_index(search->bodies, MzBody, kept++);
        *place = body;
        g_hash_table_insert(taken, (gpointer)body.address, place);
    }
    g_array_set_size(search->bodies, kept);
    g_hash_table_destroy(taken);
}

/* Lines of departments.csv about folders in which there is no report: a folder or a line may be misspelt, or the
 * reports are still to come, of hundreds of departments perhaps; so they are one warning that names the first. */
static void
note_idle_lines(const MzDiscovery *found, const MzSettings *settings, const char *root)
{
    const MzDepartment *first = NULL;
    guint n_idle = 0;
    GHashTable *folders = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint b = 0; b < found->n_bodies; b++)
        g_hash_table_add(folders, (gpointer)found->bodies[b].folder);
    for (guint e = 0; e < settings->n_entries; e++) {
        const MzRegisterEntry *entry = &settings->entries[e];
        g_hash_table_add(folders, mz_arena_printf(found->arena, "%s/%s", entry->region, entry->department));
    }
    for (guint d = 0; d < settings->n_departments; d++) {
        if (g_hash_table_contains(folders, settings->departments[d].folder))
            continue;
        if (n_idle++ == 0)
            first = &settings->departments[d];
    }
    g_hash_table_destroy(folders);
    if (n_idle == 0)
        return;
    g_autofree char *file = mz_site_file(root, "content/departments.csv");
    MzPlace place = {file, first->line, 0};
    GError *warning = NULL;
    mz_error_set(
        &warning, MZ_ERROR_INPUT, &place,
        mz_tr("content/reports/ 下的“%s”里没有报告，这一行没有起作用（这样的行共 %u "
              "行）；如果不是还没有报告，请核对文件夹名",
              "there are no reports in '%s' under content/reports/, so this line has no effect (lines like it: "
              "%u); unless they are still to come, please check the folder's name"),
        first->folder, n_idle);
    g_ptr_array_add(found->warnings, warning);
}

/* Frees `closed`. */
static void
refuse_closed(GError *closed, GError **error)
{
    MzPlace place = mz_error_place(closed);
    mz_error_set(error, MZ_ERROR_IO, &place,
                 mz_tr("%s。打不开就不知道里面有哪些报告，网站没有改动",
                       "%s. What reports are in it is not known, so the site was left as it is"),
                 closed->message);
    g_error_free(closed);
}

MzDiscovery *
mz_discover(const char *root, const MzSettings *settings, guint threads, GError **error)
{
    char *path = mz_site_file(root, MZ_REPORTS);
    Search search = {.settings = settings, .threads = threads, .base = realpath(path, NULL)};
    if (search.base == NULL) {
        MzPlace place = {path, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place,
                     mz_tr("没有这个文件夹，报告应放在这里", "there is no such folder; reports belong there"));
        g_free(path);
        return NULL;
    }
    MzDiscovery *found = g_new0(MzDiscovery, 1);
    found->arena = mz_arena_new();
    found->errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    found->warnings = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    search.found = found;
    search.bodies = g_array_new(FALSE, FALSE, sizeof(MzBody));
    search.filings = g_array_new(FALSE, FALSE, sizeof(MzFiling));
    search.beside = g_ptr_array_new_with_free_func(g_free);
    Folder reports = {.path = path};
    list_folder(&reports, NULL);
    visit(&search, &reports, 0);
    g_array_sort(search.bodies, by_folder);
    drop_collisions(&search);
    found->n_bodies = search.bodies->len;
    found->bodies = mz_arena_memdup(found->arena, search.bodies->data, found->n_bodies * sizeof(MzBody));
    g_array_free(search.bodies, TRUE);
    g_array_free(search.filings, TRUE);
    g_ptr_array_unref(search.beside);
    note_idle_lines(found, settings, root);
    free(search.base);
    free_folder(&reports);
    if (search.closed != NULL) {
        refuse_closed(search.closed, error);
        g_clear_pointer(&found, mz_discovery_free);
    }
    return found;
}

void
mz_discovery_free(MzDiscovery *discovery)
{
    if (discovery == NULL)
        return;
    g_ptr_array_free(discovery->errors, TRUE);
    g_ptr_array_free(discovery->warnings, TRUE);
    mz_arena_free(discovery->arena);
    g_free(discovery);
}
