using System.Globalization;
using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Emulator.Api;

/// <summary>
/// The calls of the web interface: shares, and the account after a sign-in. Each writes its <c>data</c>, or ends in an <see cref="ApiError"/>.
/// </summary>
internal sealed class EmulatedWebApi(EmulatorAccount account, ulong uid, EmulatedTokenStore tokens, ApiStatistics statistics, DownloadLinks links)
{
    private readonly string _s3KeyFlag = $"{uid}-0";

    public void Answer(EmulatedApiCall call, ApiJson json)
    {
        if (call.Endpoint == EmulatorEndpoint.SignIn)
        {
            SignIn(call, json);
            return;
        }

        CheckSignature(call);
        switch (call.Endpoint)
        {
            case EmulatorEndpoint.ShareGet:
                ListShare(call, json);
                break;
            case EmulatorEndpoint.ShareDownloadInfo:
                Link(call, json, "DownloadURL", FileOfShare(call, Share(call, "shareKey"), ["fileId", "s3keyFlag", "etag", "size"]));
                break;
            case EmulatorEndpoint.NewShareDownloadInfo:
                Dispatch(call, json, FileOfShare(call, Share(call, "ShareKey"), ["FileID", "S3keyFlag", "Etag", "Size"]));
                break;
            case EmulatorEndpoint.ServerTime:
                json.Object(null, () => json.Number("timestamp", call.Now.ToUnixTimeSeconds()));
                break;
            default:
                AnswerOwner(call, json);
                break;
        }
    }

    private void AnswerOwner(EmulatedApiCall call, ApiJson json)
    {
        if (!tokens.IsWeb(call.Bearer, call.Now))
        {
            throw new ApiError(ApiError.TokenInvalid, "请重新登录");
        }

        switch (call.Endpoint)
        {
            case EmulatorEndpoint.WebFileList:
                List(call, json);
                break;
            case EmulatorEndpoint.WebDownloadInfo:
                Link(call, json, "DownloadUrl", File(call, ["fileId", "s3keyFlag", "etag", "size"]));
                break;
            case EmulatorEndpoint.WebUserInfo:
                json.Object(null, () =>
                {
                    json.Number("UID", uid);
                    json.Text("Nickname", "Emulator");
                    json.Number("SpaceUsed", 0);
                });
                break;
            default:
                throw new InvalidOperationException($"{call.Endpoint} is not of the web interface.");
        }
    }

    private static void CheckSignature(EmulatedApiCall call)
    {
        var headers = call.Context.Request.Headers;
        if (call.Switches.SignatureRequired
            && !(headers["platform"] == "web" && headers["app-version"] == "3"
                && QuerySignature.IsGood(call.Path, call.Query, call.Now, call.Switches.SignatureChanged)))
        {
            throw new ApiError(ApiError.Refused, "签名错误");
        }
    }

    private void SignIn(EmulatedApiCall call, ApiJson json)
    {
        var name = call.Find("passport") ?? (call.Find("type") == "2" ? call.Text("mail") : throw ApiError.Missing("type"));
        if (name != account.Username || call.Text("password") != account.Password)
        {
            throw new ApiError(ApiError.TokenInvalid, "账号或密码错误");
        }

        if (call.Switches.SignInChallenge)
        {
            throw new ApiError(ApiError.Internal, "当前登录环境异常，请使用短信验证码或微信扫码登录");
        }

        statistics.AddSignIn();
        var expires = call.Now + call.Switches.TokenLifetime;
        json.Object(null, () =>
        {
            json.Text("token", tokens.IssueWeb(uid, call.Now, expires));
            json.Text("expire", ChinaTime.Iso(expires));
            json.Number("login_type", 1);
        });
    }

