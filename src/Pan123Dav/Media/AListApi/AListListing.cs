using Microsoft.Extensions.Options;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Http;
using Pan123Dav.Metadata;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// <c>/api/fs/list</c> and <c>/api/fs/dirs</c>: the members of a folder from memory, written as they come. <c>refresh</c> is passed over, as there is
/// nothing to refresh, and <c>per_page</c> of 0 or less is everything: nothing is ever left out without being asked for.
/// </summary>
internal sealed class AListListing(IEntryMetadata metadata, ApiTokens tokens, IOptionsMonitor<AListApiOptions> options)
{
    public async Task ListAsync(AListCall call)
    {
        var request = await call.ReadAsync();
        var path = request.GetPath("path");
        var page = AListPage.Read(request);
        var folder = await call.FindFolderAsync(path);
        var token = tokens.Get(call.User.Name);
        if (metadata.MayLack(folder))
        {
            await metadata.CompleteAsync(await call.User.Storage.ListAsync(path, folder, call.Cancelled), call.Cancelled);
        }

        var members = await call.User.Storage.ListAsync(path, folder, call.Cancelled);
        using var body = new StreamingBody(call.Context.Response);
        using var json = AListResponse.Begin(call.Context.Response, body);
        var objects = new AListObjectWriter(json, token, options.CurrentValue);
        long total = 0;
        json.WriteStartObject();
        json.WriteStartArray("content"u8);
        foreach (var member in members)
        {
            if (page.Contains(total++))
            {
                objects.Write(path, member);
                if (AListResponse.IsFlushDue(json, body))
                {
                    await body.FlushAsync();
                }
            }
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, total);
        json.WriteString("readme"u8, ""u8);
        json.WriteString("header"u8, ""u8);
        json.WriteBoolean("write"u8, false);
        json.WriteBoolean("write_content_bypass"u8, false);
        json.WriteString("provider"u8, "unknown"u8);
        json.WriteEndObject();
        await AListResponse.CompleteAsync(json, body);
    }

    public async Task ListFoldersAsync(AListCall call)
    {
        var request = await call.ReadAsync();
        var path = request.GetPath("path");
        var members = await call.User.Storage.ListAsync(path, await call.FindFolderAsync(path), call.Cancelled);
        using var body = new StreamingBody(call.Context.Response);
        using var json = AListResponse.Begin(call.Context.Response, body);
        var objects = new AListObjectWriter(json, tokens.Get(call.User.Name), options.CurrentValue);
        json.WriteStartArray();
        foreach (var member in members)
        {
            if (!member.IsCollection)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("name"u8, member.Name);
            objects.WriteModified(member);
            json.WriteEndObject();
            if (AListResponse.IsFlushDue(json, body))
            {
                await body.FlushAsync();
            }
        }

        json.WriteEndArray();
        await AListResponse.CompleteAsync(json, body);
    }
}
