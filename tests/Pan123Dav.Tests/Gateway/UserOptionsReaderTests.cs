using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using static Pan123Dav.Tests.Gateway.GatewayJson;

namespace Pan123Dav.Tests.Gateway;

public sealed class UserOptionsReaderTests
{
    [Theory]
    [InlineData("""{ "Password": "w0rd-of-the-user" }""", "Name", "is missing")]
    [InlineData("""{ "Name": "", "Password": "w0rd-of-the-user" }""", "Name", "is missing")]
    [InlineData("""{ "Name": "a:b", "Password": "w0rd-of-the-user" }""", "Name", "colon")]
    [InlineData("""{ "Name": "a\tb", "Password": "w0rd-of-the-user" }""", "Name", "control characters")]
    [InlineData("""{ "Name": "a\ufffdb", "Password": "w0rd-of-the-user" }""", "Name", "control characters")]
    [InlineData("""{ "Name": "a" }""", "PasswordHash", "pan123dav hash-password")]
    [InlineData("""{ "Name": "a", "PasswordHash": "w0rd-of-the-user" }""", "PasswordHash", "pan123dav hash-password")]
    [InlineData("""{ "Name": "a", "PasswordHash": "AQAAAAA=" }""", "PasswordHash", "is no password hash")]
    [InlineData("""{ "Name": "a", "Password": "w0rd-of-the-user", "Paths": [] }""", "Paths", "names no path")]
    [InlineData("""{ "Name": "a", "Password": "w0rd-of-the-user", "Paths": [""] }""", "Paths:0", "is empty")]
    [InlineData("""{ "Name": "a", "Password": "w0rd-of-the-user", "Paths": ["films"] }""", "Paths:0", "write /films")]
    [InlineData("""{ "Name": "a", "Password": "w0rd-of-the-user", "Paths": "/films" }""", "Paths", "is a list")]
    [InlineData("""{ "Name": "a", "Password": "w0rd-of-the-user", "Admin": "yes" }""", "Admin", "must be true or false")]
    [InlineData("""{ "Name": "a", "Password": "w0rd-of-the-user", "Budget": 5 }""", "Budget", "is a section")]
    [InlineData("""{ "Name": "a", "Password": "w0rd-of-the-user", "Budget": { "DailyBytes": "5 GB" } }""", "Budget:DailyBytes", "0 or more")]
    [InlineData("""{ "Name": "a", "Pasword": "w0rd-of-the-user", "Password": "w0rd-of-the-user" }""", "Pasword", "did you mean Password?")]
    public void Read_WrongUser_NamesKeyAndRemedy(string user, string errorKey, string message)
    {
        var json = Least();
        json["Pan123Dav"]!["Users"] = new JsonArray(JsonNode.Parse(user));

        var errors = Errors(json);

        // An empty list of paths has no path that could be wrong; a list with a wrong one has none left.
        Assert.Contains(errors, error => error.Key == $"Pan123Dav:Users:0:{errorKey}" && error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_UserWithBothPasswords_IsAnError()
    {
        var json = Least();
        json["Pan123Dav"]!["Users"]![0]!["PasswordHash"] = new PasswordHasher<object>().HashPassword(new object(), Word);

        AssertError(json, "Users:0:Password", "keep one of the two");
    }

    [Fact]
    public void Read_TwoUsersOfOneName_IsAnError()
    {
        var json = Least();
        json["Pan123Dav"]!["Users"]!.AsArray().Add(json["Pan123Dav"]!["Users"]![0]!.DeepClone());

        AssertError(json, "Users:1:Name", "is the name of Pan123Dav:Users:0 too");
    }
}
