using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pan123Dav.Clients.Tests.Support;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>The built program as one of several gateways, with a data folder of its own.</summary>
internal sealed partial class SharedGateway : IAsyncDisposable
{
    public const string User = "viewer";
    public const string Password = "shared-test-password-5";
    public const string PrivateKey = "shared-test-key-31";

    private static readonly XNamespace Dav = "DAV:";

    private readonly string _folder;
    private readonly ConcurrentQueue<string> _log = new();
    private Process _process = null!;

    private SharedGateway(string folder) => _folder = folder;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Where it keeps its files.</summary>
    public string DataDirectory => Path.Combine(_folder, "data");

    /// <summary>All that it wrote to its terminal.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts one in <paramref name="folder"/>, which is made when it is not there.</summary>
    /// <param name="folder">Its own.</param>
    /// <param name="settings">Section <c>Pan123Dav</c>.</param>
    public static async Task<SharedGateway> StartAsync(string folder, IDictionary<string, object> settings)
    {
        Directory.CreateDirectory(folder);
        var all = new Dictionary<string, object>
        {
            ["Logging"] = new { LogLevel = new Dictionary<string, string> { ["Default"] = "Information", ["Microsoft.AspNetCore"] = "Warning" } },
            ["Pan123Dav"] = settings,
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), JsonSerializer.Serialize(all));
        var gateway = new SharedGateway(folder);
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>Starts it anew, as it was, on another port.</summary>
    public async Task StartAgainAsync()
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var program = Path.Combine(AppContext.BaseDirectory, "pan123dav.dll");
        _process = new Tool("dotnet", [program, "serve", "--urls", "http://127.0.0.1:0"]) { Folder = _folder }.Start();
        _process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, listening);
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The gateway ended.\n{Log}"));
        _process.EnableRaisingEvents = true;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var address = await listening.Task.WaitAsync(TimeSpan.FromSeconds(120));
        IsKilled = false;
        var handler = new SocketsHttpHandler { ConnectCallback = TcpConnection.OpenAsync, AllowAutoRedirect = false, UseCookies = false };
        Client = new HttpClient(handler) { BaseAddress = address };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    /// <summary>
    /// Asks for a file, or some bytes of it, as a player does. On a machine that has no time Redis is now and then away for a moment: then it asks again.
    /// </summary>
    public async Task<HttpResponseMessage> GetAsync(string path, string? range = null)
    {
        HttpResponseMessage? response = null;
        await Eventually.HoldsAsync(async () =>
        {
            response?.Dispose();
            response = await GetOnceAsync(path, range);
            return response.StatusCode != HttpStatusCode.ServiceUnavailable;
        }, "Redis answers");
        return response!;
    }

    /// <summary>Asks for a file, or some bytes of it, once.</summary>
    public async Task<HttpResponseMessage> GetOnceAsync(string path, string? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dav" + path);
        request.Headers.TryAddWithoutValidation("User-Agent", "VLC/3.0");
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The status of <see cref="GetAsync"/>.</summary>
    public async Task<int> GetStatusAsync(string path, string? range = null)
    {
        using var response = await GetAsync(path, range);
        return (int)response.StatusCode;
    }

    /// <summary>Links and bytes of all days and users, as <c>/api/v1/usage</c> tells them.</summary>
    public async Task<(long Links, long Bytes, long Refused)> GetUsageAsync()
    {
        // The last days by any clock.
        var now = TimeProvider.System.GetUtcNow();
        var days = string.Create(CultureInfo.InvariantCulture, $"from={now.AddDays(-3):yyyy-MM-dd}&to={now.AddDays(3):yyyy-MM-dd}");
        using var usage = JsonDocument.Parse(await Client.GetStringAsync($"/api/v1/usage?{days}"));
        long Sum(string name) => usage.RootElement.GetProperty("usage").EnumerateArray().Sum(row => row.GetProperty(name).GetInt64());
        return (Sum("links"), Sum("bytes"), Sum("refused"));
    }

    /// <summary>What this gateway itself knows to be spent of the budget of bytes that all users have; null without such a budget.</summary>
    public async Task<long?> GetSpentAsync()
    {
        const string name = "pan123dav_budget_spent{";
        var gauge = (await Client.GetStringAsync("/metrics")).Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)
            && line.Contains("scope=\"gateway\"", StringComparison.Ordinal) && line.Contains("unit=\"bytes\"", StringComparison.Ordinal));
        return gauge is null ? null : long.Parse(gauge.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>The length that a listing of the folder above <paramref name="path"/> tells; null when it tells none.</summary>
    public async Task<long?> GetListedLengthAsync(string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), "/dav" + path[..(path.LastIndexOf('/') + 1)]);
        request.Headers.Add("Depth", "1");
        using var response = await Client.SendAsync(request);
        var listing = XDocument.Parse(await response.Content.ReadAsStringAsync());
        var member = listing.Root!.Elements(Dav + "response").Single(one => one.Element(Dav + "href")!.Value == "/dav" + path);
        return (long?)member.Descendants(Dav + "getcontentlength").FirstOrDefault(length => length.Value.Length > 0);
    }

    /// <summary>A fresh link to a file, as 123 is asked for it.</summary>
    public async Task<string> GetLinkAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.PathAndQuery;
    }

    /// <summary>What 123 is told about a request of <paramref name="visitor"/> for <paramref name="link"/>.</summary>
    public async Task<int> AskAsync(string link, string visitor)
    {
        using var response = await Client.GetAsync(new Uri($"/remote-auth?remote_addr={visitor}&request_uri={link}", UriKind.Relative));
        return (int)response.StatusCode;
    }

    /// <summary>What a command prints that is run with this gateway's settings.</summary>
    public async Task<string> RunAsync(params string[] arguments) => (await InvokeAsync(arguments)).Succeeded().Text.Trim();

    /// <summary>The same with its exit code and what it says on standard error.</summary>
    public Task<ToolResult> InvokeAsync(params string[] arguments) =>
        new Tool("dotnet", [Path.Combine(AppContext.BaseDirectory, "pan123dav.dll"), .. arguments]) { Folder = _folder }.RunAsync();

    /// <summary>Whether the program has loaded this assembly.</summary>
    public bool HasLoaded(string assembly) =>
        File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/maps")).Contains(assembly, StringComparison.Ordinal);

    /// <summary>What <c>/healthz/ready</c> says.</summary>
    public Task<string> GetReadinessAsync() => Client.GetStringAsync("/healthz/ready");

    /// <summary>Whether it was killed and not started again.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>It keeps its connections and answers no more, as SIGSTOP does.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>It goes on.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>Ends it at once, as SIGKILL does.</summary>
    public async Task KillAsync()
    {
        IsKilled = true;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as a service manager does.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("-TERM");
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        var errors = Log.Split('\n').Where(line => Error().IsMatch(line)).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors));
        Assert.All([PrivateKey, Password, "auth_key"], secret => Assert.DoesNotContain(secret, Log, StringComparison.Ordinal));
    }

    private async Task SignalAsync(string signal) => await new Tool("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]).RunAsync();

    private void Read(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            return;
        }

        _log.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex("^\\S+ (ERR|FTL) (?!.* answered 50[23] )")]
    private static partial Regex Error();

    [GeneratedRegex("Now listening on: (http://\\S+)")]
    private static partial Regex Listening();
}
