using System.Net;
using System.Text;

namespace Pan123Dav.Tests.Admin;

/// <summary>What a caller has wrong: a short answer that names the field, and nothing changed.</summary>
public sealed class UsersApiMistakeTests : UsersApiTest
{
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
}
