using System.Text.RegularExpressions;

namespace Pan123Dav.Tests.Functional;

public sealed partial class ThreatTableTests
{
    [Fact]
    public void Security_EachTestThatItNames_Exists()
    {
        var named = TestName().Matches(File.ReadAllText(Find("docs/security.md")))
            .Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToList();
        var tests = typeof(ThreatTableTests).Assembly.GetTypes()
            .SelectMany(
                type => type.GetMethods().Where(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0)
                    .Select(method => (type.Name, method.Name)))
            .ToHashSet();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(tests));
    }

    private static string Find(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, file)))
        {
            folder = folder.Parent;
        }

        Assert.True(folder is not null, $"There is no {file} above the tests.");
        return Path.Combine(folder.FullName, file);
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}
