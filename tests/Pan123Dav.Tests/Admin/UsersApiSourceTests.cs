using System.Net;
using Pan123Dav.Authentication.Passwords;

namespace Pan123Dav.Tests.Admin;

/// <summary>Users from more than one place: several files, the command line, and a file that somebody else changes.</summary>
public sealed class UsersApiSourceTests : UsersApiTest
{
    [Fact]
    public async Task Users_OfTheCommandLine_AreReadOnly_AndSaySo()
    {
        await using var gateway = await EditableGateway.StartAsync(
            arguments: ["--Pan123Dav:Users:2:Name=third", $"--Pan123Dav:Users:2:Password={New}", $"--Pan123Dav:Users:1:Budget:DailyLinks=7"]);
        var users = (await gateway.GetAsync("/api/v1/users"))["users"]!.AsArray();
        using var third = await gateway.SendAsync("DELETE", "/api/v1/users/third");
        using var guest = await SendAsync(gateway, "PUT", "/api/v1/users/guest", """{"paths":["/a"]}""");
        using var added = await SendAsync(gateway, "POST", "/api/v1/users", $$"""{"name":"fourth","password":"{{New}}"}""");

        Assert.Equal(["owner ", "guest mixed", "third environment"], users.Select(user => $"{user!["name"]} {user["code"]}"));
        await EditableGateway.ReadProblemAsync(third, HttpStatusCode.Conflict, "environment");
        await EditableGateway.ReadProblemAsync(guest, HttpStatusCode.Conflict, "mixed");
        Assert.Equal(HttpStatusCode.Conflict, added.StatusCode);
        Assert.Equal(EditableGateway.Settings(), await File.ReadAllTextAsync(gateway.SettingsFile));
    }

