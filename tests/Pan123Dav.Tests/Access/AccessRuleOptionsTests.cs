using Pan123Dav.Access;
using Pan123Dav.Authentication;
using Pan123Dav.Tests.Configuration;

namespace Pan123Dav.Tests.Access;

public sealed class AccessRuleOptionsTests
{
    private static readonly UserOptions[] Users = [new() { Name = "anna", Password = "x" }, new() { Name = "ben", Password = "x" }];

    [Theory]
    [InlineData("""{ "Path": "/a", "Users": ["ana"] }""", "S:Access:0:Users:0: names no configured user: did you mean anna?")]
    [InlineData("""{ "Path": "/a", "Users": ["zebra"] }""", "S:Access:0:Users:0: names no configured user: write a name from Users, or * for all of them")]
    [InlineData("""{ "Path": "/a", "Users": ["anna"] }, { "Path": "/a/", "Hide": ["x"] }""",
        "S:Access:1:Path: is the path of S:Access:0 too: write all that holds for a path in one rule")]
    [InlineData("""{ "Path": "a", "Users": ["anna"] }""", "S:Access:0:Path: must start with a slash: write /a")]
    [InlineData("""{ "Path": "/a" }""", "S:Access:0: says nothing:")]
    [InlineData("""{ "Path": "/a", "Users": [] }""", "S:Access:0: says nothing:")]
    [InlineData("""{ "Path": "/a", "Hide": ["ok", "("] }""", "S:Access:0:Hide:1: is no regular expression (InsufficientClosingParentheses at character")]
    [InlineData("""{ "Path": "/a", "User": ["anna"], "Hide": ["x"] }""", "S:Access:0:User: is not a known key: did you mean Users?")]
    public void ReadAll_Wrong_IsToldAtItsKey(string rules, string mistake)
    {
        var (reader, errors) = TestConfiguration.Section($$"""{ "Access": [{{rules}}] }""");
        AccessRuleOptions.ReadAll(reader, Users.Select(user => user.Name));
        reader.Complete();

        Assert.StartsWith(mistake, Assert.Single(errors.Found).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAll_Good_IsTaken()
    {
        var (reader, errors) = TestConfiguration.Section(
            """{ "Access": [{ "Users": ["*", "anna"] }, { "Path": "/a", "Hide": [] }, { "Path": "/b", "Hide": ["^x", "(?!y)z"] }] }""");
        var rules = AccessRuleOptions.ReadAll(reader, Users.Select(user => user.Name));
        reader.Complete();

        Assert.Empty(errors.Found);
        Assert.True(rules[0].Path.IsRoot);
        Assert.Equal(["*", "anna"], rules[0].Users);
        Assert.Null(rules[0].Hide);
        Assert.Empty(rules[1].Hide!);
        Assert.Equal(["^x", "(?!y)z"], rules[2].Hide!.Select(pattern => pattern.ToString()));
    }
}
