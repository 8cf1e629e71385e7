using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>The built program as a process of its own, on a free port of loopback, with a content root of its own and settings as few as an owner's.</summary>
internal sealed partial class PublishedGateway : IAsyncDisposable
{
    public const string User = "viewer";
    public const string Password = "client-test-password-5";
    public const string PrivateKey = "client-test-key-31";

    /// <summary>Both as a program sends them.</summary>
    public static readonly AuthenticationHeaderValue Credentials = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));

    private readonly Process _process;
    private readonly DirectoryInfo _root;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PublishedGateway(Process process, DirectoryInfo root)
    {
        _process = process;
        _root = root;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The gateway ended.\n{string.Join('\n', _log)}"));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The tree's file.</summary>
    public string TreeFile => Path.Combine(_root.FullName, "tree.txt");

    /// <summary>The keys of a mount of this gateway in another.</summary>
    public object Mount => new { Type = "WebDav", Url = new Uri(Address, "/dav"), Username = User, Password };

    /// <summary>With a tree text.</summary>
    /// <param name="tree">The text.</param>
    /// <param name="hasRemoteAuth">Whether its links carry tickets.</param>
    /// <param name="change">Changes section <c>Pan123Dav</c> of its settings.</param>
    public static async Task<PublishedGateway> StartAsync(string tree, bool hasRemoteAuth = false, Action<JsonObject>? change = null)
    {
        var root = Directory.CreateTempSubdirectory("pan123dav-gateway-");
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "tree.txt"), tree);
        return await StartAsync(root, new { OriginUrlsFile = "tree.txt", PrivateKey, ClientTree.Uid }, hasRemoteAuth, change);
    }

    /// <summary>With a mount of these keys.</summary>
    public static Task<PublishedGateway> StartAsync(object mount) => StartAsync(Directory.CreateTempSubdirectory("pan123dav-gateway-"), mount);

    private static async Task<PublishedGateway> StartAsync(DirectoryInfo root, object mount, bool hasRemoteAuth = false, Action<JsonObject>? change = null)
    {
        var settings = JsonNode.Parse(Settings(mount, hasRemoteAuth))!;
        change?.Invoke(settings["Pan123Dav"]!.AsObject());
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "appsettings.json"), settings.ToJsonString());
        var program = Path.Combine(AppContext.BaseDirectory, "pan123dav.dll");
        var start = new Tool("dotnet", [program, "serve", "--urls", "http://127.0.0.1:0"]) { Folder = root.FullName };
        var gateway = new PublishedGateway(start.Start(), root);
        try
        {
            gateway.Address = await gateway._listening.Task.WaitAsync(TimeSpan.FromSeconds(60));
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Nothing went wrong in it, all content went out by <paramref name="delivery"/> (one, or several with
    /// bars between), and nothing secret is in its log.
    /// </summary>
    public void AssertLogIsClean(string delivery)
    {
        var log = string.Join('\n', _log);
        Assert.All(Delivered().Matches(log), match => Assert.Matches($"^({delivery})$", match.Groups[1].Value));
        Assert.NotEmpty(log);
        Assert.DoesNotMatch("(?m)^\\S+ (ERR|FTL) ", log);
        Assert.All([PrivateKey, Password, "auth_key"], secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _root.Delete(recursive: true);
    }

    private static string Settings(object mount, bool hasRemoteAuth) => JsonSerializer.Serialize(new
    {
        Logging = new { LogLevel = new Dictionary<string, string> { ["Default"] = "Information", ["Microsoft.AspNetCore"] = "Warning" } },
        Pan123Dav = new
        {
            Mounts = new[] { mount },
            Users = new[] { new { Name = User, Password } },
            RemoteAuthentication = new { Enabled = hasRemoteAuth },
            Strm = new { Enabled = true },
        },
    });

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _log.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex("(?m) GET .* answered [0-9]+ for \\S+ \\(([a-z][a-z-]*)\\): ")]
    private static partial Regex Delivered();

    [GeneratedRegex("Now listening on: (http://\\S+)")]
    private static partial Regex Listening();
}
