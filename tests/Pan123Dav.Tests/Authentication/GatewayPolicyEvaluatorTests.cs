using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Logging;
using SignInOptions = Pan123Dav.Authentication.Throttling.SignInOptions;

namespace Pan123Dav.Tests.Authentication;

public sealed class GatewayPolicyEvaluatorTests : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddRouting()
        .AddMetrics()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IOptionsMonitor<SignInOptions>>(new FixedOptions<SignInOptions>(new SignInOptions()))
        .AddSingleton<IOptionsMonitor<JwtOptions>>(new FixedOptions<JwtOptions>(new JwtOptions()))
        .AddSingleton<IUserDirectoryProvider>(new StubUsers(null!))
        .AddGatewayAuthentication()
        .AddSingleton(Directories.NoTokens)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    private readonly ClaimsPrincipal _anna = new UserAccount("anna", new StubStorage("anna")).Principal;

    [Fact]
    public async Task AuthorizeAsync_ConfiguredUser_Succeeds() => Assert.True((await AuthorizeAsync(GatewayPolicyEvaluator.SignedIn, _anna)).Succeeded);

    [Fact]
    public async Task AuthorizeAsync_StrangerWhomAnotherSchemeKnows_IsForbidden()
    {
        var stranger = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "anna")], "Other"));
        Assert.True((await AuthorizeAsync(GatewayPolicyEvaluator.SignedIn, stranger)).Forbidden);
    }

    [Fact]
    public async Task AuthorizeAsync_Nobody_IsChallenged() =>
        Assert.True((await AuthorizeAsync(GatewayPolicyEvaluator.SignedIn, new ClaimsPrincipal())).Challenged);

    [Fact]
    public async Task AuthorizeAsync_OtherPolicy_IsAsked()
    {
        var nobodyMay = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
        Assert.True((await AuthorizeAsync(nobodyMay, _anna)).Forbidden);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<PolicyAuthorizationResult> AuthorizeAsync(AuthorizationPolicy policy, ClaimsPrincipal user)
    {
        await using var scope = _services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = user };
        var result = user.Identity is { IsAuthenticated: true }
            ? AuthenticateResult.Success(new AuthenticationTicket(user, "Any"))
            : AuthenticateResult.NoResult();
        return await scope.ServiceProvider.GetRequiredService<IPolicyEvaluator>().AuthorizeAsync(policy, result, context, resource: null);
    }
}