    // The layout that docs/configuration.md shows, over the blanks and defaults of the file that is shipped.
    [Theory]
    [InlineData(""" "Name": "owner", "Admin": true """, """ "PasswordHash": "{0}" """)]
    [InlineData(
        """ "Name": "", "PasswordHash": "", "Password": "", "Paths": ["/"], "Admin": false """, """ "Name": "owner", "PasswordHash": "{0}", "Admin": true """)]
    [InlineData(""" "Name": "owner", "Password": "An old one, 2025", "Admin": true """, """ "Password": "", "PasswordHash": "{0}" """)]
    public async Task Put_AUserOfTwoFiles_IsWrittenToTheOneThatIsReadAboveTheOther(string below, string above)
    {
        var hash = PasswordHashing.CreateHasher().HashPassword(EditableGateway.Owner, GatewayHost.Password);
        var settings = EditableGateway.OneUser(below);
        await using var gateway = await EditableGateway.StartAsync(settings, prepare: folder => folder.Write(
            "appsettings.Local.json", $$"""{ "Pan123Dav": { "Users": [ /* mine */ { {{above.Replace("{0}", hash, StringComparison.Ordinal)}} } ] } }"""));
        var owner = (await gateway.GetAsync("/api/v1/users"))["users"]![0]!;
        using var limited = await SendAsync(gateway, "PUT", "/api/v1/users/owner", """{"paths":["/films"],"budget":{"dailyLinks":7}}""");
        using var freed = await SendAsync(gateway, "PUT", "/api/v1/users/owner", """{"paths":null,"budget":null}""");
        using var changed = await SendAsync(gateway, "PUT", "/api/v1/users/owner", $$"""{"password":"{{New}}"}""");

        Assert.True((bool)owner["writable"]!);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [limited.StatusCode, freed.StatusCode, changed.StatusCode]);
        Assert.Equal(["/films"], (await EditableGateway.ReadAsync(limited))["paths"]!.AsArray().Select(path => (string)path!));
        Assert.Equal(["/"], (await EditableGateway.ReadAsync(freed))["paths"]!.AsArray().Select(path => (string)path!));
        Assert.Null((await EditableGateway.ReadAsync(freed))["budget"]);
        using var renewed = gateway.CreateClient(EditableGateway.Owner, New);
        Assert.Equal(HttpStatusCode.Redirect, (await renewed.GetAsync("/dav/a.mkv")).StatusCode);
        Assert.Equal(settings, await File.ReadAllTextAsync(gateway.SettingsFile));
        Assert.Contains("/* mine */", await File.ReadAllTextAsync(gateway["appsettings.Local.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WhatAnotherFileWouldStillAddTo_Is409_AndChangesNothing()
    {
        const string Above = """{ "Pan123Dav": { "Users": [ { "Admin": true } ] } }""";
        await using var gateway = await EditableGateway.StartAsync(
            EditableGateway.OneUser($$""" "Name": "owner", "Password": "{{GatewayHost.Password}}", "Paths": ["/a", "/b"], "Budget": { "DailyLinks": 9 } """),
            prepare: folder => folder.Write("appsettings.Local.json", Above));
        using var paths = await SendAsync(gateway, "PUT", "/api/v1/users/owner", """{"paths":["/c"]}""");
        using var budget = await SendAsync(gateway, "PUT", "/api/v1/users/owner", """{"budget":null}""");

        await EditableGateway.ReadProblemAsync(paths, HttpStatusCode.Conflict, "mixed");
        await EditableGateway.ReadProblemAsync(budget, HttpStatusCode.Conflict, "mixed");
        Assert.Equal(Above, await File.ReadAllTextAsync(gateway["appsettings.Local.json"]));
    }

    [Fact]
    public async Task PostAndDelete_WhereAnotherFileCompletesOneUser_WriteTheFileOfAll()
    {
        await using var gateway = await EditableGateway.StartAsync(prepare: folder => folder.Write(
            "appsettings.Local.json", """{ "Pan123Dav": { "Users": [ { "Budget": { "DailyLinks": 900 } } ] } }"""));
        using var added = await SendAsync(gateway, "POST", "/api/v1/users", $$"""{"name":"third","password":"{{New}}"}""");
        using var removed = await gateway.SendAsync("DELETE", "/api/v1/users/guest");

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var third = gateway.CreateClient("third", New);
        Assert.Equal(HttpStatusCode.Redirect, (await third.GetAsync("/dav/a.mkv")).StatusCode);
    }

    [Fact]
    public async Task Delete_BeforeAUserWhomTheEnvironmentCompletes_Is409()
    {
        await using var gateway = await EditableGateway.StartAsync(
            EditableGateway.Settings(users: ", { \"Name\": \"third\" }"), [$"--Pan123Dav:Users:2:Password={New}"]);
        using var removed = await gateway.SendAsync("DELETE", "/api/v1/users/guest");

        Assert.True(removed.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity);
        using var third = gateway.CreateClient("third", New);
        Assert.Equal(HttpStatusCode.Redirect, (await third.GetAsync("/dav/a.mkv")).StatusCode);
    }

    [Fact]
    public async Task Change_OfASettingsFileThatSomebodyElseBreaks_Is409_AndTouchesNothing()
    {
        await using var gateway = await EditableGateway.StartAsync();
        await File.WriteAllTextAsync(gateway.SettingsFile, "{ \"Pan123Dav\": ");
        using var refused = await SendAsync(gateway, "POST", "/api/v1/users", $$"""{"name":"x","password":"{{New}}"}""");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("{ \"Pan123Dav\": ", await File.ReadAllTextAsync(gateway.SettingsFile));
    }

    [Fact]
    public async Task IfMatch_OfAnOlderFile_Is412()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var list = await gateway.Client.GetAsync("/api/v1/users");
        await File.AppendAllTextAsync(gateway.SettingsFile, "// noted by hand\n");
        using var refused = await gateway.SendAsync("DELETE", "/api/v1/users/guest", null, ("If-Match", list.Headers.ETag!.Tag));
        using var removed = await gateway.SendAsync("DELETE", "/api/v1/users/guest");

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.EndsWith("// noted by hand\n", await File.ReadAllTextAsync(gateway.SettingsFile), StringComparison.Ordinal);
    }
}
