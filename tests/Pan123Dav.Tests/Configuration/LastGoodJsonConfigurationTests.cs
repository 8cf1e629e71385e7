using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Pan123Dav.Configuration;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Configuration;

public sealed class LastGoodJsonConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;
    private readonly ConfigurationManager _manager = new();
    private readonly ConcurrentQueue<ConfigurationFileError> _failures = new();
    private readonly string _file;
    private WatchedFolder? _watched;

    public LastGoodJsonConfigurationTests() => _file = Path.Combine(_folder, "appsettings.json");

    public void Dispose()
    {
        _manager.Dispose();
        _watched?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Reload_GoodChange_IsSeenAndTold()
    {
        Load("""{ "A": "1" }""");
        var told = 0;
        using var registration = Microsoft.Extensions.Primitives.ChangeToken.OnChange(((IConfiguration)_manager).GetReloadToken,
            () => Interlocked.Increment(ref told));

        await File.WriteAllTextAsync(_file, """{ "A": "2", "B": "3" }""", TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => _manager["A"] == "2" && Volatile.Read(ref told) > 0, "the new value");
        Assert.Equal("3", _manager["B"]);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task Reload_Malformed_KeepsTheLastGoodAndTellsThePlace()
    {
        Load("""{ "A": "1" }""");

        await File.WriteAllTextAsync(_file, "{ \"A\": \"2\",\n  \"PrivateKey\": nk3y-of-the-owner }", TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => !_failures.IsEmpty, "a report");
        Assert.Equal("1", _manager["A"]);
        Assert.True(_failures.TryPeek(out var failure));
        Assert.Equal((_file, 2, 18), (failure.File, failure.Line, failure.Column));
        Assert.Contains("is not valid JSON", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("k3y", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_EndpointThatKestrelWouldReadAsEveryNetwork_KeepsTheLastGood()
    {
        const string key = "Kestrel:Endpoints:Http:Url";
        Load("""{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://127.0.0.1:5000" } } } }""");

        await File.WriteAllTextAsync(_file, """{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://drive.local:5000" } } } }""",
            TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => !_failures.IsEmpty, "a report");
        Assert.Equal("http://127.0.0.1:5000", _manager[key]);
        Assert.True(_failures.TryPeek(out var failure));
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_Deleted_KeepsTheLastGoodAndSeesTheNextOne()
    {
        Load("""{ "A": "1" }""");

        File.Delete(_file);
        await Eventually.HoldsAsync(() => !_failures.IsEmpty, "a report");
        Assert.Equal("1", _manager["A"]);

        await File.WriteAllTextAsync(_file, """{ "A": "2" }""", TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _manager["A"] == "2", "the new value");
    }

    [Fact]
    public async Task Reload_ReplacedByRename_IsSeen()
    {
        Load("""{ "A": "1" }""");
        var next = Path.Combine(_folder, "next");
        await File.WriteAllTextAsync(next, """{ "A": "2" }""", TestContext.Current.CancellationToken);

        File.Move(next, _file, overwrite: true);

        await Eventually.HoldsAsync(() => _manager["A"] == "2", "the new value");
    }

    [Fact]
    public async Task Reload_FolderLinkSwapped_IsSeen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Symbolic links need a privilege there.");

        // As Kubernetes mounts a ConfigMap: the file is a link through ..data, and only ..data changes.
        foreach (var version in new[] { "1", "2" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, version));
            await File.WriteAllTextAsync(Path.Combine(_folder, version, "appsettings.json"),
                $$"""{ "A": "{{version}}" }""", TestContext.Current.CancellationToken);
        }

        File.SetLastWriteTimeUtc(Path.Combine(_folder, "1", "appsettings.json"), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "1");
        File.CreateSymbolicLink(_file, Path.Combine("..data", "appsettings.json"));
        Load(content: null);
        Assert.Equal("1", _manager["A"]);

        Directory.Delete(Path.Combine(_folder, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "2");

        await Eventually.HoldsAsync(() => _manager["A"] == "2", "the new value");
    }

    [Theory]
    [InlineData("{ \"A\": 1,\n\n  \"B\" 2 }", 3, 7, "is not valid JSON")]
    [InlineData("", 1, 1, "is not valid JSON")]
    [InlineData("[1]", 1, 1, "must be an object")]
    [InlineData("{ \"A\": 1, \"a\": 2 }", 1, 1, "duplicate key 'a'")]
    public void FirstLoad_Malformed_ThrowsWhatCanBeDescribed(string content, int line, int column, string message)
    {
        var exception = Assert.ThrowsAny<Exception>(() => Load(content));

        var error = ConfigurationFileError.Describe(exception)!.Value;
        Assert.Equal((_file, line, column), (error.File, error.Line, error.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_OtherException_IsNull() => Assert.Null(ConfigurationFileError.Describe(new InvalidOperationException("x")));

    [Fact]
    public void UseLastGoodJson_Sources_KeepTheirPlace()
    {
        File.WriteAllText(_file, """{ "A": "file", "B": "file" }""");
        _manager.AddInMemoryCollection([new("A", "below"), new("C", "below")]);
        _manager.AddJsonFile(_file, optional: true, reloadOnChange: true).AddInMemoryCollection([new("B", "above")]);

        _manager.UseLastGoodJson(new PhysicalFileProvider(_folder), SettingsFile.Default, _failures.Enqueue);

        Assert.Equal(("file", "above", "below"), (_manager["A"], _manager["B"], _manager["C"]));
        Assert.Equal(["appsettings.json", "appsettings.Local.json"],
            ((IConfigurationBuilder)_manager).Sources.OfType<LastGoodJsonConfigurationSource>().Select(source => source.Path));
    }

    [Fact]
    public void UseSecretFiles_Order_IsAboveFilesAndBelowTheCommandLine()
    {
        File.WriteAllText(Path.Combine(_folder, "S__A"), "secret\n");
        File.WriteAllText(Path.Combine(_folder, "S__B"), "secret");
        _manager.AddInMemoryCollection([new("S:A", "file")]).AddCommandLine(["--S:B=line"]);

        _manager.UseSecretFiles(static folder => new PhysicalFileProvider(folder), _folder);

        Assert.Equal(("secret", "line"), (_manager["S:A"], _manager["S:B"]));
    }

    [Fact]
    public void UseSecretFiles_NoFolder_AddsNothing()
    {
        _manager.UseSecretFiles(static folder => new PhysicalFileProvider(folder), Path.Combine(_folder, "absent"));

        Assert.Empty(((IConfiguration)_manager).GetChildren());
    }

    private void Load(string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(_file, content);
        }

        _watched ??= new WatchedFolder(_folder);
        var source = new LastGoodJsonConfigurationSource
        {
            FileProvider = _watched,
            Path = "appsettings.json",
            Watched = true,
            ReloadDelay = 50,
            ReloadFailed = _failures.Enqueue,
        };
        ((IConfigurationBuilder)_manager).Add(source);
    }
}
