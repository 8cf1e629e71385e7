using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pan123Dav.Storage.Connections;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Setup;

/// <summary><c>serve</c> where nothing is configured: the setup page over HTTP, and the gateway that takes over from it.</summary>
public sealed class SetupModeTests : IAsyncDisposable
{
    private const string Password = "four-quiet-brown-otters";
    private const string CodeLine = "setup code: ";

    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;
    private readonly StringBuilder _output = new();
    // Asks while one server goes and the next comes.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ConnectCallback = TcpConnection.OpenAsync,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
    });
    private Process? _process;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Setup_ByPage_GoesOnWithoutARestart()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Path.Combine(_folder, "appsettings.json"));
        var code = await StartAsync();

        Assert.Equal("Healthy", await _client.GetStringAsync("/healthz/live"));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/dav/")).StatusCode);
        using var browser = new HttpRequestMessage(HttpMethod.Get, "/dav/films/") { Headers = { { "Accept", "text/html,*/*;q=0.8" } } };
        Assert.Equal("/setup", (await _client.SendAsync(browser)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _client.DeleteAsync("/setup")).StatusCode);
        using var chinese = new HttpRequestMessage(HttpMethod.Get, "/setup") { Headers = { { "Accept-Language", "zh-CN" } } };
        var page = await (await _client.SendAsync(chinese)).Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"zh-CN\">", page, StringComparison.Ordinal);
        Assert.Contains("私钥", page, StringComparison.Ordinal);
        Assert.DoesNotContain(code, page, StringComparison.Ordinal);

        var answer = await PostAsync(Form(code.ToLowerInvariant()));
        var done = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, done);
        Assert.Contains(new Uri(_client.BaseAddress!, "/dav/").AbsoluteUri, done, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", done, StringComparison.Ordinal);

        await Eventually.HoldsAsync(async () => await StatusAsync("anna", Password) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("anna", "wrong"));
        Assert.NotEqual(HttpStatusCode.OK, (await _client.GetAsync("/setup")).StatusCode);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            // A reload, or a second window that still has the form.
            using var again = new HttpRequestMessage(method, "/setup") { Headers = { { "Accept", "text/html" } } };
            using var way = await _client.SendAsync(again);
            Assert.Equal((HttpStatusCode.SeeOther, "/dav/"), (way.StatusCode, way.Headers.Location?.OriginalString));
        }

        var settings = await File.ReadAllTextAsync(Path.Combine(_folder, "appsettings.json"));
        Assert.DoesNotContain(Password, settings, StringComparison.Ordinal);
        Assert.Contains("\"KeepDays\": 400", settings, StringComparison.Ordinal);
        Assert.Equal("https://vip.123pan.cn/1812345678/a.mkv\n", await File.ReadAllTextAsync(Path.Combine(_folder, "tree.txt")));
        lock (_output)
        {
            Assert.DoesNotContain(Password, _output.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("k-of-the-owner", _output.ToString(), StringComparison.Ordinal);
            Assert.Contains("/dav/", _output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Setup_HostileForms_AreRefusedAndKeepTheCode()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "tree.txt"), "https://vip.123pan.cn/1812345678/mine.mkv\n");
        var code = await StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(Form("AAAA-AAAA-AAAA"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync([])).StatusCode);
        (string Field, string Value)[] wrong =
        [
            ("password2", "other"), ("password", "short"), ("user", "a:b"), ("user", ""), ("uid", "x"), ("reach", "mars"), ("privateKey", "a b"),
            ("links", "<script>alert(1)</script>"), ("links", "https://www.123pan.com/s/abCd-1EfGh"),
        ];
        foreach (var (field, value) in wrong)
        {
            var form = Form(code);
            form[field] = value;
            var refused = await PostAsync(form);
            var page = await refused.Content.ReadAsStringAsync();
            Assert.Equal((field, HttpStatusCode.UnprocessableEntity), (field, refused.StatusCode));
            Assert.DoesNotContain(Password, page, StringComparison.Ordinal);
            Assert.DoesNotContain("k-of-the-owner", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        }

        foreach (var content in new HttpContent[]
        {
            new StringContent("{}", Encoding.UTF8, "application/json"),
            new StringContent("x", Encoding.UTF8, "multipart/form-data"),
            new StringContent("code=x") { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-7") } },
            new StringContent(string.Join('&', Enumerable.Range(0, 5000).Select(i => $"f{i}=1")), Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent("links=" + new string('a', 17 * 1024 * 1024), Encoding.UTF8, "application/x-www-form-urlencoded"),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/setup") { Content = content, Headers = { ExpectContinue = true } };
            Assert.InRange((int)(await _client.SendAsync(request)).StatusCode, 400, 499);
        }

        Assert.False(File.Exists(Path.Combine(_folder, "appsettings.json")));
        var blank = Form(code);
        blank["links"] = "";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(blank)).StatusCode);
        await Eventually.HoldsAsync(async () => await StatusAsync("anna", Password, "/dav/mine.mkv") == HttpStatusCode.Redirect);
        Assert.Equal("https://vip.123pan.cn/1812345678/mine.mkv\n", await File.ReadAllTextAsync(Path.Combine(_folder, "tree.txt")));
    }

    [Fact]
    public async Task Setup_GuessedCodes_AreThrottled()
    {
        var code = await StartAsync();

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(Form($"WRNG-{i:0000}-AAAA"))).StatusCode);
        }

        var refused = await PostAsync(Form(code));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Serve_MisspeltKeyAndNoMount_Is78()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), """{ "Pan123Dav": { "Mount": [ { "Uid": 1 } ] } }""");

        var run = await RealProcess.RunAsync(_folder, null);

        Assert.Equal(78, run.ExitCode);
        Assert.Contains("did you mean Mounts?", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("[\"x\"]")]
    [InlineData("[{ \"Uid\": 1 }]")]
    public async Task Serve_SomethingElseWhereTheSectionBelongs_Is78(string section)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), $$"""{ "Pan123Dav": {{section}} }""");

        var run = await RealProcess.RunAsync(_folder, null);

        Assert.Equal(78, run.ExitCode);
        Assert.Contains("Pan123Dav: error configuration: is a section", run.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Form(string code) => new()
    {
        ["code"] = code,
        ["privateKey"] = "k-of-the-owner",
        ["uid"] = "",
        ["links"] = "1. https://vip.123pan.cn/1812345678/a.mkv",
        ["user"] = "anna",
        ["password"] = Password,
        ["password2"] = Password,
        ["reach"] = "machine",
    };

    private Task<HttpResponseMessage> PostAsync(Dictionary<string, string> form) => _client.PostAsync("/setup", new FormUrlEncodedContent(form));

    private async Task<HttpStatusCode?> StatusAsync(string user, string password, string path = "/dav/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = GatewayHost.Basic(user, password) } };
        try
        {
            return (await _client.SendAsync(request)).StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // Returns the code that is printed.
    private async Task<string> StartAsync()
    {
        _process = RealProcess.Start(_folder, ["serve", "--urls", "http://127.0.0.1:0"], ("LC_ALL", "C"));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);
        string? code = null;
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            code = line.StartsWith(CodeLine, StringComparison.Ordinal) ? line[CodeLine.Length..] : code;
            if (code is not null && line.TrimStart().StartsWith("http://", StringComparison.Ordinal))
            {
                _client.BaseAddress = new Uri(new Uri(line.Trim()), "/");
                _ = CollectAsync(_process.StandardOutput);
                Assert.Matches("^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$", code);
                return code;
            }
        }

        throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(deadline.Token));
    }

    private async Task CollectAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
