#include "serve/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/sha256.h"
#include "serve/files.h"
#include "serve/live.h"

/* The built pages' own policy, and what live reload needs. */
#define POLICY                                                                                                         \
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "                 \
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

struct MzServer {
    struct MHD_Daemon *daemon;
    guint port;
    char *folder; /* absolute; opened anew for each request, because it may come and go */
    GMutex lock;  /* guards what follows */
    GCond change; /* what follows has changed */
    gint64 started;
    guint64 number;          /* of the event */
    guint64 reports, others; /* numbers of the events since which pages of reports, and others, are as they are */
    char *trouble;
    char *news;           /* the event */
    guint n_report_pages; /* that are open and hear */
    guint64 painted;      /* the last event that an open page is known to have painted */
    gboolean stopping;
};

/* ---- answers */

/* Sends a response and forgets it. */
static enum MHD_Result
finish(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response, const char *type)
{
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-cache");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    if (g_str_has_prefix(type, "text/html"))
        MHD_add_response_header(response, "Content-Security-Policy", POLICY);
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result
answer_text(struct MHD_Connection *connection, unsigned int status, const char *text)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
    return finish(connection, status, response, "text/plain; charset=utf-8");
}

static enum MHD_Result
answer_nothing(struct MHD_Connection *connection)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    return finish(connection, MHD_HTTP_NO_CONTENT, response, "text/plain; charset=utf-8");
}

static enum MHD_Result
answer_static(struct MHD_Connection *connection, const char *text, const char *type)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_PERSISTENT);
    return finish(connection, MHD_HTTP_OK, response, type);
}

/* Sends bytes (taken) with an entity tag, or says that the browser has them already. */
static enum MHD_Result
answer_bytes(struct MHD_Connection *connection, unsigned int status, char *bytes, gsize length, const char *type)
{
    enum { TAG_DIGITS = 32 };
    guint8 digest[MZ_SHA256_SIZE];
    char hex[MZ_SHA256_SIZE * 2 + 1], tag[TAG_DIGITS + 3];
    mz_sha256(bytes, length, digest);
    mz_sha256_hex(digest, hex);
    g_snprintf(tag, sizeof tag, "\"%.*s\"", TAG_DIGITS, hex);
    const char *known = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_NONE_MATCH);
    gboolean same = status == MHD_HTTP_OK && known != NULL && strstr(known, tag) != NULL;
    if (same)
        g_clear_pointer(&bytes, g_free);
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback(same ? 0 : length, bytes, g_free);
    if (response == NULL) {
        g_free(bytes);
        return MHD_NO;
    }
    MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, tag);
    return finish(connection, same ? MHD_HTTP_NOT_MODIFIED : status, response, type);
}

/* Sends a file, pages with live reload. */
static enum MHD_Result
answer_file(struct MHD_Connection *connection, unsigned int status, MzServed *served)
{
    if (!g_str_has_prefix(served->type, "text/html"))
        return answer_bytes(connection, status, served->bytes, served->length, served->type);
    gsize length = 0;
    char *page = mz_served_page(served->bytes, served->length, MZ_LIVE_ELEMENTS, &length);
    g_free(served->bytes);
    return answer_bytes(connection, status, page, length, served->type);
}

static MzServed
look_up(const MzServer *server, const char *address)
{
    int root = open(server->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return (MzServed){MZ_SERVED_NOTHING, NULL, 0, NULL};
    MzServed served = mz_served(root, address);
    close(root);
    return served;
}

static enum MHD_Result
answer_missing(MzServer *server, struct MHD_Connection *connection)
{
    static const char page[] =
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\"><title>没有这个页面</title></head>\n"
        "<body>\n<p>没有这个页面。<a href=\"/index.html\">回到首页</a></p>\n</body>\n</html>\n";
    MzServed served = look_up(server, "/404.html");
    if (served.kind != MZ_SERVED_FILE)
        served = (MzServed){MZ_SERVED_FILE, g_strdup(page), sizeof page - 1, mz_content_type(".html")};
    return answer_file(connection, MHD_HTTP_NOT_FOUND, &served);
}

/* Folders are shown under addresses that end in "/", so that links inside lead to the right place. */
static enum MHD_Result
answer_folder(struct MHD_Connection *connection, const char *address)
{
    char *encoded = g_uri_escape_string(address, "/", FALSE);
    char *to = g_strconcat(encoded, "/", NULL);
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_LOCATION, to);
    g_free(to);
    g_free(encoded);
    return finish(connection, MHD_HTTP_MOVED_PERMANENTLY, response, "text/plain; charset=utf-8");
}

/* ---- the event stream */

