using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

public sealed class TreesApiTests
{
    [Fact]
    public async Task Mistakes_AreToldInTheReadersLanguage()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var check = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent("broken\n"), ("Accept-Language", "zh-CN"));
        using var put = await gateway.SendAsync("PUT", "/api/v1/trees/0", new StringContent("broken\n"), ("Accept-Language", "zh-CN"));
        using var english = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent("broken\n"));

        var problem = await EditableGateway.ReadProblemAsync(put, HttpStatusCode.UnprocessableEntity, "diagnostics");
        foreach (var answer in new[] { await EditableGateway.ReadAsync(check), problem })
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", (string)answer["diagnostics"]![0]!["message"]!);
        }

        var message = (string)(await EditableGateway.ReadAsync(english))["diagnostics"]![0]!["message"]!;
        Assert.StartsWith("Neither a folder nor a file", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ForAnIndexThatIsNoNumber_IsAProblem()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var refused = await gateway.SendAsync("POST", "/api/v1/trees/check?index=x", new StringContent("a:\n"));

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.BadRequest, "query");
    }

    private const string Other = "b.mkv:200:1694101621:https://vip.123pan.cn/13/b.mkv\n";

    [Fact]
    public async Task List_TellsOfEachText()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var tree = (await gateway.GetAsync("/api/v1/trees"))["trees"]!.AsArray().Single()!;
        using var text = await gateway.Client.GetAsync("/api/v1/trees/0");

        Assert.Equal(EditableGateway.Tree, await text.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=utf-8", text.Content.Headers.ContentType!.ToString());
        Assert.Equal(text.Headers.ETag!.Tag, (string)tree["etag"]!);
        Assert.Equal(
            "0 / UrlTree file True 1 0 False 0",
            $"{tree["index"]} {tree["mount"]} {tree["type"]} {tree["source"]} {(bool)tree["writable"]!} {tree["files"]} {tree["folders"]} "
                + $"{(bool)tree["keptOut"]!} {tree["errors"]}");
        Assert.Equal(gateway.TreeFile, (string)tree["file"]!);
        using var again = await gateway.SendAsync("GET", "/api/v1/trees/0", null, ("If-None-Match", text.Headers.ETag.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Put_AGoodText_IsShownAtOnce_AndStandsInTheFileAsItWasSent()
    {
        await using var gateway = await EditableGateway.StartAsync();
        SetMode(gateway.TreeFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var text = Encoding.UTF8.GetBytes("\uFEFF# 说明\r\n电影:\r\n  b.mkv:200:1694101621:https://vip.123pan.cn/13/b.mkv\r\n");
        using var old = await gateway.Client.GetAsync("/api/v1/trees/0");
        using var saved = await gateway.PutTreeAsync(text, old.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        using var film = await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/dav/电影/b.mkv"));
        Assert.Equal(HttpStatusCode.OK, film.StatusCode);
        Assert.Equal(text, await File.ReadAllBytesAsync(gateway.TreeFile));
        AssertMode(gateway.TreeFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var answer = await EditableGateway.ReadAsync(saved);
        Assert.Equal("True 1 1 0", $"{(bool)answer["applied"]!} {answer["files"]} {answer["folders"]} {answer["errors"]}");
        Assert.Equal(saved.Headers.ETag!.Tag, (string)answer["etag"]!);
        using var now = await gateway.Client.GetAsync("/api/v1/trees/0");
        Assert.Equal(saved.Headers.ETag, now.Headers.ETag);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(gateway.TreeFile)!, ".*"));
    }

    [Fact]
    public async Task Put_OverAChangeOfSomebodyElse_Is412_AndKeepsIt()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var old = await gateway.Client.GetAsync("/api/v1/trees/0");
        await File.WriteAllTextAsync(gateway.TreeFile, "c.mkv:1:1694101621:https://vip.123pan.cn/13/c.mkv\n");
        using var refused = await gateway.PutTreeAsync(Other, old.Headers.ETag!.Tag);

        var problem = await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.PreconditionFailed, "stale");
        Assert.StartsWith("c.mkv", await File.ReadAllTextAsync(gateway.TreeFile), StringComparison.Ordinal);
        using var now = await gateway.Client.GetAsync("/api/v1/trees/0");
        Assert.Equal(now.Headers.ETag!.Tag, (string)problem["etag"]!);
    }

    [Theory]
    [InlineData("\"nonsense\"")]
    [InlineData("nonsense")]
    [InlineData("W/")]
    public async Task Put_WithATagThatMeansNothing_Is412(string tag)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var old = await gateway.Client.GetAsync("/api/v1/trees/0");
        using var refused = await gateway.PutTreeAsync(Other, tag == "W/" ? tag + old.Headers.ETag!.Tag : tag);
        using var any = await gateway.PutTreeAsync(Other, "*");

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
    }

    [Fact]
    public async Task Put_ABadText_Is422WithWhatCheckSays_AndChangesNothing()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var refused = await gateway.PutTreeAsync("电影:\n   b.mkv:x:https://vip.123pan.cn/13/b.mkv\nnothing here\n");

        var problem = await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.UnprocessableEntity, "diagnostics");
        var wrong = problem["diagnostics"]!.AsArray();
        Assert.Equal(["line", "column", "severity", "code", "message"], wrong[0]!.AsObject().Select(member => member.Key));
        Assert.Equal([2, 3], wrong.Where(diagnostic => (string)diagnostic!["severity"]! == "error").Select(diagnostic => (int)diagnostic!["line"]!).Distinct());
        Assert.Equal(EditableGateway.Tree, await File.ReadAllTextAsync(gateway.TreeFile));
        Assert.Equal(HttpStatusCode.Redirect, (await gateway.SendAsync("GET", "/dav/a.mkv")).StatusCode);
        Assert.Empty((await gateway.GetAsync("/api/v1/trees/0/versions"))["versions"]!.AsArray());
    }

    [Fact]
    public async Task Put_BytesThatAreNoText_Are422_AndNothingElse()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var bytes = await gateway.PutTreeAsync([0x61, 0xFF, 0xFE, 0x00, 0x0A]);
        using var wide = await gateway.PutTreeAsync(Encoding.Unicode.GetBytes("\uFEFF" + Other));

        await EditableGateway.ReadProblemAsync(bytes, HttpStatusCode.UnprocessableEntity, "diagnostics");
        await EditableGateway.ReadProblemAsync(wide, HttpStatusCode.UnprocessableEntity, "diagnostics");
        Assert.Equal(EditableGateway.Tree, await File.ReadAllTextAsync(gateway.TreeFile));
    }

    [Theory]
    [InlineData("application/json", 415)]
    [InlineData("text/plain; charset=gbk", 415)]
    [InlineData("text/plain; charset=UTF-8", 200)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    public async Task Put_OfAnotherContentType_Is415(string type, int status)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var response = await gateway.PutTreeAsync(Encoding.UTF8.GetBytes(Other), type: type);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Put_TooLarge_Is413()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var told = await gateway.PutTreeAsync(new byte[(32 << 20) + 1]);
        using var chunked = await gateway.SendAsync("PUT", "/api/v1/trees/0", new StreamContent(new EndlessText(40 << 20)));

        await EditableGateway.ReadProblemAsync(told, HttpStatusCode.RequestEntityTooLarge, "too-large");
        await EditableGateway.ReadProblemAsync(chunked, HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Equal(EditableGateway.Tree, await File.ReadAllTextAsync(gateway.TreeFile));
    }

    [Fact]
    public async Task Put_FromManyAtOnce_LosesNobodysChange()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var old = await gateway.Client.GetAsync("/api/v1/trees/0");
        var tag = old.Headers.ETag!.Tag;
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => gateway.PutTreeAsync(Other.Replace("b.mkv", $"{i}.mkv", StringComparison.Ordinal), tag)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        var winner = Array.FindIndex(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.StartsWith($"{winner}.mkv", await File.ReadAllTextAsync(gateway.TreeFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_AreTheLastTenTexts_ToGoBackTo()
    {
        await using var gateway = await EditableGateway.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.PutTreeAsync($"{i}.mkv:1:1694101621:https://vip.123pan.cn/13/{i}.mkv\n")).StatusCode);
        }

        var versions = (await gateway.GetAsync("/api/v1/trees/0/versions"))["versions"]!.AsArray();
        Assert.Equal(10, versions.Count);
        var first = await gateway.Client.GetStringAsync($"/api/v1/trees/0/versions/{versions[0]!["id"]}");
        Assert.StartsWith("10.mkv", first, StringComparison.Ordinal);
        Assert.StartsWith("1.mkv", await gateway.Client.GetStringAsync($"/api/v1/trees/0/versions/{versions[9]!["id"]}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gateway.PutTreeAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/dav/10.mkv"))).StatusCode);
        foreach (var file in Directory.GetFiles(gateway["data"], "*", SearchOption.AllDirectories))
        {
            AssertMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("..%2f..%2f..%2fappsettings.json")]
    [InlineData("000001-20261126T101530123Z-0123456789abcdef0123456789abcdef")]
    [InlineData("%00")]
    [InlineData("appsettings.json")]
    public async Task Versions_OfNoSuchName_Are404(string id)
    {
        await using var gateway = await EditableGateway.StartAsync();
        await gateway.PutTreeAsync(Other);
        using var response = await gateway.Client.GetAsync($"/api/v1/trees/0/versions/{id}");

        // A NUL gets no further than Kestrel.
        Assert.Equal(id == "%00" ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("x")]
    [InlineData("0x0")]
    [InlineData("%2e%2e")]
    public async Task Tree_OfNoSuchMount_Is404OrBadAddress(string index)
    {
        await using var gateway = await EditableGateway.StartAsync();
        foreach (var method in new[] { "GET", "PUT" })
        {
            using var response = await gateway.SendAsync(method, $"/api/v1/trees/{index}", method == "PUT" ? new StringContent(Other) : null);
            Assert.InRange((int)response.StatusCode, 400, 405);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        }
    }

    [Fact]
    public async Task Put_AFileThatIsReadOnly_Is409_AndTheListSaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are POSIX's.");
        await using var gateway = await EditableGateway.StartAsync();
        SetMode(gateway.TreeFile, UnixFileMode.UserRead);
        using var refused = await gateway.PutTreeAsync(Other);

        var problem = await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.Conflict, "read-only-file");
        var tree = (await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!;
        Assert.Equal($"False read-only-file {problem["detail"]}", $"{(bool)tree["writable"]!} {tree["code"]} {tree["reason"]}");
        Assert.Equal(EditableGateway.Tree, await File.ReadAllTextAsync(gateway.TreeFile));
    }

    [Fact]
    public async Task Put_ALink_ReplacesWhatItLeadsTo_AndLeavesWhatKubernetesPutsThere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        await using var gateway = await EditableGateway.StartAsync(
            EditableGateway.Settings(mount: """
                "OriginUrlsFile": "link.txt", "Path": "/a", "Type": "UrlTree" }, { "OriginUrlsFile": "map.txt", "Path": "/b"
                """),
            prepare: static folder =>
            {
                File.CreateSymbolicLink(folder["link.txt"], "tree.txt");
                folder.Write("..2026/map.txt", EditableGateway.Tree);
                Directory.CreateSymbolicLink(folder["..data"], "..2026");
                File.CreateSymbolicLink(folder["map.txt"], "..data/map.txt");
            });
        using var linked = await gateway.PutTreeAsync(Other);
        using var mapped = await gateway.PutTreeAsync(Encoding.UTF8.GetBytes(Other), index: 1);

        Assert.Equal(HttpStatusCode.OK, linked.StatusCode);
        Assert.Equal("tree.txt", new FileInfo(gateway["link.txt"]).LinkTarget);
        Assert.Equal(Other, await File.ReadAllTextAsync(gateway.TreeFile));
        await EditableGateway.ReadProblemAsync(mapped, HttpStatusCode.Conflict, "config-map");
    }

    [Fact]
    public async Task Put_ATextOfTheCommandLine_Is409()
    {
        await using var gateway = await EditableGateway.StartAsync(
            EditableGateway.Settings(mount: "\"Path\": \"/\""), [$"--Pan123Dav:Mounts:0:OriginUrls={Other}"]);
        using var refused = await gateway.PutTreeAsync(EditableGateway.Tree);

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.Conflict, "environment");
        Assert.Equal(Other.TrimEnd(), (await gateway.Client.GetStringAsync("/api/v1/trees/0")).TrimEnd());
    }

    [Fact]
    public async Task Put_ATextOfTheSettingsFile_ChangesThatValueOnly()
    {
        var inline = EditableGateway.Settings(mount: "\"OriginUrls\": \"a.mkv:1:2:https://vip.123pan.cn/13/a.mkv\"");
        await using var gateway = await EditableGateway.StartAsync(inline);
        var tree = (await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!;
        using var bad = await gateway.PutTreeAsync("nothing\n");
        using var stale = await gateway.PutTreeAsync(Other, "\"x\"");
        using var saved = await gateway.PutTreeAsync("\"电影\":\r\n  b.mkv:1:2:https://vip.123pan.cn/13/b.mkv\n", (string)tree["etag"]!);

        Assert.Equal($"settings True {gateway.SettingsFile}", $"{tree["source"]} {(bool)tree["writable"]!} {tree["file"]}");
        await EditableGateway.ReadProblemAsync(bad, HttpStatusCode.UnprocessableEntity, "diagnostics");
        await EditableGateway.ReadProblemAsync(stale, HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal(
            inline.Replace(
                "a.mkv:1:2:https://vip.123pan.cn/13/a.mkv",
                "\\\"电影\\\":\\r\\n  b.mkv:1:2:https://vip.123pan.cn/13/b.mkv\\n", StringComparison.Ordinal),
            await File.ReadAllTextAsync(gateway.SettingsFile));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/dav/%22电影%22/b.mkv"))).StatusCode);
        Assert.Single((await gateway.GetAsync("/api/v1/trees/0/versions"))["versions"]!.AsArray());
    }

    [Fact]
    public async Task Check_TellsEntriesAndDiagnostics_AndWritesNothing()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var text = "电影:\n  b.mkv:200:1694101621:https://vip.123pan.cn/13/b.mkv\n  c.mkv:https://vip.123pan.cn/13/c%20d.mkv\n";
        using var good = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent(text));
        using var bad = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent("nothing\n"));

        var (report, wrong) = (await EditableGateway.ReadAsync(good), await EditableGateway.ReadAsync(bad));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                [{"path":"/电影","collection":true,"size":null,"modified":null,"url":null},
                 {"path":"/电影/b.mkv","collection":false,"size":200,"modified":1694101621,"url":"https://vip.123pan.cn/13/b.mkv"},
                 {"path":"/电影/c.mkv","collection":false,"size":null,"modified":null,"url":"https://vip.123pan.cn/13/c%20d.mkv"}]
                """),
            report["entries"]), report["entries"]!.ToJsonString());
        Assert.Equal("2 1 0 False", $"{report["files"]} {report["folders"]} {report["errors"]} {(bool)report["truncated"]!}");
        Assert.Equal("1 error no-url", $"{wrong["errors"]} {wrong["diagnostics"]![0]!["severity"]} {wrong["diagnostics"]![0]!["code"]}");
        Assert.Empty(wrong["entries"]!.AsArray());
        Assert.Equal(EditableGateway.Tree, await File.ReadAllTextAsync(gateway.TreeFile));
    }

    [Fact]
    public async Task Check_OfManyLines_IsBounded()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var lines = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i}.mkv:1:1694101621:https://vip.123pan.cn/13/{i}.mkv\n"));
        using var good = await gateway.SendAsync("POST", "/api/v1/trees/check?index=0", new StringContent(lines));
        using var bad = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent(string.Concat(Enumerable.Repeat("nothing\n", 3000))));

        var (report, wrong) = (await EditableGateway.ReadAsync(good), await EditableGateway.ReadAsync(bad));
        Assert.Equal("1000 3000 True", $"{report["entries"]!.AsArray().Count} {report["files"]} {(bool)report["truncated"]!}");
        Assert.Equal("1000 3000", $"{wrong["diagnostics"]!.AsArray().Count} {wrong["errors"]}");
    }

    [Fact]
    public async Task Check_AtTheRoot_KnowsTheNamesThatAreTheGatewaysOwn()
    {
        await using var gateway = await EditableGateway.StartAsync(EditableGateway.Settings(rest: ", \"PathBase\": \"/\""));
        var text = "api:\n  b.mkv:1:1694101621:https://vip.123pan.cn/13/b.mkv\n";
        using var response = await gateway.SendAsync("POST", "/api/v1/trees/check?index=0", new StringContent(text));
        using var nowhere = await gateway.SendAsync("POST", "/api/v1/trees/check?index=7", new StringContent(Other));
        using var saved = await gateway.PutTreeAsync(text);

        Assert.Equal("reserved-name", (string)(await EditableGateway.ReadAsync(response))["diagnostics"]![0]!["code"]!);
        await EditableGateway.ReadProblemAsync(nowhere, HttpStatusCode.NotFound);
        await EditableGateway.ReadProblemAsync(saved, HttpStatusCode.UnprocessableEntity, "diagnostics");
    }

    [Fact]
    public async Task List_OfATextThatWentBad_SaysWhatIsKeptOut()
    {
        await using var gateway = await EditableGateway.StartAsync();
        await File.WriteAllTextAsync(gateway.TreeFile, "nothing\n");
        await Eventually.HoldsAsync(async () => (bool)(await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!["keptOut"]!);
        var tree = (await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!;

        Assert.Equal("1 1 no-url", $"{tree["files"]} {tree["errors"]} {tree["diagnostics"]![0]!["code"]}");
        using var mended = await gateway.PutTreeAsync(Other, (string)tree["etag"]!);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
        Assert.False((bool)(await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!["keptOut"]!);
    }

    internal static void SetMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    private static void AssertMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(mode, File.GetUnixFileMode(file));
        }
    }

    /// <summary>Lines without end, up to a length, sent without telling it.</summary>
    private sealed class EndlessText(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            buffer.AsSpan(offset, read).Fill((byte)'\n');
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
