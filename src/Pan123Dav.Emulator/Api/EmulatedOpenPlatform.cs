using System.Text.Json;
using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Emulator.Api;

/// <summary>The calls of the open platform. Each writes its <c>data</c>, or ends in an <see cref="ApiError"/>.</summary>
internal sealed class EmulatedOpenPlatform(
    EmulatorAccount account, ulong uid, EmulatedTokenStore tokens, ApiStatistics statistics, DownloadLinks links, TrafficLog traffic, DirectPaths paths)
{
    private readonly string _s3KeyFlag = $"{uid}-0";

    public void Answer(EmulatedApiCall call, ApiJson json)
    {
        if (call.Context.Request.Headers["Platform"] != "open_platform")
        {
            throw ApiError.Missing("Platform");
        }

        if (call.Endpoint == EmulatorEndpoint.AccessToken)
        {
            IssueToken(call, json);
            return;
        }

        if (!tokens.IsOpen(call.Bearer, call.Now))
        {
            throw new ApiError(ApiError.TokenInvalid, "access Token Invalid");
        }

        switch (call.Endpoint)
        {
            case EmulatorEndpoint.FileList:
                List(call, json);
                break;
            case EmulatorEndpoint.FileDetail:
                ItemJson.Open(json, Item(call.Number("fileID")), _s3KeyFlag);
                break;
            case EmulatorEndpoint.FileInfos:
                json.Object(null, () => json.Array("list", Items(call), item => ItemJson.Open(json, item, _s3KeyFlag)));
                break;
            case EmulatorEndpoint.DownloadInfo:
                Link(call, json, "downloadUrl", links.OpenLink(File(call.Number("fileId")), call));
                break;
            case EmulatorEndpoint.DirectLinkEnable:
            case EmulatorEndpoint.DirectLinkDisable:
                Switch(call, json, call.Endpoint == EmulatorEndpoint.DirectLinkEnable);
                break;
            case EmulatorEndpoint.DirectLinkUrl:
                Link(call, json, "url", DirectLink(call));
                break;
            case EmulatorEndpoint.DirectLinkLog:
                traffic.Write(call, json);
                break;
            case EmulatorEndpoint.UserInfo:
                UserInfo(json);
                break;
            default:
                throw new InvalidOperationException($"{call.Endpoint} is not of the open platform.");
        }
    }

    private void IssueToken(EmulatedApiCall call, ApiJson json)
    {
        if (call.Text("clientID") != account.ClientId || call.Text("clientSecret") != account.ClientSecret)
        {
            throw new ApiError(ApiError.Internal, "clientID或clientSecret错误");
        }

        if (call.Switches.TokensExceeded)
        {
            throw new ApiError(call.Switches.TokensExceededCode, "tokens number has exceeded the limit");
        }

        var expires = call.Now + call.Switches.TokenLifetime;
        statistics.AddToken();
        json.Object(null, () =>
        {
            json.Text("accessToken", tokens.IssueOpen(uid, call.Now, expires));
            json.Text("expiredAt", ChinaTime.Iso(expires));
        });
    }

    private void List(EmulatedApiCall call, ApiJson json)
    {
        var folder = Item(call.Number("parentFileId"));
        var page = OpenListing.Read(account, folder.Id, call.Number("limit"), call.FindNumber("lastFileId") ?? 0, call.Switches);
        json.Object(null, () =>
        {
            json.Number("lastFileId", page.Cursor);
            json.Array("fileList", page.Items, item => ItemJson.Open(json, item, _s3KeyFlag), call.Switches.EmptyListsAreNull && page.Items.Count == 0);
        });
    }

    private IEnumerable<EmulatorItem> Items(EmulatedApiCall call) =>
        call.Body.ValueKind == JsonValueKind.Object && call.Body.TryGetProperty("fileIds", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? ids.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && account.TryGet(id.GetInt64(), out var item) ? item : null)
                .OfType<EmulatorItem>()
            : throw ApiError.Missing("fileIds");

    private static void Link(EmulatedApiCall call, ApiJson json, string name, string url)
    {
        if (call.Switches.TrafficUsedUp)
        {
            throw new ApiError(ApiError.TrafficUsedUp, "流量超限");
        }

        json.Object(null, () => json.Text(name, url));
    }

    private string DirectLink(EmulatedApiCall call)
    {
        var file = File(call.Number("fileID"));
        return paths.IsEnabled(file.Id)
            ? call.Origin + string.Join('/', paths.GetPath(file).Split('/').Select(Uri.EscapeDataString))
            : throw new ApiError(ApiError.Internal, "文件所在目录未启用直链空间");
    }

    private void Switch(EmulatedApiCall call, ApiJson json, bool enabled)
    {
        var folder = Item(call.Number("fileID"));
        if (folder.Id == 0 || !folder.IsFolder)
        {
            throw new ApiError(ApiError.Internal, "只能对文件夹启用直链空间");
        }

        account.Change(folder.Id, item => item with { DirectLinks = enabled });
        json.Object(null, () => json.Text("filename", folder.Name));
    }

    private void UserInfo(ApiJson json) => json.Object(null, () =>
    {
        json.Number("uid", uid);
        json.Text("nickname", "Emulator");
        json.Text("headImage", "");
        json.Text("passport", account.Username);
        json.Text("mail", "");
        json.Number("spaceUsed", 0);
        json.Number("spacePermanent", 1L << 41);
        json.Number("spaceTemp", 0);
        json.Number("spaceTempExpr", 0);
        json.Flag("vip", true);
        json.Number("directTraffic", Math.Max(0, account.DirectTraffic - traffic.TotalBytes));
        json.Flag("isHideUID", false);
        json.Number("httpsCount", 0);
        json.Null("vipInfo");
        json.Null("developerInfo");
    });

    private EmulatorItem Item(long id) => account.TryGet(id, out var item) ? item : throw ApiError.NotFound();

    private EmulatorItem File(long id) => Item(id) is { IsFolder: false, Trashed: false } file ? file : throw ApiError.NotFound();
}
