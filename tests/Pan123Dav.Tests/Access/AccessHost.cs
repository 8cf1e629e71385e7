using System.Net;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Access;

/// <summary>A gateway with two users beside the usual one, and what each of them gets to see.</summary>
internal sealed class AccessHost : IAsyncDisposable
{
    public const string Anna = "anna";
    public const string Ben = "ben";

    private static readonly string[] Ignored = ["Date"];

    private readonly GatewayHost _host;

    private AccessHost(GatewayHost host)
    {
        _host = host;
        Clients = new[] { Anna, Ben }.ToDictionary(user => user, user => host.CreateClient(user, GetPassword(user)));
    }

    public Dictionary<string, HttpClient> Clients { get; }

    public GatewayHost Host => _host;

    public static async Task<AccessHost> StartAsync(string tree, params (string Key, string? Value)[] settings) => new(await GatewayHost.StartAsync(tree,
    [
        ("Users:1:Name", Anna), ("Users:1:Password", GetPassword(Anna)),
        ("Users:2:Name", Ben), ("Users:2:Password", GetPassword(Ben)),
        .. settings,
    ]));

    public static string GetPassword(string user) => $"long password of {user}";

    public async Task<HttpResponseMessage> SendAsync(string user, string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/dav" + path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Clients[user].SendAsync(request);
    }

    /// <summary>The hrefs of a listing without the path base, in order.</summary>
    public async Task<string[]> ListAsync(string user, string path, string depth = "1")
    {
        using var response = await SendAsync(user, "PROPFIND", path, ("Depth", depth));
        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        return [.. DavResponse.Parse(await response.Content.ReadAsByteArrayAsync())
            .Skip(1).Select(entry => Uri.UnescapeDataString(entry.Href)["/dav".Length..])];
    }

    /// <summary>Fails unless every method answers for <paramref name="path"/> as it does for one that nobody ever made.</summary>
    public async Task AssertLooksAbsentAsync(string user, string path)
    {
        foreach (var method in new[] { "GET", "HEAD", "PROPFIND", "PUT", "DELETE", "MKCOL", "OPTIONS", "LOCK" })
        {
            foreach (var depth in new[] { "0", "1", "infinity" })
            {
                var expected = await AnswerAsync(user, method, "/never-made", depth);
                Assert.Equal(expected, await AnswerAsync(user, method, path, depth));
                Assert.Equal(expected, await AnswerAsync(user, method, path + "/", depth));
                Assert.Equal(expected, await AnswerAsync(user, method, path + "/below", depth));
            }
        }
    }

    public async Task ReloadAsync(params (string Key, string? Value)[] settings)
    {
        var configuration = _host.Services.GetRequiredService<IConfiguration>();
        foreach (var (key, value) in settings)
        {
            configuration["Pan123Dav:" + key] = value;
        }

        await _host.Services.GetRequiredService<SnapshotReloadService>().ReloadAsync();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in Clients.Values)
        {
            client.Dispose();
        }

        return _host.DisposeAsync();
    }

    private async Task<string> AnswerAsync(string user, string method, string path, string depth)
    {
        using var response = await SendAsync(user, method, path, ("Depth", depth), ("Accept", "text/html"));
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => !Ignored.Contains(header.Key))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
        return $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n\n{await response.Content.ReadAsStringAsync()}";
    }
}
