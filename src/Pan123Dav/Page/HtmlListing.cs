using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Http;
using Pan123Dav.Storage;
using Pan123Dav.WebDav;

namespace Pan123Dav.Page;

/// <summary>
/// The members of a collection as a page for a browser: a table, breadcrumbs, no script. Streams like a multistatus. The one style sheet is allowed by its hash, everything else is forbidden.
/// </summary>
internal static class HtmlListing
{
    private const string Style =
        ":root{color-scheme:light dark}" +
        "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;overflow-wrap:anywhere}" +
        "nav ol{list-style:none;display:flex;flex-wrap:wrap;padding:0;margin:0 0 1rem}" +
        "nav li+li::before{content:\"/\";padding:0 .5rem;opacity:.5}" +
        "table{border-collapse:collapse;width:100%}" +
        "th,td{text-align:start;padding:.4rem .5rem;border-bottom:1px solid #8884;vertical-align:top}" +
        "th:nth-child(n+2),td:nth-child(n+2){white-space:nowrap;font-variant-numeric:tabular-nums}" +
        "th:nth-child(2),td:nth-child(2){text-align:end}" +
        "a{text-decoration:none}a:hover,a:focus{text-decoration:underline}" +
        "@media(max-width:40rem){th:nth-child(3),td:nth-child(3){display:none}}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly byte[] StyleBytes = Encoding.UTF8.GetBytes(Style);

    public static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
    }

    public static async ValueTask WriteAsync(StreamingBody body, DavResource resource, IEnumerable<StorageEntry> members, HtmlText text)
    {
        var href = resource.ToHref();
        WriteHead(body, resource, text);
        WriteBreadcrumbs(body, resource, text);
        var prefix = resource.MembersHref ?? href;
        var any = false;
        foreach (var member in members)
        {
            if (!any)
            {
                WriteTableHead(body, text);
                any = true;
            }

            HtmlRow.Write(body, prefix, member);
            if (body.IsFlushDue)
            {
                await body.FlushAsync();
            }
        }

        if (any)
        {
            body.Write("</tbody></table>"u8);
        }
        else
        {
            Write(body, "<p>"u8, text.Empty, "</p>"u8);
        }

        body.Write("</main></body></html>\n"u8);
    }

    private static void WriteHead(StreamingBody body, DavResource resource, HtmlText text)
    {
        Write(body, "<!DOCTYPE html>\n<html lang=\""u8, text.Language, "\"><head><meta charset=\"utf-8\"><title>"u8);
        WriteEscaped(body, resource.DisplayName);
        body.Write("</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><style>"u8);
        Write(body, StyleBytes, "</style></head><body>"u8, default);
    }

    private static void WriteBreadcrumbs(StreamingBody body, DavResource resource, HtmlText text)
    {
        Write(body, "<header><nav aria-label=\""u8, text.Path, "\"><ol>"u8);
        var requested = resource.Requested.Requested;
        if (requested.IsEmpty)
        {
            Write(body, "<li aria-current=\"page\">"u8, text.Home, "</li>"u8);
        }
        else
        {
            Write(body, "<li><a href=\""u8, resource.Prefix, "/\">"u8);
            Write(body, text.Home, "</a></li>"u8, default);
        }

        for (var at = 0; at < requested.Length;)
        {
            var slash = requested[at..].IndexOf((byte)'/');
            var end = slash < 0 ? requested.Length : at + slash;
            if (end == requested.Length)
            {
                body.Write("<li aria-current=\"page\">"u8);
                WriteEscaped(body, requested[at..end]);
                body.Write("</li>"u8);
            }
            else
            {
                Write(body, "<li><a href=\""u8, resource.Prefix, DavPath.EncodeHref(requested[..end], collection: true));
                body.Write("\">"u8);
                WriteEscaped(body, requested[at..end]);
                body.Write("</a></li>"u8);
            }

            at = end + 1;
        }

        body.Write("</ol></nav></header><main>"u8);
    }

    private static void WriteTableHead(StreamingBody body, HtmlText text)
    {
        Write(body, "<table><thead><tr><th scope=\"col\">"u8, text.Name, "</th><th scope=\"col\">"u8);
        Write(body, text.Size, "</th><th scope=\"col\">"u8, text.Modified);
        body.Write("</th></tr></thead><tbody>\n"u8);
    }

    private static void WriteEscaped(StreamingBody body, ReadOnlySpan<byte> name) =>
        body.Advance(XmlText.Write(name, body.GetSpan(name.Length * XmlText.MaxGrowth)));

    private static void Write(StreamingBody body, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        body.Write(first);
        body.Write(second);
        body.Write(third);
    }
}
