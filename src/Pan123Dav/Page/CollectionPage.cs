using System.Globalization;
using System.Text;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Http;
using Pan123Dav.Page.Sorting;

namespace Pan123Dav.Page;

/// <summary>
/// The members of a collection as a page: a table, folders first, sorted and searched by the server. All of it works without script, which only adds to it.
/// Streams like a multistatus.
/// </summary>
internal sealed class CollectionPage(HtmlShell shell, UiAssets assets, TreeSearch search, RemainingTraffic traffic) : ICollectionPage
{
    public void SetHeaders(HttpContext context)
    {
        HtmlShell.SetHeaders(context, mayLeadAway: false);
        if (SessionService.GetCurrent(context) is not null)
        {
            // Going back after signing out shows what the browser kept, without asking.
            context.Response.Headers.CacheControl = "private, no-cache, no-store";
        }
    }

    public async Task WriteAsync(HttpContext context, CollectionView collection)
    {
        var (request, text) = (context.Request, shell.GetText(context.Request));
        var query = request.QueryString.HasValue ? request.Query : QueryCollection.Empty;
        var (sort, wanted) = (ListingSort.From(query), SearchText.From(query["q"].ToString()));
        using var body = new StreamingBody(context.Response);
        WriteTop(body, context, collection, text, wanted);
        if (wanted is null)
        {
            await WriteMembersAsync(body, context, collection, text, sort);
        }
        else
        {
            await WriteHitsAsync(body, context, collection, text, wanted, query.ContainsKey("sort") ? sort : null);
        }

        body.Write("</main></body></html>\n"u8);
        await body.CompleteAsync();
    }

    private static async Task WriteMembersAsync(StreamingBody body, HttpContext context, CollectionView collection, HtmlText text, ListingSort sort)
    {
        var any = false;
        foreach (var member in SortedMembers.Sort(await collection.ListAsync(context.RequestAborted), sort))
        {
            if (!any)
            {
                WriteTableHead(body, text, sort, "");
                any = true;
            }

            HtmlRow.Write(body, collection.MembersHref, member, text);
            if (body.IsFlushDue)
            {
                await body.FlushAsync();
            }
        }

        body.Html(any ? "</tbody></table>" : $"<p class=\"e\">{text.Empty}</p>");
    }

    private async Task WriteHitsAsync(StreamingBody body, HttpContext context, CollectionView collection, HtmlText text, SearchText wanted, ListingSort? sort)
    {
        var (hits, isComplete) = await search.FindAsync(collection, wanted, context.RequestAborted);
        var shown = HtmlWriter.Escape(wanted.ToString());
        if (hits.Count == 0)
        {
            body.Html($"<h1 class=\"off\">{text.Search}</h1><p class=\"e\">{string.Format(CultureInfo.InvariantCulture, text.NothingFound, shown)}</p>");
        }
        else
        {
            body.Html($"<h1>{string.Format(CultureInfo.InvariantCulture, text.Found, shown)}</h1>");
            WriteTableHead(body, text, sort, $"&amp;q={HtmlWriter.Escape(Uri.EscapeDataString(wanted.ToString()))}");
            foreach (var hit in sort is { } order ? SortedHits.Sort(hits, order) : hits)
            {
                HtmlRow.Write(body, [.. collection.MembersHref, .. hit.FolderHref], hit.Entry, text, hit.Folder);
                if (body.IsFlushDue)
                {
                    await body.FlushAsync();
                }
            }

            body.Html("</tbody></table>");
        }

        body.Html((isComplete ? "" : $"<p>{text.MoreFound}</p>")
            + $"<p><a class=\"b\" href=\"{Encoding.ASCII.GetString(collection.Href)}\">{text.BackToFolder}</a></p>");
    }

    private void WriteTop(StreamingBody body, HttpContext context, CollectionView collection, HtmlText text, SearchText? wanted)
    {
        var prefix = HtmlShell.GetPrefix(context.Request);
        var drive = Breadcrumbs.GetDriveHref(collection);
        var name = HtmlWriter.Escape(Breadcrumbs.GetName(collection));
        var left = traffic.Get(context) is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $" data-left=\"{bytes.Left}\" data-unknown=\"{bytes.UnknownSize}\"")
            : "";
        shell.WriteHead(body, context.Request, text, name.Length == 0 ? "Pan123Dav" : name,
            $" data-ui=\"{prefix}{UiAssets.Path}\" data-drive=\"{drive}\"{left}", assets.Script);
        body.Html("<header>");
        Breadcrumbs.Write(body, collection, text);
        body.Html(
            $"<form class=\"q\" role=\"search\" action=\"{Encoding.ASCII.GetString(collection.Href)}\"><input type=\"search\" "
            + $"name=\"q\" value=\"{HtmlWriter.Escape(wanted?.ToString() ?? "")}\" "
            + $"maxlength=\"255\" aria-label=\"{text.Search}\" placeholder=\"{text.SearchHint}\"><button>{text.Search}</button></form>");
        if (GatewayPrincipal.IsAdmin(context))
        {
            body.Html($"<a class=\"b\" href=\"{prefix}{AdminPage.Path}\">{text.Administration}</a>");
        }

        if (SignOutForm.Get(context, text) is { } form)
        {
            body.Html(form);
        }

        // A search has a heading of its own; who sees the breadcrumbs needs none.
        body.Html("</header><main>" + (wanted is null ? $"<h1 class=\"off\">{(name.Length == 0 ? text.Home : name)}</h1>" : ""));
    }

    // Without an order of the owner's choice no column says that it decides.
    private static void WriteTableHead(StreamingBody body, HtmlText text, ListingSort? sort, string query)
    {
        body.Html("<table><thead><tr>");
        foreach (var (key, title) in new[] { (ListingSortKey.Name, text.Name), (ListingSortKey.Size, text.Size), (ListingSortKey.Time, text.Modified) })
        {
            var isSorted = sort?.Key == key;
            var order = isSorted && !sort!.Value.IsDescending ? "desc" : "asc";
            var state = !isSorted ? "" : sort!.Value.IsDescending ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"";
            body.Html($"<th scope=\"col\"{state}><a href=\"?sort={ListingSort.GetName(key)}&amp;order={order}{query}\">{title}</a></th>");
        }

        body.Html("<td></td></tr></thead><tbody>\n");
    }
}
