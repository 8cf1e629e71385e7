using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

public sealed class UsersApiTests
{
    private const string New = "brittle-otter-lamp-42";

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
        TreesApiTests.SetMode(gateway.SettingsFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
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

    [Theory]
    [InlineData("""{"name":"x","password":"short"}""", "password")]
    [InlineData("""{"name":"x","password":"password123"}""", "password")]
    [InlineData("""{"name":"brittle","password":"brittle-otter-lamp-42"}""", "password")]
    [InlineData("""{"name":"x"}""", "password")]
    [InlineData("""{"password":"brittle-otter-lamp-42"}""", "name")]
    [InlineData("""{"name":"a:b","password":"brittle-otter-lamp-42"}""", "name")]
    [InlineData("""{"name":"a\u0000b","password":"brittle-otter-lamp-42"}""", "name")]
    [InlineData("""{"name":"a\u202eb","password":"brittle-otter-lamp-42"}""", "name")]
    [InlineData("""{"name":"\ud800","password":"brittle-otter-lamp-42"}""", "name")]
    [InlineData("""{"name":7,"password":"brittle-otter-lamp-42"}""", "name")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","paths":["films"]}""", "paths")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","paths":["/a/../b"]}""", "paths")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","paths":"/"}""", "paths")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","budget":{"dailyBytes":-1}}""", "budget")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","budget":{"requestsPerMinute":0}}""", "budget")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","budget":{"dayly":1}}""", "budget")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","admin":"yes"}""", "admin")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","role":"admin"}""", "role")]
    public async Task Post_AMistake_Is422WithItsField_AndChangesNothing(string body, string field)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var refused = await SendAsync(gateway, "POST", "/api/v1/users", body);

        var problem = await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.UnprocessableEntity, "settings");
        Assert.Contains(field, problem["errors"]!.AsArray().Select(error => (string?)error!["field"]));
        Assert.DoesNotContain(New, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(EditableGateway.Settings(), await File.ReadAllTextAsync(gateway.SettingsFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"name":"x","name":"y","password":"brittle-otter-lamp-42"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"\ud800":1,"\udfff":2}""")]
    [InlineData("""{"name":"x","password":"brittle-otter-lamp-42","budget":{"daily\udc00":1}}""")]
    public async Task Post_NoJsonObject_Is400(string body)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var refused = await SendAsync(gateway, "POST", "/api/v1/users", body);

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.BadRequest, "json");
    }

    [Fact]
    public async Task Post_TooLargeOrOfAnotherType_IsRefused()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var large = await SendAsync(gateway, "POST", "/api/v1/users", $$"""{"name":"{{new string('x', 70_000)}}"}""");
        using var form = await gateway.SendAsync("POST", "/api/v1/users", new StringContent("name=x", Encoding.UTF8, "application/x-www-form-urlencoded"));

        await EditableGateway.ReadProblemAsync(large, HttpStatusCode.RequestEntityTooLarge, "too-large");
        await EditableGateway.ReadProblemAsync(form, HttpStatusCode.UnsupportedMediaType, "content-type");
    }

    [Theory]
    [InlineData("guest")]
    [InlineData("GUEST")]
    public async Task Post_ANameThatIsTaken_Is409(string name)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var refused = await SendAsync(gateway, "POST", "/api/v1/users", $$"""{"name":"{{name}}","password":"{{New}}"}""");

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.Conflict, "name-taken");
    }

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

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("../owner")]
    [InlineData("guest\u200b")]
    [InlineData("\ufeffguest")]
    [InlineData("a\u2028b")]
    public async Task Post_ANameThatNoAddressHolds_OrThatLooksLikeAnother_Is422(string name)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var refused = await SendAsync(gateway, "POST", "/api/v1/users", $$"""{"name":"{{name}}","password":"{{New}}"}""");

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.UnprocessableEntity, "settings");
        Assert.Equal(EditableGateway.Settings(), await File.ReadAllTextAsync(gateway.SettingsFile));
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

    [Theory]
    [InlineData("%3Cimg%20src=x%3E")]
    [InlineData("..%2f..")]
    [InlineData("%E2%80%AEx")]
    [InlineData("nobody")]
    public async Task Put_ForNobody_Is404(string name)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var response = await SendAsync(gateway, "PUT", $"/api/v1/users/{name}", $$"""{"password":"{{New}}"}""");

        await EditableGateway.ReadProblemAsync(response, HttpStatusCode.NotFound);
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

    [Fact]
    public async Task Post_ManyAtOnce_AddsAll()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => SendAsync(gateway, "POST", "/api/v1/users", $$"""{"name":"user{{i}}","password":"{{New}}"}""")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(7, (await gateway.GetAsync("/api/v1/users"))["users"]!.AsArray().Count);
    }

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

    private static Task<HttpResponseMessage> SendAsync(EditableGateway gateway, string method, string path, string body) =>
        gateway.SendAsync(method, path, new StringContent(body, Encoding.UTF8, "application/json"));
}
