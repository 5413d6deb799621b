/* # What the user says about the site (content/settings.h)
 *
 *     content/site.json         title, language, base address, licence, publisher, as_of, names of regions, downloads,
 *                               targets
 *     content/departments.csv   folder, full name, former names, parent, address name, mark (optional)
 *     content/register.csv      which department owes which report by when (optional)
 *
 * Both kinds are read strictly: an unknown key, a key twice, a wrong type or an address that is no http(s) address is
 * an error with file, line and column; so are the publish targets (content/targets.h). What is not given is NULL
 * (texts) or an empty list.
 */
#ifndef MZ_CONTENT_SETTINGS_H
#define MZ_CONTENT_SETTINGS_H

#include "base/arena.h"
#include "forms/forms.h"

typedef struct {
    const char *name;       /* the body that publishes the site */
    const char *url;        /* its home page */
    const char *contact;    /* telephone or address, in words */
    const char *email;      /* "报告错误" writes to it */
    const char *report_url; /* or: the page on which errors are reported */
    const char *address;    /* 地址 */
    const char *icp;        /* ICP 备案号 */
    const char *icp_url;
    const char *police; /* 公安备案号 */
    const char *police_url;
    const char *id_code; /* 政府网站标识码 */
    const char *logo;    /* a file under assets/, shown before the title */
} MzPublisher;

typedef struct {
    const char *key; /* folder name under content/reports/ */
    const char *name;
} MzRegionName;

/* A line of departments.csv. */
typedef struct {
    guint line;
    const char *folder; /* "region/department[/unit]" */
    const char *name;
    const char *const *former; /* former names, NULL-terminated */
    const char *parent;        /* folder of the department above; "" none */
    const char *address;       /* folder name in addresses; "" as the folder */
    const char *mark;          /* shown on every page of it ("示例数据"); "" none */
} MzDepartment;

/* A line of register.csv. Dates are "YYYY-MM-DD" or "". */
typedef struct {
    guint line;
    const char *region, *department;
    MzKind kind;
    int year;
    const char *approved, *due, *published, *url;
} MzRegisterEntry;

/* Whether the document that a report was read from can be taken from its page. */
typedef enum {
    MZ_ORIGINALS_CLEAN, /* nothing is said: unless personal data was found in it, or pages that could not be searched */
    MZ_ORIGINALS_NEVER, /* false */
    MZ_ORIGINALS_ALL    /* true */
} MzOriginals;

typedef struct {
    MzArena *arena;
    const char *title;
    const char *subtitle;    /* a line under the title of the home page */
    const char *description; /* for search engines and the home page */
    const char *language;    /* "zh-CN" when not given */
    const char *base;        /* address of the site, ends in "/" */
    const char *as_of;       /* the day against which late and new are told, "YYYY-MM-DD" */
    const char *mark;        /* shown on every page ("示例数据") */
    const char *licence_name;
    const char *licence_url;
    MzPublisher publisher;
    MzRegionName *regions; /* in the order of the file */
    guint n_regions;
    gboolean xlsx, png;          /* "downloads": make workbooks, figures as PNG; both when nothing is said */
    gboolean page_images;        /* "page_images": the source page of a PDF shows the pictures of its pages */
    MzOriginals offer_originals; /* "offer_originals" */
    MzDepartment *departments;
    guint n_departments;
    GHashTable *by_folder; /* the same lines by folder */
    MzRegisterEntry *entries;
    guint n_entries;
    GHashTable *by_report; /* the same lines by "region/department/2024-final" */
} MzSettings;

/* Reads the settings of the site in the folder `root`. Only site.json must exist. NULL on error; the caller frees. */
MzSettings *mz_settings_load(const char *root, GError **error);

void mz_settings_free(MzSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzSettings, mz_settings_free)

/* The publisher's name in the site.json of a new site, to be replaced. */
#define MZ_SETTINGS_NOBODY "请改成发布单位的名称"

/* The name of a region: as set, else its folder's name. */
const char *mz_settings_region(const MzSettings *settings, const char *key);

/* The line of departments.csv for "region/department[/unit]"; NULL: none. */
const MzDepartment *mz_settings_department(const MzSettings *settings, const char *folder);

/* The names by which a body is known: its folder's (the last part of "region/department[/unit]"), then what
 * departments.csv says (`settings` may be NULL). NULL-terminated, in the arena. */
const char *const *mz_settings_names(const MzSettings *settings, const char *folder, MzArena *arena);

/* The line of register.csv for a report of "region/department[/unit]"; NULL: none. */
const MzRegisterEntry *mz_settings_entry(const MzSettings *settings, const char *folder, int year, MzKind kind);

/* Whether readers may see a document itself (file or page images), in which `n_masked` pieces of personal data were
 * found; `unread`: not all of it could be searched. */
gboolean mz_settings_may_show(const MzSettings *settings, guint n_masked, gboolean unread);

/* A file of the site, named as a user would: without "./" when the site is the current folder. The caller frees. */
char *mz_site_file(const char *root, const char *name);

/* Reads a file below the folder `content` of a site as mz_source_read_file does. A symbolic link that leads out of the
 * folder is refused: the site would publish, or quote in messages, what was never meant to be. */
char *mz_content_read(const char *content, const char *path, gsize limit, gsize *length, GError **error);

/* The text of the site.json at `path`, at most as long as any site needs. NULL with an error, which says how a site is
 * made where there is no such file. Caller frees. */
char *mz_site_json(const char *path, gsize *length, GError **error);

/* Whether a text is a date "YYYY-MM-DD" of the calendar. */
gboolean mz_is_date(const char *text);

/* Whether a text is an http(s) address without blanks or quotes. */
gboolean mz_is_address(const char *text);

#endif
