using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Tests.WebApi;

/// <summary>
/// A share and a personal drive at once, behind a <see cref="FakeWeb"/>: it lists items page by page
/// and hands out links. Calls that are not signed are refused.
/// </summary>
internal sealed class FakeWebDrive
{
    public const string Root = "/b/api/";
    public const string Content = "https://cdn.example/content";

    private long _lastId = 100;

    public FakeWebDrive() => Web = new FakeWeb(Answer);

    public FakeWeb Web { get; }

    /// <summary>What the folders hold, in the order it is listed.</summary>
    public Dictionary<long, List<JsonObject>> Folders { get; } = new() { [0] = [] };

    /// <summary>Is asked first; null to go on.</summary>
    public Func<SeenRequest, HttpResponseMessage?> Before { get; set; } = _ => null;

    /// <summary>Members a page.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>What a page says of the next one when there is more.</summary>
    public string More { get; set; } = "";

    /// <summary>How many more members are promised than there are; null to promise nothing.</summary>
    public int? Promised { get; set; }

    /// <summary>The tokens that calls are taken with; empty to take all.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; } = [];

    /// <summary>What the next sign-in gives.</summary>
    public Func<string> NextToken { get; set; } = () => "token-" + Guid.NewGuid().ToString("N");

    /// <summary>When the content links end, in Unix seconds.</summary>
    public long LinksEnd { get; set; }

    public int SignIns => Web.Seen.Count(request => request.Uri.AbsolutePath.EndsWith("user/sign_in", StringComparison.Ordinal));

    public long AddFolder(long parent, string name)
    {
        var id = Add(parent, name, type: 1, size: 0, md5: "");
        Folders[id] = [];
        return id;
    }

    public long AddFile(long parent, string name, long size = 5, string md5 = "") => Add(parent, name, type: 0, size, md5);

    /// <summary>A listed item, to be changed.</summary>
    public JsonObject Item(long id) => Folders.Values.SelectMany(items => items).Single(item => (long)item["FileId"]! == id);

    private long Add(long parent, string name, int type, long size, string md5)
    {
        var id = ++_lastId;
        Folders[parent].Add(new JsonObject
        {
            ["FileId"] = id,
            ["FileName"] = name,
            ["Type"] = type,
            ["Size"] = size,
            ["Etag"] = md5,
            ["S3KeyFlag"] = "13-0",
            ["UpdateAt"] = "2023-09-07T22:33:41+08:00",
            ["Status"] = 0,
            ["Trashed"] = false,
        });
        return id;
    }

    private HttpResponseMessage Answer(SeenRequest request)
    {
        if (Before(request) is { } early)
        {
            return early;
        }

        var path = request.Uri.AbsolutePath;
        if (path.EndsWith("user/sign_in", StringComparison.Ordinal))
        {
            var token = NextToken();
            Tokens[token] = true;
            return FakeWeb.Data(new JsonObject { ["token"] = token }, 200);
        }

        if (path.StartsWith("/step/", StringComparison.Ordinal))
        {
            return FakeWeb.Json($$$"""{"code":0,"data":{"redirect_url":"{{{Content}}}/{{{path[6..]}}}?t={{{LinksEnd}}}&s={{{Web.Seen.Count}}}"}}""", 210);
        }

        if (!IsSigned(request))
        {
            return FakeWeb.Fault(403, "签名错误");
        }

        if (!Tokens.IsEmpty && !Tokens.ContainsKey(request.Headers.GetValueOrDefault("Authorization", "")["Bearer ".Length..]))
        {
            return FakeWeb.Fault(401, "token is expired");
        }

        return path switch
        {
            Root + "share/get" or Root + "file/list/new" => List(request),
            Root + "share/download/info" => Link(request, "DownloadURL"),
            Root + "file/download_info" => Link(request, "DownloadUrl"),
            _ => FakeWeb.Fault(404, "no such call"),
        };
    }

    private HttpResponseMessage List(SeenRequest request)
    {
        if (!Folders.TryGetValue(long.Parse(request.Query("parentFileId")!, CultureInfo.InvariantCulture), out var items))
        {
            return FakeWeb.Fault(5066, "文件不存在");
        }

        var page = items.Skip((request.Page - 1) * PageSize).Take(PageSize).Select(item => item.DeepClone()).ToArray();
        var data = new JsonObject { ["Next"] = request.Page * PageSize >= items.Count ? "-1" : More, ["InfoList"] = new JsonArray([.. page]) };
        if (Promised is { } promised)
        {
            data["Total"] = items.Count + promised;
        }

        return FakeWeb.Data(data);
    }

    private static HttpResponseMessage Link(SeenRequest request, string name)
    {
        var step = $"https://hop.example/step/{JsonNode.Parse(request.Body)!["fileId"]}?auto_redirect=0";
        var wrapped = Convert.ToBase64String(Encoding.UTF8.GetBytes(step)).TrimEnd('=');
        return FakeWeb.Data(new JsonObject { [name] = $"https://download.example/download-v2/?params={Uri.EscapeDataString(wrapped)}" });
    }

    private static bool IsSigned(SeenRequest request)
    {
        var last = request.Uri.Query.Split('&', '?')[^1].Split('=', '-');
        return last.Length == 4 && long.TryParse(last[1], out var seconds)
            && WebSignature.Create(request.Uri.AbsolutePath, DateTimeOffset.FromUnixTimeSeconds(seconds), int.Parse(last[2], CultureInfo.InvariantCulture))
                == $"{last[0]}={last[1]}-{last[2]}-{last[3]}";
    }
}
