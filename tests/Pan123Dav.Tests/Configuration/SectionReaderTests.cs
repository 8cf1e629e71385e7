using Microsoft.Extensions.Configuration;
using Pan123Dav.Configuration;

namespace Pan123Dav.Tests.Configuration;

public sealed class SectionReaderTests
{
    [Theory]
    [InlineData("""{ "Name": "a b" }""", "a b")]
    [InlineData("""{ "nAmE": "x" }""", "x")]
    [InlineData("""{ "Name": 12 }""", "12")]
    [InlineData("""{ "Name": "" }""", null)]
    [InlineData("""{ "Name": null }""", null)]
    [InlineData("{}", null)]
    public void Text_Value_IsReadAndEmptyIsAbsent(string json, string? expected)
    {
        var (reader, errors) = TestConfiguration.Section(json);

        Assert.Equal(expected, reader.Text("Name"));
        reader.Complete();
        Assert.Empty(errors.Found);
    }

    [Theory]
    [InlineData("""{ "Name": ["a"] }""", "S:Name", "is one value")]
    [InlineData("""{ "Name": { "A": "a" } }""", "S:Name", "is one value")]
    public void Text_ListOrSection_TellsHowToWriteIt(string json, string key, string message)
    {
        var (reader, errors) = TestConfiguration.Section(json);

        Assert.Null(reader.Text("Name"));
        AssertError(errors, key, message);
    }

    [Theory]
    [InlineData("""{ "List": "a" }""", "S:List", "is a list: write \"List\": [\"…\"], or as an environment variable S__List__0")]
    [InlineData("""{ "List": { "first": "a" } }""", "S:List:first", "S:List:0")]
    [InlineData("""{ "List": [["a"]] }""", "S:List:0", "is one text")]
    [InlineData("""{ "List": [""] }""", "S:List:0", "is empty")]
    [InlineData("""{ "List": [null] }""", "S:List:0", "is empty")]
    public void Texts_NotAListOfTexts_TellsHowToWriteIt(string json, string key, string message)
    {
        var (reader, errors) = TestConfiguration.Section(json);

        _ = reader.Texts("List");

        AssertError(errors, key, message);
    }

    [Fact]
    public void Texts_AbsentEmptyAndFilled_AreToldApart()
    {
        var (reader, errors) = TestConfiguration.Section("""{ "Empty": [], "Filled": ["b", "a"] }""");

        Assert.Null(reader.Texts("Absent"));
        Assert.Empty(reader.Texts("Empty")!);
        Assert.Equal([("Filled:0", "b"), ("Filled:1", "a")], reader.Texts("Filled")!);
        Assert.Empty(errors.Found);
    }

    [Fact]
    public void Sections_NumbersWithGaps_KeepTheirOrder()
    {
        var errors = new ConfigurationErrors();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("S:L:10:N", "c"), new("S:L:2:N", "b"), new("S:L:0:N", "a")]).Build();
        var reader = new SectionReader(configuration.GetSection("S"), errors);

        Assert.Equal(["a", "b", "c"], reader.Sections("L").Select(item => item.Text("N")));
        Assert.Empty(errors.Found);
    }

    [Theory]
    [InlineData("""{ "L": "a" }""", "S:L", "is a list")]
    [InlineData("""{ "L": ["a"] }""", "S:L:0", "is a section")]
    [InlineData("""{ "L": { "N": "a" } }""", "S:L:N", "is a key where a list has its numbers")]
    [InlineData("""{ "L": { "-1": { "N": "a" } } }""", "S:L:-1", "is a key where a list has its numbers")]
    public void Sections_NotAListOfSections_TellsHowToWriteIt(string json, string key, string message)
    {
        var (reader, errors) = TestConfiguration.Section(json);

        Assert.Empty(reader.Sections("L"));
        AssertError(errors, key, message);
    }

    [Fact]
    public void Section_OneValue_TellsHowToWriteIt()
    {
        var (reader, errors) = TestConfiguration.Section("""{ "Inner": "a" }""");

        _ = reader.Section("Inner");

        AssertError(errors, "S:Inner", "is a section");
    }

    [Theory]
    [InlineData("PathBse", "did you mean PathBase?")]
    [InlineData("pathbases", "did you mean PathBase?")]
    [InlineData("PahtBase", "did you mean PathBase?")]
    [InlineData("Colour", "known here are PathBase, Inner, List")]
    public void Complete_UnknownKey_SuggestsTheNearestOrListsAll(string key, string message)
    {
        var (reader, errors) = TestConfiguration.Section($$"""{ "{{key}}": "secret-value", "PATHBASE": "/" }""");
        _ = reader.Text("PathBase");
        _ = reader.Section("Inner");
        _ = reader.Sections("List");

        reader.Complete();

        var error = Assert.Single(errors.Found);
        Assert.Equal($"S:{key}", error.Key, ignoreCase: true);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_UnknownKeysBelow_AreAllReported()
    {
        var (reader, errors) = TestConfiguration.Section("""{ "Inner": { "A": 1, "B": 2 }, "L": [{ "A": 1 }, { "C": { "D": 1 } }] }""");
        _ = reader.Section("Inner").Text("A");
        foreach (var item in reader.Sections("L"))
        {
            _ = item.Text("A");
        }

        reader.Complete();

        Assert.Equal(["S:Inner:B", "S:L:1:C"], errors.Found.Select(error => error.Key));
    }

    private static void AssertError(ConfigurationErrors errors, string key, string message)
    {
        var error = Assert.Single(errors.Found);
        Assert.Equal(key, error.Key);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
