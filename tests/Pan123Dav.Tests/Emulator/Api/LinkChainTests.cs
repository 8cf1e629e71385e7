using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;

namespace Pan123Dav.Tests.Emulator.Api;

public sealed class LinkChainTests : ApiTest
{
    private const string Body = "what the chain leads to";
    private readonly long _file;

    public LinkChainTests() => _file = Account.AddFile("a/链.txt", EmulatorContent.Text(Body), Now);

    private string Site => Host.Address.GetLeftPart(UriPartial.Authority) + "/";

    [Theory]
    [InlineData(LinkParams.Unpadded, ChainStepResponse.Mixed, 3)]
    [InlineData(LinkParams.Padded, ChainStepResponse.Redirect, 1)]
    [InlineData(LinkParams.UrlSafe, ChainStepResponse.Json, 2)]
    [InlineData(LinkParams.None, ChainStepResponse.Json210, 4)]
    [InlineData(LinkParams.Unpadded, ChainStepResponse.Mixed, 0)]
    public async Task Chain_WithReferer_LeadsToTheBytesInSoManySteps(LinkParams form, ChainStepResponse answer, int hops)
    {
        Host.Api = Host.Api with { Params = form, HopAnswer = answer, Hops = hops };

        var (url, steps, statuses) = await FollowAsync(Unwrap(await LinkAsync()), 10);
        using var content = await FetchAsync(url, Site);

        Assert.Equal(Body, await content.Content.ReadAsStringAsync(Token));
        Assert.Equal(hops, steps);
        Assert.Equal(hops, Host.Calls.Count(EmulatorEndpoint.LinkHop));
        Assert.All(statuses, status => Assert.True(answer switch
        {
            ChainStepResponse.Redirect => status == 302,
            ChainStepResponse.Json => status == 200,
            ChainStepResponse.Json210 => status == 210,
            _ => status is 200 or 210 or 302,
        }));
    }

    [Fact]
    public async Task Params_PaddedAndNot_DifferOnlyInForm()
    {
        // A path whose base64 has the letters that the two alphabets differ in does not occur in ASCII addresses often; the padding does.
        Host.Api = Host.Api with { Params = LinkParams.Padded };
        var padded = Uri.UnescapeDataString(GetParams(await LinkAsync()));
        Host.Api = Host.Api with { Params = LinkParams.UrlSafe };
        var urlSafe = GetParams(await LinkAsync());

        Assert.Equal(0, padded.Length % 4);
        Assert.DoesNotContain('=', urlSafe);
        Assert.Equal(padded.TrimEnd('=').Replace('+', '-').Replace('/', '_'), urlSafe);
    }

    [Fact]
    public async Task Page_Fetched_IsHtmlForABrowser()
    {
        using var page = await FetchAsync(await LinkAsync(), Site);

        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Step_WithoutReferer_Is403With1010()
    {
        using var response = await FetchAsync(Unwrap(await LinkAsync()));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("\"code\":1010", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_RefererOfAnotherSite_Is403With1010()
    {
        Host.Api = Host.Api with { DownloadSite = new Uri("http://127.0.0.1:9/") };
        var link = await LinkAsync();
        var (url, _, _) = await FollowAsync(Unwrap(link), 10);

        using var none = await FetchAsync(url);
        using var other = await FetchAsync(url, Site);
        using var right = await FetchAsync(url, "http://127.0.0.1:9/");

        Assert.StartsWith("http://127.0.0.1:9/", link, StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK), (none.StatusCode, other.StatusCode, right.StatusCode));
        Assert.Contains("\"code\":1010", await other.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(2, Host.Requests.Refused);
    }

    [Fact]
    public async Task Content_AfterItsTime_Is403()
    {
        var (url, _, _) = await FollowAsync(Unwrap(await LinkAsync()), 10);
        var expires = Query(url, "t");
        Clock.Advance(TimeSpan.FromHours(1.1));

        using var response = await FetchAsync(url, Site);

        Assert.Equal(Now.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), expires);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Refused_Step_Is403()
    {
        Host.Api = Host.Api with { HopAnswer = ChainStepResponse.Refused };

        using var response = await FetchAsync(Unwrap(await LinkAsync()), Site);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task EndlessChain_Steps_NeverEnd()
    {
        Host.Api = Host.Api with { Hops = int.MaxValue };

        var (_, steps, _) = await FollowAsync(Unwrap(await LinkAsync()), 20);

        Assert.Equal(20, steps);
    }

    [Fact]
    public async Task HopTarget_LastStep_LeadsThere()
    {
        Host.Api = Host.Api with { Hops = 1, HopTarget = new Uri("http://10.0.0.1/secret"), HopAnswer = ChainStepResponse.Redirect };

        using var response = await FetchAsync(Unwrap(await LinkAsync()), Site);

        Assert.Equal("http://10.0.0.1/secret", response.Headers.Location!.AbsoluteUri);
    }

    private async Task<string> LinkAsync()
    {
        Assert.True(Account.TryGet(_file, out var file));
        var body = new { driveId = 0, etag = file.Md5, fileId = _file, fileName = file.Name, s3keyFlag = "13-0", size = file.Size, type = 0 };
        var answer = await PostSignedAsync("/b/api/file/download_info", body, await WebTokenAsync());
        return answer.GetProperty("data").GetProperty("DownloadUrl").GetString()!;
    }

    private static string Unwrap(string link)
    {
        if (!link.Contains("params=", StringComparison.Ordinal))
        {
            return link;
        }

        var base64 = Uri.UnescapeDataString(GetParams(link)).Replace('-', '+').Replace('_', '/').TrimEnd('=');
        return Encoding.UTF8.GetString(Convert.FromBase64String(base64 + new string('=', (4 - (base64.Length % 4)) % 4)));
    }

    private static string GetParams(string link) => Query(link, "params");

    private static string Query(string url, string name) =>
        url.Split('?')[1].Split('&').Single(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private async Task<(string Url, int Steps, List<int> Statuses)> FollowAsync(string url, int most)
    {
        var statuses = new List<int>();
        while (url.Contains("/hop/", StringComparison.Ordinal) && statuses.Count < most)
        {
            using var response = await FetchAsync(url, Site);
            statuses.Add((int)response.StatusCode);
            if (response.Headers.Location is { } location)
            {
                url = location.AbsoluteUri;
            }
            else
            {
                using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Token));
                url = json.RootElement.GetProperty("data").GetProperty("redirect_url").GetString()!;
            }
        }

        return (url, statuses.Count, statuses);
    }
}
