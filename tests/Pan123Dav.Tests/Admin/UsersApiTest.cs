using System.Text;

namespace Pan123Dav.Tests.Admin;

/// <summary>Sends JSON to a gateway whose settings are a file.</summary>
public abstract class UsersApiTest
{
    private protected const string New = "brittle-otter-lamp-42";

    private protected static Task<HttpResponseMessage> SendAsync(EditableGateway gateway, string method, string path, string body) =>
        gateway.SendAsync(method, path, new StringContent(body, Encoding.UTF8, "application/json"));
}
