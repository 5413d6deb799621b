/* # Files of a served folder (serve/files.h)
 *
 * From an address to bytes, without ever leaving the folder: each part of the way is opened without following symbolic
 * links, and `..`, empty parts, backslashes, control characters and names that begin with a dot are not found.
 */
#ifndef MZ_SERVE_FILES_H
#define MZ_SERVE_FILES_H

#include <glib.h>

typedef enum {
    MZ_SERVED_FILE,   /* bytes and type are set */
    MZ_SERVED_FOLDER, /* a folder was asked for without "/" at the end */
    MZ_SERVED_NOTHING /* there is no such file, or it is none of ours */
} MzServedKind;

typedef struct {
    MzServedKind kind;
    char *bytes; /* the caller frees with g_free */
    gsize length;
    const char *type; /* "text/html; charset=utf-8". Static */
} MzServed;

/* The file of `address`, which is decoded and begins with "/"; with "/" at the end it is the index.html of a folder.
 * The handle `root` is the folder's. */
MzServed mz_served(int root, const char *address);

/* The content type by a file's name. Static. */
const char *mz_content_type(const char *name);

/* A page as the preview shows it: without the meta element of its content security policy (the server sends a policy of
 * its own, which allows what live reload needs), and with the script of live reload before </body>. The caller frees.
 */
char *mz_served_page(const char *html, gsize length, const char *script, gsize *new_length);

#endif
