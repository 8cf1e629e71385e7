using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav.Listing;

/// <summary>The members of a collection as plain text, a name a line, collections with a slash: for curl and scripts.</summary>
internal static class TextListing
{
    public static async ValueTask WriteAsync(StreamingBody body, IEnumerable<StorageEntry> members)
    {
        foreach (var member in members)
        {
            body.Write(member.Name);
            body.Write(member.IsCollection ? "/\n"u8 : "\n"u8);
            if (body.IsFlushDue)
            {
                await body.FlushAsync();
            }
        }
    }
}
