using System.Text;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Tests.WebApi;

/// <summary>Follows a chain of links that a made-up web interface answers with.</summary>
public abstract class LinkChainTest
{
    private protected const string Content = "https://cdn.example/a.mkv?v=5&t=1700003600&s=5ecret";
    private protected static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly Uri BaseUrl = new("https://site.example/b/api");

    private protected static string Step(int number) => $"https://hop.example/{number}?auto_redirect=0";

    private protected static int GetStep(SeenRequest request) => request.Uri.AbsolutePath[1] - '0';

    private protected static string Wrap(string address) =>
        "https://download.example:8443/download-v2/"
        + $"?params={Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(address)).TrimEnd('='))}&is_s3=0";

    private protected static HttpResponseMessage Leads(string form, string address) => form == "302"
        ? FakeWeb.Redirect(address)
        : FakeWeb.Json($$$"""{"code":0,"data":{"redirect_url":"{{{address}}}"}}""", int.Parse(form, System.Globalization.CultureInfo.InvariantCulture));

    private protected static Task<CachedLink> FollowAsync(FakeWeb web, string? downloadUrl, Uri? baseUrl = null) =>
        new LinkChain(web.Services(new FakeTimeProvider(Now)), baseUrl ?? BaseUrl, FakeWeb.Limits with { RetryDelay = TimeSpan.Zero })
            .FollowAsync("share/download/info", new DownloadLocation { DownloadUrl = downloadUrl }, TestContext.Current.CancellationToken);
}
