using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Architecture;

/// <summary>What holds for the text of every C# file in src and tests and no compiler looks at.</summary>
public sealed class SourceTextTests
{
    // As in .editorconfig, which editors read and the build does not.
    private const int MaxLineLength = 160;

    // What is longer has more than one theme.
    private const int MaxLines = 250;

    private static readonly string Generated = Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar;

    [Fact]
    public void Lines_OfEverySource_AreNotTooLong() => Assert.Empty(Sources().SelectMany(FindLong));

    [Fact]
    public void Lines_OfEverySource_AreNotTooMany() => Assert.Empty(Sources()
        .Select(file => (Path: Path.GetRelativePath(Repository.Root, file), Count: File.ReadLines(file).Count()))
        .Where(source => source.Count > MaxLines)
        .Select(source => $"{source.Path} has {source.Count} lines"));

    [Fact]
    public void MaxLineLength_IsWhatEditorsAreTold() =>
        Assert.Contains($"max_line_length = {MaxLineLength}", File.ReadAllLines(Path.Combine(Repository.Root, ".editorconfig")));

    private static IEnumerable<string> FindLong(string file) => File.ReadLines(file).Index()
        .Where(line => line.Item.Length > MaxLineLength)
        .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1} has {line.Item.Length} characters");

    private static List<string> Sources()
    {
        var files = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains(Generated, StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(files);
        return files;
    }
}