/* One open page that waits for news. */
typedef struct {
    MzServer *server;
    gboolean of_reports;
    guint64 told; /* the event it knows of */
    char *pending;
    gsize sent; /* bytes of `pending` that are gone */
} Listener;

static void
free_listener(void *data)
{
    Listener *listener = data;
    g_mutex_lock(&listener->server->lock);
    listener->server->n_report_pages -= listener->of_reports ? 1 : 0;
    g_mutex_unlock(&listener->server->lock);
    g_free(listener->pending);
    g_free(listener);
}

/* Waits in the connection's own thread until there is something to say. Now and then it says an empty comment, by which
 * the server learns that a page was closed. */
static ssize_t
read_news(void *data, uint64_t position, char *buffer, size_t room)
{
    (void)position;
    const gint64 patience = 5 * G_TIME_SPAN_SECOND;
    Listener *listener = data;
    MzServer *server = listener->server;
    if (listener->pending == NULL) {
        gint64 until = g_get_monotonic_time() + patience;
        g_mutex_lock(&server->lock);
        while (!server->stopping && server->number == listener->told &&
               g_cond_wait_until(&server->change, &server->lock, until))
            ;
        gboolean stopping = server->stopping;
        listener->pending = g_strdup(server->number == listener->told ? ":\n\n" : server->news);
        listener->told = server->number;
        g_mutex_unlock(&server->lock);
        if (stopping)
            return MHD_CONTENT_READER_END_OF_STREAM;
    }
    gsize length = MIN(strlen(listener->pending) - listener->sent, room);
    memcpy(buffer, listener->pending + listener->sent, length);
    listener->sent += length;
    if (listener->pending[listener->sent] == '\0') {
        g_clear_pointer(&listener->pending, g_free);
        listener->sent = 0;
    }
    return (ssize_t)length;
}

/* An open page has what was said last on the screen. */
static void
note_painted(MzServer *server)
{
    g_mutex_lock(&server->lock);
    server->painted = server->number;
    g_cond_broadcast(&server->change);
    g_mutex_unlock(&server->lock);
}

/* A page that begins to listen has just been loaded. */
static enum MHD_Result
answer_events(MzServer *server, struct MHD_Connection *connection)
{
    enum { BLOCK = 4096 };
    const char *of = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "of");
    Listener *listener = g_new0(Listener, 1);
    listener->server = server;
    listener->of_reports = g_strcmp0(of, "reports") == 0;
    g_mutex_lock(&server->lock);
    server->n_report_pages += listener->of_reports ? 1 : 0;
    g_mutex_unlock(&server->lock);
    if (listener->of_reports)
        note_painted(server);
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_news, listener, free_listener);
    return finish(connection, MHD_HTTP_OK, response, "text/event-stream");
}

/* ---- requests */

/* TRUE when the request is meant for us by name: not one that a foreign page sent here under its own name. */
static gboolean
is_our_name(const MzServer *server, struct MHD_Connection *connection)
{
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
    if (host == NULL)
        return FALSE;
    char *number = g_strdup_printf("127.0.0.1:%u", server->port);
    char *name = g_strdup_printf("localhost:%u", server->port);
    gboolean ours = strcmp(host, number) == 0 || strcmp(host, name) == 0;
    g_free(number);
    g_free(name);
    return ours;
}

static enum MHD_Result
answer(void *data, struct MHD_Connection *connection, const char *address, const char *method, const char *version,
       const char *upload, size_t *upload_size, void **state)
{
    MzServer *server = data;
    (void)version;
    (void)upload;
    (void)upload_size;
    (void)state;
    if (!is_our_name(server, connection))
        return answer_text(connection, MHD_HTTP_FORBIDDEN, "mingzhang serve: 127.0.0.1\n");
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return answer_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "GET, HEAD\n");
    if (strcmp(address, MZ_LIVE_EVENTS) == 0)
        return answer_events(server, connection);
    if (strcmp(address, MZ_LIVE_SHOWN) == 0) {
        note_painted(server);
        return answer_nothing(connection);
    }
    if (strcmp(address, MZ_LIVE_SCRIPT) == 0)
        return answer_static(connection, mz_live_script, mz_content_type(MZ_LIVE_SCRIPT));
    if (strcmp(address, MZ_LIVE_STYLE) == 0)
        return answer_static(connection, mz_live_style, mz_content_type(MZ_LIVE_STYLE));
    MzServed served = look_up(server, address);
    if (served.kind == MZ_SERVED_FILE)
        return answer_file(connection, MHD_HTTP_OK, &served);
    return served.kind == MZ_SERVED_FOLDER ? answer_folder(connection, address) : answer_missing(server, connection);
}

