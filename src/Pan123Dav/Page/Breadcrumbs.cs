using System.Text;
using Pan123Dav.Http;

namespace Pan123Dav.Page;

/// <summary>The way from the drive's root to a collection.</summary>
internal static class Breadcrumbs
{
    /// <summary>The collection's name; empty for the drive's root.</summary>
    public static string GetName(CollectionView collection)
    {
        var name = collection.Entry.Name;
        if (name.IsEmpty && !collection.Path.IsRoot)
        {
            // The root of a mount is called as it was asked for.
            name = collection.Requested.Span[(collection.Requested.Span.LastIndexOf((byte)'/') + 1)..];
        }

        return Encoding.UTF8.GetString(name).Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD');
    }

    /// <summary>The href of the drive's root, or of what stands above it.</summary>
    public static string GetDriveHref(CollectionView collection)
    {
        if (!collection.IsInDrive)
        {
            return Encoding.ASCII.GetString(collection.Href);
        }

        var href = collection.Href.AsSpan();
        for (var below = Count(collection.Path.Utf8); below > 0; below--)
        {
            href = href[..(href[..^1].LastIndexOf((byte)'/') + 1)];
        }

        return Encoding.ASCII.GetString(href);
    }

    public static void Write(StreamingBody body, CollectionView collection, HtmlText text)
    {
        body.Html($"<nav aria-label=\"{text.Path}\"><ol>");
        var (drive, below) = (GetDriveHref(collection), collection.IsInDrive ? Count(collection.Path.Utf8) : 0);
        body.Html(below == 0 ? $"<li aria-current=\"page\">{text.Home}</li>" : $"<li><a href=\"{drive}\">{text.Home}</a></li>");
        var href = collection.Href.AsSpan(drive.Length);
        var names = GetLast(collection.Requested.Span, below);
        for (int end = 0, start = 0; below > 0; below--)
        {
            end += href[end..].IndexOf((byte)'/') + 1;
            var slash = names[start..].IndexOf((byte)'/');
            var name = slash < 0 ? names[start..] : names.Slice(start, slash);
            start += name.Length + 1;
            body.Html(below == 1 ? "<li aria-current=\"page\">" : $"<li><a href=\"{drive}{Encoding.ASCII.GetString(href[..end])}\">");
            body.Name(name);
            body.Html(below == 1 ? "</li>" : "</a></li>");
        }

        body.Html("</ol></nav>");
    }

    private static int Count(ReadOnlySpan<byte> joined) => joined.IsEmpty ? 0 : joined.Count((byte)'/') + 1;

    private static ReadOnlySpan<byte> GetLast(ReadOnlySpan<byte> joined, int count)
    {
        var at = joined.Length;
        for (; count > 0; count--)
        {
            at = joined[..at].LastIndexOf((byte)'/');
        }

        return at == joined.Length ? default : joined[(at + 1)..];
    }
}