    private void List(EmulatedApiCall call, ApiJson json)
    {
        var page = WebListing.Read(account, Folder(call.Number("parentFileId")), call);
        json.Object(null, () =>
        {
            var promised = call.Switches.Paging == PagingQuirk.WrongTotal ? 10 : 0;
            json.Text("Next", page.IsLast ? "-1" : page.Items.Count == 0 ? "" : page.Items[^1].Id.ToString(CultureInfo.InvariantCulture));
            json.Number("Len", page.Items.Count);
            json.Flag("IsFirst", call.Find("Page") == "1");
            json.Number("Total", page.Total + promised);
            json.Array("InfoList", page.Items, item => ItemJson.Web(json, item, _s3KeyFlag), call.Switches.EmptyListsAreNull && page.Items.Count == 0);
        });
    }

    private void ListShare(EmulatedApiCall call, ApiJson json)
    {
        var share = Share(call);
        var parent = call.Number("parentFileId");
        var folder = Folder(parent == 0 ? share.FolderId : parent);
        if (!account.IsWithin(folder.Id, share.FolderId))
        {
            throw ApiError.NotFound();
        }

        var page = share.Expired ? new WebListing([], true, 0) : WebListing.Read(account, folder, call);
        json.Object(null, () =>
        {
            json.Text("Next", page.IsLast ? "-1" : "");
            json.Number("Len", page.Items.Count);
            json.Flag("IsFirst", call.Find("Page") == "1");
            json.Flag("Expired", share.Expired);
            json.Array("InfoList", page.Items, item => ItemJson.Web(json, item, _s3KeyFlag), call.Switches.EmptyListsAreNull && page.Items.Count == 0);
        });
    }

    private EmulatorItem FileOfShare(EmulatedApiCall call, EmulatorShare share, string[] names)
    {
        var file = File(call, names);
        if (share.Expired || !account.IsWithin(file.Id, share.FolderId))
        {
            throw ApiError.NotFound();
        }

        return !call.Switches.LoginRequired || call.Bearer == account.OtherAccountToken || tokens.IsWeb(call.Bearer, call.Now)
            ? file
            : throw new ApiError(ApiError.LoginRequired, "请登录后下载");
    }

    // No step leads from here to the content.
    private void Dispatch(EmulatedApiCall call, ApiJson json, EmulatorItem file)
    {
        if (call.Switches.TrafficUsedUp)
        {
            throw new ApiError(ApiError.TrafficUsedUp, "下载流量超限");
        }

        json.Object(null, () =>
        {
            json.Array("dispatchList", [call.Origin], origin => json.Object(null, () => json.Text("prefix", origin)));
            json.Text("downloadPath", links.ContentLink("", file.Id, web: false, call.Now + call.Switches.LinkLifetime));
        });
    }

    // The names differ in case between shares and the account's own files, at 123 too.
    private void Link(EmulatedApiCall call, ApiJson json, string name, EmulatorItem file)
    {
        if (call.Switches.TrafficUsedUp)
        {
            throw new ApiError(ApiError.TrafficUsedUp, "下载流量超限");
        }

        json.Object(null, () => json.Text(name, file.Size == 0 ? "" : links.WebLink(file, call)));
    }

    private EmulatorShare Share(EmulatedApiCall call, string key = "shareKey")
    {
        if (!account.Shares.TryGetValue(call.Text(key), out var share))
        {
            throw new ApiError(ApiError.Internal, "分享不存在");
        }

        return (call.Find("SharePwd") ?? "") == share.Password ? share : throw new ApiError(ApiError.Internal, "提取码错误");
    }

    private EmulatorItem Folder(long id) => account.TryGet(id, out var item) && item.IsFolder ? item : throw ApiError.NotFound();

    // All of it has to be the listing's: 123 finds the content by it.
    private EmulatorItem File(EmulatedApiCall call, string[] names)
    {
        if (!account.TryGet(call.Number(names[0]), out var file) || file.IsFolder || file.Trashed)
        {
            throw ApiError.NotFound();
        }

        if (call.Text(names[1]) != _s3KeyFlag || call.Text(names[2]) != file.Md5 || call.Number(names[3]) != file.Size)
        {
            throw ApiError.Missing("s3keyFlag, etag, size");
        }

        return file;
    }
}
