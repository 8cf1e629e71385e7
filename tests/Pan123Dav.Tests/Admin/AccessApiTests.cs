using System.Net;

namespace Pan123Dav.Tests.Admin;

/// <summary><c>/api/v1/access</c>: the rules of who may see what.</summary>
public sealed class AccessApiTests : UsersApiTest
{
    [Fact]
    public async Task Access_IsReplaced_AndRulesThatStayAreNotTouched()
    {
        var rest = ", \"Access\": [\n      { \"Path\": \"/films\", \"Users\": [\"*\"] }, // everybody\n      { \"Path\": \"/x\", \"Hide\": [\"a\"] }\n    ]";
        await using var gateway = await EditableGateway.StartAsync(EditableGateway.Settings(rest: rest));
        using var put = await SendAsync(gateway, "PUT", "/api/v1/access", """
            {"rules":[{"path":"/films","users":["*"]},{"path":"/a.mkv","users":["owner"]}]}
            """);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Guest.GetAsync("/dav/a.mkv")).StatusCode);
        Assert.Equal(
            EditableGateway.Settings(rest: rest.Replace("\"/x\", \"Hide\": [\"a\"]", "\"/a.mkv\", \"Users\": [\"owner\"]", StringComparison.Ordinal)),
            await File.ReadAllTextAsync(gateway.SettingsFile));
        var rules = (await gateway.GetAsync("/api/v1/access"))["rules"]!.AsArray();
        Assert.Equal(["/films", "/a.mkv"], rules.Select(rule => (string)rule!["path"]!));
        using var none = await SendAsync(gateway, "PUT", "/api/v1/access", """{"rules":[]}""");
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await gateway.Guest.GetAsync("/dav/a.mkv")).StatusCode);
    }

    [Fact]
    public async Task Access_WhereThereWereNoRules_IsAdded_AndKeepsItsUsers()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var put = await SendAsync(gateway, "PUT", "/api/v1/access", """{"rules":[{"path":"/","users":["guest","owner"],"hide":["\\.nfo$"]}]}""");
        using var removed = await gateway.SendAsync("DELETE", "/api/v1/users/guest");

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        await EditableGateway.ReadProblemAsync(removed, HttpStatusCode.Conflict, "in-use");
    }

    [Theory]
    [InlineData("""{"rules":[{"path":"/","users":["nobody"]}]}""")]
    [InlineData("""{"rules":[{"path":"/","hide":["("]}]}""")]
    [InlineData("""{"rules":[{"path":"/"}]}""")]
    [InlineData("""{"rules":[{"path":"x","users":["*"]}]}""")]
    [InlineData("""{"rules":[{"path":"/a","users":["*"]},{"path":"/a","users":["*"]}]}""")]
    [InlineData("""{"rules":[{"path":"/a","users":["*"],"groups":[]}]}""")]
    [InlineData("""{"rules":null}""")]
    [InlineData("{}")]
    public async Task Access_AMistake_Is422(string body)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var refused = await SendAsync(gateway, "PUT", "/api/v1/access", body);

        var problem = await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.UnprocessableEntity, "settings");
        Assert.NotEmpty(problem["errors"]!.AsArray());
        Assert.Equal(EditableGateway.Settings(), await File.ReadAllTextAsync(gateway.SettingsFile));
    }
}
