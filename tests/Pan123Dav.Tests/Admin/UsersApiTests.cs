using System.Net;
using System.Text.Json.Nodes;

namespace Pan123Dav.Tests.Admin;

public sealed class UsersApiTests : UsersApiTest
{
    [Fact]
    public async Task List_TellsNoSecret()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var text = await gateway.Client.GetStringAsync("/api/v1/users");
        var users = JsonNode.Parse(text)!["users"]!.AsArray();

        Assert.Equal(["owner True True", "guest False False"], users.Select(user => $"{user!["name"]} {(bool)user["admin"]!} {(bool)user["self"]!}"));
        Assert.All(users, user => Assert.True((bool)user!["writable"]!));
        Assert.DoesNotContain("assword", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ash", text, StringComparison.Ordinal);
        Assert.DoesNotContain(GatewayHost.Password, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AddsAUser_WhoSignsInAtOnce_AndLeavesTheFileAsItWas()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var before = await File.ReadAllTextAsync(gateway.SettingsFile);
        EditableGateway.SetMode(gateway.SettingsFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var added = await SendAsync(gateway, "POST", "/api/v1/users", """
            {"name":"小明","password":"brittle-otter-lamp-42","paths":["/"],"budget":{"dailyBytes":1000000,"requestsPerMinute":60}}
            """);

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("/api/v1/users/%E5%B0%8F%E6%98%8E", added.Headers.Location!.OriginalString);
        using var client = gateway.CreateClient("小明", New);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/dav/a.mkv")).StatusCode);
        var user = await EditableGateway.ReadAsync(added);
        Assert.Equal("小明 False 1000000", $"{user["name"]} {(bool)user["admin"]!} {user["budget"]!["dailyBytes"]}");
        Assert.Null(user["budget"]!["dailyLinks"]);
        var after = await File.ReadAllTextAsync(gateway.SettingsFile);
        Assert.DoesNotContain(New, after, StringComparison.Ordinal);
        var at = after.IndexOf(",\n      { \"Name\": \"小明\"", StringComparison.Ordinal);
        Assert.True(at > 0, after);
        var line = after[at..after.IndexOf('\n', at + 2)];
        Assert.Equal(before, after.Replace(line, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_ChangesWhatIsNamed_AndNothingElse()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var before = await File.ReadAllTextAsync(gateway.SettingsFile);
        using var changed = await SendAsync(gateway, "PUT", "/api/v1/users/guest", """{"paths":["/films","/音乐"],"budget":{"dailyLinks":5}}""");
        using var gone = await SendAsync(gateway, "PUT", "/api/v1/users/guest", """{"paths":null,"budget":null}""");

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var user = await EditableGateway.ReadAsync(changed);
        Assert.Equal("/films /音乐 5", $"{user["paths"]![0]} {user["paths"]![1]} {user["budget"]!["dailyLinks"]}");
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        user = await EditableGateway.ReadAsync(gone);
        Assert.Equal("/", (string)user["paths"]!.AsArray().Single()!);
        Assert.Null(user["budget"]);
        Assert.Equal(before.Replace(", \"Paths\": [\"/\"]", "", StringComparison.Ordinal), await File.ReadAllTextAsync(gateway.SettingsFile));
    }

    [Fact]
    public async Task Put_APassword_EndsTheOldOne()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var changed = await SendAsync(gateway, "PUT", "/api/v1/users/guest", $$"""{"name":"guest","password":"{{New}}"}""");
        using var client = gateway.CreateClient("guest", New);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Guest.GetAsync("/dav/a.mkv")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/dav/a.mkv")).StatusCode);
        Assert.Contains("{ \"Name\": \"guest\", \"PasswordHash\": \"AQAA", await File.ReadAllTextAsync(gateway.SettingsFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_RemovesAUser_AndLeavesTheFileAsItWas()
    {
        await using var gateway = await EditableGateway.StartAsync(
            EditableGateway.Settings(users: ",\n      { \"Name\": \"third\", \"Password\": \"x\" } // 3"));
        using var removed = await gateway.SendAsync("DELETE", "/api/v1/users/third");
        using var again = await gateway.SendAsync("DELETE", "/api/v1/users/third");

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await EditableGateway.ReadProblemAsync(again, HttpStatusCode.NotFound);
        Assert.Equal(EditableGateway.Settings(), await File.ReadAllTextAsync(gateway.SettingsFile));
        using var guest = await gateway.SendAsync("DELETE", "/api/v1/users/guest");
        Assert.Equal(HttpStatusCode.NoContent, guest.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Guest.GetAsync("/dav/a.mkv")).StatusCode);
    }

    [Fact]
    public async Task Owner_IsNeverLockedOut()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var removed = await gateway.SendAsync("DELETE", "/api/v1/users/owner");
        using var given = await SendAsync(gateway, "PUT", "/api/v1/users/owner", """{"admin":false}""");
        using var raised = await SendAsync(gateway, "PUT", "/api/v1/users/guest", """{"admin":true}""");
        using var other = await gateway.Guest.DeleteAsync("/api/v1/users/owner");

        await EditableGateway.ReadProblemAsync(removed, HttpStatusCode.Conflict, "self");
        await EditableGateway.ReadProblemAsync(given, HttpStatusCode.Conflict, "self");
        Assert.Equal(HttpStatusCode.OK, raised.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, other.StatusCode);
    }

    [Fact]
    public async Task Administrators_WhoRemoveEachOther_LeaveOne()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var raised = await SendAsync(gateway, "PUT", "/api/v1/users/guest", """{"admin":true}""");
        var answers = await Task.WhenAll(
            gateway.Client.DeleteAsync("/api/v1/users/guest"), gateway.Guest.DeleteAsync("/api/v1/users/owner"));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Users_WhoseNamesHaveSlashes_AreTheirOwn()
    {
        var users = string.Concat(new[] { "a/b", "a%2Fb" }.Select(name => $$""", { "Name": "{{name}}", "Password": "{{GatewayHost.Password}}" }"""));
        await using var gateway = await EditableGateway.StartAsync(EditableGateway.Settings(users));
        using var changed = await SendAsync(gateway, "PUT", "/api/v1/users/a%2Fb", """{"budget":{"dailyLinks":3}}""");
        using var removed = await gateway.SendAsync("DELETE", "/api/v1/users/a%2fb?x=/y");
        var left = (await gateway.GetAsync("/api/v1/users"))["users"]!.AsArray();

        Assert.Equal("a/b", (string)(await EditableGateway.ReadAsync(changed))["name"]!);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(["owner", "guest", "a%2Fb"], left.Select(user => (string)user!["name"]!));
    }

    [Fact]
    public async Task Post_ManyAtOnce_AddsAll()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => SendAsync(gateway, "POST", "/api/v1/users", $$"""{"name":"user{{i}}","password":"{{New}}"}""")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(7, (await gateway.GetAsync("/api/v1/users"))["users"]!.AsArray().Count);
    }
}
