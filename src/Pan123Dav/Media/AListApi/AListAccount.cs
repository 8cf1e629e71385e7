using System.Text;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Authentication.Tokens;

namespace Pan123Dav.Media.AListApi;

/// <summary><c>/api/auth/login</c> and <c>/api/me</c>. A password is tried as by Basic: the same check, the same count of failures.</summary>
internal sealed class AListAccount(IUserDirectoryProvider users, CredentialAuthenticator authenticator, ApiTokens tokens)
{
    /// <summary>Answers with a token that stands for the user like an API token, but ends with its time or the password.</summary>
    public async Task LoginAsync(HttpContext context)
    {
        var request = await AListRequest.ReadAsync(context.Request, context.RequestAborted);
        var (name, password) = (request.GetText("username"), request.GetText("password"));
        if (name.Length == 0 || password.Length == 0)
        {
            throw AListException.BadRequest("username and password are needed");
        }

        var user = await SignInAsync(context, name, password);
        if (user is null || tokens.CreateLoginToken(user.Name) is not { } token)
        {
            await AListResponse.FailAsync(context.Response, StatusCodes.Status401Unauthorized, "Invalid username or password");
            return;
        }

        await AListResponse.WriteAsync(context.Response, token, static (json, token) =>
        {
            json.WriteStartObject();
            json.WriteString("token"u8, token);
            json.WriteEndObject();
        });
    }

    /// <summary>Who calls. The drive begins at <c>/</c> for everybody, and nobody has a permission beyond reading.</summary>
    public Task DescribeAsync(AListCall call) =>
        AListResponse.WriteAsync(call.Context.Response, (call.User.Name, Id: GetId(call.User.Name)), static (json, user) =>
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, user.Id);
        json.WriteString("username"u8, user.Name);
        json.WriteString("password"u8, ""u8);
        json.WriteString("base_path"u8, "/"u8);

        // A number: clients fail at the list that newer AList gives.
        json.WriteNumber("role"u8, 0);
        json.WriteBoolean("disabled"u8, false);
        json.WriteNumber("permission"u8, 0);
        json.WriteString("sso_id"u8, ""u8);
        json.WriteBoolean("otp"u8, false);
        json.WriteBoolean("allow_ldap"u8, false);
        json.WriteEndObject();
    });

    private int GetId(string user)
    {
        var all = tokens.All;
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].User == user)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private async Task<UserAccount?> SignInAsync(HttpContext context, string name, string password)
    {
        // Basic could not carry it, so nobody has such a name.
        if (name.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var credentials = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))}";
        var directory = users.Users;
        if (directory.TryRecognise(credentials, out var recognised))
        {
            return recognised;
        }

        var result = await authenticator.RunAsync(context, directory, credentials);
        return result.Failure is SignInThrottledException e
            ? throw new AListException(StatusCodes.Status429TooManyRequests,
                "Too many unsuccessful sign-in attempts from your address. Wait, and try again.")
            { Wait = e.Delay }
            : (result.Principal as GatewayPrincipal)?.Account;
    }
}