/* An address with an encoded 0 byte would be cut there: such a request becomes one for nothing. */
static size_t
unescape(void *data, struct MHD_Connection *connection, char *text)
{
    (void)data;
    (void)connection;
    if (strstr(text, "%00") != NULL) {
        text[0] = '\0';
        return 0;
    }
    return MHD_http_unescape(text);
}

/* ---- life */

static void
ignore_log(void *data, const char *format, va_list arguments)
{
    (void)data;
    (void)format;
    (void)arguments;
}

static gboolean
open_port(MzServer *server, guint port, GError **error)
{
    enum { CONNECTIONS = 500, PATIENCE = 30 /* seconds without a byte; an event stream speaks more often */ };
    struct sockaddr_in here = {0};
    here.sin_family = AF_INET;
    here.sin_port = htons((guint16)port);
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server->daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_ERROR_LOG, (guint16)port, NULL, NULL,
        answer, server, MHD_OPTION_EXTERNAL_LOGGER, ignore_log, NULL, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&here,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned int)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)PATIENCE,
        MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL, MHD_OPTION_END);
    if (server->daemon == NULL) {
        mz_error_set(error, MZ_ERROR_IO, NULL,
                     mz_tr("无法使用 127.0.0.1 的端口 %u：%s；请用 --port 换一个",
                           "cannot use port %u of 127.0.0.1: %s; choose another with --port"),
                     port, mz_error_system(errno));
        return FALSE;
    }
    server->port = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    return TRUE;
}

MzServer *
mz_server_start(const char *folder, guint port, GError **error)
{
    MzServer *server = g_new0(MzServer, 1);
    g_mutex_init(&server->lock);
    g_cond_init(&server->change);
    server->folder = g_canonicalize_filename(folder, NULL);
    server->started = g_get_real_time();
    mz_server_say(server, TRUE, NULL);
    if (open_port(server, port, error))
        return server;
    mz_server_stop(server);
    return NULL;
}

guint
mz_server_port(const MzServer *server)
{
    return server->port;
}

/* `text` as a JSON string. */
static void
append_json(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const char *at = text; *at != '\0'; at++) {
        if ((guchar)*at < 0x20)
            g_string_append_printf(out, "\\u%04x", (guint)(guchar)*at);
        else if (*at == '"' || *at == '\\')
            g_string_append_printf(out, "\\%c", *at);
        else
            g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}

/* Puts together what there is to say. The numbers of an earlier server must not look like this one's. */
static void
tell(MzServer *server, const char *event, gboolean reports, gboolean others)
{
    GString *news = g_string_new(NULL);
    server->number++;
    if (reports)
        server->reports = server->number;
    if (others)
        server->others = server->number;
    g_string_printf(news, "event: %s\ndata: {\"build\":\"%" G_GINT64_FORMAT ".%" G_GUINT64_FORMAT "\",", event,
                    server->started, server->others);
    g_string_append_printf(news,
                           "\"reports\":\"%" G_GINT64_FORMAT ".%" G_GUINT64_FORMAT "\",\"trouble\":", server->started,
                           server->reports);
    append_json(news, server->trouble);
    g_string_append(news, "}\n\n");
    g_free(server->news);
    server->news = g_string_free(news, FALSE);
    g_cond_broadcast(&server->change);
}

void
mz_server_say(MzServer *server, gboolean reports, const char *trouble)
{
    g_mutex_lock(&server->lock);
    g_free(server->trouble);
    server->trouble = g_utf8_make_valid(trouble != NULL ? trouble : "", -1);
    tell(server, "build", reports, TRUE);
    g_mutex_unlock(&server->lock);
}

void
mz_server_say_reports(MzServer *server)
{
    const gint64 patience = 150 * G_TIME_SPAN_MILLISECOND;
    gint64 until = g_get_monotonic_time() + patience;
    g_mutex_lock(&server->lock);
    tell(server, "reports", TRUE, FALSE);
    while (!server->stopping && server->n_report_pages > 0 && server->painted < server->number &&
           g_cond_wait_until(&server->change, &server->lock, until))
        ;
    g_mutex_unlock(&server->lock);
}

void
mz_server_stop(MzServer *server)
{
    if (server == NULL)
        return;
    g_mutex_lock(&server->lock);
    server->stopping = TRUE;
    g_cond_broadcast(&server->change);
    g_mutex_unlock(&server->lock);
    if (server->daemon != NULL)
        MHD_stop_daemon(server->daemon);
    g_free(server->folder);
    g_free(server->news);
    g_free(server->trouble);
    g_mutex_clear(&server->lock);
    g_cond_clear(&server->change);
    g_free(server);
}
