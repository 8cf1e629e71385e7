using Microsoft.Extensions.Options;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Metadata;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// <c>/api/fs/get</c>: one file or folder. The address that it gives is our own, signed: no link is made and nothing is paid
/// before somebody plays it, though some clients ask for every file of a library.
/// </summary>
internal sealed class AListFile(IEntryMetadata metadata, ApiTokens tokens, SignedPathUrls urls, IOptionsMonitor<AListApiOptions> options)
{
    public async Task GetAsync(AListCall call)
    {
        var request = await call.ReadAsync();
        var path = request.GetPath("path");
        var entry = await call.FindAsync(path);
        var parent = GetParent(path);
        if (entry.IsLengthUnsure)
        {
            await metadata.CompleteAsync(entry, call.Cancelled);
        }

        IEnumerable<StorageEntry> siblings = entry.IsCollection || await call.User.Storage.FindAsync(parent, call.Cancelled) is not { } folder
            ? []
            : await call.User.Storage.ListAsync(parent, folder, call.Cancelled);
        var address = entry.IsCollection ? "" : urls.Create(urls.GetAddress(call.Context.Request), call.User.Name, path, expires: null);
        using var body = new StreamingBody(call.Context.Response);
        using var json = AListResponse.Begin(call.Context.Response, body);
        var objects = new AListObjectWriter(json, tokens.Get(call.User.Name), options.CurrentValue);
        json.WriteStartObject();
        objects.WriteFields(parent, entry);
        json.WriteString("raw_url"u8, address);
        json.WriteString("readme"u8, ""u8);
        json.WriteString("header"u8, ""u8);
        json.WriteString("provider"u8, AListProviders.Get(entry));
        json.WriteStartArray("related"u8);
        foreach (var sibling in siblings)
        {
            if (IsRelated(entry, sibling))
            {
                objects.Write(parent, sibling);
                if (AListResponse.IsFlushDue(json, body))
                {
                    await body.FlushAsync();
                }
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await AListResponse.CompleteAsync(json, body);
    }

    // Subtitles, sheets and pictures of a film begin with its name.
    private static bool IsRelated(in StorageEntry entry, in StorageEntry sibling)
    {
        var name = entry.Name;
        var dot = name.LastIndexOf((byte)'.');
        return !sibling.IsCollection && sibling.Name.StartsWith(dot > 0 ? name[..dot] : name) && !sibling.Name.SequenceEqual(name);
    }

    private static StoragePath GetParent(StoragePath path)
    {
        var slash = path.Utf8.LastIndexOf((byte)'/');
        return slash < 0 ? StoragePath.Root : StoragePath.FromJoined(path.Utf8[..slash].ToArray());
    }
}
