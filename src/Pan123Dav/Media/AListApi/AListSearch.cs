using System.Buffers;
using System.Text;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// <c>/api/fs/search</c>: names that hold every word, in any letter case, anywhere below a folder. Looks through what is in memory; what 123 would
/// have to be asked for folder by folder is passed over. There is always an answer, and all of it: AList says 404 where it has no index.
/// </summary>
internal static class AListSearch
{
    private const int StackLimit = 512;

    public static async Task SearchAsync(AListCall call)
    {
        var request = await call.ReadAsync();
        var parent = request.GetPath("parent");
        var page = AListPage.Read(request);
        var scope = request.GetInteger("scope", absent: 0);
        var words = GetWords(request);
        var folder = await call.FindFolderAsync(parent);
        using var body = new StreamingBody(call.Context.Response);
        using var json = AListResponse.Begin(call.Context.Response, body);
        long total = 0;
        json.WriteStartObject();
        json.WriteStartArray("content"u8);
        var folders = new Stack<(StoragePath Path, StorageEntry Entry)>();
        if (words.Length > 0 && !folder.IsRemote)
        {
            folders.Push((parent, folder));
        }

        while (folders.TryPop(out var current))
        {
            var deeper = new List<(StoragePath, StorageEntry)>();
            foreach (var member in await call.User.Storage.ListAsync(current.Path, current.Entry, call.Cancelled))
            {
                if (IsInScope(member, scope) && Matches(member.Name, words) && page.Contains(total++))
                {
                    json.WriteStartObject();
                    json.WriteString("parent"u8, current.Path.ToString());
                    json.WriteString("name"u8, member.Name);
                    json.WriteBoolean("is_dir"u8, member.IsCollection);
                    json.WriteNumber("size"u8, member.Length ?? 0);
                    json.WriteNumber("type"u8, member.IsCollection ? AListFileTypes.Folder : AListFileTypes.Get(member.Name));
                    json.WriteEndObject();
                    json.Flush();
                    if (body.IsFlushDue)
                    {
                        await body.FlushAsync();
                    }
                }

                if (member is { IsCollection: true, IsRemote: false })
                {
                    deeper.Add((current.Path.Append(member.Name), member));
                }
            }

            // The first folder comes next.
            deeper.Reverse();
            deeper.ForEach(folders.Push);
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, total);
        json.WriteEndObject();
        await AListResponse.CompleteAsync(json, body);
    }

    private static string[] GetWords(AListRequest request)
    {
        var keywords = request.GetText("keywords") is { Length: > 0 } text ? text : request.GetText("keyword");
        return keywords.Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsInScope(in StorageEntry entry, long scope) => scope switch
    {
        1 => entry.IsCollection,
        2 => !entry.IsCollection,
        _ => true,
    };

    private static bool Matches(ReadOnlySpan<byte> name, string[] words)
    {
        if (!Ascii.IsValid(name) && !NormalizationFormC.IsNormalized(name))
        {
            name = NormalizationFormC.Normalize(name);
        }

        var rented = name.Length > StackLimit ? ArrayPool<char>.Shared.Rent(name.Length) : null;
        var text = rented ?? stackalloc char[StackLimit];
        ReadOnlySpan<char> decoded = text[..Encoding.UTF8.GetChars(name, text)];
        var matches = true;
        foreach (var word in words)
        {
            matches &= decoded.Contains(word, StringComparison.OrdinalIgnoreCase);
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return matches;
    }
}
