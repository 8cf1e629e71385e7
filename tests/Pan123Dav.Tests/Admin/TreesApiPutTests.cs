using System.Net;
using System.Text;

namespace Pan123Dav.Tests.Admin;

/// <summary><c>PUT /api/v1/trees/N</c>: what is saved, where, and what is refused.</summary>
public sealed class TreesApiPutTests
{
    [Fact]
    public async Task Put_AGoodText_IsShownAtOnce_AndStandsInTheFileAsItWasSent()
    {
        await using var gateway = await EditableGateway.StartAsync();
        EditableGateway.SetMode(gateway.TreeFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var text = Encoding.UTF8.GetBytes("\uFEFF# 说明\r\n电影:\r\n  b.mkv:200:1694101621:https://vip.123pan.cn/13/b.mkv\r\n");
        using var old = await gateway.Client.GetAsync("/api/v1/trees/0");
        using var saved = await gateway.PutTreeAsync(text, old.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        using var film = await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/dav/电影/b.mkv"));
        Assert.Equal(HttpStatusCode.OK, film.StatusCode);
        Assert.Equal(text, await File.ReadAllBytesAsync(gateway.TreeFile));
        EditableGateway.AssertMode(gateway.TreeFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
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
        using var refused = await gateway.PutTreeAsync(EditableGateway.OtherTree, old.Headers.ETag!.Tag);

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
        using var refused = await gateway.PutTreeAsync(EditableGateway.OtherTree, tag == "W/" ? tag + old.Headers.ETag!.Tag : tag);
        using var any = await gateway.PutTreeAsync(EditableGateway.OtherTree, "*");

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
        using var wide = await gateway.PutTreeAsync(Encoding.Unicode.GetBytes("\uFEFF" + EditableGateway.OtherTree));

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
        using var response = await gateway.PutTreeAsync(Encoding.UTF8.GetBytes(EditableGateway.OtherTree), type: type);

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
            Enumerable.Range(0, 8).Select(i => gateway.PutTreeAsync(EditableGateway.OtherTree.Replace("b.mkv", $"{i}.mkv", StringComparison.Ordinal), tag)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        var winner = Array.FindIndex(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.StartsWith($"{winner}.mkv", await File.ReadAllTextAsync(gateway.TreeFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_AFileThatIsReadOnly_Is409_AndTheListSaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are POSIX's.");
        await using var gateway = await EditableGateway.StartAsync();
        EditableGateway.SetMode(gateway.TreeFile, UnixFileMode.UserRead);
        using var refused = await gateway.PutTreeAsync(EditableGateway.OtherTree);

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
        using var linked = await gateway.PutTreeAsync(EditableGateway.OtherTree);
        using var mapped = await gateway.PutTreeAsync(Encoding.UTF8.GetBytes(EditableGateway.OtherTree), index: 1);

        Assert.Equal(HttpStatusCode.OK, linked.StatusCode);
        Assert.Equal("tree.txt", new FileInfo(gateway["link.txt"]).LinkTarget);
        Assert.Equal(EditableGateway.OtherTree, await File.ReadAllTextAsync(gateway.TreeFile));
        await EditableGateway.ReadProblemAsync(mapped, HttpStatusCode.Conflict, "config-map");
    }

    [Fact]
    public async Task Put_ATextOfTheCommandLine_Is409()
    {
        await using var gateway = await EditableGateway.StartAsync(
            EditableGateway.Settings(mount: "\"Path\": \"/\""), [$"--Pan123Dav:Mounts:0:OriginUrls={EditableGateway.OtherTree}"]);
        using var refused = await gateway.PutTreeAsync(EditableGateway.Tree);

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.Conflict, "environment");
        Assert.Equal(EditableGateway.OtherTree.TrimEnd(), (await gateway.Client.GetStringAsync("/api/v1/trees/0")).TrimEnd());
    }

    [Fact]
    public async Task Put_ATextOfTheSettingsFile_ChangesThatValueOnly()
    {
        var inline = EditableGateway.Settings(mount: "\"OriginUrls\": \"a.mkv:1:2:https://vip.123pan.cn/13/a.mkv\"");
        await using var gateway = await EditableGateway.StartAsync(inline);
        var tree = (await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!;
        using var bad = await gateway.PutTreeAsync("nothing\n");
        using var stale = await gateway.PutTreeAsync(EditableGateway.OtherTree, "\"x\"");
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
