using System.Globalization;
using System.IO.Hashing;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Tests.Emulator.Api;

/// <summary>An emulator with an account, and a client for its interfaces that is as plain as can be.</summary>
public abstract class ApiTest : EmulatorTest
{
    protected EmulatorAccount Account { get; } = new();

    protected override EmulatorOptions Options => base.Options with { Account = Account, Api = new ApiSwitches { RateScale = 0 } };

    protected async Task<string> OpenTokenAsync(string? id = null, string? secret = null)
    {
        var answer = await PostAsync("/api/v1/access_token", new { clientID = id ?? Account.ClientId, clientSecret = secret ?? Account.ClientSecret });
        return answer.GetProperty("data").GetProperty("accessToken").GetString()!;
    }

    protected async Task<string> WebTokenAsync()
    {
        var answer = await PostAsync("/api/user/sign_in", new { passport = Account.Username, password = Account.Password, remember = true });
        Assert.Equal(200, Code(answer));
        return answer.GetProperty("data").GetProperty("token").GetString()!;
    }

    protected Task<JsonElement> GetAsync(string path, string? token) => JsonAsync(HttpMethod.Get, path, token, null);

    protected Task<JsonElement> PostAsync(string path, object body, string? token = null) => JsonAsync(HttpMethod.Post, path, token, body);

    protected Task<JsonElement> GetSignedAsync(string path, string query, string? token = null) => GetAsync($"{path}?{query}&{Sign(path)}", token);

    protected Task<JsonElement> PostSignedAsync(string path, object body, string? token = null) => PostAsync($"{path}?{Sign(path)}", body, token);

    protected async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, string? token = null, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Host.Address, path));
        request.Headers.Add("Platform",
            path.Contains("/v1/", StringComparison.Ordinal) || path.Contains("/v2/", StringComparison.Ordinal) ? "open_platform" : "web");
        request.Headers.Add("App-Version", "3");
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        request.Content = body is null ? null : JsonContent.Create(body);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    protected static int Code(JsonElement answer) => answer.GetProperty("code").GetInt32();

    /// <summary>The query parameter of a web call, by the library's CRC-32.</summary>
    protected string Sign(string path, DateTimeOffset? at = null)
    {
        var time = at ?? Clock.GetUtcNow();
        var minute = time.AddHours(8).UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
        var name = Crc32.HashToUInt32(Encoding.ASCII.GetBytes(string.Concat(minute.Select(digit => "adefghlmyi"[digit - '0']))));
        var check = Crc32.HashToUInt32(Encoding.UTF8.GetBytes($"{time.ToUnixTimeSeconds()}|1234567|{path}|web|3|{name}"));
        return $"{name}={time.ToUnixTimeSeconds()}-1234567-{check}";
    }

    /// <summary>Asks for a file's content with or without a <c>Referer</c>.</summary>
    protected async Task<HttpResponseMessage> FetchAsync(string url, string? referer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Referrer = referer is null ? null : new Uri(referer);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private async Task<JsonElement> JsonAsync(HttpMethod method, string path, string? token, object? body)
    {
        using var response = await CallAsync(method, path, token, body);
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Token));
        return json.RootElement.Clone();
    }
}
